"""Setting up a house: warehouse, stations, channels, carriers, products, shelves, opening stock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeVar

from sqlalchemy import insert

from db.engine import Database
from db.identity import EPOCH_MS
from db.schema.house import Warehouse
from db.schema.orders import Channel
from db.schema.people import Station
from db.schema.products import Product, ProductCode
from db.schema.stock import Lot, Shelf
from db.schema.waybills import Carrier, CarrierService
from db.transaction import in_transaction
from fulfilment.house import Work
from fulfilment.stock.movements import Movement, post
from procedure.ids import (
    CarrierId,
    ChannelId,
    LotId,
    ProductId,
    ShelfId,
    StationId,
    WarehouseId,
)
from procedure.words import (
    CountRule,
    DangerClass,
    MovementKind,
    SaleStatus,
    Screen,
    ServiceLevel,
    SheetPaper,
    ShelfKind,
    StockState,
)

T = TypeVar("T")
CHUNK = 5_000
SIZES = ("length_mm", "width_mm", "height_mm")


@dataclass(frozen=True, slots=True)
class NewWarehouse:
    """A warehouse to be; sender's data stand on the labels."""

    code: str
    name: str
    time_zone: str
    currency: str
    sender_name: str
    sender_phone: str
    sender_address: str


def found_warehouse(database: Database, new: NewWarehouse, now: datetime) -> WarehouseId:
    """The first row of a new database, before there is a house to work in."""
    id_ = WarehouseId((int(now.timestamp() * 1000) - EPOCH_MS) << 22)
    in_transaction(
        database,
        lambda connection: connection.execute(
            insert(Warehouse).values(
                id=id_,
                code=new.code,
                name=new.name,
                time_zone=new.time_zone,
                currency=new.currency,
                sender_name=new.sender_name,
                sender_phone=new.sender_phone,
                sender_address=new.sender_address,
            )
        ),
    )
    return id_


def add_station(
    work: Work,
    name: str,
    home_screen: Screen | None,
    zone: str = "",
    sheet_paper: SheetPaper = SheetPaper.A4,
) -> StationId:
    """A station of this warehouse.

    Args:
        zone: The zone whose pick sheets are printed here, or "".
    """
    id_ = StationId(work.new_id())
    work.connection.execute(
        insert(Station).values(
            id=id_,
            warehouse_id=work.warehouse_id,
            name=name,
            home_screen=home_screen,
            active=True,
            zone=zone,
            sheet_paper=sheet_paper,
        )
    )
    return id_


def add_channel(work: Work, code: str, name: str, is_interface: bool) -> ChannelId:
    """A channel orders come from."""
    id_ = ChannelId(work.new_id())
    work.connection.execute(
        insert(Channel).values(id=id_, code=code, name=name, is_interface=is_interface)
    )
    return id_


@dataclass(frozen=True, slots=True)
class NewCarrier:
    """A carrier to be.

    Attributes:
        services: Name of each service, and whether it is the default of its level.
    """

    code: str
    name: str
    cut_off: time | None
    services: dict[ServiceLevel, tuple[str, bool]]


def add_carrier(work: Work, new: NewCarrier) -> CarrierId:
    """A carrier with its services."""
    id_ = CarrierId(work.new_id())
    work.connection.execute(
        insert(Carrier).values(
            id=id_, code=new.code, name=new.name, cut_off=new.cut_off, active=True
        )
    )
    work.connection.execute(
        insert(CarrierService),
        [
            {"carrier_id": id_, "service": level, "name": name, "is_default": is_default}
            for level, (name, is_default) in new.services.items()
        ],
    )
    return id_


@dataclass(frozen=True, slots=True)
class NewProduct:
    """A product to be.

    Attributes:
        codes: Matching key (a GTIN as 14 digits), the code as printed, units it stands for.
        size_mm: Length, width, height of one unit.
    """

    sku: str
    name: str
    codes: tuple[tuple[str, str, int], ...]
    weight_g: int | None = None
    fragile: bool = False
    heavy: bool = False
    lot_tracked: bool = False
    customisable: bool = False
    count_rule: CountRule = CountRule.SCAN_EVERY_UNIT
    sale_status: SaleStatus = SaleStatus.ON_SALE
    serial_tracked: bool = False
    danger: DangerClass = DangerClass.NONE
    size_mm: tuple[int, int, int] | None = None
    shipping_margin_days: int = 0
    low_stock_below: int | None = None
    is_bundle: bool = False
    supplier_id: int | None = None


def add_products(work: Work, products: Sequence[NewProduct]) -> dict[str, ProductId]:
    """Products with their codes; ids by SKU. The SKU itself scans too."""
    ids = dict(zip((p.sku for p in products), work.new_ids(len(products)), strict=True))
    rows: list[dict[str, object]] = [
        {
            "id": ids[p.sku],
            "sku": p.sku,
            "name": p.name,
            "sale_status": p.sale_status,
            "weight_g": p.weight_g,
            "fragile": p.fragile,
            "heavy": p.heavy,
            "lot_tracked": p.lot_tracked,
            "customisable": p.customisable,
            "count_rule": p.count_rule,
            "shipping_margin_days": p.shipping_margin_days,
            "low_stock_below": p.low_stock_below,
            "serial_tracked": p.serial_tracked,
            "danger": p.danger,
            **dict(zip(SIZES, p.size_mm or (None, None, None), strict=True)),
            "is_bundle": p.is_bundle,
            "supplier_id": p.supplier_id,
            "version": 1,
        }
        for p in products
    ]
    codes = [
        {"key": key, "product_id": ids[p.sku], "units": units, "shown": shown}
        for p in products
        for key, shown, units in (*p.codes, (p.sku.upper(), p.sku, 1))
    ]
    for part in parts_of(rows):
        work.connection.execute(insert(Product), part)
    for part in parts_of(codes):
        work.connection.execute(insert(ProductCode), part)
    return {sku: ProductId(id_) for sku, id_ in ids.items()}


@dataclass(frozen=True, slots=True)
class NewShelf:
    """A shelf to be."""

    code: str
    zone: str
    walk_key: int
    kind: ShelfKind = ShelfKind.PICK


def add_shelves(work: Work, shelves: Sequence[NewShelf]) -> dict[str, ShelfId]:
    """Shelves of this warehouse; ids by code."""
    ids = dict(zip((s.code for s in shelves), work.new_ids(len(shelves)), strict=True))
    rows: list[dict[str, object]] = [
        {
            "id": ids[s.code],
            "warehouse_id": work.warehouse_id,
            "code": s.code,
            "zone": s.zone,
            "walk_key": s.walk_key,
            "kind": s.kind,
            "active": True,
        }
        for s in shelves
    ]
    for part in parts_of(rows):
        work.connection.execute(insert(Shelf), part)
    return {code: ShelfId(id_) for code, id_ in ids.items()}


@dataclass(frozen=True, slots=True)
class OpeningStock:
    """So many units of a lot on a shelf; `lot` is "" for goods that are not lot-tracked."""

    product_id: ProductId
    shelf_id: ShelfId
    lot: str
    expires_on: date | None
    quantity: int


def receive_opening_stock(work: Work, stock: Sequence[OpeningStock]) -> None:
    """Book opening stock in as receipts, lots included."""
    lots = {(s.product_id, s.lot): s.expires_on for s in stock}
    ids = dict(zip(lots, work.new_ids(len(lots)), strict=True))
    rows: list[dict[str, object]] = [
        {"id": ids[key], "product_id": key[0], "code": key[1], "expires_on": expires_on}
        for key, expires_on in lots.items()
    ]
    for part in parts_of(rows):
        work.connection.execute(insert(Lot), part)
    movements = [
        Movement(
            MovementKind.RECEIVE,
            s.product_id,
            s.quantity,
            LotId(ids[s.product_id, s.lot]),
            None,
            StockState.OUTSIDE,
            s.shelf_id,
            StockState.FREE,
            document="opening",
        )
        for s in stock
    ]
    for receipts in parts_of(movements):
        post(work, receipts)


def parts_of(rows: Sequence[T]) -> Iterable[Sequence[T]]:
    """The rows in parts that one statement takes."""
    return (rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK))

"""One order with everything around it, masked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, and_, func, select

from db.schema.log import OrderLog
from db.schema.orders import Channel, Hold, Order, OrderAddress, OrderBundle, OrderLine, Remark
from db.schema.parcels import Parcel
from db.schema.people import Person, Station
from db.schema.products import Product
from db.schema.stock import Stock
from db.schema.waybills import Carrier, WaybillNumber
from db.views.shortage import ShortageOptions, shortage_options
from procedure.ids import HoldId, OrderId
from procedure.masking import mask_address_for_screen, mask_name, mask_phone_for_screen
from procedure.policy import OrderPolicy
from procedure.stock_status import stock_status
from procedure.words import (
    HoldKind,
    OrderStatus,
    ParcelStatus,
    RemarkKind,
    SaleStatus,
    ServiceLevel,
    StockStatus,
    WaybillState,
)


@dataclass(frozen=True, slots=True)
class LineView:
    """An order line with live stock."""

    sku: str
    name: str
    quantity: int
    shipped: int
    unit_price_minor: int
    available: int | None
    """Units anybody may still be promised; None where the product is unknown."""
    sale_status: SaleStatus | None
    customization: str
    bundle_no: int | None = None
    """The bundle it is a part of (`BundleView.line_no`)."""
    is_gift: bool = False
    status: StockStatus | None = None
    """What the product shows now (2.2.2a); None where it is unknown."""


@dataclass(frozen=True, slots=True)
class BundleView:
    """A bundle as it was ordered; its parts are lines."""

    line_no: int
    sku: str
    name: str
    quantity: int
    unit_price_minor: int


@dataclass(frozen=True, slots=True)
class HoldView:
    """An open hold."""

    hold_id: HoldId
    kind: HoldKind
    finding: str
    params: dict[str, Any]
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class RemarkView:
    """A remark."""

    kind: RemarkKind
    body: str
    at: datetime
    by: str
    for_floor: bool


@dataclass(frozen=True, slots=True)
class ParcelView:
    """A parcel and its live number."""

    box_code: str
    status: ParcelStatus
    carrier: str
    number: str


@dataclass(frozen=True, slots=True)
class LogView:
    """A row of the log."""

    at: datetime
    action: str
    from_status: OrderStatus | None
    to_status: OrderStatus | None
    data: dict[str, Any]
    reason: str
    by: str
    station: str


@dataclass(frozen=True, slots=True)
class AddressView:
    """The receiver, masked; the divisions are not personal."""

    receiver: str
    phone: str
    country: str
    province: str
    city: str
    district: str
    town: str
    detail: str
    postcode: str


@dataclass(frozen=True, slots=True)
class OrderDetail:
    """One order, complete."""

    order_id: OrderId
    order_no: str
    external_no: str
    channel: str
    is_interface: bool
    status: OrderStatus
    service: ServiceLevel
    carrier: str
    currency: str
    total_minor: int
    paid_minor: int
    received_at: datetime
    ship_by: date | None
    version: int
    address: AddressView
    lines: tuple[LineView, ...]
    holds: tuple[HoldView, ...]
    remarks: tuple[RemarkView, ...]
    parcels: tuple[ParcelView, ...]
    log: tuple[LogView, ...]
    bundles: tuple[BundleView, ...] = ()
    shortage: ShortageOptions | None = None
    """What may be offered where the order lacks units (3.2.1a)."""


@dataclass(frozen=True, slots=True)
class AsOf:
    """What the live parts of an order are read with.

    Attributes:
        today: Business day of the warehouse.
        low_below: The policy's limit of low stock (2.2.2b).
    """

    today: date
    low_below: int


def order_detail(
    connection: Connection, order_id: OrderId, as_of: AsOf | None = None
) -> OrderDetail | None:
    """The order, or None where it is not there; newest log rows first.

    Args:
        as_of: Reads what may be offered for missing units too; None leaves that out.
    """
    low_below = OrderPolicy().low_stock_below if as_of is None else as_of.low_below
    row = (
        connection.execute(
            select(
                Order.order_no,
                Order.external_no,
                Order.status,
                Order.service,
                Order.currency,
                Order.total_minor,
                Order.paid_minor,
                Order.received_at,
                Order.ship_by,
                Order.version.label("order_version"),
                Order.warehouse_id,
                Channel.name.label("channel"),
                Channel.is_interface,
                Carrier.name.label("carrier"),
                OrderAddress.__table__,
            )
            .join(Channel, Channel.id == Order.channel_id)
            .join(
                OrderAddress,
                and_(
                    OrderAddress.order_id == Order.id, OrderAddress.version == Order.address_version
                ),
            )
            .outerjoin(Carrier, Carrier.id == Order.carrier_id)
            .where(Order.id == order_id)
        )
        .mappings()
        .first()
    )
    if row is None:
        return None
    return OrderDetail(
        order_id=order_id,
        order_no=row["order_no"],
        external_no=row["external_no"],
        channel=row["channel"],
        is_interface=row["is_interface"],
        status=row["status"],
        service=row["service"],
        carrier=row["carrier"] or "",
        currency=row["currency"],
        total_minor=row["total_minor"],
        paid_minor=row["paid_minor"],
        received_at=row["received_at"],
        ship_by=row["ship_by"],
        version=row["order_version"],
        address=_address(row),
        lines=_lines(connection, order_id, row["warehouse_id"], low_below),
        holds=_holds(connection, order_id),
        remarks=_remarks(connection, order_id),
        parcels=_parcels(connection, order_id),
        log=_log(connection, order_id),
        bundles=_bundles(connection, order_id),
        shortage=(
            None
            if as_of is None
            else shortage_options(connection, row["warehouse_id"], order_id, as_of.today)
        ),
    )


def _address(row: Any) -> AddressView:
    return AddressView(
        receiver=mask_name(row["receiver"]),
        phone=mask_phone_for_screen(row["phone"]),
        country=row["country"],
        province=row["province"],
        city=row["city"],
        district=row["district"],
        town=row["town"],
        detail=mask_address_for_screen(row["detail"]),
        postcode=row["postcode"],
    )


def _lines(
    connection: Connection, order_id: OrderId, warehouse: int, low_below: int
) -> tuple[LineView, ...]:
    rows = connection.execute(
        select(
            OrderLine.sku_text,
            OrderLine.name_text,
            Product.name,
            OrderLine.quantity,
            OrderLine.shipped,
            OrderLine.unit_price_minor,
            Stock.available,
            Product.sale_status,
            OrderLine.customization,
            OrderLine.bundle_no,
            OrderLine.gift_of,
            func.coalesce(Product.low_stock_below, low_below).label("low_below"),
        )
        .outerjoin(Product, Product.id == OrderLine.product_id)
        .outerjoin(Stock, and_(Stock.product_id == Product.id, Stock.warehouse_id == warehouse))
        .where(OrderLine.order_id == order_id)
        .order_by(OrderLine.line_no)
    )
    return tuple(
        LineView(
            row.sku_text,
            row.name or row.name_text,
            row.quantity,
            row.shipped,
            row.unit_price_minor,
            row.available if row.available is not None or row.sale_status is None else 0,
            row.sale_status,
            row.customization,
            row.bundle_no,
            row.gift_of is not None,
            None
            if row.sale_status is None
            else stock_status(row.sale_status, row.available or 0, row.low_below),
        )
        for row in rows
    )


def _bundles(connection: Connection, order_id: OrderId) -> tuple[BundleView, ...]:
    rows = connection.execute(
        select(
            OrderBundle.line_no,
            OrderBundle.sku_text,
            OrderBundle.name_text,
            Product.name,
            OrderBundle.quantity,
            OrderBundle.unit_price_minor,
        )
        .join(Product, Product.id == OrderBundle.product_id)
        .where(OrderBundle.order_id == order_id)
        .order_by(OrderBundle.line_no)
    )
    return tuple(
        BundleView(
            row.line_no, row.sku_text, row.name or row.name_text, row.quantity, row.unit_price_minor
        )
        for row in rows
    )


def _holds(connection: Connection, order_id: OrderId) -> tuple[HoldView, ...]:
    rows = connection.execute(
        select(Hold.id, Hold.kind, Hold.finding, Hold.params, Hold.opened_at)
        .where(Hold.order_id == order_id, Hold.lifted_at.is_(None))
        .order_by(Hold.id)
    )
    return tuple(
        HoldView(HoldId(row.id), row.kind, row.finding, row.params, row.opened_at) for row in rows
    )


def _remarks(connection: Connection, order_id: OrderId) -> tuple[RemarkView, ...]:
    rows = connection.execute(
        select(Remark.kind, Remark.body, Remark.at, Person.name, Remark.for_floor)
        .outerjoin(Person, Person.id == Remark.person_id)
        .where(Remark.order_id == order_id)
        .order_by(Remark.id)
    )
    return tuple(
        RemarkView(row.kind, row.body, row.at, row.name or "", row.for_floor) for row in rows
    )


_LIVE = (
    WaybillState.ALLOCATED,
    WaybillState.PRINTED,
    WaybillState.BOUND,
    WaybillState.HANDED_OVER,
)


def _parcels(connection: Connection, order_id: OrderId) -> tuple[ParcelView, ...]:
    rows = connection.execute(
        select(Parcel.box_code, Parcel.status, Carrier.name, WaybillNumber.number)
        .join(Carrier, Carrier.id == Parcel.carrier_id)
        .outerjoin(
            WaybillNumber,
            and_(WaybillNumber.parcel_id == Parcel.id, WaybillNumber.state.in_(_LIVE)),
        )
        .where(Parcel.order_id == order_id)
        .order_by(Parcel.parcel_index)
    )
    return tuple(ParcelView(row.box_code, row.status, row.name, row.number or "") for row in rows)


def _log(connection: Connection, order_id: OrderId) -> tuple[LogView, ...]:
    rows = connection.execute(
        select(
            OrderLog.at,
            OrderLog.action,
            OrderLog.from_status,
            OrderLog.to_status,
            OrderLog.data,
            OrderLog.reason,
            Person.name.label("person"),
            Station.name.label("station"),
        )
        .outerjoin(Person, Person.id == OrderLog.person_id)
        .outerjoin(Station, Station.id == OrderLog.station_id)
        .where(OrderLog.order_id == order_id)
        .order_by(OrderLog.seq.desc())
    )
    return tuple(
        LogView(
            row.at,
            row.action,
            row.from_status,
            row.to_status,
            row.data,
            row.reason,
            row.person or "",
            row.station or "",
        )
        for row in rows
    )

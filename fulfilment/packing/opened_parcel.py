"""What a bench is given when it opens a parcel: goods, materials, a carton, remarks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, update

from db.schema.orders import OrderLine
from db.schema.parcels import Parcel, ParcelItem, ParcelSerial
from db.schema.products import Product
from db.schema.stock import Lot
from db.schema.waybills import WaybillNumber
from fulfilment.house import Work
from fulfilment.packing.boxes import parcel_count
from fulfilment.packing.materials import ask_materials, cartons, materials_of
from fulfilment.packing.packed_units import by_hand_in
from fulfilment.picking.task import floor_remarks
from procedure.codes import KnownProduct
from procedure.ids import LotId, OrderId, OrderLineId, PackagingId, ParcelId, ProductId
from procedure.packaging import Carton, Pieces, causes_of, suggest_carton
from procedure.parcel_words import CartonGap
from procedure.tasks import PackedSerial, PackItem, PackTask
from procedure.words import ParcelStatus, WaybillState


def opened_parcel(work: Work, row: Any, fence: int) -> PackTask:
    """The parcel as it stands, for the bench that claimed it.

    Its goods are given their materials by the rules as they are now, and a carton is suggested
    where none was chosen (3.2.3a).

    Args:
        row: As `parcel_lookup.find_parcel` gives it.
    """
    parcel_id = ParcelId(row.id)
    goods = _goods(work, parcel_id)
    items = tuple(map(_item, goods))
    house_cartons = cartons(work)
    carton_id, gap = row.packaging_id, None
    if row.status is ParcelStatus.OPEN:
        ask_materials(work, parcel_id, {cause for item in items for cause in item.causes})
        if carton_id is None:
            carton_id, gap = _suggest(work, parcel_id, house_cartons, goods)
    materials, material_g = materials_of(work, parcel_id)
    weights = [None if r.weight_g is None else r.weight_g * r.quantity for r in goods]
    known = [weight for weight in weights if weight is not None]
    return PackTask(
        parcel_id=parcel_id,
        box_code=row.box_code,
        order_id=OrderId(row.order_id),
        order_no=row.order_no,
        fence=fence,
        items=items,
        remarks=floor_remarks(work.connection, row.order_id),
        service=row.service,
        carrier_name=row.carrier_name,
        parcel_index=row.parcel_index,
        parcel_count=parcel_count(work, row.order_id),
        expected_g=sum(known) + material_g if len(known) == len(weights) else None,
        waybill_number=row.number,
        address_version=row.address_version,
        closed=row.status is ParcelStatus.PACKED,
        materials=materials,
        cartons=house_cartons,
        carton_id=None if carton_id is None else PackagingId(carton_id),
        carton_gap=gap,
        serials=_serials(work, parcel_id),
        by_hand=by_hand_in(work, parcel_id),
        void_numbers=_void_numbers(work, parcel_id),
    )


def _suggest(
    work: Work, parcel_id: ParcelId, house_cartons: Sequence[Carton], goods: Sequence[Any]
) -> tuple[PackagingId | None, CartonGap | None]:
    """The carton the goods fit into, which the parcel has from now on, or why there is none."""
    pieces = [Pieces(row.quantity, _size(row), row.weight_g) for row in goods]
    found = suggest_carton(house_cartons, pieces)
    if isinstance(found, CartonGap):
        return None, found
    work.connection.execute(
        update(Parcel).where(Parcel.id == parcel_id).values(packaging_id=found.packaging_id)
    )
    return found.packaging_id, None


def _size(row: Any) -> tuple[int, int, int] | None:
    sides = (row.length_mm, row.width_mm, row.height_mm)
    return None if None in sides else sides


def _goods(work: Work, parcel_id: ParcelId) -> Sequence[Any]:
    return work.connection.execute(
        select(
            ParcelItem.order_line_id,
            ParcelItem.lot_id,
            ParcelItem.quantity,
            ParcelItem.packed,
            Lot.code.label("lot"),
            Lot.expires_on,
            Product.id.label("product_id"),
            Product.sku,
            Product.name,
            Product.lot_tracked,
            Product.serial_tracked,
            Product.count_rule,
            Product.fragile,
            Product.heavy,
            Product.danger,
            Product.weight_g,
            Product.length_mm,
            Product.width_mm,
            Product.height_mm,
        )
        .join(OrderLine, OrderLine.id == ParcelItem.order_line_id)
        .join(Product, Product.id == OrderLine.product_id)
        .join(Lot, Lot.id == ParcelItem.lot_id)
        .where(ParcelItem.parcel_id == parcel_id)
        .order_by(OrderLine.line_no, Lot.code)
    ).all()


def _item(row: Any) -> PackItem:
    return PackItem(
        OrderLineId(row.order_line_id),
        KnownProduct(
            ProductId(row.product_id),
            row.sku,
            row.name,
            row.lot_tracked,
            row.count_rule,
            row.serial_tracked,
        ),
        LotId(row.lot_id),
        row.lot,
        row.quantity,
        row.packed,
        row.fragile,
        row.expires_on,
        causes_of(row.fragile, row.heavy, row.danger),
        row.weight_g,
    )


def _serials(work: Work, parcel_id: ParcelId) -> tuple[PackedSerial, ...]:
    rows = work.connection.execute(
        select(ParcelSerial.order_line_id, ParcelSerial.lot_id, ParcelSerial.serial)
        .where(ParcelSerial.parcel_id == parcel_id)
        .order_by(ParcelSerial.at, ParcelSerial.serial)
    )
    return tuple(
        PackedSerial(OrderLineId(row.order_line_id), LotId(row.lot_id), row.serial) for row in rows
    )


def _void_numbers(work: Work, parcel_id: ParcelId) -> tuple[str, ...]:
    return tuple(
        work.connection.scalars(
            select(WaybillNumber.number)
            .where(WaybillNumber.parcel_id == parcel_id, WaybillNumber.state == WaybillState.VOID)
            .order_by(WaybillNumber.changed_at, WaybillNumber.id)
        )
    )

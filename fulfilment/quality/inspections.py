"""An inspection at the bench: held by its lease, counted unit by unit, given back (3.2.3b)."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import and_, delete, func, insert, select, update

from db.schema.evidence import Evidence
from db.schema.inspection import (
    Inspection,
    InspectionDefect,
    InspectionItem,
    InspectionLot,
    InspectionSerial,
    LotParcel,
)
from db.schema.orders import Order, OrderLine
from db.schema.parcels import Parcel
from db.schema.products import Product
from db.schema.stock import Lot
from db.schema.waybills import Carrier
from fulfilment.house import Refuse, Work
from fulfilment.picking.leases import lease_end
from fulfilment.picking.task import floor_remarks
from procedure.codes import KnownProduct
from procedure.defects import DEFECTS
from procedure.effects import Done
from procedure.ids import InspectionId, LotId, OrderLineId, ParcelId, ProductId
from procedure.inspect_effects import (
    InspectUnits,
    NoteDefect,
    ParkInspection,
)
from procedure.parcel_words import DefectCode, InspectionStatus, SamplingPlan
from procedure.tasks import Defect, Draw, InspectItem, InspectTask
from procedure.verdicts import VerdictKind
from procedure.words import OrderStatus


def hold_inspection(work: Work, inspection_id: InspectionId, fence: int) -> Any:
    """Renew the lease; the parcel and its order, the order's row locked.

    Raises:
        Refuse: `ORDER_STOPPED`, or `TAKEN_ELSEWHERE` where another bench has it.
    """
    row = work.connection.execute(
        select(
            Order.id.label("order_id"),
            Order.order_no,
            Order.status,
            Order.open_holds,
            Order.address_version,
            Parcel.id.label("parcel_id"),
            Parcel.carrier_id,
            Parcel.parcel_index,
            Parcel.box_code,
            Parcel.packed_by,
            Inspection.lot_id,
            Inspection.why,
            Inspection.round_no,
        )
        .join(Parcel, Parcel.order_id == Order.id)
        .join(Inspection, Inspection.parcel_id == Parcel.id)
        .where(Inspection.id == inspection_id)
        .with_for_update(of=(Order, Parcel))
    ).one()
    if row.open_holds or row.status is OrderStatus.CANCELLED:
        raise Refuse(VerdictKind.ORDER_STOPPED, order_no=row.order_no)
    held = work.connection.execute(
        update(Inspection)
        .where(
            Inspection.id == inspection_id,
            Inspection.fence == fence,
            Inspection.status == InspectionStatus.OPEN,
            Inspection.holder_station_id == work.actor.station_id,
        )
        .values(lease_until=lease_end(work))
    )
    if held.rowcount != 1:
        raise Refuse(VerdictKind.TAKEN_ELSEWHERE, order_no=row.order_no)
    return row


def snapshot(work: Work, inspection_id: InspectionId, fence: int) -> InspectTask:
    """The inspection as the bench works on it."""
    row = work.connection.execute(
        select(
            Inspection.round_no,
            Inspection.why,
            Parcel.id.label("parcel_id"),
            Parcel.box_code,
            Parcel.packed_by,
            Parcel.service,
            Parcel.order_id,
            Order.order_no,
            Carrier.name.label("carrier_name"),
            InspectionLot.lot_no,
            InspectionLot.sampling,
            InspectionLot.planned,
            InspectionLot.sample_size,
            InspectionLot.seed,
            LotParcel.position,
        )
        .join(Parcel, Parcel.id == Inspection.parcel_id)
        .join(Order, Order.id == Parcel.order_id)
        .join(Carrier, Carrier.id == Parcel.carrier_id)
        .outerjoin(InspectionLot, InspectionLot.id == Inspection.lot_id)
        .outerjoin(LotParcel, LotParcel.parcel_id == Parcel.id)
        .where(Inspection.id == inspection_id)
    ).one()
    photos = work.connection.scalar(
        select(func.count(Evidence.id)).where(Evidence.parcel_id == row.parcel_id)
    )
    return InspectTask(
        inspection_id,
        ParcelId(row.parcel_id),
        row.box_code,
        row.order_no,
        fence,
        _items(work, inspection_id),
        _defects(work, inspection_id),
        floor_remarks(work.connection, row.order_id),
        row.service,
        row.carrier_name,
        row.round_no,
        Draw(
            row.why,
            row.lot_no or "",
            row.sampling or SamplingPlan.NONE,
            row.position or 0,
            row.planned or 0,
            row.sample_size or 0,
            row.seed or "",
        ),
        int(photos or 0),
        packed_here(work, row.packed_by),
    )


def packed_here(work: Work, packed_by: int | None) -> bool:
    """Whether whoever inspects now packed it. No rule forbids it: it is shown and logged."""
    return packed_by is not None and packed_by == work.actor.person_id


def _serials(work: Work, inspection_id: InspectionId) -> dict[tuple[int, int], list[Any]]:
    """The serial numbers of each order line and lot."""
    found: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for row in work.connection.execute(
        select(InspectionSerial.__table__)
        .where(InspectionSerial.inspection_id == inspection_id)
        .order_by(InspectionSerial.serial)
    ):
        found[row.order_line_id, row.lot_id].append(row)
    return found


def _items(work: Work, inspection_id: InspectionId) -> tuple[InspectItem, ...]:
    serials = _serials(work, inspection_id)
    rows = work.connection.execute(
        select(
            InspectionItem.order_line_id,
            InspectionItem.lot_id,
            InspectionItem.quantity,
            InspectionItem.found,
            Lot.code.label("lot"),
            Lot.expires_on,
            Product.id.label("product_id"),
            Product.sku,
            Product.name,
            Product.lot_tracked,
            Product.count_rule,
            Product.serial_tracked,
        )
        .join(OrderLine, OrderLine.id == InspectionItem.order_line_id)
        .join(Product, Product.id == OrderLine.product_id)
        .join(Lot, Lot.id == InspectionItem.lot_id)
        .where(InspectionItem.inspection_id == inspection_id)
        .order_by(OrderLine.line_no, Lot.code)
    )
    return tuple(
        InspectItem(
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
            row.found,
            row.expires_on,
            tuple(each.serial for each in serials[row.order_line_id, row.lot_id]),
            tuple(each.serial for each in serials[row.order_line_id, row.lot_id] if each.found),
        )
        for row in rows
    )


def _defects(work: Work, inspection_id: InspectionId) -> tuple[Defect, ...]:
    """What is noted, one entry a unit, as the machine keeps it."""
    rows = work.connection.execute(
        select(InspectionDefect.__table__)
        .where(InspectionDefect.inspection_id == inspection_id)
        .order_by(InspectionDefect.id)
    )
    return tuple(
        Defect(
            DefectCode(row.code),
            None if row.order_line_id is None else OrderLineId(row.order_line_id),
            None if row.lot_id is None else LotId(row.lot_id),
            row.quantity,
        )
        for row in rows
    )


def inspect_units(work: Work, effect: InspectUnits) -> None:
    """Count units as found, or take them back.

    Raises:
        Refuse: The lease is gone, the order was stopped, more than is in would be found, or a
            serial number that was not packed.
    """
    hold_inspection(work, effect.inspection_id, effect.fence)
    counted = work.connection.execute(
        update(InspectionItem)
        .where(
            InspectionItem.inspection_id == effect.inspection_id,
            InspectionItem.order_line_id == effect.order_line_id,
            InspectionItem.lot_id == effect.lot_id,
            InspectionItem.found + effect.quantity >= 0,
            InspectionItem.found + effect.quantity <= InspectionItem.quantity,
        )
        .values(found=InspectionItem.found + effect.quantity)
    )
    if counted.rowcount != 1:
        raise Refuse(VerdictKind.ORDER_CHANGED)
    if effect.serial:
        _read_serial(work, effect)


def _read_serial(work: Work, effect: InspectUnits) -> None:
    """Note that a serial number was read, or that it was not after all."""
    is_read = effect.quantity > 0
    noted = work.connection.execute(
        update(InspectionSerial)
        .where(
            InspectionSerial.inspection_id == effect.inspection_id,
            InspectionSerial.order_line_id == effect.order_line_id,
            InspectionSerial.lot_id == effect.lot_id,
            InspectionSerial.serial == effect.serial,
            InspectionSerial.found.is_(not is_read),
        )
        .values(found=is_read)
    )
    if noted.rowcount != 1:
        raise Refuse(VerdictKind.ORDER_CHANGED)


def note_defect(work: Work, effect: NoteDefect) -> None:
    """Note a defect, or take the last one of its kind back.

    Raises:
        Refuse: The lease is gone, or the order was stopped.
    """
    hold_inspection(work, effect.inspection_id, effect.fence)
    if effect.quantity < 0:
        _take_back(work, effect)
        return
    work.connection.execute(
        insert(InspectionDefect).values(
            id=work.new_id(),
            inspection_id=effect.inspection_id,
            code=effect.code.value,
            defect_class=DEFECTS[effect.code].defect_class,
            order_line_id=effect.order_line_id,
            lot_id=effect.lot_id,
            quantity=effect.quantity,
            person_id=work.actor.person_id,
            at=work.now,
        )
    )


def _take_back(work: Work, effect: NoteDefect) -> None:
    same_goods = and_(
        InspectionDefect.order_line_id.is_not_distinct_from(effect.order_line_id),
        InspectionDefect.lot_id.is_not_distinct_from(effect.lot_id),
    )
    last = (
        select(func.max(InspectionDefect.id))
        .where(
            InspectionDefect.inspection_id == effect.inspection_id,
            InspectionDefect.code == effect.code.value,
            same_goods,
        )
        .scalar_subquery()
    )
    work.connection.execute(delete(InspectionDefect).where(InspectionDefect.id == last))


def park_inspection(work: Work, gate: ParkInspection) -> Done:
    """Give a parcel back; what is found and noted is kept."""
    work.connection.execute(
        update(Inspection)
        .where(
            Inspection.id == gate.inspection_id,
            Inspection.fence == gate.fence,
            Inspection.status == InspectionStatus.OPEN,
            Inspection.holder_station_id == work.actor.station_id,
        )
        .values(
            status=InspectionStatus.WAITING,
            holder_station_id=None,
            holder_person_id=None,
            lease_until=None,
        )
    )
    return Done()

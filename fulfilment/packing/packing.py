"""Packing: open a parcel, count every unit into it, close it (3.2.3, 4.2.1).

Closing takes the carrier's number and intends the label in one transaction; paper follows
after the commit, see `fulfilment.paper.spool`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, or_, select, update

from db.schema.orders import Order, OrderLine
from db.schema.parcels import Parcel, ParcelItem
from db.schema.products import Product
from db.schema.stock import Lot
from db.schema.waybills import WaybillNumber
from fulfilment.house import Refuse, Work
from fulfilment.log import audit
from fulfilment.orders.steps import Move, move_orders
from fulfilment.packing.parcel_lookup import find_parcel, require_going
from fulfilment.paper import spool
from fulfilment.picking.leases import lease_end
from fulfilment.picking.task import floor_remarks
from fulfilment.shipping.shippable import require_shippable_address
from fulfilment.shipping.waybill_numbers import take_waybill
from procedure.codes import KnownProduct
from procedure.effects import (
    CloseParcel,
    Done,
    OpenParcel,
    PackUnits,
    ParcelClosed,
    ParcelOpened,
    ParkParcel,
    ReprintLabel,
)
from procedure.ids import LotId, OrderId, OrderLineId, ParcelId, ProductId
from procedure.tasks import PackItem, PackTask
from procedure.verdicts import VerdictKind
from procedure.words import OrderStatus, ParcelStatus


def open_parcel(work: Work, gate: OpenParcel) -> ParcelOpened:
    """Claim the parcel behind a code for this station.

    A parcel that is closed already, but not proven to carry its label, opens to be scanned back.

    Raises:
        Refuse: Not found, not picked yet, stopped, shipped, or on another bench.
    """
    row = find_parcel(work, gate.ref)
    require_going(row)
    if row.status is ParcelStatus.BOUND:
        raise Refuse(VerdictKind.ALREADY_COUNTED, order_no=row.order_no)
    fence = work.connection.scalar(
        update(Parcel)
        .where(
            Parcel.id == row.id,
            or_(
                Parcel.holder_station_id.is_(None),
                Parcel.holder_station_id == work.actor.station_id,
                Parcel.lease_until < work.now,
            ),
        )
        .values(
            holder_station_id=work.actor.station_id,
            holder_person_id=work.actor.person_id,
            lease_until=lease_end(work),
            fence=Parcel.fence + 1,
        )
        .returning(Parcel.fence)
    )
    if fence is None:
        raise Refuse(VerdictKind.TASK_TAKEN, code=row.order_no)
    return ParcelOpened(_snapshot(work, row, fence))


def _snapshot(work: Work, row: Any, fence: int) -> PackTask:
    items, weights = _items(work, row.id)
    count = work.connection.scalar(
        select(func.count()).select_from(Parcel).where(Parcel.order_id == row.order_id)
    )
    return PackTask(
        parcel_id=ParcelId(row.id),
        box_code=row.box_code,
        order_id=OrderId(row.order_id),
        order_no=row.order_no,
        fence=fence,
        items=items,
        remarks=floor_remarks(work.connection, row.order_id),
        service=row.service,
        carrier_name=row.carrier_name,
        parcel_index=row.parcel_index,
        parcel_count=int(count or 1),
        expected_g=None if None in weights else sum(weight or 0 for weight in weights),
        waybill_number=row.number,
        address_version=row.address_version,
        closed=row.status is ParcelStatus.PACKED,
    )


def _items(work: Work, parcel_id: int) -> tuple[tuple[PackItem, ...], list[int | None]]:
    rows = work.connection.execute(
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
            Product.count_rule,
            Product.fragile,
            Product.weight_g,
        )
        .join(OrderLine, OrderLine.id == ParcelItem.order_line_id)
        .join(Product, Product.id == OrderLine.product_id)
        .join(Lot, Lot.id == ParcelItem.lot_id)
        .where(ParcelItem.parcel_id == parcel_id)
        .order_by(OrderLine.line_no, Lot.code)
    ).all()
    items = tuple(
        PackItem(
            OrderLineId(row.order_line_id),
            KnownProduct(
                ProductId(row.product_id), row.sku, row.name, row.lot_tracked, row.count_rule
            ),
            LotId(row.lot_id),
            row.lot,
            row.quantity,
            row.packed,
            row.fragile,
            row.expires_on,
        )
        for row in rows
    )
    weights = [None if r.weight_g is None else r.weight_g * r.quantity for r in rows]
    return items, weights


def hold_lease(work: Work, parcel_id: ParcelId, fence: int, status: ParcelStatus) -> None:
    """Renew the lease of an opened parcel; nothing else may be written without it.

    Raises:
        Refuse: `ORDER_STOPPED`, or `TAKEN_ELSEWHERE` where another bench has it.
    """
    stopped = (
        select(Order.id)
        .where(
            Order.id == Parcel.order_id,
            or_(Order.open_holds > 0, Order.status == OrderStatus.CANCELLED),
        )
        .exists()
    )
    held = work.connection.execute(
        update(Parcel)
        .where(
            Parcel.id == parcel_id,
            Parcel.fence == fence,
            Parcel.status == status,
            Parcel.holder_station_id == work.actor.station_id,
            ~stopped,
        )
        .values(lease_until=lease_end(work))
    )
    if held.rowcount == 1:
        return
    row = work.connection.execute(
        select(Order.order_no, Order.open_holds, Order.status)
        .join(Parcel, Parcel.order_id == Order.id)
        .where(Parcel.id == parcel_id)
    ).one()
    if row.open_holds or row.status is OrderStatus.CANCELLED:
        raise Refuse(VerdictKind.ORDER_STOPPED, order_no=row.order_no)
    raise Refuse(VerdictKind.TAKEN_ELSEWHERE, order_no=row.order_no)


def pack_units(work: Work, effect: PackUnits) -> None:
    """Count units into the open parcel, or take them out again.

    Raises:
        Refuse: The lease is gone, the order was stopped, or more than ordered would be in.
    """
    hold_lease(work, effect.parcel_id, effect.fence, ParcelStatus.OPEN)
    counted = work.connection.execute(
        update(ParcelItem)
        .where(
            ParcelItem.parcel_id == effect.parcel_id,
            ParcelItem.order_line_id == effect.order_line_id,
            ParcelItem.lot_id == effect.lot_id,
            ParcelItem.packed + effect.quantity >= 0,
            ParcelItem.packed + effect.quantity <= ParcelItem.quantity,
        )
        .values(packed=ParcelItem.packed + effect.quantity)
    )
    if counted.rowcount != 1:
        raise Refuse(VerdictKind.ORDER_CHANGED)


def close_parcel(work: Work, gate: CloseParcel) -> ParcelClosed:
    """Close a parcel whose every unit is in: number taken, label intended, order ready.

    Raises:
        Refuse: Stopped, taken elsewhere, a unit missing, a bad address, or no number left.
    """
    row = _locked(work, gate.parcel_id)
    hold_lease(work, gate.parcel_id, gate.fence, ParcelStatus.OPEN)
    missing = work.connection.scalar(
        select(func.sum(ParcelItem.quantity - ParcelItem.packed)).where(
            ParcelItem.parcel_id == gate.parcel_id
        )
    )
    if missing:
        raise Refuse(VerdictKind.ORDER_CHANGED, order_no=row.order_no)
    require_shippable_address(work, row.order_id, row.order_no, row.address_version)
    waybill_id, number = take_waybill(work, row.carrier_id, gate.parcel_id)
    work.connection.execute(
        update(Parcel)
        .where(Parcel.id == gate.parcel_id)
        .values(
            status=ParcelStatus.PACKED,
            packed_at=work.now,
            packed_by=work.actor.person_id,
            address_version=row.address_version,
        )
    )
    spool.intend_waybill(work, gate.parcel_id, waybill_id, copy_no=0, reason="")
    _order_ready(work, row)
    return ParcelClosed(number)


def _locked(work: Work, parcel_id: ParcelId) -> Any:
    return work.connection.execute(
        select(
            Order.id.label("order_id"),
            Order.order_no,
            Order.status,
            Order.address_version,
            Parcel.carrier_id,
        )
        .join(Parcel, Parcel.order_id == Order.id)
        .where(Parcel.id == parcel_id)
        .with_for_update()
    ).one()


def _order_ready(work: Work, row: Any) -> None:
    still_open = work.connection.scalar(
        select(func.count())
        .select_from(Parcel)
        .where(Parcel.order_id == row.order_id, Parcel.status == ParcelStatus.OPEN)
    )
    if still_open or row.status is not OrderStatus.PACKING:
        audit.append(work, [audit.Entry(OrderId(row.order_id), "parcel_packed")])
        return
    move_orders(
        work,
        [Move(OrderId(row.order_id), OrderStatus.PACKING, OrderStatus.READY_TO_SHIP, "packed")],
    )


def park_parcel(work: Work, gate: ParkParcel) -> Done:
    """Give an open parcel back; what is counted stays counted."""
    work.connection.execute(
        update(Parcel)
        .where(
            Parcel.id == gate.parcel_id,
            Parcel.fence == gate.fence,
            Parcel.holder_station_id == work.actor.station_id,
        )
        .values(holder_station_id=None, holder_person_id=None, lease_until=None)
    )
    return Done()


def reprint_label(work: Work, gate: ReprintLabel) -> ParcelClosed:
    """Intend the label once more: counted, marked as a copy, never an original again.

    Raises:
        Refuse: Stopped, taken elsewhere, or the parcel has no live number.
    """
    row = _locked(work, gate.parcel_id)
    hold_lease(work, gate.parcel_id, gate.fence, ParcelStatus.PACKED)
    require_shippable_address(work, row.order_id, row.order_no, row.address_version)
    waybill = work.connection.execute(
        select(WaybillNumber.id, WaybillNumber.number)
        .join(Parcel, Parcel.id == WaybillNumber.parcel_id)
        .where(
            WaybillNumber.parcel_id == gate.parcel_id,
            Parcel.address_version == row.address_version,
        )
        .order_by(WaybillNumber.id.desc())
    ).first()
    if waybill is None:
        raise Refuse(VerdictKind.DEAD_LABEL, order_no=row.order_no)
    if spool.revive_failed(work, gate.parcel_id):
        return ParcelClosed(waybill.number)
    copy_no = spool.next_copy(work, gate.parcel_id)
    spool.intend_waybill(work, gate.parcel_id, waybill.id, copy_no=copy_no, reason="faint")
    audit.append(
        work,
        [
            audit.Entry(
                OrderId(row.order_id),
                "label_reprinted",
                data={"copy": copy_no, "number": waybill.number},
            )
        ],
    )
    return ParcelClosed(waybill.number)

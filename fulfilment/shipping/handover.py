"""Hand-over 交接: the carrier took what was counted; stock leaves, orders ship (4.2.2b)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, bindparam, select, update

from db.schema.orders import Order, OrderLine
from db.schema.parcels import Parcel, ParcelItem
from db.schema.stock import Reservation
from db.schema.waybills import Handover, HandoverParcel, WaybillNumber
from fulfilment import notices
from fulfilment.house import Refuse, Work
from fulfilment.notices import Notice, NoticeKind
from fulfilment.orders.steps import Move, move_orders
from fulfilment.picking.staging import staging_shelf
from fulfilment.shipping.shippable import require_shippable_addresses
from fulfilment.stock.movements import Movement, post
from procedure.effects import CloseHandover, Done
from procedure.ids import LotId, OrderId, OrderLineId, ProductId
from procedure.verdicts import VerdictKind
from procedure.words import (
    HandoverStatus,
    MovementKind,
    OrderStatus,
    ParcelStatus,
    StockState,
    WaybillState,
)

_HELD = (ParcelStatus.CANCELLED, ParcelStatus.TO_INSPECT, ParcelStatus.OPEN)
"""Of a counted parcel: it stands among the others, and may not go with them."""
_MAY_LEAVE = (OrderStatus.READY_TO_SHIP, OrderStatus.PARTLY_SHIPPED)


def close_handover(work: Work, gate: CloseHandover) -> Done:
    """Hand over what was counted; how many parcels left.

    Raises:
        Refuse: A counted parcel may no longer leave: it is named, nothing is handed over.
    """
    _lock_open(work, gate.handover_id)
    _refuse_held(work, gate.handover_id)
    parcels = _locked_parcels(work, gate.handover_id)
    if not parcels:
        raise Refuse(VerdictKind.NOTHING_TO_DO)
    for row in parcels:
        _require_leaving(row)
    require_shippable_addresses(
        work, [(r.order_id, r.order_no, r.address_version) for r in parcels]
    )
    work.connection.execute(
        update(Handover)
        .where(Handover.id == gate.handover_id)
        .values(status=HandoverStatus.CLOSED, closed_at=work.now, closed_by=work.actor.person_id)
    )
    parcel_ids = [row.parcel_id for row in parcels]
    _parcels_leave(work, parcel_ids)
    _stock_leaves(work, parcel_ids)
    _orders_ship(work, parcels)
    return Done(len(parcels))


def _lock_open(work: Work, handover_id: int) -> None:
    """Nobody counts into the hand-over from here on: what is read next is all there is.

    Raises:
        Refuse: It is closed already.
    """
    status = work.connection.scalar(
        select(Handover.status).where(Handover.id == handover_id).with_for_update()
    )
    if status is not HandoverStatus.OPEN:
        raise Refuse(VerdictKind.NOTHING_TO_DO)


def _locked_parcels(work: Work, handover_id: int) -> Sequence[Any]:
    return work.connection.execute(
        select(
            Order.id.label("order_id"),
            Order.order_no,
            Order.status,
            Order.open_holds,
            Order.address_version,
            Parcel.id.label("parcel_id"),
            Parcel.status.label("parcel_status"),
            Parcel.address_version.label("label_address"),
            Parcel.parcel_index,
            WaybillNumber.number,
            WaybillNumber.state,
        )
        .join(Parcel, Parcel.order_id == Order.id)
        .join(HandoverParcel, HandoverParcel.parcel_id == Parcel.id)
        .join(
            WaybillNumber,
            and_(WaybillNumber.parcel_id == Parcel.id, WaybillNumber.state != WaybillState.VOID),
        )
        .where(HandoverParcel.handover_id == handover_id)
        .order_by(Order.id)
        .with_for_update()
    ).all()


def _refuse_held(work: Work, handover_id: int) -> None:
    """Does nothing where no counted parcel was cancelled, or put to inspection, since.

    Such a parcel stands among the others still, with a label that is dead.

    Raises:
        Refuse: `ORDER_STOPPED` or `TO_BE_INSPECTED`, with the number to scan so that it is
            counted no longer.
    """
    row = work.connection.execute(
        select(Order.order_no, WaybillNumber.number, Parcel.status)
        .join(Parcel, Parcel.order_id == Order.id)
        .join(HandoverParcel, HandoverParcel.parcel_id == Parcel.id)
        .join(WaybillNumber, WaybillNumber.parcel_id == Parcel.id)
        .where(HandoverParcel.handover_id == handover_id, Parcel.status.in_(_HELD))
        .order_by(HandoverParcel.counted_at, WaybillNumber.id.desc())
        .limit(1)
    ).first()
    if row is not None:
        cancelled = row.status is ParcelStatus.CANCELLED
        kind = VerdictKind.ORDER_STOPPED if cancelled else VerdictKind.TO_BE_INSPECTED
        raise Refuse(kind, order_no=row.order_no, number=row.number)


def _require_leaving(row: Any) -> None:
    if row.open_holds or row.status not in _MAY_LEAVE:
        raise Refuse(VerdictKind.ORDER_STOPPED, order_no=row.order_no, number=row.number)
    if row.parcel_status is not ParcelStatus.BOUND or row.state is not WaybillState.BOUND:
        raise Refuse(VerdictKind.NOT_BOUND, order_no=row.order_no)
    if row.label_address != row.address_version:
        raise Refuse(VerdictKind.DEAD_LABEL, number=row.number, order_no=row.order_no)


def _parcels_leave(work: Work, parcel_ids: Sequence[int]) -> None:
    work.connection.execute(
        update(Parcel)
        .where(Parcel.id.in_(parcel_ids))
        .values(status=ParcelStatus.HANDED_OVER, handed_over_at=work.now)
    )
    work.connection.execute(
        update(WaybillNumber)
        .where(WaybillNumber.parcel_id.in_(parcel_ids), WaybillNumber.state == WaybillState.BOUND)
        .values(state=WaybillState.HANDED_OVER, changed_at=work.now)
    )


def _stock_leaves(work: Work, parcel_ids: Sequence[int]) -> None:
    rows = work.connection.execute(
        select(ParcelItem.order_line_id, ParcelItem.lot_id, ParcelItem.packed, OrderLine.product_id)
        .join(OrderLine, OrderLine.id == ParcelItem.order_line_id)
        .where(ParcelItem.parcel_id.in_(parcel_ids))
        .order_by(ParcelItem.order_line_id)
    ).all()
    staging = staging_shelf(work)
    post(
        work,
        [
            Movement(
                MovementKind.HAND_OVER,
                ProductId(row.product_id or 0),
                row.packed,
                LotId(row.lot_id),
                staging,
                StockState.ALLOCATED,
                None,
                StockState.OUTSIDE,
                order_line_id=OrderLineId(row.order_line_id),
            )
            for row in rows
        ],
    )
    units: dict[int, int] = defaultdict(int)
    for row in rows:
        units[row.order_line_id] += row.packed
    changes = [{"the_line": line, "n": n} for line, n in units.items()]
    work.connection.execute(
        update(Reservation)
        .where(Reservation.order_line_id == bindparam("the_line"))
        .values(quantity=Reservation.quantity - bindparam("n")),
        changes,
    )
    work.connection.execute(
        update(OrderLine)
        .where(OrderLine.id == bindparam("the_line"))
        .values(shipped=OrderLine.shipped + bindparam("n")),
        changes,
    )


def _orders_ship(work: Work, parcels: Sequence[Any]) -> None:
    statuses = {row.order_id: row.status for row in parcels}
    unshipped = set(
        work.connection.scalars(
            select(OrderLine.order_id)
            .where(
                OrderLine.order_id.in_(list(statuses)),
                OrderLine.quantity > OrderLine.cancelled + OrderLine.shipped,
            )
            .distinct()
        )
    )
    moves = []
    for order_id, before in statuses.items():
        after = OrderStatus.PARTLY_SHIPPED if order_id in unshipped else OrderStatus.SHIPPED
        if before is not after:
            moves.append(Move(OrderId(order_id), before, after, "handed_over"))
    move_orders(work, moves)
    work.connection.execute(
        update(Order)
        .where(Order.id.in_([o for o in statuses if o not in unshipped]))
        .values(shipped_at=work.now)
    )
    notices.enqueue(
        work,
        [
            Notice(
                NoticeKind.ORDER_SHIPPED,
                OrderId(row.order_id),
                {"order_no": row.order_no, "number": row.number},
                str(row.parcel_index),
            )
            for row in parcels
        ],
    )

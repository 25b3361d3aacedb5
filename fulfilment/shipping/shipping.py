"""Shipping: the label is proven to be on its own box, parcels are counted, the carrier takes them.

Every step reads the order's holds and status in its own transaction, with the order's row
locked: of a stop and a shipment exactly one happens (clauses 4.2.1a, 4.2.2a, 4.2.2b).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, func, insert, select, update

from db.schema.orders import Order
from db.schema.parcels import Parcel
from db.schema.waybills import Carrier, Handover, HandoverParcel, WaybillNumber
from fulfilment.house import Refuse, Work
from fulfilment.log import audit
from fulfilment.packing.parcel_lookup import find_parcel, require_going
from fulfilment.paper import spool
from fulfilment.quality.awaited import require_passed
from fulfilment.shipping.shippable import require_shippable_address
from procedure.effects import (
    BindLabel,
    BoxFound,
    CountParcel,
    FindBox,
    HandoverCounted,
    LabelBound,
)
from procedure.ids import HandoverId, OrderId
from procedure.tasks import HandoverTask
from procedure.verdicts import VerdictKind
from procedure.words import HandoverStatus, OrderStatus, ParcelStatus, WaybillState


def find_box(work: Work, gate: FindBox) -> BoxFound:
    """Which number the label of a box must carry.

    Raises:
        Refuse: Not found, stopped, shipped, or not packed yet.
    """
    row = find_parcel(work, gate.box_code)
    require_going(row)
    require_passed(work, row)
    if row.number is None:
        raise Refuse(VerdictKind.NOT_BOUND, order_no=row.order_no)
    return BoxFound(row.box_code, row.order_no, row.number)


def bind_label(work: Work, gate: BindLabel) -> LabelBound:
    """The label that carries `number` was scanned on the box with `box_code`: are they a pair?

    Raises:
        Refuse: `SWAPPED_LABEL` naming both sides, `DEAD_LABEL` (void, or printed for an older
            address), or the order was stopped.
    """
    row = find_parcel(work, gate.box_code)
    require_going(row)
    require_passed(work, row)
    if row.number != gate.number:
        _refuse_label(work, row, gate.number)
    if row.label_address != row.address_version:
        raise Refuse(VerdictKind.DEAD_LABEL, number=gate.number, order_no=row.order_no)
    require_shippable_address(work, row.order_id, row.order_no, row.address_version)
    if row.status is ParcelStatus.BOUND:
        return LabelBound(gate.number, row.order_no)
    if row.status is not ParcelStatus.PACKED or row.waybill_state is not WaybillState.PRINTED:
        raise Refuse(VerdictKind.ORDER_NOT_READY, order_no=row.order_no)
    _bind(work, row)
    return LabelBound(gate.number, row.order_no)


def _refuse_label(work: Work, row: Any, number: str) -> None:
    other = work.connection.execute(
        select(Order.order_no, WaybillNumber.state)
        .select_from(WaybillNumber)
        .outerjoin(Parcel, Parcel.id == WaybillNumber.parcel_id)
        .outerjoin(Order, Order.id == Parcel.order_id)
        .where(WaybillNumber.number == number)
    ).first()
    if other is None:
        raise Refuse(VerdictKind.UNKNOWN_CODE, code=number)
    if other.state in (WaybillState.VOID, WaybillState.VOID_REQUESTED):
        raise Refuse(VerdictKind.DEAD_LABEL, number=number, order_no=row.order_no)
    raise Refuse(
        VerdictKind.SWAPPED_LABEL,
        expected=row.number or "",
        got=number,
        order_no=row.order_no,
        other_order_no=other.order_no or "",
    )


def _bind(work: Work, row: Any) -> None:
    work.connection.execute(
        update(Parcel)
        .where(Parcel.id == row.id)
        .values(
            status=ParcelStatus.BOUND,
            bound_at=work.now,
            holder_station_id=None,
            holder_person_id=None,
            lease_until=None,
        )
    )
    work.connection.execute(
        update(WaybillNumber)
        .where(WaybillNumber.id == row.waybill_id)
        .values(state=WaybillState.BOUND, changed_at=work.now)
    )
    spool.confirm_waybill(work, row.id)
    data = {"number": row.number, "box": row.box_code}
    audit.append(work, [audit.Entry(OrderId(row.order_id), "label_bound", data=data)])


def count_parcel(work: Work, gate: CountParcel) -> HandoverCounted:
    """Count a bound parcel into the hand-over; the first one opens it for its carrier.

    A desk that knows of no hand-over (it was started again, or another person signed in) takes
    up the one it has open for the parcel's carrier, also by a parcel counted there already.
    A counted parcel whose order was stopped since is taken out again: it is not in the answer.

    Raises:
        Refuse: Not found, not bound, stopped, dead label, another carrier's, or counted already.
    """
    # the hand-over before the orders, as its closing does: nobody waits crosswise
    handover = _locked_handover(work, gate)
    row = find_parcel(work, gate.number)
    if handover is not None and _is_taken_out(work, handover, row, gate.number):
        return HandoverCounted(handover_task(work, HandoverId(handover.id)), gate.number)
    require_going(row)
    require_passed(work, row)
    if row.number != gate.number:
        raise Refuse(VerdictKind.DEAD_LABEL, number=gate.number, order_no=row.order_no)
    if row.status is not ParcelStatus.BOUND:
        raise Refuse(VerdictKind.NOT_BOUND, order_no=row.order_no)
    if row.label_address != row.address_version:
        raise Refuse(VerdictKind.DEAD_LABEL, number=gate.number, order_no=row.order_no)
    if row.order_status is OrderStatus.PACKING:  # another box of it is not closed
        raise Refuse(VerdictKind.ORDER_NOT_READY, order_no=row.order_no)
    require_shippable_address(work, row.order_id, row.order_no, row.address_version)
    if handover is None:
        made = _open_handover(work, row.carrier_id)
    else:
        _require_fitting(handover, row)
        made = HandoverId(handover.id)
    is_taken_up = handover is not None and gate.handover_id is None
    _count(work, made, row, is_taken_up=is_taken_up)
    return HandoverCounted(handover_task(work, made), gate.number)


def _is_taken_out(work: Work, handover: Any, row: Any, number: str) -> bool:
    """Whether the parcel was counted there, may no longer leave, and is counted no longer.

    It was stopped, or its lot was rejected and it is to be inspected.
    """
    is_stopped = row.open_holds or row.order_status is OrderStatus.CANCELLED
    if handover.status is not HandoverStatus.OPEN:
        return False
    if not is_stopped and not _is_held(work, number):
        return False
    meant = select(WaybillNumber.parcel_id).where(WaybillNumber.number == number)
    taken = work.connection.execute(
        delete(HandoverParcel).where(
            HandoverParcel.parcel_id == meant.scalar_subquery(),
            HandoverParcel.handover_id == handover.id,
        )
    )
    return taken.rowcount == 1


def _is_held(work: Work, number: str) -> bool:
    """Whether the parcel this number was printed for is to be inspected, or packed anew."""
    status = work.connection.scalar(
        select(Parcel.status)
        .join(WaybillNumber, WaybillNumber.parcel_id == Parcel.id)
        .where(WaybillNumber.number == number)
    )
    return status in (ParcelStatus.TO_INSPECT, ParcelStatus.OPEN)


def _locked_handover(work: Work, gate: CountParcel) -> Any:
    """The hand-over the gate names, or the one open at this desk for the parcel's carrier."""
    statement = select(Handover.id, Handover.status, Handover.carrier_id, Carrier.name).join(
        Carrier, Carrier.id == Handover.carrier_id
    )
    if gate.handover_id is not None:
        statement = statement.where(Handover.id == gate.handover_id)
    else:
        carrier = (
            select(Parcel.carrier_id)
            .join(WaybillNumber, WaybillNumber.parcel_id == Parcel.id)
            .where(WaybillNumber.number == gate.number)
            .scalar_subquery()
        )
        statement = statement.where(
            Handover.station_id == work.actor.station_id,
            Handover.status == HandoverStatus.OPEN,
            Handover.carrier_id == carrier,
        )
    return work.connection.execute(
        statement.order_by(Handover.id.desc()).limit(1).with_for_update(of=Handover)
    ).first()


def _require_fitting(handover: Any, row: Any) -> None:
    if handover.status is not HandoverStatus.OPEN:
        raise Refuse(VerdictKind.TAKEN_ELSEWHERE, order_no=row.order_no)
    if handover.carrier_id != row.carrier_id:
        raise Refuse(
            VerdictKind.OTHER_CARRIER, carrier=handover.name, other_carrier=row.carrier_name
        )


def _open_handover(work: Work, carrier_id: int) -> HandoverId:
    made = HandoverId(work.new_id())
    work.connection.execute(
        insert(Handover).values(
            id=made,
            warehouse_id=work.warehouse_id,
            carrier_id=carrier_id,
            station_id=work.actor.station_id,
            status=HandoverStatus.OPEN,
            opened_at=work.now,
            opened_by=work.actor.person_id,
        )
    )
    return made


def _count(work: Work, handover: HandoverId, row: Any, *, is_taken_up: bool) -> None:
    counted = work.connection.scalar(
        select(HandoverParcel.handover_id).where(HandoverParcel.parcel_id == row.id)
    )
    if counted == handover and is_taken_up:
        return
    if counted is not None:
        raise Refuse(VerdictKind.ALREADY_COUNTED, order_no=row.order_no)
    work.connection.execute(
        insert(HandoverParcel).values(parcel_id=row.id, handover_id=handover, counted_at=work.now)
    )


def handover_task(work: Work, handover: HandoverId) -> HandoverTask:
    """The hand-over as it stands."""
    head = work.connection.execute(
        select(Handover.carrier_id, Carrier.name)
        .join(Carrier, Carrier.id == Handover.carrier_id)
        .where(Handover.id == handover)
    ).one()
    counted = tuple(
        work.connection.scalars(
            select(WaybillNumber.number)
            .join(HandoverParcel, HandoverParcel.parcel_id == WaybillNumber.parcel_id)
            .where(
                HandoverParcel.handover_id == handover,
                WaybillNumber.state == WaybillState.BOUND,
            )
            .order_by(HandoverParcel.counted_at, HandoverParcel.parcel_id)
        )
    )
    waiting = work.connection.scalar(
        select(func.count())
        .select_from(Parcel)
        .outerjoin(HandoverParcel, HandoverParcel.parcel_id == Parcel.id)
        .where(
            Parcel.warehouse_id == work.warehouse_id,
            Parcel.carrier_id == head.carrier_id,
            Parcel.status == ParcelStatus.BOUND,
            HandoverParcel.parcel_id.is_(None),
        )
    )
    return HandoverTask(
        handover, head.carrier_id, head.name, counted, len(counted) + int(waiting or 0)
    )

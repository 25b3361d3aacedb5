"""Leases of pick tasks: who has one, until when, and what an older holder is told.

The order's flag is read in the transaction of every scan (FIELD, intercept): a task of one order
stops with it; a task of many orders is told which one left, and goes on without it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, update

from db.holdings import UNFINISHED
from db.schema.log import OrderLog
from db.schema.orders import Order, OrderLine
from db.schema.people import Person
from db.schema.picking import PickLine, PickTask, Wave
from fulfilment.house import Refuse, Work
from fulfilment.orders.stopped import order_stopped
from procedure.ids import PickTaskId
from procedure.sheet_codes import sheet_code
from procedure.verdicts import VerdictKind
from procedure.words import OrderStatus, PickTaskStatus, WaveStatus


def lease_end(work: Work) -> datetime:
    """Until when a lease taken or renewed now is held."""
    return work.now + timedelta(seconds=work.house.order_policy.lease_seconds)


def is_free(work: Work) -> ColumnElement[bool]:
    """Whether a task is in nobody else's hands."""
    return or_(
        PickTask.holder_station_id.is_(None),
        PickTask.holder_station_id == work.actor.station_id,
        PickTask.lease_until < work.now,
    )


def is_for(work: Work) -> ColumnElement[bool]:
    """Whether a task is for this person, or for whoever comes first."""
    return or_(
        PickTask.assigned_person_id.is_(None),
        PickTask.assigned_person_id == work.actor.person_id,
    )


def is_stopped() -> ColumnElement[bool]:
    """Whether an order may not go on."""
    return or_(Order.open_holds > 0, Order.status == OrderStatus.CANCELLED)


def take_lease(work: Work, task_id: PickTaskId) -> bool:
    """Take a task for this station, with a new fence number; False where somebody was faster."""
    wave_id = work.connection.execute(
        update(PickTask)
        .where(PickTask.id == task_id, PickTask.status.in_(UNFINISHED), is_free(work), is_for(work))
        .values(
            status=PickTaskStatus.PICKING,
            holder_station_id=work.actor.station_id,
            holder_person_id=work.actor.person_id,
            lease_until=lease_end(work),
            fence=PickTask.fence + 1,
        )
        .returning(PickTask.wave_id)
    ).first()
    if wave_id is None:
        return False
    if wave_id[0] is not None:
        work.connection.execute(
            update(Wave)
            .where(Wave.id == wave_id[0], Wave.status == WaveStatus.RELEASED)
            .values(status=WaveStatus.PICKING)
        )
    return True


def why_not_taken(work: Work, task_id: PickTaskId, ref: str) -> Refuse:
    """The refusal of a task that is not for this person, or in somebody's hands."""
    name = work.connection.scalar(
        select(Person.name)
        .join(PickTask, PickTask.assigned_person_id == Person.id)
        .where(PickTask.id == task_id, ~is_for(work))
    )
    if name is not None:
        return Refuse(VerdictKind.TASK_ASSIGNED, code=ref, name=name)
    return Refuse(VerdictKind.TASK_TAKEN, code=ref)


def _stopped_here() -> ColumnElement[bool]:
    """Whether the order of a task is stopped, or one of those that a shared task still serves."""
    own = select(Order.id).where(Order.id == PickTask.order_id, is_stopped()).exists()
    served = stopped_lines().where(PickLine.task_id == PickTask.id).exists()
    return or_(own, and_(PickTask.order_id.is_(None), served))


def stopped_lines() -> Any:
    """Lines that ask for units for an order that may not go on: its id, number and slot."""
    return (
        select(Order.id, Order.order_no, PickLine.slot)
        .select_from(PickLine)
        .join(OrderLine, OrderLine.id == PickLine.order_line_id)
        .join(Order, Order.id == OrderLine.order_id)
        .where(PickLine.quantity > 0, is_stopped())
    )


def hold_lease(work: Work, task_id: PickTaskId, fence: int) -> None:
    """Renew the lease; nothing else may be written without it.

    Raises:
        Refuse: `ORDER_STOPPED`; `TASK_CHANGED` (an order left a task of many);
            `TAKEN_ELSEWHERE` (another station has the task).
    """
    held = work.connection.execute(
        update(PickTask)
        .where(
            PickTask.id == task_id,
            PickTask.fence == fence,
            PickTask.status == PickTaskStatus.PICKING,
            PickTask.holder_station_id == work.actor.station_id,
            ~_stopped_here(),
        )
        .values(lease_until=lease_end(work))
    )
    if held.rowcount != 1:
        raise _why_not_held(work, task_id)


def _why_not_held(work: Work, task_id: PickTaskId) -> Refuse:
    task = work.connection.execute(
        select(
            PickTask.sheet_code,
            PickTask.sheet_version,
            PickTask.order_id,
            PickTask.holder_station_id,
            Order.order_no,
            is_stopped().label("stopped"),
            Order.status.label("order_status"),
            Order.open_holds,
        )
        .outerjoin(Order, Order.id == PickTask.order_id)
        .where(PickTask.id == task_id)
    ).first()
    if task is None:
        return Refuse(VerdictKind.TAKEN_ELSEWHERE, order_no="")
    if task.order_id is not None and task.stopped:
        return order_stopped(task.order_no, task.order_status, task.open_holds)
    if task.order_id is None and task.holder_station_id == work.actor.station_id:
        left = _who_left(work, task_id)
        if left is not None:
            slot = {} if left.slot is None else {"slot": left.slot}
            sheet = sheet_code(task.sheet_code, task.sheet_version)
            return Refuse(VerdictKind.TASK_CHANGED, order_no=left.order_no, sheet=sheet, **slot)
    return Refuse(VerdictKind.TAKEN_ELSEWHERE, order_no=task.order_no or task.sheet_code)


def _who_left(work: Work, task_id: PickTaskId) -> Any:
    """The order that is about to leave a shared task, else the last one that did."""
    leaving = work.connection.execute(
        stopped_lines().where(PickLine.task_id == task_id).order_by(PickLine.seq).limit(1)
    ).first()
    if leaving is not None:
        return leaving
    return work.connection.execute(
        select(Order.order_no, PickLine.slot)
        .select_from(PickLine)
        .join(OrderLine, OrderLine.id == PickLine.order_line_id)
        .join(Order, Order.id == OrderLine.order_id)
        .join(OrderLog, OrderLog.order_id == Order.id)
        .where(PickLine.task_id == task_id, PickLine.quantity == 0, PickLine.short_reason.is_(None))
        .order_by(OrderLog.id.desc())
        .limit(1)
    ).first()

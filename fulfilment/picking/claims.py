"""Claiming pick tasks: by sheet, wave or order number, or the next one there is (3.2.2a)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import case, or_, select, union_all

from db.holdings import UNFINISHED
from db.schema.orders import Order, OrderLine
from db.schema.people import Station
from db.schema.picking import PickLine, PickTask, Wave
from fulfilment.house import Refuse, Work
from fulfilment.picking.leases import (
    is_for,
    is_free,
    is_stopped,
    take_lease,
    why_not_taken,
)
from fulfilment.picking.task import pick_task_snapshot
from fulfilment.waves.exits import take_out_stopped
from procedure.effects import ClaimPickTask, PickTaskOpened
from procedure.ids import PickTaskId
from procedure.sheet_codes import read_sheet_code, task_code
from procedure.verdicts import VerdictKind
from procedure.words import PickTaskStatus

CLAIM_TRIES = 5
"""How often the next free task is looked for when other pickers are faster."""


def claim(work: Work, gate: ClaimPickTask) -> PickTaskOpened:
    """Claim the task behind a code, or the next free one.

    Orders that were stopped meanwhile leave a task of many orders here, where it is given out.

    Raises:
        Refuse: `ORDER_NOT_FOUND`, `TASK_FINISHED`, `SHEET_OUT_OF_DATE`, `TASK_TAKEN`,
            `TASK_ASSIGNED`, `ORDER_STOPPED`, `NO_TASK_LEFT`.
    """
    for _ in range(CLAIM_TRIES):
        task_id = _task_behind(work, gate.ref) if gate.ref else _next_task(work)
        if take_lease(work, task_id):
            take_out_stopped(work, task_id)
            return PickTaskOpened(pick_task_snapshot(work.connection, task_id))
        if gate.ref:
            raise why_not_taken(work, task_id, gate.ref)
    raise Refuse(VerdictKind.NO_TASK_LEFT)


# behind a code --------------------------------------------------------------------


def _task_behind(work: Work, ref: str) -> PickTaskId:
    """The task a code means: of a wave the first that is free; of an order the newest."""
    stopped = work.connection.scalar(
        select(Order.order_no).where(Order.order_no == ref, is_stopped())
    )
    if stopped is not None:
        raise Refuse(VerdictKind.ORDER_STOPPED, order_no=stopped)
    rows = _tasks_behind(work, ref)
    if not rows:
        raise Refuse(VerdictKind.ORDER_NOT_FOUND, code=ref)
    going = [row for row in rows if not (row.order_id is not None and row.stopped)]
    if not going:
        raise Refuse(VerdictKind.ORDER_STOPPED, order_no=rows[0].order_no)
    row = next((row for row in going if row.status in UNFINISHED), going[-1])
    if row.status is PickTaskStatus.CANCELLED:
        raise Refuse(VerdictKind.SHEET_OUT_OF_DATE, code=ref)
    if row.status is PickTaskStatus.PICKED:
        name = {"sheet": ref} if row.order_id is None else {"order_no": row.order_no}
        raise Refuse(VerdictKind.TASK_FINISHED, **name)
    sheet = read_sheet_code(ref)
    if sheet is not None and sheet.version != row.sheet_version:
        raise Refuse(VerdictKind.SHEET_OUT_OF_DATE, code=ref)
    return PickTaskId(row.id)


def _tasks_behind(work: Work, ref: str) -> Sequence[Any]:
    """All tasks a code may mean, those first that this person could begin now."""
    of_order = select(OrderLine.id).join(Order).where(Order.order_no == ref)
    meant = union_all(
        select(PickTask.id).where(PickTask.sheet_code == task_code(ref)),
        select(PickTask.id).join(Order, Order.id == PickTask.order_id).where(Order.order_no == ref),
        select(PickTask.id).join(Wave, Wave.id == PickTask.wave_id).where(Wave.wave_no == ref),
        select(PickLine.task_id)
        .join(PickTask, PickTask.id == PickLine.task_id)
        .where(
            PickLine.order_line_id.in_(of_order),
            PickLine.quantity > 0,
            PickTask.order_id.is_(None),
        ),
    ).subquery()
    return work.connection.execute(
        select(
            PickTask.id,
            PickTask.status,
            PickTask.sheet_version,
            PickTask.order_id,
            Order.order_no,
            is_stopped().label("stopped"),
        )
        .outerjoin(Order, Order.id == PickTask.order_id)
        .where(PickTask.id.in_(select(meant.c.id)))
        .order_by(
            case((is_for(work), 0), else_=1),
            case((is_free(work), 0), else_=1),
            PickTask.priority,
            PickTask.id,
        )
    ).all()


# the next one ---------------------------------------------------------------------


def _next_task(work: Work) -> PickTaskId:
    """The task this person should walk for next.

    What this station has already comes first, then what is assigned to the person, then the
    station's own zone; express before the rest; the oldest first.
    """
    zone = work.connection.scalar(select(Station.zone).where(Station.id == work.actor.station_id))
    in_zone = case((PickTask.zone == zone, 0), else_=1) if zone else case((is_free(work), 0))
    task_id = work.connection.scalar(
        select(PickTask.id)
        .outerjoin(Order, Order.id == PickTask.order_id)
        .where(
            PickTask.warehouse_id == work.warehouse_id,
            PickTask.status.in_(UNFINISHED),
            or_(PickTask.order_id.is_(None), ~is_stopped()),
            is_free(work),
            is_for(work),
        )
        .order_by(
            case((PickTask.holder_station_id == work.actor.station_id, 0), else_=1),
            case((PickTask.assigned_person_id == work.actor.person_id, 0), else_=1),
            in_zone,
            PickTask.priority,
            PickTask.id,
        )
        .limit(1)
    )
    if task_id is None:
        raise Refuse(VerdictKind.NO_TASK_LEFT)
    return PickTaskId(task_id)

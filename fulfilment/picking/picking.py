"""Picking: take units, print the sheet, give a task back, finish it (3.2.2).

A task is claimed by a lease with a fence number: whoever held it before can write nothing more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import aliased

from db.bulk import set_many
from db.schema.orders import OrderLine
from db.schema.picking import PickLine, PickTask
from fulfilment.house import Refuse, Work
from fulfilment.orders.steps import Move, move_orders
from fulfilment.packing.parcels_made import PickedUnits, make_parcels
from fulfilment.paper.sheet_spool import intend_at_desk
from fulfilment.picking.by_hand import note_by_hand
from fulfilment.picking.leases import hold_lease
from fulfilment.picking.staging import staging_shelf
from fulfilment.picking.totes import tote_of
from fulfilment.quality.taking_apart import take_apart
from fulfilment.stock.movements import Movement, post
from fulfilment.stock.zero_checks import report_not_empty
from fulfilment.waves.ends import settle_waves
from procedure.effects import Done, FinishPick, PickUnits, PrintSheet, ReleasePickTask
from procedure.ids import (
    LotId,
    OrderId,
    OrderLineId,
    PickLineId,
    PickTaskId,
    ProductId,
    ShelfId,
    WaveId,
)
from procedure.shared_stops import LineUnits, shared
from procedure.verdicts import VerdictKind
from procedure.words import (
    MovementKind,
    OrderStatus,
    PickMode,
    PickTaskStatus,
    StockState,
)


def pick_units(work: Work, effect: PickUnits) -> None:
    """Count units of a stop, or take them back; of a shared stop in the order of slots.

    Raises:
        Refuse: The lease is gone, the order was stopped, more than the stop would be counted, or
            a count by hand above the policy's limit has nobody who may approve it
            (`APPROVAL_NEEDED`).
    """
    hold_lease(work, effect.task_id, effect.fence)
    before = [
        LineUnits(PickLineId(row.id), row.quantity, row.picked)
        for row in work.connection.execute(_lines_of_stop(effect.task_id, effect.line_id))
    ]
    after = shared(before, sum(line.picked for line in before) + effect.quantity)
    if not before or after is None:
        raise Refuse(VerdictKind.ORDER_CHANGED)
    changed = [
        (now.line_id, now.picked) for was, now in zip(before, after, strict=True) if was != now
    ]
    set_many(work.connection, PickLine, ("id",), ("picked",), changed)
    if effect.by_hand is not None:
        was = {line.line_id: line.picked for line in before}
        note_by_hand(work, effect, [(line, picked - was[line]) for line, picked in changed])


def _lines_of_stop(task_id: PickTaskId, line_id: PickLineId) -> Any:
    """The lines a stop stands for: one of an order's own task; of a shared task all those of the
    same shelf and lot. Whoever holds the task's lease holds its lines."""
    meant = aliased(PickLine)
    return (
        select(PickLine.id, PickLine.quantity, PickLine.picked)
        .join(PickTask, PickTask.id == PickLine.task_id)
        .join(
            meant,
            and_(
                meant.id == line_id,
                meant.task_id == PickLine.task_id,
                meant.shelf_id == PickLine.shelf_id,
                meant.lot_id == PickLine.lot_id,
            ),
        )
        .where(
            PickLine.task_id == task_id,
            or_(PickTask.order_id.is_(None), PickLine.id == line_id),
        )
        .order_by(PickLine.slot, PickLine.seq)
    )


def finish(work: Work, gate: FinishPick) -> Done:
    """Every unit is taken: the goods stand at staging.

    The parcels of an order's own task and of a hot product wait to be packed then; what is
    sorted waits for the put wall, and the wave is picked with its last task. Where no line had a
    single unit, an order waits for stock again.

    Raises:
        Refuse: The lease is gone, the order was stopped, or a line is not complete.
    """
    hold_lease(work, gate.task_id, gate.fence)
    report_not_empty(work, gate.task_id, gate.not_empty)
    lines = _picked_lines(work, gate.task_id)
    if any(line.picked != line.quantity for line in lines):
        raise Refuse(VerdictKind.ORDER_CHANGED)
    task = work.connection.execute(
        select(PickTask.wave_id, PickTask.order_id, PickTask.mode, PickTask.sheet_code).where(
            PickTask.id == gate.task_id
        )
    ).one()
    taken = [line for line in lines if line.picked]
    if taken:
        post(work, _to_staging(work, taken))
        _end_task(work, gate.task_id, PickTaskStatus.PICKED)
        if task.mode is not PickMode.SORT:
            orders = {OrderId(line.order_id) for line in taken}
            tote = tote_of(work, gate.task_id)
            totes = None if tote is None else dict.fromkeys(orders, tote)
            make_parcels(work, _units(taken), dict.fromkeys(orders, task.sheet_code), totes)
    else:
        _end_task(work, gate.task_id, PickTaskStatus.CANCELLED)
        if task.order_id is not None:
            _nothing_found(work, OrderId(task.order_id))
    if task.wave_id is not None:
        settle_waves(work, [WaveId(task.wave_id)])
    return Done(sum(line.picked for line in taken))


def _nothing_found(work: Work, order_id: OrderId) -> None:
    """Every line came short: there is nothing to pack, the order waits for stock again.

    So does what stands here of a parcel that failed its inspection and lacks these units.
    """
    take_apart(work, order_id)
    after = waiting_status(work, order_id)
    move_orders(work, [Move(order_id, OrderStatus.PICKING, after, "nothing_found")])


def waiting_status(work: Work, order_id: OrderId) -> OrderStatus:
    """What an order is called while it waits for stock: a part of it may have left already."""
    left = work.connection.scalar(
        select(OrderLine.id).where(OrderLine.order_id == order_id, OrderLine.shipped > 0).limit(1)
    )
    return OrderStatus.BACKORDERED if left is None else OrderStatus.PARTLY_SHIPPED


def _end_task(work: Work, task_id: PickTaskId, status: PickTaskStatus) -> None:
    work.connection.execute(
        update(PickTask)
        .where(PickTask.id == task_id)
        .values(
            status=status,
            finished_at=work.now,
            holder_station_id=None,
            holder_person_id=None,
            lease_until=None,
        )
    )


def _picked_lines(work: Work, task_id: PickTaskId) -> Sequence[Any]:
    return work.connection.execute(
        select(
            PickLine.order_line_id,
            PickLine.shelf_id,
            PickLine.lot_id,
            PickLine.quantity,
            PickLine.picked,
            OrderLine.order_id,
            OrderLine.product_id,
        )
        .join(OrderLine, OrderLine.id == PickLine.order_line_id)
        .where(PickLine.task_id == task_id)
        .order_by(PickLine.seq)
    ).all()


def _units(lines: Sequence[Any]) -> list[PickedUnits]:
    return [
        PickedUnits(
            OrderId(line.order_id),
            OrderLineId(line.order_line_id),
            LotId(line.lot_id),
            line.picked,
        )
        for line in lines
    ]


def _to_staging(work: Work, lines: Sequence[Any]) -> list[Movement]:
    staging = staging_shelf(work)
    return [
        Movement(
            MovementKind.PICK,
            ProductId(line.product_id),
            line.picked,
            LotId(line.lot_id),
            ShelfId(line.shelf_id),
            StockState.ALLOCATED,
            staging,
            StockState.ALLOCATED,
            order_line_id=OrderLineId(line.order_line_id),
        )
        for line in lines
    ]


def print_sheet(work: Work, gate: PrintSheet) -> Done:
    """Intend the task's pick sheet on paper (3.2.2b).

    Raises:
        Refuse: The lease is gone, or the order was stopped.
    """
    hold_lease(work, gate.task_id, gate.fence)
    intend_at_desk(work, gate.task_id)
    return Done()


def release(work: Work, gate: ReleasePickTask) -> Done:
    """Give a task back; what was taken stays counted."""
    work.connection.execute(
        update(PickTask)
        .where(
            PickTask.id == gate.task_id,
            PickTask.fence == gate.fence,
            PickTask.holder_station_id == work.actor.station_id,
        )
        .values(holder_station_id=None, holder_person_id=None, lease_until=None)
    )
    return Done()

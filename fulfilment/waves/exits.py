"""An order leaves a wave that is being picked; the others go on.

Its lines ask for nothing any more. Units already taken go to other orders that take the same
from the same shelf; what nobody needs waits at staging to be put back, and what was not taken
stands free on its shelf again. The order waits outside: for the next wave once its hold is
lifted, or for stock.

References:
    clause 3.2.2a; FIELD "Operations" (intercept 拦截, put back 反架).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select, update

from db.bulk import set_many
from db.holdings import UNFINISHED
from db.schema.orders import Order, OrderLine
from db.schema.picking import PickLine, PickTask, Wave, WaveOrder
from fulfilment.house import Work
from fulfilment.orders.steps import Move, move_orders
from fulfilment.picking.leases import stopped_lines
from fulfilment.picking.staging import staging_shelf
from fulfilment.release.promises import lower
from fulfilment.stock.movements import Movement, post
from fulfilment.waves.ends import GOING
from fulfilment.waves.taking_back import unallocated
from procedure.ids import LotId, OrderId, OrderLineId, PickLineId, PickTaskId, ProductId, ShelfId
from procedure.shared_stops import LineUnits, leave
from procedure.words import (
    MovementKind,
    OrderStatus,
    PickTaskStatus,
    StockCondition,
    StockState,
)


@dataclass(frozen=True, slots=True)
class Exit:
    """How orders leave a wave.

    Attributes:
        after: What they are then: confirmed (they wait for the next wave) or backordered.
        action: The word of the log.
    """

    after: OrderStatus
    action: str


STOPPED = Exit(OrderStatus.CONFIRMED, "taken_out")
SHORT = Exit(OrderStatus.BACKORDERED, "taken_out_short")


def take_out_stopped(work: Work, task_id: PickTaskId) -> None:
    """Let the stopped orders leave a task of many orders that was just claimed."""
    rows = work.connection.execute(
        stopped_lines()
        .join(PickTask, PickTask.id == PickLine.task_id)
        .where(PickLine.task_id == task_id, PickTask.order_id.is_(None))
    )
    take_out(work, {OrderId(row.id) for row in rows}, STOPPED)


def take_out(work: Work, order_ids: Iterable[OrderId], how: Exit) -> None:
    """Let orders leave the waves that are being picked for many orders at once.

    Every task that served them counts its fence up: whoever walks for it is told at the next
    scan, and goes on with what is left.
    """
    ids = sorted(order_ids)
    if not ids:
        return
    tasks = _lock_tasks(work, ids)
    lines = _lines(work, tasks)
    leaving = frozenset(row.id for row in lines if row.order_id in ids)
    movements, units, dropped = _share_anew(work, lines, leaving)
    set_many(work.connection, PickLine, ("id",), ("quantity", "picked"), units)
    lower(work, dropped)
    post(work, movements)
    work.connection.execute(
        update(PickTask)
        .where(PickTask.id.in_(tasks), PickTask.status.in_(UNFINISHED))
        .values(fence=PickTask.fence + 1, sheet_version=PickTask.sheet_version + 1)
    )
    _move_out(work, ids, how)


def _lock_tasks(work: Work, order_ids: Sequence[OrderId]) -> list[int]:
    """The shared tasks that serve these orders, of waves that are still being picked."""
    of_orders = select(OrderLine.id).where(OrderLine.order_id.in_(order_ids))
    served = select(PickLine.task_id).where(
        PickLine.order_line_id.in_(of_orders), PickLine.quantity > 0
    )
    return list(
        work.connection.scalars(
            select(PickTask.id)
            .join(Wave, Wave.id == PickTask.wave_id)
            .where(
                PickTask.id.in_(served),
                PickTask.order_id.is_(None),
                Wave.status.in_(GOING),
            )
            .order_by(PickTask.id)
            .with_for_update(of=PickTask)
        )
    )


def _lines(work: Work, tasks: Sequence[int]) -> Sequence[Any]:
    return work.connection.execute(
        select(
            PickLine.id,
            PickLine.task_id,
            PickLine.order_line_id,
            PickLine.shelf_id,
            PickLine.lot_id,
            PickLine.quantity,
            PickLine.picked,
            PickTask.status,
            OrderLine.order_id,
            OrderLine.product_id,
        )
        .join(PickTask, PickTask.id == PickLine.task_id)
        .join(OrderLine, OrderLine.id == PickLine.order_line_id)
        .where(PickLine.task_id.in_(tasks), PickLine.quantity > 0)
        .order_by(PickLine.task_id, PickLine.slot, PickLine.seq)
    ).all()


Units = list[tuple[int, int, int]]
"""Id, quantity and picked units of lines."""


def _share_anew(
    work: Work, lines: Sequence[Any], leaving: frozenset[int]
) -> tuple[list[Movement], Units, dict[OrderLineId, int]]:
    """Movements, the changed lines, and reserved units that are lost to their way back."""
    stops: dict[tuple[int, int, int], list[Any]] = defaultdict(list)
    for row in lines:
        stops[row.task_id, row.shelf_id, row.lot_id].append(row)
    movements: list[Movement] = []
    units: Units = []
    dropped: dict[OrderLineId, int] = defaultdict(int)
    staging = staging_shelf(work)
    for rows in stops.values():
        here = leaving & {row.id for row in rows}
        if not here:
            continue
        left = leave(
            [LineUnits(PickLineId(row.id), row.quantity, row.picked) for row in rows],
            frozenset(map(PickLineId, here)),
        )
        units += [(line.line_id, line.quantity, line.picked) for line in left.lines]
        for row in (row for row in rows if row.id in here):
            back = left.too_many.get(PickLineId(row.id), 0)
            if back:
                dropped[OrderLineId(row.order_line_id)] += back
                movements.append(_put_back(row, back, staging))
            if row.quantity > back:
                movements.append(unallocated(row, row.quantity - back))
    return movements, units, dropped


def _put_back(row: Any, units: int, staging: ShelfId) -> Movement:
    """Units that were taken: in the picker's hands their books still stand on the shelf."""
    return Movement(
        MovementKind.INTERCEPT,
        ProductId(row.product_id),
        units,
        LotId(row.lot_id),
        staging if row.status is PickTaskStatus.PICKED else ShelfId(row.shelf_id),
        StockState.ALLOCATED,
        staging,
        StockState.BLOCKED,
        order_line_id=OrderLineId(row.order_line_id),
        to_condition=StockCondition.TO_PUT_BACK,
    )


def _move_out(work: Work, order_ids: Sequence[OrderId], how: Exit) -> None:
    rows = work.connection.execute(
        select(Order.id, Order.status, Wave.id.label("wave_id"), Wave.wave_no, WaveOrder.slot)
        .join(WaveOrder, WaveOrder.order_id == Order.id)
        .join(Wave, Wave.id == WaveOrder.wave_id)
        .where(
            Order.id.in_(order_ids),
            Wave.status.in_(GOING),
        )
        .order_by(Order.id)
        .with_for_update(of=Order)
    ).all()
    work.connection.execute(
        delete(WaveOrder).where(
            WaveOrder.order_id.in_([row.id for row in rows]),
            WaveOrder.wave_id.in_([row.wave_id for row in rows]),
        )
    )
    left = [row for row in rows if row.status is OrderStatus.PICKING]
    data = [
        {"wave": row.wave_no} | ({} if row.slot is None else {"slot": row.slot}) for row in left
    ]
    move_orders(
        work,
        [
            Move(OrderId(row.id), OrderStatus.PICKING, how.after, how.action, facts)
            for row, facts in zip(left, data, strict=True)
        ],
    )

"""The walk of an order that is short: for what is there, for a replacement, or called back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select, update

from db.holdings import UNFINISHED
from db.schema.orders import OrderLine
from db.schema.picking import PickLine, PickTask
from fulfilment.house import Work
from fulfilment.locks import LockedOrder
from fulfilment.orders.steps import Move, move_orders
from fulfilment.picking.picking import waiting_status
from fulfilment.picking.short_pick import add_lines
from fulfilment.picking.staging import staging_shelf
from fulfilment.quality.taking_apart import take_apart
from fulfilment.release.found_stock import FoundStock, allocated
from fulfilment.release.order_wants import lock_wanting
from fulfilment.release.promises import Promise, lock_stock, lower, promise
from fulfilment.stock.movements import Movement, post
from fulfilment.waves.order_tasks import make_order_tasks
from procedure.allocation import Want, allocate
from procedure.ids import LotId, OrderId, OrderLineId, PickTaskId, ProductId, ShelfId
from procedure.words import (
    MovementKind,
    OrderStatus,
    PickMode,
    PickTaskStatus,
    StockCondition,
    StockState,
)


def open_walk(work: Work, order_id: OrderId) -> PickTaskId | None:
    """The unfinished task that is walked for this order alone, locked; None where there is none."""
    task_id = work.connection.scalar(
        select(PickTask.id)
        .where(
            PickTask.order_id == order_id,
            PickTask.mode == PickMode.PER_ORDER,
            PickTask.status.in_(UNFINISHED),
        )
        .order_by(PickTask.id)
        .limit(1)
        .with_for_update()
    )
    return None if task_id is None else PickTaskId(task_id)


def units_on_walk(work: Work, task_id: PickTaskId | None) -> int:
    """Units the walk is for."""
    units = work.connection.scalar(
        select(func.sum(PickLine.quantity)).where(PickLine.task_id == task_id)
    )
    return int(units or 0)


def release_part(work: Work, order: LockedOrder) -> int:
    """Make a pick task for what is kept for the order and can be walked to; how many units.

    What is still missing, or stands on a reserve shelf, follows in a parcel of its own.
    """
    wanting = lock_wanting(work, [order.id], lambda row, lines: None)
    wants = [
        Want(line.order_id, line.line_id, line.product_id, line.reserved - line.placed)
        for line in wanting.lines()
        if line.reserved > line.placed
    ]
    stock = lock_stock(work, {want.product_id for want in wants})
    takes = allocate(wants, stock.shelf_lots, stock.shipping).takes
    units = sum(take.quantity for take in takes)
    if not units:
        return 0
    found = FoundStock(wanting.orders, {want.line_id: want for want in wants}, takes)
    make_order_tasks(work, found, [order.id])
    data = {"units": units}
    step = Move(order.id, order.status, OrderStatus.PICKING, "part_released", data)
    move_orders(work, [step])
    return units


def add_to_walk(work: Work, task_id: PickTaskId, want: Want) -> bool:
    """Reserve a new line's units and let the walk take them too; False where no shelf has them."""
    stock = lock_stock(work, [want.product_id])
    takes = allocate([want], stock.shelf_lots, stock.shipping).takes
    if sum(take.quantity for take in takes) < want.quantity:
        return False
    promise(work, [Promise(want.line_id, want.product_id, want.quantity, is_new=True)])
    add_lines(work, task_id, takes)
    post(work, [allocated(take) for take in takes])
    return True


def call_back(work: Work, order: LockedOrder, task_id: PickTaskId) -> None:
    """End a walk: the order waits for stock again.

    What no hand touched stays kept for the order and is free to be given a place anew. What was
    taken waits at staging to be put back, and is the order's again when it is.
    """
    rows = _lines_of(work, task_id)
    untouched = [row for row in rows if row.quantity > row.picked]
    taken = [row for row in rows if row.picked]
    staging = staging_shelf(work) if taken else None
    lower(work, _by_line(taken))
    post(
        work,
        [
            *(_unallocated(row) for row in untouched),
            *(_to_put_back(row, staging) for row in taken if staging is not None),
        ],
    )
    work.connection.execute(
        update(PickLine).where(PickLine.task_id == task_id).values(quantity=0, picked=0, sorted=0)
    )
    work.connection.execute(
        update(PickTask)
        .where(PickTask.id == task_id)
        .values(
            status=PickTaskStatus.CANCELLED,
            finished_at=work.now,
            sheet_version=PickTask.sheet_version + 1,
            holder_station_id=None,
            holder_person_id=None,
            lease_until=None,
        )
    )
    take_apart(work, order.id)
    after = waiting_status(work, order.id)
    move_orders(work, [Move(order.id, order.status, after, "called_back")])


def _lines_of(work: Work, task_id: PickTaskId) -> Sequence[Any]:
    return work.connection.execute(
        select(
            PickLine.order_line_id,
            PickLine.shelf_id,
            PickLine.lot_id,
            PickLine.quantity,
            PickLine.picked,
            OrderLine.product_id,
        )
        .join(OrderLine, OrderLine.id == PickLine.order_line_id)
        .where(PickLine.task_id == task_id, PickLine.quantity > 0)
        .order_by(PickLine.seq)
    ).all()


def _by_line(rows: Sequence[Any]) -> dict[OrderLineId, int]:
    units: dict[OrderLineId, int] = {}
    for row in rows:
        line_id = OrderLineId(row.order_line_id)
        units[line_id] = units.get(line_id, 0) + row.picked
    return units


def _unallocated(row: Any) -> Movement:
    shelf = ShelfId(row.shelf_id)
    return Movement(
        MovementKind.UNALLOCATE,
        ProductId(row.product_id),
        row.quantity - row.picked,
        LotId(row.lot_id),
        shelf,
        StockState.ALLOCATED,
        shelf,
        StockState.FREE,
        order_line_id=OrderLineId(row.order_line_id),
        reason="called_back",
    )


def _to_put_back(row: Any, staging: ShelfId) -> Movement:
    return Movement(
        MovementKind.INTERCEPT,
        ProductId(row.product_id),
        row.picked,
        LotId(row.lot_id),
        ShelfId(row.shelf_id),
        StockState.ALLOCATED,
        staging,
        StockState.BLOCKED,
        order_line_id=OrderLineId(row.order_line_id),
        reason="called_back",
        to_condition=StockCondition.TO_PUT_BACK,
    )

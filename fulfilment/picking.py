"""Picking: claim a task, take units, come short, finish (3.2.2).

A task is claimed by a lease with a fence number: whoever held it before can write nothing more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, func, insert, or_, select, update

from db.schema.orders import Order, OrderLine
from db.schema.parcels import Parcel, ParcelItem
from db.schema.picking import PickLine, PickTask
from db.schema.stock import Shelf
from fulfilment.house import Refuse, Work
from fulfilment.pick_task import pick_task_snapshot
from fulfilment.sheet_spool import intend_at_desk
from fulfilment.steps import Move, move_orders
from fulfilment.stock import Movement, post
from procedure.effects import (
    ClaimPickTask,
    Done,
    FinishPick,
    PickTaskOpened,
    PickUnits,
    PrintSheet,
    ReleasePickTask,
)
from procedure.ids import LotId, OrderId, OrderLineId, PickTaskId, ProductId, ShelfId
from procedure.sheet_codes import read_sheet_code, task_code
from procedure.verdicts import VerdictKind
from procedure.words import (
    MovementKind,
    OrderStatus,
    ParcelStatus,
    PickTaskStatus,
    ShelfKind,
    StockState,
)

CLAIM_TRIES = 5
"""How often the next free task is looked for when other pickers are faster."""


def claim(work: Work, gate: ClaimPickTask) -> PickTaskOpened:
    """Claim the task behind a code, or the next free one (express first).

    Raises:
        Refuse: `ORDER_NOT_FOUND`, `TASK_FINISHED`, `TASK_TAKEN`, `ORDER_STOPPED`, `NO_TASK_LEFT`.
    """
    for _ in range(CLAIM_TRIES):
        task_id = _task_behind(work, gate.ref) if gate.ref else _next_task(work)
        fence = _take_lease(work, task_id)
        if fence is not None:
            return PickTaskOpened(pick_task_snapshot(work.connection, task_id))
        if gate.ref:
            raise Refuse(VerdictKind.TASK_TAKEN, code=gate.ref)
    raise Refuse(VerdictKind.NO_TASK_LEFT)


def _task_behind(work: Work, ref: str) -> PickTaskId:
    row = work.connection.execute(
        select(
            PickTask.id,
            PickTask.status,
            PickTask.sheet_version,
            Order.order_no,
            Order.open_holds,
            Order.status,
        )
        .join(Order, Order.id == PickTask.order_id)
        .where(or_(PickTask.sheet_code == task_code(ref), Order.order_no == ref))
        .order_by(PickTask.id.desc())
        .limit(1)
    ).first()
    if row is None:
        raise Refuse(VerdictKind.ORDER_NOT_FOUND, code=ref)
    task_id, status, version, order_no, open_holds, order_status = row
    if open_holds or order_status is OrderStatus.CANCELLED:
        raise Refuse(VerdictKind.ORDER_STOPPED, order_no=order_no)
    if status is PickTaskStatus.CANCELLED:
        raise Refuse(VerdictKind.SHEET_OUT_OF_DATE, code=ref)
    if status is PickTaskStatus.PICKED:
        raise Refuse(VerdictKind.TASK_FINISHED, order_no=order_no)
    sheet = read_sheet_code(ref)
    if sheet is not None and sheet.version != version:
        raise Refuse(VerdictKind.SHEET_OUT_OF_DATE, code=ref)
    return PickTaskId(task_id)


def _next_task(work: Work) -> PickTaskId:
    task_id = work.connection.scalar(
        select(PickTask.id)
        .join(Order, Order.id == PickTask.order_id)
        .where(
            PickTask.warehouse_id == work.warehouse_id,
            PickTask.status.in_((PickTaskStatus.OPEN, PickTaskStatus.PICKING)),
            Order.open_holds == 0,
            _is_free(work),
        )
        .order_by(PickTask.priority, PickTask.id)
        .limit(1)
    )
    if task_id is None:
        raise Refuse(VerdictKind.NO_TASK_LEFT)
    return PickTaskId(task_id)


def _is_free(work: Work) -> Any:
    return or_(
        PickTask.holder_station_id.is_(None),
        PickTask.holder_station_id == work.actor.station_id,
        PickTask.lease_until < work.now,
    )


def _take_lease(work: Work, task_id: PickTaskId) -> int | None:
    fence: int | None = work.connection.scalar(
        update(PickTask)
        .where(
            PickTask.id == task_id,
            PickTask.status.in_((PickTaskStatus.OPEN, PickTaskStatus.PICKING)),
            _is_free(work),
        )
        .values(
            status=PickTaskStatus.PICKING,
            holder_station_id=work.actor.station_id,
            holder_person_id=work.actor.person_id,
            lease_until=lease_end(work),
            fence=PickTask.fence + 1,
        )
        .returning(PickTask.fence)
    )
    return fence


def lease_end(work: Work) -> Any:
    """Until when a lease taken or renewed now is held."""
    return work.now + timedelta(seconds=work.house.order_policy.lease_seconds)


def hold_lease(work: Work, task_id: PickTaskId, fence: int) -> None:
    """Renew the lease; nothing else may be written without it.

    Raises:
        Refuse: `TAKEN_ELSEWHERE` (another station has the task) or `ORDER_STOPPED`.
    """
    is_stopped = or_(Order.open_holds > 0, Order.status == OrderStatus.CANCELLED)
    stopped = select(Order.id).where(Order.id == PickTask.order_id, is_stopped).exists()
    held = work.connection.execute(
        update(PickTask)
        .where(
            PickTask.id == task_id,
            PickTask.fence == fence,
            PickTask.status == PickTaskStatus.PICKING,
            PickTask.holder_station_id == work.actor.station_id,
            ~stopped,
        )
        .values(lease_until=lease_end(work))
    )
    if held.rowcount == 1:
        return
    row = work.connection.execute(
        select(Order.order_no, is_stopped.label("is_stopped"))
        .join(PickTask, PickTask.order_id == Order.id)
        .where(PickTask.id == task_id)
    ).first()
    if row is not None and row.is_stopped:
        raise Refuse(VerdictKind.ORDER_STOPPED, order_no=row.order_no)
    raise Refuse(VerdictKind.TAKEN_ELSEWHERE, order_no=row.order_no if row else "")


def pick_units(work: Work, effect: PickUnits) -> None:
    """Count units of a pick line, or take them back.

    Raises:
        Refuse: The lease is gone, the order was stopped, or more than the line would be counted.
    """
    hold_lease(work, effect.task_id, effect.fence)
    counted = work.connection.execute(
        update(PickLine)
        .where(
            PickLine.id == effect.line_id,
            PickLine.task_id == effect.task_id,
            PickLine.picked + effect.quantity >= 0,
            PickLine.picked + effect.quantity <= PickLine.quantity,
        )
        .values(picked=PickLine.picked + effect.quantity)
    )
    if counted.rowcount != 1:
        raise Refuse(VerdictKind.ORDER_CHANGED)


def finish(work: Work, gate: FinishPick) -> Done:
    """Every unit is taken: the goods stand at staging, the parcel waits to be packed.

    Where no line had a single unit, the order waits for stock again.

    Raises:
        Refuse: The lease is gone, the order was stopped, or a line is not complete.
    """
    hold_lease(work, gate.task_id, gate.fence)
    lines = _picked_lines(work, gate.task_id)
    if any(line.picked != line.quantity for line in lines):
        raise Refuse(VerdictKind.ORDER_CHANGED)
    taken = [line for line in lines if line.picked]
    if not taken:
        return _nothing_found(work, gate.task_id)
    post(work, _to_staging(work, taken))
    _end_task(work, gate.task_id, PickTaskStatus.PICKED)
    orders = sorted({line.order_id for line in taken})
    _make_parcels(work, gate.task_id, taken, orders)
    move_orders(work, [Move(o, OrderStatus.PICKING, OrderStatus.PACKING, "picked") for o in orders])
    return Done(sum(line.picked for line in taken))


def _nothing_found(work: Work, task_id: PickTaskId) -> Done:
    """Every line came short: there is nothing to pack, the order waits for stock again."""
    _end_task(work, task_id, PickTaskStatus.CANCELLED)
    order_id = order_of_task(work, task_id)
    after = waiting_status(work, order_id)
    move_orders(work, [Move(order_id, OrderStatus.PICKING, after, "nothing_found")])
    return Done()


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


def staging_shelf(work: Work) -> ShelfId:
    """The shelf where picked goods stand until they leave."""
    return ShelfId(
        work.connection.execute(
            select(Shelf.id)
            .where(Shelf.warehouse_id == work.warehouse_id, Shelf.kind == ShelfKind.STAGING)
            .order_by(Shelf.id)
            .limit(1)
        ).scalar_one()
    )


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


def _make_parcels(
    work: Work, task_id: PickTaskId, lines: Sequence[Any], orders: Sequence[int]
) -> None:
    facts = work.connection.execute(
        select(Order.id, Order.order_no, Order.carrier_id, Order.service, PickTask.sheet_code)
        .join(PickTask, and_(PickTask.id == task_id))
        .where(Order.id.in_(orders))
        .order_by(Order.id)
    ).all()
    parcel_ids = dict(zip(orders, work.new_ids(len(orders)), strict=True))
    earlier = _earlier_parcels(work, orders)
    work.connection.execute(
        insert(Parcel),
        [
            {
                "id": parcel_ids[row.id],
                "warehouse_id": work.warehouse_id,
                "order_id": row.id,
                "parcel_index": (index := earlier.get(row.id, 0) + 1),
                "box_code": f"BOX-{row.order_no}-{index}",
                "sheet_code": row.sheet_code,
                "tote_code": None,
                "status": ParcelStatus.OPEN,
                "carrier_id": row.carrier_id,
                "service": row.service,
                "attempt": 1,
                "fence": 0,
            }
            for row in facts
        ],
    )
    units: dict[tuple[int, int, int], int] = defaultdict(int)
    for line in lines:
        units[parcel_ids[line.order_id], line.order_line_id, line.lot_id] += line.picked
    work.connection.execute(
        insert(ParcelItem),
        [
            {"parcel_id": p, "order_line_id": o, "lot_id": lot, "quantity": n, "packed": 0}
            for (p, o, lot), n in units.items()
        ],
    )


def _earlier_parcels(work: Work, orders: Sequence[int]) -> dict[int, int]:
    """The last parcel's index of orders of which a part was packed before."""
    rows = work.connection.execute(
        select(Parcel.order_id, func.max(Parcel.parcel_index))
        .where(Parcel.order_id.in_(orders))
        .group_by(Parcel.order_id)
    )
    return {key: value for key, value in rows}  # noqa: C416 - a result is no mapping


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


def order_of_task(work: Work, task_id: PickTaskId) -> OrderId:
    """The order a pick-to-order task belongs to."""
    return OrderId(
        work.connection.execute(
            select(PickTask.order_id).where(PickTask.id == task_id)
        ).scalar_one()
        or 0
    )

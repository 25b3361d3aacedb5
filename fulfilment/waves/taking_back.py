"""A wave that nobody has begun is taken back: its orders wait again, their stock stays reserved.

What is kept is the promise (the reservation), not the place (shelf and lot): whoever waves or
releases the order next chooses shelf and lot anew, first expired first out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, or_, select, update

from db.schema.orders import Order, OrderLine
from db.schema.picking import PickLine, PickTask, Wave, WaveOrder
from fulfilment.house import Actor, House, Refuse, Work
from fulfilment.orders.steps import Move, move_orders
from fulfilment.stock.movements import Movement, post
from fulfilment.waves.ends import GOING
from procedure.effects import Refused
from procedure.ids import LotId, OrderId, OrderLineId, ProductId, ShelfId, WaveId
from procedure.permissions import UseCase
from procedure.verdicts import VerdictKind
from procedure.words import MovementKind, OrderStatus, PickTaskStatus, StockState, WaveStatus


@dataclass(frozen=True, slots=True)
class WaveCancelled:
    """A wave was taken back; these orders wait again."""

    wave_no: str
    orders: tuple[OrderId, ...]


def cancel_wave(house: House, actor: Actor, wave_id: WaveId) -> WaveCancelled | Refused:
    """Take back a wave of which no unit is picked and no task is in anybody's hands.

    Raises:
        CannotNow: The database cannot be written now.
    """
    return house.run(actor, UseCase.BUILD_WAVES, lambda work: _cancel(work, wave_id))


def _cancel(work: Work, wave_id: WaveId) -> WaveCancelled:
    wave = work.connection.execute(
        select(Wave.wave_no, Wave.status).where(Wave.id == wave_id).with_for_update()
    ).first()
    if wave is None:
        raise Refuse(VerdictKind.ORDER_NOT_FOUND)
    if wave.status not in GOING:
        raise Refuse(VerdictKind.WAVE_BEGUN, wave_no=wave.wave_no)
    orders = _lock_orders(work, wave_id)
    _end_tasks(work, wave_id, wave.wave_no)
    unallocate(work, _lines(work, wave_id))
    work.connection.execute(
        update(Wave)
        .where(Wave.id == wave_id)
        .values(status=WaveStatus.CANCELLED, finished_at=work.now)
    )
    back = [OrderId(row.id) for row in orders if row.status is OrderStatus.PICKING]
    data = {"wave": wave.wave_no}
    move_orders(
        work,
        [
            Move(id_, OrderStatus.PICKING, OrderStatus.CONFIRMED, "wave_cancelled", data)
            for id_ in back
        ],
    )
    return WaveCancelled(wave.wave_no, tuple(back))


def _lock_orders(work: Work, wave_id: WaveId) -> Sequence[Any]:
    return work.connection.execute(
        select(Order.id, Order.status)
        .join(WaveOrder, WaveOrder.order_id == Order.id)
        .where(WaveOrder.wave_id == wave_id)
        .order_by(Order.id)
        .with_for_update(of=Order)
    ).all()


def _end_tasks(work: Work, wave_id: WaveId, wave_no: str) -> None:
    """End the wave's tasks, unless one is begun.

    Raises:
        Refuse: `WAVE_BEGUN`: a task is in somebody's hands, or a unit is picked.
    """
    work.connection.execute(
        select(PickTask.id)
        .where(PickTask.wave_id == wave_id)
        .order_by(PickTask.id)
        .with_for_update()
    )  # nobody claims one from here on
    begun = work.connection.scalar(
        select(func.count())
        .select_from(PickTask)
        .outerjoin(PickLine, PickLine.task_id == PickTask.id)
        .where(
            PickTask.wave_id == wave_id,
            or_(
                PickLine.picked > 0,
                PickTask.status == PickTaskStatus.PICKED,
                and_(PickTask.holder_station_id.is_not(None), PickTask.lease_until >= work.now),
            ),
        )
    )
    if begun:
        raise Refuse(VerdictKind.WAVE_BEGUN, wave_no=wave_no)
    work.connection.execute(
        update(PickTask)
        .where(PickTask.wave_id == wave_id)
        .values(
            status=PickTaskStatus.CANCELLED,
            sheet_version=PickTask.sheet_version + 1,
            fence=PickTask.fence + 1,
            finished_at=work.now,
            holder_station_id=None,
            holder_person_id=None,
            lease_until=None,
        )
    )


def _lines(work: Work, wave_id: WaveId) -> Sequence[Any]:
    return work.connection.execute(
        select(
            PickLine.id,
            PickLine.order_line_id,
            PickLine.shelf_id,
            PickLine.lot_id,
            PickLine.quantity,
            OrderLine.product_id,
        )
        .join(PickTask, PickTask.id == PickLine.task_id)
        .join(OrderLine, OrderLine.id == PickLine.order_line_id)
        .where(PickTask.wave_id == wave_id, PickLine.quantity > 0)
        .order_by(PickLine.id)
        .with_for_update(of=PickLine)
    ).all()


def unallocate(work: Work, lines: Sequence[Any]) -> None:
    """Give what these pick lines hold back to their shelves and cut the lines to nothing."""
    if not lines:
        return
    work.connection.execute(
        update(PickLine).where(PickLine.id.in_([line.id for line in lines])).values(quantity=0)
    )
    post(work, [unallocated(line, line.quantity) for line in lines])


def unallocated(line: Any, units: int) -> Movement:
    """The movement that gives units of a pick line back to their shelf."""
    shelf = ShelfId(line.shelf_id)
    return Movement(
        MovementKind.UNALLOCATE,
        ProductId(line.product_id),
        units,
        LotId(line.lot_id),
        shelf,
        StockState.ALLOCATED,
        shelf,
        StockState.FREE,
        order_line_id=OrderLineId(line.order_line_id),
    )

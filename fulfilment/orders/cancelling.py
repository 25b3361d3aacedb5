"""Cancelling an order, at any stage before the carrier has it: everything it held is given back.

What was only promised, or stands allocated on a shelf, is available again at once. What was
picked waits at staging to be put back. Paper that is out dies: the sheet is out of date, the
waybill number is void. Stations notice at their next scan.

A hold does none of this: a held order keeps its stock, its task and its parcel, and goes on where
it stood when the hold is lifted.

References:
    clause 3.2.1b (released on cancel); FIELD "Number life" (printed never becomes free again).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from db.bulk import among
from db.holdings import UNFINISHED, line_holdings, placed_units
from db.schema.orders import OrderLine
from db.schema.parcels import Parcel
from db.schema.picking import PickLine, PickTask
from db.schema.stock import Reservation
from db.schema.waybills import WaybillNumber
from fulfilment.house import Actor, House, Refuse, Work
from fulfilment.locks import LockedOrder, locked_order
from fulfilment.orders.steps import Move, move_orders
from fulfilment.picking.staging import staging_shelf
from fulfilment.quality.calling_off import call_off
from fulfilment.release import shortages
from fulfilment.release.promises import lower
from fulfilment.stock.movements import Movement, post
from fulfilment.supply.arrivals import try_waiting
from fulfilment.waves.ends import drop_from_waves
from procedure.effects import Refused
from procedure.ids import LotId, OrderId, OrderLineId, ProductId, ShelfId
from procedure.lifecycle import ORDER
from procedure.permissions import UseCase
from procedure.verdicts import VerdictKind
from procedure.words import (
    MovementKind,
    OrderStatus,
    ParcelStatus,
    PickTaskStatus,
    StockCondition,
    StockState,
    WaybillState,
)


@dataclass(frozen=True, slots=True)
class Cancelled:
    """What a cancellation gave back.

    Attributes:
        released: Units available again.
        to_put_back: Units that were picked and wait at staging for their way back.
    """

    released: int
    to_put_back: int


def cancel_order(house: House, actor: Actor, order_id: OrderId, reason: str) -> Cancelled | Refused:
    """Cancel an order that has not left; a reason in a person's words stands in its log.

    Refused where a parcel of it was handed to the carrier, and where it is cancelled already.
    Orders that wait for what it held are tried again at once.

    Raises:
        CannotNow: The database cannot be written now.
    """
    result = house.run(
        actor, UseCase.CANCEL_ORDER, lambda work: _cancel(work, order_id, reason.strip())
    )
    if isinstance(result, Refused):
        return result
    cancelled, products = result
    if cancelled.released:
        try_waiting(house, *products)
    return cancelled


def _cancel(work: Work, order_id: OrderId, reason: str) -> tuple[Cancelled, tuple[ProductId, ...]]:
    """What was given back, and the products it is of."""
    # the tasks before the order, as pickers do: nobody waits crosswise
    _lock_tasks(work, [order_id])
    order = locked_order(work, order_id)
    if order.status is OrderStatus.CANCELLED:
        raise Refuse(VerdictKind.CANCELLED_ALREADY, order_no=order.order_no)
    if not ORDER.allows(order.status, OrderStatus.CANCELLED) or _has_left(work, order_id):
        raise Refuse(VerdictKind.TOO_LATE_TO_CANCEL, order_no=order.order_no)
    products = _products_held(work, order_id)
    return cancel_locked(work, [order], Occasion("cancelled", text=reason or None)), products


def _products_held(work: Work, order_id: OrderId) -> tuple[ProductId, ...]:
    held = (
        select(Reservation.product_id)
        .join(OrderLine, OrderLine.id == Reservation.order_line_id)
        .where(OrderLine.order_id == order_id, Reservation.quantity > 0)
        .distinct()
        .order_by(Reservation.product_id)
    )
    return tuple(ProductId(id_) for id_ in work.connection.scalars(held))


def _has_left(work: Work, order_id: OrderId) -> bool:
    """Whether a unit of the order was handed over; the rest of it may be on the floor again."""
    shipped = select(OrderLine.id).where(OrderLine.order_id == order_id, OrderLine.shipped > 0)
    return work.connection.scalar(shipped.limit(1)) is not None


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why orders are cancelled.

    Attributes:
        action: The word of the log and of the ledger.
        text: A person's reason; it stands apart from the log and can be erased.
    """

    action: str
    text: str | None = None


def cancel_locked(work: Work, orders: Sequence[LockedOrder], occasion: Occasion) -> Cancelled:
    """Cancel orders whose rows are locked and which may be cancelled, all in one go."""
    ids = [order.id for order in orders]
    lines = work.connection.execute(
        line_holdings()
        .where(among(OrderLine.order_id, ids, work.connection))
        .order_by(OrderLine.id)
    ).all()
    placed = work.connection.execute(
        placed_units()
        .where(among(PickLine.order_line_id, [r.line_id for r in lines], work.connection))
        .order_by(PickLine.id)
    ).all()
    done = _give_back(work, lines, placed, occasion.action)
    _cut_tasks(work, placed)
    drop_from_waves(work, ids)
    _cancel_parcels(work, ids)
    work.connection.execute(
        update(OrderLine)
        .where(among(OrderLine.order_id, ids, work.connection))
        .values(cancelled=OrderLine.quantity - OrderLine.shipped)
    )
    move_orders(
        work,
        [
            Move(
                order.id,
                order.status,
                OrderStatus.CANCELLED,
                occasion.action,
                text=occasion.text,
            )
            for order in orders
        ],
    )
    shortages.settle(work, ids)
    return done


def _lock_tasks(work: Work, order_ids: Sequence[OrderId]) -> None:
    lines = select(OrderLine.id).where(among(OrderLine.order_id, order_ids, work.connection))
    tasks = select(PickLine.task_id).where(PickLine.order_line_id.in_(lines))
    work.connection.execute(
        select(PickTask.id)
        .where(PickTask.id.in_(tasks), PickTask.status.in_(UNFINISHED))
        .order_by(PickTask.id)
        .with_for_update()
    )


def _give_back(work: Work, lines: Sequence[Any], placed: Sequence[Any], why: str) -> Cancelled:
    """Move every unit the lines hold to where it belongs now."""
    held = {row.line_id: row for row in lines if row.reserved}
    soft = {line_id: row.reserved for line_id, row in held.items()}
    movements: list[Movement] = []
    staging = staging_shelf(work) if any(row.picked for row in placed) else None
    for row in placed:
        product = ProductId(held[row.line_id].product_id)
        untouched = row.quantity - row.picked
        soft[row.line_id] -= row.picked
        if untouched:
            movements.append(_unallocate(row, product, untouched, why))
        if row.picked and staging is not None:
            movements.append(_intercept(row, product, staging, why))
    for line_id, units in soft.items():
        if units:
            product = ProductId(held[line_id].product_id)
            line = OrderLineId(line_id)
            release = MovementKind.RELEASE
            movements.append(Movement(release, product, units, order_line_id=line, reason=why))
    lower(work, {OrderLineId(line_id): row.reserved for line_id, row in held.items()})
    post(work, movements)
    return Cancelled(sum(soft.values()), sum(row.picked for row in placed))


def _unallocate(row: Any, product: ProductId, units: int, why: str) -> Movement:
    shelf = ShelfId(row.shelf_id)
    return Movement(
        MovementKind.UNALLOCATE,
        product,
        units,
        LotId(row.lot_id),
        shelf,
        StockState.ALLOCATED,
        shelf,
        StockState.FREE,
        order_line_id=OrderLineId(row.line_id),
        reason=why,
    )


def _intercept(row: Any, product: ProductId, staging: ShelfId, why: str) -> Movement:
    """Picked units: while they are in the picker's hands the books have them on the shelf."""
    shelf = staging if row.status is PickTaskStatus.PICKED else ShelfId(row.shelf_id)
    return Movement(
        MovementKind.INTERCEPT,
        product,
        row.picked,
        LotId(row.lot_id),
        shelf,
        StockState.ALLOCATED,
        staging,
        StockState.BLOCKED,
        order_line_id=OrderLineId(row.line_id),
        reason=why,
        to_condition=StockCondition.TO_PUT_BACK,
    )


def _cut_tasks(work: Work, placed: Sequence[Any]) -> None:
    """The lines ask for nothing any more; a task without any other line ends.

    Its fence is counted up: whoever picks it for other orders too is told at the next scan.
    """
    if not placed:
        return
    work.connection.execute(
        update(PickLine)
        .where(among(PickLine.id, [row.pick_line_id for row in placed], work.connection))
        .values(quantity=0, picked=0, sorted=0)
    )
    touched = sorted({row.task_id for row in placed if row.status in UNFINISHED})
    if not touched:
        return
    work.connection.execute(
        update(PickTask)
        .where(among(PickTask.id, touched, work.connection))
        .values(sheet_version=PickTask.sheet_version + 1, fence=PickTask.fence + 1)
    )
    asks = (
        select(PickLine.id).where(PickLine.task_id == PickTask.id, PickLine.quantity > 0).exists()
    )
    work.connection.execute(
        update(PickTask)
        .where(among(PickTask.id, touched, work.connection), ~asks)
        .values(
            status=PickTaskStatus.CANCELLED,
            finished_at=work.now,
            holder_station_id=None,
            holder_person_id=None,
            lease_until=None,
        )
    )


_HERE = (
    ParcelStatus.OPEN,
    ParcelStatus.TO_INSPECT,
    ParcelStatus.PACKED,
    ParcelStatus.BOUND,
    ParcelStatus.STOPPED,
)
_LIVE = (WaybillState.ALLOCATED, WaybillState.PRINTED, WaybillState.BOUND)


def _cancel_parcels(work: Work, order_ids: Sequence[OrderId]) -> None:
    """The parcels go nowhere; their numbers are void, printed or not: none becomes free again."""
    parcels = list(
        work.connection.scalars(
            update(Parcel)
            .where(among(Parcel.order_id, order_ids, work.connection), Parcel.status.in_(_HERE))
            .values(
                status=ParcelStatus.CANCELLED,
                holder_station_id=None,
                holder_person_id=None,
                lease_until=None,
            )
            .returning(Parcel.id)
        )
    )
    if parcels:
        call_off(work, parcels)
        work.connection.execute(
            update(WaybillNumber)
            .where(WaybillNumber.parcel_id.in_(parcels), WaybillNumber.state.in_(_LIVE))
            .values(state=WaybillState.VOID, changed_at=work.now)
        )

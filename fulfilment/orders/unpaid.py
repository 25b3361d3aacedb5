"""Unpaid orders: what they hold is kept for a while, then the order ends and its stock is free."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from db.schema.orders import Order
from fulfilment.house import Actor, House, Work
from fulfilment.locks import LockedOrder
from fulfilment.orders.cancelling import Occasion, cancel_locked
from procedure.effects import Refused
from procedure.ids import OrderId
from procedure.permissions import UseCase
from procedure.words import OrderStatus

CHUNK = 200


@dataclass(frozen=True, slots=True)
class Expired:
    """Orders that were not paid in time.

    Attributes:
        orders: Cancelled now, oldest first.
        released: Units available again.
    """

    orders: tuple[OrderId, ...] = ()
    released: int = 0


def expire_unpaid(house: House, actor: Actor) -> Expired | Refused:
    """Cancel orders that wait for payment longer than the policy allows, and release their stock.

    Chunk by chunk, oldest first; a payment that comes at the same moment is before or after.

    Raises:
        CannotNow: The database cannot be written now; earlier chunks stay cancelled.
    """
    total = Expired()
    while True:
        result = house.run(actor, UseCase.CANCEL_ORDER, _expire)
        if isinstance(result, Refused):
            return result
        total = Expired(total.orders + result.orders, total.released + result.released)
        if len(result.orders) < CHUNK:
            return total


def _expire(work: Work) -> Expired:
    limit = work.now - timedelta(hours=work.house.order_policy.unpaid_hours)
    rows = work.connection.execute(
        select(Order.id, Order.order_no, Order.status, Order.open_holds)
        .where(
            Order.warehouse_id == work.warehouse_id,
            Order.status == OrderStatus.AWAITING_PAYMENT,
            Order.received_at < limit,
        )
        .order_by(Order.id)
        .limit(CHUNK)
        .with_for_update()
    ).all()
    orders = [LockedOrder(OrderId(r.id), r.order_no, r.status, r.open_holds) for r in rows]
    if not orders:
        return Expired()
    done = cancel_locked(work, orders, Occasion("unpaid"))
    return Expired(tuple(order.id for order in orders), done.released)

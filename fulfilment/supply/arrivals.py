"""Goods arrived: requests are followed to their end, and waiting orders are tried again.

References:
    clauses 3.2.1a, 6.1.1a.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import and_, bindparam, exists, select, update

from db.errors import CannotNow
from db.schema.orders import Order, OrderLine
from db.schema.purchasing import Replenishment, ReplenishmentNeed, Shortage
from db.schema.stock import Stock
from fulfilment.house import SYSTEM, House, Work
from fulfilment.release.reservation import Released, release_orders
from fulfilment.supply import purchase_receipt
from fulfilment.supply.replenishment import Request, change_needs, lock_products, open_requests
from procedure.effects import Refused
from procedure.ids import OrderId, OrderLineId, ProductId
from procedure.words import OrderStatus, ReplenishmentSource, ReplenishmentStatus

WAITING = (OrderStatus.BACKORDERED, OrderStatus.PARTLY_SHIPPED)
MOST_AT_ONCE = 500
"""Orders that are tried again in one go."""


def goods_arrived(
    work: Work,
    source: ReplenishmentSource,
    units: Mapping[ProductId, int],
    po_no: str = "",
) -> None:
    """Good units came in from outside, or from a reserve shelf to a picking shelf.

    Called inside the receipt and the move. The orders that wait for these goods are tried again
    after the commit, by `retry_waiting`: a receipt never waits for a release.

    Args:
        po_no: The purchase order they came with, or "".

    Raises:
        Refuse: The purchase order is not known, not sent, closed, or asks for less than came.
    """
    if not units:
        return
    products = sorted(units)
    lock_products(work, products)
    if po_no:
        purchase_receipt.book(work, po_no, units)
    requests = [r for r in open_requests(work, products).values() if r.source is source]
    served = {r.id: min(r.outstanding, units[r.product_id]) for r in requests}
    _count(work, [r for r in requests if served[r.id]], served)
    _serve(work, served)


def _count(work: Work, requests: Sequence[Request], served: Mapping[int, int]) -> None:
    if not requests:
        return
    rows = []
    for request in requests:
        arrived = request.arrived + served[request.id]
        done = arrived >= request.quantity
        rows.append(
            {
                "the_id": request.id,
                "units": arrived,
                "now": ReplenishmentStatus.DONE if done else request.status,
                "closed": work.now if done else None,
            }
        )
    work.connection.execute(
        update(Replenishment)
        .where(Replenishment.id == bindparam("the_id"))
        .values(arrived=bindparam("units"), status=bindparam("now"), closed_at=bindparam("closed")),
        rows,
    )


def _serve(work: Work, served: Mapping[int, int]) -> None:
    """What came is for the oldest promise first; who gets it is decided by the release."""
    left = dict(served)
    changed = {}
    for need in _needs_by_promise(work, list(served)):
        given = min(need.quantity, left[need.replenishment_id])
        if given:
            left[need.replenishment_id] -= given
            key = (need.replenishment_id, OrderLineId(need.order_line_id))
            changed[key] = need.quantity - given
    change_needs(work, changed)


def _needs_by_promise(work: Work, request_ids: Sequence[int]) -> Sequence[Any]:
    return work.connection.execute(
        select(ReplenishmentNeed.__table__)
        .join(OrderLine, OrderLine.id == ReplenishmentNeed.order_line_id)
        .join(Order, Order.id == OrderLine.order_id)
        .where(ReplenishmentNeed.replenishment_id.in_(request_ids))
        .order_by(*_oldest_promise_first(), OrderLine.line_no)
    ).all()


def _oldest_promise_first() -> tuple[Any, ...]:
    """An order without a promised day comes after those with one."""
    return (Order.ship_by.is_(None), Order.ship_by, Order.received_at, Order.id)


def retry_waiting(
    house: House, product_ids: Sequence[ProductId] | None = None, most: int = MOST_AT_ONCE
) -> Released:
    """Release the orders that wait for stock once more, oldest promise first.

    Called after goods arrived, with their products; and from time to time without, for what came
    free otherwise: a part that left, goods that came while the first part was on its way. The
    system does it: whoever receives goods needs no right to release orders.

    Args:
        most: Orders that are tried.

    Raises:
        CannotNow: The database cannot be read or written now.
    """
    orders = waiting_orders(house, product_ids, most)
    if not orders:
        return Released()
    result = release_orders(house, SYSTEM, orders)
    assert not isinstance(result, Refused), "the system may release"
    return result


def try_waiting(house: House, *product_ids: ProductId) -> None:
    """The same right after a receipt or a move, which is booked whatever comes of this."""
    with suppress(CannotNow):  # from time to time everybody who waits is tried anyway
        retry_waiting(house, product_ids)


def waiting_orders(
    house: House, product_ids: Sequence[ProductId] | None = None, most: int = MOST_AT_ONCE
) -> tuple[OrderId, ...]:
    """Orders that wait for one of these products, or for any that is there; none that is held.

    Raises:
        CannotNow: The database is away.
    """
    if product_ids is not None and not product_ids:
        return ()
    condition = _something_is_there() if product_ids is None else _waits_for(product_ids)
    with house.database.read() as connection:
        rows = connection.scalars(
            select(Order.id)
            .where(
                Order.warehouse_id == house.place.warehouse_id,
                Order.status.in_(WAITING),
                Order.open_holds == 0,
                condition,
            )
            .order_by(*_oldest_promise_first())
            .limit(most)
        ).all()
    return tuple(OrderId(id_) for id_ in rows)


def _waits_for(product_ids: Sequence[ProductId]) -> Any:
    return exists().where(
        OrderLine.order_id == Order.id,
        OrderLine.product_id.in_(product_ids),
        OrderLine.quantity > OrderLine.cancelled + OrderLine.shipped,
    )


def _something_is_there() -> Any:
    """A product the order lacks is there again, or it lacks only a walk to its goods."""
    short = and_(Shortage.order_id == Order.id, Shortage.settled_at.is_(None))
    there = exists().where(
        short,
        Stock.product_id == Shortage.product_id,
        Stock.warehouse_id == Order.warehouse_id,
        Stock.available > 0,
    )
    return there | ~exists().where(short)

"""Locks on single orders, taken before a use case decides."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from db.schema.orders import Order
from fulfilment.house import Refuse, Work
from procedure.ids import OrderId
from procedure.verdicts import VerdictKind
from procedure.words import OrderStatus


@dataclass(frozen=True, slots=True)
class LockedOrder:
    """The order row a use case holds a lock on."""

    id: OrderId
    order_no: str
    status: OrderStatus
    open_holds: int


def locked_order(work: Work, order_id: OrderId) -> LockedOrder:
    """Lock one order until the transaction ends.

    Raises:
        Refuse: There is no such order.
    """
    row = work.connection.execute(
        select(Order.id, Order.order_no, Order.status, Order.open_holds)
        .where(Order.id == order_id)
        .with_for_update()
    ).first()
    if row is None:
        raise Refuse(VerdictKind.ORDER_NOT_FOUND)
    return LockedOrder(OrderId(row.id), row.order_no, row.status, row.open_holds)

"""The refusal of everything that belongs to an order which may not go on: what happened to it."""

from __future__ import annotations

from fulfilment.house import Refuse
from procedure.verdicts import VerdictKind
from procedure.words import OrderStatus


def order_stopped(order_no: str, status: OrderStatus, open_holds: int) -> Refuse:
    """`ORDER_STOPPED` with `why`: it was cancelled, or it is held.

    What is neither was stopped in another way, for example by its parcel; then no `why` is said.
    """
    if status is OrderStatus.CANCELLED:
        return Refuse(VerdictKind.ORDER_STOPPED, order_no=order_no, why="cancelled")
    if open_holds:
        return Refuse(VerdictKind.ORDER_STOPPED, order_no=order_no, why="held")
    return Refuse(VerdictKind.ORDER_STOPPED, order_no=order_no)

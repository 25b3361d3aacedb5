"""Who holds this? The orders that units are kept for, named for a person (3.2.1b)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select

from db.holdings import UNFINISHED
from db.schema.orders import Order, OrderLine
from db.schema.picking import PickLine, PickTask
from db.schema.stock import Reservation
from fulfilment.house import Work
from procedure.ids import LotId, ProductId, ShelfId
from procedure.words import PickTaskStatus, ShelfKind

NAMED = 3
"""Orders named in one sentence; of more it says that there are more."""


def kept_for(work: Work, shelf_id: ShelfId, kind: ShelfKind, lot_id: LotId) -> str:
    """The numbers of the orders that allocated units of a lot on a shelf are kept for."""
    lines = (
        select(PickLine.order_line_id)
        .join(PickTask, PickTask.id == PickLine.task_id)
        .join(Reservation, Reservation.order_line_id == PickLine.order_line_id)
        .where(PickLine.lot_id == lot_id, PickLine.quantity > 0, Reservation.quantity > 0)
    )
    if kind is ShelfKind.STAGING:
        lines = lines.where(PickTask.status == PickTaskStatus.PICKED)
    else:
        lines = lines.where(PickLine.shelf_id == shelf_id, PickTask.status.in_(UNFINISHED))
    return _orders(work, OrderLine.id.in_(lines))


def promised_to(work: Work, product_id: ProductId) -> str:
    """The numbers of the orders that a product's reserved units are promised to."""
    lines = select(Reservation.order_line_id).where(
        Reservation.product_id == product_id,
        Reservation.warehouse_id == work.warehouse_id,
        Reservation.quantity > 0,
    )
    return _orders(work, OrderLine.id.in_(lines))


def _orders(work: Work, lines: ColumnElement[bool]) -> str:
    numbers = work.connection.scalars(
        select(Order.order_no)
        .join(OrderLine, OrderLine.order_id == Order.id)
        .where(lines)
        .distinct()
        .order_by(Order.order_no)
        .limit(NAMED + 1)
    ).all()
    return _listed(numbers)


def _listed(numbers: Sequence[str]) -> str:
    """Order numbers as a sentence names them.

    Examples:
        >>> _listed(["1", "2", "3", "4"])
        '1, 2, 3 …'
    """
    return ", ".join(numbers[:NAMED]) + (" …" if len(numbers) > NAMED else "")

"""What order lines hold of the stock: one description, for those who give and those who ask.

The release reads it to know what a line still needs; "who holds this?" reads it to name the
holder of every frozen unit (3.2.1b). Both see the same, because both ask the same.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, func, select

from db.schema.orders import OrderLine
from db.schema.picking import PickLine, PickTask
from db.schema.stock import Reservation
from procedure.words import PickTaskStatus

UNFINISHED = (PickTaskStatus.OPEN, PickTaskStatus.PICKING)
"""A task whose goods stand on their shelves still, or in the picker's hands."""
_PLACED = (*UNFINISHED, PickTaskStatus.PICKED)

OPEN_UNITS = OrderLine.quantity - OrderLine.cancelled - OrderLine.shipped
"""Units of a line that are neither cancelled nor shipped."""


def line_holdings() -> Select[*tuple[Any, ...]]:
    """Every order line with what it holds.

    Columns: `line_id`, `order_id`, `line_no`, `product_id`, `units` (still to be shipped),
    `reserved` (None where nothing ever was), `since`, `placed` (the part of `reserved` that is
    allocated to shelf and lot, or stands at staging already).
    """
    placed = (
        select(func.coalesce(func.sum(PickLine.quantity), 0))
        .join(PickTask, PickTask.id == PickLine.task_id)
        .where(PickLine.order_line_id == OrderLine.id, PickTask.status.in_(_PLACED))
        .correlate(OrderLine)
        .scalar_subquery()
    )
    return select(
        OrderLine.id.label("line_id"),
        OrderLine.order_id,
        OrderLine.line_no,
        OrderLine.product_id,
        OPEN_UNITS.label("units"),
        Reservation.quantity.label("reserved"),
        Reservation.created_at.label("since"),
        (placed - OrderLine.shipped).label("placed"),
    ).outerjoin(Reservation, Reservation.order_line_id == OrderLine.id)


def placed_units() -> Select[*tuple[Any, ...]]:
    """Every part of a holding that has a place: on its shelf, or picked.

    Columns: `line_id`, `pick_line_id`, `task_id`, `shelf_id`, `lot_id`, `quantity`, `picked`,
    `status` of the task; from `pick_line` joined with `pick_task`.
    """
    return (
        select(
            PickLine.order_line_id.label("line_id"),
            PickLine.id.label("pick_line_id"),
            PickLine.task_id,
            PickLine.shelf_id,
            PickLine.lot_id,
            PickLine.quantity,
            PickLine.picked,
            PickTask.status,
        )
        .join(
            PickTask,
            and_(PickTask.id == PickLine.task_id, PickTask.status.in_(_PLACED)),
        )
        .where(PickLine.quantity > 0)
    )

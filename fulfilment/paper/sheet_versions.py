"""Which version of a pick sheet holds: a task that changes makes its printed sheets old.

References:
    Clause 3.2.2b: a sheet that is out of date is refused when it is scanned.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, select, update

from db.schema.orders import OrderLine
from db.schema.picking import PickLine, PickTask
from fulfilment.house import Work
from procedure.ids import PickTaskId
from procedure.words import PickTaskStatus

_STILL_TO_PICK = (PickTaskStatus.OPEN, PickTaskStatus.PICKING)


def outdate_sheet(work: Work, task_id: PickTaskId) -> None:
    """The task's lines changed: what was printed of it is refused from now on."""
    _count_up(work, PickTask.id == task_id)


def outdate_sheets(work: Work, task_ids: Collection[int]) -> None:
    """The same for several tasks."""
    _count_up(work, PickTask.id.in_(task_ids))


def outdate_shared_sheets(work: Work, order_ids: Collection[int]) -> None:
    """Orders were stopped, go on or were cancelled: the sheets they share with others are old.

    An order's own sheet needs no new version: it is refused by the order's own state, and is as
    right as before when that changes back.
    """
    theirs = (
        select(PickLine.task_id)
        .join(OrderLine, OrderLine.id == PickLine.order_line_id)
        .where(OrderLine.order_id.in_(order_ids))
    )
    _count_up(work, PickTask.order_id.is_(None) & PickTask.id.in_(theirs))


def _count_up(work: Work, which: ColumnElement[bool]) -> None:
    work.connection.execute(
        update(PickTask)
        .where(which, PickTask.status.in_(_STILL_TO_PICK))
        .values(sheet_version=PickTask.sheet_version + 1)
    )

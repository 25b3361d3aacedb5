"""Shelves that should be empty and are not: a picker saw it, a count finds out what lies there.

The picker's word is kept with the finished task; the count is opened afterwards, as soon as
nobody picks from the shelf.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select, update

from db.schema.outbox import Outbox
from fulfilment.house import Actor, House, Work
from fulfilment.notices import Notice, NoticeKind, enqueue
from fulfilment.stock.counting import open_count
from procedure.effects import Refused
from procedure.ids import PickTaskId
from procedure.permissions import UseCase
from procedure.verdicts import VerdictKind

REASON = "a picker found goods on a shelf that the books call empty"
AGAIN = timedelta(minutes=5)
"""When a shelf that is being picked is looked at again."""

MOST = 50
"""Shelves that are looked at in one turn."""


@dataclass(frozen=True, slots=True)
class ShelvesToCount:
    """Counts that were opened.

    Attributes:
        counts: Their numbers.
    """

    counts: tuple[str, ...] = ()


def report_not_empty(work: Work, task_id: PickTaskId, shelves: Sequence[str]) -> None:
    """Remember that these shelves are not as empty as the books say."""
    enqueue(
        work,
        [
            Notice(NoticeKind.ZERO_CHECK, None, {"shelf": shelf}, f"{task_id}:{shelf}")
            for shelf in dict.fromkeys(shelves)
        ],
    )


def count_reported(house: House, actor: Actor) -> ShelvesToCount:
    """Open a blind count for every shelf that a picker reported; each once.

    A shelf that is being picked waits; one that is in a count already needs no other.

    Raises:
        CannotNow: The database cannot be written now; counts opened before stay open.
    """
    with house.database.read() as connection:
        due = connection.execute(
            select(Outbox.id, Outbox.params)
            .where(
                Outbox.done_at.is_(None),
                Outbox.due_at <= house.clock(),
                Outbox.kind == NoticeKind.ZERO_CHECK.value,
            )
            .order_by(Outbox.id)
            .limit(MOST)
        ).all()
    opened: list[str] = []
    for row in due:  # a count is a transaction of its own: one shelf never stops another
        result = open_count(house, actor, [row.params["shelf"]], blind=True, reason=REASON)
        if not isinstance(result, Refused):
            opened.append(result.count_no)
        is_later = isinstance(result, Refused) and (
            result.verdict.kind is VerdictKind.SHELF_IN_PICKING
        )
        _settle(house, actor, row.id, is_later)
    return ShelvesToCount(tuple(opened))


def _settle(house: House, actor: Actor, notice_id: int, is_later: bool) -> None:
    def body(work: Work) -> None:
        when = {"due_at": work.now + AGAIN} if is_later else {"done_at": work.now}
        work.connection.execute(update(Outbox).where(Outbox.id == notice_id).values(**when))

    house.run(actor, UseCase.COUNT_STOCK, body)

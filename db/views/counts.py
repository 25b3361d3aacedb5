"""Stock counts for their list, paged by key, and what one needs to begin another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, case, func, select
from sqlalchemy.orm import aliased

from db.schema.counting import StockCount, StockCountLine
from db.schema.people import Person
from db.schema.stock import Shelf
from procedure.ids import WarehouseId
from procedure.words import CountStatus, ShelfKind


@dataclass(frozen=True, slots=True)
class CountRow:
    """A count in the list.

    Attributes:
        lines: Lots on shelves it is about.
        counted: Of these, how many somebody has looked at.
        differences: Of these, how many differ from the books; None while it is open: a blind
            count's list must not tell what its sheet hides.
        created_by, closed_by: Names; empty for the system itself.
    """

    count_id: int
    count_no: str
    status: CountStatus
    blind: bool
    reason: str
    lines: int
    counted: int
    differences: int | None
    created_by: str
    created_at: datetime
    closed_by: str
    closed_at: datetime | None


_Opener, _Closer = aliased(Person), aliased(Person)
_DIFFERS = and_(
    StockCountLine.counted.is_not(None), StockCountLine.counted != StockCountLine.expected
)


def count_page(
    connection: Connection,
    warehouse: WarehouseId,
    status: CountStatus | None,
    text: str,
    before: int | None,
    limit: int,
) -> tuple[tuple[CountRow, ...], int | None]:
    """Counts, newest first, and where the next page begins.

    Args:
        status: Only counts of this status; None for all.
        text: Part of a count's number or reason; empty for all.
        before: Only counts before this one; None for the newest.
    """
    conditions: list[Any] = [StockCount.warehouse_id == warehouse]
    if status is not None:
        conditions.append(StockCount.status == status)
    if text:
        conditions.append(
            StockCount.count_no.icontains(text, autoescape=True)
            | StockCount.reason.icontains(text, autoescape=True)
        )
    if before is not None:
        conditions.append(StockCount.id < before)
    ids = (
        select(StockCount.id)
        .where(*conditions)
        .order_by(StockCount.id.desc())
        .limit(limit + 1)
        .subquery()
    )
    sums = (
        select(
            StockCountLine.count_id,
            func.count().label("lines"),
            func.count(StockCountLine.counted).label("counted"),
            func.sum(case((_DIFFERS, 1), else_=0)).label("differences"),
        )
        .where(StockCountLine.count_id.in_(select(ids.c.id)))
        .group_by(StockCountLine.count_id)
        .subquery()
    )
    rows = connection.execute(
        select(
            StockCount.__table__,
            sums.c.lines,
            sums.c.counted,
            sums.c.differences,
            _Opener.name.label("opener"),
            _Closer.name.label("closer"),
        )
        .join(ids, ids.c.id == StockCount.id)
        .outerjoin(sums, sums.c.count_id == StockCount.id)
        .outerjoin(_Opener, _Opener.id == StockCount.created_by)
        .outerjoin(_Closer, _Closer.id == StockCount.closed_by)
        .order_by(StockCount.id.desc())
    ).all()
    shown = tuple(_row(row) for row in rows[:limit])
    return shown, shown[-1].count_id if len(rows) > limit else None


def _row(row: Any) -> CountRow:
    closed = row.status is CountStatus.CLOSED
    return CountRow(
        count_id=row.id,
        count_no=row.count_no,
        status=row.status,
        blind=row.blind,
        reason=row.reason,
        lines=int(row.lines or 0),
        counted=int(row.counted or 0),
        differences=int(row.differences or 0) if closed else None,
        created_by=row.opener or "",
        created_at=row.created_at,
        closed_by=row.closer or "",
        closed_at=row.closed_at,
    )


def count_numbers(connection: Connection, warehouse: WarehouseId) -> dict[CountStatus, int]:
    """How many counts there are of each status."""
    rows = connection.execute(
        select(StockCount.status, func.count())
        .where(StockCount.warehouse_id == warehouse)
        .group_by(StockCount.status)
    )
    return {status: int(number) for status, number in rows}


def count_mark(connection: Connection, count_id: int) -> tuple[Any, ...]:
    """A cheap mark that differs when anything about one count changed."""
    status = connection.scalar(select(StockCount.status).where(StockCount.id == count_id))
    row = connection.execute(
        select(
            func.count(),
            func.count(StockCountLine.counted),
            func.sum(StockCountLine.counted),
            func.max(StockCountLine.counted_at),
        ).where(StockCountLine.count_id == count_id)
    ).one()
    return (status, *row)


def countable_zones(connection: Connection, warehouse: WarehouseId) -> tuple[tuple[str, int], ...]:
    """Zones and how many of their shelves can be counted now."""
    rows = connection.execute(
        select(Shelf.zone, func.count())
        .where(*_countable(warehouse))
        .group_by(Shelf.zone)
        .order_by(Shelf.zone)
    )
    return tuple((zone, int(shelves)) for zone, shelves in rows)


def countable_shelves(connection: Connection, warehouse: WarehouseId, zone: str) -> tuple[str, ...]:
    """Shelves of a zone that can be counted now, in walking order."""
    rows = connection.scalars(
        select(Shelf.code)
        .where(*_countable(warehouse), Shelf.zone == zone)
        .order_by(Shelf.walk_key, Shelf.id)
    )
    return tuple(rows)


def _countable(warehouse: WarehouseId) -> list[Any]:
    return [
        Shelf.warehouse_id == warehouse,
        Shelf.active,
        Shelf.count_id.is_(None),
        Shelf.kind != ShelfKind.STAGING,
    ]

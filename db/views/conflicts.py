"""Scans that came under a known id with other content, and were not settled yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from db.schema.people import Person, Station
from db.schema.station import ScanConflict

MOST = 100
"""Conflicts that are listed; there should be none."""


@dataclass(frozen=True, slots=True)
class OpenConflict:
    """A conflict nobody has looked at.

    Attributes:
        key: What was scanned; a badge's stand-in for a badge.
        seq: The entry in the station's journal that it differs from.
        person: Who was signed in, or "".
    """

    conflict_id: int
    at: datetime
    station: str
    person: str
    key: str
    seq: int


def open_conflicts(connection: Connection) -> tuple[OpenConflict, ...]:
    """The oldest open conflicts."""
    rows = connection.execute(
        select(
            ScanConflict.id,
            ScanConflict.at,
            ScanConflict.key,
            ScanConflict.seq,
            Station.name.label("station"),
            Person.name.label("person"),
        )
        .join(Station, Station.id == ScanConflict.station_id)
        .outerjoin(Person, Person.id == ScanConflict.person_id)
        .where(ScanConflict.settled_at.is_(None))
        .order_by(ScanConflict.id)
        .limit(MOST)
    )
    return tuple(
        OpenConflict(row.id, row.at, row.station, row.person or "", row.key, row.seq)
        for row in rows
    )


def count_open_conflicts(connection: Connection) -> int:
    """How many conflicts nobody has looked at."""
    count = select(func.count()).select_from(ScanConflict).where(ScanConflict.settled_at.is_(None))
    return int(connection.scalar(count) or 0)

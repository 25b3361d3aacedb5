"""Which stations there are, and how far the centre knows their journals."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from db.schema.people import Station
from db.schema.station import ScanEvent
from procedure.ids import StationId
from procedure.words import Screen


@dataclass(frozen=True, slots=True)
class Seat:
    """A station a program can work as."""

    station_id: StationId
    name: str
    home: Screen | None


def seats(connection: Connection) -> tuple[Seat, ...]:
    """All active stations, in the order in which they were set up."""
    rows = connection.execute(
        select(Station.id, Station.name, Station.home_screen)
        .where(Station.active)
        .order_by(Station.id)
    )
    return tuple(Seat(StationId(row.id), row.name, row.home_screen) for row in rows)


def highest_seq(connection: Connection, station_id: StationId) -> int:
    """The newest scan of a station that the centre has, 0 for none."""
    newest = connection.scalar(
        select(func.max(ScanEvent.seq)).where(ScanEvent.station_id == station_id)
    )
    return int(newest or 0)

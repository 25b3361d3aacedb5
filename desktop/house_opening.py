"""Opening the house and its station, off the main thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from db.engine import sqlite_url
from db.errors import CannotNow, Trouble
from db.journal import Journal
from db.opening import identity_of, open_database
from db.schema.people import Station as StationTable
from db.schema.station import ScanEvent
from fulfilment.catalogue import ProductCatalogue
from fulfilment.house import Clock, House, open_house, utc_now
from fulfilment.print_jobs import Printed, print_due
from fulfilment.station import Station
from printing.printers.file import FilePrinter
from procedure.ids import StationId
from procedure.words import Screen


@dataclass(frozen=True, slots=True)
class Seat:
    """Which station this program works as."""

    station_id: StationId
    name: str
    home: Screen


@dataclass(frozen=True, slots=True)
class Opened:
    """The house, open, and the seat in it."""

    house: House
    seat: Seat
    folder: Path


def open_seat(
    folder: Path, url: str | None, station: str | None, clock: Clock = utc_now
) -> Opened:
    """Open the database and find the station.

    Args:
        folder: This account's data folder: SQLite file, journals, printed paper.
        url: A database server; the folder's SQLite file where None.
        station: Name of the station; the first packing bench where None.

    Raises:
        CannotNow: The database is away, foreign, newer, or has no warehouse or station yet.
    """
    folder.mkdir(parents=True, exist_ok=True)
    database = open_database(url or sqlite_url(folder / "packbench.sqlite"), upgrade=url is None)
    try:
        house = open_house(database, f"window {station or ''}".strip(), clock)
    except CannotNow:
        database.close()
        raise
    return Opened(house, _seat(house, station), folder)


def _seat(house: House, name: str | None) -> Seat:
    with house.database.read() as connection:
        rows = connection.execute(
            select(StationTable.id, StationTable.name, StationTable.home_screen)
            .where(StationTable.active)
            .order_by(StationTable.id)
        ).all()
    if name is not None:
        rows = [row for row in rows if row.name == name]
    preferred = [row for row in rows if row.home_screen is Screen.PACK] or rows
    if not preferred:
        raise CannotNow(Trouble.NO_STATION, {"name": name or ""})
    row = preferred[0]
    return Seat(StationId(row.id), row.name, row.home_screen or Screen.PACK)


def station_maker(opened: Opened) -> Callable[[], Station]:
    """What makes the station, in the thread that will own its journal."""

    def make() -> Station:
        house, seat = opened.house, opened.seat
        identity = identity_of(house.database)
        path = opened.folder / "journals" / f"station-{seat.station_id}.journal"
        path.parent.mkdir(exist_ok=True)
        journal = Journal.open(path, identity.database_id, identity.epoch, seat.station_id)
        known = _highest_seq(house, seat.station_id)
        if journal.epoch != identity.epoch:
            journal.resynchronise(identity.epoch, known)
        journal.start_after(known)
        catalogue = ProductCatalogue(house.database)
        catalogue.load()
        return Station(house, journal, catalogue, seat.station_id, seat.home)

    return make


def _highest_seq(house: House, station_id: StationId) -> int:
    with house.database.read() as connection:
        return int(
            connection.scalar(
                select(func.max(ScanEvent.seq)).where(ScanEvent.station_id == station_id)
            )
            or 0
        )


def paper_sender(opened: Opened) -> Callable[[Station], tuple[Printed, ...]]:
    """What sends intended paper: into the data folder's `printed`."""
    printer = FilePrinter(opened.folder / "printed")

    def send(station: Station) -> tuple[Printed, ...]:
        if station.operator is None:
            return ()
        return print_due(opened.house, station.operator, station.station_id, printer)

    return send

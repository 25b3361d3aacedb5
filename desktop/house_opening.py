"""Opening the house and its station, off the main thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from db.engine import sqlite_url
from db.errors import CannotNow, Trouble
from db.journal_file import sorted_disk_troubles
from db.opening import open_database
from db.views.seats import Seat, seats
from fulfilment.house import Actor, Clock, House, open_house, utc_now
from fulfilment.paper.print_jobs import Look, Printed, paper_waits, print_due
from fulfilment.paper.station_printers import bindings, ways_of
from fulfilment.station.opening import open_station
from fulfilment.station.station import Station
from procedure.words import Screen


@dataclass(frozen=True, slots=True)
class Opened:
    """The house, open, and the seat in it."""

    house: House
    seat: Seat
    folder: Path

    @property
    def printed(self) -> Path:
        """Where paper goes that is bound to no printer."""
        return self.folder / "printed"


def open_seat(folder: Path, url: str | None, station: str | None, clock: Clock = utc_now) -> Opened:
    """Open the database and find the station.

    Args:
        folder: This account's data folder: SQLite file, journals, printed paper.
        url: A database server; the folder's SQLite file where None.
        station: Name of the station; the first packing bench where None.

    Raises:
        CannotNow: The database is away, foreign, newer, or has no warehouse or station yet; the
            folder cannot be made.
    """
    with sorted_disk_troubles(folder):
        folder.mkdir(parents=True, exist_ok=True)
    database = open_database(url or sqlite_url(folder / "packbench.sqlite"), upgrade=url is None)
    try:
        house = open_house(database, f"window {station or ''}".strip(), clock)
    except BaseException:
        database.close()  # nobody else has it
        raise
    try:
        return Opened(house, _seat(house, station), folder)
    except BaseException:
        house.close()
        raise


def _seat(house: House, name: str | None) -> Seat:
    with house.database.read() as connection:
        there = seats(connection)
    if name is not None:
        there = tuple(seat for seat in there if seat.name == name)
    packing = [seat for seat in there if seat.home is Screen.PACK]
    if not there:
        raise CannotNow(Trouble.NO_STATION, {"name": name or ""})
    return packing[0] if packing else there[0]


def station_maker(opened: Opened) -> Callable[[], Station]:
    """What makes the station, in the thread that will own its journal."""

    return lambda: open_station(opened.house, opened.seat, opened.folder)


def paper_sender(opened: Opened, language: str = "en") -> Callable[[Actor], tuple[Printed, ...]]:
    """What sends intended paper to the station's printers; without one into the data folder.

    Args:
        language: Of the headings on pick sheets; what the screens speak.
    """
    look = Look(language)
    house, station_id = opened.house, opened.seat.station_id

    def send(actor: Actor) -> tuple[Printed, ...]:
        ways = ways_of(bindings(house, station_id), opened.printed)
        return print_due(house, actor, station_id, ways, look)

    return send


def paper_finder(opened: Opened, found: Callable[[Actor], None]) -> Callable[[Station], None]:
    """What looks whether paper is intended, and says so in the name of who works there.

    Raises (when called):
        CannotNow: The database is away.
    """

    def look(station: Station) -> None:
        if station.operator is not None and paper_waits(opened.house, station.station_id):
            found(station.operator)

    return look

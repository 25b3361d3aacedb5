"""A station of this machine is opened: its journal found, joined to the centre's books."""

from __future__ import annotations

from pathlib import Path

from db.journal import Journal
from db.journal_file import sorted_disk_troubles
from db.opening import identity_of
from db.views.seats import Seat, highest_seq
from fulfilment.goods.catalogue import ProductCatalogue
from fulfilment.house import House
from fulfilment.station.station import Station
from procedure.gs1 import get_ready
from procedure.words import Screen


def open_station(
    house: House, seat: Seat, folder: Path, catalogue: ProductCatalogue | None = None
) -> Station:
    """The station of a seat, on its journal in the data folder's `journals`.

    Args:
        catalogue: Loaded already, where several stations of a program share one.

    Raises:
        CannotNow: The centre is away, another program works as this station, or its journal
            cannot be used; a `StationDiskTrouble` where the disk is at fault.

    Thread: the station belongs to the thread that calls this.
    """
    get_ready()
    identity = identity_of(house.database)
    if catalogue is None:
        catalogue = ProductCatalogue(house.database)
        catalogue.load()
    path = folder / "journals" / f"station-{seat.station_id}.journal"
    with sorted_disk_troubles(path.parent):
        path.parent.mkdir(exist_ok=True)
    journal = Journal.open(path, identity.database_id, identity.epoch, seat.station_id)
    try:
        with house.database.read() as connection:
            known = highest_seq(connection, seat.station_id)
        if journal.epoch != identity.epoch:
            journal.resynchronise(identity.epoch, known)
        journal.start_after(known)
    except BaseException:
        journal.close()  # who tries again must not find it in use
        raise
    return Station(house, journal, catalogue, seat.station_id, seat.home or Screen.PACK)

"""A bench for tests: a real station on a real journal file, scanned at by the simulated scanner."""

from __future__ import annotations

from pathlib import Path

from db.engine import Database
from db.journal import Journal
from db.opening import identity_of
from fulfilment.catalogue import ProductCatalogue
from fulfilment.house import House
from fulfilment.station import Shown, Station
from procedure.ids import StationId
from procedure.scans import RawScan
from procedure.verdicts import VerdictKind
from procedure.words import Screen
from scanner.reception import Reception
from scanner.simulator import SimulatedScanner, SteppingClock

PAUSE_MS = 3000
"""Between two scans: longer than every window."""


class Bench:
    """One station and the scanner beside it.

    Attributes:
        station: What is tested.
        shown: What it showed last.
    """

    def __init__(self, house: House, station_id: StationId, screen: Screen, folder: Path) -> None:
        self.journal = open_journal(house.database, station_id, folder)
        catalogue = ProductCatalogue(house.database)
        catalogue.load()
        self.station = Station(house, self.journal, catalogue, station_id, screen)
        self._clock = SteppingClock(house.clock())
        self._scanner = SimulatedScanner(reception=Reception(self._clock))
        self.shown = self.station.show()

    def read(self, text: str) -> RawScan:
        """What the scanner makes of a code, a while after the one before."""
        self._clock.go_on(PAUSE_MS)
        return self._scanner.scan(text)

    def scan(self, text: str) -> Shown:
        """Scan a code."""
        self.shown = self.station.scan(self.read(text))
        return self.shown

    def says(self, *texts: str) -> list[VerdictKind]:
        """The kinds of the verdicts on codes scanned one after the other."""
        kinds = []
        for text in texts:
            shown = self.scan(text)
            assert shown.verdict is not None
            kinds.append(shown.verdict.kind)
        return kinds

    def apply(self) -> Shown | None:
        """Apply what waits, as the worker does between scans; what stopped the station."""
        while len(self.station.waiting):
            shown = self.station.apply_next()
            if shown is not None:
                return shown
        return None


def open_journal(database: Database, station_id: StationId, folder: Path) -> Journal:
    """The journal of a station in a folder."""
    identity = identity_of(database)
    path = folder / f"{station_id}.journal"
    return Journal.open(path, identity.database_id, identity.epoch, station_id)

"""A bench for tests: a real station on a real journal file, scanned at by the simulated scanner."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from db.engine import Database
from db.journal import Journal
from db.journal_copy import copied_journal
from db.opening import identity_of
from db.schema.parcels import ParcelItem
from db.schema.station import ScanEvent
from fulfilment.goods.catalogue import ProductCatalogue
from fulfilment.house import House
from fulfilment.people import add_person
from fulfilment.station.replay import replay
from fulfilment.station.station import Shown, Station
from procedure.effects import Refused
from procedure.ids import OrderId, StationId
from procedure.scans import RawScan
from procedure.verdicts import VerdictKind
from procedure.words import Post, ScanSource, Screen
from scanner.reception import Reception
from scanner.simulator import SimulatedScanner, SteppingClock
from tests.plugins.houses import CABLE, MUG, SmallHouse, draft
from tests.plugins.journey import line, order_no, picked, released

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
        self._reception = Reception(self._clock)
        self._scanner = SimulatedScanner(reception=self._reception)
        self.shown = self.station.show()

    def read(self, text: str) -> RawScan:
        """What the scanner makes of a code, a while after the one before."""
        self._clock.go_on(PAUSE_MS)
        return self._scanner.scan(text)

    def read_at_once(self, text: str) -> RawScan:
        """What the scanner makes of a code right after the one before: it is held on it."""
        self._clock.go_on(200)
        return self._scanner.scan(text)

    def weight(self, grams: int) -> RawScan:
        """What a scale says when a load lies still on it, a while after the last scan."""
        self._clock.go_on(PAUSE_MS)
        return self._reception.of_text(str(grams), device="scale", source=ScanSource.SCALE)

    def wait_ms(self, ms: int) -> None:
        """Let time pass at the bench."""
        self._clock.go_on(ms)

    def set_clock_back(self, by: timedelta) -> None:
        """Somebody sets the clock of this machine back."""
        self._clock.set_back(by)

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
        while self.station.waiting.any_left:
            shown = self.station.apply_next()
            if shown is not None:
                return shown
        return None


def open_journal(database: Database, station_id: StationId, folder: Path) -> Journal:
    """The journal of a station in a folder."""
    identity = identity_of(database)
    path = folder / f"{station_id}.journal"
    return Journal.open(path, identity.database_id, identity.epoch, station_id)


BenchAt = Callable[[Screen], Bench]


@pytest.fixture
def bench_at(at: SmallHouse, tmp_path: Path) -> Iterator[BenchAt]:
    """Opens a bench with its screen; the journals are closed in the end."""
    open_benches: list[Bench] = []

    def open_bench(screen: Screen) -> Bench:
        folder = tmp_path / "station"
        folder.mkdir(exist_ok=True)
        bench = Bench(at.house, at.stations[screen], screen, folder)
        open_benches.append(bench)
        return bench

    yield open_bench
    for bench in open_benches:
        bench.station.close()
    for journal in {bench.journal.path for bench in open_benches}:
        assert_replays(journal)


def assert_replays(journal: Path) -> None:
    """The machines say once more what a journal says they said."""
    with copied_journal(journal) as entries:
        found = replay(entries)
    assert found.difference is None
    assert found.skipped == 0


def packer(at: SmallHouse, bench_at: BenchAt, units: int = 5) -> tuple[Bench, OrderId]:
    """A packer at the bench with a parcel of some cables and one mug open."""
    (order,) = released(at, draft("A-1", lines=(line(CABLE, units), line(MUG, 1))))
    picked(at, order)
    bench = bench_at(Screen.PACK)
    assert bench.says(at.badges[Post.PACKER], order_no(at, order)) == [
        VerdictKind.SIGNED_IN,
        VerdictKind.PARCEL_OPENED,
    ]
    return bench, order


def other_packer(at: SmallHouse) -> str:
    """The badge of a second packer."""
    added = add_person(at.house, at.people[Post.ADMINISTRATOR], "li", frozenset({Post.PACKER}))
    assert not isinstance(added, Refused)
    return added[1]


def packed_units(at: SmallHouse) -> int:
    """Units in all parcels, by the centre's books."""
    with at.house.database.read() as connection:
        return int(connection.scalar(select(func.sum(ParcelItem.packed))) or 0)


def events(at: SmallHouse) -> int:
    """Scans the centre knows."""
    with at.house.database.read() as connection:
        return int(connection.scalar(select(func.count()).select_from(ScanEvent)) or 0)

"""The station's thread when its disk fails: said as that, tried again, and nothing counts twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.errors import CannotNow
from db.views.seats import seats
from desktop.house_opening import Opened, paper_finder, station_maker
from desktop.station_worker import StationWorker
from fulfilment.station.station import Shown, Station
from procedure.verdicts import VerdictKind
from procedure.words import Post, Screen
from scanner.simulator import SimulatedScanner
from tests.plugins.bad_disk import DiskAfterCommit
from tests.plugins.benches import packed_units
from tests.plugins.houses import CABLE, EAN, MUG, SmallHouse, draft, small_house_at
from tests.plugins.journey import line, order_no, picked, released


class Desk:
    """A worker whose disk a test breaks, and all it told the window."""

    def __init__(self, opened: Opened, disk: DiskAfterCommit) -> None:
        make = station_maker(opened)

        def make_station() -> Station:
            station = make()
            disk.journal = station.journal
            return station

        self.worker = StationWorker(make_station, paper_finder(opened, lambda _: None))
        self.kinds: list[VerdictKind] = []
        self.centre: list[CannotNow | None] = []
        self.unsaved = -1
        self.worker.shown.connect(self._on_shown)
        self.worker.centre.connect(self.centre.append)
        self.worker.unsaved.connect(self._on_unsaved)
        self._scanner = SimulatedScanner()

    def _on_shown(self, shown: Shown) -> None:
        if shown.verdict is not None:
            self.kinds.append(shown.verdict.kind)

    def _on_unsaved(self, count: int) -> None:
        self.unsaved = count

    def scan(self, text: str) -> None:
        """The scanner reads a code."""
        self.worker.scan(self._scanner.scan(text))


@pytest.fixture
def built(tmp_path: Path) -> Iterator[SmallHouse]:
    """The small house on SQLite."""
    built = small_house_at(tmp_path / "house.sqlite")
    yield built
    built.house.close()


def opened(built: SmallHouse, folder: Path) -> Opened:
    """The small house as the window opens it."""
    with built.house.database.read() as connection:
        seat = next(s for s in seats(connection) if s.home is Screen.PACK)
    return Opened(built.house, seat, folder)


def test_a_disk_that_fails_between_two_scans_is_named_once_and_heals(
    qtbot: QtBot, built: SmallHouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.station_worker.RETRY_SECONDS", 0.02)
    (order,) = released(built, draft("A-1", lines=(line(CABLE, 5), line(MUG, 1))))
    picked(built, order)
    disk = DiskAfterCommit()
    desk = Desk(opened(built, tmp_path), disk)
    desk.worker.start()
    try:
        for code in (built.badges[Post.PACKER], order_no(built, order)):
            desk.scan(code)
        qtbot.waitUntil(lambda: VerdictKind.PARCEL_OPENED in desk.kinds and desk.unsaved == 0)
        desk.kinds.clear()
        with disk.under(built.house.database):
            desk.scan(EAN[CABLE])
            qtbot.waitUntil(lambda: len(desk.kinds) == 2)
            for _ in range(3):  # it is tried again, and not told again
                with qtbot.waitSignal(desk.worker.unsaved):
                    pass
            assert desk.kinds == [VerdictKind.UNIT_COUNTED, VerdictKind.DISK_READ_ONLY]
            assert desk.unsaved == 1
            disk.works = True
            qtbot.waitUntil(lambda: desk.unsaved == 0)
        desk.scan(EAN[MUG])
        qtbot.waitUntil(lambda: desk.kinds[2:] == [VerdictKind.LINE_DONE])
        qtbot.waitUntil(lambda: desk.unsaved == 0)
    finally:
        desk.worker.stop()
    assert desk.centre == [], "the database was there all the time"
    assert packed_units(built) == 2

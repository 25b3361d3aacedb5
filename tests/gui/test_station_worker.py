"""The station's thread: scans in from anywhere, verdicts out in the main thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.errors import CannotNow, Trouble
from db.views.seats import seats
from desktop.house_opening import Opened, station_maker
from desktop.station_worker import StationWorker
from fulfilment.station.station import Shown, Station
from procedure.verdicts import VerdictKind
from procedure.words import Post, Screen
from scanner.reception import Reception
from scanner.simulator import SimulatedScanner, SteppingClock
from tests.plugins.houses import CABLE, EAN, SmallHouse, draft, small_house_at
from tests.plugins.journey import line, order_no, picked, released


@pytest.fixture
def built(tmp_path: Path) -> Iterator[SmallHouse]:
    """The small house on SQLite."""
    built = small_house_at(tmp_path / "house.sqlite")
    yield built
    built.house.close()


@pytest.fixture
def opened(built: SmallHouse, tmp_path: Path) -> Opened:
    """The small house as the window opens it."""
    with built.house.database.read() as connection:
        seat = next(s for s in seats(connection) if s.home is Screen.PACK)
    return Opened(built.house, seat, tmp_path)


def no_paper(station: Station) -> None:
    """Nobody is asked to print."""


def test_a_badge_scanned_in_any_thread_signs_its_owner_in(
    qtbot: QtBot, built: SmallHouse, opened: Opened
) -> None:
    worker = StationWorker(station_maker(opened), no_paper)
    with qtbot.waitSignal(worker.shown):
        worker.start()
    badge = built.badges[Post.PACKER]
    with qtbot.waitSignal(worker.shown) as told:
        reader = threading.Thread(target=worker.scan, args=(SimulatedScanner().scan(badge),))
        reader.start()
        reader.join()
    worker.stop()
    assert told.args is not None
    shown: Shown = told.args[0]
    assert shown.verdict is not None
    assert shown.verdict.kind is VerdictKind.SIGNED_IN


def test_a_station_that_cannot_be_opened_says_why(qtbot: QtBot, opened: Opened) -> None:
    def refuse() -> Station:
        raise CannotNow(Trouble.JOURNAL_IN_USE)

    worker = StationWorker(refuse, no_paper)
    with qtbot.waitSignal(worker.failed) as told:
        worker.start()
    worker.stop()
    assert told.args is not None
    assert told.args[0].trouble is Trouble.JOURNAL_IN_USE


def test_a_second_program_on_the_same_station_is_refused(qtbot: QtBot, opened: Opened) -> None:
    first = StationWorker(station_maker(opened), no_paper)
    with qtbot.waitSignal(first.shown):
        first.start()
    second = StationWorker(station_maker(opened), no_paper)
    with qtbot.waitSignal(second.failed) as told:
        second.start()
    second.stop()
    first.stop()
    assert told.args is not None
    assert told.args[0].trouble is Trouble.JOURNAL_IN_USE


def test_a_station_locks_by_itself_unless_somebody_is_there(
    qtbot: QtBot, built: SmallHouse, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.station_worker.RETRY_SECONDS", 0.02)
    minutes = timedelta(minutes=built.house.station_policy.idle_lock_minutes)
    worker = StationWorker(station_maker(opened), no_paper)
    with qtbot.waitSignal(worker.shown):
        worker.start()
    try:
        with qtbot.waitSignal(worker.shown):
            worker.scan(SimulatedScanner().scan(built.badges[Post.PACKER]))
        worker.touch()
        built.clock.advance(minutes - timedelta(seconds=1))
        _looked(qtbot, worker)  # the touch counts from here
        built.clock.advance(timedelta(seconds=2))
        with qtbot.assertNotEmitted(worker.shown):
            _looked(qtbot, worker)
        with qtbot.waitSignal(worker.shown) as told:
            built.clock.advance(minutes)
    finally:
        worker.stop()
    assert told.args is not None
    assert told.args[0].operator is None


class Cables:
    """A worker with a parcel of cables open, and the scanner before it."""

    def __init__(self, qtbot: QtBot, at: SmallHouse, opened: Opened) -> None:
        (order,) = released(at, draft("A-1", lines=(line(CABLE, 5),)))
        picked(at, order)
        self._qtbot, self._clock = qtbot, SteppingClock(at.clock.now)
        self._scanner = SimulatedScanner(reception=Reception(self._clock))
        self.worker = StationWorker(station_maker(opened), no_paper)
        self.unsaved: list[int] = []
        self.worker.unsaved.connect(self.unsaved.append)
        with qtbot.waitSignal(self.worker.shown):
            self.worker.start()
        for text in (at.badges[Post.PACKER], order_no(at, order)):
            self.scan(text)

    def scan(self, text: str) -> Shown:
        """Scan a code, a while after the one before."""
        self._clock.go_on(3_000)
        with self._qtbot.waitSignal(self.worker.shown) as told:
            self.worker.scan(self._scanner.scan(text))
        assert told.args is not None
        shown: Shown = told.args[0]
        return shown


def test_what_waits_is_applied_when_the_verdict_is_painted(
    qtbot: QtBot, built: SmallHouse, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.station_worker.PAINT_SECONDS", 600)
    cables = Cables(qtbot, built, opened)
    try:
        assert cables.scan(EAN[CABLE]).unsaved == 1
        assert cables.scan(EAN[CABLE]).unsaved == 2, "a scan is not kept waiting"
        cables.worker.painted()
        qtbot.waitUntil(lambda: cables.unsaved[-1] == 0)
    finally:
        cables.worker.stop()


def test_a_window_that_does_not_paint_holds_up_nothing(
    qtbot: QtBot, built: SmallHouse, opened: Opened
) -> None:
    cables = Cables(qtbot, built, opened)
    try:
        assert cables.scan(EAN[CABLE]).unsaved == 1
        qtbot.waitUntil(lambda: cables.unsaved[-1] == 0)
    finally:
        cables.worker.stop()


def _looked(qtbot: QtBot, worker: StationWorker) -> None:
    """The worker has looked at the clock twice since."""
    for _ in range(2):
        with qtbot.waitSignal(worker.unsaved):
            pass

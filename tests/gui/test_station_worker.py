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
from scanner.simulator import SimulatedScanner
from tests.plugins.houses import SmallHouse, small_house_at


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


def _looked(qtbot: QtBot, worker: StationWorker) -> None:
    """The worker has looked at the clock twice since."""
    for _ in range(2):
        with qtbot.waitSignal(worker.unsaved):
            pass

"""Fifty different right codes in two seconds, and quicker: all in order, none lost, none twice."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.engine import Database, sqlite_url
from db.schema.parcels import ParcelItem
from db.schema.station import ScanEvent
from desktop.options import read_options
from desktop.program import Program
from fulfilment.station.station import Shown
from procedure.machines.pack_state import PackState
from procedure.verdicts import Verdict, VerdictKind
from procedure.words import Post
from scanner.pty_scanner import PtyScanner
from tests.plugins.benches import assert_replays
from tests.plugins.houses import SmallHouse, small_house_at
from tests.plugins.wide_orders import EANS, lay_in, wide_order

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys")
FIRST_KEY_MS = 60_000
KEY_MS = 2
"""Thirteen digits and Enter take 28 ms: fifty codes take 1.4 s by the times of their keys."""
Send = Callable[[str], None]


class Floor:
    """The program with a parcel of fifty products open, and everything it said to its codes."""

    def __init__(self, qtbot: QtBot, program: Program, folder: Path) -> None:
        self.qtbot, self.program, self.folder = qtbot, program, folder
        self.said: list[tuple[Verdict, str]] = []
        program.shown.connect(self._on_shown)

    def _on_shown(self, shown: Shown) -> None:
        if shown.verdict is not None:
            counted = str(shown.state.packed) if isinstance(shown.state, PackState) else ""
            self.said.append((shown.verdict, counted))

    def wait_for(self, count: int) -> None:
        """Let the window work until so many verdicts were shown."""
        self.qtbot.waitUntil(lambda: len(self.said) >= count)


@pytest.fixture
def order(tmp_path: Path) -> tuple[SmallHouse, str]:
    """The house with the order picked, closed again; and the order's number."""
    built = small_house_at(tmp_path / "packbench.sqlite")
    lay_in(built)
    _, number = wide_order(built, "W-1", len(EANS), 2)
    built.house.close()
    return built, number


@pytest.fixture
def floor(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, order: tuple[SmallHouse, str]
) -> Iterator[tuple[Floor, PtyScanner]]:
    """The program at work, with a serial scanner plugged in."""
    built, number = order
    with PtyScanner(tmp_path / "scanner") as scanner:
        arguments = ["--data", str(tmp_path), "--serial", scanner.path, "--language", "en"]
        program = Program(qapp, read_options(arguments, has_display=True))
        try:
            with qtbot.waitSignal(program.shown):
                program.start()
            at_work = Floor(qtbot, program, tmp_path)
            for count, text in enumerate((built.badges[Post.PACKER], number), start=1):
                scanner.send(f"{text}\r".encode())
                at_work.wait_for(count)
            assert at_work.said.pop()[0].kind is VerdictKind.PARCEL_OPENED
            yield at_work, scanner
        finally:
            if shiboken6.isValid(program):
                program.close()


def typed(window: QWidget, text: str, first_ms: int) -> int:
    """Type a code and Enter at a scanner's pace, which the events carry; when the next may come."""
    keys = [*((ord(char), char) for char in text), (Qt.Key.Key_Return.value, "\r")]
    for number, (key, char) in enumerate(keys):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, char)
            event.setTimestamp(first_ms + KEY_MS * number)
            QApplication.sendEvent(window, event)
    return first_ms + KEY_MS * len(keys)


def applied(database: Database) -> list[str]:
    """The codes of the fifty products that the centre has, in the station's order."""
    with database.read() as connection:
        keys = connection.scalars(select(ScanEvent.key).order_by(ScanEvent.seq)).all()
    return [key for key in keys if key in EANS]


def check_all_fifty(floor: Floor) -> None:
    """Every code once and in order: on the screen, in the journal, and in the centre."""
    floor.wait_for(1 + len(EANS))
    told = floor.said[1:]
    assert [said.kind for said, _ in told] == [VerdictKind.UNIT_COUNTED] * len(EANS)
    assert [counted for _, counted in told] == [str(n) for n in range(1, len(EANS) + 1)]
    database = Database(sqlite_url(floor.folder / "packbench.sqlite"))
    floor.qtbot.waitUntil(lambda: len(applied(database)) >= len(EANS))
    floor.program.close()
    assert applied(database) == list(EANS)
    with database.read() as connection:
        assert connection.scalars(select(ParcelItem.packed)).all() == [1] * len(EANS)
    database.close()
    (journal,) = (floor.folder / "journals").glob("*.journal")
    assert_replays(journal)


def test_typed_by_a_wedge(floor: tuple[Floor, PtyScanner]) -> None:
    at_work, _ = floor
    at_ms = FIRST_KEY_MS
    for code in EANS:
        at_ms = typed(at_work.program.shell, code, at_ms)
    check_all_fifty(at_work)


def test_by_a_serial_scanner_in_one_burst(floor: tuple[Floor, PtyScanner]) -> None:
    at_work, scanner = floor
    scanner.send("".join(f"{code}\r\n" for code in EANS).encode())
    check_all_fifty(at_work)


def test_by_both_at_once(floor: tuple[Floor, PtyScanner]) -> None:
    """Neither takes from the other; each keeps its own order."""
    at_work, scanner = floor
    at_ms = FIRST_KEY_MS
    for typed_code, sent_code in zip(EANS[:25], EANS[25:], strict=True):
        at_ms = typed(at_work.program.shell, typed_code, at_ms)
        scanner.send(f"{sent_code}\r\n".encode())
    at_work.wait_for(1 + len(EANS))
    kinds = {said.kind for said, _ in at_work.said[1:]}
    assert kinds == {VerdictKind.UNIT_COUNTED}
    assert [counted for _, counted in at_work.said[1:]] == [str(n) for n in range(1, 51)]

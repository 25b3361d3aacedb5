"""The whole program: real window, real scanners, real station, one database."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.engine import Database, sqlite_url
from db.schema.orders import Order
from desktop.office.receiving.screen import ReceiveScreen
from desktop.options import read_options
from desktop.program import Program
from desktop.theme.active import theme_name
from desktop.theme.apply import apply_theme
from desktop.theme.kept import kept_theme
from desktop.widgets.states import State
from desktop.widgets.theme_button import following
from fulfilment.house import SYSTEM, House, open_house
from fulfilment.intake.intake import Taken, take_orders
from fulfilment.station.station import Shown, Station
from procedure.ids import OrderId
from procedure.scans import RawScan
from procedure.verdicts import Verdict, VerdictKind
from procedure.words import OrderStatus, Post, Screen
from scanner.pty_scanner import PtyScanner
from tests.plugins.houses import SmallHouse, draft, small_house_at

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys")
FIRST_KEY_MS = 60_000
KEY_MS = 5
"""Between two keys of a scanner that types."""


@pytest.fixture
def built(tmp_path: Path) -> SmallHouse:
    """The small house, set up and closed again."""
    built = small_house_at(tmp_path / "packbench.sqlite")
    built.house.close()
    return built


@pytest.fixture
def scanner(tmp_path: Path) -> Iterator[PtyScanner]:
    """A serial scanner on a pty."""
    with PtyScanner(tmp_path / "scanner") as scanner:
        yield scanner


@pytest.fixture
def program(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, built: SmallHouse, scanner: PtyScanner
) -> Iterator[Program]:
    """The program with the window up, the house open and a serial scanner plugged in."""
    arguments = ["--data", str(tmp_path), "--serial", scanner.path, "--language", "en"]
    program = Program(qapp, read_options(arguments, has_display=True))
    try:
        with qtbot.waitSignal(program.shown):
            program.start()
        qtbot.waitUntil(lambda: program.scanners.worst == (State.GOOD, 1, 1))
        yield program
    finally:
        if shiboken6.isValid(program):
            program.close()


def answer(qtbot: QtBot, program: Program, scanner: PtyScanner, line: str) -> Verdict:
    """What the station says to a line of the serial scanner."""

    def is_answer(shown: Shown) -> bool:
        return shown.verdict is not None

    with qtbot.waitSignal(program.shown, check_params_cb=is_answer) as told:
        scanner.send(line.encode())
    assert told.args is not None
    said = told.args[0].verdict
    assert isinstance(said, Verdict)
    return said


def type_as_a_scanner(window: QWidget, text: str) -> None:
    """Type a text and Enter at a scanner's pace, which the events carry: no machine is too slow."""
    keys = [*((ord(char.upper()), char) for char in text), (Qt.Key.Key_Return.value, "\r")]
    for number, (key, char) in enumerate(keys):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, char)
            event.setTimestamp(FIRST_KEY_MS + KEY_MS * number)
            QApplication.sendEvent(window, event)


def test_a_badge_on_the_serial_scanner_opens_the_screens_of_its_posts(
    qtbot: QtBot, program: Program, built: SmallHouse, scanner: PtyScanner
) -> None:
    said = answer(qtbot, program, scanner, f"{built.badges[Post.PACKER]}\r\n")
    assert said.kind is VerdictKind.SIGNED_IN
    assert program.shell.shown_screen == Screen.PACK.value
    assert set(program.shell.screens) == {"sign_in", Screen.SORT.value, Screen.PACK.value}


def test_another_badge_takes_over_with_other_screens(
    qtbot: QtBot, program: Program, built: SmallHouse, scanner: PtyScanner
) -> None:
    for post, screen in ((Post.PACKER, Screen.PACK.value), (Post.SERVICE_REP, "orders")):
        answer(qtbot, program, scanner, f"{built.badges[post]}\r")
        assert program.shell.shown_screen == screen


def test_an_unknown_badge_opens_nothing_and_is_said(
    qtbot: QtBot, program: Program, scanner: PtyScanner
) -> None:
    said = answer(qtbot, program, scanner, "USR-NOBODYHERE2\r")
    assert said.kind is VerdictKind.UNKNOWN_BADGE
    assert program.shell.shown_screen == "sign_in"


def test_a_code_before_any_badge_is_refused(
    qtbot: QtBot, program: Program, scanner: PtyScanner
) -> None:
    said = answer(qtbot, program, scanner, "LOC-A-01-01-01\r")
    assert said.kind is VerdictKind.NOT_SIGNED_IN


def test_an_office_screen_in_front_gets_the_serial_scans_but_no_badge(
    qtbot: QtBot, program: Program, built: SmallHouse, scanner: PtyScanner
) -> None:
    answer(qtbot, program, scanner, f"{built.badges[Post.PICKER]}\r")
    assert program.navigation is not None
    program.navigation.open("receive")
    receive = program.navigation.office["receive"]
    assert isinstance(receive, ReceiveScreen)
    scanner.send(b"6901234567892\r")
    qtbot.waitUntil(lambda: receive.hand.quantity == 1)
    said = answer(qtbot, program, scanner, f"{built.badges[Post.PACKER]}\r")
    assert said.kind is VerdictKind.SIGNED_IN


def test_a_card_reaches_the_machine_of_the_screen_in_front(
    qtbot: QtBot, program: Program, built: SmallHouse, scanner: PtyScanner
) -> None:
    answer(qtbot, program, scanner, f"{built.badges[Post.PICKER]}\r")
    said = answer(qtbot, program, scanner, "CMD-CONFIRM\r")
    assert said.kind is VerdictKind.NO_TASK_LEFT


def test_a_scanner_that_types_signs_in_and_presses_no_button(
    qtbot: QtBot, program: Program, built: SmallHouse
) -> None:
    def is_answer(shown: Shown) -> bool:
        return shown.verdict is not None

    with qtbot.waitSignal(program.shown, check_params_cb=is_answer) as told:
        type_as_a_scanner(program.shell, built.badges[Post.SHIPPER])
    assert told.args is not None
    assert told.args[0].verdict.kind is VerdictKind.SIGNED_IN
    assert program.shell.shown_screen == Screen.SHIP.value


def test_a_fault_of_the_program_in_the_stations_thread_is_said(
    qtbot: QtBot,
    program: Program,
    built: SmallHouse,
    scanner: PtyScanner,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer(qtbot, program, scanner, f"{built.badges[Post.PACKER]}\r")

    def broken(station: Station, raw: RawScan) -> Shown:
        raise RuntimeError("a bug")

    monkeypatch.setattr(Station, "scan", broken)
    scanner.send(b"6901234567892\r")
    qtbot.waitUntil(lambda: program.shell.shown_screen == "sign_in")
    assert program.sign_in._card.sentence.startswith("A fault in the program stopped this station")


def test_nothing_of_qt_outlives_the_window(
    qtbot: QtBot, program: Program, built: SmallHouse, scanner: PtyScanner
) -> None:
    """What is left would be destroyed by whichever thread collects it."""
    answer(qtbot, program, scanner, f"{built.badges[Post.SERVICE_REP]}\r")
    assert program.navigation is not None
    made: list[QObject] = [program, program.shell, program.sign_in, program.navigation]
    screens = [*program.navigation.office.values(), *program.navigation.stations.values()]
    made += [screen for screen in screens if isinstance(screen, QObject)]
    made += [part for one in made for part in one.findChildren(QObject)]
    assert all(shiboken6.isValid(one) for one in made)
    program.close()
    assert not any(shiboken6.isValid(one) for one in made)


def test_an_open_program_does_the_periodic_work_of_the_house(
    qtbot: QtBot, tmp_path: Path, qapp: QApplication, built: SmallHouse
) -> None:
    """Nobody signs in, nobody clicks: an order that nobody paid for ends by itself."""
    house = _opened_again(built, tmp_path)
    unpaid = _unpaid_order(house)
    arguments = ["--data", str(tmp_path), "--language", "en"]
    program = Program(qapp, read_options(arguments, has_display=True))
    try:
        program.start()
        qtbot.waitUntil(lambda: _status(house, unpaid) is OrderStatus.CANCELLED)
    finally:
        program.close()
        house.close()


def _opened_again(built: SmallHouse, folder: Path) -> House:
    return open_house(Database(sqlite_url(folder / "packbench.sqlite")), "test", built.clock)


def _unpaid_order(house: House) -> OrderId:
    """An order of the day when the test's clock stands still: that day is long past."""
    taken = take_orders(house, SYSTEM, [draft("U-1", paid_minor=0)])
    assert isinstance(taken, Taken)
    return taken.orders[0]


def _status(house: House, order: OrderId) -> OrderStatus:
    with house.database.read() as connection:
        return connection.execute(select(Order.status).where(Order.id == order)).scalar_one()


def test_colours_change_at_a_click_and_are_kept(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    before = theme_name()
    try:
        program.shell._strip.theme.click()
        assert theme_name() is following(before)
        qtbot.waitUntil(lambda: kept_theme(tmp_path) is following(before))
    finally:
        apply_theme(_application(), before)


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application

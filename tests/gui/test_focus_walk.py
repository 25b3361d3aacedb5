"""Wherever the keyboard is, in every screen, ask, menu and dialog, a scan is a scan and no more.

References:
    FIELD "Scanners": a stray trigger never lands in a remark, the scanner's Enter presses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from db.schema.orders import Order
from db.schema.products import ProductCode
from db.schema.stock import Shelf
from desktop.options import read_options
from desktop.program import Program
from desktop.shell import Shell
from fulfilment.house import SYSTEM, House
from fulfilment.people import add_person
from fulfilment.station.station import Shown
from gateway.demo.house import FILE, make_demo_house
from procedure.effects import Refused
from procedure.verdicts import VerdictKind
from procedure.words import Post
from tests.plugins.focus_walk import Hand, Walk, Witness
from tests.plugins.key_desk import shown

# Said by the offscreen platform about size hints and popups.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support ")

ORDERS = 24
FOR_WAVES = 8
SOON_MS = 1_000
"""What happens later than this by itself is none of a scan's doing."""
NEVER_MS = 24 * 60 * 60 * 1000
ALL_TOGETHER = 300
"""Places to scan at; there were more than 400 of them when this was written."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The program over a demo house, somebody of every post signed in."""

    program: Program
    badge: str
    codes: tuple[str, ...]
    witness: Witness
    hand: Hand
    qtbot: QtBot

    def scan(self, end: str) -> str:
        """Scan the badge of who is signed in already; what the station says."""

        def is_answer(shown: Shown) -> bool:
            return shown.verdict is not None

        with self.qtbot.waitSignal(self.program.shown, check_params_cb=is_answer) as told:
            self.hand.burst(self.badge, end)
        assert told.args is not None
        return str(told.args[0].verdict.kind)

    def settle(self) -> None:
        """Wait until nothing is under way, and let the window read nothing by itself from now."""
        tasks, shell = self.program.tasks, self.program.shell
        for timer in [*shell.findChildren(QTimer), *self.program.findChildren(QTimer)]:
            if timer.isActive() and not timer.isSingleShot():
                timer.setInterval(NEVER_MS)  # it runs: a screen that is open polls
        soon = [t for t in shell.findChildren(QTimer) if t.interval() < SOON_MS]
        self.qtbot.waitUntil(lambda: not tasks._receivers and not any(map(_runs, soon)))
        QApplication.processEvents()

    def open(self, key: str) -> None:
        """Bring a screen to the front."""
        assert self.program.navigation is not None
        self.program.navigation.open(key)
        self.settle()


def codes_of(house: House) -> tuple[str, ...]:
    """A code of each kind that an office screen may do something with."""
    with house.database.read() as connection:
        return (
            connection.scalars(
                select(ProductCode.shown).where(func.length(ProductCode.shown) == 13).limit(1)
            ).one(),
            "LOC-" + connection.scalars(select(Shelf.code).limit(1)).one(),
            connection.scalars(select(Order.order_no).limit(1)).one(),
        )


@pytest.fixture
def opened(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Opened]:
    """The program's window, everything in it to be seen by one person."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    demo, _ = make_demo_house(f"sqlite:///{tmp_path / FILE}", ORDERS, for_waves=FOR_WAVES)
    added = add_person(demo.house, SYSTEM, "everybody", frozenset(Post))
    assert not isinstance(added, Refused)
    codes = codes_of(demo.house)
    demo.house.close()
    witness = Witness()
    qapp.installEventFilter(witness)
    program = Program(qapp, read_options(["--data", str(tmp_path), "--language", "en"], True))
    made = Opened(program, added[1], codes, witness, Hand(), qtbot)
    try:
        with qtbot.waitSignal(program.shown):
            program.start()
        program.shell.activateWindow()
        made.scan("\r")
        yield made
    finally:
        qapp.removeEventFilter(witness)
        if shiboken6.isValid(program):
            program.close()


@pytest.mark.parametrize("thorough", [False, pytest.param(True, marks=pytest.mark.heavy)])
def test_a_scan_changes_nothing_wherever_the_keyboard_is(opened: Opened, thorough: bool) -> None:
    """The badge of who is signed in already: the same verdict each time, and nothing moves."""
    shell, navigation = opened.program.shell, opened.program.navigation
    assert navigation is not None
    places: dict[str, int] = {}
    faults: list[str] = []
    for key in shell.screens:
        opened.open(key)
        walk = Walk(opened.scan, opened.settle, opened.witness, thorough=thorough)
        walk.all_of(shell)
        if key in navigation.office:
            for text in opened.codes:
                walk.what_comes_up(partial(opened.hand.burst, text, "\r"))
            walk.press_all(shell._screens[key].widget, partial(_is_front, shell, key))
        assert walk.said == {VerdictKind.SIGNED_IN.value}, key
        places[key] = len(walk.visited)
        faults += walk.faults
    print(", ".join(f"{key} {count}" for key, count in places.items()))
    assert faults == []
    few = {key: n for key, n in places.items() if n < fewest(key in navigation.office)}
    assert few == {}, "a screen with so few places to scan at was not seen whole"
    assert sum(places.values()) > ALL_TOGETHER


def _is_front(shell: Shell, key: str) -> bool:
    return shell.shown_screen == key


def _runs(timer: QTimer) -> bool:
    return shiboken6.isValid(timer) and timer.isActive()


def fewest(office: bool) -> int:
    """So many places a screen has at least: an office screen has chips, a search, a table."""
    return 8 if office else 2


def test_the_walk_sees_what_a_scan_does_where_nothing_holds_it_back(
    qtbot: QtBot, qapp: QApplication
) -> None:
    """A form without the wedge: letters, choices, buttons and a lost focus are all found."""
    form, witness, hand = shown(qtbot), Witness(), Hand()
    qapp.installEventFilter(witness)

    def scan(end: str) -> str:
        hand.burst("2 pieces", end)
        return "typed"

    try:
        walk = Walk(scan, lambda: None, witness)
        walk.all_of(form)
    finally:
        qapp.removeEventFilter(witness)
    assert len(walk.visited) >= len((form.button, form.field, form.choice, form.ok))
    told = "\n".join(walk.faults)
    for part in ("reached it", "clicked", "became", "the focus went elsewhere"):
        assert part in told

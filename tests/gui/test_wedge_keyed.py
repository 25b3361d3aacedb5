"""Keys that are taken out for a scanner are told of, with their times; a person's never are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scanner.keystrokes import KeyStroke
from scanner.raw_pull import text_of_strokes
from tests.plugins.key_desk import CODE, Desk, Form, focus, installed, shown

# Said by the offscreen platform about size hints and popups.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support ")


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    yield from installed(qapp)


@pytest.fixture
def form(qtbot: QtBot, desk: Desk) -> Form:
    return shown(qtbot)


@pytest.fixture
def keyed(desk: Desk) -> list[KeyStroke]:
    """What the filter tells of."""
    told: list[KeyStroke] = []
    desk.wedge.keyed.connect(told.append)
    return told


@pytest.mark.parametrize("page", [False, True])
@pytest.mark.parametrize("end", ["", "\r", "\t", "\r\n", "\r\r"])
def test_a_code_is_told_of_key_by_key_with_its_end_and_its_pauses(
    desk: Desk, form: Form, keyed: list[KeyStroke], page: bool, end: str
) -> None:
    desk.wedge.set_scan_page(page)
    focus(desk, form.field)
    desk.burst(end=end)
    desk.wait(200)
    # Qt has two Enter keys; both are one end of a line.
    assert text_of_strokes(keyed) == CODE + end.replace("\n", "\r")
    ticks = [stroke.tick_ms for stroke in keyed]
    assert {later - sooner for sooner, later in pairwise(ticks)} == {3}


def test_what_a_person_types_in_a_field_is_never_told_of(
    desk: Desk, form: Form, keyed: list[KeyStroke]
) -> None:
    focus(desk, form.field)
    desk.person("my secret")
    desk.keys("the", gap=10)  # a fast pair of hands: held, then released
    desk.key(Qt.Key.Key_Backspace, after=10)
    desk.wait(60)
    assert (form.field.text(), keyed) == ("my secretth", [])
    desk.burst()
    desk.person("x")
    assert text_of_strokes(keyed) == f"{CODE}\r"


def test_keys_that_were_held_for_a_person_do_not_come_with_the_next_scan(
    desk: Desk, form: Form, keyed: list[KeyStroke]
) -> None:
    focus(desk, form.field)
    desk.keys("ab", gap=10)
    desk.clock.go_on(51)  # nobody looks at the clock before the scanner's first key
    desk.burst()
    assert text_of_strokes(keyed) == f"{CODE}\r"
    assert form.field.text() == "ab"

"""Scanners that type, phrase by phrase: whatever is in front, however they type, no scan is lost.

References:
    FIELD "Scanners": wedge timing; IME, Caps Lock, full width; GS.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from procedure.reading import matching_key
from procedure.words import ScanSource
from scanner.wedge_rules import WedgeSettings
from tests.plugins.key_desk import CODE, Desk, Form, focus, installed, shown

# Said by the offscreen platform about size hints and popups.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support ")

ENDS = ("\r", "\n", "\r\n", "\t", "")
GS = "\x1d"


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    yield from installed(qapp)


@pytest.fixture
def form(qtbot: QtBot, desk: Desk) -> Form:
    return shown(qtbot)


def untouched(form: Form) -> bool:
    """Whether no widget of the form saw a key or changed."""
    return (form.field.text(), form.choice.currentText(), form.clicks, form.seen) == (
        "",
        "none",
        [],
        [],
    )


def _is_in_front(window: QWidget) -> bool:
    return QGuiApplication.focusWindow() is window.windowHandle()


@pytest.mark.parametrize("page", [False, True])
def test_any_window(desk: Desk, form: Form, qtbot: QtBot, page: bool) -> None:
    desk.wedge.set_scan_page(page)
    second, line = QMainWindow(), QLineEdit()
    second.setCentralWidget(line)
    qtbot.addWidget(second)
    windows: list[tuple[QWidget, QLineEdit]] = [(form, form.field), (second, line)]
    for window, inside in windows:
        window.show()
        window.activateWindow()
        qtbot.waitUntil(partial(_is_in_front, window))
        inside.setFocus()
        desk.burst()
    assert desk.texts == [CODE, CODE]
    assert line.text() == ""
    assert untouched(form)


@pytest.mark.parametrize("page", [False, True])
def test_any_focus_and_none(desk: Desk, form: Form, page: bool) -> None:
    desk.wedge.set_scan_page(page)
    places: list[QWidget] = [form.button, form.field, form.choice, form.ok]
    for widget in places:
        focus(desk, widget)
        desk.burst()
        assert QApplication.focusWidget() is widget
    form.ok.clearFocus()
    desk.burst()
    assert desk.texts == [CODE] * (len(places) + 1)
    assert untouched(form)


def test_any_dialog(desk: Desk, form: Form, qtbot: QtBot) -> None:
    dialog = Form()
    qtbot.addWidget(dialog)

    def scan() -> None:
        try:
            qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is dialog.windowHandle())
            for widget in (dialog.ok, dialog.field, dialog.choice):
                widget.setFocus()
                desk.burst()
        finally:
            dialog.done(7)

    QTimer.singleShot(0, dialog, scan)
    assert dialog.exec() == 7, "no Enter of the scanner accepted it"
    assert desk.texts == [CODE] * 3
    assert untouched(dialog)
    assert untouched(form)


def on_screen(form: Form, text: str, desk: Desk, gap: int) -> None:
    """An on-screen keyboard: keys without scan codes and without times of their own."""
    for char in text:
        desk.clock.go_on(gap)
        key = {"\r": Qt.Key.Key_Return}.get(char, Qt.Key.Key_unknown)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key.value, Qt.KeyboardModifier.NoModifier, char)
            QCoreApplication.sendEvent(form.windowHandle(), event)


def test_the_on_screen_keyboard_is_a_person_and_the_scanner_beside_it_a_scanner(
    desk: Desk, form: Form
) -> None:
    focus(desk, form.field)
    on_screen(form, "door", desk, 250)
    desk.wait(60)
    desk.burst()
    on_screen(form, " 7", desk, 250)
    desk.wait(60)
    assert (form.field.text(), desk.texts) == ("door 7", [CODE])


def test_the_on_screen_keyboard_types_a_code_on_a_scan_page(desk: Desk, form: Form) -> None:
    desk.wedge.set_scan_page(True)
    focus(desk, form.button)
    on_screen(form, "TOTE-1\r", desk, 250)
    assert [(scan.raw_text, scan.source) for scan in desk.scans] == [("TOTE-1", ScanSource.MANUAL)]
    assert untouched(form)


@pytest.mark.parametrize("page", [False, True])
def test_caps_lock_changes_no_reading(desk: Desk, form: Form, page: bool) -> None:
    desk.wedge.set_scan_page(page)
    focus(desk, form.field)
    desk.burst("loc-a-01-02-03")
    desk.burst("LOC-A-01-02-03")
    one, other = desk.texts
    assert matching_key(one) == matching_key(other) == "LOC-A-01-02-03"
    assert untouched(form)


@pytest.mark.parametrize("page", [False, True])
def test_full_width_digits_are_the_same_code(desk: Desk, form: Form, page: bool) -> None:
    desk.wedge.set_scan_page(page)
    focus(desk, form.field)
    wide = "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in CODE)
    on_screen(form, f"{wide}\r", desk, 3)  # Qt's own test keyboard has no such keys
    (text,) = desk.texts
    assert matching_key(text) == CODE
    assert untouched(form)


def compose(form: Form, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QCoreApplication.sendEvent(form.field, event)


def test_a_chinese_ime_composing_on_a_scan_page_is_refused_and_the_next_scan_is_whole(
    desk: Desk, form: Form
) -> None:
    desk.wedge.set_scan_page(True)
    focus(desk, form.field)
    for preedit in ("l", "lo", "loc"):
        compose(form, preedit)
    compose(form, "", "洛")
    assert (desk.refused, desk.scans) == (1, []), "said once, never guessed"
    QCoreApplication.processEvents()
    desk.burst()
    assert desk.texts == [CODE]
    assert untouched(form)


def test_a_chinese_ime_composing_in_a_field_keeps_its_text_beside_a_scan(
    desk: Desk, form: Form
) -> None:
    focus(desk, form.field)
    compose(form, "cha")
    compose(form, "", "茶")
    desk.burst()
    compose(form, "bei")
    compose(form, "", "杯")
    assert (form.field.text(), desk.texts, desk.refused) == ("茶杯", [CODE], 0)


@pytest.mark.parametrize("page", [False, True])
@pytest.mark.parametrize("end", ENDS, ids=["CR", "LF", "CRLF", "Tab", "none"])
def test_every_end_of_a_code(desk: Desk, form: Form, page: bool, end: str) -> None:
    desk.wedge.set_scan_page(page)
    focus(desk, form.button)
    for _ in range(3):
        desk.burst(end=end)
        desk.wait(100)
    assert desk.texts == [CODE] * 3
    assert untouched(form)


@pytest.mark.parametrize("page", [False, True])
@pytest.mark.parametrize("gap", range(20, 151, 10))
def test_the_silence_that_ends_a_code_is_longer_than_the_largest_gap(
    desk: Desk, form: Form, page: bool, gap: int
) -> None:
    settings = WedgeSettings(gap_ms=gap)
    assert settings.silence_ms > gap
    desk.wedge.set_settings(settings)
    desk.wedge.set_scan_page(page)
    focus(desk, form.field)
    desk.keys(CODE, gap=gap)
    assert desk.scans == []
    desk.wait(settings.silence_ms - 1)
    assert desk.scans == [], "a pause as long as the gap cuts nothing"
    desk.wait(1)
    assert desk.texts == [CODE]
    assert untouched(form)


@pytest.mark.parametrize("page", [False, True])
def test_gs_as_ctrl_bracket_and_as_alt_029(desk: Desk, form: Form, page: bool) -> None:
    desk.wedge.set_scan_page(page)
    focus(desk, form.field)
    desk.keys("]C110B7", gap=3)
    desk.key(Qt.Key.Key_BracketRight, Qt.KeyboardModifier.ControlModifier, after=3)
    desk.keys("21X\r", gap=3)
    desk.keys("]C110B7", gap=3)
    alt, none = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
    down, up = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
    events = [(down, Qt.Key.Key_Alt, alt, "")]
    for digit in "029":
        events += [(kind, Qt.Key(ord(digit)), alt, digit) for kind in (down, up)]
    for event in (*events, (up, Qt.Key.Key_Alt, none, "")):
        desk.clock.go_on(3)
        QCoreApplication.sendEvent(form.windowHandle(), QKeyEvent(*event))
    desk.keys("21X\r", gap=3)
    assert [(scan.aim, scan.raw_text) for scan in desk.scans] == [("]C1", f"10B7{GS}21X")] * 2
    assert (form.field.text(), form.clicks) == ("", [])


@pytest.mark.parametrize("page", [False, True])
@pytest.mark.parametrize("pace", [2, 5, 10, 20, 35, 50])
def test_two_to_fifty_milliseconds_a_key(desk: Desk, form: Form, page: bool, pace: int) -> None:
    desk.wedge.set_scan_page(page)
    focus(desk, form.choice)
    desk.keys(f"{CODE}\r", gap=pace)
    assert [(scan.raw_text, scan.source) for scan in desk.scans] == [(CODE, ScanSource.WEDGE)]
    assert untouched(form)


@pytest.mark.parametrize("page", [False, True])
@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", "\t"])
def test_two_scans_back_to_back(desk: Desk, form: Form, page: bool, end: str) -> None:
    desk.wedge.set_scan_page(page)
    focus(desk, form.button)
    desk.keys(f"{CODE}{end}LOC-A-01-02-03{end}{CODE}{end}", gap=3)
    assert desk.texts == [CODE, "LOC-A-01-02-03", CODE], "two equal ones are two"
    assert untouched(form)


def test_a_person_typing_at_the_same_time(desk: Desk, form: Form) -> None:
    """The person's letters stay in the field and in order, the scanner's stay out of it."""
    focus(desk, form.field)
    for word in ("please ", "leave ", "it ", "here"):
        desk.person(word)
        desk.burst()
    assert form.field.text() == "please leave it here"
    assert desk.texts == [CODE] * 4
    assert form.clicks == []


def test_a_persons_arrow_in_the_midst_of_a_scan_neither_cuts_it_nor_moves_anything(
    desk: Desk, form: Form
) -> None:
    focus(desk, form.choice)
    desk.keys(CODE[:6], gap=3)
    desk.key(Qt.Key.Key_Down, after=1)
    desk.keys(f"{CODE[6:]}\r", gap=3)
    assert desk.texts == [CODE]
    assert form.choice.currentText() == "none"


def test_a_persons_letter_in_the_midst_of_a_scan_makes_no_good_code_of_it(
    desk: Desk, form: Form
) -> None:
    """Two keyboards are one to the system. The letter stands in the code, which then is none."""
    focus(desk, form.field)
    desk.keys(CODE[:6], gap=3)
    desk.key("x", after=1)
    desk.keys(f"{CODE[6:]}\r", gap=3)
    assert desk.texts == [f"{CODE[:6]}x{CODE[6:]}"]
    assert untouched(form)

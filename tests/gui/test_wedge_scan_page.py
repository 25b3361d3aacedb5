"""On a scan page all keys are the scanner's: cards on F-keys, no input method, no button."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import (
    QInputMethodEvent,
    QInputMethodQueryEvent,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
)
from pytestqt.qtbot import QtBot

from desktop.wedge_filter import KEYBOARD, prepare_scan_sink
from procedure.words import Command, ScanSource
from tests.plugins.key_desk import CODE, Desk, Form, focus, installed, shown

# Said by the offscreen platform about size hints and popups.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support ")


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    yield from installed(qapp)


@pytest.fixture(params=["window", "widget"])
def way(request: pytest.FixtureRequest) -> str:
    """Keys come through the window (as from a keyboard) or straight to a widget."""
    return str(request.param)


@pytest.fixture
def form(qtbot: QtBot, desk: Desk) -> Form:
    return shown(qtbot)


def test_on_a_scan_page_nothing_printable_reaches_a_widget(
    desk: Desk, form: Form, way: str
) -> None:
    desk.wedge.set_scan_page(True)
    for widget in (form.field, form.button, form.choice, form.ok):
        focus(desk, widget, way)
        desk.burst()
        desk.person(" Cup 6\t")
        desk.person("x\r")
    assert [scan.source for scan in desk.scans[:2]] == [ScanSource.WEDGE, ScanSource.MANUAL]
    assert desk.texts == [CODE, " Cup 6", "x"] * 4
    assert (form.clicks, form.seen) == ([], [])
    assert (form.field.text(), form.choice.currentText()) == ("", "none")
    assert form.isVisible()


def test_enter_alone_on_a_scan_page_presses_nothing(desk: Desk, form: Form, way: str) -> None:
    desk.wedge.set_scan_page(True)
    focus(desk, form.button, way)
    desk.keys("\r\t\n ", gap=700)
    assert (form.clicks, desk.scans) == ([], [])
    assert QApplication.focusWidget() is form.button


def test_what_is_typed_by_hand_can_be_shown_and_a_burst_flickers_not(
    desk: Desk, form: Form
) -> None:
    desk.wedge.set_scan_page(True)
    focus(desk, form.button)
    desk.person("CMD")
    assert desk.typed == ["C", "CM", "CMD"]
    desk.key(Qt.Key.Key_Backspace, after=200)
    desk.key(Qt.Key.Key_Escape, after=200)
    assert desk.typed[3:] == ["CM", ""]
    desk.burst()
    assert desk.typed[5:] == []
    assert form.isVisible()


def test_typing_nobody_ends_is_reported(desk: Desk, form: Form) -> None:
    desk.wedge.set_scan_page(True)
    focus(desk, form.button)
    desk.person("CMD")
    desk.wait(10_000)
    assert (desk.forgotten, desk.typed[-1]) == (["CMD"], "")


def test_a_page_that_turns_at_the_scan_gets_no_rest_of_it(desk: Desk, form: Form) -> None:
    desk.wedge.set_scan_page(True)
    focus(desk, form.button)
    desk.wedge.scanned.connect(lambda scan: desk.wedge.set_scan_page(False))
    desk.burst(end="\r\n")
    assert not desk.wedge.is_scan_page
    assert (desk.texts, form.clicks) == ([CODE], [])


def test_shortcuts_with_ctrl_work_on_a_scan_page(desk: Desk, form: Form) -> None:
    desk.wedge.set_scan_page(True)
    focus(desk, form.button)
    opened: list[str] = []
    shortcut = QShortcut(QKeySequence("Ctrl+K"), form)
    shortcut.activated.connect(lambda: opened.append("palette"))
    letter = QShortcut(QKeySequence("6"), form)
    letter.activated.connect(lambda: opened.append("6"))
    desk.burst()
    desk.key(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier, after=300)
    assert opened == ["palette"]


# Function keys -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "command"),
    [
        (Qt.Key.Key_F1, Command.HELP),
        (Qt.Key.Key_F2, Command.CONFIRM),
        (Qt.Key.Key_F3, Command.UNDO),
        (Qt.Key.Key_F4, Command.SHORT),
        (Qt.Key.Key_F5, Command.PRINT),
        (Qt.Key.Key_F6, Command.NEXTBOX),
        (Qt.Key.Key_F7, Command.SKIP),
        (Qt.Key.Key_F8, Command.LOCK),
        (Qt.Key.Key_F9, Command.EMPTY),
        (Qt.Key.Key_F10, Command.REOPEN),
        (Qt.Key.Key_F11, Command.LEARN),
        (Qt.Key.Key_F12, Command.ABORT),
    ],
)
def test_function_keys_are_command_cards_on_a_scan_page(
    desk: Desk, form: Form, way: str, key: Qt.Key, command: Command
) -> None:
    focus(desk, form.choice, way)
    taken: list[str] = []
    shortcut = QShortcut(QKeySequence(key), form)
    shortcut.activated.connect(lambda: taken.append("shortcut"))
    desk.wedge.set_scan_page(True)
    desk.key(key)
    assert [(s.raw_text, s.source, s.device) for s in desk.scans] == [
        (command.value, ScanSource.KEY, KEYBOARD)
    ]
    assert (taken, form.seen) == ([], [])
    desk.wedge.set_scan_page(False)
    desk.key(key)
    assert (len(desk.scans), taken) == (1, ["shortcut"])


def test_other_function_keys_and_those_with_shift_stay_the_persons(desk: Desk, form: Form) -> None:
    desk.wedge.set_scan_page(True)
    focus(desk, form.button)
    desk.key(Qt.Key.Key_F13)
    desk.key(Qt.Key.Key_F3, Qt.KeyboardModifier.AltModifier)
    assert desk.scans == []
    assert form.seen != []


def test_a_function_key_held_down_is_one_command(desk: Desk, form: Form) -> None:
    desk.wedge.set_scan_page(True)
    focus(desk, form.button)
    for repeat in (False, True, True):
        event = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier, "", repeat
        )
        QCoreApplication.sendEvent(form.windowHandle(), event)
    assert (desk.texts, form.seen) == ([Command.UNDO.value], [])


# Input methods -------------------------------------------------------------------------------


def composed(preedit: str, commit: str = "") -> QInputMethodEvent:
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    return event


def test_what_an_input_method_composes_on_a_scan_page_is_refused_once(
    desk: Desk, form: Form
) -> None:
    desk.wedge.set_scan_page(True)
    focus(desk, form.field)
    for event in (composed("6"), composed("69"), composed("690"), composed("", "690茶")):
        QCoreApplication.sendEvent(form.field, event)
        assert event.isAccepted()
    assert (desk.refused, form.field.text(), desk.scans) == (1, "", [])
    QCoreApplication.sendEvent(form.field, composed("", "茶"))
    QCoreApplication.sendEvent(form.field, composed(""))
    assert (desk.refused, form.field.text()) == (2, "")
    QCoreApplication.processEvents()


def test_an_input_method_works_on_an_ordinary_page_after_what_was_held(
    desk: Desk, form: Form
) -> None:
    focus(desk, form.field)
    desk.key("a")
    QCoreApplication.sendEvent(form.field, composed("", "茶杯"))
    assert (desk.refused, form.field.text()) == (0, "a茶杯")


def test_no_widget_accepts_an_input_method_while_a_scan_page_is_in_front(
    desk: Desk, form: Form
) -> None:
    def accepts() -> object:
        query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
        QCoreApplication.sendEvent(form.field, query)
        return query.value(Qt.InputMethodQuery.ImEnabled)

    assert accepts() is True
    desk.wedge.set_scan_page(True)
    assert accepts() is False
    desk.wedge.set_scan_page(False)
    assert accepts() is True


def test_the_scan_sink_takes_the_focus_and_no_input_method(qtbot: QtBot) -> None:
    sink = QLineEdit()
    qtbot.addWidget(sink)
    prepare_scan_sink(sink)
    assert not sink.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert sink.focusPolicy() == Qt.FocusPolicy.StrongFocus

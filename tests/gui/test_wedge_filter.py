"""On an ordinary page a scanner never reaches a widget, and a person's keys always do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import (
    QApplication,
    QMenu,
)
from pytestqt.qtbot import QtBot

from desktop.wedge_filter import WedgeFilter
from procedure.scans import RawScan
from procedure.words import ScanSource
from tests.plugins.key_desk import CODE, Desk, Form, click, focus, installed, press, release, shown

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


@pytest.mark.parametrize("end", ["\r", "\n", "\t", "\r\n", ""])
def test_a_burst_and_its_enter_press_no_button(desk: Desk, form: Form, way: str, end: str) -> None:
    focus(desk, form.button, way)
    desk.burst(end=end)
    desk.wait(100)
    assert desk.texts == [CODE]
    assert desk.scans[0].source is ScanSource.WEDGE
    assert desk.scans[0].device == "wedge"
    assert (form.clicks, form.seen) == ([], [])
    assert QApplication.focusWidget() is form.button
    assert form.isVisible()


def test_the_persons_enter_presses_the_default_button(desk: Desk, form: Form, way: str) -> None:
    focus(desk, form.field, way)
    desk.burst()
    assert form.clicks == []
    desk.key(Qt.Key.Key_Return, after=300)
    assert form.clicks == ["ok"]


def test_typing_stays_in_the_field_and_a_burst_stays_out(desk: Desk, form: Form, way: str) -> None:
    focus(desk, form.field, way)
    desk.person("leave at the ")
    desk.burst()
    desk.person("door 7")
    desk.burst("LOC-A-01-02-03", "\t")
    assert form.field.text() == "leave at the door 7"
    assert desk.texts == [CODE, "LOC-A-01-02-03"]
    assert QApplication.focusWidget() is form.field


def test_a_fast_pair_of_keys_reaches_the_field_in_order(desk: Desk, form: Form, way: str) -> None:
    focus(desk, form.field, way)
    desk.keys("the", gap=10)
    assert form.field.text() == ""
    desk.key(Qt.Key.Key_Backspace, after=10)
    assert form.field.text() == "th"
    desk.keys("en", gap=10)
    desk.wait(51)
    assert form.field.text() == "then"
    assert desk.scans == []


def test_rolling_fingers_lose_no_key(desk: Desk, form: Form) -> None:
    focus(desk, form.field)
    window = form.windowHandle()
    press(window, "a")
    desk.clock.go_on(20)
    press(window, "b")
    desk.clock.go_on(20)
    release(window, "a")
    desk.wait(60)
    release(window, "b")
    assert form.field.text() == "ab"
    # A line edit leaves releases to its parent: one for each key, no press.
    assert form.seen == [(QEvent.Type.KeyRelease, "a"), (QEvent.Type.KeyRelease, "b")]


def test_space_still_presses_the_button_with_the_focus(desk: Desk, form: Form, way: str) -> None:
    focus(desk, form.button, way)
    desk.person(" ")
    assert form.clicks == ["go"]


def test_a_burst_does_not_turn_a_combo_box(desk: Desk, form: Form, way: str) -> None:
    focus(desk, form.choice, way)
    desk.burst("2 pieces")
    desk.burst()
    assert form.choice.currentText() == "none"
    assert desk.texts == ["2 pieces", CODE]
    desk.person("c")
    assert form.choice.currentText() == "Cup"


def test_a_burst_neither_chooses_nor_closes_in_an_open_combo_box(
    desk: Desk, form: Form, qtbot: QtBot
) -> None:
    focus(desk, form.choice)
    form.choice.showPopup()
    qtbot.waitUntil(lambda: form.choice.view().isVisible())
    desk.burst()
    assert form.choice.view().isVisible()
    assert form.choice.currentText() == "none"
    assert desk.texts == [CODE]
    form.choice.hidePopup()


def test_a_burst_triggers_nothing_in_an_open_menu(desk: Desk, form: Form, qtbot: QtBot) -> None:
    focus(desk, form.button)
    menu = QMenu(form)
    triggered: list[str] = []
    action = menu.addAction("6 &9")
    action.triggered.connect(lambda: triggered.append("6"))
    menu.popup(form.mapToGlobal(QPoint(0, 0)))
    qtbot.waitUntil(menu.isVisible)
    menu.setActiveAction(action)
    desk.burst()
    assert (triggered, desk.texts) == ([], [CODE])
    assert menu.isVisible()
    desk.key(Qt.Key.Key_Return, after=500)
    assert triggered == ["6"]


def test_a_key_nobody_wants_is_judged_once_and_reaches_the_parent_once(
    desk: Desk, form: Form, way: str
) -> None:
    focus(desk, form.button, way)
    desk.person("7")
    desk.key(Qt.Key.Key_F5, after=100)
    presses = [text for kind, text in form.seen if kind == QEvent.Type.KeyPress]
    assert presses == ["7", ""]


def test_what_is_held_passes_before_the_shortcut_that_follows(desk: Desk, form: Form) -> None:
    focus(desk, form.field)
    saved: list[str] = []
    shortcut = QShortcut(QKeySequence("Ctrl+S"), form)
    shortcut.activated.connect(lambda: saved.append(form.field.text()))
    desk.keys("ab", gap=20)
    desk.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier, after=20)
    assert saved == ["ab"]


def test_a_shortcut_of_one_letter_is_for_people_only(desk: Desk, form: Form) -> None:
    focus(desk, form.button)
    hits: list[str] = []
    shortcut = QShortcut(QKeySequence("L"), form)
    shortcut.activated.connect(lambda: hits.append("l"))
    desk.burst("LLLL")
    assert (hits, desk.texts) == ([], ["LLLL"])
    desk.clock.go_on(500)
    desk.key(Qt.Key.Key_L)
    desk.wait(51)
    assert hits == ["l"]


def test_a_key_held_down_repeats_in_the_field(desk: Desk, form: Form) -> None:
    focus(desk, form.field)
    desk.key("a")
    desk.wait(500)
    for _ in range(5):
        desk.clock.go_on(30)
        event = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a", True
        )
        QCoreApplication.sendEvent(form.windowHandle(), event)
    assert (form.field.text(), desk.scans) == ("aaaaaa", [])


def test_posted_events_are_filtered_like_the_keyboards(desk: Desk, form: Form) -> None:
    focus(desk, form.button)
    for char in "690123\r":
        key = Qt.Key.Key_Return if char == "\r" else ord(char)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, char)
            QCoreApplication.postEvent(form.button, event)
    QCoreApplication.sendPostedEvents()
    assert (desk.texts, form.clicks) == (["690123"], [])


def test_a_dialog_opened_by_a_held_key_is_guarded_too(desk: Desk, form: Form, qtbot: QtBot) -> None:
    focus(desk, form.button)
    inner = Form()
    qtbot.addWidget(inner)

    def scan_into_it() -> None:
        try:
            qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is inner.windowHandle())
            desk.burst()
        finally:
            inner.done(7)

    results: list[int] = []

    def open_it() -> None:
        QTimer.singleShot(0, inner, scan_into_it)
        results.append(inner.exec())

    form.button.clicked.connect(open_it)
    desk.person(" ")
    assert results == [7]
    assert (inner.clicks, inner.field.text(), desk.texts) == ([], "", [CODE])


def test_gs_typed_as_ctrl_bracket_stands_in_the_code(desk: Desk, form: Form, way: str) -> None:
    focus(desk, form.field, way)
    desk.keys("]C110B7", gap=3)
    desk.key(Qt.Key.Key_BracketRight, Qt.KeyboardModifier.ControlModifier, after=3)
    desk.keys("21X~9\r", gap=3)
    assert desk.texts == ["10B7\x1d21X~9"]
    assert desk.scans[0].aim == "]C1"
    assert form.field.text() == ""


def test_gs_typed_as_alt_029_stands_in_the_code(desk: Desk, form: Form) -> None:
    focus(desk, form.field)
    desk.keys("10B7", gap=3)
    alt, none = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
    down, up = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
    raw = [(down, Qt.Key.Key_Alt, alt, "")]
    for digit in "029":
        raw += [(kind, Qt.Key(ord(digit)), alt, digit) for kind in (down, up)]
    for event in (*raw, (up, Qt.Key.Key_Alt, none, "")):
        desk.clock.go_on(3)
        QCoreApplication.sendEvent(form.windowHandle(), QKeyEvent(*event))
    desk.keys("21X\r", gap=3)
    assert (desk.texts, form.field.text()) == (["10B7\x1d21X"], "")


# Life and time -------------------------------------------------------------------------------


def test_without_the_filter_keys_go_where_they_go(desk: Desk, form: Form) -> None:
    focus(desk, form.field)
    desk.key("a")
    desk.wedge.uninstall()
    assert form.field.text() == "a"
    desk.burst()
    assert (form.field.text(), desk.scans) == (f"a{CODE}", [])


def test_the_filters_own_timer_releases_and_ends(
    qapp: QApplication, qtbot: QtBot, form: Form, desk: Desk
) -> None:
    desk.wedge.uninstall()
    wedge = WedgeFilter()
    scans: list[RawScan] = []
    wedge.scanned.connect(scans.append)
    wedge.install(qapp)
    focus(desk, form.field)
    click(form.windowHandle(), "a")
    qtbot.waitUntil(lambda: form.field.text() == "a")
    wedge.set_scan_page(True)
    click(form.windowHandle(), Qt.Key.Key_F3)
    assert [scan.raw_text for scan in scans] == ["CMD-UNDO"]
    wedge.uninstall()


STRETCHES = st.lists(
    st.one_of(
        st.tuples(st.just("person"), st.text("abc 12", min_size=1, max_size=6)),
        st.tuples(st.just("scanner"), st.text("ABC-019", min_size=4, max_size=12)),
    ),
    max_size=5,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STRETCHES, st.sampled_from(["\r", "\t", "\r\n"]))
def test_any_mix_of_person_and_scanner_comes_out_sorted(
    desk: Desk, form: Form, stretches: list[tuple[str, str]], end: str
) -> None:
    focus(desk, form.field)
    form.field.clear()
    desk.scans.clear()
    for who, text in stretches:
        desk.clock.go_on(200)
        if who == "person":
            desk.person(text)
        else:
            desk.burst(text, end)
    assert form.field.text() == "".join(text for who, text in stretches if who == "person")
    assert desk.texts == [text for who, text in stretches if who == "scanner"]
    assert form.clicks == []

"""A scanner that types never reaches a widget, and a person's keys always do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import (
    QGuiApplication,
    QInputMethodEvent,
    QInputMethodQueryEvent,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.wedge_filter import KEYBOARD, WedgeFilter, prepare_scan_sink
from procedure.scans import RawScan
from procedure.words import Command, ScanSource
from scanner.reception import Reception
from scanner.simulator import SteppingClock

# Said by the offscreen platform about size hints and popups.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support ")

# PySide's stubs know no characters as keys, its QTest does.
click: Callable[..., None] = QTest.keyClick
press: Callable[..., None] = QTest.keyPress
release: Callable[..., None] = QTest.keyRelease

STARTED = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
CODE = "6901234567892"


class Desk:
    """A filter with a clock of its own, and a keyboard."""

    def __init__(self) -> None:
        self.clock = SteppingClock(STARTED)
        self.clock.go_on(1000)
        self.wedge = WedgeFilter(reception=Reception(self.clock), event_times=False)
        self.scans: list[RawScan] = []
        self.forgotten: list[str] = []
        self.typed: list[str] = []
        self.refused = 0
        self.direct: QWidget | None = None
        self.wedge.scanned.connect(self.scans.append)
        self.wedge.typing_changed.connect(self.typed.append)
        self.wedge.typing_forgotten.connect(self.forgotten.append)
        self.wedge.ime_refused.connect(self._on_refused)

    def _on_refused(self) -> None:
        self.refused += 1

    def key(
        self,
        key: Qt.Key | str,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        *,
        after: int = 0,
    ) -> None:
        """Press and release a key, through the window in front as the system does."""
        self.clock.go_on(after)
        if self.direct is not None:
            click(self.direct, key, modifiers)
            return
        window = QGuiApplication.focusWindow()
        assert window is not None
        click(window, key, modifiers)

    def keys(self, text: str, *, gap: int) -> None:
        for char in text:
            named = {"\r": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab, "\n": Qt.Key.Key_Enter}
            self.key(named.get(char, char), after=gap)

    def burst(self, text: str = CODE, end: str = "\r") -> None:
        """A scanner reads a code."""
        self.keys(text + end, gap=3)

    def person(self, text: str) -> None:
        """Somebody types."""
        self.keys(text, gap=120)
        self.wait(60)

    def wait(self, ms: int) -> None:
        self.clock.go_on(ms)
        self.wedge.look_at_clock()

    @property
    def texts(self) -> list[str]:
        return [scan.raw_text for scan in self.scans]


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    made = Desk()
    made.wedge.install(qapp)
    yield made
    made.wedge.uninstall()


@pytest.fixture(params=["window", "widget"])
def way(request: pytest.FixtureRequest) -> str:
    """Keys come through the window (as from a keyboard) or straight to a widget."""
    return str(request.param)


class Form(QDialog):
    """Everything that reacts to keys."""

    def __init__(self) -> None:
        super().__init__()
        self.button = QPushButton("Go")
        self.button.setAutoDefault(False)
        self.field = QLineEdit()
        self.choice = QComboBox()
        self.choice.addItems(["6901", "none", "2 pieces", "Cup"])
        self.choice.setCurrentIndex(1)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok)
        self.ok = box.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setDefault(True)
        layout = QVBoxLayout(self)
        for widget in (self.button, self.field, self.choice, box):
            layout.addWidget(widget)
        self.clicks: list[str] = []
        self.button.clicked.connect(self._on_clicked)
        self.ok.clicked.connect(self._on_ok_clicked)
        self.seen: list[tuple[QEvent.Type, str]] = []

    def _on_clicked(self) -> None:
        self.clicks.append("go")

    def _on_ok_clicked(self) -> None:
        self.clicks.append("ok")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.seen.append((event.type(), event.text()))
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self.seen.append((event.type(), event.text()))
        super().keyReleaseEvent(event)


@pytest.fixture
def form(qtbot: QtBot, desk: Desk) -> Form:
    made = Form()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is made.windowHandle())
    return made


def focus(desk: Desk, widget: QWidget, way: str = "window") -> None:
    widget.setFocus()
    assert QApplication.focusWidget() is widget
    desk.direct = widget if way == "widget" else None


# An ordinary page ----------------------------------------------------------------------------


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


# A scan page ---------------------------------------------------------------------------------


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
    desk.key(Qt.Key.Key_F11)
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

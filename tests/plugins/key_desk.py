"""A keyboard, a wedge filter with a clock of its own, and a form that reacts to keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.wedge_filter import WedgeFilter
from procedure.scans import RawScan
from scanner.reception import Reception
from scanner.simulator import SteppingClock

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


def installed(application: QCoreApplication) -> Iterator[Desk]:
    """A desk whose filter watches the application for the length of a test."""
    made = Desk()
    made.wedge.install(application)
    yield made
    made.wedge.uninstall()


def shown(qtbot: QtBot) -> Form:
    """A form in the window in front."""
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

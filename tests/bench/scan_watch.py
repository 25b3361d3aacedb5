"""From the end of a code to the painted verdict, in the real window with its real event loop."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.program import Program
from fulfilment.station.station import Shown
from procedure.verdicts import VerdictKind
from scanner.pty_scanner import PtyScanner

GIVE_UP_MS = 60_000
KEY_MS = 2
_FLUSHED = QEvent.Type(QEvent.registerEventType())


class NotShownError(Exception):
    """A scan got no verdict, or none that was painted."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What became of one scan.

    Attributes:
        told_ms: From the terminator until the main thread had the verdict.
        painted_ms: Until the window with the verdict was painted and handed to the display.
    """

    shown: Shown
    told_ms: float
    painted_ms: float

    @property
    def is_unit(self) -> bool:
        """Whether a unit was counted, and no gate asked."""
        said = self.shown.verdict
        counted = said is not None and said.kind is VerdictKind.UNIT_COUNTED
        return counted and not self.shown.asked_centre


class ScanWatch(QObject):
    """Sends codes to a program and sees when their verdicts are on the screen.

    Painted means: the window's own request for an update was carried out, and the verdict's panel
    was among what was painted. The event filter sits on the window and the panel alone, so that it
    adds nothing to what it measures.
    """

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        assert program.navigation is not None
        assert program.worker is not None
        self._program = program
        self._panel: QWidget = program.navigation.pack.verdict
        self._window: QWidget = program.shell
        self._loop = QEventLoop()
        self._began: list[int] = []
        self._told: list[tuple[Shown, int]] = []
        self._painted: list[Watched] = []
        self._panel_painted = False
        self._wanted = 0
        self.unsaved = 0
        self._panel.installEventFilter(self)
        self._window.installEventFilter(self)
        program.shown.connect(self._on_shown)
        program.worker.unsaved.connect(self._on_unsaved)

    # sending ---------------------------------------------------------------------------

    def type(self, text: str) -> None:
        """Type a code as a wedge does; its time begins with the Enter.

        The keys carry their own times, as from a real keyboard: a pause of this program is none
        of the scanner's.
        """
        at_ms = time.monotonic_ns() // 1_000_000
        for nth, char in enumerate(text):
            self._press(ord(char), char, at_ms + KEY_MS * nth)
        self._began.append(time.perf_counter_ns())
        self._press(Qt.Key.Key_Return, "\r", at_ms + KEY_MS * len(text))

    def _press(self, key: int, char: str, at_ms: int) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, char)
            event.setTimestamp(at_ms)
            QCoreApplication.sendEvent(self._window.windowHandle(), event)

    def send(self, scanner: PtyScanner, text: str) -> None:
        """Send a code over a serial line; its time begins with the bytes."""
        self._began.append(time.perf_counter_ns())
        scanner.send(f"{text}\r".encode())

    def scan(self, act: Callable[[], None]) -> Watched:
        """Do one scan and wait until it is painted."""
        before = len(self._painted)
        act()
        return self.wait_for(before + 1)[before]

    def wait_for(self, count: int) -> list[Watched]:
        """All scans, once so many were painted.

        Raises:
            NotShownError: They were not, within a minute.
        """
        self._wanted = count
        self._until(lambda: len(self._painted) >= count)
        return self._painted

    def forget(self) -> None:
        """Keep nothing of the scans so far; all of them were painted."""
        for kept in (self._began, self._told, self._painted):
            kept.clear()

    def rest(self, chance: random.Random, least_ms: int, most_ms: int) -> None:
        """Let the window work for a moment, and the station until the centre has everything."""
        QTimer.singleShot(chance.randint(least_ms, most_ms), self._loop, self._loop.quit)
        self._loop.exec()
        self._until(lambda: self.unsaved == 0)

    def _until(self, done: Callable[[], bool]) -> None:
        limit = QTimer()
        limit.setSingleShot(True)
        limit.start(GIVE_UP_MS)
        limit.timeout.connect(self._loop.quit)
        while not done():
            if not limit.isActive():
                told = [shown.verdict and shown.verdict.kind for shown, _ in self._told[-3:]]
                raise NotShownError(f"{len(self._painted)} of {len(self._began)} painted; {told}")
            self._loop.exec()

    # seeing ----------------------------------------------------------------------------

    @Slot(object)
    def _on_shown(self, shown: Shown) -> None:
        if shown.verdict is not None and len(self._told) < len(self._began):
            self._told.append((shown, time.perf_counter_ns()))
            self._panel_painted = False

    @Slot(int)
    def _on_unsaved(self, count: int) -> None:
        self.unsaved = count
        if count == 0:
            self._loop.quit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See paints; change nothing."""
        if watched is self._panel:
            if event.type() is QEvent.Type.Paint:
                self._panel_painted = True
        elif event.type() is QEvent.Type.UpdateRequest and len(self._painted) < len(self._told):
            # Delivered as soon as the update, which is carried out after this filter, is done.
            order = Qt.EventPriority.HighEventPriority.value
            QCoreApplication.postEvent(self, QEvent(_FLUSHED), order)
        return False

    def event(self, event: QEvent) -> bool:
        """An update of the window is done."""
        if event.type() != _FLUSHED:
            return super().event(event)
        if self._panel_painted:
            now = time.perf_counter_ns()
            for shown, told in self._told[len(self._painted) :]:
                began = self._began[len(self._painted)]
                self._painted.append(Watched(shown, (told - began) / 1e6, (now - began) / 1e6))
            self._loop.quit()
        return True

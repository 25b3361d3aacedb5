"""A walk through the demo by itself, through the real window: pictures of every screen.

Every step waits for what the station shows; nothing is faked, nothing is skipped.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Generator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import assert_never

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from desktop.demo.preparing import DemoBadge
from desktop.demo.tour_script import (
    Beat,
    OpenScreen,
    Paper,
    Pause,
    Picture,
    RightCode,
    Scan,
    tour_script,
)
from desktop.program import Program
from desktop.tasks import Finished
from fulfilment.paper.print_jobs import Printed
from fulfilment.station.station import Shown
from fulfilment.within_reach import Reach, Reachable
from procedure.words import ScanSource
from scanner.reception import Reception
from scanner.simulator import SteppingClock

BETWEEN_SCANS_MS = 2_500
"""Ticks between two scans of the walk: a calm hand, beyond every double-read window."""
PAUSE_MS = 700
SETTLE_MS = 150
"""Before a picture: layouts settle, the dock shows what is within reach."""


class Tour(QObject):
    """Drives the program by the script and leaves pictures and printed paper in a folder."""

    def __init__(
        self, program: Program, reach: Reach, badges: Sequence[DemoBadge], folder: Path
    ) -> None:
        super().__init__(program)
        self._program = program
        self._reach = reach
        self._folder = folder
        self._clock = SteppingClock(datetime.now(UTC))
        self._reception = Reception(self._clock)
        self._script: Generator[Beat, object, None] = tour_script(badges)
        self._count = 0
        self._picture = ""
        self._awaits_shown = False
        self._paper: list[str] = []

    def start(self) -> None:
        """Begin once the window stands."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._program.shown.connect(self._on_shown)
        self._program.printed.connect(self._on_printed)
        QTimer.singleShot(PAUSE_MS, self, self._begin)

    @Slot()
    def _begin(self) -> None:
        self._advance(None)

    def _advance(self, value: object) -> None:
        try:
            beat = self._script.send(value)
        except StopIteration:
            self._finish()
            return
        self._take(beat)

    def _take(self, beat: Beat) -> None:
        match beat:
            case Scan(text, aim):
                self._awaits_shown = True
                self._clock.go_on(BETWEEN_SCANS_MS)
                scan = self._reception.of_text(
                    f"{aim}{text}", device="simulator", source=ScanSource.SIMULATOR
                )
                self._program.devices.typed.emit(scan)
            case Picture(name):
                self._picture = name
                QTimer.singleShot(SETTLE_MS, self, self._take_picture)
            case RightCode(state):
                self._program.tasks.start(lambda: self._reach.of(state), self._on_reach)
            case OpenScreen(key):
                self._program.shell.screen_requested.emit(key)
                self._later(PAUSE_MS)
            case Paper():
                self._later(PAUSE_MS)
            case Pause(ms):
                self._later(ms)
            case _:
                assert_never(beat)

    @Slot()
    def _take_picture(self) -> None:
        self._count += 1
        path = self._folder / f"{self._count:02d}-{self._picture}.png"
        self._program.shell.grab().save(str(path))
        self._later(0)

    def _later(self, ms: int) -> None:
        QTimer.singleShot(ms, self, self._begin)

    @Slot(object)
    def _on_shown(self, shown: Shown) -> None:
        if self._awaits_shown and shown.verdict is not None:
            self._awaits_shown = False
            self._shown = shown
            QTimer.singleShot(0, self, self._on_painted)

    @Slot()
    def _on_painted(self) -> None:
        self._advance(self._shown)

    def _on_reach(self, finished: Finished) -> None:
        codes: tuple[Reachable, ...] = finished.result or ()
        self._advance(codes)

    @Slot(object)
    def _on_printed(self, printed: Printed) -> None:
        if printed.place:
            self._paper.append(printed.place)

    def _finish(self) -> None:
        for place in self._paper:
            shutil.copy2(place, self._folder)
        pictures = len(list(self._folder.glob("*.png")))
        sys.stdout.write(
            f"The demo is done. {pictures} pictures and {len(self._paper)} printed papers are in "
            f"{self._folder.resolve()}\n"
        )
        QApplication.quit()

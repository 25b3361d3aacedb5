"""`--record` and `--replay`: what the scanners send goes into a file, and comes out of one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from desktop.devices import Devices
from desktop.scanner_desk import ScannerDesk
from desktop.tasks import Tasks
from desktop.widgets.states import State
from procedure.scans import RawScan
from resources.catalogue import N_, Translator
from scanner.keystrokes import KeyStroke
from scanner.link import DamagedLine
from scanner.link import sentence as link_sentence
from scanner.recorded_scanner import ENDED, RecordedScanner
from scanner.recording import Recorder

_RECORDS = N_(
    "Everything that is scanned is written into {name}, badges too. Keep that file to yourself."
)
_CANNOT = N_("The recording {name} cannot be written. Choose another folder.")


class Recordings(QObject):
    """Records the station's scanners, and plays a recording as one more scanner.

    Signals (main thread):
        said(State | None, str): What happened, in a finished sentence.

    Args:
        take: Takes scans in the replay's thread.
    """

    said = Signal(object, str)
    _told = Signal(object, str)

    def __init__(
        self,
        scanners: ScannerDesk,
        devices: Devices,
        tasks: Tasks,
        translator: Translator,
        take: Callable[[RawScan], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._scanners, self._devices, self._tasks = scanners, devices, tasks
        self._translator, self._take = translator, take
        self._lock = threading.Lock()
        self._is_closed = False
        self._recorder: Recorder | None = None
        self._replay: RecordedScanner | None = None
        self._told.connect(self.said)

    def record(self, path: Path) -> None:
        """Write what comes from now on into a file."""
        self._tasks.start(lambda: self._make(path), lambda done: self._on_made(path.name))

    def _make(self, path: Path) -> None:
        """Thread: a task's. The program may be closed before it comes to this."""
        try:
            recorder = Recorder(path, self._devices.clock)
        except OSError:
            return
        with self._lock:
            if not self._is_closed:
                self._recorder = recorder
                return
        recorder.close()

    def _on_made(self, name: str) -> None:
        recorder = self._recorder
        if recorder is None:
            self.said.emit(State.WRONG, self._translator.text(_CANNOT, name=name))
            return
        self._scanners.tap = recorder.took_bytes
        self._devices.wedge.keyed.connect(self._on_keyed)
        self.said.emit(State.ATTENTION, self._translator.text(_RECORDS, name=name))

    @Slot(object)
    def _on_keyed(self, stroke: KeyStroke) -> None:
        if self._recorder is not None:
            self._recorder.took_key(stroke)

    def replay(self, path: Path) -> None:
        """Play a recording, at the pace at which it was made."""

        def end(words: str) -> None:
            state = State.GOOD if words == ENDED else State.WRONG
            self._told.emit(state, self._translator.text(words, name=path.name))

        self._replay = RecordedScanner(
            path,
            self._take,
            self._on_damaged,
            end,
            wedge=self._scanners.setup.wedge.settings(),
        )
        self._replay.start()

    def _on_damaged(self, line: DamagedLine) -> None:
        self._told.emit(State.ATTENTION, link_sentence(line, self._translator.text))

    def close(self) -> None:
        """End the replay and complete the recording."""
        self._scanners.tap = None
        if self._replay is not None:
            self._replay.stop()
        with self._lock:
            self._is_closed = True
            recorder, self._recorder = self._recorder, None
        if recorder is not None:
            recorder.close()

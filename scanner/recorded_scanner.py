"""A recording that plays itself, at the pace at which it was made, as one more scanner."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from procedure.scans import RawScan
from resources.catalogue import N_
from scanner.link import DamagedLine
from scanner.reception import Reception
from scanner.recording import Replay, read_recording
from scanner.serial import SerialSettings
from scanner.wedge_rules import WedgeSettings

ENDED = N_("The recording {name} was played to its end.")
UNREADABLE = N_("The recording {name} cannot be read. Choose a file made with --record.")


class RecordedScanner:
    """Plays a recording once, in a thread.

    Args:
        path: The recording.
        on_scan: Gets each scan.
        on_damaged: Gets each damaged line.
        on_end: Gets `ENDED` or `UNREADABLE`; nothing where it was stopped before.
        line: How its bytes are cut.
        wedge: How its keys are judged.

    Thread: the callbacks run in its thread. `start` and `stop` belong to one other.
    """

    def __init__(
        self,
        path: Path,
        on_scan: Callable[[RawScan], None],
        on_damaged: Callable[[DamagedLine], None],
        on_end: Callable[[str], None],
        *,
        reception: Reception | None = None,
        line: SerialSettings | None = None,
        wedge: WedgeSettings | None = None,
    ) -> None:
        self._path = path
        self._on_end = on_end
        self._stopping = threading.Event()
        self._replay = Replay(
            on_scan,
            on_damaged,
            reception=reception or Reception(),
            wait=self._wait,
            line=line,
            wedge=wedge,
        )
        self._thread = threading.Thread(target=self._run, name="scanner replay", daemon=True)

    def start(self) -> None:
        """Play from now on."""
        self._thread.start()

    def stop(self) -> None:
        """End it, wherever it is."""
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _wait(self, pause_ms: int) -> bool:
        return not self._stopping.wait(pause_ms / 1000)

    def _run(self) -> None:
        try:
            sent = read_recording(self._path)
        except (OSError, ValueError):
            self._on_end(UNREADABLE)
            return
        if self._replay.play(sent):
            self._on_end(ENDED)

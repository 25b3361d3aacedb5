"""What a scanner sent, kept with its pauses and played again: bytes of a line, keys of a wedge.

A recording is a text file, one JSON object a line: `after_ms` since the one before, and `bytes` in
hex with their `device`, or a `key` with its `text`. It holds everything that was scanned while it
was made, badges too: it is made only when somebody asks for it.
"""

from __future__ import annotations

import json
import logging
import queue
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from procedure.scans import RawScan
from procedure.words import ScanSource
from scanner.framing import Damaged, Frame, LineCutter
from scanner.keystrokes import Held, Key, KeyStroke
from scanner.link import DamagedLine
from scanner.reception import Reception, ReceptionClock
from scanner.serial import SerialSettings
from scanner.wedge import due_ms, settle, strike
from scanner.wedge_rules import Ruling, WedgeSettings, WedgeState

_log = logging.getLogger(__name__)

REPLAY = "replay"
"""The device of scans that are played again."""


@dataclass(frozen=True, slots=True)
class SentBytes:
    """What one read of a line gave, so long after what was before it.

    Attributes:
        device: Whose line; a recording of several scanners keeps them apart.
    """

    after_ms: int
    data: bytes
    device: str = ""


@dataclass(frozen=True, slots=True)
class SentKey:
    """One key of a scanner that types; the stroke's own tick means nothing here."""

    after_ms: int
    stroke: KeyStroke


Sent = SentBytes | SentKey


class Recorder:
    """Writes what devices send into a file, in a thread of its own.

    A disk that takes nothing any more ends the recording, and never a scan.

    Args:
        path: The file; it is made anew.
        clock: Measures the pauses.

    Raises:
        OSError: The file cannot be made.

    Thread: any; several devices may share it. Nothing waits for the disk but `close`.
    """

    def __init__(self, path: Path, clock: ReceptionClock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._last_ms: int | None = None
        self._last_key_ms: int | None = None
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._file: TextIO = path.open("w", encoding="utf-8", newline="\n")
        self._thread = threading.Thread(target=self._write, name="scanner recording", daemon=True)
        self._thread.start()

    def took_bytes(self, device: str, data: bytes) -> None:
        """The line of a device gave these bytes."""
        self._take({"bytes": data.hex(), "device": device}, None)

    def took_key(self, stroke: KeyStroke) -> None:
        """A key was pressed; its own time counts, however late the window came to it."""
        written: dict[str, Any] = {"key": stroke.key.value, "text": stroke.text}
        if stroke.held:
            written["held"] = stroke.held.value
        self._take(written, stroke.tick_ms)

    def close(self) -> None:
        """The recording is complete; what comes later is not in it."""
        self._lines.put(None)
        self._thread.join()

    def _take(self, sent: dict[str, Any], key_ms: int | None) -> None:
        """Keys have times of their own, on a scale of their own: only two keys compare by them."""
        with self._lock:
            now = self._clock.tick_ms()
            if key_ms is not None and self._last_key_ms is not None:
                passed = key_ms - self._last_key_ms
            else:
                passed = 0 if self._last_ms is None else now - self._last_ms
            after = max(0, passed)
            self._last_ms, self._last_key_ms = now, key_ms
            self._lines.put(json.dumps({"after_ms": after, **sent}) + "\n")

    def _write(self) -> None:
        try:
            with self._file as file:
                while (line := self._lines.get()) is not None:
                    file.write(line)
                    file.flush()
        except OSError:
            _log.warning("the recording ended early: its disk takes nothing more")


def read_recording(path: Path) -> tuple[Sent, ...]:
    """What a recording holds, in its order.

    Raises:
        OSError: The file cannot be read.
        ValueError: A line is none of a recording; the message names it.
    """
    found: list[Sent] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            found.append(_sent(json.loads(line)))
        except (ValueError, KeyError, TypeError) as problem:
            raise ValueError(f"line {number} of {path.name} is no part of a recording") from problem
    return tuple(found)


def _sent(line: dict[str, Any]) -> Sent:
    after = int(line["after_ms"])
    if after < 0:
        raise ValueError("time does not run backwards")
    if "bytes" in line:
        return SentBytes(after, bytes.fromhex(line["bytes"]), str(line.get("device", "")))
    held = Held(int(line.get("held", 0)))
    return SentKey(after, KeyStroke(Key(line["key"]), str(line["text"]), 0, held))


class Replay:
    """Plays a recording through the same framing, wedge and reception as the devices' own.

    Args:
        deliver: Gets each scan.
        on_damaged: Gets each damaged line.
        reception: Makes the scans.
        wait: Lets so many milliseconds pass; False ends the replay. Pauses are judged as they
            were recorded, however long this takes: a busy machine cuts no code in two.
        line: How the bytes are cut.
        wedge: How the keys are judged; they are played as on a scan page.
    """

    def __init__(
        self,
        deliver: Callable[[RawScan], None],
        on_damaged: Callable[[DamagedLine], None],
        *,
        reception: Reception,
        wait: Callable[[int], bool],
        line: SerialSettings | None = None,
        wedge: WedgeSettings | None = None,
    ) -> None:
        self._deliver = deliver
        self._on_damaged = on_damaged
        self._reception = reception
        self._wait = wait
        self._line = line or SerialSettings()
        self._framers: dict[str, LineCutter] = {}
        self._settings = wedge or WedgeSettings()
        self._state = WedgeState(page=True)
        self._now_ms = 0

    def play(self, sent: Iterable[Sent]) -> bool:
        """Play it all, pauses included; False where it was ended before."""
        for each in sent:
            if not self._pass(each.after_ms):
                return False
            match each:
                case SentBytes(data=data, device=device):
                    framer = self._framers.setdefault(device, self._line.framer())
                    self._take(framer.feed(data, self._now_ms))
                case SentKey(stroke=stroke):
                    at = KeyStroke(stroke.key, stroke.text, self._now_ms, stroke.held)
                    self._judged(*strike(self._state, at, self._settings))
        return self._pass(self._last_silence_ms())

    def _pass(self, pause_ms: int) -> bool:
        """Let time pass; what silence decides meanwhile is decided when it is due."""
        until = self._now_ms + pause_ms
        while (due := self._due_ms()) is not None and due <= until:
            if not self._wait_until(due):
                return False
            self._settle()
        return self._wait_until(until)

    def _wait_until(self, then_ms: int) -> bool:
        pause_ms, self._now_ms = max(0, then_ms - self._now_ms), max(self._now_ms, then_ms)
        return self._wait(pause_ms)

    def _last_silence_ms(self) -> int:
        due = self._due_ms()
        return 0 if due is None else max(0, due - self._now_ms)

    def _due_ms(self) -> int | None:
        due = [framer.due_ms() for framer in self._framers.values()]
        due.append(due_ms(self._state, self._settings))
        return min((each for each in due if each is not None), default=None)

    def _settle(self) -> None:
        for framer in self._framers.values():
            self._take(framer.tick(self._now_ms))
        self._judged(*settle(self._state, self._now_ms, self._settings))

    def _take(self, found: Iterable[Frame | Damaged]) -> None:
        for each in found:
            match each:
                case Frame(payload):
                    self._deliver(self._reception.of_bytes(payload, device=REPLAY))
                case Damaged(kind, beginning):
                    self._on_damaged(DamagedLine(REPLAY, kind, beginning))

    def _judged(self, state: WedgeState, ruling: Ruling) -> None:
        self._state = state
        for scan in ruling.scans:
            source = ScanSource.MANUAL if scan.source is ScanSource.MANUAL else ScanSource.WEDGE
            self._deliver(self._reception.of_text(scan.text, device=REPLAY, source=source))

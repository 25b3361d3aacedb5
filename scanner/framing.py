"""Stop 2 of a scan on a serial line: bytes in, whole lines out. Pure, no clock inside.

References:
    FIELD "Scanners" (serial): terminator CR, LF, CRLF, Tab, ETX or 50 ms of silence; the half
    line of a device that went away is discarded.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

TERMINATORS = b"\r\n\t\x03"
"""CR, LF, Tab and ETX. CRLF is one: the line between its two bytes is empty and is no scan."""

_STX = 0x02
_KEPT_OF_DAMAGED = 64


class DamageKind(StrEnum):
    """Why bytes did not become a scan."""

    TOO_LONG = "too_long"
    """No terminator within the limit; the rest of the line is skipped."""
    UNFINISHED = "unfinished"
    """The device ends its lines, but this one stayed without an end."""
    CHECK = "check"
    """Its check byte is wrong."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One whole line, terminator (and a leading STX) removed, never empty."""

    payload: bytes


@dataclass(frozen=True, slots=True)
class Damaged:
    """Bytes that are shown as damaged and never guessed at.

    Attributes:
        kind: What was wrong.
        beginning: The first bytes of the line, at most 64, for support.
    """

    kind: DamageKind
    beginning: bytes


class LineCutter(Protocol):
    """Cuts one device's bytes into lines; see `Framer`, and `BlockFramer` for checked blocks."""

    def feed(self, data: bytes, tick_ms: int) -> tuple[Frame | Damaged, ...]:
        """The lines that are complete with these bytes."""
        ...

    def tick(self, tick_ms: int) -> tuple[Frame | Damaged, ...]:
        """What has ended by silence at this time."""
        ...

    def due_ms(self) -> int | None:
        """When silence will end the open line, or None while nothing is open."""
        ...

    def drop(self) -> int:
        """Discard the half line of a device that went away; gives how many bytes it had."""
        ...


class Framer:
    """Cuts one device's bytes into lines.

    The cut depends only on the bytes and their times, not on how reads split or joined them.

    A device that has ended a line with a terminator once is expected to do so again: from then
    on a pause inside a line does not make two scans out of one (USB and Bluetooth stall for
    longer than 50 ms now and then). Such a line is reported damaged after `unfinished_ms`, and
    what was learned is forgotten, because somebody may have reprogrammed the scanner.

    Args:
        silence_ms: A pause this long ends a line of a device that sends no terminator.
        unfinished_ms: A pause this long ends any line.
        limit: Longest line in bytes.

    Raises:
        ValueError: The two pauses or the limit make no sense.

    Examples:
        >>> framer = Framer()
        >>> framer.feed(b"69012345", 0)
        ()
        >>> framer.feed(b"67892\\r\\n4006381333931\\r", 3)
        (Frame(payload=b'6901234567892'), Frame(payload=b'4006381333931'))
    """

    def __init__(
        self, *, silence_ms: int = 50, unfinished_ms: int = 500, limit: int = 4096
    ) -> None:
        if not 0 < silence_ms <= unfinished_ms or limit < 1:
            raise ValueError("0 < silence_ms <= unfinished_ms and limit >= 1 are needed")
        self._silence_ms = silence_ms
        self._unfinished_ms = unfinished_ms
        self._limit = limit
        self._line = bytearray()
        self._skipping = False
        self._last_ms = 0
        self._ends_lines = False

    def feed(self, data: bytes, tick_ms: int) -> tuple[Frame | Damaged, ...]:
        """The lines that are complete with these bytes.

        Args:
            data: What one read gave, of any length.
            tick_ms: Monotonic milliseconds of the read.
        """
        out = list(self.tick(tick_ms))
        for byte in data:
            found = self._take(byte)
            if found is not None:
                out.append(found)
        if data:
            self._last_ms = tick_ms
        return tuple(out)

    def tick(self, tick_ms: int) -> tuple[Frame | Damaged, ...]:
        """What has ended by silence at this time; at most one."""
        due = self.due_ms()
        if due is None or tick_ms < due:
            return ()
        line, ends_lines = bytes(self._line), self._ends_lines
        self._clear()
        self._ends_lines = False
        if not line:
            return ()
        return (Damaged(DamageKind.UNFINISHED, beginning_of(line)) if ends_lines else Frame(line),)

    def due_ms(self) -> int | None:
        """When silence will end the open line, or None while nothing is open."""
        if not self._line and not self._skipping:
            return None
        pause = self._unfinished_ms if self._ends_lines else self._silence_ms
        return self._last_ms + pause

    def drop(self) -> int:
        """Discard the half line of a device that went away; gives how many bytes it had."""
        dropped = len(self._line)
        self._clear()
        return dropped

    def _take(self, byte: int) -> Frame | Damaged | None:
        """The line or the damage that this byte completes, if it does."""
        if byte in TERMINATORS:
            line = bytes(self._line)
            self._ends_lines = self._ends_lines or bool(line) or self._skipping
            self._clear()
            return Frame(line) if line else None
        if self._skipping or (byte == _STX and not self._line):
            return None
        self._line.append(byte)
        if len(self._line) <= self._limit:
            return None
        damaged = Damaged(DamageKind.TOO_LONG, beginning_of(bytes(self._line)))
        self._clear()
        self._skipping = True
        return damaged

    def _clear(self) -> None:
        self._line.clear()
        self._skipping = False


def beginning_of(line: bytes) -> bytes:
    """As much of a damaged line as is kept."""
    return line[:_KEPT_OF_DAMAGED]

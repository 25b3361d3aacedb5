"""Bytes of a scale in, whole lines out. Pure, no clock inside."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST = 64
"""Bytes of a line; no protocol here has longer ones."""


@dataclass(frozen=True, slots=True)
class Framing:
    """Where a line begins and ends.

    Attributes:
        ends: Every byte that ends a line.
        start: The byte that begins one, or None where it begins after the end before it.
        seven_bits: The eighth bit is parity, or nothing, and is taken off.
    """

    ends: bytes = b"\r\n"
    start: int | None = None
    seven_bits: bool = False


class LineCutter:
    """Cuts one scale's bytes into lines.

    A line that was cut at its beginning could show `2.34` where the scale says `12.34`. So what
    comes before the first start, or the first end, is no line, unless the scale only speaks when
    it is asked.

    Args:
        speaks_by_itself: Whether the first bytes may be the rest of a line.

    Examples:
        >>> LineCutter(Framing(), speaks_by_itself=True).feed(b"2.34 kg\\r\\n12.34 kg\\r\\n 1")
        (b'12.34 kg',)
    """

    def __init__(self, framing: Framing, *, speaks_by_itself: bool) -> None:
        self._framing = framing
        self._begins_open = framing.start is None and not speaks_by_itself
        self._line = bytearray()
        self._open = self._begins_open

    def feed(self, data: bytes) -> tuple[bytes, ...]:
        """The lines that are complete with these bytes, without start and end, never empty."""
        mask = 0x7F if self._framing.seven_bits else 0xFF
        lines = (self._take(byte & mask) for byte in data)
        return tuple(line for line in lines if line)

    def drop(self) -> int:
        """Discard a half line; gives how many bytes it had."""
        dropped = len(self._line)
        self._line.clear()
        self._open = self._begins_open
        return dropped

    def _take(self, byte: int) -> bytes | None:
        if byte == self._framing.start:
            self._line.clear()
            self._open = True
            return None
        if byte in self._framing.ends:
            line = bytes(self._line) if self._open else None
            self._line.clear()
            self._open = self._framing.start is None
            return line
        if self._open:
            self._line.append(byte)
            if len(self._line) > LONGEST:
                self._line.clear()
                self._open = False
        return None

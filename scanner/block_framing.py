"""Lines with a check byte: STX, text, ETX, and the XOR of everything behind STX, ETX included.

Some scanners send so on long or noisy lines. A block whose check byte is wrong, and bytes that
stand in no block, are damage: shown, never guessed at.

References:
    FIELD "Scanners" (serial); ISO 1155 (longitudinal parity).
"""

from __future__ import annotations

from functools import reduce
from operator import xor

from scanner.framing import Damaged, DamageKind, Frame, beginning_of

_STX, _ETX = 0x02, 0x03
_BETWEEN = b"\r\n"
"""What may follow a block and means nothing."""


def check_byte(text: bytes) -> int:
    """The check byte of a block's text.

    Examples:
        >>> check_byte(b"TEST") == ord("T") ^ ord("E") ^ ord("S") ^ ord("T") ^ 0x03
        True
    """
    return reduce(xor, text, _ETX)


class BlockFramer:
    """Cuts one device's bytes into checked blocks.

    Args:
        unfinished_ms: A pause this long inside a block ends it, as damage.
        limit: Longest text in bytes.

    Examples:
        >>> framer = BlockFramer()
        >>> framer.feed(b"\\x02TEST\\x03\\x15", 0)
        (Frame(payload=b'TEST'),)
        >>> framer.feed(b"\\x02TEST\\x03\\x16", 0)
        (Damaged(kind=<DamageKind.CHECK: 'check'>, beginning=b'TEST'),)
    """

    def __init__(self, *, unfinished_ms: int = 500, limit: int = 4096) -> None:
        self._unfinished_ms = unfinished_ms
        self._limit = limit
        self._text = bytearray()
        self._is_open = False
        self._is_ended = False
        self._last_ms = 0

    def feed(self, data: bytes, tick_ms: int) -> tuple[Frame | Damaged, ...]:
        """The blocks that are complete with these bytes; arguments as `Framer.feed`."""
        out = list(self.tick(tick_ms))
        for byte in data:
            out += self._take(byte)
        if data:
            self._last_ms = tick_ms
        return tuple(out)

    def tick(self, tick_ms: int) -> tuple[Frame | Damaged, ...]:
        """The block that silence has broken off at this time."""
        due = self.due_ms()
        if due is None or tick_ms < due:
            return ()
        return self._damage(DamageKind.UNFINISHED)

    def due_ms(self) -> int | None:
        """When silence will break off the open block, or None while nothing is open."""
        waits = self._is_open or bool(self._text)
        return self._last_ms + self._unfinished_ms if waits else None

    def drop(self) -> int:
        """Discard the half block of a device that went away; gives how many bytes it had."""
        dropped = len(self._text)
        self._clear()
        return dropped

    def _take(self, byte: int) -> tuple[Frame | Damaged, ...]:
        if self._is_ended:  # the check byte may be any byte, STX and CR too
            return self._checked(byte)
        if byte == _STX:
            broken = self._damage(DamageKind.UNFINISHED) if self._text else ()
            self._clear()
            self._is_open = True
            return broken
        if not self._is_open and byte in _BETWEEN:
            return self._damage(DamageKind.UNFINISHED) if self._text else ()
        if self._is_open and byte == _ETX:
            self._is_ended = True
            return ()
        self._text.append(byte)
        return self._damage(DamageKind.TOO_LONG) if len(self._text) > self._limit else ()

    def _checked(self, byte: int) -> tuple[Frame | Damaged, ...]:
        text = bytes(self._text)
        if byte != check_byte(text):
            return self._damage(DamageKind.CHECK)
        self._clear()
        return (Frame(text),) if text else ()

    def _damage(self, kind: DamageKind) -> tuple[Damaged, ...]:
        beginning = beginning_of(bytes(self._text))
        self._clear()
        return (Damaged(kind, beginning),)

    def _clear(self) -> None:
        self._text.clear()
        self._is_open = self._is_ended = False

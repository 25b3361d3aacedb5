"""One pull of a scanner's trigger with everything that was sent, ends of line included. Pure.

References:
    FIELD "Scanners": GS as Ctrl+] and Alt+029; STX, text, ETX and a check byte.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from scanner.block_framing import BlockFramer
from scanner.framing import Frame
from scanner.keystrokes import Held, Key, KeyStroke
from scanner.payload import decode
from scanner.wedge import alt_character

PULL_ENDS_MS = 400
"""A silence this long ends a pull: longer than any pause between two keys, and than the late
second end of a line that a scanner sends after a pause."""


def text_of_strokes(strokes: Sequence[KeyStroke]) -> str:
    """What a scanner that types has sent.

    Examples:
        >>> text_of_strokes([KeyStroke(Key.CHARACTER, "A", 0), KeyStroke(Key.ENTER, "", 5)])
        'A\\r'
    """
    sent, alt, echo = "", None, ""
    for stroke in strokes:
        if stroke.key is Key.ALT:
            alt = ""
        elif stroke.key is Key.ALT_RELEASE:
            echo = alt_character(alt or "")
            sent, alt = sent + echo, None
        elif alt is not None and stroke.text.isdigit():
            alt += stroke.text
        elif stroke.ends_line:
            sent += stroke.line_end
        elif echo and stroke.character == echo and stroke.held is Held.NOTHING:
            echo = ""  # the system composed the Alt code too
        else:
            sent, echo = sent + stroke.character, ""
    return sent


def text_of_bytes(data: bytes, *, block_check: bool = False, encoding: str = "") -> str:
    """What a scanner on a line has sent.

    Args:
        block_check: It sends blocks with a check byte; each whole one then ends with ETX, and
            what is damaged is left as it came.
        encoding: Its alphabet, or "" for whichever fits.

    Examples:
        >>> text_of_bytes(b"]C0TOTE-1\\r\\n")
        ']C0TOTE-1\\r\\n'
        >>> text_of_bytes(b"\\x02TEST\\x03\\x15", block_check=True)
        'TEST\\x03'
    """
    known = encoding or None
    if not block_check:
        return decode(data.removeprefix(b"\x02"), known)
    found = BlockFramer().feed(data, 0)
    if not found or not all(isinstance(each, Frame) for each in found):
        return decode(data, known)
    return "".join(
        f"{decode(each.payload, known)}\x03" for each in found if isinstance(each, Frame)
    )


def largest_pause_ms(strokes: Sequence[KeyStroke]) -> int:
    """The longest pause between two keys of a pull, the end of its line left out.

    Examples:
        >>> keys = [KeyStroke(Key.CHARACTER, "A", tick) for tick in (0, 10, 80)]
        >>> largest_pause_ms(keys)
        70
    """
    ticks = [stroke.tick_ms for stroke in strokes if not stroke.ends_line]
    return max((later - sooner for sooner, later in pairwise(ticks)), default=0)

"""Inputs as no scanner should send them, and as scanners do send them: bytes of one line each.

Half are codes that mean something here, whole or damaged; the others are whatever bytes can be.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from tests.floor.goods import MUG_EAN, TEA_EAN
from tests.floor.inspection import DEFECT_CODES
from tests.floor.walks import CODES, COMMANDS, PACK_CODES

KNOWN = (*CODES, *PACK_CODES, *COMMANDS, *DEFECT_CODES, "USR-ABCDEFGHJK2", "WEIGHT-1", "]C1", "~")
AIMS = ("]E0", "]E4", "]C0", "]C1", "]d2", "]Q3", "]e0", "]I0", "]]0", "]")
_IDENTIFIERS = ("00", "01", "02", "10", "11", "15", "17", "21", "30", "37", "3103", "3923", "8200")
_DIGITS = "0123456789"
_PIECES = ("\x1d", "~", "\x1e", "\x04", "\\000026", "\\000029", "\0", " ", "-", "/", "\u200b", "茶")


def fuzzed(chance: random.Random) -> bytes:
    """One line without its end; it may hold ends inside, or nothing at all."""
    (made,) = chance.choices(_KINDS, _WEIGHTS)
    return made(chance)


def _known(chance: random.Random) -> bytes:
    text = chance.choice(KNOWN)
    return ((chance.choice(AIMS) if chance.random() < 0.3 else "") + text).encode()


def _damaged(chance: random.Random) -> bytes:
    line = bytearray(_known(chance))
    for _ in range(chance.randint(1, 4)):
        at = chance.randint(0, len(line))
        match chance.randrange(5):
            case 0:
                line[at:at] = chance.choice(_PIECES).encode()
            case 1:
                del line[at : at + chance.randint(1, 3)]
            case 2:
                line[at : at + 1] = bytes([chance.randrange(256)])
            case 3:
                line[at:at] = line[: chance.randint(0, len(line))]
            case _:
                line = bytearray(bytes(line).swapcase())
    return bytes(line)


def _wide(chance: random.Random) -> bytes:
    """Full-width characters, as an input method makes them, in an alphabet of scanners."""
    text = chance.choice(KNOWN)
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    return wide.encode(chance.choice(("utf-8", "gb18030", "utf-16-le")))


def _elements(chance: random.Random) -> bytes:
    """A GS1 message: sometimes right, mostly not."""
    parts = []
    for _ in range(chance.randint(1, 6)):
        identifier = chance.choice(_IDENTIFIERS)
        value = _some(chance, _DIGITS if chance.random() < 0.7 else _DIGITS + "AB-/ ", 22)
        if identifier in ("01", "02") and chance.random() < 0.5:
            value = chance.choice((MUG_EAN, TEA_EAN)).zfill(14)
        parts.append(identifier + value + chance.choice(("", "\x1d", "~")))
    return (chance.choice(("]C1", "]d2", "]Q3", "]e0", "")) + "".join(parts)).encode()


def _link(chance: random.Random) -> bytes:
    """A GS1 Digital Link, or something like it."""
    host = chance.choice(("https://id.gs1.org", "http://a.example", "HTTPS://ID.GS1.ORG", "http:/"))
    path = "".join(
        f"/{chance.choice(_IDENTIFIERS)}/{_some(chance, _DIGITS + '%AB.', 16)}"
        for _ in range(chance.randint(0, 4))
    )
    return f"{host}{path}{chance.choice(('', '?17=261001', '?=&%', '#'))}".encode()


def _numbers(chance: random.Random) -> bytes:
    return _some(chance, _DIGITS, 20).encode()


def _text(chance: random.Random) -> bytes:
    """Any characters, halves of pairs included, in any alphabet."""
    text = "".join(
        chr(
            chance.choice(
                (chance.randrange(0x80), chance.randrange(0x3000), chance.randrange(0x110000))
            )
        )
        for _ in range(chance.randint(0, 30))
    )
    how = chance.choice(("utf-8", "utf-16-le", "gb18030"))
    return text.encode(how, "replace" if how == "gb18030" else "surrogatepass")


def _bytes(chance: random.Random) -> bytes:
    return chance.randbytes(chance.randint(0, 60))


def _long(chance: random.Random) -> bytes:
    return _damaged(chance) * chance.randint(20, 300)


def _some(chance: random.Random, letters: str, most: int) -> str:
    return "".join(chance.choices(letters, k=chance.randint(0, most)))


_KINDS: Sequence[Callable[[random.Random], bytes]] = (
    *(_known, _damaged, _wide, _elements, _link, _numbers, _text, _bytes, _long),
)
_WEIGHTS = (35, 20, 4, 12, 4, 8, 8, 8, 1)

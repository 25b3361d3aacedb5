"""Extended channel interpretation: `\\NNNNNN` before a text says in which alphabet it is written.

A scanner sends it when its ECI protocol is on; it then doubles every backslash of the data.

References:
    AIM ITS/04-001 (assignment numbers); FIELD "Scanners" (UTF-8 QR codes with `\\000026`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

ECI_ENCODINGS: Mapping[int, str] = MappingProxyType(
    {
        1: "latin-1",
        3: "latin-1",
        20: "shift_jis",
        26: "utf-8",
        27: "ascii",
        28: "big5",
        29: "gb18030",
        30: "euc_kr",
        32: "gb18030",
    }
)
"""Assignment number → encoding of the alphabets on our goods; GB 18030 (32) contains 29."""

_DESIGNATOR = re.compile(r"\\([0-9]{6})")


def eci_of(text: str) -> int | None:
    """The assignment number a text begins with, where it is one that we read; else None.

    Examples:
        >>> eci_of("\\\\000026TOTE-17"), eci_of("\\\\999999X"), eci_of("TOTE-17")
        (26, None, None)
    """
    found = _DESIGNATOR.match(text)
    number = None if found is None else int(found[1])
    return number if number in ECI_ENCODINGS else None


def without_eci(text: str) -> str:
    """The data of a text: designators taken off, doubled backslashes made one again.

    A designator with nothing behind it stays, and so does one that we do not know.

    Examples:
        >>> without_eci("\\\\000026TOTE-17")
        'TOTE-17'
        >>> without_eci("\\\\000003A\\\\\\\\B") == "A\\\\B"
        True
    """
    if eci_of(text) is None or len(text) <= len("\\000026"):
        return text
    return text[len("\\000026") :].replace("\\\\", "\\")

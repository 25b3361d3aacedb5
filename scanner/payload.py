"""What stands in a line: text, AIM identifier, ECI prefix, GS substitute. Pure, never raises.

References:
    FIELD "Scanners": AIM symbology identifiers; UTF-8 QR codes can arrive with `\\000026`;
    GS may be programmed as one printable character.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from procedure.eci import ECI_ENCODINGS, eci_of, without_eci

GS = "\x1d"

_AIM = re.compile(r"(\][A-Za-z][0-9A-Za-z])(.+)", re.DOTALL)
_DESIGNATED = re.compile(rb"(?:\][A-Za-z][0-9A-Za-z])?(\\[0-9]{6})")


@dataclass(frozen=True, slots=True)
class Payload:
    """A line as text.

    Attributes:
        text: Without AIM identifier and ECI designator.
        aim: For example "]E0", or None where none was sent.
    """

    text: str
    aim: str | None


def decode(line: bytes, encoding: str | None = None) -> str:
    """The text of a line: UTF-8, else GB18030 (Chinese scanners' default), else Latin-1.

    A line that names its alphabet by an ECI designator is read in that alphabet first.

    Args:
        encoding: What the scanner is known to send; tried before the usual ones.

    Examples:
        >>> decode("茶".encode()), decode("茶".encode("gb18030")), decode(b"A\\xff")
        ('茶', '茶', 'Aÿ')
    """
    known = () if encoding is None else (encoding,)
    for each in (*_named_encoding(line), *known, "utf-8", "gb18030"):
        try:
            return line.decode(each)
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1")


def _named_encoding(line: bytes) -> tuple[str, ...]:
    found = _DESIGNATED.match(line)
    number = None if found is None else eci_of(found[1].decode("ascii"))
    return () if number is None else (ECI_ENCODINGS[number],)


def read_text(text: str, *, gs_substitute: str | None = None) -> Payload:
    """Take the AIM identifier and the ECI designator off a text.

    An identifier with nothing behind it is no identifier: the text stays as it came.

    Args:
        text: The line as the device sent it.
        gs_substitute: One printable character that stands for GS, or None. It is left alone in a
            text that has a real GS, because there it is data.

    Examples:
        >>> read_text("]E06901234567892")
        Payload(text='6901234567892', aim=']E0')
        >>> read_text("]C10106901234567892~10B7", gs_substitute="~").text
        '0106901234567892\\x1d10B7'
    """
    aim: str | None = None
    if found := _AIM.fullmatch(text):
        aim, text = found[1], found[2]
    text = without_eci(text)
    if gs_substitute and GS not in text:
        text = text.replace(gs_substitute, GS)
    return Payload(text, aim)

"""Bytes of an order file to text, by a rule that never guesses between two readings.

1. A byte order mark decides: UTF-8, UTF-16 little or big endian.
2. Zero bytes on every other place are UTF-16 without its mark.
3. What is valid UTF-8 is UTF-8.
4. What is valid GB18030 and, for the most part, GB2312 is GB18030: Chinese exports. The second
   half keeps Western texts out, whose accented letters would turn into rare Chinese ones.
5. Everything else is refused, and the first byte that is not UTF-8 is named.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from fulfilment.intake.files import CannotRead, FileProblem

MAX_BYTES = 50 * 1024 * 1024
"""Half a million order lines; more than that is a mistake, or an attack."""

_OTHER_FILES = (
    (b"PK\x03\x04", "xlsx"),
    (b"\xd0\xcf\x11\xe0", "xls"),
    (b"%PDF", "pdf"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
)
_GB2312_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class FileText:
    """The text of a file, and how its bytes were read."""

    text: str
    encoding: str


def decode(data: bytes) -> FileText:
    """The file's text.

    Raises:
        CannotRead: The file is empty, too large, of another kind, or in no encoding we know.
    """
    if len(data) > MAX_BYTES:
        raise CannotRead(FileProblem.TOO_LARGE, size=len(data), limit=MAX_BYTES)
    for start, what in _OTHER_FILES:
        if data.startswith(start):
            raise CannotRead(FileProblem.NOT_A_TABLE, what=what)
    found = _decode(data)
    if not found.text.strip("\ufeff \t\r\n"):
        raise CannotRead(FileProblem.EMPTY)
    return found


def _decode(data: bytes) -> FileText:
    if data.startswith(codecs.BOM_UTF8):
        return _strict(data, "utf-8", len(codecs.BOM_UTF8))
    if data.startswith(codecs.BOM_UTF16_LE):
        return _strict(data, "utf-16-le", len(codecs.BOM_UTF16_LE))
    if data.startswith(codecs.BOM_UTF16_BE):
        return _strict(data, "utf-16-be", len(codecs.BOM_UTF16_BE))
    if b"\0" in data:
        return _strict(data, _unmarked_utf16(data), 0)
    try:
        return FileText(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        chinese = _gb18030(data)
        if chinese is None:
            raise _undecodable(data, error.start) from None
        return chinese


def _strict(data: bytes, encoding: str, mark: int) -> FileText:
    try:
        return FileText(data[mark:].decode(encoding), encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(data, mark + error.start) from None


def _unmarked_utf16(data: bytes) -> str:
    """Which of its bytes are zero tells; a file with zeros anywhere else is no text."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if odd * 20 >= len(data) and odd >= 10 * even:
        return "utf-16-le"
    if even * 20 >= len(data) and even >= 10 * odd:
        return "utf-16-be"
    raise CannotRead(FileProblem.NOT_A_TABLE, what="binary")


def _gb18030(data: bytes) -> FileText | None:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    ascii_count = len(text.encode("ascii", "ignore"))
    gb2312_count = (len(text.encode("gb2312", "ignore")) - ascii_count) // 2
    if gb2312_count < _GB2312_SHARE * (len(text) - ascii_count):
        return None
    return FileText(text, "gb18030")


def _undecodable(data: bytes, offset: int) -> CannotRead:
    return CannotRead(
        FileProblem.UNDECODABLE,
        offset=offset,
        byte=f"0x{data[offset]:02X}" if offset < len(data) else "",
        line=data.count(b"\n", 0, offset) + 1,
    )

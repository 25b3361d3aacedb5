"""A CSV or XLSX file as rows of texts. Numbers keep their digits, dates become `2026-11-27`."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from fulfilment.goods.sheet_text.file_rows import Cells, Damage, rows_of, split_lines
from fulfilment.goods.sheet_text.file_text import MAX_BYTES, decode
from fulfilment.intake.files import CannotRead, FileProblem

MAX_UNPACKED = 512 * 1024 * 1024
"""Bytes of all parts of an XLSX file; more is a mistake, or an attack."""

DELIMITERS = (",", ";", "\t")
_XLSX = b"PK\x03\x04"
_XLS = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Table:
    """One reading of a file: a sheet of the workbook, or the text split at one delimiter.

    Attributes:
        name: The sheet's name, or the delimiter.
    """

    name: str
    rows: Callable[[], Iterator[Cells | Damage]]
    """Reads the rows anew at each call: the header is looked for in every reading."""


def tables_of(data: bytes) -> Iterator[Table]:
    """Every reading a file has; the header decides which one is meant.

    Raises:
        CannotRead: The file is empty, too large, or no table.
    """
    if not data:
        raise CannotRead(FileProblem.EMPTY)
    if data.startswith((_XLSX, _XLS)):
        yield from _sheets(data)
        return
    lines = split_lines(decode(data).text)
    for delimiter in DELIMITERS:
        yield Table(delimiter, partial(rows_of, lines, delimiter))


def _sheets(data: bytes) -> Iterator[Table]:
    _check_size(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        visible = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible is SheetVisibleEnum.Visible
        ]
        for name in visible:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            yield Table(name, partial(_texts, rows))
    except CalamineError:
        raise CannotRead(FileProblem.NOT_A_TABLE, what="zip") from None


def _texts(rows: Sequence[Sequence[object]]) -> Iterator[Cells]:
    return ([cell_text(cell) for cell in row] for row in rows)


def _check_size(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise CannotRead(FileProblem.TOO_LARGE, size=len(data), limit=MAX_BYTES)
    if not data.startswith(_XLSX):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile:
        raise CannotRead(FileProblem.NOT_A_TABLE, what="zip") from None
    if unpacked > MAX_UNPACKED:
        raise CannotRead(FileProblem.TOO_LARGE, size=unpacked, limit=MAX_UNPACKED)


def cell_text(cell: object) -> str:
    """What a cell says, as one would type it.

    Examples:
        >>> cell_text(6901234567892.0), cell_text(0.25), cell_text(True)
        ('6901234567892', '0.25', 'yes')
        >>> cell_text(datetime(2026, 11, 27)), cell_text(None)
        ('2026-11-27', '')
    """
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case str():
            return cell
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case datetime():
            return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
        case date() | time() | timedelta() | _:
            return str(cell)

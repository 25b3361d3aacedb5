"""Writes all rows of a listing into a CSV or XLSX file, page by page, off the main thread."""

from __future__ import annotations

import csv
import errno
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import Any

from desktop.office.listing.listing import Asked, Cell, ListColumn, Listing, Row, Speech
from fulfilment.house import House

PAGE = 1_000
"""Rows read at once for a file."""
ENDINGS = (".csv", ".xlsx")
MOST_IN_SHEET = 1_000_000
"""Rows in one sheet; an XLSX sheet holds 1,048,576."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Fate(StrEnum):
    """What became of a file."""

    WRITTEN = "written"
    STOPPED = "stopped"
    EXISTS = "exists"
    """There is a file of this name; nothing was written."""
    UNKNOWN_ENDING = "unknown_ending"
    DISK_FULL = "disk_full"
    NOT_WRITABLE = "not_writable"


@dataclass(slots=True)
class Progress:
    """How far an export is; the main thread looks at it and may stop it.

    Thread: any.
    """

    rows: int
    stop: threading.Event

    @classmethod
    def begin(cls) -> Progress:
        """Nothing written yet."""
        return cls(0, threading.Event())


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export came to; only a finished file has its name."""

    fate: Fate
    rows: int


def export_listing(
    house: House,
    listing: Listing[Row],
    asked: Asked,
    columns: Sequence[ListColumn[Row]],
    speech: Speech,
    path: Path,
    progress: Progress,
) -> Exported:
    """Write every row that matches into a new file; half a file never gets its name.

    Thread: a task's.

    Raises:
        CannotNow: The database is away or busy; no file is left.
    """
    if path.suffix.lower() not in ENDINGS:
        return Exported(Fate.UNKNOWN_ENDING, 0)
    if path.exists():
        return Exported(Fate.EXISTS, 0)
    head = [speech.translator.text(column.title) for column in columns]
    rows = _cells(house, listing, asked, columns, speech, progress)
    write = _write_csv if path.suffix.lower() == ".csv" else _write_xlsx
    part = path.with_name(path.name + ".part")
    try:
        write(part, head, rows)
        if progress.stop.is_set():
            return Exported(Fate.STOPPED, progress.rows)
        part.replace(path)
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        return Exported(Fate.DISK_FULL if full else Fate.NOT_WRITABLE, 0)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return Exported(Fate.WRITTEN, progress.rows)


def _cells(
    house: House,
    listing: Listing[Row],
    asked: Asked,
    columns: Sequence[ListColumn[Row]],
    speech: Speech,
    progress: Progress,
) -> Iterator[list[Cell]]:
    following: Any | None = None
    while not progress.stop.is_set():
        page = listing.read(house, asked, following, PAGE)
        for row in page.rows:
            yield [_cell(column, row, speech) for column in columns]
        progress.rows += len(page.rows)
        following = page.following
        if following is None:
            return


def _cell(column: ListColumn[Row], row: Row, speech: Speech) -> Cell:
    return column.words(row, speech) if column.value is None else column.value(row)


def _write_csv(part: Path, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """UTF-8 with a mark, so that a spreadsheet reads Chinese."""
    with part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows([safe_cell(cell) for cell in row] for row in rows)


def safe_cell(cell: Cell) -> Cell:
    """A CSV cell that no spreadsheet takes for a formula: names come from outside.

    References:
        OWASP, CSV injection.

    Examples:
        >>> safe_cell("=1+1"), safe_cell("Mug"), safe_cell(-3)
        ("'=1+1", 'Mug', -3)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _write_xlsx(part: Path, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    with part.open("wb") as file:  # first: where it cannot be written no row is read
        _xlsx_book(head, iter(rows)).save(file)


def _xlsx_book(head: Sequence[str], rows: Iterator[Sequence[Cell]]) -> Any:
    from openpyxl import Workbook  # here: the window is up sooner without it

    book = Workbook(write_only=True)
    for first in rows:
        sheet = book.create_sheet()
        sheet.append(_xlsx_row(sheet, head))
        for _, row in zip(range(MOST_IN_SHEET), chain((first,), rows), strict=False):
            sheet.append(_xlsx_row(sheet, row))
    if not book.worksheets:
        sheet = book.create_sheet()
        sheet.append(_xlsx_row(sheet, head))
    return book


def _xlsx_row(sheet: Any, row: Sequence[Cell]) -> list[Any]:
    """Texts are said to be texts: one that begins with "=" would become a formula."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cells: list[Any] = []
    for value in row:
        if isinstance(value, str):
            cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub(" ", value))
            cell.data_type = "s"
            cells.append(cell)
        else:
            cells.append(value)
    return cells

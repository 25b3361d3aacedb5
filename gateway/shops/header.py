"""Finds the header of an order file: delimiter, layout, and where each column stands."""

from __future__ import annotations

import difflib
import itertools
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from fulfilment.goods.sheet_text.file_rows import Cells, rows_of
from fulfilment.intake.files import CannotRead, FileProblem
from gateway.shops.layout import Layout
from gateway.shops.online_retail import OnlineRetail
from gateway.shops.packbench_layout import PackbenchLayout

LAYOUTS: tuple[Layout, ...] = (PackbenchLayout(), OnlineRetail())
DELIMITERS = (",", ";", "\t")
TITLE_ROWS = 10
"""So many rows above the header are looked at: exports put merged titles there."""

_FEWEST_KNOWN = 2
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Header:
    """The header that was found.

    Attributes:
        row_no: The header's row, from 1; the rows above it are titles.
        places: Column name to its place in the rows.
        width: Columns of the header, blank ones at its end not counted.
    """

    layout: Layout
    delimiter: str
    row_no: int
    places: Mapping[str, int]
    width: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    known: int
    layout: Layout
    delimiter: str
    row_no: int
    cells: Cells


def find_header(lines: list[str], ignore: frozenset[str]) -> Header:
    """The row that knows the most columns of one layout.

    Args:
        ignore: Unknown columns to leave out, as the header writes them.

    Raises:
        CannotRead: There is no such row, a required column is missing, or a column is unknown,
            named twice or without a name.
    """
    found = _best(lines)
    if found is None:
        raise CannotRead(FileProblem.NO_HEADER, expected=", ".join(LAYOUTS[0].required))
    titles = _without_blank_end(found.cells)
    ignored = {column_name(name) for name in ignore}
    places: dict[str, int] = {}
    unknown: list[str] = []
    known = {*found.layout.required, *found.layout.optional}
    for place, title in enumerate(titles):
        name = column_name(title)
        if not name:
            raise CannotRead(FileProblem.COLUMN_WITHOUT_NAME, position=place + 1)
        if name in ignored and name not in known:
            continue
        if name in places:
            raise CannotRead(FileProblem.COLUMN_TWICE, column=title[:_SHOWN])
        if name not in known:
            unknown.append(title[:_SHOWN])
        places[name] = place
    _check_columns(found.layout, places, unknown)
    return Header(found.layout, found.delimiter, found.row_no, places, len(titles))


def column_name(title: str) -> str:
    """A heading as the layouts write it.

    Examples:
        >>> column_name(" Unit-Price "), column_name("InvoiceNo")
        ('unit_price', 'invoiceno')
    """
    plain = unicodedata.normalize("NFKC", title).strip().lower()
    return re.sub(r"[\s-]+", "_", plain)


def _best(lines: list[str]) -> _Candidate | None:
    best: _Candidate | None = None
    for delimiter in DELIMITERS:
        rows = itertools.islice(rows_of(lines, delimiter), TITLE_ROWS + 1)
        for row_no, cells in enumerate(rows, start=1):
            if not isinstance(cells, list):
                continue
            names = {column_name(cell) for cell in cells}
            for layout in LAYOUTS:
                known = len(names.intersection((*layout.required, *layout.optional)))
                if known >= _FEWEST_KNOWN and (best is None or known > best.known):
                    best = _Candidate(known, layout, delimiter, row_no, cells)
    return best


def _without_blank_end(cells: Cells) -> Cells:
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _check_columns(layout: Layout, places: Mapping[str, int], unknown: list[str]) -> None:
    missing = [name for name in layout.required if name not in places]
    if missing:
        close = difflib.get_close_matches(missing[0], [column_name(name) for name in unknown], 1)
        raise CannotRead(
            FileProblem.MISSING_COLUMN,
            columns=", ".join(missing),
            suggestion=close[0] if close else "",
        )
    if unknown:
        free = [name for name in layout.optional if name not in places]
        close = difflib.get_close_matches(column_name(unknown[0]), free, 1)
        raise CannotRead(
            FileProblem.UNKNOWN_COLUMN,
            columns=", ".join(unknown),
            suggestion=close[0] if close else "",
        )

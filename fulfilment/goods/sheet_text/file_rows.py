"""Text of an order file to rows of cells. A broken row costs itself, never the rows behind it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from fulfilment.intake.files import RowKind

Cells = list[str]


@dataclass(frozen=True, slots=True)
class Damage:
    """A row that cannot be split into cells.

    Attributes:
        line: The line it began on.
    """

    kind: RowKind
    line: str


def split_lines(text: str) -> list[str]:
    """Lines with their ends; only CR, LF and CRLF end one (not U+2028, form feeds, ...)."""
    return list(io.StringIO(text.removeprefix("\ufeff"), newline=""))


def rows_of(lines: list[str], delimiter: str) -> Iterator[Cells | Damage]:
    """Rows as a spreadsheet counts them: a quoted cell may go over several lines.

    A quote that is never closed, or text behind a closing quote, breaks the line it began on;
    reading goes on with the next line.

    References:
        RFC 4180, section 2, rules 5 to 7.
    """
    start, end = 0, len(lines)
    while start < end:
        reader = csv.reader(
            map(lines.__getitem__, range(start, end)), delimiter=delimiter, strict=True
        )
        read = 0
        try:
            for cells in reader:
                read = reader.line_num
                yield cells
            return
        except csv.Error as error:
            too_long = "field limit" in str(error)
            start += read + 1
            kind = RowKind.CELL_TOO_LONG if too_long else RowKind.BROKEN_QUOTE
            yield Damage(kind, lines[start - 1])

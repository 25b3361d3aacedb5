"""Reads a sheet of goods: finds its header by itself, and makes a row of values of every row."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from fulfilment.goods.files.cells import BadCell, Cell, plain
from fulfilment.goods.files.columns import SHEETS, Column
from fulfilment.goods.files.table_file import Table, tables_of
from fulfilment.goods.sheet_text.file_rows import Cells, Damage
from fulfilment.goods.sheets import GoodsKind, GoodsRow
from fulfilment.intake.files import CannotRead, FileProblem, RowKind
from procedure.verdicts import VerdictKind, verdict

TITLE_ROWS = 10
"""So many rows above the header are looked at: exports put titles there."""

_SHOWN = 40
_UNIT = re.compile(r"(.*?)(?:\s*[(\[（【]\s*([^)\]）】]+?)\s*[)\]）】]|_(g|kg|mm|cm|m))")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a column stands, and what its heading says."""

    column: Column
    at: int
    title: str
    unit: str


@dataclass(frozen=True, slots=True)
class _Header:
    table: Table
    row_no: int
    places: tuple[_Place, ...]
    unknown: tuple[str, ...]
    width: int


def read_goods(
    data: bytes, kind: GoodsKind, ignore: frozenset[str] = frozenset()
) -> tuple[GoodsRow, ...]:
    """The rows of a file of goods, in its order; blank rows are left out.

    Args:
        ignore: Columns to leave out, as the header writes them.

    Raises:
        CannotRead: The file as a whole cannot be read.

    Examples:
        >>> sheet = "商品编码,名称,重量(kg)\\nmug-1,杯子,0.35\\n".encode()
        >>> dict(read_goods(sheet, GoodsKind.PRODUCTS)[0].values)
        {'sku': 'MUG-1', 'name': '杯子', 'weight_g': 350}
    """
    header = _header(data, kind, {_folded(name) for name in ignore})
    rows = tuple(_rows(header))
    if not rows:
        raise CannotRead(FileProblem.NO_ROWS)
    return rows


def _header(data: bytes, kind: GoodsKind, ignore: set[str]) -> _Header:
    """The row that knows the most columns, in whatever reading of the file it stands."""
    columns = SHEETS[kind]
    by_title = {_folded(title): column for column in columns for title in column.titles}
    best: _Header | None = None
    for table in tables_of(data):
        for row_no, cells in enumerate(islice(table.rows(), TITLE_ROWS + 1), start=1):
            if isinstance(cells, Damage):
                continue
            found = _read_header(table, row_no, cells, by_title, ignore)
            if found.places and (best is None or len(found.places) > len(best.places)):
                best = found
    required = [column.name for column in columns if column.required]
    if best is None:
        raise CannotRead(FileProblem.NO_HEADER, expected=", ".join(required))
    _check(best, columns)
    return best


def _read_header(
    table: Table, row_no: int, cells: Cells, by_title: Mapping[str, Column], ignore: set[str]
) -> _Header:
    places: list[_Place] = []
    unknown: list[str] = []
    for at, title in enumerate(cells):
        if not title.strip() or _folded(title) in ignore:
            continue
        column, unit = _column(title, by_title)
        if column is None:
            unknown.append(title.strip()[:_SHOWN])
        else:
            places.append(_Place(column, at, title.strip()[:_SHOWN], unit))
    return _Header(table, row_no, tuple(places), tuple(unknown), len(cells))


def _column(title: str, by_title: Mapping[str, Column]) -> tuple[Column | None, str]:
    """The column a heading names, and the unit it gives: `重量(kg)`, `weight_kg`."""
    folded = _folded(title)
    found = by_title.get(folded)
    if found is not None:
        return found, ""
    match = _UNIT.fullmatch(folded)
    if match is None:
        return None, ""
    return by_title.get(match[1].strip("_")), (match[2] or match[3]).lower()


def _folded(title: str) -> str:
    text = unicodedata.normalize("NFKC", title).strip().strip("*").strip().lower()
    return re.sub(r"[\s-]+", "_", text)


def _check(header: _Header, columns: tuple[Column, ...]) -> None:
    names = [place.column.name for place in header.places]
    twice = next((place for place in header.places if names.count(place.column.name) > 1), None)
    if twice is not None:
        raise CannotRead(FileProblem.COLUMN_TWICE, column=twice.title)
    missing = [column.name for column in columns if column.required and column.name not in names]
    if missing:
        raise CannotRead(
            FileProblem.MISSING_COLUMN,
            columns=", ".join(missing),
            suggestion=_close(missing[0], header.unknown),
        )
    if header.unknown:
        free = [column.name for column in columns if column.name not in names]
        raise CannotRead(
            FileProblem.UNKNOWN_COLUMN,
            columns=", ".join(header.unknown),
            suggestion=_close(_folded(header.unknown[0]), free),
        )


def _close(name: str, others: tuple[str, ...] | list[str]) -> str:
    return next(iter(difflib.get_close_matches(name, others, 1)), "")


def _rows(header: _Header) -> Iterator[GoodsRow]:
    for row_no, cells in enumerate(header.table.rows(), start=1):
        if row_no <= header.row_no:
            continue
        if isinstance(cells, Damage):
            why = "quote" if cells.kind is RowKind.BROKEN_QUOTE else "cells"
            yield GoodsRow(row_no, refused=verdict(VerdictKind.ROW_REFUSED, why=why))
        elif any(cell.strip() for cell in cells):
            yield _row(row_no, cells, header)


def _row(row_no: int, cells: Cells, header: _Header) -> GoodsRow:
    if any(cell.strip() for cell in cells[header.width :]):
        return GoodsRow(row_no, refused=verdict(VerdictKind.ROW_REFUSED, why="cells"))
    values: dict[str, object] = {}
    for place in header.places:
        text = plain(cells[place.at]) if place.at < len(cells) else ""
        if text:
            try:
                values[place.column.name] = place.column.read(Cell(text, place.title, place.unit))
            except BadCell as bad:
                return GoodsRow(row_no, values, bad.verdict)
        elif place.column.required:
            said = verdict(VerdictKind.ROW_REFUSED, why="missing", column=place.title)
            return GoodsRow(row_no, values, said)
    return GoodsRow(row_no, values)

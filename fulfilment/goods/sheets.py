"""Rows of a sheet of goods on their way in, and the fate of each. No file, no database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from procedure.verdicts import Verdict, VerdictKind, verdict


class GoodsKind(StrEnum):
    """What a sheet is about."""

    PRODUCTS = "products"
    CODES = "codes"
    SHELVES = "shelves"
    STOCK = "stock"
    """Opening stock."""
    SUPPLIERS = "suppliers"
    ALTERNATIVES = "alternatives"
    BUNDLES = "bundles"
    GIFTS = "gifts"


class RowFate(StrEnum):
    """What becomes of a row, or would become of it."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class GoodsRow:
    """A row of a sheet, its cells read.

    Attributes:
        row_no: As a spreadsheet numbers it, from 1, the header counted.
        values: By the column's English name. An empty cell is left out: it changes nothing.
        refused: Why a cell, or the row, cannot be read.
    """

    row_no: int
    values: Mapping[str, Any] = field(default_factory=dict)
    refused: Verdict | None = None


@dataclass(frozen=True, slots=True)
class RowReport:
    """The fate of one row, and why where it was refused."""

    row_no: int
    fate: RowFate
    refused: Verdict | None = None


@dataclass(frozen=True, slots=True)
class GoodsReport:
    """What an import did, or would do.

    Attributes:
        rows: In the order of the sheet; every row that is not blank has its fate.
        written: False for a preview.
    """

    kind: GoodsKind
    rows: tuple[RowReport, ...]
    written: bool

    @property
    def counts(self) -> Mapping[RowFate, int]:
        """How many rows have each fate."""
        found = Counter(row.fate for row in self.rows)
        return {fate: found[fate] for fate in RowFate}

    @property
    def refused(self) -> tuple[RowReport, ...]:
        """The rows that somebody has to correct."""
        return tuple(row for row in self.rows if row.fate is RowFate.REFUSED)


class Fates:
    """Keeps the fate of every row, so that none has two and none has none."""

    def __init__(self) -> None:
        self._fates: dict[int, RowReport] = {}

    def put(self, row: GoodsRow, fate: RowFate) -> None:
        """The row is new, changed or unchanged."""
        self._fates[row.row_no] = RowReport(row.row_no, fate)

    def refuse(self, row: GoodsRow, why: Verdict) -> None:
        """The row is refused."""
        self._fates[row.row_no] = RowReport(row.row_no, RowFate.REFUSED, why)

    def readable(self, rows: Sequence[GoodsRow]) -> list[GoodsRow]:
        """The rows whose cells can be read; the others are refused."""
        for row in rows:
            if row.refused is not None:
                self.refuse(row, row.refused)
        return [row for row in rows if row.refused is None]

    def once(self, rows: Sequence[GoodsRow], *columns: str) -> Iterator[GoodsRow]:
        """The rows that say something for the first time; which of two is right nobody knows."""
        first: dict[tuple[Any, ...], int] = {}
        for row in rows:
            key = tuple(row.values.get(column, "") for column in columns)
            before = first.setdefault(key, row.row_no)
            if before == row.row_no:
                yield row
            else:
                what = " · ".join(str(part) for part in key if part != "")
                said = verdict(VerdictKind.ROW_REFUSED, why="twice", what=what, first=before)
                self.refuse(row, said)

    def report(self, kind: GoodsKind, *, written: bool) -> GoodsReport:
        """Everything that was found out."""
        return GoodsReport(kind, tuple(self._fates[no] for no in sorted(self._fates)), written)

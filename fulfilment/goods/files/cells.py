"""Texts of cells to values of goods. What is not plain is refused, never guessed.

References:
    ECMA-376 part 1, 18.17.4.1 (dates as serial numbers); FIELD "Operations" (grams, millimetres).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from fulfilment.goods.sheet_text.shielded import unquoted
from procedure.verdicts import Param, Verdict, VerdictKind, verdict

W = TypeVar("W", bound=StrEnum)
Read = Callable[["Cell"], object]

_SEEN = 40
_WHOLE = re.compile(r"([+-]?\d{1,15})(?:\.0*)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[, ']\d{3})+(?:\.\d*)?")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+\d{1,3}")
_AMOUNT = re.compile(r"([+-]?(?:\d{1,12}(?:\.\d{1,6})?|\.\d{1,6}))\s*([^\d\s.]*)")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]00:00(?::00)?)?")
_COMPACT = re.compile(r"(20\d{2})(\d{2})(\d{2})")
_YEAR_LAST = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}")
_SERIAL = re.compile(r"(\d{5})(?:\.0*)?")
_SHIELDED = re.compile(r"'[=+@\-]")
"""An apostrophe that keeps a spreadsheet from reading a formula, as our own sheets have it."""

_FIRST_DAY = date(1899, 12, 30)
"""Day 0 of serial numbers, so that those after 1900-02-28 come out right."""

_FORMULA = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!")
_YES = frozenset(["yes", "y", "true", "1", "是", "有", "对", "對", "真", "√", "✓"])
_NO = frozenset(["no", "n", "false", "0", "否", "无", "無", "不", "假"])
_GRAMS = {"": 1, "g": 1, "克": 1, "公克": 1, "kg": 1000, "千克": 1000, "公斤": 1000}
_MM = {
    "": 1,
    "mm": 1,
    "毫米": 1,
    "公厘": 1,
    "公釐": 1,
    "cm": 10,
    "厘米": 10,
    "公分": 10,
    "m": 1000,
    "米": 1000,
    "公尺": 1000,
}


class BadCell(Exception):
    """A cell that cannot be taken."""

    def __init__(self, why: str, cell: Cell, **params: Param) -> None:
        super().__init__(why)
        shown = "".join(filter(str.isprintable, cell.text))[:_SEEN]
        facts: dict[str, Param] = {"why": why, "column": cell.title, "seen": shown, **params}
        self.verdict: Verdict = verdict(VerdictKind.CELL_REFUSED, **facts)


class Cell:
    """A cell that is not empty, with what its column says.

    Attributes:
        text: NFKC, blanks at the ends and tricks against spreadsheets taken off.
        title: The column as the sheet writes it.
        unit: The unit the column's heading names, or "".
    """

    __slots__ = ("text", "title", "unit")

    def __init__(self, text: str, title: str, unit: str) -> None:
        self.text = text
        self.title = title
        self.unit = unit


def plain(text: str) -> str:
    """A cell's text, full width folded, without blanks at its ends.

    Examples:
        >>> plain(" １２３ "), plain("'0123"), plain('="0123"')
        ('123', '0123', '0123')
    """
    folded = text if text.isascii() else unicodedata.normalize("NFKC", text)
    bare = folded.strip().strip("\ufeff\u200b\u2060")
    return bare[1:] if _SHIELDED.match(bare) else unquoted(bare)


def words(longest: int, kept: Callable[[str], str] = str) -> Read:
    """Reads a text.

    Args:
        kept: Gives the form in which the text is stored.
    """

    def read(cell: Cell) -> str:
        if cell.text in _FORMULA:
            raise BadCell("formula", cell)
        if len(cell.text) > longest:
            raise BadCell("long", cell, most=longest)
        if any(unicodedata.category(c) in ("Cc", "Cs", "Cn") for c in cell.text):
            raise BadCell("control", cell)
        return kept(cell.text)

    return read


def key_words(longest: int, kept: Callable[[str], str]) -> Read:
    """Reads a text of digits and letters that a spreadsheet may have taken for a number."""
    read_words = words(longest, kept)

    def read(cell: Cell) -> object:
        if _SCIENTIFIC.fullmatch(cell.text):
            raise BadCell("mangled", cell)
        return read_words(Cell(re.sub(r"^(\d+)\.0+$", r"\1", cell.text), cell.title, cell.unit))

    return read


def whole(least: int, most: int) -> Read:
    """Reads a whole number; `1,234` and `6.0` are understood."""

    def read(cell: Cell) -> int:
        text = cell.text
        if _GROUPED.fullmatch(text):
            text = re.sub(r"[, ']", "", text)
        match = _WHOLE.fullmatch(text)
        if match is None:
            raise BadCell("formula" if text in _FORMULA else "number", cell)
        return _within(cell, int(match[1]), least, most)

    return read


def _within(cell: Cell, value: int, least: int, most: int) -> int:
    if value < least:
        raise BadCell("small", cell, least=least)
    if value > most:
        raise BadCell("large", cell, most=most)
    return value


def grams(most: int) -> Read:
    """Reads a weight: in grams, or in the unit the cell or the heading names."""
    return _amount(_GRAMS, most)


def millimetres(most: int) -> Read:
    """Reads a length: in millimetres, or in the unit the cell or the heading names."""
    return _amount(_MM, most)


def _amount(units: Mapping[str, int], most: int) -> Read:
    def read(cell: Cell) -> int:
        text = cell.text
        grouped = re.match(_GROUPED, text)
        if grouped is not None:
            text = re.sub(r"(?<=\d)[, '](?=\d{3})", "", text)
        match = _AMOUNT.fullmatch(text)
        if match is None:
            raise BadCell("number", cell)
        factor = units.get((match[2] or cell.unit).lower())
        if factor is None:
            raise BadCell("unit", cell)
        try:
            value = Decimal(match[1]) * factor
        except InvalidOperation:
            raise BadCell("number", cell) from None
        # Half a gram is nothing a scale of this house shows; what rounds to nothing is refused.
        return _within(cell, int(value.to_integral_value()), 1, most)

    return read


def day(cell: Cell) -> date:
    """A date, year first, or as the number a spreadsheet keeps it under.

    Raises:
        BadCell: It is no date, or day and month cannot be told apart.

    Examples:
        >>> [day(Cell(text, "expires", "")).isoformat() for text in ("2026/11/27", "46353")]
        ['2026-11-27', '2026-11-27']
    """
    match = _DAY.fullmatch(cell.text) or _COMPACT.fullmatch(cell.text)
    try:
        if match is not None:
            found = date(*(int(part) for part in match.groups()))
        elif (serial := _SERIAL.fullmatch(cell.text)) is not None:
            found = _FIRST_DAY + timedelta(days=int(serial[1]))
        elif _YEAR_LAST.fullmatch(cell.text):
            raise BadCell("date_order", cell)
        else:
            raise BadCell("date", cell)
    except ValueError:
        raise BadCell("date", cell) from None
    if not 2000 <= found.year <= 2100:
        raise BadCell("date", cell)
    return found


def flag(cell: Cell) -> bool:
    """Yes or no, in English or Chinese.

    Raises:
        BadCell: It is neither.
    """
    said = cell.text.lower()
    if said in _YES:
        return True
    if said in _NO:
        return False
    raise BadCell("yes_no", cell)


def one_of(known: Mapping[str, W]) -> Read:
    """Reads one of some words, in any of the languages they are listed in."""
    folded = {word.lower().replace("_", " "): value for word, value in known.items()}
    shown = ", ".join(dict.fromkeys(value.value for value in known.values()))

    def read(cell: Cell) -> W:
        found = folded.get(re.sub(r"[\s_-]+", " ", cell.text.lower()))
        if found is None:
            raise BadCell("word", cell, known=shown)
        return found

    return read

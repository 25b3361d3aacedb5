"""Writes sheets of goods as CSV or XLSX, so that they can be read again; and empty templates.

References:
    OWASP "CSV Injection": a text that begins like a formula gets an apostrophe in front.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from fulfilment.goods.files.columns import SHEETS, Column
from fulfilment.goods.sheets import GoodsKind

CSV, XLSX = ".csv", ".xlsx"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDTH = 16


def written(
    kind: GoodsKind, rows: Iterable[Mapping[str, Any]], language: str, ending: str
) -> bytes:
    """The rows as a file.

    Args:
        language: Of the headings; every language is read again.
        ending: `CSV` or `XLSX`.

    Raises:
        ValueError: The ending is neither.
    """
    columns = SHEETS[kind]
    texts = ([_text(row.get(column.name)) for column in columns] for row in rows)
    titles = [column.title(language) for column in columns]
    if ending == CSV:
        return _csv(titles, texts)
    if ending == XLSX:
        return _xlsx(kind, titles, texts)
    raise ValueError("a sheet is written as .csv or .xlsx")


def template(kind: GoodsKind, language: str, ending: str) -> bytes:
    """An empty sheet with its headings."""
    return written(kind, (), language, ending)


def example_of(kind: GoodsKind) -> list[tuple[Column, str]]:
    """Each column of a sheet with a cell as it might be, for whoever fills one."""
    return [(column, column.example) for column in SHEETS[kind]]


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case StrEnum():
            return value.value
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _csv(titles: list[str], rows: Iterable[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(titles)
    writer.writerows([_harmless(text) for text in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _xlsx(kind: GoodsKind, titles: list[str], rows: Iterable[list[str]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(kind.value)
    sheet.freeze_panes = "A2"
    for number in range(1, len(titles) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTH
    heading = [WriteOnlyCell(sheet, title) for title in titles]
    for cell in heading:
        cell.font = Font(bold=True)
    sheet.append(heading)
    for row in rows:
        sheet.append([_text_cell(sheet, text) for text in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _text_cell(sheet: Any, text: str) -> Any:
    """A cell that stays text: leading zeros are kept, and nothing is taken for a formula."""
    if not text:
        return None
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.number_format = "@"
    return cell

"""What a column layout must be able to say. Each layout of a shop is a file beside this one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Protocol

from fulfilment.intake.drafts import LineDraft, OrderDraft, sku_key
from fulfilment.intake.files import Param, RowKind
from gateway.shops import cells as cell
from gateway.shops.cells import BadCell
from procedure.reading import RESERVED_PREFIXES

Note = tuple[RowKind, Mapping[str, Param]]
"""Something worth a word about a row that is taken."""

_MAX_KEY = 64

# A file repeats its products, quantities and prices; refusals are not kept.
read_sku = lru_cache(maxsize=8192)(sku_key)
read_quantity = lru_cache(maxsize=1024)(cell.quantity)
read_money = lru_cache(maxsize=8192)(cell.money)
read_moment = lru_cache(maxsize=8192)(cell.moment)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the file itself does not say.

    Attributes:
        channel: Code of the channel the drafts get.
        currency: ISO 4217, where no column names one.
        country: ISO 3166-1 alpha-2, where no column names one.
        zone: What times without an offset are in; China Standard Time if not said.
        ignore_columns: Unknown columns a person agreed to leave out, as the header writes them.
    """

    channel: str = "csv"
    currency: str = "CNY"
    country: str = "CN"
    zone: tzinfo = timezone(timedelta(hours=8))
    ignore_columns: frozenset[str] = field(default_factory=frozenset)


class BoundLayout(Protocol):
    """A layout that knows where its columns are in this file.

    Cells are stripped, and one empty cell stands behind the last: an absent column is -1.

    Attributes:
        order_columns: Columns whose cells belong to the order, not the line.
        may_differ: Those of them that may differ from row to row; the first counts.
    """

    order_columns: tuple[str, ...]
    may_differ: frozenset[str]

    def order_no(self, cells: Sequence[str]) -> str:
        """The order a row belongs to, "" where it does not say. Raises BadCell."""

    def skip(self, cells: Sequence[str]) -> RowKind | None:
        """Why nothing is to be sent for this row, or None."""

    def order_cells(self, cells: Sequence[str]) -> tuple[str, ...]:
        """The cells of `order_columns`; on later rows of an order "" means "as above"."""

    def line(self, cells: Sequence[str], order: Sequence[str]) -> tuple[LineDraft, list[Note]]:
        """The row's line and what is worth a word about it. Raises BadCell."""

    def draft(
        self, order_no: str, order: Sequence[str], lines: tuple[LineDraft, ...]
    ) -> OrderDraft:
        """The order. Raises BadCell."""


class Layout(Protocol):
    """Columns of a kind of file. Names are lower case, blanks and hyphens as `_`."""

    name: str
    required: tuple[str, ...]
    optional: tuple[str, ...]

    def bind(self, places: Mapping[str, int], options: ReadOptions) -> BoundLayout:
        """The layout for a file whose columns stand at `places`."""


def product_line(
    sku: str, name: str, quantity: str, price: int, customization: str | None = None
) -> tuple[LineDraft, list[Note]]:
    """A line whose cells were found: checks them, normalises the SKU, and says what it did.

    Raises:
        BadCell: Neither SKU nor name, a SKU that is a command of ours, or a bad quantity.
    """
    notes: list[Note] = []
    key = read_sku(sku)
    if not key and not name:
        raise BadCell(RowKind.PRODUCT_MISSING)
    if len(key) > _MAX_KEY:
        raise BadCell(RowKind.TEXT_TOO_LONG, column="sku", limit=_MAX_KEY)
    if key.startswith(RESERVED_PREFIXES):
        raise BadCell(RowKind.SKU_RESERVED, seen=key)
    if key != sku:
        notes.append((RowKind.SKU_CASE, {"seen": sku, "key": key}))
    if not name:
        notes.append((RowKind.NAME_MISSING, {"key": key}))
    if price == 0:
        notes.append((RowKind.FREE_OF_CHARGE, {"key": key}))
    return LineDraft(key, name, read_quantity(quantity), price, customization), notes


def checked_number(text: str, column: str) -> str:
    """A number that is a name (order, buyer), cleaned.

    Raises:
        BadCell: Digits are lost, or it is longer than any such number.
    """
    number = cell.number_text(text)
    if len(number) > _MAX_KEY:
        raise BadCell(RowKind.TEXT_TOO_LONG, column=column, limit=_MAX_KEY)
    return number

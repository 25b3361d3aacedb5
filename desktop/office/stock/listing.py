"""The products of the stock screen: what the table shows and how it is read (2.2.2a)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from db.views.stock import StockFilter, StockRow, StockSort, StockView, stock_counts, stock_page
from desktop.office.listing.listing import (
    Asked,
    ListChip,
    ListColumn,
    Listing,
    ListWords,
    Page,
    Speech,
)
from desktop.office.orders.words import in_words
from desktop.widgets.states import State
from desktop.widgets.table import Column
from fulfilment.house import House
from procedure.permissions import UseCase
from procedure.text import NP_
from procedure.texts import status_word
from procedure.words import StockStatus
from resources.catalogue import N_

STOCK_STATES: Mapping[StockStatus, State] = MappingProxyType(
    {
        StockStatus.AVAILABLE: State.GOOD,
        StockStatus.LOW: State.ATTENTION,
        StockStatus.SOLD_OUT: State.WRONG,
        StockStatus.DISCONTINUED: State.ENDED,
        StockStatus.DELISTED: State.ENDED,
    }
)


def _status(row: StockRow, speech: Speech) -> str:
    return in_words(speech.translator, status_word(row.status))


def _figure(name: str) -> dict[str, Any]:
    """How a column shows a number of units: its words, and the number itself in a sheet."""
    return {
        "words": lambda row, speech: f"{getattr(row, name):,}",
        "value": lambda row: int(getattr(row, name)),
    }


COLUMNS: tuple[ListColumn[StockRow], ...] = (
    ListColumn("sku", N_("SKU"), Column(104, strong=True), lambda r, s: r.sku, sort="sku"),
    ListColumn("name", N_("Name"), Column(0), lambda r, s: r.name),
    ListColumn(
        "available",
        N_("Available"),
        Column(76, number=True),
        **_figure("available"),
        sort="available",
    ),
    ListColumn("reserved", N_("Frozen"), Column(60, number=True), **_figure("reserved")),
    ListColumn("blocked", N_("Blocked"), Column(72, number=True), **_figure("blocked"), spare=1),
    ListColumn("on_hand", N_("On hand"), Column(72, number=True), **_figure("on_hand"), spare=2),
    ListColumn(
        "status",
        N_("Status"),
        Column(112, tag=True),
        _status,
        tag=lambda r: STOCK_STATES[r.status],
    ),
)
CHIPS = (
    ListChip(StockView.ALL, N_("All")),
    ListChip(StockView.LOW, N_("Low stock")),
    ListChip(StockView.SOLD_OUT, N_("Sold out")),
    ListChip(StockView.BLOCKED, N_("Blocked")),
)
WORDS = ListWords(
    hint=N_("SKU, name or code"),
    none_yet=N_("There are no products yet. Add them, or read them from a file, under Goods."),
    no_match=N_("No product matches. Choose another filter, or search for something else."),
    show_all=N_("Show all products"),
    loading=N_("The stock is being read."),
    sign_in=N_("Scan your badge to see the stock."),
    may_not=N_("Your post does not show the stock. Ask a supervisor to sign in."),
    more=N_("{count} products shown, more below."),
    full=N_("{count} products shown, and no more. Search for others."),
    all=NP_("{n} product shown, no more below.", "{n} products shown, no more below."),
    file_name=N_("stock"),
)


def _read(house: House, asked: Asked, after: Any | None, limit: int) -> Page[StockRow]:
    chosen = StockFilter(
        StockView(asked.chip),
        asked.text,
        house.order_policy.low_stock_below,
        StockSort(asked.sort or StockSort.SKU),
        asked.descending,
    )
    with house.database.read() as connection:
        page = stock_page(connection, house.place.warehouse_id, chosen, after, limit)
    return Page(page.rows, page.following)


def _counts(house: House) -> Mapping[str, int]:
    with house.database.read() as connection:
        low_below = house.order_policy.low_stock_below
        counts = stock_counts(connection, house.place.warehouse_id, low_below)
    return {view.value: count for view, count in counts.items()}


STOCK: Listing[StockRow] = Listing(
    name="stock",
    icon="shelf",
    use_case=UseCase.SEE_STOCK,
    columns=COLUMNS,
    chips=CHIPS,
    words=WORDS,
    key=lambda row: row.product_id,
    copied=lambda row: row.sku,
    read=_read,
    counts=_counts,
)

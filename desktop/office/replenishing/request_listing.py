"""Requests to bring goods: what the table shows and how it is read (3.2.1a, 6.1.1a)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db.views.purchase_numbers import open_request_counts
from db.views.purchasing import RequestRow, request_page
from desktop.office.listing.listing import Asked, ListChip, ListColumn, Listing, ListWords, Page
from desktop.office.orders.words import in_words, moment
from desktop.office.replenishing.words import REQUEST_STATES
from desktop.office.stock.words import NOTHING
from desktop.widgets.table import Column
from fulfilment.house import House
from procedure.permissions import UseCase
from procedure.text import NP_
from procedure.texts import status_word
from procedure.words import ReplenishmentSource
from resources.catalogue import N_

OPEN, CLOSED = "open", "closed"

COLUMNS: tuple[ListColumn[RequestRow], ...] = (
    ListColumn("sku", N_("SKU"), Column(104, strong=True), lambda r, s: r.sku),
    ListColumn("name", N_("Name"), Column(0), lambda r, s: r.name),
    ListColumn(
        "missing",
        N_("Missing"),
        Column(68, number=True),
        lambda r, s: f"{r.quantity - r.arrived:,}",
        value=lambda r: r.quantity - r.arrived,
    ),
    ListColumn(
        "orders",
        N_("Orders"),
        Column(60, number=True),
        lambda r, s: f"{r.orders:,}",
        value=lambda r: r.orders,
        spare=2,
    ),
    ListColumn(
        "due",
        N_("Promised"),
        Column(92),
        lambda r, s: NOTHING if r.due is None else moment(r.due, s.zone, s.now),
        spare=3,
    ),
    ListColumn(
        "source",
        N_("Source"),
        Column(150),
        lambda r, s: in_words(s.translator, status_word(r.source)),
        spare=1,
    ),
    ListColumn("supplier", N_("Supplier"), Column(120), lambda r, s: r.supplier, hidden=True),
    ListColumn(
        "created_at",
        N_("Asked"),
        Column(92),
        lambda r, s: moment(r.created_at, s.zone, s.now),
        hidden=True,
    ),
    ListColumn(
        "status",
        N_("Status"),
        Column(98, tag=True),
        lambda r, s: in_words(s.translator, status_word(r.status)),
        tag=lambda r: REQUEST_STATES[r.status],
    ),
)
CHIPS = (
    ListChip(OPEN, N_("Open")),
    ListChip(ReplenishmentSource.RESERVE, N_("From reserve")),
    ListChip(ReplenishmentSource.PURCHASE, N_("From suppliers")),
    ListChip(CLOSED, N_("Ended")),
)
WORDS = ListWords(
    hint=N_("SKU or name"),
    none_yet=N_("Nothing is missing. What orders lack is asked for here by itself."),
    no_match=N_("No request matches. Choose another filter, or search for something else."),
    show_all=N_("Show open requests"),
    loading=N_("The requests are being read."),
    sign_in=N_("Scan your badge to see what is missing."),
    may_not=N_("Your post does not replenish. Ask a supervisor to sign in."),
    more=N_("{count} requests shown, more below."),
    full=N_("{count} requests shown, and no more. Search for others."),
    all=NP_("{n} request shown, no more below.", "{n} requests shown, no more below."),
    file_name=N_("requests"),
)


def _read(house: House, asked: Asked, before: Any | None, limit: int) -> Page[RequestRow]:
    source = None if asked.chip in (OPEN, CLOSED) else ReplenishmentSource(asked.chip)
    with house.database.read() as connection:
        page = request_page(
            connection,
            house.place.warehouse_id,
            source,
            before,
            limit,
            closed=asked.chip == CLOSED,
            text=asked.text,
        )
    return Page(page.rows, page.next_before)


def _counts(house: House) -> Mapping[str, int]:
    with house.database.read() as connection:
        numbers = open_request_counts(connection, house.place.warehouse_id)
    return {OPEN: sum(numbers.values())} | {
        source.value: numbers.get(source, 0) for source in ReplenishmentSource
    }


REQUESTS: Listing[RequestRow] = Listing(
    name="requests",
    icon="refresh",
    use_case=UseCase.REPLENISH,
    columns=COLUMNS,
    chips=CHIPS,
    words=WORDS,
    key=lambda row: row.request_id,
    copied=lambda row: row.sku,
    read=_read,
    counts=_counts,
)

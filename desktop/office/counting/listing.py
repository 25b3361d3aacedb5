"""The counts of the count screen: what the table shows and how it is read."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from db.views.counts import CountRow, count_numbers, count_page
from desktop.office.listing.listing import Asked, ListChip, ListColumn, Listing, ListWords, Page
from desktop.office.orders.words import in_words, moment
from desktop.office.stock.words import NOTHING
from desktop.widgets.states import State
from desktop.widgets.table import Column
from fulfilment.house import House
from procedure.permissions import UseCase
from procedure.text import NP_
from procedure.texts import status_word
from procedure.words import CountStatus
from resources.catalogue import N_

COUNT_STATES: Mapping[CountStatus, State] = MappingProxyType(
    {
        CountStatus.OPEN: State.PROGRESS,
        CountStatus.CLOSED: State.GOOD,
        CountStatus.CANCELLED: State.ENDED,
    }
)
ALL = "all"

COLUMNS: tuple[ListColumn[CountRow], ...] = (
    ListColumn("count_no", N_("Count"), Column(156, strong=True), lambda r, s: r.count_no),
    ListColumn("reason", N_("Reason"), Column(0), lambda r, s: r.reason or NOTHING),
    ListColumn(
        "counted",
        N_("Counted"),
        Column(78, number=True),
        lambda r, s: f"{r.counted:,} / {r.lines:,}",
    ),
    ListColumn(
        "differences",
        N_("Differ"),
        Column(60, number=True),
        lambda r, s: NOTHING if r.differences is None else f"{r.differences:,}",
        value=lambda r: "" if r.differences is None else r.differences,
    ),
    ListColumn(
        "created_at",
        N_("Begun"),
        Column(86),
        lambda r, s: moment(r.created_at, s.zone, s.now),
        spare=1,
    ),
    ListColumn("created_by", N_("By"), Column(80), lambda r, s: r.created_by or NOTHING, spare=2),
    ListColumn(
        "closed_at",
        N_("Ended"),
        Column(86),
        lambda r, s: NOTHING if r.closed_at is None else moment(r.closed_at, s.zone, s.now),
        hidden=True,
    ),
    ListColumn(
        "closed_by", N_("Ended by"), Column(80), lambda r, s: r.closed_by or NOTHING, hidden=True
    ),
    ListColumn(
        "status",
        N_("Status"),
        Column(100, tag=True),
        lambda r, s: in_words(s.translator, status_word(r.status)),
        tag=lambda r: COUNT_STATES[r.status],
    ),
)
CHIPS = (
    ListChip(ALL, N_("All")),
    ListChip(CountStatus.OPEN, N_("Open")),
    ListChip(CountStatus.CLOSED, N_("Closed")),
    ListChip(CountStatus.CANCELLED, N_("Given up")),
)
WORDS = ListWords(
    hint=N_("Number or reason of a count"),
    none_yet=N_("There are no counts yet. Begin one with “New count”."),
    no_match=N_("No count matches. Choose another filter, or search for something else."),
    show_all=N_("Show all counts"),
    loading=N_("The counts are being read."),
    sign_in=N_("Scan your badge to count."),
    may_not=N_("Your post does not count stock. Ask a supervisor to sign in."),
    more=N_("{count} counts shown, more below."),
    full=N_("{count} counts shown, and no more. Search for older ones."),
    all=NP_("{n} count shown, no more below.", "{n} counts shown, no more below."),
    file_name=N_("counts"),
)


def _read(house: House, asked: Asked, before: Any | None, limit: int) -> Page[CountRow]:
    status = None if asked.chip == ALL else CountStatus(asked.chip)
    with house.database.read() as connection:
        warehouse = house.place.warehouse_id
        return Page(*count_page(connection, warehouse, status, asked.text, before, limit))


def _counts(house: House) -> Mapping[str, int]:
    with house.database.read() as connection:
        numbers = count_numbers(connection, house.place.warehouse_id)
    return {ALL: sum(numbers.values())} | {s.value: numbers.get(s, 0) for s in CountStatus}


COUNTS: Listing[CountRow] = Listing(
    name="counts",
    icon="clipboard-check",
    use_case=UseCase.COUNT_STOCK,
    columns=COLUMNS,
    chips=CHIPS,
    words=WORDS,
    key=lambda row: row.count_id,
    copied=lambda row: row.count_no,
    read=_read,
    counts=_counts,
)

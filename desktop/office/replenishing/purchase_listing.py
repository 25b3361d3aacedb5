"""Purchase orders: what the table shows and how it is read (6.1.1a)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db.views.purchase_numbers import purchase_counts
from db.views.purchasing import PurchaseRow, purchase_page
from desktop.office.listing.listing import (
    Asked,
    ListChip,
    ListColumn,
    Listing,
    ListWords,
    Page,
    Speech,
)
from desktop.office.orders.words import in_words, moment
from desktop.office.replenishing.words import PURCHASE_STATES
from desktop.office.stock.words import NOTHING
from desktop.widgets.states import State
from desktop.widgets.table import Column
from fulfilment.house import House
from procedure.permissions import UseCase
from procedure.text import NP_
from procedure.texts import status_word
from procedure.words import PurchaseStatus
from resources.catalogue import N_

ALL, COMING, LEFT = "all", "coming", "ended"
_COMING = frozenset({PurchaseStatus.SENT, PurchaseStatus.PARTLY_RECEIVED})
_ENDED = frozenset({PurchaseStatus.RECEIVED, PurchaseStatus.CANCELLED})
_STATUSES: Mapping[str, frozenset[PurchaseStatus]] = {
    ALL: frozenset(),
    PurchaseStatus.DRAFT: frozenset({PurchaseStatus.DRAFT}),
    COMING: _COMING,
    LEFT: _ENDED,
}


def _expected(row: PurchaseRow, speech: Speech) -> str:
    return NOTHING if row.expected_on is None else row.expected_on.isoformat()


def purchase_tag(row: PurchaseRow, speech: Speech) -> str:
    """Its status; that it is late comes before."""
    if row.is_late:
        return speech.translator.text(N_("Late"))
    return in_words(speech.translator, status_word(row.status))


def purchase_state(row: PurchaseRow) -> State:
    """The state of its tag."""
    return State.ATTENTION if row.is_late else PURCHASE_STATES[row.status]


COLUMNS: tuple[ListColumn[PurchaseRow], ...] = (
    ListColumn("po_no", N_("Number"), Column(144, strong=True), lambda r, s: r.po_no),
    ListColumn("supplier", N_("Supplier"), Column(0), lambda r, s: r.supplier),
    ListColumn(
        "received",
        N_("Received"),
        Column(92, number=True),
        lambda r, s: f"{r.received:,} / {r.ordered:,}",
    ),
    ListColumn("expected", N_("Expected"), Column(98), _expected),
    ListColumn(
        "sent_at",
        N_("Sent"),
        Column(92),
        lambda r, s: NOTHING if r.sent_at is None else moment(r.sent_at, s.zone, s.now),
        hidden=True,
    ),
    ListColumn(
        "created_at",
        N_("Drafted"),
        Column(92),
        lambda r, s: moment(r.created_at, s.zone, s.now),
        spare=1,
    ),
    ListColumn("status", N_("Status"), Column(128, tag=True), purchase_tag, tag=purchase_state),
)
CHIPS = (
    ListChip(ALL, N_("All")),
    ListChip(PurchaseStatus.DRAFT, N_("Drafts")),
    ListChip(COMING, N_("Expected")),
    ListChip(LEFT, N_("Ended")),
)
WORDS = ListWords(
    hint=N_("Number or supplier"),
    none_yet=N_("There are no purchase orders yet. Draft one from the open requests."),
    no_match=N_("No purchase order matches. Choose another filter, or search for another one."),
    show_all=N_("Show all purchase orders"),
    loading=N_("The purchase orders are being read."),
    sign_in=N_("Scan your badge to see purchase orders."),
    may_not=N_("Your post does not buy goods. Ask a supervisor to sign in."),
    more=N_("{count} purchase orders shown, more below."),
    full=N_("{count} purchase orders shown, and no more. Search for older ones."),
    all=NP_(
        "{n} purchase order shown, no more below.", "{n} purchase orders shown, no more below."
    ),
    file_name=N_("purchase orders"),
)


def _read(house: House, asked: Asked, before: Any | None, limit: int) -> Page[PurchaseRow]:
    with house.database.read() as connection:
        page = purchase_page(
            connection,
            house.place.warehouse_id,
            house.today,
            before,
            limit,
            _STATUSES[asked.chip],
            asked.text,
        )
    return Page(page.rows, page.next_before)


def _counts(house: House) -> Mapping[str, int]:
    with house.database.read() as connection:
        numbers = purchase_counts(connection, house.place.warehouse_id)
    return {
        chip: sum(numbers.get(status, 0) for status in statuses or PurchaseStatus)
        for chip, statuses in _STATUSES.items()
    }


PURCHASES: Listing[PurchaseRow] = Listing(
    name="purchases",
    icon="document",
    use_case=UseCase.PURCHASE,
    columns=COLUMNS,
    chips=CHIPS,
    words=WORDS,
    key=lambda row: row.purchase_order_id,
    copied=lambda row: row.po_no,
    read=_read,
    counts=_counts,
)

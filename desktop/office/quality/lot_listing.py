"""Lots of parcels: what the table shows and how it is read (3.2.3b)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db.views.inspection_lots import LotRow, lot_counts, lot_page
from desktop.office.listing.listing import Asked, ListChip, ListColumn, Listing, ListWords, Page
from desktop.office.orders.words import in_words, moment
from desktop.office.quality.words import LOT_STATES
from desktop.widgets.table import Column
from fulfilment.house import House
from procedure.parcel_words import InspectionLotStatus
from procedure.permissions import UseCase
from procedure.text import NP_
from procedure.texts import status_word
from resources.catalogue import N_

ALL = "all"

COLUMNS: tuple[ListColumn[LotRow], ...] = (
    ListColumn("lot", N_("Inspection lot"), Column(150, strong=True), lambda r, s: r.lot_no),
    ListColumn("whose", N_("Packer or carrier"), Column(0), lambda r, s: r.whose),
    ListColumn("wave", N_("Wave"), Column(136), lambda r, s: r.wave_no, hidden=True),
    ListColumn(
        "parcels",
        N_("Parcels"),
        Column(76, number=True),
        lambda r, s: f"{r.taken:,} / {r.planned:,}",
        value=lambda r: r.taken,
        spare=2,
    ),
    ListColumn(
        "inspected",
        N_("Inspected"),
        Column(88, number=True),
        lambda r, s: f"{r.inspected:,} / {r.sample_size:,}",
        value=lambda r: r.inspected,
        spare=1,
    ),
    ListColumn(
        "failed",
        N_("Failed"),
        Column(60, number=True),
        lambda r, s: f"{r.failed:,}",
        value=lambda r: r.failed,
    ),
    ListColumn(
        "severity",
        N_("Severity"),
        Column(92),
        lambda r, s: in_words(s.translator, status_word(r.severity)),
        spare=3,
    ),
    ListColumn(
        "opened_at",
        N_("Begun"),
        Column(92),
        lambda r, s: moment(r.opened_at, s.zone, s.now),
        spare=4,
    ),
    ListColumn(
        "status",
        N_("Status"),
        Column(110, tag=True),
        lambda r, s: in_words(s.translator, status_word(r.status)),
        tag=lambda r: LOT_STATES[r.status],
    ),
)
CHIPS = (
    ListChip(ALL, N_("All")),
    ListChip(InspectionLotStatus.OPEN, N_("Open")),
    ListChip(InspectionLotStatus.REJECTED, N_("Rejected")),
    ListChip(InspectionLotStatus.ACCEPTED, N_("Accepted")),
)
WORDS = ListWords(
    hint=N_("Lot, packer, carrier or wave"),
    none_yet=N_("No lot yet. The first parcel that is packed under a plan begins one."),
    no_match=N_("No lot matches. Choose another filter, or search for something else."),
    show_all=N_("Show all lots"),
    loading=N_("The lots are being read."),
    sign_in=N_("Scan your badge to see the lots."),
    may_not=N_("Your post does not choose what is inspected. Ask a supervisor to sign in."),
    more=N_("{count} lots shown, more below."),
    full=N_("{count} lots shown, and no more. Search for others."),
    all=NP_("{n} lot shown, no more below.", "{n} lots shown, no more below."),
    file_name=N_("lots"),
)


def _read(house: House, asked: Asked, before: Any | None, limit: int) -> Page[LotRow]:
    status = None if asked.chip in ("", ALL) else InspectionLotStatus(asked.chip)
    with house.database.read() as connection:
        page = lot_page(connection, house.place.warehouse_id, status, asked.text, before, limit)
    return Page(page.rows, page.following)


def _counts(house: House) -> Mapping[str, int]:
    with house.database.read() as connection:
        numbers = lot_counts(connection, house.place.warehouse_id)
    return {ALL: sum(numbers.values())} | {
        status.value: numbers.get(status, 0) for status in InspectionLotStatus
    }


LOTS: Listing[LotRow] = Listing(
    name="inspection_lots",
    icon="clipboard-check",
    use_case=UseCase.CHOOSE_INSPECTION,
    columns=COLUMNS,
    chips=CHIPS,
    words=WORDS,
    key=lambda row: row.lot_id,
    copied=lambda row: row.lot_no,
    read=_read,
    counts=_counts,
)

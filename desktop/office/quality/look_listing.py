"""Looks into parcels: what the table shows and how it is read (3.2.3b)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db.views.inspection_looks import LookRow, look_counts, look_page
from desktop.office.listing.listing import Asked, ListChip, ListColumn, Listing, ListWords, Page
from desktop.office.orders.words import in_words, moment
from desktop.office.quality.words import LOOK_STATES
from desktop.office.stock.words import NOTHING
from desktop.widgets.table import Column
from fulfilment.house import House
from procedure.parcel_words import InspectionStatus
from procedure.permissions import UseCase
from procedure.text import NP_
from procedure.texts import status_word
from resources.catalogue import N_

ALL, TO_DO = "all", "to_do"
_STATUSES: Mapping[str, tuple[InspectionStatus, ...]] = {
    ALL: tuple(InspectionStatus),
    TO_DO: (InspectionStatus.WAITING, InspectionStatus.OPEN),
    InspectionStatus.FAILED: (InspectionStatus.FAILED,),
    InspectionStatus.PASSED: (InspectionStatus.PASSED,),
}

COLUMNS: tuple[ListColumn[LookRow], ...] = (
    ListColumn(
        "box", N_("Box"), Column(160, strong=True), lambda r, s: r.box_code.removeprefix("BOX-")
    ),
    ListColumn(
        "why",
        N_("Why"),
        Column(120),
        lambda r, s: in_words(s.translator, status_word(r.why)),
    ),
    ListColumn("lot", N_("Inspection lot"), Column(0), lambda r, s: r.lot_no or NOTHING),
    ListColumn(
        "position",
        N_("Position"),
        Column(72, number=True),
        lambda r, s: f"{r.position:,}" if r.position else NOTHING,
        value=lambda r: r.position,
        spare=4,
    ),
    ListColumn("packer", N_("Packer"), Column(80), lambda r, s: r.packer, spare=3),
    ListColumn("inspector", N_("Inspector"), Column(80), lambda r, s: r.inspector, spare=2),
    ListColumn(
        "defects",
        N_("Defects"),
        Column(64, number=True),
        lambda r, s: f"{r.defects:,}",
        value=lambda r: r.defects,
        spare=1,
    ),
    ListColumn(
        "created_at",
        N_("Drawn"),
        Column(92),
        lambda r, s: moment(r.created_at, s.zone, s.now),
        spare=5,
    ),
    ListColumn(
        "status",
        N_("Status"),
        Column(98, tag=True),
        lambda r, s: in_words(s.translator, status_word(r.status)),
        tag=lambda r: LOOK_STATES[r.status],
    ),
)
CHIPS = (
    ListChip(ALL, N_("All")),
    ListChip(TO_DO, N_("To inspect")),
    ListChip(InspectionStatus.FAILED, N_("Failed")),
    ListChip(InspectionStatus.PASSED, N_("Passed")),
)
WORDS = ListWords(
    hint=N_("Box, order, lot or packer"),
    none_yet=N_("No parcel was drawn yet. Choose a plan under Lots."),
    no_match=N_("No parcel matches. Choose another filter, or search for something else."),
    show_all=N_("Show all drawn parcels"),
    loading=N_("The drawn parcels are being read."),
    sign_in=N_("Scan your badge to see the drawn parcels."),
    may_not=N_("Your post does not choose what is inspected. Ask a supervisor to sign in."),
    more=N_("{count} drawn parcels shown, more below."),
    full=N_("{count} drawn parcels shown, and no more. Search for others."),
    all=NP_("{n} drawn parcel shown, no more below.", "{n} drawn parcels shown, no more below."),
    file_name=N_("drawn-parcels"),
)


def _read(house: House, asked: Asked, before: Any | None, limit: int) -> Page[LookRow]:
    statuses = _STATUSES[asked.chip or ALL]
    with house.database.read() as connection:
        page = look_page(connection, house.place.warehouse_id, statuses, asked.text, before, limit)
    return Page(page.rows, page.following)


def _counts(house: House) -> Mapping[str, int]:
    with house.database.read() as connection:
        numbers = look_counts(connection, house.place.warehouse_id)
    return {
        chip: sum(numbers.get(status, 0) for status in statuses)
        for chip, statuses in _STATUSES.items()
    }


LOOKS: Listing[LookRow] = Listing(
    name="inspection_looks",
    icon="clipboard-check",
    use_case=UseCase.CHOOSE_INSPECTION,
    columns=COLUMNS,
    chips=CHIPS,
    words=WORDS,
    key=lambda row: row.look_id,
    copied=lambda row: row.box_code,
    read=_read,
    counts=_counts,
)

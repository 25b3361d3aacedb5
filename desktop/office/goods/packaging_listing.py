"""Packaging materials: what the table shows and how it is read (3.2.3a)."""

from __future__ import annotations

from typing import Any

from db.views.packaging import PackagingFilter, PackagingRow, packaging_page
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
from desktop.office.stock.words import NOTHING
from desktop.widgets.states import State
from desktop.widgets.table import Column
from fulfilment.house import House
from procedure.parcel_words import PackagingKind
from procedure.permissions import UseCase
from procedure.text import NP_
from procedure.texts import status_word
from resources.catalogue import N_

ALL, LOW = "all", "low"


def _size(row: PackagingRow, speech: Speech) -> str:
    return NOTHING if row.inner_mm is None else " × ".join(map(str, row.inner_mm))


def _rules(row: PackagingRow, speech: Speech) -> str:
    words = (in_words(speech.translator, status_word(cause)) for cause, _ in row.rules)
    return ", ".join(words) or NOTHING


def _use(row: PackagingRow, speech: Speech) -> str:
    if row.is_low:
        return speech.translator.text(N_("To buy"))
    return speech.translator.text(N_("In use") if row.active else N_("Not used"))


def _state(row: PackagingRow) -> State:
    return State.ATTENTION if row.is_low else State.GOOD if row.active else State.ENDED


def _read(house: House, asked: Asked, after: Any | None, limit: int) -> Page[PackagingRow]:
    kind = None if asked.chip in ("", ALL, LOW) else PackagingKind(asked.chip)
    wanted = PackagingFilter(asked.text, kind, asked.chip == LOW)
    with house.database.read() as connection:
        page = packaging_page(connection, house.place.warehouse_id, wanted, after, limit)
    return Page(page.rows, page.next_after)


PACKAGING_LIST: Listing[PackagingRow] = Listing(
    name="packaging",
    icon="box",
    use_case=UseCase.MANAGE_PACKAGING,
    columns=(
        ListColumn("code", N_("Card code"), Column(136, strong=True), lambda r, s: r.code),
        ListColumn("name", N_("Name"), Column(0), lambda r, s: r.name),
        ListColumn(
            "kind",
            N_("Kind"),
            Column(84),
            lambda r, s: in_words(s.translator, status_word(r.kind)),
            spare=1,
        ),
        ListColumn("size", N_("Room inside, mm"), Column(124), _size, spare=3),
        ListColumn(
            "weight",
            N_("Weight, g"),
            Column(80, number=True),
            lambda r, s: f"{r.weight_g:,}",
            value=lambda r: r.weight_g,
            hidden=True,
        ),
        ListColumn("rules", N_("Asked for"), Column(150), _rules, spare=2),
        ListColumn(
            "on_hand",
            N_("On hand"),
            Column(80, number=True),
            lambda r, s: f"{r.on_hand:,}",
            value=lambda r: r.on_hand,
        ),
        ListColumn("use", N_("Use"), Column(100, tag=True), _use, tag=_state),
    ),
    chips=(
        ListChip(ALL, N_("All")),
        ListChip(LOW, N_("To buy")),
        ListChip(PackagingKind.CARTON, N_("Carton")),
        ListChip(PackagingKind.WRAP, N_("Wrap")),
        ListChip(PackagingKind.BOARD, N_("Cardboard")),
        ListChip(PackagingKind.FILLER, N_("Filler")),
    ),
    words=ListWords(
        hint=N_("Card code or name"),
        none_yet=N_("There is no packaging yet. Add what parcels are packed in."),
        no_match=N_("No material matches. Choose another filter, or search for something else."),
        show_all=N_("Show all packaging"),
        loading=N_("The packaging is being read."),
        sign_in=N_("Scan your badge to manage packaging."),
        may_not=N_("Your post does not manage packaging. Ask a supervisor to sign in."),
        more=N_("{count} materials shown, more below."),
        full=N_("{count} materials shown, and no more. Search for others."),
        all=NP_("{n} material shown, no more below.", "{n} materials shown, no more below."),
        file_name=N_("packaging"),
    ),
    key=lambda row: row.packaging_id,
    copied=lambda row: row.code,
    read=_read,
)

"""The waves of the waves screen: what the table shows and how it is read (3.2.2a)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db.views.waves import WaveRow, wave_counts, wave_page
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
from desktop.office.stock.words import NOTHING
from desktop.office.waves.words import WAVE_STATES
from desktop.widgets.table import Column
from fulfilment.house import House
from procedure.permissions import UseCase
from procedure.text import NP_
from procedure.texts import status_word
from procedure.words import WaveStatus
from resources.catalogue import N_

ALL = "all"


def _kind(row: WaveRow, speech: Speech) -> str:
    return NOTHING if row.kind is None else in_words(speech.translator, status_word(row.kind))


def _cut_off(row: WaveRow, speech: Speech) -> str:
    at = row.cut_off_at
    return NOTHING if at is None else moment(at, speech.zone, speech.now)


COLUMNS: tuple[ListColumn[WaveRow], ...] = (
    ListColumn("wave_no", N_("Wave"), Column(152, strong=True), lambda r, s: r.wave_no),
    ListColumn("carrier", N_("Carrier"), Column(0), lambda r, s: r.carrier or NOTHING),
    ListColumn("kind", N_("Kind"), Column(104), _kind, spare=2),
    ListColumn("zone", N_("Zone"), Column(56), lambda r, s: r.zone or NOTHING, hidden=True),
    ListColumn("cut_off", N_("Pickup"), Column(92), _cut_off, spare=1),
    ListColumn(
        "orders",
        N_("Orders"),
        Column(60, number=True),
        lambda r, s: f"{r.orders:,}",
        value=lambda r: r.orders,
    ),
    ListColumn(
        "picked",
        N_("Picked"),
        Column(84, number=True),
        lambda r, s: f"{r.picked:,} / {r.units:,}",
    ),
    ListColumn(
        "mode",
        N_("Way of picking"),
        Column(128),
        lambda r, s: in_words(s.translator, status_word(r.mode)),
        hidden=True,
    ),
    ListColumn(
        "created_at",
        N_("Built"),
        Column(86),
        lambda r, s: moment(r.created_at, s.zone, s.now),
        hidden=True,
    ),
    ListColumn(
        "status",
        N_("Status"),
        Column(104, tag=True),
        lambda r, s: in_words(s.translator, status_word(r.status)),
        tag=lambda r: WAVE_STATES[r.status],
    ),
)
CHIPS = (
    ListChip(ALL, N_("All")),
    ListChip(WaveStatus.RELEASED, N_("Not begun")),
    ListChip(WaveStatus.PICKING, N_("Picking")),
    ListChip(WaveStatus.PICKED, N_("To sort")),
    ListChip(WaveStatus.SORTED, N_("Sorted")),
    ListChip(WaveStatus.CANCELLED, N_("Cancelled")),
)
WORDS = ListWords(
    hint=N_("Number of a wave"),
    none_yet=N_("There are no waves yet. Build one of the orders that wait with “New waves”."),
    no_match=N_("No wave matches. Choose another filter, or search for something else."),
    show_all=N_("Show all waves"),
    loading=N_("The waves are being read."),
    sign_in=N_("Scan your badge to plan waves."),
    may_not=N_("Your post does not plan waves. Ask a supervisor to sign in."),
    more=N_("{count} waves shown, more below."),
    full=N_("{count} waves shown, and no more. Search for older ones."),
    all=NP_("{n} wave shown, no more below.", "{n} waves shown, no more below."),
    file_name=N_("waves"),
)


def _read(house: House, asked: Asked, before: Any | None, limit: int) -> Page[WaveRow]:
    statuses = frozenset[WaveStatus]() if asked.chip == ALL else {WaveStatus(asked.chip)}
    with house.database.read() as connection:
        page = wave_page(
            connection,
            house.place.warehouse_id,
            frozenset(statuses),
            before,
            limit,
            asked.text,
        )
    return Page(page.rows, page.following)


def _counts(house: House) -> Mapping[str, int]:
    with house.database.read() as connection:
        numbers = wave_counts(connection, house.place.warehouse_id)
    return {ALL: sum(numbers.values())} | {s.value: numbers.get(s, 0) for s in WaveStatus}


WAVES: Listing[WaveRow] = Listing(
    name="waves",
    icon="waves",
    use_case=UseCase.BUILD_WAVES,
    columns=COLUMNS,
    chips=CHIPS,
    words=WORDS,
    key=lambda row: row.wave_id,
    copied=lambda row: row.wave_no,
    read=_read,
    counts=_counts,
)

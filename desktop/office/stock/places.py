"""The table of a product's lots on their shelves."""

from __future__ import annotations

from db.views.stock_detail import StockPlace
from desktop.office.listing.listing import ListColumn, Speech
from desktop.office.stock.words import NOTHING, condition_words, expiry_words
from desktop.widgets.states import State
from desktop.widgets.table import Column
from resources.catalogue import N_


def _shelf_sign(place: StockPlace) -> State | None:
    return State.DUPLICATE if place.count_no else None


def _expiry(place: StockPlace, speech: Speech) -> str:
    return expiry_words(place.expires_on)


PLACES: tuple[ListColumn[StockPlace], ...] = (
    ListColumn(
        "shelf",
        N_("Shelf"),
        Column(124, sign=True, strong=True),
        lambda p, s: p.shelf,
        sign=_shelf_sign,
    ),
    ListColumn("lot", N_("Lot"), Column(98), lambda p, s: p.lot or NOTHING),
    ListColumn("expiry", N_("Expires"), Column(92), _expiry),
    ListColumn("free", N_("Free"), Column(48, number=True), lambda p, s: f"{p.free:,}"),
    ListColumn(
        "allocated", N_("Allocated"), Column(76, number=True), lambda p, s: f"{p.allocated:,}"
    ),
    ListColumn(
        "blocked", N_("Blocked"), Column(0), lambda p, s: condition_words(p.blocked, s.translator)
    ),
)

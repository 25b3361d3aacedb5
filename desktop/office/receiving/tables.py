"""The two tables of the receive screen: where such goods stand, and what came in so far."""

from __future__ import annotations

from db.views.stock_detail import StockPlace
from desktop.office.listing.listing import ListColumn
from desktop.office.orders.words import in_words
from desktop.office.receiving.reading import Received
from desktop.office.stock.words import NOTHING, expiry_words
from desktop.widgets.table import Column
from procedure.texts import status_word
from resources.catalogue import N_

HINTS: tuple[ListColumn[StockPlace], ...] = (
    ListColumn("shelf", N_("Shelf"), Column(120, strong=True), lambda p, s: p.shelf),
    ListColumn(
        "kind",
        N_("Kind"),
        Column(0),
        lambda p, s: in_words(s.translator, status_word(p.kind)),
    ),
    ListColumn("lot", N_("Lot"), Column(120), lambda p, s: p.lot or NOTHING),
    ListColumn("expiry", N_("Expires"), Column(96), lambda p, s: expiry_words(p.expires_on)),
    ListColumn("on_hand", N_("Units"), Column(70, number=True), lambda p, s: f"{p.on_hand:,}"),
)

RECEIVED: tuple[ListColumn[Received], ...] = (
    ListColumn(
        "at", N_("Time"), Column(62), lambda r, s: f"{r.at.astimezone(s.zone):%H:%M}", spare=2
    ),
    ListColumn("sku", N_("SKU"), Column(104, strong=True), lambda r, s: r.booked.sku),
    ListColumn("name", N_("Name"), Column(0), lambda r, s: r.name),
    ListColumn("lot", N_("Lot"), Column(100), lambda r, s: r.booked.lot or NOTHING, spare=1),
    ListColumn(
        "units", N_("Units"), Column(60, number=True), lambda r, s: f"{r.booked.quantity:,}"
    ),
    ListColumn("shelf", N_("Shelf"), Column(104), lambda r, s: r.booked.shelf_code),
)

"""The tables beside a request or a purchase order: walks, waiting orders, lines."""

from __future__ import annotations

from db.views.carries import Carry
from db.views.purchase_numbers import WaitingOrder
from db.views.purchasing import PurchaseLineRow
from desktop.office.listing.listing import ListColumn, Speech
from desktop.office.orders.words import STATUS_STATES, moment, status_tag
from desktop.office.stock.words import NOTHING, expiry_words
from desktop.widgets.states import State
from desktop.widgets.table import Column
from resources.catalogue import N_


def _to(walk: Carry, speech: Speech) -> str:
    return walk.to_shelf or speech.translator.text(N_("a picking shelf"))


CARRIES: tuple[ListColumn[Carry], ...] = (
    ListColumn("from", N_("From"), Column(116, strong=True), lambda c, s: c.from_shelf),
    ListColumn("to", N_("To"), Column(0), _to),
    ListColumn("lot", N_("Lot"), Column(92), lambda c, s: c.lot or NOTHING),
    ListColumn("expiry", N_("Expires"), Column(96), lambda c, s: expiry_words(c.expires_on)),
    ListColumn("units", N_("Units"), Column(60, number=True), lambda c, s: f"{c.quantity:,}"),
)


def _order_state(order: WaitingOrder) -> State:
    return State.ATTENTION if order.open_holds else STATUS_STATES[order.status]


WAITING: tuple[ListColumn[WaitingOrder], ...] = (
    ListColumn("order", N_("Order"), Column(0, strong=True), lambda o, s: o.order_no),
    ListColumn("units", N_("Units"), Column(60, number=True), lambda o, s: f"{o.units:,}"),
    ListColumn(
        "promised",
        N_("Promised"),
        Column(104),
        lambda o, s: NOTHING if o.ship_by is None else moment(o.ship_by, s.zone, s.now),
    ),
    ListColumn(
        "status",
        N_("Status"),
        Column(130, tag=True),
        lambda o, s: status_tag(o.status, o.open_holds, s.translator)[0],
        tag=_order_state,
    ),
)

LINES: tuple[ListColumn[PurchaseLineRow], ...] = (
    ListColumn("sku", N_("SKU"), Column(104, strong=True), lambda r, s: r.sku),
    ListColumn("name", N_("Name"), Column(0), lambda r, s: r.name),
    ListColumn("ordered", N_("Ordered"), Column(72, number=True), lambda r, s: f"{r.ordered:,}"),
    ListColumn("received", N_("Received"), Column(76, number=True), lambda r, s: f"{r.received:,}"),
)

"""The sentences of refusals around shortages, replenishment and purchase orders."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from procedure.text import N_, Wording, say
from procedure.verdicts import VerdictKind

_K = VerdictKind

_CHOICES: dict[VerdictKind, tuple[Wording, ...]] = {
    _K.NOT_SHORT: (
        say(N_("Order {order_no} lacks nothing now. Look at it again; nothing was done.")),
        say(N_("This order lacks nothing now. Look at it again; nothing was done.")),
    ),
    _K.CHOICE_NOT_NOW: (
        say(N_("Order {order_no} is on its way out. Decide about the rest when it has left.")),
        say(N_("This order is on its way out. Decide about the rest when it has left.")),
    ),
    _K.NOTHING_THERE: (
        say(N_("Nothing of order {order_no} can be picked now. Wait, exchange or cancel.")),
        say(N_("Nothing of this order can be picked now. Wait, exchange or cancel.")),
    ),
    _K.DAY_IS_PAST: (
        say(N_("{day} is past. Enter a day from today on.")),
        say(N_("This day is past. Enter a day from today on.")),
    ),
    _K.ARRIVAL_UNKNOWN: (
        say(N_("Nobody knows yet when {sku} arrives. Enter the day you promise.")),
        say(N_("Nobody knows yet when the goods arrive. Enter the day you promise.")),
    ),
    _K.REPLACEMENT_REFUSED: (
        say(N_("There is no product {sku} here. Choose another one."), why="unknown"),
        say(
            N_("{sku} is not among the products that can stand in. Choose one of those."),
            why="not_offered",
        ),
        say(N_("{sku} is what is short. Choose another product."), why="same"),
        say(N_("{sku} is not sold any more. Choose another product."), why="not_on_sale"),
        say(N_("{sku} is a bundle. Choose a single product."), why="bundle"),
        say(
            N_("Only {available} of {sku} are there, {missing} are needed. Choose another one."),
            why="too_few",
        ),
        say(
            N_("{sku} stands on no picking shelf now. Choose another product."),
            why="out_of_reach",
        ),
        say(N_("This product cannot stand in. Choose another one.")),
    ),
}

_LOW: dict[VerdictKind, tuple[Wording, ...]] = {
    _K.NOT_LOW: (
        say(N_("Of {sku} there is enough, or none. Look at the order again.")),
        say(N_("Of this product there is enough, or none. Look at the order again.")),
    ),
}

_PURCHASES: dict[VerdictKind, tuple[Wording, ...]] = {
    _K.SUPPLIER_MISSING: (
        say(N_("{sku} has no supplier. Enter one with the product, then order it.")),
        say(N_("A product has no supplier. Enter one with the product, then order it.")),
    ),
    _K.SUPPLIER_UNFIT: (
        say(
            N_("{supplier} has no e-mail address. Enter it with the supplier, then send."),
            why="email",
        ),
        say(
            N_("{supplier} is not a supplier any more. Enter another one for {sku}."),
            why="inactive",
        ),
        say(N_("This supplier cannot be ordered from. Look at the supplier's data.")),
    ),
    _K.REQUEST_CLOSED: (
        say(N_("{sku} is ordered or has arrived already. Look at the list again.")),
        say(N_("A request is ordered or done already. Look at the list again.")),
    ),
    _K.PURCHASE_UNKNOWN: (
        say(N_("There is no purchase order {po_no}. Look at the delivery note again.")),
        say(N_("There is no such purchase order. Look at the delivery note again.")),
    ),
    _K.PURCHASE_REFUSED: (
        say(N_("Purchase order {po_no} is sent already. Look at the list again."), why="sent"),
        say(N_("Purchase order {po_no} is not sent yet. Send it first."), why="draft"),
        say(N_("Purchase order {po_no} is closed. Make a new one for what is open."), why="closed"),
        say(N_("This cannot be done with the purchase order now. Look at the list again.")),
    ),
    _K.NOT_PURCHASED: (
        say(N_("{sku} is not in purchase order {po_no}. Put it aside and tell purchasing.")),
        say(N_("This is not in the purchase order. Put it aside and tell purchasing.")),
    ),
    _K.OVER_DELIVERY: (
        say(
            N_(
                "Of {sku}, purchase order {po_no} has {left} open, not {quantity}. Receive {left}, "
                "put the rest aside and tell purchasing."
            )
        ),
        say(N_("More came than was ordered. Put the rest aside and tell purchasing.")),
    ),
}

SHORTAGE_REFUSALS: Mapping[VerdictKind, tuple[Wording, ...]] = MappingProxyType(
    {**_CHOICES, **_LOW, **_PURCHASES}
)

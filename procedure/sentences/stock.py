"""The sentence of every refusal of the stock ledger: what is wrong and how to put it right.

As everywhere, the last wording of a kind has no fields and always fits.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from procedure.text import N_, Wording, say
from procedure.verdicts import VerdictKind

_K = VerdictKind

_SHELVES: dict[VerdictKind, tuple[Wording, ...]] = {
    _K.SHELF_UNKNOWN: (
        say(N_("There is no shelf {shelf} here. Look at its label and scan that.")),
        say(N_("There is no such shelf here. Look at its label and scan that.")),
    ),
    _K.SHELF_UNFIT: (
        say(N_("Shelf {shelf} is not in use. Take another shelf."), why="closed"),
        say(N_("Shelf {shelf} is for picked goods only. Take another shelf."), why="staging"),
        say(N_("Good units do not stand on shelf {shelf}. Take a picking shelf."), why="good"),
        say(N_("Returns go to an inspection shelf, {shelf} is none. Take one."), why="return"),
        say(N_("This shelf is not for these goods. Take another shelf.")),
    ),
    _K.SHELF_IN_COUNT: (
        say(N_("Shelf {shelf} is being counted ({count_no}). Wait until the count is closed.")),
        say(N_("This shelf is being counted. Wait until the count is closed.")),
    ),
    _K.SHELF_IN_PICKING: (
        say(N_("Shelf {shelf} is being picked for {sheet}. Count it when that is done.")),
        say(N_("This shelf is being picked. Count it when that is done.")),
    ),
}

_GOODS: dict[VerdictKind, tuple[Wording, ...]] = {
    _K.PRODUCT_UNFIT: (
        say(N_("{sku} is a bundle and has no stock of its own. Book its parts."), why="bundle"),
        say(N_("{sku} has no code that scans. Give it one, then book it in."), why="no_code"),
        say(N_("This product is not known here. Scan another code of it.")),
    ),
    _K.AMOUNT_REFUSED: (
        say(N_("{quantity} is no quantity. Enter how many units there are."), why="none"),
        say(N_("{quantity} is more than {most} at once. Was a code scanned here?"), why="absurd"),
        say(N_("This quantity cannot be right. Count the units and enter them again.")),
    ),
    _K.LOT_NEEDED: (
        say(N_("{sku} is kept by lot. Scan or enter the lot that stands on the goods.")),
        say(N_("These goods are kept by lot. Scan or enter the lot on them.")),
    ),
    _K.LOT_NOT_KEPT: (
        say(N_("{sku} is not kept by lot. Leave lot and expiry date empty.")),
        say(N_("These goods are not kept by lot. Leave lot and expiry date empty.")),
    ),
    _K.LOT_UNFIT: (
        say(N_("{lot} cannot be a lot: it would not scan. Enter what stands on the goods.")),
        say(N_("This cannot be a lot: it would not scan. Enter what stands on the goods.")),
    ),
    _K.LOT_UNKNOWN: (
        say(N_("Order {order_no} was not sent {sku} of lot {lot}. Look at the lot again.")),
        say(N_("There is no lot {lot} of {sku} on shelf {shelf}. Look at the lot again.")),
        say(N_("There is no {sku} on shelf {shelf}. Look at the shelf again.")),
        say(N_("These goods are not there. Look at shelf and lot again.")),
    ),
    _K.EXPIRY_NEEDED: (
        say(N_("{sku} has a shelf life. Enter the expiry date of lot {lot}.")),
        say(N_("These goods have a shelf life. Enter the expiry date of the lot.")),
    ),
    _K.LOT_DATE_DIFFERS: (
        say(
            N_(
                "Lot {lot} of {sku} is known to expire on {known}, not {given}. "
                "Look at the goods; if they say {given}, put them aside and tell a lead."
            )
        ),
        say(
            N_(
                "Lot {lot} of {sku} is known without an expiry date, not with {given}. "
                "Put the goods aside and tell a lead."
            ),
            known="",
        ),
        say(N_("This lot is known with another expiry date. Put the goods aside, tell a lead.")),
    ),
    _K.LOT_TOO_OLD: (
        say(
            N_(
                "Lot {lot} of {sku} expires on {expires_on}, too soon to be sent out. "
                "Put it aside and tell a lead."
            )
        ),
        say(N_("This lot expires too soon to be sent out. Put it aside and tell a lead.")),
    ),
}

_HELD: dict[VerdictKind, tuple[Wording, ...]] = {
    _K.STOCK_ALLOCATED: (
        say(
            N_(
                "{counted} of {sku} were found on shelf {shelf}, but {held} are kept there for "
                "order {holders}. Let them be picked short first, then close the count."
            ),
            at="count",
        ),
        say(
            N_(
                "Only {free} of {sku} on shelf {shelf} are free, {held} are kept for order "
                "{holders}. Take no more than are free."
            )
        ),
        say(N_("Only {free} of {sku} on shelf {shelf} are free. Take no more than that.")),
        say(N_("So many units are not free. Take no more than are free.")),
    ),
    _K.STOCK_PROMISED: (
        say(
            N_(
                "{sku}: the count takes {missing} away, but only {available} are promised to "
                "nobody. Let customer service decide about order {holders} first."
            ),
            at="count",
        ),
        say(
            N_(
                "Only {available} of {sku} are promised to nobody, the rest waits for order "
                "{holders}. Take no more, or let customer service decide first."
            )
        ),
        say(N_("So many units are promised to orders. Let customer service decide first.")),
    ),
    _K.NOT_BLOCKED: (
        say(
            N_("Only {blocked} of {sku} on shelf {shelf} are kept back so. Look at them again."),
        ),
        say(N_("So many units are not kept back so. Look at them again.")),
    ),
    _K.CONDITION_UNFIT: (
        say(N_("Missing units are not there to be taken. Count the shelf."), why="missing"),
        say(N_("These units wait to be put back. Scan the shelf they go to."), why="put_back"),
        say(N_("Say what is wrong with the goods: this condition cannot be chosen here.")),
    ),
    _K.REASON_NEEDED: (
        say(N_("Books and shelf {shelf} differ for {sku}. Say why, in a few words.")),
        say(N_("{sheet} was printed already. Say why it is printed again.")),
        say(N_("Say why, in a few words.")),
    ),
}

_COUNTS: dict[VerdictKind, tuple[Wording, ...]] = {
    _K.COUNT_NOT_OPEN: (
        say(N_("Count {count_no} is over. Begin a new count of these shelves.")),
        say(N_("This count is over. Begin a new count of these shelves.")),
    ),
    _K.NOT_IN_COUNT: (
        say(N_("Shelf {shelf} is not part of count {count_no}. Go to one that is.")),
        say(N_("This shelf is not part of the count. Go to one that is.")),
    ),
    _K.COUNT_INCOMPLETE: (
        say(N_("{sku} on shelf {shelf} is not counted yet. Enter how many there are, or 0.")),
        say(N_("Not everything is counted yet. Enter how many there are, or 0.")),
    ),
    _K.COUNT_OUT_OF_DATE: (
        say(N_("Shelf {shelf} changed after {sku} was counted. Count {sku} there again.")),
        say(N_("The shelf changed after it was counted. Count it again.")),
    ),
    _K.RETURN_REFUSED: (
        say(
            N_("Of {sku}, {left} of order {order_no} can still come back. Count them again."),
            why="too_many",
        ),
        say(N_("{sku} is not in order {order_no}. Look at order and goods again."), why="line"),
        say(N_("These goods cannot come back for this order. Look at order and goods again.")),
    ),
}

STOCK_REFUSALS: Mapping[VerdictKind, tuple[Wording, ...]] = MappingProxyType(
    {**_SHELVES, **_GOODS, **_HELD, **_COUNTS}
)

"""What the receive screen says to each scan, and asks for next. No Qt, no database."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from desktop.office.goods_in_hand import Heard, InHand
from procedure.words import Signal
from resources.catalogue import N_, Translator

WORDS: Mapping[Heard, tuple[Signal, str, str]] = MappingProxyType(
    {
        Heard.PRODUCT: (Signal.GOOD, "", N_("{name}")),
        Heard.MORE: (Signal.GOOD, "", N_("{name}")),
        Heard.LOT: (Signal.GOOD, N_("Lot taken"), N_("{name}, lot {lot}")),
        Heard.QUANTITY: (Signal.GOOD, "", N_("{name}")),
        Heard.SHELF: (Signal.GOOD, N_("Shelf taken"), N_("Now scan what you put on {shelf}.")),
        Heard.OTHER_PRODUCT: (
            Signal.WRONG,
            N_("Other product"),
            N_("{name} is still in your hand. Scan its shelf first, or press Esc to start over."),
        ),
        Heard.OTHER_LOT: (
            Signal.WRONG,
            N_("Other lot"),
            N_("Lot {lot} is in your hand. Book it in first, then take the other lot."),
        ),
        Heard.WHICH_PRODUCT: (
            Signal.ATTENTION,
            N_("Which product?"),
            N_("This code is on two products. Scan another code of the one in your hand."),
        ),
        Heard.NO_PRODUCT: (
            Signal.ATTENTION,
            N_("Product first"),
            N_("Scan the product first, then its lot and quantity."),
        ),
        Heard.UNKNOWN: (
            Signal.WRONG,
            N_("Unknown code"),
            N_("This code is not known here. Scan another code of the goods, or ask purchasing."),
        ),
    }
)
"""Signal, large words, sentence; without large words the number of units stands there."""

_PRODUCT = N_("Scan a product or a carton")
_LOT = N_("Scan or enter the lot")
_UNITS = N_("Enter how many there are")
_SHELF = N_("Scan the shelf they stand on")
_DETAIL = N_("{count} × {sku}")


def next_words(hand: InHand, translator: Translator) -> tuple[str, str]:
    """What to do next, and what it is about."""
    product = hand.product
    if product is None:
        return translator.text(_PRODUCT), ""
    about = translator.text(_DETAIL, count=f"{hand.quantity:,}", sku=product.sku)
    if hand.lacks_lot:
        return translator.text(_LOT), about
    return translator.text(_SHELF if hand.quantity else _UNITS), about


def said_words(what: Heard, hand: InHand, translator: Translator) -> tuple[Signal, str, str]:
    """Signal, large words and sentence for a scan."""
    signal, word, sentence = WORDS[what]
    name = hand.product.name if hand.product is not None else ""
    words = translator.text(sentence, name=name, lot=hand.lot, shelf=hand.shelf)
    return signal, translator.text(word) if word else "", words

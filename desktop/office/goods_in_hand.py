"""What somebody holds while they receive or count, and what a scan does to it. No Qt, no clock.

Transitions:
    product: taken in hand; the same product again adds its units.
    lot, quantity: belong to the product in hand.
    shelf: puts it there; the screen decides what that means.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from procedure.codes import (
    Code,
    KnownProduct,
    LotReading,
    ProductReading,
    QuantityReading,
    ShelfReading,
)
from procedure.gs1 import MOST_UNITS
from procedure.machines.readings import readings_of, the_one
from procedure.verdicts import Verdict


class Heard(StrEnum):
    """What a scan was to whoever receives or counts."""

    PRODUCT = "product"
    MORE = "more"
    LOT = "lot"
    QUANTITY = "quantity"
    SHELF = "shelf"
    OTHER_PRODUCT = "other_product"
    """Something else is in hand: that is put away first."""
    OTHER_LOT = "other_lot"
    WHICH_PRODUCT = "which_product"
    """The code is on two products."""
    NO_PRODUCT = "no_product"
    """Lot or quantity of nothing."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class InHand:
    """Goods in somebody's hand.

    Attributes:
        quantity: Units, cartons counted by their content; 0 while nothing is in hand.
        shelf: The shelf that was scanned, or "".
    """

    product: KnownProduct | None = None
    lot: str = ""
    expires_on: date | None = None
    quantity: int = 0
    shelf: str = ""

    @property
    def lacks_lot(self) -> bool:
        """Whether the product is kept by lot and nobody said which."""
        return self.product is not None and self.product.lot_tracked and not self.lot


def heard(hand: InHand, code: Code) -> tuple[InHand, Heard]:
    """What is in hand after a scan, and what the scan was.

    A product code may look like a lot too: it is the product's. Where it is on two products, what
    is in hand says which; with nothing in hand it is asked.
    """
    products = readings_of(code, ProductReading)
    own = [r for r in products if hand.product and r.product.product_id == hand.product.product_id]
    if products:
        one = the_one(own or products)
        if isinstance(one, Verdict):
            return hand, Heard.WHICH_PRODUCT
        return _product(hand, one)
    for reading in code.readings:
        match reading:
            case ShelfReading(code=shelf):
                return replace(hand, shelf=shelf), Heard.SHELF
            case QuantityReading(quantity=quantity):
                if hand.product is None:
                    return hand, Heard.NO_PRODUCT
                return replace(hand, quantity=quantity), Heard.QUANTITY
            case _:
                pass
    lots = [reading.lot for reading in code.readings if isinstance(reading, LotReading)]
    if hand.product is not None and hand.product.lot_tracked and lots:
        if hand.lot and hand.lot != lots[0]:
            return hand, Heard.OTHER_LOT
        return replace(hand, lot=lots[0]), Heard.LOT
    return hand, Heard.UNKNOWN


def _product(hand: InHand, reading: ProductReading) -> tuple[InHand, Heard]:
    product, lot = reading.product, reading.lot or ""
    if hand.product is None:
        taken = replace(
            hand,
            product=product,
            lot=lot if product.lot_tracked else "",
            expires_on=reading.expires_on if product.lot_tracked else None,
            quantity=reading.units,
        )
        return taken, Heard.PRODUCT
    if hand.product.product_id != product.product_id:
        return hand, Heard.OTHER_PRODUCT
    if lot and hand.lot and lot != hand.lot:
        return hand, Heard.OTHER_LOT
    more = replace(
        hand,
        lot=hand.lot or (lot if product.lot_tracked else ""),
        expires_on=hand.expires_on or (reading.expires_on if product.lot_tracked else None),
        quantity=min(hand.quantity + reading.units, MOST_UNITS),
    )
    return more, Heard.MORE


def day_typed(text: str) -> date | None:
    """A date as a person types it from the goods; None where it is none.

    Examples:
        >>> day_typed("2027-03-01"), day_typed("20270301"), day_typed("2027/3/1")
        (datetime.date(2027, 3, 1), datetime.date(2027, 3, 1), datetime.date(2027, 3, 1))
        >>> day_typed("March") is None
        True
    """
    plain = text.strip().replace("/", "-").replace(".", "-")
    if plain.isdecimal() and len(plain) == 8:
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    parts = plain.split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return None
    try:
        return date(*map(int, parts))
    except ValueError:
        return None

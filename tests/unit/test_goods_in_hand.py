"""What a scan does to the goods in somebody's hand."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.office.goods_in_hand import Heard, InHand, day_typed, heard
from procedure.codes import (
    Code,
    KnownProduct,
    LotReading,
    ProductReading,
    QuantityReading,
    Reading,
    ShelfReading,
)
from procedure.ids import ProductId
from procedure.words import CountRule

TEA = KnownProduct(ProductId(1), "TEA", "Tea", True, CountRule.COUNT)
MUG = KnownProduct(ProductId(2), "MUG", "Mug", False, CountRule.COUNT)
KNOWN_ELSEWHERE = KnownProduct(ProductId(3), "LAMP", "Lamp", False, CountRule.COUNT)


def _hear(hand: InHand, *readings: Reading) -> tuple[InHand, Heard]:
    return heard(hand, Code("X", readings))


def test_a_carton_counts_by_its_content_and_again_adds_it() -> None:
    hand, what = _hear(InHand(), ProductReading(MUG, 12))
    assert (hand.quantity, what) == (12, Heard.PRODUCT)
    hand, what = _hear(hand, ProductReading(MUG))
    assert (hand.quantity, what) == (13, Heard.MORE)


def test_a_gs1_code_brings_lot_and_date_of_goods_kept_by_lot_only() -> None:
    day = date(2027, 3, 1)
    hand, _ = _hear(InHand(), ProductReading(TEA, 1, "L1", day))
    assert (hand.lot, hand.expires_on) == ("L1", day)
    hand, _ = _hear(InHand(), ProductReading(MUG, 1, "L1", day))
    assert (hand.lot, hand.expires_on) == ("", None)


def test_a_product_code_that_looks_like_a_lot_is_the_product() -> None:
    hand = InHand(TEA, quantity=1)
    hand, what = _hear(hand, LotReading("6901234567892"), ProductReading(TEA))
    assert (hand.lot, hand.quantity, what) == ("", 2, Heard.MORE)


def test_a_lot_belongs_to_the_product_in_hand() -> None:
    hand = InHand(TEA, quantity=3)
    hand, what = _hear(hand, LotReading("L1"))
    assert (hand.lot, what) == ("L1", Heard.LOT)
    assert _hear(hand, LotReading("L2")) == (hand, Heard.OTHER_LOT)
    assert _hear(hand, ProductReading(TEA, 1, "L2")) == (hand, Heard.OTHER_LOT)
    assert _hear(InHand(MUG, quantity=1), LotReading("L1"))[1] is Heard.UNKNOWN


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (QuantityReading(5), Heard.NO_PRODUCT),
        (LotReading("L1"), Heard.UNKNOWN),
        (ShelfReading("A-01"), Heard.SHELF),
    ],
)
def test_with_nothing_in_hand(reading: Reading, expected: Heard) -> None:
    assert _hear(InHand(), reading)[1] is expected


def test_another_product_does_not_take_the_place_of_the_one_in_hand() -> None:
    hand = InHand(TEA, "L1", None, 3)
    assert _hear(hand, ProductReading(MUG)) == (hand, Heard.OTHER_PRODUCT)


def test_a_quantity_card_says_how_many_and_a_shelf_where() -> None:
    hand, _ = _hear(InHand(MUG, quantity=1), QuantityReading(24))
    hand, what = _hear(hand, ShelfReading("A-01"))
    assert (hand.quantity, hand.shelf, what) == (24, "A-01", Heard.SHELF)


def test_an_unknown_code_changes_nothing() -> None:
    hand = InHand(MUG, quantity=1)
    assert _hear(hand) == (hand, Heard.UNKNOWN)


@pytest.mark.parametrize("text", ["", "2027-13-01", "2027-02-30", "20270", "1-2", "tomorrow"])
def test_no_date_is_no_date(text: str) -> None:
    assert day_typed(text) is None


def test_a_code_on_two_products_is_what_is_in_hand_or_is_asked_about() -> None:
    both = (ProductReading(TEA), ProductReading(MUG))
    assert _hear(InHand(), *both) == (InHand(), Heard.WHICH_PRODUCT)
    hand = InHand(MUG, quantity=1)
    assert _hear(hand, *both)[0].quantity == 2
    assert _hear(InHand(KNOWN_ELSEWHERE, quantity=1), *both)[1] is Heard.WHICH_PRODUCT

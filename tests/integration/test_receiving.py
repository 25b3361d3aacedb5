"""Receiving on every database: what arrives is free at once; bad input writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from db.schema.products import Product, ProductCode
from db.schema.stock import Lot, Shelf, StockMovement
from fulfilment.stock.bookings import Booked
from fulfilment.stock.counting import CountOpened, open_count
from fulfilment.stock.receiving import Receipt, receive_goods
from procedure.ids import ProductId
from procedure.verdicts import VerdictKind
from procedure.words import MovementKind, Post
from tests.plugins.everything import nothing_written
from tests.plugins.houses import MUG, TEA, SmallHouse
from tests.plugins.journey import balance, expect, on_shelf, set_up, verdict_of
from tests.plugins.stock_floor import (
    INSPECTION,
    MUGS,
    NEW_TEA,
    OLD_TEA,
    RESERVE,
    STAGING,
    receipt,
    refusal,
)

K = VerdictKind
NEXT_YEAR = date(2027, 9, 1)


def receive(at: SmallHouse, goods: Receipt) -> object:
    return receive_goods(at.house, at.people[Post.PICKER], goods)


def test_what_arrived_is_free_and_says_who_brought_it(floor: SmallHouse) -> None:
    booked = expect(Booked, receive(floor, receipt(floor, MUG, RESERVE, 12)))
    assert (booked.sku, booked.shelf_code, booked.quantity) == (MUG, RESERVE, 12)
    assert balance(floor, MUG) == (32, 32, 0, 0)
    assert on_shelf(floor, RESERVE) == (12, 0, 0)
    with floor.house.database.read() as connection:
        row = connection.execute(
            select(StockMovement.__table__).order_by(StockMovement.id.desc()).limit(1)
        ).one()
    assert (row.kind, row.quantity, row.document) == (MovementKind.RECEIVE, 12, "DN-1")
    assert row.person_id == floor.people[Post.PICKER].person_id


def test_a_new_lot_is_known_from_then_on_as_it_scans(floor: SmallHouse) -> None:
    booked = expect(Booked, receive(floor, receipt(floor, TEA, OLD_TEA, 5, " l2001 ", NEXT_YEAR)))
    assert booked.lot == "L2001"
    again = expect(Booked, receive(floor, receipt(floor, TEA, NEW_TEA, 5, "L2001")))
    assert again.lot == "L2001"
    with floor.house.database.read() as connection:
        dates = connection.scalars(select(Lot.expires_on).where(Lot.code == "L2001")).all()
    assert list(dates) == [NEXT_YEAR]
    assert balance(floor, TEA) == (30, 30, 0, 0)


def product(at: SmallHouse, sku: str, **changes: object) -> None:
    change = update(Product).where(Product.id == at.products[sku]).values(**changes)
    set_up(at, lambda work: work.connection.execute(change))


def make_bundle(at: SmallHouse) -> None:
    product(at, MUG, is_bundle=True)


def forget_codes(at: SmallHouse) -> None:
    gone = delete(ProductCode).where(ProductCode.product_id == at.products[MUG])
    set_up(at, lambda work: work.connection.execute(gone))


def close_shelf(at: SmallHouse) -> None:
    closed = update(Shelf).where(Shelf.code == MUGS).values(active=False)
    set_up(at, lambda work: work.connection.execute(closed))


def begin_count(at: SmallHouse) -> None:
    expect(CountOpened, open_count(at.house, at.people[Post.PICKER], [MUGS], False, ""))


def set_margin(at: SmallHouse) -> None:
    product(at, TEA, shipping_margin_days=30)


def nothing(at: SmallHouse) -> None:
    pass


Case = tuple[Callable[[SmallHouse], None], dict[str, Any], VerdictKind, str]

BAD: dict[str, Case] = {
    # what is prepared, what is changed in a receipt of mugs, what is answered
    "unknown shelf": (nothing, {"shelf_code": "Z-9"}, K.SHELF_UNKNOWN, "no shelf Z-9"),
    "closed shelf": (close_shelf, {}, K.SHELF_UNFIT, f"{MUGS} is not in use"),
    "staging": (nothing, {"shelf_code": STAGING}, K.SHELF_UNFIT, "picked goods only"),
    "returns": (nothing, {"shelf_code": INSPECTION}, K.SHELF_UNFIT, "Good units do not stand"),
    "under count": (begin_count, {}, K.SHELF_IN_COUNT, "(CNT-20261123-001)"),
    "nothing": (nothing, {"quantity": 0}, K.AMOUNT_REFUSED, "0 is no quantity"),
    "negative": (nothing, {"quantity": -3}, K.AMOUNT_REFUSED, "-3 is no quantity"),
    "absurd": (nothing, {"quantity": 6901234567892}, K.AMOUNT_REFUSED, "code scanned"),
    "unknown product": (nothing, {"product_id": ProductId(4)}, K.PRODUCT_UNFIT, "not known"),
    "bundle": (make_bundle, {}, K.PRODUCT_UNFIT, "is a bundle"),
    "no code": (forget_codes, {}, K.PRODUCT_UNFIT, "no code that scans"),
    "a lot for none": (nothing, {"lot": "L1"}, K.LOT_NOT_KEPT, "not kept by lot"),
    "a date for none": (nothing, {"expires_on": NEXT_YEAR}, K.LOT_NOT_KEPT, "not kept by lot"),
}

BAD_LOTS: dict[str, Case] = {
    # the same for a receipt of tea, lot L1108, which expires on 2027-03-01
    "no lot": (nothing, {"lot": " "}, K.LOT_NEEDED, f"{TEA} is kept by lot"),
    "two dates": (nothing, {"expires_on": NEXT_YEAR}, K.LOT_DATE_DIFFERS, "2027-03-01, not"),
    "expired": (
        nothing,
        {"lot": "L0900", "expires_on": date(2026, 11, 23)},
        K.LOT_TOO_OLD,
        "L0900 of TEA-LJ-250 expires on 2026-11-23",
    ),
    "within the margin": (
        set_margin,
        {"lot": "L0900", "expires_on": date(2026, 12, 23)},
        K.LOT_TOO_OLD,
        "too soon",
    ),
    "no date, but a margin": (set_margin, {"lot": "L7"}, K.EXPIRY_NEEDED, "has a shelf life"),
    "a code of the house": (nothing, {"lot": "LOC-A-01"}, K.LOT_UNFIT, "cannot be a lot"),
    "too long": (nothing, {"lot": "L" * 21}, K.LOT_UNFIT, "cannot be a lot"),
}


PREPARED = list(dict.fromkeys(case[0] for case in (*BAD.values(), *BAD_LOTS.values())))


@pytest.mark.parametrize("prepare", PREPARED)
def test_bad_input_is_refused_with_its_sentence(
    floor: SmallHouse, prepare: Callable[[SmallHouse], None]
) -> None:
    prepare(floor)
    mugs, tea = receipt(floor, MUG, MUGS, 2), receipt(floor, TEA, OLD_TEA, 2, "L1108")
    for goods, cases in ((mugs, BAD), (tea, BAD_LOTS)):
        for name, (prepared, changes, kind, words) in cases.items():
            if prepared is prepare:
                with nothing_written(floor.house.database):
                    told = refusal(receive(floor, replace(goods, **changes)))
                assert told[0] is kind, name
                assert words in told[1], name


def test_a_day_more_than_the_margin_is_received(floor: SmallHouse) -> None:
    set_margin(floor)
    goods = receipt(floor, TEA, OLD_TEA, 2, "L0900", date(2026, 12, 24))
    expect(Booked, receive(floor, goods))


def test_a_known_lot_without_a_date_gets_none_by_the_way(floor: SmallHouse) -> None:
    expect(Booked, receive(floor, receipt(floor, TEA, OLD_TEA, 2, "L7")))
    with nothing_written(floor.house.database):
        answer = receive(floor, receipt(floor, TEA, OLD_TEA, 2, "L7", NEXT_YEAR))
    assert refusal(answer)[0] is K.LOT_DATE_DIFFERS
    assert "without an expiry date" in refusal(answer)[1]


def test_a_packer_receives_nothing(floor: SmallHouse) -> None:
    with nothing_written(floor.house.database):
        goods = receipt(floor, MUG, MUGS, 2)
        answer = receive_goods(floor.house, floor.people[Post.PACKER], goods)
    assert verdict_of(answer).kind is K.NOT_ALLOWED

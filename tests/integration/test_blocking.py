"""Blocking on every database: kept back, given free, found otherwise, scrapped."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import update

from db.schema.products import Product
from db.schema.stock import Lot
from fulfilment.stock.blocking import block_goods, regrade_goods, scrap_goods, unblock_goods
from fulfilment.stock.bookings import Booked
from fulfilment.stock.expiry import BlockedExpired, block_expired
from fulfilment.stock.moving import move_goods
from fulfilment.stock.receiving import receive_goods
from procedure.verdicts import VerdictKind
from procedure.words import Post, StockCondition
from tests.plugins.everything import nothing_written
from tests.plugins.houses import MUG, TEA, SmallHouse, draft
from tests.plugins.journey import (
    balance,
    confirmed,
    expect,
    line,
    on_shelf,
    order_no,
    release,
    released,
    set_up,
    verdict_of,
)
from tests.plugins.stock_floor import (
    INSPECTION,
    MUGS,
    NEW_TEA,
    OLD_TEA,
    RESERVE,
    blocked,
    conditions,
    lead,
    receipt,
    refusal,
    transfer,
    units,
)

K = VerdictKind
C = StockCondition
GRADES = (C.DEFECTIVE, C.DAMAGED, C.CARTON_DAMAGED)


def test_goods_are_kept_back_by_what_they_are_like_and_given_free(floor: SmallHouse) -> None:
    picker, inspector = floor.people[Post.PICKER], floor.people[Post.INSPECTOR]
    for condition in GRADES:
        expect(Booked, block_goods(floor.house, picker, units(floor, MUG, MUGS, 2), condition, ""))
    assert conditions(floor, MUGS) == dict.fromkeys(GRADES, 2)
    assert balance(floor, MUG) == (20, 14, 0, 6)
    one = units(floor, MUG, MUGS, 1)
    expect(Booked, unblock_goods(floor.house, inspector, one, C.DAMAGED, "it was only dust"))
    assert conditions(floor, MUGS)[C.DAMAGED] == 1
    assert balance(floor, MUG) == (20, 15, 0, 5)


def test_regrading_changes_what_they_are_like_and_nothing_else(floor: SmallHouse) -> None:
    blocked(floor, MUG, MUGS, 5, C.CARTON_DAMAGED)
    some = units(floor, MUG, MUGS, 2)
    answer = regrade_goods(floor.house, lead(floor), some, C.CARTON_DAMAGED, C.DEFECTIVE, "broken")
    expect(Booked, answer)
    assert conditions(floor, MUGS) == {C.CARTON_DAMAGED: 3, C.DEFECTIVE: 2}
    assert balance(floor, MUG) == (20, 15, 0, 5)
    assert on_shelf(floor, MUGS) == (15, 0, 5)


def test_scrapped_goods_leave_the_books(floor: SmallHouse) -> None:
    blocked(floor, MUG, MUGS, 5, C.DEFECTIVE)
    four = units(floor, MUG, MUGS, 4)
    expect(Booked, scrap_goods(floor.house, lead(floor), four, C.DEFECTIVE, "glass broken"))
    assert balance(floor, MUG) == (16, 15, 0, 1)


def test_what_is_allocated_is_not_blocked(floor: SmallHouse) -> None:
    (order,) = released(floor, draft("A-1", lines=(line(MUG, 18),)))
    with nothing_written(floor.house.database):
        three = units(floor, MUG, MUGS, 3)
        answer = block_goods(floor.house, lead(floor), three, C.DAMAGED, "")
    assert refusal(answer)[0] is K.STOCK_ALLOCATED
    assert order_no(floor, order) in refusal(answer)[1]


def test_a_promise_without_a_shelf_is_not_cut_either(floor: SmallHouse) -> None:
    """19 of 20 mugs are reserved for an order that waits for tea: they are free on the shelf."""
    (order,) = confirmed(floor, draft("A-1", lines=(line(MUG, 19), line(TEA, 21))))
    assert release(floor, [order]).to_pick == ()
    assert on_shelf(floor, MUGS) == (20, 0, 0)
    with nothing_written(floor.house.database):
        answer = block_goods(floor.house, lead(floor), units(floor, MUG, MUGS, 2), C.DAMAGED, "")
    assert refusal(answer) == (
        K.STOCK_PROMISED,
        f"Only 1 of {MUG} are promised to nobody, the rest waits for order "
        f"{order_no(floor, order)}. Take no more, or let customer service decide first.",
    )
    blocked(floor, MUG, MUGS, 1, C.DAMAGED)


def test_bad_blocking_is_refused_with_its_sentence(floor: SmallHouse) -> None:
    house, who = floor.house, lead(floor)
    blocked(floor, MUG, MUGS, 2, C.DAMAGED)
    two, three = units(floor, MUG, MUGS, 2), units(floor, MUG, MUGS, 3)
    with nothing_written(house.database):
        answers = [
            (block_goods(house, who, two, C.GOOD, ""), K.CONDITION_UNFIT),
            (block_goods(house, who, two, C.TO_PUT_BACK, ""), K.CONDITION_UNFIT),
            (block_goods(house, who, units(floor, MUG, "Z-1", 1), C.DAMAGED, ""), K.SHELF_UNKNOWN),
            (block_goods(house, who, units(floor, MUG, MUGS, -1), C.DAMAGED, ""), K.AMOUNT_REFUSED),
            (block_goods(house, who, units(floor, MUG, OLD_TEA, 1), C.DAMAGED, ""), K.LOT_UNKNOWN),
            (unblock_goods(house, who, three, C.DAMAGED, ""), K.NOT_BLOCKED),
            (unblock_goods(house, who, two, C.DEFECTIVE, ""), K.NOT_BLOCKED),
            (unblock_goods(house, who, two, C.GOOD, ""), K.CONDITION_UNFIT),
            (regrade_goods(house, who, three, C.DAMAGED, C.DEFECTIVE, ""), K.NOT_BLOCKED),
            (regrade_goods(house, who, two, C.DAMAGED, C.GOOD, ""), K.CONDITION_UNFIT),
            (regrade_goods(house, who, two, C.DAMAGED, C.DAMAGED, ""), K.NOTHING_TO_DO),
            (scrap_goods(house, who, two, C.DAMAGED, "  "), K.REASON_NEEDED),
            (scrap_goods(house, who, three, C.DAMAGED, "broken"), K.NOT_BLOCKED),
            (scrap_goods(house, who, two, C.GOOD, "broken"), K.CONDITION_UNFIT),
            (scrap_goods(house, who, two, C.MISSING, "gone"), K.CONDITION_UNFIT),
            (scrap_goods(house, who, two, C.TO_PUT_BACK, "broken"), K.CONDITION_UNFIT),
        ]
    assert [refusal(answer)[0] for answer, _ in answers] == [kind for _, kind in answers]


def test_kept_back_goods_are_not_given_free_where_they_are_not_sold(floor: SmallHouse) -> None:
    blocked(floor, MUG, MUGS, 2, C.DAMAGED)
    away = transfer(floor, MUG, MUGS, INSPECTION, 2, condition=C.DAMAGED)
    expect(Booked, move_goods(floor.house, lead(floor), away))
    with nothing_written(floor.house.database):
        there = units(floor, MUG, INSPECTION, 2)
        answer = unblock_goods(floor.house, lead(floor), there, C.DAMAGED, "")
    assert refusal(answer)[0] is K.SHELF_UNFIT


@pytest.mark.parametrize("post", [Post.PICKER, Post.PACKER])
def test_only_who_inspects_gives_goods_free(floor: SmallHouse, post: Post) -> None:
    blocked(floor, MUG, MUGS, 2, C.DAMAGED)
    with nothing_written(floor.house.database):
        two = units(floor, MUG, MUGS, 2)
        answer = unblock_goods(floor.house, floor.people[post], two, C.DAMAGED, "")
    assert verdict_of(answer).kind is K.NOT_ALLOWED


def test_lots_that_grew_too_old_are_kept_back_without_cutting_promises(floor: SmallHouse) -> None:
    goods = receipt(floor, TEA, RESERVE, 4, "L0900", date(2026, 12, 1))
    expect(Booked, receive_goods(floor.house, lead(floor), goods))
    (order,) = confirmed(floor, draft("A-1", lines=(line(TEA, 22), line(MUG, 21))))
    assert release(floor, [order]).to_pick == ()
    margin = update(Product).where(Product.sku == TEA).values(shipping_margin_days=8)
    set_up(floor, lambda work: work.connection.execute(margin))
    kept = expect(BlockedExpired, block_expired(floor.house, lead(floor)))
    assert kept == BlockedExpired(units=2, promised=2)
    assert conditions(floor, RESERVE) == {C.EXPIRED: 2}
    assert balance(floor, TEA) == (24, 0, 22, 2)
    again = expect(BlockedExpired, block_expired(floor.house, lead(floor)))
    assert again == BlockedExpired(units=0, promised=2)


def test_an_expired_lot_is_not_given_free(floor: SmallHouse) -> None:
    blocked(floor, TEA, NEW_TEA, 3, C.CARTON_DAMAGED, "L1201")
    old = update(Lot).where(Lot.code == "L1201").values(expires_on=date(2026, 11, 1))
    set_up(floor, lambda work: work.connection.execute(old))
    with nothing_written(floor.house.database):
        three = units(floor, TEA, NEW_TEA, 3, "L1201")
        answer = unblock_goods(floor.house, lead(floor), three, C.CARTON_DAMAGED, "")
    assert refusal(answer)[0] is K.LOT_TOO_OLD

"""Moving on every database: free or kept-back units go, allocated ones stay."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from db.schema.stock import Lot, StockMovement
from fulfilment.house import Work
from fulfilment.stock.bookings import Booked
from fulfilment.stock.counting import CountOpened, open_count
from fulfilment.stock.movements import Movement, post
from fulfilment.stock.moving import PutBack, Transfer, move_goods, put_back
from procedure.ids import LotId
from procedure.verdicts import VerdictKind
from procedure.words import MovementKind, Post, StockCondition, StockState
from tests.plugins.everything import nothing_written
from tests.plugins.houses import MUG, TEA, SmallHouse, draft
from tests.plugins.journey import (
    balance,
    expect,
    line,
    on_shelf,
    order_no,
    picked,
    released,
    set_up,
)
from tests.plugins.stock_floor import (
    INSPECTION,
    MUGS,
    NEW_TEA,
    OLD_TEA,
    RESERVE,
    STAGING,
    blocked,
    conditions,
    refusal,
    transfer,
)

K = VerdictKind
C = StockCondition


def move(at: SmallHouse, goods: Transfer) -> object:
    return move_goods(at.house, at.people[Post.PICKER], goods)


def test_free_units_go_to_the_other_shelf(floor: SmallHouse) -> None:
    goods = replace(transfer(floor, MUG, MUGS, RESERVE, 15), document="REP-1")
    assert expect(Booked, move(floor, goods)).shelf_code == RESERVE
    assert on_shelf(floor, MUGS) == (5, 0, 0)
    assert on_shelf(floor, RESERVE) == (15, 0, 0)
    assert balance(floor, MUG) == (20, 20, 0, 0)
    with floor.house.database.read() as connection:
        documents = connection.scalars(
            select(StockMovement.document).where(StockMovement.kind == MovementKind.MOVE)
        ).all()
    assert list(documents) == ["REP-1"]


def test_kept_back_units_go_as_what_they_are(floor: SmallHouse) -> None:
    blocked(floor, MUG, MUGS, 4, C.DAMAGED)
    expect(Booked, move(floor, transfer(floor, MUG, MUGS, INSPECTION, 3, condition=C.DAMAGED)))
    assert conditions(floor, MUGS) == {C.DAMAGED: 1}
    assert conditions(floor, INSPECTION) == {C.DAMAGED: 3}
    assert balance(floor, MUG) == (20, 16, 0, 4)


def test_what_is_frozen_stays_and_its_holder_is_named(floor: SmallHouse) -> None:
    (order,) = released(floor, draft("A-1", lines=(line(MUG, 18),)))
    with nothing_written(floor.house.database):
        answer = move(floor, transfer(floor, MUG, MUGS, RESERVE, 3))
    assert refusal(answer) == (
        K.STOCK_ALLOCATED,
        f"Only 2 of {MUG} on shelf {MUGS} are free, 18 are kept for order "
        f"{order_no(floor, order)}. Take no more than are free.",
    )
    expect(Booked, move(floor, transfer(floor, MUG, MUGS, RESERVE, 2)))


def test_picked_goods_are_not_moved_away(floor: SmallHouse) -> None:
    (order,) = released(floor, draft("A-1", lines=(line(MUG, 3),)))
    picked(floor, order)
    with nothing_written(floor.house.database):
        answer = move(floor, transfer(floor, MUG, STAGING, RESERVE, 1))
    assert refusal(answer)[0] is K.STOCK_ALLOCATED
    assert f"kept for order {order_no(floor, order)}" in refusal(answer)[1]


def test_bad_moves_are_refused_with_their_sentence(floor: SmallHouse) -> None:
    good = transfer(floor, TEA, OLD_TEA, RESERVE, 2, "L1108")
    bad = (
        (replace(good, quantity=11), K.STOCK_ALLOCATED, "Only 10 of TEA-LJ-250"),
        (replace(good, quantity=0), K.AMOUNT_REFUSED, "0 is no quantity"),
        (replace(good, from_shelf="Z-1"), K.SHELF_UNKNOWN, "no shelf Z-1"),
        (replace(good, to_shelf="Z-2"), K.SHELF_UNKNOWN, "no shelf Z-2"),
        (replace(good, to_shelf=STAGING), K.SHELF_UNFIT, "picked goods only"),
        (replace(good, to_shelf=INSPECTION), K.SHELF_UNFIT, "Good units do not stand"),
        (replace(good, to_shelf=OLD_TEA), K.NOTHING_TO_DO, "changes nothing"),
        (replace(good, lot=""), K.LOT_NEEDED, "kept by lot"),
        (replace(good, lot="L9"), K.LOT_UNKNOWN, f"no lot L9 of {TEA} on shelf {OLD_TEA}"),
        (replace(good, lot="L1201"), K.LOT_UNKNOWN, f"no lot L1201 of {TEA}"),
        (replace(good, condition=C.DAMAGED), K.NOT_BLOCKED, "Only 0 of TEA-LJ-250"),
        (replace(good, condition=C.MISSING), K.CONDITION_UNFIT, "Count the shelf"),
        (replace(good, condition=C.TO_PUT_BACK), K.CONDITION_UNFIT, "wait to be put back"),
    )
    with nothing_written(floor.house.database):
        told = [refusal(move(floor, goods)) for goods, _, _ in bad]
    assert [kind for kind, _ in told] == [kind for _, kind, _ in bad]
    for (_, sentence), (_, _, words) in zip(told, bad, strict=True):
        assert words in sentence


def test_nothing_goes_to_or_from_a_shelf_under_count(floor: SmallHouse) -> None:
    expect(CountOpened, open_count(floor.house, floor.people[Post.PICKER], [NEW_TEA], False, ""))
    with nothing_written(floor.house.database):
        away = move(floor, transfer(floor, TEA, NEW_TEA, RESERVE, 1, "L1201"))
        there = move(floor, transfer(floor, TEA, OLD_TEA, NEW_TEA, 1, "L1108"))
    assert [refusal(away)[0], refusal(there)[0]] == [K.SHELF_IN_COUNT] * 2


def waiting_mugs(at: SmallHouse, quantity: int) -> None:
    """Mugs that came to staging for an order that was stopped since."""
    blocked(at, MUG, MUGS, quantity, C.TO_INSPECT)

    def stop(work: Work) -> None:
        lot = work.connection.execute(
            select(Lot.id).where(Lot.product_id == at.products[MUG])
        ).scalar_one()
        moved = Movement(
            MovementKind.REGRADE,
            at.products[MUG],
            quantity,
            LotId(lot),
            at.shelves[MUGS],
            StockState.BLOCKED,
            at.shelves[STAGING],
            StockState.BLOCKED,
            from_condition=C.TO_INSPECT,
            to_condition=C.TO_PUT_BACK,
        )
        post(work, [moved])

    set_up(at, stop)


def test_goods_of_a_stopped_order_go_back_and_are_free(floor: SmallHouse) -> None:
    waiting_mugs(floor, 3)
    back = PutBack(floor.products[MUG], "", STAGING, MUGS, 3)
    picker = floor.people[Post.PICKER]
    with nothing_written(floor.house.database):
        many = put_back(floor.house, picker, replace(back, quantity=4))
        nowhere = put_back(floor.house, picker, replace(back, to_shelf=INSPECTION))
    assert refusal(many) == (
        K.NOT_BLOCKED,
        f"Only 3 of {MUG} on shelf {STAGING} are kept back so. Look at them again.",
    )
    assert refusal(nowhere)[0] is K.SHELF_UNFIT
    assert expect(Booked, put_back(floor.house, picker, back)).shelf_code == MUGS
    assert balance(floor, MUG) == (20, 20, 0, 0)
    assert conditions(floor, STAGING) == {}

"""Release on every database: what is promised is there, once, and whoever waits is told."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import func, select, update

from db.schema.log import OrderLog
from db.schema.orders import Hold, Order
from db.schema.outbox import Outbox
from db.schema.picking import PickLine, PickTask
from db.schema.stock import Reservation
from fulfilment.intake.intake import Taken, take_orders
from fulfilment.notices import NoticeKind
from fulfilment.orders.confirmation import confirm_orders
from fulfilment.orders.holds import lift_hold
from fulfilment.release.reservation import Released, release_orders
from fulfilment.set_up import OpeningStock, receive_opening_stock
from procedure.ids import HoldId, OrderId
from procedure.verdicts import VerdictKind
from procedure.words import OrderStatus, Post
from tests.plugins.everything import assert_sound, nothing_written
from tests.plugins.houses import CABLE, MUG, TEA, SmallHouse, draft
from tests.plugins.journey import (
    balance,
    claimed,
    confirmed,
    expect,
    hold,
    line,
    on_shelf,
    release,
    released,
    set_up,
    status,
    taken,
    waits,
)


def stop_lines(at: SmallHouse) -> list[tuple[int, int]]:
    with at.house.database.read() as connection:
        return [tuple(row) for row in connection.execute(select(PickLine.seq, PickLine.quantity))]  # type: ignore[misc]


def test_a_released_order_is_reserved_and_allocated(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    assert status(at, order) is OrderStatus.PICKING
    assert balance(at, MUG) == (20, 18, 2, 0)
    assert balance(at, TEA) == (20, 19, 1, 0)
    assert on_shelf(at, "A-01-01-01") == (18, 2, 0)
    assert on_shelf(at, "A-01-01-02") == (9, 1, 0), "the lot that expires first"
    assert on_shelf(at, "A-01-02-01") == (10, 0, 0)


def test_three_ordered_and_two_there(at: SmallHouse) -> None:
    released(at, draft("A-0", lines=(line(MUG, 18),)))
    (order,) = confirmed(at, draft("A-1", lines=(line(MUG, 3),)))
    result = release(at, [order])
    assert (result.to_pick, waits(result), result.refused) == ((), [(order, 1)], ())
    assert status(at, order) is OrderStatus.BACKORDERED
    assert balance(at, MUG) == (20, 0, 20, 0)
    with at.house.database.read() as connection:
        reserved = connection.scalars(
            select(Reservation.quantity).order_by(Reservation.order_line_id)
        ).all()
        tasks = connection.scalar(select(func.count(PickTask.id)).where(PickTask.order_id == order))
        told = connection.execute(
            select(Outbox.params).where(Outbox.order_id == order, Outbox.kind == "shortage")
        ).scalars()
        assert reserved == [18, 2]
        assert tasks == 0
        assert list(told) == [{"missing": 1}]


def test_who_waited_gets_what_came_in_and_is_told_once(at: SmallHouse) -> None:
    (order,) = confirmed(at, draft("A-1", lines=(line(MUG, 22),)))
    assert waits(release(at, [order])) == [(order, 2)]
    assert waits(release(at, [order])) == [(order, 2)], "nothing came in yet"
    more = OpeningStock(at.products[CABLE], at.shelves["A-02-01-01"], "spare", None, 1)
    set_up(at, lambda work: receive_opening_stock(work, [more]))
    mugs = OpeningStock(at.products[MUG], at.shelves["A-02-01-01"], "second", None, 2)
    set_up(at, lambda work: receive_opening_stock(work, [mugs]))
    assert release(at, [order]).to_pick == (order,)
    assert balance(at, MUG) == (22, 0, 22, 0)
    with at.house.database.read() as connection:
        told = select(func.count()).where(Outbox.kind == NoticeKind.SHORTAGE.value)
        assert connection.scalar(told) == 1
        actions = connection.scalars(
            select(OrderLog.action).where(OrderLog.order_id == order).order_by(OrderLog.seq)
        ).all()
    assert actions == ["taken", "confirmed", "short", "released"]


def test_a_line_that_is_short_leaves_the_other_line_reserved(at: SmallHouse) -> None:
    (order,) = confirmed(at, draft("A-1", lines=(line(MUG, 2), line(TEA, 25))))
    assert waits(release(at, [order])) == [(order, 5)]
    assert balance(at, MUG) == (20, 18, 2, 0)
    assert balance(at, TEA) == (20, 0, 20, 0)
    assert on_shelf(at, "A-01-01-01") == (20, 0, 0), "nothing is walked for yet"


def test_goods_on_an_expired_lot_are_not_walked_for(at: SmallHouse) -> None:
    old = OpeningStock(at.products[CABLE], at.shelves["A-02-01-01"], "OLD", date(2026, 11, 23), 50)
    set_up(at, lambda work: receive_opening_stock(work, [old]))
    (order,) = confirmed(at, draft("A-1", lines=(line(CABLE, 120),)))
    assert release(at, [order]).to_pick == ()
    assert status(at, order) is OrderStatus.BACKORDERED
    assert on_shelf(at, "A-02-01-01") == (150, 0, 0)


def test_the_walk_goes_by_the_shelves_not_by_the_lines(at: SmallHouse) -> None:
    lines = (line(CABLE, 1), line(TEA, 15), line(MUG, 1))
    (order,) = released(at, draft("A-1", lines=lines))
    task = claimed(at, order)
    assert [(stop.shelf, stop.lot, stop.quantity) for stop in task.stops] == [
        ("A-01-01-01", "", 1),
        ("A-01-01-02", "L1108", 10),
        ("A-01-02-01", "L1201", 5),
        ("A-02-01-01", "", 1),
    ]


def test_a_held_order_is_not_released(at: SmallHouse) -> None:
    (order,) = confirmed(at, draft("A-1"))
    hold(at, order)
    with nothing_written(at.house.database):
        result = release(at, [order])
    assert [(o, why.kind) for o, why in result.refused] == [(order, VerdictKind.ORDER_STOPPED)]


@pytest.mark.parametrize("already", [OrderStatus.PENDING, OrderStatus.PICKING])
def test_only_a_confirmed_order_is_released(at: SmallHouse, already: OrderStatus) -> None:
    pending = already is OrderStatus.PENDING
    (order,) = (taken if pending else released)(at, draft("A-1"))
    with nothing_written(at.house.database):
        result = release(at, [order])
    assert [why.kind for _, why in result.refused] == [VerdictKind.ORDER_NOT_READY]
    assert status(at, order) is already


def test_goods_nobody_knows_are_not_left_out_of_the_box(at: SmallHouse) -> None:
    """Lifting the hold does not make the product known: the order cannot be picked whole."""
    orders = taken(
        at,
        draft("A-1", lines=(line(MUG, 1), line("NEVER-SEEN", 1))),
        draft("A-2", lines=(line("NEVER-SEEN", 1),)),
        draft("A-3", lines=()),
        draft("A-4"),
    )
    lift_everything(at)
    confirm_orders(at.house, at.people[Post.SERVICE_REP], orders)
    result = release(at, orders)
    assert result.to_pick == (orders[3],)
    assert [(o, why.kind) for o, why in result.refused] == [
        (order, VerdictKind.ORDER_NOT_READY) for order in orders[:3]
    ]
    assert status(at, orders[0]) is OrderStatus.CONFIRMED


def test_an_order_that_no_carrier_takes_is_not_picked(at: SmallHouse) -> None:
    (order,) = confirmed(at, draft("A-1"))
    set_up(at, lambda work: work.connection.execute(update(Order).values(carrier_id=None)).rowcount)
    with nothing_written(at.house.database):
        result = release(at, [order])
    assert [why.kind for _, why in result.refused] == [VerdictKind.ORDER_NOT_READY]


def lift_everything(at: SmallHouse) -> None:
    with at.house.database.read() as connection:
        holds = connection.scalars(select(Hold.id).where(Hold.lifted_at.is_(None))).all()
    for hold_id in holds:
        lift_hold(at.house, at.people[Post.SERVICE_REP], HoldId(hold_id), "looked at")


def test_eight_reps_at_once_never_promise_more_than_there_is(at: SmallHouse) -> None:
    chance = random.Random(20261123)
    rep = at.people[Post.SERVICE_REP]
    drafts = [
        draft(f"R-{n}", lines=(line(MUG, chance.randint(1, 4)), line(TEA, chance.randint(1, 3))))
        for n in range(24)
    ]
    orders = list(expect(Taken, take_orders(at.house, rep, drafts)).orders)
    confirm_orders(at.house, rep, orders)
    chance.shuffle(orders)
    parts = [orders[start : start + 3] for start in range(0, 24, 3)]

    def let_go(part: list[OrderId]) -> Released:
        return expect(Released, release_orders(at.house, rep, part))

    with ThreadPoolExecutor(8) as reps:
        results = list(reps.map(let_go, parts))
    assert sum(len(r.to_pick) + len(r.short) for r in results) == 24
    assert any(r.short for r in results), "there is less than is ordered"
    for sku in (MUG, TEA):
        on_hand, available, reserved, blocked = balance(at, sku)
        assert (on_hand, blocked) == (20, 0)
        assert available == 0
        assert reserved == 20
    assert_sound(at.house.database)


def test_one_order_released_by_many_at_once_is_released_once(at: SmallHouse) -> None:
    (order,) = confirmed(at, draft("A-1"))
    rep = at.people[Post.SERVICE_REP]
    with ThreadPoolExecutor(6) as reps:
        results = list(reps.map(lambda _: release_orders(at.house, rep, [order]), range(6)))
    assert sum(len(expect(Released, r).to_pick) for r in results) == 1
    assert balance(at, MUG) == (20, 18, 2, 0)
    assert len(stop_lines(at)) == 2

"""What is short is asked for exactly once, followed to its arrival, and given to who waited."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import func, select, update

from db.schema.orders import Order
from db.schema.purchasing import Shortage
from fulfilment.supply.arrivals import retry_waiting, waiting_orders
from procedure.effects import ShortPick
from procedure.ids import OrderId
from procedure.words import OrderStatus, ShortReason
from tests.plugins.everything import nothing_written
from tests.plugins.houses import MUG, TEA, SmallHouse, draft
from tests.plugins.journey import (
    PICKER,
    ask,
    claimed,
    confirmed,
    hold,
    line,
    release,
    released,
    set_up,
    status,
    waits,
)
from tests.plugins.shortfalls import (
    add_reserve_shelf,
    arrive,
    carry,
    lift_all,
    needs,
    open_shortages,
    requests,
    stand,
    three_ordered_two_there,
    told,
)


def promise(at: SmallHouse, order: OrderId, day: int) -> None:
    ship_by = datetime(2026, 12, day, 10, tzinfo=UTC)
    set_up(
        at,
        lambda work: (
            work.connection.execute(
                update(Order).where(Order.id == order).values(ship_by=ship_by)
            ).rowcount
        ),
    )


def test_exactly_what_is_missing_is_asked_for_and_purchasing_is_told(at: SmallHouse) -> None:
    order = three_ordered_two_there(at)
    assert requests(at) == [(MUG, "purchase", "open", 1, 0)]
    assert open_shortages(at, order) == [(1, "release")]
    (said,) = told(at, "replenishment")
    assert (said["units"], said["source"]) == (1, "purchase")
    assert said["product_id"] == at.products[MUG]
    assert told(at, "shortage") == [{"missing": 1}], "the customer is told"


def test_the_same_order_released_again_asks_for_nothing_more(at: SmallHouse) -> None:
    order = three_ordered_two_there(at)
    with nothing_written(at.house.database):
        assert waits(release(at, [order])) == [(order, 1)]
        assert waits(release(at, [order])) == [(order, 1)]


def test_a_second_order_lets_the_one_request_grow(at: SmallHouse) -> None:
    three_ordered_two_there(at)
    (second,) = confirmed(at, draft("A-2", lines=(line(MUG, 4),)))
    release(at, [second])
    assert requests(at) == [(MUG, "purchase", "open", 5, 0)]
    assert needs(at) == [1, 4]
    assert [said["units"] for said in told(at, "replenishment")] == [1, 5], "once per growth"


def test_what_arrives_ends_the_request_and_the_order_is_picked(at: SmallHouse) -> None:
    order = three_ordered_two_there(at)
    arrive(at, MUG, 1)
    assert requests(at) == [(MUG, "purchase", "done", 1, 1)]
    assert status(at, order) is OrderStatus.BACKORDERED, "a receipt does not wait for a release"
    assert retry_waiting(at.house, [at.products[MUG]]).to_pick == (order,)
    assert open_shortages(at, order) == []
    assert needs(at) == []


def test_a_part_of_what_was_asked_for_is_followed(at: SmallHouse) -> None:
    (order,) = confirmed(at, draft("A-1", lines=(line(MUG, 25),)))
    release(at, [order])
    arrive(at, MUG, 2)
    assert requests(at) == [(MUG, "purchase", "open", 5, 2)]
    assert needs(at) == [3]
    assert waits(retry_waiting(at.house, [at.products[MUG]])) == [(order, 3)]
    assert requests(at) == [(MUG, "purchase", "open", 5, 2)]
    assert open_shortages(at, order) == [(3, "release")]
    arrive(at, MUG, 30)
    assert requests(at) == [(MUG, "purchase", "done", 5, 5)], "no more arrived than was asked for"


def test_the_oldest_promise_is_served_first(at: SmallHouse) -> None:
    released(at, draft("A-0", lines=(line(MUG, 20),)))
    orders = confirmed(at, *(draft(f"A-{n}", lines=(line(MUG, 2),)) for n in (1, 2, 3)))
    release(at, orders)
    first, second, third = orders
    promise(at, third, 1)
    promise(at, second, 2)
    arrive(at, MUG, 4)
    assert waiting_orders(at.house, [at.products[MUG]]) == (third, second, first)
    assert retry_waiting(at.house, [at.products[MUG]]).to_pick == (third, second)
    assert requests(at) == [(MUG, "purchase", "open", 6, 4)]
    assert open_shortages(at, first) == [(2, "release")]


def test_who_comes_between_is_counted_once_more_for_who_waited(at: SmallHouse) -> None:
    order = three_ordered_two_there(at)
    arrive(at, MUG, 1)
    released(at, draft("A-2", lines=(line(MUG, 1),)))
    assert waits(retry_waiting(at.house, [at.products[MUG]])) == [(order, 1)]
    assert requests(at) == [
        (MUG, "purchase", "done", 1, 1),
        (MUG, "purchase", "open", 1, 0),
    ]


def test_a_held_order_is_not_tried_again(at: SmallHouse) -> None:
    order = three_ordered_two_there(at)
    hold(at, order)
    arrive(at, MUG, 1)
    with nothing_written(at.house.database):
        assert retry_waiting(at.house, [at.products[MUG]]).to_pick == ()
        assert retry_waiting(at.house).to_pick == ()


def test_from_time_to_time_whoever_may_be_served_is_tried(at: SmallHouse) -> None:
    order = three_ordered_two_there(at)
    with nothing_written(at.house.database):
        assert waiting_orders(at.house) == ()
        assert retry_waiting(at.house, []).to_pick == ()
    stand(at, MUG, at.shelves["A-01-02-01"], 1)
    assert retry_waiting(at.house).to_pick == (order,)
    assert requests(at) == [(MUG, "purchase", "cancelled", 1, 0)], "nobody needs it any more"


def test_promised_units_on_a_reserve_shelf_are_to_be_carried(at: SmallHouse) -> None:
    shelf = add_reserve_shelf(at)
    stand(at, MUG, shelf, 10)
    (order,) = confirmed(at, draft("A-1", lines=(line(MUG, 24),)))
    assert waits(release(at, [order])) == [(order, 4)]
    assert requests(at) == [(MUG, "reserve", "open", 4, 0)]
    assert open_shortages(at, order) == [], "the customer need not decide anything"
    assert waiting_orders(at.house) == (order,)
    carry(at, MUG, 4, shelf)
    assert requests(at) == [(MUG, "reserve", "done", 4, 4)]
    assert retry_waiting(at.house, [at.products[MUG]]).to_pick == (order,)


def test_what_stands_in_reserve_for_others_is_bought(at: SmallHouse) -> None:
    shelf = add_reserve_shelf(at)
    stand(at, MUG, shelf, 5)
    orders = confirmed(
        at, draft("A-1", lines=(line(MUG, 23),)), draft("A-2", lines=(line(MUG, 5),))
    )
    release(at, orders)
    assert requests(at) == [
        (MUG, "purchase", "open", 3, 0),
        (MUG, "reserve", "open", 3, 0),
    ]


def test_a_short_pick_asks_the_reserve_shelf_first(at: SmallHouse) -> None:
    shelf = add_reserve_shelf(at)
    stand(at, TEA, shelf, 2)
    (order,) = released(at, draft("A-1", lines=(line(TEA, 20),)))
    task = claimed(at, order)
    gate = ShortPick(task.task_id, task.fence, task.stops[0].line_id, 5, ShortReason.DAMAGED)
    ask(at, PICKER, gate)
    assert requests(at) == [
        (TEA, "purchase", "open", 3, 0),
        (TEA, "reserve", "open", 2, 0),
    ]
    assert open_shortages(at, order) == [(5, "short_pick")]


def test_a_line_that_came_short_twice_has_one_shortage(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1", lines=(line(MUG, 20), line(TEA, 20))))
    task = claimed(at, order)
    stops = {stop.lot: stop for stop in task.stops}
    gates = [
        ShortPick(task.task_id, task.fence, stops[lot].line_id, units, ShortReason.NOT_FOUND)
        for lot, units in (("L1108", 2), ("L1201", 3))
    ]
    ask(at, PICKER, gates[0])
    assert open_shortages(at, order) == [(2, "short_pick")]
    lift_all(at, order)
    ask(at, PICKER, gates[1])
    assert open_shortages(at, order) == [(5, "short_pick")]
    assert requests(at) == [(TEA, "purchase", "open", 5, 0)]
    with at.house.database.read() as connection:
        assert connection.scalar(select(func.count(Shortage.id))) == 1

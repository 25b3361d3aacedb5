"""Short picks on every database: each reason's effect on stock, and where the rest comes from."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from db.schema.orders import Hold
from db.schema.outbox import Outbox
from db.schema.parcels import Parcel
from db.schema.picking import PickTask
from fulfilment.orders.holds import lift_hold
from procedure.effects import (
    ClaimPickTask,
    Done,
    FinishPick,
    PickTaskOpened,
    PickTaskShort,
    PickUnits,
    ShortPick,
)
from procedure.ids import HoldId, OrderId
from procedure.tasks import PickTask as Task
from procedure.verdicts import VerdictKind
from procedure.words import HoldKind, OrderStatus, PickTaskStatus, Post, ShortReason
from tests.plugins.everything import assert_sound, nothing_written
from tests.plugins.houses import MUG, TEA, SmallHouse, draft
from tests.plugins.journey import (
    PICKER,
    ask,
    balance,
    claimed,
    expect,
    hold,
    line,
    on_shelf,
    open_holds,
    release,
    released,
    status,
    verdict_of,
    waits,
)

each_reason = pytest.mark.parametrize("reason", list(ShortReason))


def short(task: Task, missing: int, reason: ShortReason, place: int = 0) -> ShortPick:
    return ShortPick(task.task_id, task.fence, task.stops[place].line_id, missing, reason)


def lift_all(at: SmallHouse, order: OrderId) -> None:
    with at.house.database.read() as connection:
        rows = select(Hold.id).where(Hold.order_id == order, Hold.lifted_at.is_(None))
        holds = connection.scalars(rows).all()
    for each in holds:
        lift_hold(at.house, at.people[Post.SERVICE_REP], HoldId(each), "customer waits")


@each_reason
def test_what_another_shelf_has_is_taken_from_there(at: SmallHouse, reason: ShortReason) -> None:
    (order,) = released(at, draft("A-1", lines=(line(TEA, 6),)))
    task = claimed(at, order)
    answer = expect(PickTaskShort, ask(at, PICKER, short(task, 2, reason)))
    assert [(s.shelf, s.lot, s.quantity) for s in answer.task.stops] == [
        ("A-01-01-02", "L1108", 4),
        ("A-01-02-01", "L1201", 2),
    ]
    assert on_shelf(at, "A-01-01-02") == (4, 4, 2), "what is missing stays blocked where it was"
    assert on_shelf(at, "A-01-02-01") == (8, 2, 0)
    assert balance(at, TEA) == (20, 12, 6, 2)
    assert open_holds(at, order) == []
    assert_sound(at.house.database)
    stops = answer.task.stops
    units = [PickUnits(task.task_id, task.fence, s.line_id, s.quantity) for s in stops]
    expect(Done, ask(at, PICKER, *units, FinishPick(task.task_id, task.fence)))
    assert status(at, order) is OrderStatus.PACKING


@each_reason
def test_where_no_shelf_has_any_the_order_goes_to_customer_service(
    at: SmallHouse, reason: ShortReason
) -> None:
    (order,) = released(at, draft("A-1", lines=(line(MUG, 20),)))
    task = claimed(at, order)
    expect(PickTaskShort, ask(at, PICKER, short(task, 3, reason)))
    assert balance(at, MUG) == (20, 0, 17, 3)
    assert open_holds(at, order) == [(HoldKind.SHORTAGE, "short_pick")]
    with at.house.database.read() as connection:
        told = connection.execute(select(Outbox.params).where(Outbox.kind == "shortage")).scalars()
        assert list(told) == [{"sku": MUG, "missing": 3}]


def test_a_part_from_elsewhere_and_a_part_missing(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1", lines=(line(TEA, 19),)))
    task = claimed(at, order)
    answer = expect(PickTaskShort, ask(at, PICKER, short(task, 10, ShortReason.NOT_FOUND)))
    assert [(s.lot, s.quantity) for s in answer.task.stops] == [("L1201", 9), ("L1201", 1)]
    assert balance(at, TEA) == (20, 0, 10, 10)
    assert open_holds(at, order) == [(HoldKind.SHORTAGE, "short_pick")]


def test_what_others_were_promised_is_not_taken_from_them(at: SmallHouse) -> None:
    mine, _ = released(
        at, draft("A-1", lines=(line(TEA, 10),)), draft("A-2", lines=(line(TEA, 8),))
    )
    task = claimed(at, mine)
    expect(PickTaskShort, ask(at, PICKER, short(task, 10, ShortReason.NOT_FOUND)))
    assert balance(at, TEA) == (20, 0, 10, 10)
    assert on_shelf(at, "A-01-02-01") == (0, 10, 0)


@pytest.mark.parametrize("missing", [0, -1, 3])
def test_no_more_is_missing_than_was_still_to_take(at: SmallHouse, missing: int) -> None:
    (order,) = released(at, draft("A-1"))
    task = claimed(at, order)
    with nothing_written(at.house.database):
        answer = ask(at, PICKER, short(task, missing, ShortReason.NOT_FOUND))
    assert verdict_of(answer).kind is VerdictKind.ORDER_CHANGED


def test_what_is_in_hand_is_not_missing(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    task = claimed(at, order)
    expect(Done, ask(at, PICKER, PickUnits(task.task_id, task.fence, task.stops[0].line_id, 2)))
    with nothing_written(at.house.database):
        answer = ask(at, PICKER, short(task, 1, ShortReason.DAMAGED))
    assert verdict_of(answer).kind is VerdictKind.ORDER_CHANGED


def test_a_stopped_order_books_no_short_pick(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    task = claimed(at, order)
    hold(at, order)
    with nothing_written(at.house.database):
        answer = ask(at, PICKER, short(task, 1, ShortReason.DAMAGED))
    assert verdict_of(answer).kind is VerdictKind.ORDER_STOPPED


def test_a_walk_that_found_nothing_puts_the_order_back_to_wait_for_stock(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1", lines=(line(MUG, 20),)))
    task = claimed(at, order)
    expect(PickTaskShort, ask(at, PICKER, short(task, 20, ShortReason.NOT_FOUND)))
    lift_all(at, order)
    again = expect(PickTaskOpened, ask(at, PICKER, ClaimPickTask(None))).task
    assert again.stops == ()
    assert ask(at, PICKER, FinishPick(again.task_id, again.fence)) == Done(0)
    assert status(at, order) is OrderStatus.BACKORDERED
    assert balance(at, MUG) == (20, 0, 0, 20)
    with at.house.database.read() as connection:
        assert connection.scalar(select(PickTask.status)) is PickTaskStatus.CANCELLED
        assert connection.scalar(select(func.count(Parcel.id))) == 0
    assert waits(release(at, [order])) == [(order, 20)]

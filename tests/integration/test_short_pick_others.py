"""A shelf that is empty concerns everybody who was to take there, not only who found out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, update

from db.schema.log import OrderLog
from db.schema.picking import PickLine, PickTask
from db.schema.stock import BlockedStock
from procedure.effects import (
    ClaimPickTask,
    Done,
    FinishPick,
    PickTaskOpened,
    PickTaskShort,
    PickUnits,
    Refused,
    ShortPick,
)
from procedure.ids import OrderId
from procedure.tasks import PickTask as Task
from procedure.words import HoldKind, Post, ShortReason, StockCondition
from tests.plugins.houses import MUG, TEA, SmallHouse, draft
from tests.plugins.journey import (
    PICKER,
    ask,
    balance,
    claimed,
    expect,
    line,
    on_shelf,
    open_holds,
    order_no,
    released,
    second_station,
)


def two(at: SmallHouse, sku: str, mine: int, other: int) -> tuple[OrderId, OrderId]:
    """Two orders to be picked: of whoever finds out, and another."""
    first, second = released(
        at, draft("A-1", lines=(line(sku, mine),)), draft("A-2", lines=(line(sku, other),))
    )
    return first, second


def short_all(at: SmallHouse, task: Task, reason: ShortReason = ShortReason.NOT_FOUND) -> Task:
    stop = task.stops[0]
    gate = ShortPick(task.task_id, task.fence, stop.line_id, stop.quantity - stop.picked, reason)
    return expect(PickTaskShort, ask(at, PICKER, gate)).task


def stops(at: SmallHouse, order: OrderId) -> list[tuple[int, int]]:
    """Place in the walk and units of every stop that still asks for some."""
    with at.house.database.read() as connection:
        rows = connection.execute(
            select(PickLine.seq, PickLine.quantity)
            .join(PickTask, PickTask.id == PickLine.task_id)
            .where(PickTask.order_id == order, PickLine.quantity > 0)
            .order_by(PickLine.seq)
        )
        return [(row.seq, row.quantity) for row in rows]


def actions(at: SmallHouse, order: OrderId) -> list[str]:
    with at.house.database.read() as connection:
        return list(
            connection.scalars(
                select(OrderLog.action).where(OrderLog.order_id == order).order_by(OrderLog.seq)
            )
        )


def version(at: SmallHouse, order: OrderId) -> int:
    with at.house.database.read() as connection:
        return connection.execute(
            select(PickTask.sheet_version).where(PickTask.order_id == order)
        ).scalar_one()


def test_who_has_not_begun_is_sent_elsewhere(at: SmallHouse) -> None:
    mine, other = two(at, TEA, 4, 3)
    assert on_shelf(at, "A-01-01-02") == (3, 7, 0)
    task = short_all(at, claimed(at, mine))
    assert [(s.shelf, s.lot, s.quantity) for s in task.stops] == [("A-01-02-01", "L1201", 4)]
    assert on_shelf(at, "A-01-01-02") == (0, 0, 10), "nothing of it is believed any more"
    assert on_shelf(at, "A-01-02-01") == (3, 7, 0)
    assert balance(at, TEA) == (20, 3, 7, 10)
    with at.house.database.read() as connection:
        blocked = connection.execute(
            select(BlockedStock.condition, BlockedStock.quantity).where(BlockedStock.quantity > 0)
        ).all()
    assert [tuple(row) for row in blocked] == [(StockCondition.MISSING, 10)]
    assert stops(at, other) == [(2, 3)]
    assert version(at, other) == 2, "the sheet that was printed is out of date"
    assert actions(at, other)[-1] == "moved_shelf"
    assert open_holds(at, other) == []
    walk = claimed(at, other)
    units = [PickUnits(walk.task_id, walk.fence, s.line_id, s.quantity) for s in walk.stops]
    expect(Done, ask(at, PICKER, *units, FinishPick(walk.task_id, walk.fence)))


def test_who_is_on_the_way_finds_out_by_himself(at: SmallHouse) -> None:
    mine, other = two(at, TEA, 4, 3)
    task = claimed(at, mine)
    away = second_station(at, Post.PICKER, "pick-2")
    expect(PickTaskOpened, ask(at, away, ClaimPickTask(order_no(at, other))))
    short_all(at, task)
    assert on_shelf(at, "A-01-01-02") == (0, 3, 7)
    assert stops(at, other) == [(1, 3)]
    assert version(at, other) == 1


def test_a_lease_that_has_ended_keeps_nobody(at: SmallHouse) -> None:
    mine, other = two(at, TEA, 4, 3)
    away = second_station(at, Post.PICKER, "pick-2")
    old = expect(PickTaskOpened, ask(at, away, ClaimPickTask(order_no(at, other)))).task
    with at.house.database.write() as connection:
        connection.execute(
            update(PickTask).where(PickTask.order_id == other).values(lease_until=at.clock.now)
        )
    at.clock.now = at.clock.now.replace(second=1)
    short_all(at, claimed(at, mine))
    assert stops(at, other) == [(2, 3)]
    unit = PickUnits(old.task_id, old.fence, old.stops[0].line_id, 1)
    assert isinstance(ask(at, away, unit), Refused), "the old walk asks for what is not there"


def test_a_part_found_is_no_empty_shelf(at: SmallHouse) -> None:
    mine, other = two(at, TEA, 4, 3)
    task = claimed(at, mine)
    gate = ShortPick(task.task_id, task.fence, task.stops[0].line_id, 1, ShortReason.NOT_FOUND)
    expect(PickTaskShort, ask(at, PICKER, gate))
    assert on_shelf(at, "A-01-01-02") == (3, 6, 1)
    assert stops(at, other) == [(1, 3)]


def test_what_was_found_before_the_rest_was_missing_stays(at: SmallHouse) -> None:
    (mine,) = released(at, draft("A-1", lines=(line(TEA, 4),)))
    task = claimed(at, mine)
    stop = task.stops[0]
    expect(Done, ask(at, PICKER, PickUnits(task.task_id, task.fence, stop.line_id, 3)))
    gate = ShortPick(task.task_id, task.fence, stop.line_id, 1, ShortReason.NOT_FOUND)
    expect(PickTaskShort, ask(at, PICKER, gate))
    assert on_shelf(at, "A-01-01-02") == (0, 3, 7)


@pytest.mark.parametrize("reason", [ShortReason.DAMAGED, ShortReason.WRONG_LOT])
def test_other_reasons_say_nothing_about_what_others_take(
    at: SmallHouse, reason: ShortReason
) -> None:
    mine, other = two(at, TEA, 4, 3)
    short_all(at, claimed(at, mine), reason)
    assert on_shelf(at, "A-01-01-02") == (3, 3, 4)
    assert stops(at, other) == [(1, 3)]


def test_where_nobody_has_any_all_of_them_wait(at: SmallHouse) -> None:
    mine, other = two(at, MUG, 4, 3)
    short_all(at, claimed(at, mine))
    assert balance(at, MUG) == (20, 0, 0, 20)
    for order in (mine, other):
        assert open_holds(at, order) == [(HoldKind.SHORTAGE, "short_pick")]
        assert stops(at, order) == []
        assert actions(at, order)[-2:] == ["short_pick", "held"]


def test_who_found_out_is_served_before_the_others(at: SmallHouse) -> None:
    mine, other = two(at, TEA, 7, 13)
    assert stops(at, other) == [(1, 3), (2, 10)]
    short_all(at, claimed(at, mine))
    assert open_holds(at, mine) == [(HoldKind.SHORTAGE, "short_pick")]
    assert open_holds(at, other) == [(HoldKind.SHORTAGE, "short_pick")]
    assert stops(at, other) == [(2, 10)], "what it was promised elsewhere stays its own"


def test_what_is_taken_elsewhere_goes_to_the_same_slot(at: SmallHouse) -> None:
    (mine,) = released(at, draft("A-1", lines=(line(TEA, 4),)))
    with at.house.database.write() as connection:
        connection.execute(update(PickLine).values(slot=7))
    task = short_all(at, claimed(at, mine))
    assert [stop.slot for stop in task.stops] == [7]


def test_many_find_out_at_once(at: SmallHouse) -> None:
    """Each short pick looks at the others' tasks; none waits for another crosswise."""
    orders = released(at, *(draft(f"A-{n}", lines=(line(TEA, 2),)) for n in range(8)))
    pickers = [second_station(at, Post.PICKER, f"pick-{n}") for n in range(2, 7)]
    tasks = [
        expect(PickTaskOpened, ask(at, who, ClaimPickTask(order_no(at, order)))).task
        for who, order in zip(pickers, orders, strict=False)
    ]

    def find_out(n: int) -> object:
        stop = tasks[n].stops[0]
        gate = ShortPick(
            tasks[n].task_id, tasks[n].fence, stop.line_id, stop.quantity, ShortReason.NOT_FOUND
        )
        return ask(at, pickers[n], gate)

    with ThreadPoolExecutor(5) as floor:
        answers = list(floor.map(find_out, range(5)))
    assert all(isinstance(answer, PickTaskShort) for answer in answers)
    assert on_shelf(at, "A-01-01-02") == (0, 0, 10)
    assert balance(at, TEA)[3] == 10

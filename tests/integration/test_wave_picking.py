"""A wave on the floor: claimed once, shelf by shelf, and what leaves it does not stop the rest."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from db.schema.orders import Order
from db.schema.parcels import Parcel
from db.schema.picking import PickLine, PickTask, Wave
from db.schema.stock import Shelf
from fulfilment.house import Actor
from fulfilment.waves.taking_back import cancel_wave
from procedure.effects import (
    ClaimPickTask,
    Done,
    Effect,
    FinishPick,
    PickTaskOpened,
    PickTaskShort,
    PickUnits,
    Refused,
    ReleasePickTask,
    ShortPick,
)
from procedure.ids import OrderId, PickTaskId
from procedure.tasks import PickTask as PickTaskValue
from procedure.verdicts import Verdict, VerdictKind, verdict
from procedure.waves import WaveWish
from procedure.words import (
    OrderStatus,
    PickMode,
    PickTaskStatus,
    Post,
    ServiceLevel,
    ShortReason,
    WaveStatus,
)
from tests.integration.test_waves import built, mixed
from tests.plugins.everything import nothing_written
from tests.plugins.houses import CABLE, MUG, TEA, SmallHouse, draft
from tests.plugins.journey import (
    PICKER,
    ask,
    confirmed,
    expect,
    line,
    on_shelf,
    open_holds,
    order_no,
    release,
    second_station,
    set_up,
    status,
    verdict_of,
)

WAVE = "WAV-20261123-001"
NEW_SHEET = "PICK-20261123-001-1-V2"
"""Its sheet after an order left."""


def wave_claimed(at: SmallHouse, who: Actor | None = None) -> PickTaskValue:
    """The wave's (first) task, at the picker's station."""
    return expect(PickTaskOpened, ask(at, who or PICKER, ClaimPickTask(WAVE))).task


def refused(at: SmallHouse, *effects: Effect, who: Actor | None = None) -> Verdict:
    """Why effects are refused; nothing may be written."""
    with nothing_written(at.house.database):
        answer = ask(at, who or PICKER, *effects)
    return verdict_of(answer)


def units(task: PickTaskValue, shelf: str, count: int) -> PickUnits:
    """So many units of the stop at a shelf."""
    stop = next(stop for stop in task.stops if stop.shelf.endswith(shelf))
    return PickUnits(task.task_id, task.fence, stop.line_id, count)


def finished(at: SmallHouse, task: PickTaskValue, who: Actor | None = None) -> int:
    """The task with everything taken that was still open; the units."""
    left = [
        PickUnits(task.task_id, task.fence, stop.line_id, stop.quantity - stop.picked)
        for stop in task.stops
        if stop.quantity > stop.picked
    ]
    return expect(Done, ask(at, who or PICKER, *left, FinishPick(task.task_id, task.fence))).count


def lines_of(at: SmallHouse, shelf: str) -> list[tuple[int | None, int, int]]:
    """Slot, quantity and picked of each line at a shelf."""
    with at.house.database.read() as connection:
        rows = connection.execute(
            select(PickLine.slot, PickLine.quantity, PickLine.picked)
            .join(Shelf, Shelf.id == PickLine.shelf_id)
            .where(Shelf.code == shelf)
            .order_by(PickLine.slot)
        )
        return [(row.slot, row.quantity, row.picked) for row in rows]


def wave_status(at: SmallHouse) -> WaveStatus:
    with at.house.database.read() as connection:
        return connection.execute(select(Wave.status)).scalar_one()


def waved(at: SmallHouse, count: int = 3) -> tuple[OrderId, ...]:
    """Orders of a mug and a tea each, in a wave."""
    orders = mixed(at, count)
    built(at)
    return orders


def test_what_many_orders_take_from_a_shelf_is_one_stop(at: SmallHouse) -> None:
    orders = waved(at)
    task = wave_claimed(at)
    assert [(stop.shelf, stop.quantity, stop.slot) for stop in task.stops] == [
        ("A-01-01-01", 3, None),
        ("A-01-01-02", 3, None),
    ]
    assert task.order_nos == tuple(order_no(at, order) for order in orders)
    assert (task.wave_no, task.mode, task.carrier_name) == (WAVE, PickMode.SORT, "圆通速递")
    assert wave_status(at) is WaveStatus.PICKING


def test_units_go_to_the_slots_in_order_and_are_taken_back_from_the_last(at: SmallHouse) -> None:
    waved(at)
    task = wave_claimed(at)
    expect(Done, ask(at, PICKER, units(task, "01-01", 2)))
    assert lines_of(at, "A-01-01-01") == [(1, 1, 1), (2, 1, 1), (3, 1, 0)]
    expect(Done, ask(at, PICKER, units(task, "01-01", -1)))
    assert lines_of(at, "A-01-01-01") == [(1, 1, 1), (2, 1, 0), (3, 1, 0)]
    assert refused(at, units(task, "01-01", 3)).kind is VerdictKind.ORDER_CHANGED
    assert refused(at, units(task, "01-01", -2)).kind is VerdictKind.ORDER_CHANGED


def test_a_picked_wave_stands_at_staging_and_waits_for_the_wall(at: SmallHouse) -> None:
    orders = waved(at)
    assert finished(at, wave_claimed(at)) == 6
    assert wave_status(at) is WaveStatus.PICKED
    assert {status(at, order) for order in orders} == {OrderStatus.PICKING}
    assert on_shelf(at, "STAGING") == (0, 6, 0)
    with at.house.database.read() as connection:
        assert connection.execute(select(Parcel.id)).all() == []
    assert refused(at, ClaimPickTask(WAVE)) == verdict(VerdictKind.TASK_FINISHED, sheet=WAVE)


def test_a_picked_hot_product_waits_for_its_labels(at: SmallHouse) -> None:
    orders = confirmed(at, *(draft(f"H-{n}", lines=(line(CABLE, 1),)) for n in range(4)))
    built(at, WaveWish(mode=PickMode.HOT))
    task = wave_claimed(at)
    assert [stop.quantity for stop in task.stops] == [4]
    assert finished(at, task) == 4
    assert {status(at, order) for order in orders} == {OrderStatus.PACKING}
    with at.house.database.read() as connection:
        parcels = connection.execute(select(Parcel.sheet_code, Parcel.box_code)).all()
    assert {parcel.sheet_code for parcel in parcels} == {task.sheet_code}
    assert {p.box_code for p in parcels} == {f"BOX-{order_no(at, o)}-1" for o in orders}
    assert wave_status(at) is WaveStatus.PICKED


def test_an_order_number_or_a_sheet_claims_the_wave_it_is_in(at: SmallHouse) -> None:
    orders = waved(at)
    by_order = expect(PickTaskOpened, ask(at, PICKER, ClaimPickTask(order_no(at, orders[1]))))
    by_sheet = expect(PickTaskOpened, ask(at, PICKER, ClaimPickTask("PICK-20261123-001-1")))
    assert by_order.task.task_id == by_sheet.task.task_id
    other = second_station(at, Post.PICKER, "pick-2")
    assert refused(at, ClaimPickTask(WAVE), who=other).kind is VerdictKind.TASK_TAKEN
    assert refused(at, ClaimPickTask(None), who=other).kind is VerdictKind.NO_TASK_LEFT


# zones and people ------------------------------------------------------------------


def two_zones(at: SmallHouse) -> None:
    """The teas' shelves stand in a zone of their own."""
    codes = ("A-01-01-02", "A-01-02-01")
    change = update(Shelf).where(Shelf.code.in_(codes)).values(zone="T")
    assert set_up(at, lambda work: work.connection.execute(change).rowcount) == 2


def test_each_zone_is_a_task_and_the_wave_is_picked_with_the_last(at: SmallHouse) -> None:
    two_zones(at)
    waved(at)
    first = wave_claimed(at)
    other = second_station(at, Post.PICKER, "pick-2")
    second = wave_claimed(at, other)
    assert (first.zone, second.zone) == ("A", "T")
    finished(at, first)
    assert wave_status(at) is WaveStatus.PICKING
    finished(at, second, other)
    assert wave_status(at) is WaveStatus.PICKED


def test_two_tasks_that_end_at_once_end_the_wave(at: SmallHouse) -> None:
    two_zones(at)
    waved(at)
    pickers = [second_station(at, Post.PICKER, f"cart-{n}") for n in range(2)]
    tasks = [wave_claimed(at, picker) for picker in pickers]
    with ThreadPoolExecutor(2) as floor:
        done = list(floor.map(lambda n: finished(at, tasks[n], pickers[n]), range(2)))
    assert done == [3, 3]
    assert wave_status(at) is WaveStatus.PICKED


def test_two_pickers_never_get_the_same_line(at: SmallHouse) -> None:
    two_zones(at)
    for number in range(4):
        confirmed(at, draft(f"B-{number}", lines=(line(MUG, 1), line(TEA, 1), line(CABLE, 1))))
        built(at)
    pickers = [second_station(at, Post.PICKER, f"cart-{n}") for n in range(5)]

    def walk(picker: Actor) -> list[PickTaskId]:
        mine: list[PickTaskId] = []
        while True:
            answer = ask(at, picker, ClaimPickTask(None))
            if isinstance(answer, Refused):
                assert answer.verdict.kind is VerdictKind.NO_TASK_LEFT
                return mine
            task = expect(PickTaskOpened, answer).task
            mine.append(task.task_id)
            finished(at, task, picker)

    with ThreadPoolExecutor(5) as floor:
        walked = [task for mine in floor.map(walk, pickers) for task in mine]
    assert len(walked) == len(set(walked)) == 8
    with at.house.database.read() as connection:
        assert set(connection.scalars(select(Wave.status))) == {WaveStatus.PICKED}


def test_a_lease_that_ran_out_gives_the_wave_to_the_next(at: SmallHouse) -> None:
    waved(at)
    mine = wave_claimed(at)
    expect(Done, ask(at, PICKER, units(mine, "01-01", 2)))
    at.clock.advance(timedelta(seconds=at.house.order_policy.lease_seconds + 1))
    other = second_station(at, Post.PICKER, "pick-2")
    theirs = expect(PickTaskOpened, ask(at, other, ClaimPickTask(None))).task
    assert theirs.stops[0].picked == 2
    assert refused(at, units(mine, "01-01", 1)).kind is VerdictKind.TAKEN_ELSEWHERE
    with nothing_written(at.house.database):
        expect(Done, ask(at, PICKER, ReleasePickTask(mine.task_id, mine.fence)))


# short -----------------------------------------------------------------------------


def short(at: SmallHouse, task: PickTaskValue, shelf: str, missing: int) -> PickTaskValue:
    stop = next(stop for stop in task.stops if stop.shelf.endswith(shelf))
    gate = ShortPick(task.task_id, task.fence, stop.line_id, missing, ShortReason.NOT_FOUND)
    return expect(PickTaskShort, ask(at, PICKER, gate)).task


def only_so_many_mugs(at: SmallHouse, count: int) -> None:
    """All other mugs are promised to somebody else."""
    other = confirmed(at, draft("OTHER", lines=(line(MUG, 20 - count),)))
    assert release(at, other).to_pick == other


def due(at: SmallHouse, order: OrderId, in_days: int) -> None:
    """An order is to leave in so many days."""
    day = at.clock.now + timedelta(days=in_days)
    change = update(Order).where(Order.id == order).values(ship_by=day)
    set_up(at, lambda work: work.connection.execute(change).rowcount)


def test_the_latest_promise_loses_and_leaves_the_wave(at: SmallHouse) -> None:
    only_so_many_mugs(at, 3)
    first, second, third = mixed(at, 3)
    for order, days in ((first, 3), (second, 9), (third, 4)):
        due(at, order, days)
    built(at)
    task = wave_claimed(at)
    expect(Done, ask(at, PICKER, units(task, "01-01", 2)))
    after = short(at, task, "01-01", 1)
    assert [(stop.quantity, stop.picked) for stop in after.stops] == [(2, 2), (2, 0)]
    assert status(at, second) is OrderStatus.BACKORDERED
    assert [finding for _, finding in open_holds(at, second)] == ["short_pick"]
    finished(at, after)
    assert wave_status(at) is WaveStatus.PICKED
    assert {status(at, order) for order in (first, third)} == {OrderStatus.PICKING}


def test_what_stands_elsewhere_is_taken_for_who_lost(at: SmallHouse) -> None:
    waved(at)
    task = wave_claimed(at)
    after = short(at, task, "01-02", 2)
    assert [(stop.shelf, stop.lot, stop.quantity) for stop in after.stops] == [
        ("A-01-01-01", "", 3),
        ("A-01-01-02", "L1108", 1),
        ("A-01-02-01", "L1201", 2),
    ]
    assert finished(at, after) == 6


def test_more_short_than_open_is_refused(at: SmallHouse) -> None:
    waved(at)
    task = wave_claimed(at)
    gate = ShortPick(task.task_id, task.fence, task.stops[0].line_id, 4, ShortReason.DAMAGED)
    assert refused(at, gate).kind is VerdictKind.ORDER_CHANGED


def test_an_express_order_keeps_its_goods(at: SmallHouse) -> None:
    only_so_many_mugs(at, 2)
    (late,) = confirmed(at, draft("L-1", lines=(line(MUG, 1),), service=ServiceLevel.STANDARD))
    due(at, late, 1)
    (express,) = confirmed(at, draft("E-1", lines=(line(MUG, 1),), service=ServiceLevel.EXPRESS))
    due(at, express, 9)
    same = update(Order).values(carrier_id=at.carriers["SF"])
    set_up(at, lambda work: work.connection.execute(same).rowcount)
    built(at)
    short(at, wave_claimed(at), "01-01", 1)
    assert (status(at, late), status(at, express)) == (OrderStatus.BACKORDERED, OrderStatus.PICKING)


def test_a_begun_wave_stays(at: SmallHouse) -> None:
    mixed(at, 2)
    (wave,) = built(at).waves
    task = wave_claimed(at)
    supervisor = at.people[Post.SUPERVISOR]
    with nothing_written(at.house.database):
        answer = cancel_wave(at.house, supervisor, wave.wave_id)
    assert verdict_of(answer) == verdict(VerdictKind.WAVE_BEGUN, wave_no=WAVE)
    expect(Done, ask(at, PICKER, ReleasePickTask(task.task_id, task.fence)))
    assert not isinstance(cancel_wave(at.house, supervisor, wave.wave_id), Refused)
    with at.house.database.read() as connection:
        assert connection.scalars(select(PickTask.status)).all() == [PickTaskStatus.CANCELLED]


@pytest.mark.parametrize("effect", [FinishPick, ReleasePickTask])
def test_who_may_not_pick_does_nothing_to_a_wave(
    at: SmallHouse, effect: type[FinishPick] | type[ReleasePickTask]
) -> None:
    waved(at)
    task = wave_claimed(at)
    shipper = replace(at.people[Post.SHIPPER], station_id=at.at(*PICKER).station_id)
    said = refused(at, effect(task.task_id, task.fence), who=shipper)
    assert said.kind is VerdictKind.NOT_ALLOWED

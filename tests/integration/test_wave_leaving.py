"""What leaves a wave on every database: a stopped, a cancelled, a whole order; the rest goes on."""

from __future__ import annotations

from sqlalchemy import select

from db.schema.picking import WaveOrder
from fulfilment.orders.cancelling import Cancelled, cancel_order
from procedure.effects import (
    ClaimPickTask,
    Done,
    FinishPick,
)
from procedure.verdicts import VerdictKind, verdict
from procedure.waves import WaveWish
from procedure.words import (
    OrderStatus,
    PickMode,
    Post,
    WaveStatus,
)
from tests.integration.test_wave_picking import (
    WAVE,
    finished,
    lines_of,
    refused,
    two_zones,
    units,
    wave_claimed,
    wave_status,
    waved,
)
from tests.integration.test_waves import built, mixed
from tests.plugins.houses import MUG, SmallHouse
from tests.plugins.journey import (
    PICKER,
    ask,
    balance,
    expect,
    hold,
    on_shelf,
    order_no,
    second_station,
    status,
)

# what leaves -----------------------------------------------------------------------


def test_a_stopped_order_leaves_and_the_rest_goes_on(at: SmallHouse) -> None:
    first, second, third = waved(at)
    task = wave_claimed(at)
    expect(Done, ask(at, PICKER, units(task, "01-01", 2)))
    hold(at, second)
    told = refused(at, units(task, "01-01", 1))
    assert told == verdict(
        VerdictKind.TASK_CHANGED,
        order_no=order_no(at, second),
        sheet=f"{task.sheet_code}-V2",
        slot=2,
    )
    again = wave_claimed(at)
    assert [(stop.quantity, stop.picked) for stop in again.stops] == [(2, 2), (2, 0)]
    assert lines_of(at, "A-01-01-01") == [(1, 1, 1), (2, 0, 0), (3, 1, 1)], (
        "its mug is slot 3's now"
    )
    assert status(at, second) is OrderStatus.CONFIRMED
    assert balance(at, MUG) == (20, 17, 3, 0), "it keeps its promise"
    assert on_shelf(at, "A-01-01-01") == (18, 2, 0)
    assert refused(at, FinishPick(task.task_id, task.fence)).kind is VerdictKind.TASK_CHANGED
    finished(at, again)
    assert {status(at, order) for order in (first, third)} == {OrderStatus.PICKING}
    with at.house.database.read() as connection:
        assert set(connection.scalars(select(WaveOrder.order_id))) == {first, third}


def test_what_nobody_needs_any_more_is_put_back(at: SmallHouse) -> None:
    first, second, _third = waved(at)
    task = wave_claimed(at)
    expect(Done, ask(at, PICKER, units(task, "01-01", 3)))
    hold(at, second)
    wave_claimed(at)
    assert on_shelf(at, "STAGING") == (0, 0, 1)
    assert on_shelf(at, "A-01-01-01") == (17, 2, 0)
    assert balance(at, MUG) == (20, 17, 2, 1)
    assert status(at, first) is OrderStatus.PICKING


def test_an_order_leaves_all_zones_of_its_wave(at: SmallHouse) -> None:
    two_zones(at)
    _first, second, _third = waved(at)
    mugs = wave_claimed(at)
    finished(at, mugs)
    other = second_station(at, Post.PICKER, "pick-2")
    teas = wave_claimed(at, other)
    hold(at, second)
    told = refused(at, units(teas, "01-02", 1), who=other)
    assert told.kind is VerdictKind.TASK_CHANGED
    again = wave_claimed(at, other)
    assert [stop.quantity for stop in again.stops] == [2]
    assert on_shelf(at, "STAGING") == (0, 2, 1), "its mug stood there already"
    finished(at, again, other)
    assert wave_status(at) is WaveStatus.PICKED


def test_a_cancelled_order_leaves_and_the_picker_is_told(at: SmallHouse) -> None:
    first, second, third = waved(at)
    task = wave_claimed(at)
    expect(Done, ask(at, PICKER, units(task, "01-01", 1)))
    rep = at.people[Post.SERVICE_REP]
    expect(Cancelled, cancel_order(at.house, rep, second, "changed her mind"))
    told = refused(at, units(task, "01-01", 1))
    assert told == verdict(
        VerdictKind.TASK_CHANGED,
        order_no=order_no(at, second),
        sheet=f"{task.sheet_code}-V2",
        slot=2,
    )
    assert finished(at, wave_claimed(at)) == 4
    assert {status(at, order) for order in (first, third)} == {OrderStatus.PICKING}
    assert balance(at, MUG) == (20, 18, 2, 0)


def test_the_last_order_cancelled_ends_its_wave(at: SmallHouse) -> None:
    rep = at.people[Post.SERVICE_REP]
    for order in waved(at, 2):
        expect(Cancelled, cancel_order(at.house, rep, order, "test order"))
    assert wave_status(at) is WaveStatus.CANCELLED


def test_a_wave_that_everybody_left_ends(at: SmallHouse) -> None:
    orders = waved(at, 2)
    task = wave_claimed(at)
    for order in orders:
        hold(at, order)
    assert refused(at, units(task, "01-01", 1)).kind is VerdictKind.TASK_CHANGED
    empty = wave_claimed(at)
    assert empty.stops == ()
    assert finished(at, empty) == 0
    assert wave_status(at) is WaveStatus.CANCELLED
    assert on_shelf(at, "A-01-01-01") == (20, 0, 0)
    assert refused(at, ClaimPickTask(WAVE)).kind is VerdictKind.SHEET_OUT_OF_DATE
    assert refused(at, ClaimPickTask(order_no(at, orders[0]))).kind is VerdictKind.ORDER_STOPPED


def test_an_order_on_its_own_stops_alone_in_its_wave(at: SmallHouse) -> None:
    orders = mixed(at, 2)
    built(at, WaveWish(mode=PickMode.PER_ORDER))
    hold(at, orders[0])
    task = wave_claimed(at)
    assert task.order_nos == (order_no(at, orders[1]),)
    assert task.wave_no == WAVE
    hold(at, orders[1])
    assert refused(at, units(task, "01-01", 1)).kind is VerdictKind.ORDER_STOPPED
    other = second_station(at, Post.PICKER, "pick-2")
    assert refused(at, ClaimPickTask(WAVE), who=other).kind is VerdictKind.ORDER_STOPPED

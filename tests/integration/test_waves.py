"""Waves on every database: built once, from what may go, shelf by shelf; previewed, taken back."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from db.schema.orders import Order
from db.schema.picking import PickLine, PickTask, Wave, WaveOrder
from db.schema.stock import Reservation, Shelf
from fulfilment.waves.taking_back import WaveCancelled, cancel_wave
from fulfilment.waves.waves import WavesBuilt, build_waves, plan_waves
from procedure.effects import Refused
from procedure.ids import OrderId, WaveId
from procedure.verdicts import VerdictKind
from procedure.waves import Load, WavePlan, WaveWish
from procedure.words import (
    OrderKind,
    OrderStatus,
    PickMode,
    PickTaskStatus,
    Post,
    ServiceLevel,
    WaveLeft,
    WaveStatus,
)
from tests.plugins.everything import nothing_written
from tests.plugins.houses import CABLE, MUG, TEA, SmallHouse, draft
from tests.plugins.journey import (
    balance,
    confirmed,
    expect,
    hold,
    line,
    on_shelf,
    order_no,
    status,
    verdict_of,
)

EVERYTHING = WaveWish(most_waves=10)


def built(at: SmallHouse, wish: WaveWish = EVERYTHING) -> WavesBuilt:
    """What the supervisor built."""
    return expect(WavesBuilt, build_waves(at.house, at.people[Post.SUPERVISOR], wish))


def mixed(at: SmallHouse, count: int) -> tuple[OrderId, ...]:
    """Confirmed orders of a mug and a tea each."""
    lines = (line(MUG, 1), line(TEA, 1))
    return confirmed(at, *(draft(f"A-{n}", lines=lines) for n in range(count)))


def test_a_wave_is_built_and_each_shelf_stands_in_it_once(at: SmallHouse) -> None:
    orders = mixed(at, 3)
    (wave,) = built(at).waves
    assert (wave.wave_no, wave.orders) == ("WAV-20261123-001", orders)
    assert {status(at, order) for order in orders} == {OrderStatus.PICKING}
    with at.house.database.read() as connection:
        row = connection.execute(select(Wave.__table__)).one()
        task = connection.execute(select(PickTask.__table__)).one()
        lines = connection.execute(
            select(PickLine.seq, PickLine.slot, Shelf.code)
            .join(Shelf, Shelf.id == PickLine.shelf_id)
            .order_by(PickLine.seq)
        ).all()
    assert (row.status, row.kind, row.slots) == (WaveStatus.RELEASED, OrderKind.MIXED, 3)
    assert (task.sheet_code, task.order_id, task.zone) == ("PICK-20261123-001-1", None, "A")
    assert [(line.code, line.slot) for line in lines] == [
        *(("A-01-01-01", slot) for slot in (1, 2, 3)),
        *(("A-01-01-02", slot) for slot in (1, 2, 3)),
    ]
    assert on_shelf(at, "A-01-01-01") == (17, 3, 0)
    assert balance(at, MUG) == (20, 17, 3, 0)


def test_held_and_short_orders_are_in_no_wave(at: SmallHouse) -> None:
    good, held = mixed(at, 2)
    (short,) = confirmed(at, draft("A-9", lines=(line(MUG, 21),)))
    hold(at, held)
    result = built(at)
    assert [wave.orders for wave in result.waves] == [(good,)]
    assert dict(result.left) == {short: WaveLeft.SHORT}
    assert status(at, short) is OrderStatus.BACKORDERED
    assert status(at, held) is OrderStatus.CONFIRMED


def test_who_is_short_makes_room_for_the_next(at: SmallHouse) -> None:
    (short,) = confirmed(at, draft("BIG-1", lines=(line(CABLE, 101),)))
    orders = mixed(at, 3)
    result = built(at, WaveWish(most=Load(orders=2)))
    assert [wave.orders for wave in result.waves] == [orders[:2]]
    assert dict(result.left) == {short: WaveLeft.SHORT, orders[2]: WaveLeft.NO_ROOM}


def test_a_preview_is_what_would_be_built_and_writes_nothing(at: SmallHouse) -> None:
    mixed(at, 3)
    wish = WaveWish(most=Load(orders=2), most_waves=5)
    with nothing_written(at.house.database):
        plan = expect(WavePlan, plan_waves(at.house, at.people[Post.SUPERVISOR], wish))
    assert [wave.load.orders for wave in plan.waves] == [2, 1]
    assert [wave.plan for wave in built(at, wish).waves] == list(plan.waves)


def test_waves_keep_carriers_apart_and_express_in_front(at: SmallHouse) -> None:
    (standard,) = mixed(at, 1)
    express = confirmed(at, draft("E-1", service=ServiceLevel.EXPRESS))
    waves = built(at).waves
    assert [wave.orders for wave in waves] == [express, (standard,)]
    assert [wave.wave_no[-3:] for wave in waves] == ["001", "002"]
    with at.house.database.read() as connection:
        priorities = connection.scalars(select(PickTask.priority).order_by(PickTask.wave_id)).all()
    assert priorities == [0, 1]


def test_an_order_on_its_own_keeps_its_own_task_in_the_wave(at: SmallHouse) -> None:
    orders = mixed(at, 3)
    (wave,) = built(at, WaveWish(mode=PickMode.PER_ORDER)).waves
    with at.house.database.read() as connection:
        tasks = connection.execute(
            select(PickTask.order_id, PickTask.wave_id).order_by(PickTask.order_id)
        ).all()
        slots = connection.scalars(select(WaveOrder.slot)).all()
    assert [tuple(task) for task in tasks] == [(order, wave.wave_id) for order in orders]
    assert slots == [None, None, None]


def test_a_hot_product_is_one_wave_of_single_units(at: SmallHouse) -> None:
    mixed(at, 1)
    hot = confirmed(at, *(draft(f"H-{n}", lines=(line(CABLE, 1),)) for n in range(4)))
    (wave,) = built(at, WaveWish(mode=PickMode.HOT)).waves
    assert (wave.orders, wave.plan.kind) == (hot, OrderKind.SINGLE_UNIT)


def test_a_wave_of_a_zone_without_its_goods_is_none(at: SmallHouse) -> None:
    orders = mixed(at, 2)
    result = built(at, WaveWish(zone="B"))
    assert result.waves == ()
    assert dict(result.left) == dict.fromkeys(orders, WaveLeft.OTHER_ZONE)
    assert len(built(at, WaveWish(zone="A")).waves) == 1


def test_absurd_figures_are_refused(at: SmallHouse) -> None:
    mixed(at, 1)
    wish = WaveWish(most=Load(orders=0))
    for use_case in (build_waves, plan_waves):
        with nothing_written(at.house.database):
            answer = use_case(at.house, at.people[Post.SUPERVISOR], wish)
        assert verdict_of(answer).kind is VerdictKind.IMPOSSIBLE_WAVE


@pytest.mark.parametrize("post", [Post.PICKER, Post.SERVICE_REP])
def test_who_may_not_build_builds_nothing(at: SmallHouse, post: Post) -> None:
    mixed(at, 1)
    with nothing_written(at.house.database):
        answer = build_waves(at.house, at.people[post], EVERYTHING)
    assert verdict_of(answer).kind is VerdictKind.NOT_ALLOWED


def test_two_supervisors_never_wave_the_same_order(at: SmallHouse) -> None:
    orders = mixed(at, 8)
    actor = at.people[Post.SUPERVISOR]
    wish = WaveWish(most=Load(orders=3), most_waves=2)
    with ThreadPoolExecutor(3) as office:
        results = list(office.map(lambda _: build_waves(at.house, actor, wish), range(3)))
    waves = [wave for result in results for wave in expect(WavesBuilt, result).waves]
    together = Counter(order for wave in waves for order in wave.orders)
    assert set(together.values()) == {1}
    assert set(together) <= set(orders)
    assert len({wave.wave_no for wave in waves}) == len(waves)


def cancel(at: SmallHouse, wave_id: WaveId) -> WaveCancelled | Refused:
    return cancel_wave(at.house, at.people[Post.SUPERVISOR], wave_id)


def test_a_wave_nobody_began_is_taken_back(at: SmallHouse) -> None:
    orders = mixed(at, 2)
    (wave,) = built(at).waves
    assert expect(WaveCancelled, cancel(at, wave.wave_id)).orders == orders
    assert {status(at, order) for order in orders} == {OrderStatus.CONFIRMED}
    assert on_shelf(at, "A-01-01-01") == (20, 0, 0)
    assert balance(at, MUG) == (20, 18, 2, 0), "still promised to them"
    with at.house.database.read() as connection:
        assert connection.scalars(select(PickTask.status)).all() == [PickTaskStatus.CANCELLED]
        assert connection.scalar(select(func.sum(Reservation.quantity))) == 4
    (again,) = built(at).waves
    assert (again.wave_no, again.orders) == ("WAV-20261123-002", orders)
    assert balance(at, MUG) == (20, 18, 2, 0), "not promised twice"


def test_a_wave_nobody_knows_is_not_taken_back(at: SmallHouse) -> None:
    with nothing_written(at.house.database):
        assert verdict_of(cancel(at, WaveId(1))).kind is VerdictKind.ORDER_NOT_FOUND


def test_a_wave_says_so_in_the_log_of_its_orders(at: SmallHouse) -> None:
    from db.schema.log import OrderLog

    (order,) = mixed(at, 1)
    built(at)
    with at.house.database.read() as connection:
        row = connection.execute(select(OrderLog.data).where(OrderLog.action == "waved")).one()
        carrier = connection.scalar(select(Order.carrier_id).where(Order.id == order))
    assert row.data == {"wave": "WAV-20261123-001", "slot": 1}
    assert carrier == at.carriers["YTO"]
    assert order_no(at, order)

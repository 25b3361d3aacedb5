"""The wave planner: nobody is lost, nobody is in two waves, the urgent come first, limits hold."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedure.ids import CarrierId, OrderId, ProductId
from procedure.waves import (
    Load,
    PlannedWave,
    WaitingForWave,
    WaveItem,
    WaveWish,
    kind_of,
    lying_in,
    next_cut_off,
    plan_of,
)
from procedure.words import OrderKind, PickMode, ServiceLevel, WaveLeft

NOON = datetime(2026, 11, 27, 4, 0, tzinfo=UTC)
SF, YTO = CarrierId(1), CarrierId(2)
MUG, TEA = ProductId(1), ProductId(2)


def order(
    number: int,
    *items: tuple[ProductId, int],
    carrier: CarrierId = SF,
    service: ServiceLevel = ServiceLevel.STANDARD,
    in_hours: int | None = 6,
    weight_g: int = 100,
    zones: frozenset[str] = frozenset({"A"}),
) -> WaitingForWave:
    """An order that waits; one mug where nothing is said."""
    return WaitingForWave(
        OrderId(number),
        carrier,
        service,
        None if in_hours is None else NOON + timedelta(hours=in_hours),
        None,
        tuple(
            WaveItem(product, units, weight_g, 1000, zones)
            for product, units in (items or ((MUG, 1),))
        ),
    )


def numbers(wave: PlannedWave) -> list[int]:
    return [o.order_id for o in wave.orders]


@st.composite
def waiting(draw: st.DrawFn) -> list[WaitingForWave]:
    drawn = draw(
        st.lists(
            st.tuples(
                st.lists(
                    st.tuples(st.sampled_from([MUG, TEA, ProductId(3)]), st.integers(1, 3)),
                    min_size=1,
                    max_size=3,
                    unique_by=lambda item: item[0],
                ),
                st.sampled_from([SF, YTO]),
                st.sampled_from(ServiceLevel),
                st.sampled_from([None, 2, 6]),
                st.integers(1, 900),
                st.sampled_from([frozenset({"A"}), frozenset({"B"}), frozenset({"A", "B"})]),
            ),
            max_size=25,
        )
    )
    return [
        order(n, *items, carrier=c, service=s, in_hours=h, weight_g=g, zones=z)
        for n, (items, c, s, h, g, z) in enumerate(drawn, start=1)
    ]


wishes = st.builds(
    WaveWish,
    mode=st.sampled_from(PickMode),
    kinds=st.sets(st.sampled_from(OrderKind), min_size=1).map(frozenset),
    carrier_id=st.sampled_from([None, None, SF]),
    service=st.sampled_from([None, None, ServiceLevel.EXPRESS]),
    until=st.sampled_from([None, NOON + timedelta(hours=3)]),
    zone=st.sampled_from(["", "", "A"]),
    most=st.builds(
        Load, st.integers(1, 6), st.sampled_from([0, 5]), st.sampled_from([0, 2500]), st.just(0)
    ),
    most_waves=st.integers(1, 5),
)


@given(waiting(), wishes)
def test_every_order_is_planned_or_left_once_and_limits_hold(
    orders: list[WaitingForWave], wish: WaveWish
) -> None:
    plan = plan_of(orders, wish)
    planned = [id_ for wave in plan.waves for id_ in numbers(wave)]
    left = [id_ for id_, _ in plan.left]
    assert sorted([*planned, *left]) == [o.order_id for o in orders]
    assert len(plan.waves) <= wish.most_waves
    for wave in plan.waves:
        assert wave.load.fits(wish.most)
        assert wave.load.orders == len(wave.orders) > 0
        assert {(o.carrier_id, o.cut_off_at) for o in wave.orders} == {
            (wave.carrier_id, wave.cut_off_at)
        }
        assert wave.slots == (len(wave.orders) if wish.mode is PickMode.SORT else 0)
        assert {o.kind for o in wave.orders} <= wish.kinds
        if wish.mode is PickMode.HOT:
            assert len({o.items[0].product_id for o in wave.orders}) == 1
            assert wave.kind is OrderKind.SINGLE_UNIT
        if wish.zone:
            assert all(wish.zone in item.zones for o in wave.orders for item in o.items)


@given(waiting(), wishes)
def test_nobody_waits_behind_somebody_less_urgent(
    orders: list[WaitingForWave], wish: WaveWish
) -> None:
    """Within a wave the urgent come first; a later wave has nothing that an earlier one had room
    for."""
    waves = plan_of(orders, wish).waves
    for wave in waves:
        assert [o.rank for o in wave.orders] == sorted(o.rank for o in wave.orders)
    for n, earlier in enumerate(waves):
        for later in waves[n + 1 :]:
            same = (earlier.carrier_id, earlier.cut_off_at) == (later.carrier_id, later.cut_off_at)
            if same and wish.mode is not PickMode.HOT:
                first = later.orders[0]
                before = [o.load for o in earlier.orders if o.rank < first.rank]
                total = Load()
                for load in before:
                    total = total.plus(load)
                assert not total.plus(first.load).fits(wish.most)


@given(waiting(), wishes)
def test_who_is_left_is_told_the_right_reason(orders: list[WaitingForWave], wish: WaveWish) -> None:
    by_id = {o.order_id: o for o in orders}
    for id_, why in plan_of(orders, wish).left:
        left = by_id[id_]
        match why:
            case WaveLeft.OTHER_KIND:
                hot = wish.mode is PickMode.HOT and left.kind is not OrderKind.SINGLE_UNIT
                assert hot or left.kind not in wish.kinds
            case WaveLeft.OTHER_ZONE:
                assert any(wish.zone not in item.zones for item in left.items)
            case WaveLeft.TOO_LARGE:
                assert not left.load.fits(wish.most)
            case WaveLeft.TOO_FEW:
                assert wish.mode is PickMode.HOT
            case _:
                assert why in (WaveLeft.NOT_ASKED_FOR, WaveLeft.NO_ROOM)


def test_express_comes_first_then_the_carrier_that_comes_soonest() -> None:
    queue = [
        order(1, in_hours=6),
        order(2, carrier=YTO, in_hours=2),
        order(3, in_hours=6, service=ServiceLevel.EXPRESS),
    ]
    plan = plan_of(queue, WaveWish(most_waves=2))
    assert [numbers(wave) for wave in plan.waves] == [[3, 1], [2]]
    assert plan_of(queue, WaveWish()).left == ((OrderId(2), WaveLeft.NO_ROOM),)


def test_a_product_is_hot_from_two_single_unit_orders_on() -> None:
    queue = [order(1), order(2, (TEA, 1)), order(3), order(4, (MUG, 2))]
    plan = plan_of(queue, WaveWish(mode=PickMode.HOT))
    assert [numbers(wave) for wave in plan.waves] == [[1, 3]]
    assert dict(plan.left) == {2: WaveLeft.TOO_FEW, 4: WaveLeft.OTHER_KIND}


def test_an_order_that_is_too_heavy_by_itself_is_left() -> None:
    plan = plan_of([order(1, (MUG, 50)), order(2)], WaveWish(most=Load(10, weight_g=1000)))
    assert [numbers(wave) for wave in plan.waves] == [[2]]
    assert plan.left == ((OrderId(1), WaveLeft.TOO_LARGE),)


def test_a_wave_of_a_zone_takes_only_what_lies_there() -> None:
    queue = [lying_in(order(1), {MUG: frozenset({"B"})}), lying_in(order(2), {})]
    plan = plan_of(queue, WaveWish(zone="B"))
    assert [numbers(wave) for wave in plan.waves] == [[1]]
    assert plan.left == ((OrderId(2), WaveLeft.OTHER_ZONE),)


@pytest.mark.parametrize(
    "wish",
    [
        WaveWish(most=Load(0)),
        WaveWish(most=Load(501)),
        WaveWish(most=Load(5, lines=-1)),
        WaveWish(most_waves=0),
        WaveWish(kinds=frozenset()),
    ],
)
def test_what_no_wave_can_come_of(wish: WaveWish) -> None:
    assert not wish.is_sensible
    assert WaveWish().is_sensible


def test_an_order_that_cannot_be_ready_goes_with_the_next_pickup() -> None:
    shanghai, hour = ZoneInfo("Asia/Shanghai"), timedelta(hours=1)
    six = time(18, 0)
    assert next_cut_off(NOON, six, shanghai, hour) == datetime(2026, 11, 27, 10, tzinfo=UTC)
    just_made = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
    assert next_cut_off(just_made, six, shanghai, hour) == just_made + hour
    late = just_made + timedelta(seconds=1)
    assert next_cut_off(late, six, shanghai, hour) == just_made + timedelta(hours=25)
    assert next_cut_off(NOON, None, shanghai, hour) is None


@pytest.mark.parametrize(
    ("products", "units", "kind"),
    [
        (1, 1, OrderKind.SINGLE_UNIT),
        (1, 2, OrderKind.SINGLE_PRODUCT),
        (2, 2, OrderKind.MIXED),
    ],
)
def test_kinds_of_orders(products: int, units: int, kind: OrderKind) -> None:
    assert kind_of(products, units) is kind

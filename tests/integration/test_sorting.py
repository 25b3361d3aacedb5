"""The put wall on every database: slots filled once, parcels made, what does not go on put back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from db.schema.parcels import Parcel, ParcelItem
from db.schema.picking import PickLine, Wave
from fulfilment.house import Actor
from fulfilment.orders.cancelling import Cancelled, cancel_order
from fulfilment.orders.holds import HoldLifted, lift_hold
from fulfilment.stock.check import check_stock
from procedure.effects import Done, Effect, OpenParcel, ParcelOpened
from procedure.ids import OrderId
from procedure.permissions import UseCase
from procedure.tasks import WallTask
from procedure.verdicts import Verdict, VerdictKind, verdict
from procedure.wall_effects import (
    FinishWall,
    OpenWall,
    ReleaseWall,
    SortUnits,
    WallFinished,
    WallOpened,
)
from procedure.waves import WaveWish
from procedure.words import (
    HoldKind,
    OrderStatus,
    PickMode,
    Post,
    ShortReason,
    WaveStatus,
)
from tests.integration.test_wave_picking import WAVE, finished, wave_claimed, wave_status, waved
from tests.integration.test_waves import built, mixed
from tests.plugins.everything import nothing_written
from tests.plugins.houses import MUG, TEA, SmallHouse, draft
from tests.plugins.journey import (
    PACKER,
    balance,
    confirmed,
    expect,
    hold,
    line,
    on_shelf,
    open_holds,
    order_no,
    release,
    second_station,
    status,
    verdict_of,
)
from tests.plugins.journey import ask as ask_as


def ask(at: SmallHouse, *effects: Effect, who: Actor | None = None) -> object:
    """What the centre answers at the wall."""
    return ask_as(at, who or at.at(*PACKER), *effects, use_case=UseCase.SORT)


def refused(at: SmallHouse, *effects: Effect, who: Actor | None = None) -> Verdict:
    """Why effects are refused; nothing may be written."""
    with nothing_written(at.house.database):
        answer = ask(at, *effects, who=who)
    return verdict_of(answer)


def at_wall(at: SmallHouse, count: int = 3) -> tuple[tuple[OrderId, ...], WallTask]:
    """A picked wave of orders of a mug and a tea each, open at the wall."""
    orders = waved(at, count)
    finished(at, wave_claimed(at))
    return orders, wall(at)


def wall(at: SmallHouse, who: Actor | None = None) -> WallTask:
    return expect(WallOpened, ask(at, OpenWall(WAVE), who=who)).task


def into(
    task: WallTask, slot: int, sku: str | None = None, units: int | None = None
) -> list[SortUnits]:
    """What a slot still needs, or so many units of one product of it."""
    (found,) = (each for each in task.slots if each.slot == slot)
    return [
        SortUnits(
            task.wave_id,
            task.fence,
            item.order_line_id,
            item.lot_id,
            item.quantity - item.sorted if units is None else units,
        )
        for item in found.items
        if sku in (None, item.product.sku)
    ]


def finish(task: WallTask, missing: int = 0, reason: ShortReason | None = None) -> FinishWall:
    return FinishWall(task.wave_id, task.fence, missing, reason)


def in_slots(at: SmallHouse) -> list[tuple[int | None, int, int]]:
    """Slot, picked and sorted of every line, of each slot the first product first."""
    with at.house.database.read() as connection:
        rows = connection.execute(
            select(PickLine.slot, PickLine.picked, PickLine.sorted).order_by(
                PickLine.slot, PickLine.seq
            )
        )
        return [(row.slot, row.picked, row.sorted) for row in rows]


def parcels(at: SmallHouse) -> list[tuple[OrderId, str | None, int]]:
    """Order, slot's code and units of each parcel."""
    with at.house.database.read() as connection:
        rows = connection.execute(
            select(Parcel.order_id, Parcel.tote_code, func.sum(ParcelItem.quantity))
            .join(ParcelItem, ParcelItem.parcel_id == Parcel.id)
            .group_by(Parcel.order_id, Parcel.tote_code)
            .order_by(Parcel.tote_code)
        )
        return [(OrderId(order), tote, int(units)) for order, tote, units in rows]


def test_a_picked_wave_opens_with_its_slots(at: SmallHouse) -> None:
    orders, task = at_wall(at, 2)
    assert [(slot.slot, slot.order_no, slot.stopped) for slot in task.slots] == [
        (1, order_no(at, orders[0]), False),
        (2, order_no(at, orders[1]), False),
    ]
    assert [(i.product.sku, i.quantity, i.sorted) for i in task.slots[0].items] == [
        (MUG, 1, 0),
        (TEA, 1, 0),
    ]
    by_sheet = expect(WallOpened, ask(at, OpenWall("PICK-20261123-001-1"))).task
    assert by_sheet.wave_id == task.wave_id


def test_units_are_counted_into_their_slot_and_out_again(at: SmallHouse) -> None:
    _, task = at_wall(at, 2)
    expect(Done, ask(at, *into(task, 2, MUG)))
    assert in_slots(at) == [(1, 1, 0), (1, 1, 0), (2, 1, 1), (2, 1, 0)]
    assert refused(at, *into(task, 2, MUG)).kind is VerdictKind.ORDER_CHANGED
    expect(Done, ask(at, *into(task, 2, MUG, -1)))
    assert refused(at, *into(task, 2, MUG, -1)).kind is VerdictKind.ORDER_CHANGED
    assert refused(at, finish(task)).kind is VerdictKind.ORDER_CHANGED
    assert {each[2] for each in in_slots(at)} == {0}


def test_every_slot_becomes_a_parcel_that_its_code_opens(at: SmallHouse) -> None:
    orders, task = at_wall(at)
    filled = [unit for slot in (1, 2, 3) for unit in into(task, slot)]
    assert expect(WallFinished, ask(at, *filled, finish(task))) == WallFinished(3, ())
    assert parcels(at) == [(order, f"{WAVE}-0{n}", 2) for n, order in enumerate(orders, start=1)]
    assert {status(at, order) for order in orders} == {OrderStatus.PACKING}
    assert wave_status(at) is WaveStatus.SORTED
    opened = expect(ParcelOpened, ask_as(at, PACKER, OpenParcel(f"{WAVE}-02"))).task
    assert opened.order_no == order_no(at, orders[1])
    assert refused(at, OpenWall(WAVE)) == verdict(VerdictKind.WAVE_DONE, wave_no=WAVE)
    assert refused(at, *into(task, 1, MUG, -1)).kind is VerdictKind.TAKEN_ELSEWHERE
    assert check_stock(at.house.database) is None


# what may not be opened -----------------------------------------------------------


def test_only_a_picked_wave_for_the_wall_is_opened(at: SmallHouse) -> None:
    waved(at, 2)
    assert refused(at, OpenWall(WAVE)) == verdict(VerdictKind.WAVE_NOT_PICKED, wave_no=WAVE)
    wave_claimed(at)
    assert refused(at, OpenWall(WAVE)).kind is VerdictKind.WAVE_NOT_PICKED
    assert refused(at, OpenWall("WAV-20261123-999")).kind is VerdictKind.ORDER_NOT_FOUND


def test_what_is_picked_order_by_order_needs_no_wall(at: SmallHouse) -> None:
    mixed(at, 1)
    built(at, WaveWish(mode=PickMode.PER_ORDER))
    assert refused(at, OpenWall(WAVE)) == verdict(VerdictKind.WAVE_NOT_SORTED, code=WAVE)
    (order,) = confirmed(at, draft("B-1", lines=(line(MUG, 1),)))
    release(at, [order])
    sheet = f"PICK-{order_no(at, order)}-1"
    assert refused(at, OpenWall(sheet)).kind is VerdictKind.WAVE_NOT_SORTED


def test_one_station_sorts_a_wave_at_a_time(at: SmallHouse) -> None:
    _, task = at_wall(at, 2)
    other = second_station(at, Post.PACKER, "wall-2")
    assert refused(at, OpenWall(WAVE), who=other) == verdict(VerdictKind.TASK_TAKEN, code=WAVE)
    expect(Done, ask(at, *into(task, 1, MUG)))
    expect(Done, ask(at, ReleaseWall(task.wave_id, task.fence)))
    theirs = wall(at, other)
    assert sum(item.sorted for slot in theirs.slots for item in slot.items) == 1
    gone = verdict(VerdictKind.TAKEN_ELSEWHERE, order_no=WAVE)
    assert refused(at, *into(task, 2, MUG)) == gone
    assert refused(at, finish(task, 3, ShortReason.NOT_FOUND)) == gone
    with nothing_written(at.house.database):
        ask(at, ReleaseWall(task.wave_id, task.fence))


def test_a_lease_that_ran_out_gives_the_wall_to_the_next(at: SmallHouse) -> None:
    _, task = at_wall(at, 2)
    at.clock.advance(timedelta(seconds=at.house.order_policy.lease_seconds + 1))
    wall(at, second_station(at, Post.PACKER, "wall-2"))
    assert refused(at, *into(task, 1, MUG)).kind is VerdictKind.TAKEN_ELSEWHERE


# orders that do not go on -----------------------------------------------------------


def test_a_unit_of_a_stopped_order_stops_the_wall(at: SmallHouse) -> None:
    (_, second, _), task = at_wall(at)
    hold(at, second)
    assert refused(at, *into(task, 2, MUG)) == verdict(
        VerdictKind.ORDER_STOPPED, order_no=order_no(at, second), slot=2, wave_no=WAVE
    )
    assert [slot.stopped for slot in wall(at).slots] == [False, True, False]


def test_what_was_picked_for_a_stopped_order_is_put_back(at: SmallHouse) -> None:
    (first, second, third), task = at_wall(at)
    expect(Done, ask(at, *into(task, 2, MUG)))
    stopped = hold(at, second)
    again = wall(at)
    units = [*into(again, 1), *into(again, 3)]
    assert expect(WallFinished, ask(at, *units, finish(again))) == WallFinished(2, (2,))
    assert [order for order, _, _ in parcels(at)] == [first, third]
    assert status(at, second) is OrderStatus.CONFIRMED
    assert on_shelf(at, "STAGING") == (0, 4, 2)
    assert balance(at, MUG) == (20, 17, 2, 1)
    assert check_stock(at.house.database) is None
    rep = at.people[Post.SERVICE_REP]
    expect(HoldLifted, lift_hold(at.house, rep, stopped, "called back"))
    assert [wave.orders for wave in built(at).waves] == [(second,)], "the next wave takes it"


def test_the_slot_of_a_cancelled_order_is_dead(at: SmallHouse) -> None:
    (first, second, third), task = at_wall(at)
    expect(Done, ask(at, *into(task, 2, MUG)))
    rep = at.people[Post.SERVICE_REP]
    expect(Cancelled, cancel_order(at.house, rep, second, "changed her mind"))
    assert refused(at, *into(task, 2, TEA)).kind is VerdictKind.ORDER_STOPPED
    again = wall(at)
    dead = again.slots[1]
    assert (dead.stopped, [item.quantity for item in dead.items]) == (True, [0, 0])
    units = [*into(again, 1), *into(again, 3)]
    assert expect(WallFinished, ask(at, *units, finish(again))) == WallFinished(2, (2,))
    assert [order for order, _, _ in parcels(at)] == [first, third]
    assert check_stock(at.house.database) is None


def test_a_hold_lifted_meanwhile_is_not_forgotten(at: SmallHouse) -> None:
    (_, second, _), _ = at_wall(at)
    stopped = hold(at, second)
    task = wall(at)
    rep = at.people[Post.SERVICE_REP]
    expect(HoldLifted, lift_hold(at.house, rep, stopped, "called back"))
    units = [*into(task, 1), *into(task, 3)]
    assert refused(at, *units, finish(task)).kind is VerdictKind.ORDER_CHANGED


# missing ----------------------------------------------------------------------------


def test_missing_units_are_blocked_and_their_order_leaves(at: SmallHouse) -> None:
    (first, second), task = at_wall(at, 2)
    units = [*into(task, 1), *into(task, 2, MUG)]
    gate = finish(task, 1, ShortReason.NOT_FOUND)
    assert expect(WallFinished, ask(at, *units, gate)) == WallFinished(1, (2,))
    assert [order for order, _, _ in parcels(at)] == [first]
    assert status(at, second) is OrderStatus.CONFIRMED, "other tea was reserved in its place"
    assert open_holds(at, second) == []
    assert on_shelf(at, "STAGING") == (0, 2, 2)
    assert check_stock(at.house.database) is None
    assert [wave.orders for wave in built(at).waves] == [(second,)]


def test_where_nothing_else_is_there_customer_service_decides(at: SmallHouse) -> None:
    (first, second), task = at_wall(at, 2)
    there = balance(at, MUG)[1]
    confirmed_elsewhere = confirmed(at, draft("OTHER", lines=(line(MUG, there),)))
    release(at, confirmed_elsewhere)
    units = [*into(task, 1), *into(task, 2, TEA)]
    gate = finish(task, 1, ShortReason.DAMAGED)
    assert expect(WallFinished, ask(at, *units, gate)) == WallFinished(1, (2,))
    assert status(at, first) is OrderStatus.PACKING
    assert status(at, second) is OrderStatus.BACKORDERED
    assert open_holds(at, second) == [(HoldKind.SHORTAGE, "short_pick")]
    assert check_stock(at.house.database) is None


@pytest.mark.parametrize("missing", [1, 3, 5])
def test_a_wrong_quantity_of_missing_units_is_refused(at: SmallHouse, missing: int) -> None:
    _, task = at_wall(at, 2)
    gate = finish(task, missing, ShortReason.NOT_FOUND)
    assert refused(at, gate).kind is VerdictKind.ORDER_CHANGED
    with at.house.database.read() as connection:
        assert connection.scalars(select(Wave.status)).one() is WaveStatus.PICKED

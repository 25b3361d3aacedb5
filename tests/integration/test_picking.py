"""Picking on every database: one picker per task, nothing counted that may not be."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from db.schema.parcels import Parcel, ParcelItem
from fulfilment.house import Actor
from fulfilment.waves.taking_back import WaveCancelled, cancel_wave
from fulfilment.waves.waves import WavesBuilt, build_waves
from procedure.effects import (
    ClaimPickTask,
    Done,
    Effect,
    FinishPick,
    PickTaskOpened,
    PickUnits,
    Refused,
    ReleasePickTask,
)
from procedure.ids import PickTaskId
from procedure.verdicts import VerdictKind
from procedure.waves import WaveWish
from procedure.words import OrderStatus, PickMode, Post, ServiceLevel
from tests.plugins.everything import assert_sound, nothing_written
from tests.plugins.houses import CABLE, MUG, SmallHouse, draft
from tests.plugins.journey import (
    PICKER,
    ask,
    balance,
    claimed,
    confirmed,
    expect,
    hold,
    line,
    on_shelf,
    order_no,
    picked,
    released,
    second_station,
    status,
    taken,
    verdict_of,
)


def refusal(at: SmallHouse, *effects: Effect, who: Actor | None = None) -> VerdictKind:
    """Why effects are refused; nothing may be written."""
    with nothing_written(at.house.database):
        answer = ask(at, who or PICKER, *effects)
    return verdict_of(answer).kind


def test_an_order_is_picked_to_staging_and_waits_for_its_box(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    task = picked(at, order)
    assert status(at, order) is OrderStatus.PACKING
    assert on_shelf(at, "A-01-01-01") == (18, 0, 0)
    assert on_shelf(at, "STAGING") == (0, 3, 0)
    assert balance(at, MUG) == (20, 18, 2, 0)
    with at.house.database.read() as connection:
        parcel = connection.execute(select(Parcel.__table__)).one()
        units = connection.scalar(select(func.sum(ParcelItem.quantity)))
    assert (parcel.sheet_code, parcel.box_code) == (task.sheet_code, "BOX-20261123000001-1")
    assert units == 3


def test_the_next_task_is_the_express_one_then_the_oldest(at: SmallHouse) -> None:
    first, second, express = released(
        at, draft("A-1"), draft("A-2"), draft("A-3", service=ServiceLevel.EXPRESS)
    )
    sheets = []
    for name in ("pick-2", "pick-3", "pick-4"):
        picker = second_station(at, Post.PICKER, name)
        answer = expect(PickTaskOpened, ask(at, picker, ClaimPickTask(None)))
        sheets.append(answer.task.stops[0].order_no)
    assert sheets == [order_no(at, order) for order in (express, first, second)]
    assert refusal(at, ClaimPickTask(None)) is VerdictKind.NO_TASK_LEFT


def test_a_held_order_is_no_next_task(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    hold(at, order)
    assert refusal(at, ClaimPickTask(None)) is VerdictKind.NO_TASK_LEFT
    assert refusal(at, ClaimPickTask(order_no(at, order))) is VerdictKind.ORDER_STOPPED


def test_a_sheet_nobody_knows(at: SmallHouse) -> None:
    assert refusal(at, ClaimPickTask("PICK-NEVER-1")) is VerdictKind.ORDER_NOT_FOUND
    (pending,) = taken(at, draft("A-1"))
    assert refusal(at, ClaimPickTask(order_no(at, pending))) is VerdictKind.ORDER_NOT_FOUND


def test_a_finished_task_is_not_picked_again(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    sheet = picked(at, order).sheet_code
    assert refusal(at, ClaimPickTask(sheet)) is VerdictKind.TASK_FINISHED


def test_a_cancelled_sheet_is_out_of_date(at: SmallHouse) -> None:
    (order,) = confirmed(at, draft("A-1"))
    supervisor = at.people[Post.SUPERVISOR]
    wish = WaveWish(mode=PickMode.PER_ORDER)
    (wave,) = expect(WavesBuilt, build_waves(at.house, supervisor, wish)).waves
    expect(WaveCancelled, cancel_wave(at.house, supervisor, wave.wave_id))
    assert refusal(at, ClaimPickTask(order_no(at, order))) is VerdictKind.SHEET_OUT_OF_DATE


def test_a_task_in_somebodys_hands_is_taken(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    claimed(at, order)
    other = second_station(at, Post.PICKER, "pick-2")
    kind = refusal(at, ClaimPickTask(order_no(at, order)), who=other)
    assert kind is VerdictKind.TASK_TAKEN


def test_who_may_not_pick_claims_nothing(at: SmallHouse) -> None:
    released(at, draft("A-1"))
    shipper = replace(at.people[Post.SHIPPER], station_id=at.at(*PICKER).station_id)
    assert refusal(at, ClaimPickTask(None), who=shipper) is VerdictKind.NOT_ALLOWED


def test_two_pickers_never_get_the_same_task(at: SmallHouse) -> None:
    orders = released(at, *(draft(f"A-{n}", lines=(line(MUG, 1),)) for n in range(9)))
    pickers = [second_station(at, Post.PICKER, f"cart-{n}") for n in range(6)]

    def claim_all(picker: Actor) -> list[PickTaskId]:
        mine: list[PickTaskId] = []
        while True:
            answer = ask(at, picker, ClaimPickTask(None))
            if isinstance(answer, Refused):
                assert answer.verdict.kind is VerdictKind.NO_TASK_LEFT
                return mine
            task = expect(PickTaskOpened, answer).task
            mine.append(task.task_id)
            finish = FinishPick(task.task_id, task.fence)
            units = [PickUnits(task.task_id, task.fence, s.line_id, 1) for s in task.stops]
            expect(Done, ask(at, picker, *units, finish))

    with ThreadPoolExecutor(6) as floor:
        claimed_by = list(floor.map(claim_all, pickers))
    together = [task for mine in claimed_by for task in mine]
    assert len(together) == len(set(together)) == len(orders)
    assert_sound(at.house.database)


def test_a_lease_that_ran_out_goes_to_the_next_and_the_old_holder_writes_nothing(
    at: SmallHouse,
) -> None:
    (order,) = released(at, draft("A-1"))
    mine = claimed(at, order)
    other = second_station(at, Post.PICKER, "pick-2")
    at.clock.advance(timedelta(seconds=at.house.order_policy.lease_seconds))
    claim = ClaimPickTask(order_no(at, order))
    assert refusal(at, claim, who=other) is VerdictKind.TASK_TAKEN, "held to the last second"
    at.clock.advance(timedelta(seconds=1))
    theirs = expect(PickTaskOpened, ask(at, other, claim)).task
    assert theirs.fence == mine.fence + 1
    late = PickUnits(mine.task_id, mine.fence, mine.stops[0].line_id, 1)
    assert refusal(at, late) is VerdictKind.TAKEN_ELSEWHERE
    assert refusal(at, FinishPick(mine.task_id, mine.fence)) is VerdictKind.TAKEN_ELSEWHERE
    with nothing_written(at.house.database):
        assert ask(at, PICKER, ReleasePickTask(mine.task_id, mine.fence)) == Done()


def test_every_scan_renews_the_lease(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    task = claimed(at, order)
    other = second_station(at, Post.PICKER, "pick-2")
    for stop in task.stops:
        at.clock.advance(timedelta(seconds=at.house.order_policy.lease_seconds - 1))
        expect(Done, ask(at, PICKER, PickUnits(task.task_id, task.fence, stop.line_id, 1)))
        claim = ClaimPickTask(order_no(at, order))
        assert refusal(at, claim, who=other) is VerdictKind.TASK_TAKEN


def test_what_is_given_back_keeps_its_counts(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    task = claimed(at, order)
    expect(Done, ask(at, PICKER, PickUnits(task.task_id, task.fence, task.stops[0].line_id, 1)))
    expect(Done, ask(at, PICKER, ReleasePickTask(task.task_id, task.fence)))
    other = second_station(at, Post.PICKER, "pick-2")
    theirs = expect(PickTaskOpened, ask(at, other, ClaimPickTask(None))).task
    assert [stop.picked for stop in theirs.stops] == [1, 0]


@pytest.mark.parametrize("units", [3, -1])
def test_more_than_the_line_or_less_than_nothing_is_never_counted(
    at: SmallHouse, units: int
) -> None:
    (order,) = released(at, draft("A-1"))
    task = claimed(at, order)
    effect = PickUnits(task.task_id, task.fence, task.stops[0].line_id, units)
    assert refusal(at, effect) is VerdictKind.ORDER_CHANGED


def test_a_line_of_another_task_is_never_counted(at: SmallHouse) -> None:
    mine, theirs = released(at, draft("A-1"), draft("A-2"))
    task = claimed(at, mine)
    other = claimed(at, theirs)
    effect = PickUnits(task.task_id, task.fence, other.stops[0].line_id, 1)
    assert refusal(at, effect) is VerdictKind.ORDER_CHANGED


def test_a_task_with_an_open_line_is_not_finished(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1", lines=(line(MUG, 1), line(CABLE, 2))))
    task = claimed(at, order)
    units = PickUnits(task.task_id, task.fence, task.stops[1].line_id, 1)
    expect(Done, ask(at, PICKER, units))
    assert refusal(at, FinishPick(task.task_id, task.fence)) is VerdictKind.ORDER_CHANGED


def test_a_stop_reaches_the_picker_at_the_next_scan(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    task = claimed(at, order)
    hold(at, order)
    effect = PickUnits(task.task_id, task.fence, task.stops[0].line_id, 1)
    assert refusal(at, effect) is VerdictKind.ORDER_STOPPED
    assert refusal(at, FinishPick(task.task_id, task.fence)) is VerdictKind.ORDER_STOPPED

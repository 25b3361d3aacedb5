"""What the office sees of waves: progress, tasks, what waits; and to whom tasks are given."""

from __future__ import annotations

from datetime import time

from sqlalchemy import select, update

from db.schema.people import Station
from db.schema.picking import PickTask
from db.views.floor import HeldTask, floor_counts, picked_at
from db.views.waves import (
    TaskRow,
    WaitingOrders,
    WaveRow,
    waiting_for_waves,
    wave_counts,
    wave_page,
    wave_tasks,
)
from fulfilment.house import SYSTEM, Actor
from fulfilment.people import actor_of, add_person
from fulfilment.picking.assignment import Assigned, assign_tasks
from procedure.effects import ClaimPickTask, Done, PickTaskOpened, ReleasePickTask
from procedure.ids import PersonId, PickTaskId, StationId, WaveId
from procedure.verdicts import VerdictKind, verdict
from procedure.waves import Load, WaveWish
from procedure.words import (
    OrderKind,
    PickMode,
    PickTaskStatus,
    Post,
    Screen,
    ServiceLevel,
    WaveStatus,
)
from tests.integration.test_wave_picking import finished, two_zones, units, wave_claimed, waved
from tests.integration.test_waves import built, mixed
from tests.plugins.everything import nothing_written
from tests.plugins.houses import MUG, TEA, SmallHouse, draft
from tests.plugins.journey import (
    PICKER,
    ask,
    confirmed,
    expect,
    hold,
    line,
    released,
    second_station,
    set_up,
    verdict_of,
)


def waves_shown(at: SmallHouse, limit: int = 10, before: WaveId | None = None) -> list[WaveRow]:
    with at.house.database.read() as connection:
        page = wave_page(connection, at.house.place.warehouse_id, frozenset(), before, limit)
    return list(page.rows)


def tasks_shown(at: SmallHouse) -> tuple[TaskRow, ...]:
    """The tasks of the newest wave."""
    with at.house.database.read() as connection:
        return wave_tasks(connection, waves_shown(at)[0].wave_id, at.clock.now)


def test_a_wave_shows_how_far_it_is(at: SmallHouse) -> None:
    orders = waved(at)
    (wave,) = waves_shown(at)
    assert (wave.orders, wave.lines, wave.units, wave.picked, wave.tasks) == (3, 6, 6, 0, 1)
    assert (wave.status, wave.kind, wave.slots) == (WaveStatus.RELEASED, OrderKind.MIXED, 3)
    task = wave_claimed(at)
    expect(Done, ask(at, PICKER, units(task, "01-01", 2)))
    hold(at, orders[2])
    task = wave_claimed(at)
    (wave,) = waves_shown(at)
    assert (wave.status, wave.orders, wave.units, wave.picked) == (WaveStatus.PICKING, 2, 4, 2)
    finished(at, task)
    (wave,) = waves_shown(at)
    assert (wave.status, wave.picked, wave.sorted, wave.packed) == (WaveStatus.PICKED, 4, 0, 0)
    assert wave.tasks_open == 0


def test_waves_come_page_by_page_newest_first(at: SmallHouse) -> None:
    mixed(at, 5)
    built(at, WaveWish(most=Load(orders=1), most_waves=5))
    warehouse = at.house.place.warehouse_id
    seen: list[str] = []
    before: WaveId | None = None
    with at.house.database.read() as connection:
        while True:
            page = wave_page(connection, warehouse, frozenset({WaveStatus.RELEASED}), before, 2)
            seen += [row.wave_no[-3:] for row in page.rows]
            before = page.following
            if before is None:
                break
        assert wave_counts(connection, warehouse) == {WaveStatus.RELEASED: 5}
        found = wave_page(connection, warehouse, frozenset(), None, 9, "wav-20261123-003")
        none = wave_page(connection, warehouse, frozenset({WaveStatus.PICKED}), None, 9)
    assert seen == ["005", "004", "003", "002", "001"]
    assert [row.wave_no for row in found.rows] == ["WAV-20261123-003"]
    assert none.rows == ()


def test_tasks_show_who_has_them_and_whom_they_are_for(at: SmallHouse) -> None:
    two_zones(at)
    waved(at)
    wave_claimed(at)
    first, second = tasks_shown(at)
    assert (first.zone, first.holder, first.station) == ("A", "picker", "pick-1")
    assert (second.zone, second.holder, second.status) == ("T", "", PickTaskStatus.OPEN)
    assert (second.stops, second.units, second.picked, second.order_no) == (3, 3, 0, "")


def test_what_waits_is_counted_by_carrier_speed_and_kind(at: SmallHouse) -> None:
    mixed(at, 2)
    confirmed(at, draft("S-1", lines=(line(MUG, 1),)), draft("S-2", lines=(line(TEA, 3),)))
    (held,) = confirmed(at, draft("S-3", lines=(line(MUG, 1),)))
    hold(at, held)
    confirmed(at, draft("E-1", lines=(line(MUG, 1),), service=ServiceLevel.EXPRESS))
    with at.house.database.read() as connection:
        waiting = waiting_for_waves(connection, at.house.place.warehouse_id)
    sf, yto = at.carriers["SF"], at.carriers["YTO"]
    standard, express = ServiceLevel.STANDARD, ServiceLevel.EXPRESS
    six = time(18, 0)
    assert waiting == (
        WaitingOrders(sf, "顺丰速运", six, express, OrderKind.SINGLE_UNIT, 1, 1),
        WaitingOrders(yto, "圆通速递", six, standard, OrderKind.MIXED, 2, 4),
        WaitingOrders(yto, "圆通速递", six, standard, OrderKind.SINGLE_PRODUCT, 1, 3),
        WaitingOrders(yto, "圆通速递", six, standard, OrderKind.SINGLE_UNIT, 1, 1),
    )


def test_the_floor_counts_a_task_of_many_orders(at: SmallHouse) -> None:
    waved(at)
    with at.house.database.read() as connection:
        assert floor_counts(connection, at.house.clock()).to_pick == 1


def test_a_station_is_told_which_task_it_has_begun(at: SmallHouse) -> None:
    released(at, draft("B-1", lines=(line(MUG, 1),)))
    here, there = at.stations[Screen.PICK], at.stations[Screen.PACK]

    def begun(station: StationId) -> HeldTask | None:
        with at.house.database.read() as connection:
            return picked_at(connection, station)

    assert begun(here) is None
    task = expect(PickTaskOpened, ask(at, PICKER, ClaimPickTask(None))).task
    assert begun(here) == HeldTask(task.task_id, task.sheet_code)
    assert begun(there) is None
    expect(Done, ask(at, PICKER, ReleasePickTask(task.task_id, task.fence)))
    assert begun(here) is None


# whom a task is for -------------------------------------------------------------------


def assign(at: SmallHouse, person: PersonId | None, *tasks: PickTaskId) -> Assigned:
    actor = at.people[Post.SUPERVISOR]
    return expect(Assigned, assign_tasks(at.house, actor, tasks, person))


def a_second_picker(at: SmallHouse) -> Actor:
    """Somebody else who picks, at a station of her own."""
    person_id, _ = expect(tuple, add_person(at.house, SYSTEM, "王秀英", frozenset({Post.PICKER})))
    actor = actor_of(at.house, person_id, second_station(at, Post.PICKER, "w-2").station_id)
    assert actor is not None
    return actor


def test_a_task_for_somebody_else_is_refused_by_name(at: SmallHouse) -> None:
    waved(at)
    wang = a_second_picker(at)
    (task,) = tasks_shown(at)
    assert assign(at, wang.person_id, task.task_id).name == "王秀英"
    for ref in ("WAV-20261123-001", task.sheet_code):
        with nothing_written(at.house.database):
            answer = ask(at, PICKER, ClaimPickTask(ref))
        assert verdict_of(answer) == verdict(VerdictKind.TASK_ASSIGNED, code=ref, name="王秀英")
    assert verdict_of(ask(at, PICKER, ClaimPickTask(None))).kind is VerdictKind.NO_TASK_LEFT
    assert tasks_shown(at)[0].assigned == "王秀英"
    mine = expect(PickTaskOpened, ask(at, wang, ClaimPickTask(None))).task
    expect(Done, ask(at, wang, ReleasePickTask(mine.task_id, mine.fence)))
    assign(at, None, task.task_id)
    assert tasks_shown(at)[0].assigned_id is None
    expect(PickTaskOpened, ask(at, PICKER, ClaimPickTask(None)))


def test_the_next_task_is_ones_own_then_the_zones(at: SmallHouse) -> None:
    two_zones(at)
    mixed(at, 4)
    built(at, WaveWish(most=Load(orders=2), most_waves=2))
    with at.house.database.read() as connection:
        tasks = connection.execute(select(PickTask.id, PickTask.zone).order_by(PickTask.id)).all()
    assert [task.zone for task in tasks] == ["A", "T", "A", "T"]
    picker = at.at(*PICKER)
    assert picker.person_id is not None
    station = update(Station).where(Station.id == picker.station_id).values(zone="T")
    set_up(at, lambda work: work.connection.execute(station).rowcount)
    assign(at, picker.person_id, PickTaskId(tasks[2].id))
    claimed = []
    for _ in tasks:
        task = expect(PickTaskOpened, ask(at, PICKER, ClaimPickTask(None))).task
        claimed.append(task.task_id)
        finished(at, task)
    assert claimed == [tasks[2].id, tasks[1].id, tasks[3].id, tasks[0].id]


def test_what_a_station_has_open_is_its_next_task(at: SmallHouse) -> None:
    mixed(at, 2)
    built(at, WaveWish(mode=PickMode.PER_ORDER))
    (first, second) = tasks_shown(at)
    opened = expect(PickTaskOpened, ask(at, PICKER, ClaimPickTask(second.sheet_code))).task
    again = expect(PickTaskOpened, ask(at, PICKER, ClaimPickTask(None))).task
    assert opened.task_id == again.task_id != first.task_id


def test_tasks_are_given_to_pickers_only(at: SmallHouse) -> None:
    waved(at)
    (task,) = tasks_shown(at)
    supervisor, shipper = at.people[Post.SUPERVISOR], at.people[Post.SHIPPER]
    with nothing_written(at.house.database):
        to_shipper = assign_tasks(at.house, supervisor, [task.task_id], shipper.person_id)
        to_nobody = assign_tasks(at.house, supervisor, [task.task_id], PersonId(1))
        unknown = assign_tasks(at.house, supervisor, [PickTaskId(1)], None)
        by_picker = assign_tasks(at.house, at.people[Post.PICKER], [task.task_id], None)
    assert verdict_of(to_shipper) == verdict(VerdictKind.CANNOT_PICK, name="shipper")
    assert verdict_of(to_nobody) == verdict(VerdictKind.CANNOT_PICK)
    assert verdict_of(unknown).kind is VerdictKind.ORDER_NOT_FOUND
    assert verdict_of(by_picker).kind is VerdictKind.NOT_ALLOWED
    finished(at, wave_claimed(at))
    with nothing_written(at.house.database):
        late = assign_tasks(at.house, supervisor, [task.task_id], None)
    assert verdict_of(late) == verdict(VerdictKind.TASK_FINISHED, sheet=task.sheet_code)


def test_a_task_given_to_another_stays_with_who_has_it_open(at: SmallHouse) -> None:
    waved(at)
    task = wave_claimed(at)
    assign(at, a_second_picker(at).person_id, task.task_id)
    expect(Done, ask(at, PICKER, units(task, "01-01", 1)))

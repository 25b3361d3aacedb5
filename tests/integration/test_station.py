"""The station on every database: scans go in, verdicts come out, each counts once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from db.journal import EntryState
from db.schema.parcels import Parcel
from db.schema.picking import PickLine, PickTask
from db.schema.station import ScanEvent
from fulfilment.house import SYSTEM
from fulfilment.orders.holds import lift_hold
from fulfilment.set_up import add_station
from fulfilment.station.station import Station
from procedure.effects import Refused
from procedure.permissions import UseCase
from procedure.verdicts import VerdictKind
from procedure.words import OrderStatus, Post, Screen
from tests.plugins.benches import (
    Bench,
    BenchAt,
    events,
    other_packer,
    packed_units,
    packer,
)
from tests.plugins.everything import nothing_written
from tests.plugins.houses import CABLE, EAN, MUG, TEA, SmallHouse, draft
from tests.plugins.journey import (
    hold,
    line,
    order_no,
    picked,
    print_labels,
    released,
    status,
)

K = VerdictKind


def states(bench: Bench) -> list[EntryState]:
    return [entry.state for entry in bench.journal.all(0, 1000) if entry.effects != "[]"]


def test_an_order_goes_through_the_house_by_scans_alone(
    at: SmallHouse, bench_at: BenchAt, tmp_path: Path
) -> None:
    (order,) = released(at, draft("A-1"))
    pick = bench_at(Screen.PICK)
    assert pick.says(
        at.badges[Post.PICKER],
        "CMD-CONFIRM",
        "LOC-A-01-01-02",
        "LOC-A-01-01-01",
        EAN[TEA],
        EAN[MUG],
        EAN[MUG],
        "LOC-A-01-01-02",
        EAN[TEA],
        "L1201",
        "L1108",
    ) == [
        K.SIGNED_IN,
        K.TASK_OPENED,
        K.WRONG_SHELF,
        K.SHELF_RIGHT,
        K.WRONG_PRODUCT,
        K.UNIT_COUNTED,
        K.LINE_DONE,
        K.SHELF_RIGHT,
        K.PRODUCT_RIGHT,
        K.WRONG_LOT,
        K.TASK_DONE,
    ]
    pack = bench_at(Screen.PACK)
    assert pack.says(
        at.badges[Post.PACKER], order_no(at, order), EAN[MUG], EAN[CABLE], EAN[MUG], EAN[MUG]
    ) == [
        K.SIGNED_IN,
        K.PARCEL_OPENED,
        K.UNIT_COUNTED,
        K.WRONG_PRODUCT,
        K.LINE_DONE,
        K.OVER_SCAN,
    ]
    assert pack.says(EAN[TEA], "L1108") == [K.PRODUCT_RIGHT, K.PARCEL_CLOSED]
    assert pack.shown.verdict is not None
    number = str(pack.shown.verdict.params["number"])
    print_labels(at, tmp_path / "out")
    assert pack.says("YT8800123456799", "CMD-CONFIRM", number) == [
        K.SWAPPED_LABEL,
        K.CLEARED,
        K.LABEL_BOUND,
    ]
    ship = bench_at(Screen.SHIP)
    assert ship.says(at.badges[Post.SHIPPER], number, number, "CMD-CONFIRM") == [
        K.SIGNED_IN,
        K.PARCEL_COUNTED,
        K.ALREADY_COUNTED,
        K.HANDED_OVER,
    ]
    assert status(at, order) is OrderStatus.SHIPPED


def test_the_same_scan_twice_is_counted_once_and_gets_the_same_answer(
    at: SmallHouse, bench_at: BenchAt
) -> None:
    bench, _ = packer(at, bench_at)
    raw = bench.read(EAN[CABLE])
    first = bench.station.scan(raw)
    again = bench.station.scan(raw)
    assert first.verdict == again.verdict
    assert again.state == first.state
    bench.apply()
    assert bench.station.scan(raw).verdict == first.verdict
    assert bench.apply() is None
    assert packed_units(at) == 1


def test_a_gate_scanned_twice_under_one_id_is_passed_once(
    at: SmallHouse, bench_at: BenchAt
) -> None:
    (order,) = released(at, draft("A-1"))
    picked(at, order)
    bench = bench_at(Screen.PACK)
    bench.scan(at.badges[Post.PACKER])
    raw = bench.read(order_no(at, order))
    first = bench.station.scan(raw)
    assert first.asked_centre
    with nothing_written(at.house.database):
        assert bench.station.scan(raw).verdict == first.verdict


def test_nobody_is_signed_in(at: SmallHouse, bench_at: BenchAt) -> None:
    (order,) = released(at, draft("A-1"))
    picked(at, order)
    bench = bench_at(Screen.PACK)
    with nothing_written(at.house.database):
        assert bench.says(order_no(at, order), EAN[MUG], "CMD-CONFIRM") == [K.NOT_SIGNED_IN] * 3
    assert events(at) == 0


def test_who_may_not_work_here_is_told(at: SmallHouse, bench_at: BenchAt) -> None:
    (order,) = released(at, draft("A-1"))
    picked(at, order)
    bench = bench_at(Screen.PACK)
    with nothing_written(at.house.database):
        said = bench.says(at.badges[Post.SHIPPER], order_no(at, order))
    assert said == [K.SIGNED_IN, K.NOT_ALLOWED]
    assert events(at) == 0


@pytest.mark.parametrize("badge", ["USR-AAAAAAAAAAA", "USR-", "USR-!!"])
def test_a_badge_nobody_has_signs_nobody_out(at: SmallHouse, bench_at: BenchAt, badge: str) -> None:
    bench, _ = packer(at, bench_at)
    state = bench.shown.state
    assert bench.says(badge) == [K.UNKNOWN_BADGE]
    assert bench.shown.operator is not None
    assert bench.shown.state == state


def test_no_secret_of_a_badge_stands_in_the_journal(at: SmallHouse, bench_at: BenchAt) -> None:
    bench, _ = packer(at, bench_at)
    secret = at.badges[Post.PACKER].removeprefix("USR-")
    for entry in bench.journal.all(0, 100):
        assert secret not in repr(entry)


def test_no_personal_data_stands_in_the_journal(at: SmallHouse, bench_at: BenchAt) -> None:
    (order,) = released(at, draft("A-1", remark="Ring at 陈晓静, 13800138000"))
    picked(at, order)
    bench = bench_at(Screen.PACK)
    bench.says(at.badges[Post.PACKER], order_no(at, order))
    text = repr(bench.journal.all(0, 100))
    for private in ("陈晓静", "13800138000", "文三路", "Ring at"):
        assert private not in text


def test_another_persons_badge_takes_over_and_goes_on(at: SmallHouse, bench_at: BenchAt) -> None:
    bench, _ = packer(at, bench_at)
    bench.says(EAN[CABLE], EAN[CABLE])
    assert bench.says(other_packer(at)) == [K.PARCEL_OPENED]
    assert packed_units(at) == 2, "what was scanned before belongs to who scanned it"
    assert bench.shown.operator is not None
    assert bench.shown.operator.name == "li"
    assert bench.shown.verdict is not None
    assert bench.shown.verdict.params["counted"] == 2
    assert bench.says(EAN[CABLE]) == [K.UNIT_COUNTED]
    bench.apply()
    with at.house.database.read() as connection:
        people = connection.scalars(select(ScanEvent.person_id).order_by(ScanEvent.seq)).all()
    assert people[-1] == bench.shown.operator.person_id != people[0]


@pytest.mark.parametrize("card", [True, False])
def test_a_locked_station_gives_the_parcel_back_and_goes_on_after_a_badge(
    at: SmallHouse, bench_at: BenchAt, card: bool
) -> None:
    bench, order = packer(at, bench_at)
    bench.says(EAN[CABLE], EAN[CABLE])
    if card:
        assert bench.says("CMD-LOCK") == [K.PARKED]
    else:
        at.clock.advance(timedelta(minutes=4, seconds=59))
        assert bench.station.lock_where_idle() is None
        at.clock.advance(timedelta(seconds=1))
        shown = bench.station.lock_where_idle()
        assert shown is not None
        bench.shown = shown
    assert bench.station.lock_where_idle() is None
    assert bench.shown.operator is None
    with at.house.database.read() as connection:
        assert connection.scalar(select(Parcel.holder_station_id)) is None, "others may open it"
    assert bench.says(EAN[CABLE], order_no(at, order)) == [K.NOT_SIGNED_IN] * 2
    assert bench.says(at.badges[Post.SHIPPER], other_packer(at)) == [K.SIGNED_IN, K.PARCEL_OPENED]
    assert bench.shown.verdict is not None
    assert bench.shown.verdict.params["counted"] == 2
    assert packed_units(at) == 2
    assert bench.says("CMD-ABORT", at.badges[Post.PACKER]) == [K.PARKED, K.SIGNED_IN]


def test_what_another_station_took_meanwhile_is_told(
    at: SmallHouse, bench_at: BenchAt, tmp_path: Path
) -> None:
    bench, order = packer(at, bench_at)
    bench.scan("CMD-LOCK")
    second = at.house.run(
        SYSTEM, UseCase.MANAGE_PEOPLE, lambda work: add_station(work, "pack-2", Screen.PACK)
    )
    assert not isinstance(second, Refused)
    other = Bench(at.house, second, Screen.PACK, tmp_path)
    other.says(at.badges[Post.PACKER], order_no(at, order))
    other.station.close()
    assert bench.says(at.badges[Post.PACKER]) == [K.TASK_TAKEN]
    assert bench.shown.operator is not None


def test_a_picker_takes_a_task_over(at: SmallHouse, bench_at: BenchAt) -> None:
    released(at, draft("A-1", lines=(line(CABLE, 3),)))
    bench = bench_at(Screen.PICK)
    bench.says(at.badges[Post.PICKER], "CMD-CONFIRM", "LOC-A-02-01-01", EAN[CABLE], "CMD-LOCK")
    assert bench.shown.operator is None
    assert bench.says(at.badges[Post.PICKER]) == [K.TASK_OPENED]
    assert bench.says("LOC-A-02-01-01", EAN[CABLE], EAN[CABLE])[-1] == K.TASK_DONE


def test_the_same_badge_again_changes_nothing(at: SmallHouse, bench_at: BenchAt) -> None:
    bench, _ = packer(at, bench_at)
    bench.scan(EAN[CABLE])
    state = bench.shown.state
    assert bench.says(at.badges[Post.PACKER]) == [K.SIGNED_IN]
    assert bench.shown.state == state


def test_a_stop_while_scans_wait_stops_the_screen_and_drops_the_rest(
    at: SmallHouse, bench_at: BenchAt
) -> None:
    bench, order = packer(at, bench_at)
    assert bench.says(EAN[CABLE]) == [K.UNIT_COUNTED]
    bench.apply()
    stop = hold(at, order)
    assert bench.says(EAN[CABLE], EAN[CABLE], EAN[CABLE]) == [K.UNIT_COUNTED] * 3
    shown = bench.station.apply_next()
    assert shown is not None
    assert shown.verdict is not None
    assert shown.verdict.kind is K.ORDER_STOPPED
    assert bench.station.unsaved == 0
    assert states(bench)[-3:] == [EntryState.REFUSED, EntryState.SUPERSEDED, EntryState.SUPERSEDED]
    assert packed_units(at) == 1
    assert bench.says(EAN[CABLE], "CMD-CONFIRM") == [K.ORDER_STOPPED, K.CLEARED]
    assert bench.says(order_no(at, order)) == [K.ORDER_STOPPED]
    lift_hold(at.house, at.people[Post.SERVICE_REP], stop, "goes on")
    assert bench.says("CMD-CONFIRM", order_no(at, order)) == [K.CLEARED, K.PARCEL_OPENED]
    assert bench.shown.verdict is not None
    assert bench.shown.verdict.params["counted"] == 1, "the truth is the centre's"


def test_a_stop_that_a_gate_meets_is_told_and_stands_in_the_journal(
    at: SmallHouse, bench_at: BenchAt
) -> None:
    bench, order = packer(at, bench_at, units=2)
    bench.says(EAN[CABLE], EAN[CABLE])
    hold(at, order)
    raw = bench.read(EAN[MUG])
    shown = bench.station.scan(raw)
    assert shown.verdict is not None
    assert shown.verdict.kind is K.ORDER_STOPPED
    assert packed_units(at) == 0
    entry = bench.journal.find(raw.event_id)
    assert entry is not None, "a scan that was heard is on the disk"
    with nothing_written(at.house.database):
        assert bench.station.scan(raw).verdict == shown.verdict


def test_a_stop_that_a_take_over_meets_is_still_shown(at: SmallHouse, bench_at: BenchAt) -> None:
    bench, order = packer(at, bench_at)
    bench.says(EAN[CABLE], EAN[CABLE])
    hold(at, order)
    assert bench.says(other_packer(at)) == [K.SIGNED_IN]
    assert bench.says(EAN[CABLE]) == [K.ORDER_STOPPED], "what had sounded good did not count"
    assert bench.says("CMD-CONFIRM", EAN[CABLE]) == [K.CLEARED, K.NOT_OPEN]
    assert bench.station.unsaved == 0


def test_a_full_disk_is_said_and_changes_nothing(at: SmallHouse, bench_at: BenchAt) -> None:
    bench, order = packer(at, bench_at)
    bench.scan(EAN[CABLE])
    bench.apply()
    state, seen = bench.shown.state, events(at)
    bench.journal._connection.execute("PRAGMA max_page_count=1")
    filler = "QTY-1"
    while bench.says(filler) != [K.DISK_FULL]:
        filler = "QTY-1" if filler == "QTY-2" else "QTY-2"
    state = bench.shown.state
    with nothing_written(at.house.database):
        assert bench.says(EAN[CABLE], "CMD-LOCK", EAN[MUG]) == [K.DISK_FULL] * 3
        assert bench.station.state_of(Screen.PACK) == state
        assert bench.apply() is None
    assert (packed_units(at), events(at)) == (1, seen)
    bench.journal._connection.execute("PRAGMA max_page_count=100000")
    assert bench.says(EAN[CABLE]) == [K.UNIT_COUNTED]
    bench.apply()
    assert status(at, order) is OrderStatus.PACKING


def test_gates_that_follow_from_one_scan_stand_in_the_books_as_what_they_did(
    at: SmallHouse, bench_at: BenchAt
) -> None:
    """A task whose last unit was counted elsewhere finishes as soon as it is opened."""
    (order,) = released(at, draft("A-1", lines=(line(MUG, 1),)))
    bench = bench_at(Screen.PICK)
    bench.says(at.badges[Post.PICKER], order_no(at, order), "LOC-A-01-01-01")
    with at.house.database.write() as connection:
        connection.execute(update(PickLine).values(picked=1))
        connection.execute(update(PickTask).values(holder_station_id=None))
    bench.station.close()
    again = bench_at(Screen.PICK)
    assert again.says(at.badges[Post.PICKER], order_no(at, order)) == [K.SIGNED_IN, K.TASK_DONE]
    with at.house.database.read() as connection:
        effects = connection.scalars(select(ScanEvent.effects).order_by(ScanEvent.seq)).all()
    kinds = [[effect["is"] for effect in each["effects"]] for each in effects]
    assert kinds[-2:] == [["ClaimPickTask"], ["FinishPick"]]


def test_two_screens_of_one_station_keep_their_own_work(at: SmallHouse, bench_at: BenchAt) -> None:
    bench, _ = packer(at, bench_at)
    bench.scan(EAN[CABLE])
    before = bench.shown.state
    leader: Station = bench.station
    leader.open_screen(Screen.SHIP)
    assert bench.says(EAN[CABLE]) == [K.NOT_ALLOWED]
    assert leader.open_screen(Screen.PACK).state == before

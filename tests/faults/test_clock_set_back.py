"""Somebody sets the station's clock: scans keep their order, their ids and their parcel."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from db.schema.station import ScanEvent
from procedure.verdicts import VerdictKind
from procedure.words import OrderStatus, Post, ScanSource, Screen
from scanner.reception import Reception
from scanner.simulator import SteppingClock
from tests.plugins.benches import BenchAt, packed_units, packer
from tests.plugins.houses import CABLE, EAN, MUG, START, SmallHouse
from tests.plugins.journey import order_no, status

K = VerdictKind
WEDGE = ScanSource.WEDGE


@pytest.mark.parametrize("by", [timedelta(minutes=2), timedelta(hours=1), timedelta(days=400)])
def test_a_clock_set_back_in_mid_parcel_changes_no_order_and_no_count(
    at: SmallHouse, bench_at: BenchAt, by: timedelta
) -> None:
    bench, order = packer(at, bench_at, units=5)
    assert bench.says(EAN[CABLE], EAN[CABLE]) == [K.UNIT_COUNTED] * 2
    at.clock.advance(-by)
    bench.set_clock_back(by)
    assert bench.says(EAN[CABLE], "CMD-UNDO", EAN[CABLE]) == [
        K.UNIT_COUNTED,
        K.UNDONE,
        K.UNIT_COUNTED,
    ]
    assert bench.apply() is None
    entries = [e for e in bench.journal.all(0, 1000) if e.event_id is not None]
    assert [e.seq for e in entries] == sorted(e.seq for e in entries)
    assert entries[-1].at < entries[0].at, "the clock was really set back"
    with at.house.database.read() as connection:
        rows = connection.execute(select(ScanEvent.seq).order_by(ScanEvent.seq)).scalars().all()
        applied = connection.execute(select(ScanEvent.event_id)).scalars().all()
    assert len(set(applied)) == len(applied) == len(rows)
    assert packed_units(at) == 3
    assert bench.says(EAN[CABLE], EAN[CABLE], EAN[MUG])[-1] is K.PARCEL_CLOSED
    assert status(at, order) is OrderStatus.READY_TO_SHIP


def test_a_restart_after_the_clock_was_set_back_applies_in_the_order_of_scanning(
    at: SmallHouse, bench_at: BenchAt
) -> None:
    bench, order = packer(at, bench_at, units=5)
    bench.apply()
    bench.says(EAN[CABLE])
    bench.set_clock_back(timedelta(days=1))
    bench.says(EAN[CABLE], "CMD-UNDO", "CMD-UNDO")
    bench.station.close()
    again = bench_at(Screen.PACK)
    again.station.resume()
    assert again.apply() is None, "an undo before what it undoes would be refused"
    assert packed_units(at) == 0
    assert again.says(at.badges[Post.PACKER], order_no(at, order), EAN[CABLE])[-1] is K.UNIT_COUNTED


def test_ids_of_scans_stay_unlike_whatever_the_clock_does() -> None:
    clock = SteppingClock(START)
    reception = Reception(clock)
    made = set()
    for _ in range(1000):
        clock.set_back(timedelta(milliseconds=1))
        made.add(reception.of_text("6901234567892", device="wedge", source=WEDGE).event_id)
        clock.go_on(1)
        made.add(reception.of_text("6901234567892", device="wedge", source=WEDGE).event_id)
    assert len(made) == 2000


def test_a_clock_set_back_does_not_lock_the_station_and_one_set_on_does_once(
    at: SmallHouse, bench_at: BenchAt
) -> None:
    bench, _ = packer(at, bench_at)
    at.clock.advance(-timedelta(hours=3))
    assert bench.station.lock_where_idle() is None
    assert bench.says(EAN[CABLE]) == [K.UNIT_COUNTED]
    at.clock.advance(timedelta(hours=3))
    locked = bench.station.lock_where_idle()
    assert locked is not None
    assert bench.says(at.badges[Post.PACKER]) == [K.PARCEL_OPENED], "what was open is open again"
    assert packed_units(at) == 1

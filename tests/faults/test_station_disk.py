"""The station's disk is full, read-only or at fault: it is named, and what is not kept is not done.

Nothing may happen, here or in the centre, for a scan that is not on the disk.
"""

from __future__ import annotations

import sys

import pytest

if sys.platform == "win32":
    pytest.skip("this system cannot refuse a file to grow", allow_module_level=True)

from db.errors import StationDiskTrouble, Trouble
from procedure.verdicts import VerdictKind
from procedure.words import OrderStatus, Post, Screen, Signal
from tests.plugins.bad_disk import BadDisk, DiskAfterCommit, at_fault, full, read_only
from tests.plugins.benches import Bench, BenchAt, events, other_packer, packed_units, packer
from tests.plugins.everything import nothing_written
from tests.plugins.houses import CABLE, EAN, MUG, SmallHouse
from tests.plugins.journey import hold, order_no, status

K = VerdictKind
ways = pytest.mark.parametrize(
    ("way", "kind", "trouble"),
    [
        pytest.param(full, K.DISK_FULL, Trouble.DISK_FULL, id="full"),
        pytest.param(read_only, K.DISK_READ_ONLY, Trouble.READ_ONLY, id="read-only"),
        pytest.param(at_fault, K.DISK_FAILED, Trouble.DISK_FAILED, id="at-fault"),
    ],
)


def use_up(bench: Bench, kind: VerdictKind) -> None:
    """Scan cards that count nothing until the disk takes no more."""
    for card in 500 * ("QTY-1", "QTY-2"):
        if bench.says(card) == [kind]:
            return
    raise AssertionError("the disk never failed")


@ways
def test_a_scan_that_is_not_kept_is_named_after_the_disk_and_fills_the_screen(
    at: SmallHouse, bench_at: BenchAt, way: BadDisk, kind: VerdictKind, trouble: Trouble
) -> None:
    bench, order = packer(at, bench_at)
    with way(bench.journal), nothing_written(at.house.database):
        use_up(bench, kind)
        state = bench.station.state_of(Screen.PACK)
        assert bench.says(EAN[CABLE], "CMD-LOCK", EAN[MUG]) == [kind] * 3
        assert bench.station.state_of(Screen.PACK) == state
        assert bench.shown.verdict is not None
        assert bench.shown.verdict.signal is Signal.STOP
        assert bench.shown.operator is not None
    assert bench.says(EAN[CABLE]) == [K.UNIT_COUNTED]
    assert bench.apply() is None
    assert packed_units(at) == 1
    assert status(at, order) is OrderStatus.PACKING


@ways
def test_a_badge_that_is_not_kept_takes_nothing_over(
    at: SmallHouse, bench_at: BenchAt, way: BadDisk, kind: VerdictKind, trouble: Trouble
) -> None:
    """The parcel is still the first packer's, here and in the centre."""
    bench, _ = packer(at, bench_at)
    assert bench.says(EAN[CABLE]) == [K.UNIT_COUNTED]
    bench.apply()
    other, before = other_packer(at), bench.station.operator
    with way(bench.journal):
        use_up(bench, kind)
        state, seen = bench.station.state_of(Screen.PACK), events(at)
        with nothing_written(at.house.database):
            assert bench.says(other, other) == [kind] * 2
        assert bench.station.operator == before
        assert bench.station.state_of(Screen.PACK) == state
        assert events(at) == seen
    assert bench.says(EAN[CABLE]) == [K.UNIT_COUNTED], "whoever was there goes on"
    assert bench.says(other) == [K.PARCEL_OPENED], "and now the other one takes over"
    assert bench.says(EAN[CABLE]) == [K.UNIT_COUNTED]
    bench.apply()
    assert packed_units(at) == 3


@ways
def test_nobody_is_signed_in_by_a_badge_that_is_not_kept(
    at: SmallHouse, bench_at: BenchAt, way: BadDisk, kind: VerdictKind, trouble: Trouble
) -> None:
    bench = bench_at(Screen.PACK)
    with way(bench.journal):
        use_up(bench, kind)
        assert bench.says(at.badges[Post.PACKER]) == [kind]
        assert bench.station.operator is None
    assert bench.says(at.badges[Post.PACKER]) == [K.SIGNED_IN]


@pytest.mark.parametrize(
    ("database_url", "way", "trouble"),
    [
        ("sqlite", read_only, Trouble.READ_ONLY),
        # Only there: the house's own SQLite file could not grow either.
        pytest.param("postgresql", at_fault, Trouble.DISK_FAILED, marks=pytest.mark.needs_postgres),
        pytest.param("postgresql", read_only, Trouble.READ_ONLY, marks=pytest.mark.needs_postgres),
    ],
    indirect=["database_url"],
)
def test_a_disk_that_fails_while_the_centres_word_is_kept_is_named_and_counts_nothing_twice(
    at: SmallHouse, bench_at: BenchAt, way: BadDisk, trouble: Trouble
) -> None:
    bench, _ = packer(at, bench_at)
    assert bench.says(EAN[CABLE], EAN[CABLE]) == [K.UNIT_COUNTED] * 2
    with way(bench.journal):
        for _ in range(2):
            with pytest.raises(StationDiskTrouble) as caught:
                bench.station.apply_next()
            assert caught.value.trouble is trouble
    assert packed_units(at) == 1, "it is applied, and the station does not know"
    assert bench.station.unsaved == 2
    assert bench.apply() is None
    assert (packed_units(at), bench.station.unsaved) == (2, 0)


def test_a_gate_whose_answer_cannot_be_kept_waits_for_nothing_afterwards(
    at: SmallHouse, bench_at: BenchAt
) -> None:
    """The centre parked the parcel, and the disk failed before that could be written down."""
    bench, order = packer(at, bench_at)
    disk = DiskAfterCommit(bench.journal)
    with disk.under(at.house.database):
        assert bench.says("CMD-ABORT") == [K.DISK_READ_ONLY]
    assert bench.station.unsaved == 1
    disk.mend()
    assert bench.says("CMD-CONFIRM") != [K.DISK_READ_ONLY]
    assert bench.station.unsaved == 0, "it never sounded: what it was for is scanned again"
    assert bench.says("CMD-ABORT", order_no(at, order)) == [K.PARKED, K.PARCEL_OPENED]


@ways
def test_a_card_of_learning_that_is_not_kept_was_never_heard(
    at: SmallHouse, bench_at: BenchAt, way: BadDisk, kind: VerdictKind, trouble: Trouble
) -> None:
    """Scanned again at once it is no double read of a scan that nobody took."""
    bench, _ = packer(at, bench_at)
    assert bench.says("6900000000001") == [K.UNKNOWN_CODE]
    with way(bench.journal):
        use_up(bench, kind)
        assert bench.says("CMD-LEARN") == [kind]
    shown = bench.station.scan(bench.read_at_once("CMD-LEARN"))
    assert shown.verdict is not None
    assert shown.verdict.kind is not K.DUPLICATE_READ


def test_what_the_centre_took_back_stands_though_the_scan_that_met_it_is_not_kept(
    at: SmallHouse, bench_at: BenchAt
) -> None:
    """On the last pages there is room for what became of old scans, and none for a new one."""
    bench, order = packer(at, bench_at)
    assert bench.says(EAN[CABLE], EAN[CABLE]) == [K.UNIT_COUNTED] * 2
    hold(at, order)
    with full(bench.journal):
        use_up(bench, K.DISK_FULL)
        assert bench.says("CMD-ABORT") == [K.DISK_FULL]
    assert bench.station.unsaved == 0
    stop = bench.station.state_of(Screen.PACK).stop
    assert stop is not None
    assert stop.kind is K.ORDER_STOPPED
    assert bench.says(EAN[CABLE]) == [K.ORDER_STOPPED]
    assert packed_units(at) == 0

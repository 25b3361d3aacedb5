"""What the demo's dock marks as right is what the screen asks for, questions included."""

from __future__ import annotations

from fulfilment.station.on_scale import take_view
from fulfilment.within_reach import CODE128_AIM, Reach, Reachable
from procedure.parcel_words import WeightReason
from procedure.verdicts import VerdictKind
from procedure.weighing import OnScale
from procedure.words import Post, ShortReason
from tests.integration.test_pick_counts_by_hand import at_shelf
from tests.plugins.benches import Bench, BenchAt, packer
from tests.plugins.houses import MUG, SmallHouse
from tests.plugins.journey import line
from tests.plugins.packaging_shelf import PackagingShelf

K = VerdictKind


def boss_of(at: SmallHouse) -> Reachable:
    """A supervisor's badge, not yet marked."""
    return Reachable("Li", at.badges[Post.SUPERVISOR], CODE128_AIM, False, under="Supervisor")


def right_at(at: SmallHouse, bench: Bench) -> list[str]:
    """The texts of the codes that are marked as right."""
    reach = Reach(at.house.database, (boss_of(at),))
    return [code.text for code in reach.of(bench.shown.state) if code.right]


def test_a_short_pick_wants_its_reason_and_no_shelf(at: SmallHouse, bench_at: BenchAt) -> None:
    bench, _ = at_shelf(at, bench_at, line(MUG, 2))
    assert bench.says("CMD-SHORT") == [K.ASK_REASON]
    assert right_at(at, bench) == [reason.value for reason in ShortReason]
    wrong = [c.text for c in Reach(at.house.database).of(bench.shown.state) if not c.right]
    assert wrong[0].startswith("LOC-"), "what lies beside it may still be scanned by mistake"


def test_many_counts_by_hand_want_a_supervisors_badge(at: SmallHouse, bench_at: BenchAt) -> None:
    bench, _ = at_shelf(at, bench_at, line(MUG, 6))
    for _ in range(at.house.station_policy.by_hand_limit):
        bench.says("WHY-NOCODE", "CMD-CONFIRM")
    assert bench.says("WHY-NOCODE", "CMD-CONFIRM")[-1] is K.ASK_SUPERVISOR
    assert right_at(at, bench) == [at.badges[Post.SUPERVISOR]]
    assert bench.says(*right_at(at, bench)) == [K.UNIT_COUNTED]


def test_a_weight_that_is_off_wants_its_reason_and_then_a_supervisor(
    at: SmallHouse, bench_at: BenchAt, packaging: PackagingShelf
) -> None:
    bench, _ = packer(at, bench_at, units=1)
    bench.shown = take_view(bench.station, OnScale(0), None) or bench.shown
    for _ in range(9):
        if bench.shown.state.phase == "weigh":
            break
        bench.scan(right_at(at, bench)[0])
    light = take_view(bench.station, OnScale(50), bench.weight(50))
    assert light is not None
    assert light.verdict is not None
    assert light.verdict.kind is K.WEIGHT_LIGHT
    bench.shown = light
    box, *reasons = right_at(at, bench)
    (load,) = (code for code in Reach(at.house.database).of(light.state) if code.text == box)
    assert load.under == f"{int(box):,} g"
    assert reasons == [reason.value for reason in WeightReason]
    assert bench.says(reasons[0]) == [K.ASK_ACCEPT]
    assert right_at(at, bench) == [at.badges[Post.SUPERVISOR]]
    assert bench.says(*right_at(at, bench)) == [K.PARCEL_CLOSED]

"""Samples: as large as the standard asks, the same for the same seed, and judged by its numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedure.parcel_words import DefectClass, SamplingPlan, SamplingSeverity
from procedure.policy import InspectionPolicy
from procedure.sampling import (
    Found,
    LotEnd,
    LotPlan,
    code_letter,
    draw,
    is_rejected,
    lot_plan,
    next_severity,
    ranking,
    single_plan,
    top_up,
    worst,
)
from procedure.sampling_tables import ACCEPT, LETTERS, SAMPLE_SIZES

NORMAL, TIGHTENED, STOPPED = SamplingSeverity
LEVEL_II = InspectionPolicy(SamplingPlan.LEVEL_II)
EVERY_TENTH = InspectionPolicy(SamplingPlan.EVERY_NTH)
ALL = InspectionPolicy(SamplingPlan.ALL)
PLANS = st.sampled_from([LEVEL_II, EVERY_TENTH, ALL])


@pytest.mark.parametrize(
    ("size", "letter"),
    [
        (1, "A"),
        (8, "A"),
        (9, "B"),
        (26, "D"),
        (90, "E"),
        (91, "F"),
        (500, "H"),
        (501, "J"),
        (3200, "K"),
        (150_000, "N"),
        (500_000, "P"),
        (500_001, "Q"),
    ],
)
def test_code_letters(size: int, letter: str) -> None:
    assert code_letter(size) == letter


@pytest.mark.parametrize(
    ("letter", "aql", "expected"),
    [
        ("F", "0.65", ("F", 0)),
        ("J", "0.65", ("J", 1)),
        ("K", "0.65", ("K", 2)),
        ("C", "2.5", ("C", 0)),
        ("F", "2.5", ("F", 1)),
        ("H", "2.5", ("H", 3)),
        ("N", "2.5", ("N", 21)),
        ("G", "0.65", ("F", 0)),  # an arrow up takes the smaller plan
        ("H", "0.65", ("J", 1)),  # an arrow down the larger one
        ("Q", "2.5", ("N", 21)),
    ],
)
def test_cells_of_the_normal_table(letter: str, aql: str, expected: tuple[str, int]) -> None:
    assert single_plan(letter, aql, NORMAL) == expected


def test_every_arrow_leads_to_a_plan() -> None:
    assert len(LETTERS) == len(SAMPLE_SIZES)
    for (severity, aql), cells in ACCEPT.items():
        assert len(cells) == len(LETTERS)
        numbers = [single_plan(letter, aql, severity)[1] for letter in LETTERS]
        assert numbers == sorted(numbers)


def test_plans_of_lots() -> None:
    assert lot_plan(LEVEL_II, 600, NORMAL) == LotPlan(80, 1, 5)
    assert lot_plan(LEVEL_II, 600, TIGHTENED) == LotPlan(125, 1, 5)
    assert lot_plan(LEVEL_II, 12, NORMAL).sample_size == 12  # the sample is the lot
    assert lot_plan(EVERY_TENTH, 35, NORMAL).sample_size == 3
    assert lot_plan(EVERY_TENTH, 35, STOPPED).sample_size == 35
    assert lot_plan(ALL, 35, NORMAL).sample_size == 35
    assert lot_plan(InspectionPolicy(), 35, STOPPED).sample_size == 0


@given(PLANS, st.integers(1, 3000), st.text(max_size=20), st.sampled_from(SamplingSeverity))
def test_a_sample_is_as_large_as_its_plan_and_lies_in_the_lot(
    policy: InspectionPolicy, size: int, seed: str, severity: SamplingSeverity
) -> None:
    plan = lot_plan(policy, size, severity)
    drawn = draw(policy, plan, size, seed)
    assert len(drawn) == plan.sample_size <= size
    assert list(drawn) == sorted(set(drawn))
    assert all(1 <= position <= size for position in drawn)
    assert draw(policy, plan, size, seed) == drawn


def test_the_same_seed_draws_the_same_everywhere() -> None:
    assert draw(LEVEL_II, LotPlan(5, 0, 0), 100, "W1-2026-11-23-17") == (26, 33, 76, 81, 95)
    assert draw(EVERY_TENTH, LotPlan(3, 0, 0), 35, "any") == (10, 20, 30)


@given(st.integers(1, 300), st.text(max_size=9), st.data())
def test_a_sample_is_topped_up_from_what_has_not_left(
    size: int, seed: str, data: st.DataObject
) -> None:
    positions = st.sets(st.integers(1, size))
    looked_at, here = data.draw(positions), data.draw(positions)
    wanted = data.draw(st.integers(0, size))
    more = top_up(seed, size, looked_at, here, wanted)
    assert set(more) <= here - looked_at
    assert len(more) == min(len(here - looked_at), max(0, wanted - len(looked_at)))


def test_positions_are_drawn_evenly() -> None:
    first = [ranking(f"seed-{n}", 10)[0] for n in range(2000)]
    assert min(first.count(position) for position in range(1, 11)) > 140


def test_a_lot_is_rejected_above_its_accept_numbers() -> None:
    plan = LotPlan(80, 1, 5)
    assert not is_rejected(plan, Found(0, 1, 5))
    assert is_rejected(plan, Found(critical=1))
    assert is_rejected(plan, Found(major=2))
    assert is_rejected(plan, Found(minor=6))
    assert worst([DefectClass.MINOR, DefectClass.MAJOR]) is DefectClass.MAJOR
    assert worst([]) is None


def ends(severity: SamplingSeverity, outcomes: str) -> list[LotEnd]:
    """Lots that were accepted (+) or rejected (-)."""
    return [LotEnd(severity, each == "+") for each in outcomes]


@pytest.mark.parametrize(
    ("severity", "outcomes", "expected"),
    [
        (NORMAL, "", NORMAL),
        (NORMAL, "+-++", NORMAL),
        (NORMAL, "-++++-", NORMAL),  # the first is the sixth one back
        (NORMAL, "+-++-", TIGHTENED),
        (TIGHTENED, "++++", TIGHTENED),
        (TIGHTENED, "-+++++", NORMAL),
        (TIGHTENED, "-+-+-+-+", TIGHTENED),
        (TIGHTENED, "-+-+-+-+-", STOPPED),
        (STOPPED, "++++-++++", STOPPED),
        (STOPPED, "-+++++", TIGHTENED),
    ],
)
def test_switching_rules(
    severity: SamplingSeverity, outcomes: str, expected: SamplingSeverity
) -> None:
    assert next_severity(ends(severity, outcomes)) is expected


def test_what_was_before_a_switch_counts_no_more() -> None:
    lots = ends(NORMAL, "---") + ends(TIGHTENED, "----+") + ends(NORMAL, "-+")
    assert next_severity(lots) is NORMAL

"""Choosing the inspection plan: who may, what is refused, and that every change is kept."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from sqlalchemy import select

from db.schema.house import PolicyChange
from fulfilment.house import SYSTEM
from fulfilment.quality.plans import PlanChange, choose_plan, inspection_policy, plan_changes
from procedure.effects import Refused
from procedure.parcel_words import SamplingPlan
from procedure.policy import InspectionPolicy
from procedure.verdicts import VerdictKind
from procedure.words import Post
from tests.plugins.everything import nothing_written
from tests.plugins.houses import SmallHouse

LEVEL_II = InspectionPolicy(SamplingPlan.LEVEL_II)
ALL = InspectionPolicy(SamplingPlan.ALL)


def changes(at: SmallHouse) -> tuple[PlanChange, ...]:
    """Every change, newest first."""
    with at.house.database.read() as connection:
        return plan_changes(connection, at.house.place.warehouse_id)


def plan(at: SmallHouse) -> InspectionPolicy:
    """The plan that stands."""
    with at.house.database.read() as connection:
        return inspection_policy(connection, at.house.place.warehouse_id)


@pytest.mark.parametrize("post", [Post.PACKER, Post.INSPECTOR, Post.SHIPPER, Post.SERVICE_REP])
def test_who_is_inspected_does_not_choose(at: SmallHouse, post: Post) -> None:
    with nothing_written(at.house.database):
        refused = choose_plan(at.house, at.people[post], ALL)
    assert isinstance(refused, Refused)
    assert refused.verdict.kind is VerdictKind.NOT_ALLOWED
    assert plan(at) == InspectionPolicy()


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        (InspectionPolicy(SamplingPlan.EVERY_NTH, every_nth=1), "every_nth"),
        (InspectionPolicy(SamplingPlan.EVERY_NTH, every_nth=10**9), "every_nth"),
        (InspectionPolicy(SamplingPlan.ALL, new_packer_parcels=-1), "new_packer"),
    ],
)
def test_figures_that_mean_nothing_are_refused(
    at: SmallHouse, wanted: InspectionPolicy, why: str
) -> None:
    with nothing_written(at.house.database):
        refused = choose_plan(at.house, at.people[Post.SUPERVISOR], wanted)
    assert isinstance(refused, Refused)
    assert refused.verdict.params["why"] == why


def test_a_change_needs_a_person_who_stands_for_it(at: SmallHouse) -> None:
    with nothing_written(at.house.database):
        assert isinstance(choose_plan(at.house, SYSTEM, ALL), Refused)


def test_every_change_says_who_from_what_to_what(at: SmallHouse) -> None:
    lead, chief = at.people[Post.SUPERVISOR], at.people[Post.ADMINISTRATOR]
    choose_plan(at.house, lead, LEVEL_II)
    choose_plan(at.house, chief, ALL)
    with nothing_written(at.house.database):
        assert choose_plan(at.house, lead, ALL) == plan(at)  # it stands already
    told = [(each.who, each.before, each.after) for each in changes(at)]
    assert told == [(chief.name, LEVEL_II, ALL), (lead.name, None, LEVEL_II)]
    assert plan(at).sampling is SamplingPlan.ALL


def test_two_who_choose_at_once_come_one_after_the_other(at: SmallHouse) -> None:
    people = (at.people[Post.SUPERVISOR], at.people[Post.ADMINISTRATOR])
    plans = [InspectionPolicy(SamplingPlan.EVERY_NTH, every_nth=n) for n in range(2, 8)]
    with ThreadPoolExecutor(2) as threads:
        running = [
            threads.submit(choose_plan, at.house, people[n % 2], wanted)
            for n, wanted in enumerate(plans)
        ]
        answers = [each.result() for each in running]
    assert not any(isinstance(answer, Refused) for answer in answers)
    with at.house.database.read() as connection:
        rows = connection.execute(
            select(PolicyChange.version, PolicyChange.before, PolicyChange.after).order_by(
                PolicyChange.version
            )
        ).all()
    assert [row.version for row in rows] == list(range(1, len(plans) + 1))
    for earlier, later in pairwise(rows):
        assert later.before == earlier.after

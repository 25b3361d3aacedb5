"""packbenchctl inspection: the plan chosen by badge, lots listed, their draws repeated."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from procedure.parcel_words import SamplingPlan
from procedure.policy import InspectionPolicy
from procedure.words import Post
from tests.plugins.houses import SmallHouse, small_house_at
from tests.plugins.inspecting import choose, packed_by_plan
from tests.plugins.processes import packbenchctl as ctl


@pytest.fixture
def made(tmp_path: Path) -> SmallHouse:
    """A small house in a file, in which two parcels in four were drawn."""
    built = small_house_at(tmp_path / "house.sqlite")
    choose(built, InspectionPolicy(SamplingPlan.EVERY_NTH, every_nth=2, new_packer_parcels=0))
    packed_by_plan(built, "A-1", "A-2", "A-3", "A-4")
    built.house.close()
    return built


def test_the_plan_is_shown_and_chosen_by_who_may(made: SmallHouse, tmp_path: Path) -> None:
    db = ("--db", f"sqlite:///{tmp_path / 'house.sqlite'}")
    shown = ctl("inspection", "show", *db, folder=tmp_path)
    assert "One parcel in 2 of a lot is inspected." in shown.stdout
    assert "2 parcels wait for an inspector." in shown.stdout
    set_plan = ("inspection", "set", "level_ii", *db, "--badge")
    refused = ctl(*set_plan, made.badges[Post.INSPECTOR], folder=tmp_path)
    assert refused.returncode == 1
    assert "One parcel in 2" in ctl("inspection", "show", *db, folder=tmp_path).stdout
    done = ctl(*set_plan, made.badges[Post.SUPERVISOR], folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Samples by ISO 2859-1, level II: AQL 0.65 for major")
    who = made.people[Post.SUPERVISOR].name
    shown = ctl("inspection", "show", *db, folder=tmp_path)
    assert f"{who}: One parcel in 2 of a lot is inspected. → Samples by ISO" in shown.stdout
    for option, number, said in (
        ("--nth", "1", "Every how many parcels? Enter 2 to 10000.\n"),
        ("--new-packer", "99999999", "How many first parcels of a packer? Enter 0 to 10000.\n"),
    ):
        wrong = ctl(
            "inspection", "set", "every_nth", option, number, *db, "--badge",
            made.badges[Post.SUPERVISOR], folder=tmp_path,
        )  # fmt: skip
        assert wrong.returncode == 1
        assert wrong.stdout == said


def test_where_no_lot_is_there_is_nothing_to_verify(tmp_path: Path) -> None:
    small_house_at(tmp_path / "house.sqlite").house.close()
    url = f"sqlite:///{tmp_path / 'house.sqlite'}"
    done = ctl("inspection", "verify", "--db", url, folder=tmp_path)
    assert done.returncode == 0
    assert done.stdout == "There are no lots yet, so there is nothing to verify.\n"


def test_lots_are_listed_and_a_forged_draw_is_named(made: SmallHouse, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'house.sqlite'}"
    listed = ctl("inspection", "lots", "--db", url, folder=tmp_path)
    lot = listed.stdout.split()[0]
    assert "4/4 parcels  sample 2  0 inspected  0 failed" in listed.stdout
    same = ctl("inspection", "verify", lot, "--db", url, folder=tmp_path)
    assert same.returncode == 0, same.stdout
    assert "stored 2, 4  again 2, 4" in same.stdout
    engine = create_engine(url)

    with engine.begin() as connection:
        connection.execute(text("UPDATE inspection_position SET position = 3 WHERE position = 2"))
    engine.dispose()
    forged = ctl("inspection", "verify", "--db", url, folder=tmp_path)
    assert forged.returncode == 1
    assert "stored 3, 4  again 2, 4" in forged.stdout
    unknown = ctl("inspection", "verify", "INS-1", "--db", url, folder=tmp_path)
    assert unknown.returncode == 1

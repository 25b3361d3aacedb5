"""Packaging materials, their rules and the books of their stock, on every database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fulfilment.packing.packaging import (
    PackagingBooked,
    PackagingFacts,
    PackagingSaved,
    count_packaging,
    receive_packaging,
    save_packaging,
)
from procedure.parcel_words import PackagingKind, PackingCause
from procedure.verdicts import VerdictKind
from procedure.words import Post
from tests.plugins.everything import nothing_written
from tests.plugins.houses import SmallHouse
from tests.plugins.journey import expect, verdict_of
from tests.plugins.packaging_shelf import WRAP, PackagingShelf

FILLER = PackagingFacts(
    "MAT-FILLER", "Filler", PackagingKind.FILLER, 20, rules=((PackingCause.BATTERY, 1),)
)
SMALL = PackagingFacts("MAT-XS", "Carton XS", PackagingKind.CARTON, 60, (100, 80, 60), 1000)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        (replace(FILLER, code="FILLER"), "code"),
        (replace(FILLER, code="MAT-"), "code"),
        (replace(FILLER, name=" "), "name"),
        (replace(FILLER, weight_g=-1), "figures"),
        (replace(SMALL, inner_mm=(100, 0, 60)), "figures"),
        (replace(FILLER, rules=((PackingCause.BATTERY, 0),)), "figures"),
        (replace(FILLER, code=WRAP), "taken"),
    ],
)
def test_what_is_no_packaging_material(
    at: SmallHouse, packaging: PackagingShelf, facts: PackagingFacts, why: str
) -> None:
    with nothing_written(at.house.database):
        said = verdict_of(save_packaging(at.house, at.people[Post.SUPERVISOR], facts))
    assert (said.kind, said.params["why"]) == (VerdictKind.PACKAGING_REFUSED, why)


def test_a_material_is_made_changed_and_kept_from_being_overwritten(at: SmallHouse) -> None:
    boss = at.people[Post.SUPERVISOR]
    made = expect(PackagingSaved, save_packaging(at.house, boss, FILLER))
    changed = replace(FILLER, name="Paper", active=False, rules=())
    saved = save_packaging(at.house, boss, changed, made.packaging_id, made.version)
    assert saved == PackagingSaved(made.packaging_id, 2)
    with nothing_written(at.house.database):
        late = save_packaging(at.house, boss, FILLER, made.packaging_id, made.version)
        assert verdict_of(late).params["why"] == "changed"
        other = save_packaging(at.house, boss, replace(FILLER, code="MAT-X"), made.packaging_id)
        assert verdict_of(other).params["why"] == "code_fixed"


def test_pieces_are_received_and_counted(at: SmallHouse, packaging: PackagingShelf) -> None:
    boss, wrap = at.people[Post.SUPERVISOR], packaging.ids[WRAP]
    assert receive_packaging(at.house, boss, wrap, 40, "supplier") == PackagingBooked(wrap, 40)
    assert count_packaging(at.house, boss, wrap, 37, "stocktaking") == PackagingBooked(wrap, 37)
    assert packaging.on_hand() == {WRAP: 37}
    with nothing_written(at.house.database):
        assert count_packaging(at.house, boss, wrap, 37, "again") == PackagingBooked(wrap, 37)
        for pieces in (0, -1, 10_000_000):
            said = verdict_of(receive_packaging(at.house, boss, wrap, pieces))
            assert said.params["why"] == "pieces"
        said = verdict_of(count_packaging(at.house, boss, wrap, 5, " "))
        assert said.kind is VerdictKind.REASON_NEEDED


@pytest.mark.parametrize("post", [Post.PACKER, Post.PURCHASING, Post.SERVICE_REP])
def test_packaging_is_the_supervisor_s(
    at: SmallHouse, packaging: PackagingShelf, post: Post
) -> None:
    with nothing_written(at.house.database):
        said = verdict_of(save_packaging(at.house, at.people[post], FILLER))
        assert said.kind is VerdictKind.NOT_ALLOWED
        said = verdict_of(receive_packaging(at.house, at.people[post], packaging.ids[WRAP], 1))
        assert said.kind is VerdictKind.NOT_ALLOWED

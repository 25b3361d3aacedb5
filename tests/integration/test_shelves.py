"""Shelves on every database: made, laid out, changed, taken out of use when they are empty."""

from __future__ import annotations

from sqlalchemy import select

from db.schema.stock import Shelf
from fulfilment.goods.shelves import (
    ShelfFacts,
    ShelfSaved,
    ZoneSaved,
    lay_out_zone,
    save_shelf,
)
from procedure.shelf_codes import codes_of_zone, walk_key
from procedure.texts import sentence
from procedure.verdicts import VerdictKind
from procedure.words import Post, ShelfKind
from tests.plugins.everything import nothing_written
from tests.plugins.houses import SmallHouse
from tests.plugins.journey import expect, verdict_of


def why(answer: object) -> object:
    said = verdict_of(answer)
    assert "{" not in sentence(said).render()
    return said.params.get("why", said.kind)


def test_a_shelf_is_made_and_changed(at: SmallHouse) -> None:
    lead = at.people[Post.SUPERVISOR]
    made = expect(ShelfSaved, save_shelf(at.house, lead, ShelfFacts("loc-b-01-02-03")))
    with at.house.database.read() as connection:
        code, zone, key = connection.execute(
            select(Shelf.code, Shelf.zone, Shelf.walk_key).where(Shelf.id == made.shelf_id)
        ).one()
    assert (code, zone, key) == ("B-01-02-03", "B", walk_key("B-01-02-03"))
    facts = ShelfFacts("B-01-02-03", ShelfKind.RESERVE, active=False)
    assert expect(ShelfSaved, save_shelf(at.house, lead, facts, made.shelf_id)).changed
    with nothing_written(at.house.database):
        assert not expect(ShelfSaved, save_shelf(at.house, lead, facts, made.shelf_id)).changed


def test_a_shelf_that_cannot_be_is_refused(at: SmallHouse) -> None:
    lead = at.people[Post.SUPERVISOR]
    full = at.shelves["A-01-01-01"]
    with nothing_written(at.house.database):
        assert why(save_shelf(at.house, lead, ShelfFacts("A-1-1"))) == "code"
        assert why(save_shelf(at.house, lead, ShelfFacts("A-01-01-01"))) == "taken"
        assert why(save_shelf(at.house, lead, ShelfFacts("B-01-01-01", walk_key=-1))) == "walk_key"
        moved = ShelfFacts("A-01-01-09")
        assert why(save_shelf(at.house, lead, moved, full)) == "code_fixed"
        gone = ShelfFacts("A-01-01-01", active=False)
        assert why(save_shelf(at.house, lead, gone, full)) == "occupied"
        other = ShelfFacts("A-01-01-01", ShelfKind.STAGING)
        assert why(save_shelf(at.house, lead, other, full)) == "kind"
        answer = save_shelf(at.house, at.people[Post.PICKER], ShelfFacts("B-01-01-01"))
        assert why(answer) is VerdictKind.NOT_ALLOWED


def test_a_zone_is_laid_out_once(at: SmallHouse) -> None:
    lead = at.people[Post.SUPERVISOR]
    assert lay_out_zone(at.house, lead, "A", range(1, 3), 2, 2) == ZoneSaved(4, 4)
    with nothing_written(at.house.database):
        assert lay_out_zone(at.house, lead, "A", range(1, 3), 2, 2) == ZoneSaved(0, 8)
        for zone, aisles, bays in (
            ("ab", range(1, 3), 2),
            ("C", range(3), 2),
            ("C", range(1, 100), 99),
        ):
            assert why(lay_out_zone(at.house, lead, zone, aisles, bays, 9)) == "zone"


def test_the_way_is_a_serpentine_through_every_zone() -> None:
    codes = [code for zone in ("A", "AB", "B") for code in codes_of_zone(zone, range(1, 4), 3, 2)]
    way = sorted(codes, key=walk_key)
    assert [code.split("-")[0] for code in way[::18]] == ["A", "AB", "B"]
    assert [code.split("-")[1] for code in way[:18:6]] == ["01", "02", "03"]
    bays = "".join(code[6] for code in way[:18:2])
    assert bays == "123321123"
    assert walk_key("ZZZ-99-00-99") < 2**31

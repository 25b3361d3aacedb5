"""The put wall on a handheld: the waves that wait, the slot of the unit in hand, the last unit."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from db.schema.parcels import Parcel
from db.schema.picking import PickLine
from procedure.words import Post, Screen, WaveStatus
from tests.integration.test_wave_picking import WAVE, finished, wave_claimed, wave_status, waved
from tests.plugins.handhelds import Handheld, HandheldAt
from tests.plugins.houses import CABLE, EAN, MUG, SmallHouse


@pytest.fixture
def at_wall(at: SmallHouse, handheld_at: HandheldAt) -> Handheld:
    """A handheld at the put wall, a packer signed in."""
    made = handheld_at()
    assert made.choose(at.stations[Screen.SORT]).status_code == 204
    made.scan(at.badges[Post.PACKER])
    return made


def slot_on(page: str) -> str:
    """The giant slot on a page; "" for none."""
    found = re.search(r'id="slot" class="giant">([^<]*)<', page)
    return "" if found is None else found[1]


def in_slots(at: SmallHouse) -> int:
    """Units that were sorted, by the centre's books."""
    with at.house.database.read() as connection:
        return int(connection.scalar(select(func.sum(PickLine.sorted))) or 0)


def test_only_a_picked_wave_waits_at_the_wall(at: SmallHouse, at_wall: Handheld) -> None:
    waved(at, 2)
    assert "No picked wave waits for the wall" in at_wall.page()
    finished(at, wave_claimed(at))
    assert f'data-code="{WAVE}"' in at_wall.page()
    assert "2 slots to fill" in at_wall.page()


def test_a_wave_is_sorted_unit_by_unit(at: SmallHouse, at_wall: Handheld) -> None:
    waved(at, 2)
    finished(at, wave_claimed(at))
    at_wall.scan(WAVE)
    assert "0 of 4 sorted" in at_wall.page()
    first = at_wall.post(at_wall.event(EAN[MUG])).json()["page"]
    assert slot_on(first) == "1"
    assert at_wall.scan(EAN[CABLE]) == "Wrong product"
    assert slot_on(at_wall.page()) == "", "no slot stands beside a wrong verdict"
    assert at_wall.scan("CMD-UNDO") == "Taken back"
    slots = [slot_on(at_wall.post(at_wall.event(EAN[MUG])).json()["page"]) for _ in range(2)]
    assert slots == ["1", "2"]
    assert at_wall.client.get("/pda/ahead").json()["steps"] == [], "nothing is sorted alone"


def test_the_last_unit_makes_the_parcels(at: SmallHouse, at_wall: Handheld) -> None:
    waved(at, 1)
    finished(at, wave_claimed(at))
    at_wall.scan(WAVE)
    at_wall.scan(EAN[MUG])
    said = at_wall.signals(EAN["TEA-LJ-250"], "L1108")
    assert said[-1] == "complete"
    assert (wave_status(at), in_slots(at)) == (WaveStatus.SORTED, 2)
    with at.house.database.read() as connection:
        assert connection.scalar(select(func.count()).select_from(Parcel)) == 1

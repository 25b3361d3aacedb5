"""Centre or disk are away while a handheld picks: units wait, gates stay shut, all is told."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from db.engine import Database
from db.schema.picking import PickLine
from fulfilment.house import open_house
from gateway.pda.desk import Asked, PdaDesk
from gateway.pda.handhelds import Handhelds
from gateway.pda.page import Page
from procedure.ids import uuid7
from procedure.words import Post, Screen
from resources.catalogue import load
from tests.plugins.bad_disk import no_file_grows_beyond
from tests.plugins.cable import Cable
from tests.plugins.everything import nothing_written
from tests.plugins.handhelds import Handheld, word_of
from tests.plugins.houses import CABLE, EAN, SmallHouse, draft
from tests.plugins.journey import line, order_no, released

ENOUGH = 100_000
"""Looks at the page before a test gives up."""


class Hand:
    """A picker whose gateway stands behind a cable."""

    def __init__(self, handhelds: Handhelds, at: SmallHouse) -> None:
        device = handhelds.choose(at.stations[Screen.PICK])
        self._desk = PdaDesk(handhelds)
        self._asked = Asked(device, None, "pda", load("en"))
        self._ms = 1_800_000_000_000

    def scan(self, code: str) -> Page:
        """The page after a scan."""
        self._ms += 3000
        event = str(uuid7(self._ms, bytes(10)))
        body: dict[str, object] = {"event_id": event, "code": code, "device": "wedge"}
        page = self._desk.scan(self._asked, body).page
        assert page is not None
        return page

    def words(self, *codes: str) -> list[str]:
        """The large words on codes scanned one after the other."""
        pages = [self.scan(code) for code in codes]
        return ["" if page.saying is None else page.saying.word for page in pages]

    def page(self) -> Page:
        """The present page."""
        return self._desk.page(self._asked)

    def until(self, seen: Callable[[Page], bool]) -> Page:
        """The first page on which something is seen, asked for again and again as a page does."""
        for _ in range(ENOUGH):
            page = self.page()
            if seen(page):
                return page
        raise AssertionError(f"not seen on {page}")


@pytest.fixture
def behind_cable(at: SmallHouse, cable: Cable, tmp_path: Path) -> Iterator[Handhelds]:
    """A gateway behind a cable."""
    house = open_house(Database(cable.url), "behind the cable", at.clock)
    made = Handhelds(house, tmp_path)
    yield made
    made.close()
    house.database.close()


def picked(at: SmallHouse) -> int:
    """Units that were taken, by the centre's books."""
    with at.house.database.read() as connection:
        return int(connection.scalar(select(func.sum(PickLine.picked))) or 0)


def test_units_wait_and_gates_stay_shut_until_the_centre_is_back(
    at: SmallHouse, cable: Cable, behind_cable: Handhelds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.pda.station_thread.RETRY_SECONDS", 0.05)
    (order,) = released(at, draft("A-1", lines=(line(CABLE, 3),)))
    hand = Hand(behind_cable, at)
    hand.words(at.badges[Post.PICKER], order_no(at, order), "LOC-A-02-01-01")
    cable.pull(behind_cable.house.database)
    with nothing_written(at.house.database):
        assert hand.words(EAN[CABLE], EAN[CABLE]) == ["1 of 3", "2 of 3"]
        away = hand.until(lambda page: page.away is not None).away
        assert away is not None
        assert away[0] == "2 scans wait"
        assert hand.scan(EAN[CABLE]).saying is not None
        assert "2 / 3" in str(hand.page().task), "the last unit finishes the task: a gate"
    cable.plug_in()
    hand.until(lambda page: page.away is None and picked(at) == 2)
    assert hand.words(EAN[CABLE]) == ["All picked"]
    assert picked(at) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="cannot refuse a file to grow")
def test_a_kept_scan_waits_while_the_station_s_disk_takes_nothing(
    at: SmallHouse, handheld: Handheld
) -> None:
    (order,) = released(at, draft("A-1", lines=(line(CABLE, 3),)))
    handheld.signals(at.badges[Post.PICKER], order_no(at, order), "LOC-A-02-01-01")
    task = handheld.page().partition('data-task="')[2].partition('"')[0]
    event = {**handheld.event(EAN[CABLE]), "task": task}
    with no_file_grows_beyond(0):
        answer = handheld.post(event)
    assert (answer.status_code, answer.json()["signal"]) == (503, "stop")
    again = handheld.post(event)
    assert (again.status_code, word_of(again.json()["page"])) == (200, "1 of 3")
    for _ in range(ENOUGH):
        if picked(at):
            break
    assert picked(at) == 1

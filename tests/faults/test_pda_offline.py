"""A handheld without connection: unit scans go on and count once, all else waits, all is told."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, Route, expect
from sqlalchemy import func, select

from db.schema.picking import PickLine
from db.schema.station import ScanEvent
from fulfilment.house import House
from procedure.policy import StationPolicy
from procedure.words import Post, Screen
from tests.plugins.browsers import FLAGS, Hand
from tests.plugins.everything import digests
from tests.plugins.handhelds import HandheldAt
from tests.plugins.houses import CABLE, EAN, MUG, SmallHouse, draft
from tests.plugins.journey import hold, line, order_no, released

pytestmark = pytest.mark.needs_browser

SHELF = "LOC-A-02-01-01"
KEPT = "Scans kept on this handheld: {n}."


def picked(house: House) -> int:
    """Units that were taken, by the centre's books."""
    with house.database.read() as connection:
        return int(connection.scalar(select(func.sum(PickLine.picked))) or 0)


def events(house: House) -> int:
    """Scans the centre knows."""
    with house.database.read() as connection:
        return int(connection.scalar(select(func.count()).select_from(ScanEvent)) or 0)


def at_the_cables(at: SmallHouse, hand: Hand, units: int) -> None:
    """Signed in, a task of one line open, the shelf scanned, what comes next foreseen."""
    at.house.station_policy = StationPolicy(double_read_ms=0, settle_ms=0)  # a hand without haste
    (order,) = released(at, draft("A-1", lines=(line(CABLE, units),)))
    hand.choose_station("pick-1")
    hand.scan(at.badges[Post.PICKER], order_no(at, order), SHELF)
    hand.sees("Right shelf")
    hand.foresees()


def at_last(at: SmallHouse, units: int) -> None:
    """Wait until the centre has so many units, and see that it gets no more."""
    until = time.monotonic() + 60
    while picked(at.house) < units and time.monotonic() < until:
        pass
    assert picked(at.house) == units


def test_unit_scans_go_on_without_connection_and_count_once_each(
    at: SmallHouse, page: Page
) -> None:
    hand = Hand(page)
    at_the_cables(at, hand, 4)
    before = digests(at.house.database)
    page.context.set_offline(True)
    hand.key(EAN[CABLE])
    hand.sees("1 of 4")
    hand.told(KEPT.format(n=1))
    hand.key(EAN[CABLE])
    hand.sees("2 of 4")
    hand.told(KEPT.format(n=2))
    expect(page.locator("#quantity")).to_have_text("2 / 4")
    assert digests(at.house.database) == before
    page.context.set_offline(False)
    hand.told("")
    hand.sees("2 of 4")
    at_last(at, 2)
    hand.scan(EAN[CABLE])
    hand.sees("3 of 4")
    hand.scan(EAN[CABLE])
    hand.sees("All picked")
    at_last(at, 4)


def test_what_needs_an_answer_is_not_taken_without_connection(at: SmallHouse, page: Page) -> None:
    hand = Hand(page)
    at_the_cables(at, hand, 2)
    page.context.set_offline(True)
    hand.key(EAN[CABLE])
    hand.sees("1 of 2")
    for code in (EAN[CABLE], EAN[MUG], "CMD-SHORT", "CMD-UNDO"):  # the last unit is a gate
        hand.key(code)
        hand.told("This scan needs an answer and was not taken.")
        hand.sees("1 of 2")
    page.context.set_offline(False)
    hand.told("")
    at_last(at, 1)
    hand.scan(EAN[CABLE])
    hand.sees("All picked")


def test_an_answer_that_was_lost_after_the_commit_counts_nothing_twice(
    at: SmallHouse, page: Page
) -> None:
    hand = Hand(page)
    at_the_cables(at, hand, 4)
    lost: list[int] = []

    def lose_the_answer(route: Route) -> None:
        lost.append(route.fetch().status)
        route.abort("connectionreset")

    page.route("**/pda/scan*", lose_the_answer, times=2)
    hand.key(EAN[CABLE])
    hand.sees("1 of 4")
    hand.told(KEPT.format(n=1))
    hand.key(EAN[CABLE])
    hand.sees("2 of 4")
    hand.told("")
    assert lost == [200, 200]
    at_last(at, 2)
    known = events(at.house)
    hand.scan(EAN[CABLE])
    hand.sees("3 of 4")
    at_last(at, 3)
    assert events(at.house) == known + 1


def test_a_gate_whose_answer_was_lost_is_answered_again(at: SmallHouse, page: Page) -> None:
    hand = Hand(page)
    at_the_cables(at, hand, 2)
    hand.scan(EAN[CABLE])

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    page.route("**/pda/scan*", lose_the_answer, times=1)
    hand.key(EAN[CABLE])
    hand.told("Your last scan is kept and sent again by itself")
    hand.sees("All picked")
    hand.told("")
    at_last(at, 2)


def test_a_scan_without_an_answer_counts_for_no_other_task(
    at: SmallHouse, page: Page, handheld_at: HandheldAt
) -> None:
    """What happens next was not foreseen, so it waits; meanwhile its task is closed."""
    hand = Hand(page)
    at_the_cables(at, hand, 4)
    page.route("**/pda/ahead*", lambda route: route.abort())
    page.reload()
    hand.ready()
    page.route("**/pda/scan*", lambda route: route.abort())
    hand.key(EAN[CABLE])
    hand.told("Your last scan is kept and sent again by itself")
    cookie = next(c for c in page.context.cookies() if c["name"] == "packbench_station")
    same = handheld_at()
    same.client.cookies.set("packbench_station", cookie["value"])
    same.signals("CMD-LOCK", at.badges[Post.PICKER], SHELF)
    page.unroute("**/pda/scan*")
    hand.told("Open your task again")
    assert picked(at.house) == 0


def test_kept_scans_outlive_a_reload(at: SmallHouse, page: Page) -> None:
    hand = Hand(page)
    at_the_cables(at, hand, 4)
    page.route("**/pda/scan*", lambda route: route.abort())
    hand.key(EAN[CABLE])
    hand.sees("1 of 4")
    hand.key(EAN[CABLE])
    hand.sees("2 of 4")
    page.reload()
    hand.told("2.")
    assert picked(at.house) == 0
    page.unroute("**/pda/scan*")
    hand.told("")
    hand.sees("2 of 4")
    at_last(at, 2)


def test_a_refused_scan_takes_those_behind_it_along(at: SmallHouse, page: Page) -> None:
    hand = Hand(page)
    at.house.station_policy = StationPolicy(double_read_ms=0, settle_ms=0)
    (order,) = released(at, draft("A-1", lines=(line(CABLE, 4),)))
    hand.choose_station("pick-1")
    hand.scan(at.badges[Post.PICKER], order_no(at, order), SHELF, EAN[CABLE])
    hand.foresees()
    at_last(at, 1)
    page.context.set_offline(True)
    hand.key(EAN[CABLE])
    hand.key(EAN[CABLE])
    hand.told(KEPT.format(n=2))
    hold(at, order)
    page.context.set_offline(False)
    expect(page.locator("#page")).to_have_class("stopped")
    expect(page.locator("#verdict")).to_contain_text(order_no(at, order))
    assert picked(at.house) == 1


def test_a_task_that_was_given_away_takes_no_late_scan(
    at: SmallHouse, page: Page, handheld_at: HandheldAt
) -> None:
    hand = Hand(page)
    at_the_cables(at, hand, 4)
    page.context.set_offline(True)
    hand.key(EAN[CABLE])
    hand.key(EAN[CABLE])
    hand.told(KEPT.format(n=2))
    cookie = next(c for c in page.context.cookies() if c["name"] == "packbench_station")
    same = handheld_at()  # the same handheld in another tab: locks, and opens the task anew
    same.client.cookies.set("packbench_station", cookie["value"])
    same.signals("CMD-LOCK", at.badges[Post.PICKER])
    page.context.set_offline(False)
    hand.told("that were not counted: 2.")
    assert picked(at.house) == 0


# the browser is killed ----------------------------------------------------------------


class Killable:
    """A browser that keeps its disk when it is killed."""

    def __init__(self, program: str, folder: Path, playwright: Playwright) -> None:
        self.folder = folder
        port = folder / "DevToolsActivePort"
        port.unlink(missing_ok=True)
        self.process = subprocess.Popen(
            [program, *FLAGS, f"--user-data-dir={folder}", "--remote-debugging-port=0"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        until = time.monotonic() + 60
        while not (port.exists() and port.read_text().count("\n")) and time.monotonic() < until:
            assert self.process.poll() is None, "the browser ended by itself"
        found = playwright.chromium.connect_over_cdp(
            f"http://127.0.0.1:{port.read_text().splitlines()[0]}"
        )
        self.page = found.contexts[0].new_page()

    def kill(self) -> None:
        """As a battery that is taken out."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def test_kept_scans_outlive_a_killed_browser(
    at: SmallHouse,
    browser_program: str,
    gateway_address: str,
    playwright: Playwright,
    tmp_path: Path,
) -> None:
    first = Killable(browser_program, tmp_path / "browser", playwright)
    try:
        hand = Hand(first.page)
        first.page.goto(f"{gateway_address}/pda")
        at_the_cables(at, hand, 4)
        first.page.route("**/pda/scan*", lambda route: route.abort())
        hand.key(EAN[CABLE])
        hand.sees("1 of 4")
        hand.key(EAN[CABLE])
        hand.sees("2 of 4")
        (cookie,) = first.page.context.cookies()
    finally:
        first.kill()
    assert picked(at.house) == 0
    second = Killable(browser_program, tmp_path / "browser", playwright)
    try:
        second.page.context.add_cookies(  # a browser writes cookies late
            [{"name": cookie["name"], "value": cookie["value"], "url": f"{gateway_address}/pda"}]
        )
        second.page.goto(f"{gateway_address}/pda")
        hand = Hand(second.page)
        hand.sees("2 of 4")
        hand.told("")
        at_last(at, 2)
        assert at.stations[Screen.PICK]
    finally:
        second.kill()

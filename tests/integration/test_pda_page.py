"""The handhelds' page without a browser: whose station, what counts, what is refused."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest
from httpx import ASGITransport, AsyncClient
from sqlalchemy import func, select

from db.errors import CannotNow, Trouble
from db.schema.picking import PickLine, PickTask
from db.schema.station import ScanEvent
from db.views.conflicts import open_conflicts
from gateway.pda.app import pda_app
from gateway.pda.handhelds import Handhelds
from procedure.effects import ClaimPickTask
from procedure.words import Post, Screen, ServiceLevel
from tests.plugins.everything import nothing_written
from tests.plugins.handhelds import Handheld, HandheldAt, stamp_of, word_of
from tests.plugins.houses import CABLE, EAN, MUG, TEA, SmallHouse, draft
from tests.plugins.journey import ask, hold, line, order_no, released, second_station
from tests.plugins.wave_rows import sorted_wave

SHELF = "LOC-A-01-01-01"


def taken(at: SmallHouse) -> int:
    """Units that were taken, by the centre's books."""
    with at.house.database.read() as connection:
        return int(connection.scalar(select(func.sum(PickLine.picked))) or 0)


def events(at: SmallHouse) -> int:
    """Scans the centre knows."""
    with at.house.database.read() as connection:
        return int(connection.scalar(select(func.count()).select_from(ScanEvent)) or 0)


def at_the_mugs(at: SmallHouse, handheld: Handheld, units: int = 3) -> None:
    """Signed in, the order's task open, the shelf scanned."""
    (order,) = released(at, draft("A-1", lines=(line(MUG, units),)))
    codes = (at.badges[Post.PICKER], order_no(at, order), SHELF)
    assert handheld.signals(*codes) == ["good"] * 3


# whose station ------------------------------------------------------------------------


def test_a_station_belongs_to_one_device_at_a_time(at: SmallHouse, handheld_at: HandheldAt) -> None:
    first, second, third = handheld_at(), handheld_at(), handheld_at()
    assert "Which handheld is this?" in first.page()
    assert first.choose(at.stations[Screen.PICK]).status_code == 204
    assert "Scan your badge" in first.page()
    assert "pick-1" not in second.page()
    assert third.choose(at.stations[Screen.SORT]).status_code == 204
    assert "No station is free" in second.page()
    assert second.choose(at.stations[Screen.PICK]).status_code == 409
    assert first.leave().status_code == 204
    assert second.choose(at.stations[Screen.PICK]).status_code == 204
    assert "Which handheld is this?" in first.page()


def test_only_stations_of_picking_and_the_wall_are_on_offer(
    at: SmallHouse, handheld_at: HandheldAt
) -> None:
    handheld = handheld_at()
    page = handheld.page()
    assert [name in page for name in ("pick-1", "sort-1", "pack-1")] == [True, True, False]
    assert handheld.choose(at.stations[Screen.PACK]).status_code == 409


def test_a_station_that_is_not_there_is_named(at: SmallHouse, tmp_path: Path) -> None:
    with pytest.raises(CannotNow) as refused:
        Handhelds(at.house, tmp_path, ("pick-9",))
    assert (refused.value.trouble, refused.value.params["name"]) == (Trouble.NO_STATION, "pick-9")


def test_who_is_signed_in_keeps_the_station(at: SmallHouse, handheld: Handheld) -> None:
    handheld.scan(at.badges[Post.PICKER])
    assert handheld.leave().status_code == 409
    handheld.scan("CMD-LOCK")
    assert handheld.leave().status_code == 204


def test_a_device_that_is_silent_for_long_loses_its_station_and_its_picker(
    at: SmallHouse, handheld: Handheld, handheld_at: HandheldAt
) -> None:
    at_the_mugs(at, handheld)
    other = handheld_at()
    at.clock.advance(timedelta(seconds=at.house.order_policy.lease_seconds))
    assert other.choose(at.stations[Screen.PICK]).status_code == 204
    assert "Scan your badge" in other.page()
    answer = handheld.post(handheld.event(EAN[MUG]))
    assert answer.status_code == 409
    assert "Choose one" in answer.json()["said"]
    with at.house.database.read() as connection:
        assert connection.scalar(select(PickTask.holder_station_id)) is None, "given back"


def test_a_forged_cookie_is_no_device(at: SmallHouse, handheld: Handheld) -> None:
    cookie = handheld.client.cookies["packbench_station"]
    other = "0" if cookie[-1] != "0" else "1"
    forged = {"cookie": f"packbench_station={cookie[:-1]}{other}"}
    handheld.client.cookies.clear()
    assert "Which handheld is this?" in handheld.client.get("/pda", headers=forged).text


# the list -----------------------------------------------------------------------------


def test_the_list_shows_this_picker_s_sheets_express_first(
    at: SmallHouse, handheld: Handheld
) -> None:
    orders = released(at, draft("A-1"), draft("A-2", service=ServiceLevel.EXPRESS), draft("A-3"))
    handheld.scan(at.badges[Post.PICKER])
    numbers = [order_no(at, order) for order in orders]
    page = handheld.page("/pda?zone=A")
    places = [page.index(f"PICK-{number}-1") for number in numbers]
    assert places[1] < places[0] < places[2]
    assert "Express" in page
    assert "2 stops · 3 units" in page


def test_a_sheet_has_as_many_stops_on_the_list_as_it_has_when_it_is_open(
    at: SmallHouse, handheld: Handheld
) -> None:
    (order,) = released(at, draft("A-1", lines=(line(MUG, 1), line(MUG, 2))))
    handheld.scan(at.badges[Post.PICKER])
    assert "2 stops · 3 units" in handheld.page("/pda?zone=A")
    handheld.scan(f"PICK-{order_no(at, order)}-1")
    assert "stop 1 of 2" in handheld.page()


def test_a_zone_s_sheets_are_listed_in_their_zone_only(at: SmallHouse, handheld: Handheld) -> None:
    sorted_wave(at, released(at, draft("A-1"), draft("A-2")))
    handheld.scan(at.badges[Post.PICKER])
    page = handheld.page("/pda?zone=A")
    assert "PICK-20261123-001-1" in page
    assert "2 orders · 2 stops · 6 units · WAV-20261123-001" in page
    elsewhere = handheld.page("/pda?zone=B")
    assert "PICK-20261123-001-1" not in elsewhere
    assert "Everything is picked or in somebody's hands." in elsewhere


def test_what_others_have_or_what_is_held_is_not_on_the_list(
    at: SmallHouse, handheld: Handheld
) -> None:
    gone, held, there = released(at, draft("A-1"), draft("A-2"), draft("A-3"))
    ask(at, second_station(at, Post.PICKER, "pick-2"), ClaimPickTask(order_no(at, gone)))
    hold(at, held)
    handheld.scan(at.badges[Post.PICKER])
    page = handheld.page()
    assert [order_no(at, order) in page for order in (gone, held, there)] == [False, False, True]


# scans --------------------------------------------------------------------------------


def test_a_task_is_worked_and_a_reload_shows_where_it_stands(
    at: SmallHouse, handheld: Handheld
) -> None:
    at_the_mugs(at, handheld)
    assert handheld.scan("LOC-A-01-01-02") == "Wrong shelf"
    assert word_of(handheld.page()) == "Wrong shelf"
    assert handheld.scan(EAN[MUG]) == "1 of 3"
    assert handheld.scan(EAN[MUG]) == "2 of 3"
    assert "2 / 3" in handheld.page()
    assert handheld.scan("CMD-UNDO") == "Taken back"
    assert handheld.signals(EAN[MUG], EAN[MUG]) == ["good", "complete"]
    assert taken(at) == 3


def test_the_same_scan_posted_twice_counts_once(at: SmallHouse, handheld: Handheld) -> None:
    at_the_mugs(at, handheld)
    event = handheld.event(EAN[MUG])
    first, second = handheld.post(event), handheld.post(event)
    assert first.json()["signal"] == second.json()["signal"] == "good"
    assert word_of(second.json()["page"]) == "1 of 3"
    assert handheld.scan(EAN[MUG]) == "2 of 3"


def test_another_scan_under_the_same_number_is_a_conflict(
    at: SmallHouse, handheld: Handheld
) -> None:
    at_the_mugs(at, handheld)
    event = handheld.event(EAN[MUG])
    handheld.post(event)
    answer = handheld.post({**event, "code": EAN[CABLE]})
    assert answer.status_code == 409
    assert "the second was not counted" in answer.json()["said"]
    assert handheld.scan(EAN[MUG]) == "2 of 3"
    with at.house.database.read() as connection:
        assert [each.key for each in open_conflicts(connection)] == [EAN[CABLE]]


def test_a_picker_is_signed_out_by_the_lock_card_and_by_idleness(
    at: SmallHouse, handheld: Handheld
) -> None:
    at_the_mugs(at, handheld)
    handheld.scan("CMD-LOCK")
    assert "Scan your badge" in handheld.page()
    assert handheld.scan(at.badges[Post.PICKER]) == "Task open", "it goes on where it was"
    at.clock.advance(timedelta(seconds=at.house.order_policy.lease_seconds))
    assert "Scan your badge" in handheld.page()


def test_who_may_not_pick_opens_nothing(at: SmallHouse, handheld: Handheld) -> None:
    (order,) = released(at, draft("A-1"))
    handheld.scan(at.badges[Post.PURCHASING])
    with nothing_written(at.house.database):
        assert handheld.scan(order_no(at, order)) == "Not allowed"


def test_no_personal_data_is_on_the_page(at: SmallHouse, handheld: Handheld) -> None:
    at_the_mugs(at, handheld)
    page = handheld.page()
    assert "Mug, blue" in page
    for personal in ("陈晓静", "13800138000", "文三路", at.badges[Post.PICKER]):
        assert personal not in page


def test_what_is_foreseen_is_what_happens(at: SmallHouse, handheld: Handheld) -> None:
    (order,) = released(at, draft("A-1"))
    handheld.signals(at.badges[Post.PICKER], order_no(at, order))
    way = handheld.client.get("/pda/ahead").json()
    keys = [step["keys"][0] for step in way["steps"]]
    mug = EAN[MUG].zfill(14)
    assert keys == [SHELF, mug, mug, "LOC-A-01-01-02", EAN[TEA].zfill(14)], "the lot is a gate"
    assert not way["more"]
    for step in way["steps"]:
        answer = handheld.post(handheld.event(step["keys"][0])).json()
        assert answer["signal"] == step["signal"]
        assert stamp_of(answer["page"]) == step["stamp"]
    assert handheld.scan("L1108") == "All picked"


def test_nothing_is_foreseen_without_a_task_or_after_a_wrong_scan(
    at: SmallHouse, handheld: Handheld
) -> None:
    assert handheld.client.get("/pda/ahead").json()["steps"] == []
    at_the_mugs(at, handheld)
    assert len(handheld.client.get("/pda/ahead").json()["steps"]) == 2, "the third is a gate"
    handheld.scan(EAN[CABLE])
    assert handheld.client.get("/pda/ahead").json()["steps"] == []


def test_a_scan_made_alone_counts_for_its_own_task_only(at: SmallHouse, handheld: Handheld) -> None:
    at_the_mugs(at, handheld)
    task = handheld.page().partition('data-task="')[2].partition('"')[0]
    event = {**handheld.event(EAN[MUG]), "task": task}
    assert handheld.post(event).status_code == 200
    handheld.signals("CMD-LOCK", at.badges[Post.PICKER])
    known = events(at)
    late = handheld.post({**handheld.event(EAN[MUG]), "task": task})
    assert late.status_code == 409
    assert "ended, while this handheld had no connection" in late.json()["said"]
    assert handheld.post(event).status_code == 200, "what counted is answered again"
    assert events(at) == known
    handheld.scan(SHELF)
    assert handheld.scan(EAN[MUG]) == "2 of 3"


# how it looks -------------------------------------------------------------------------


def test_a_look_is_chosen_on_the_page_and_kept(handheld: Handheld) -> None:
    assert "data-theme" not in handheld.page()
    assert handheld.look(theme="colourblind-dark").status_code == 204
    assert handheld.look(language="zh_CN").status_code == 204
    page = handheld.page()
    assert '<html lang="zh-CN" data-theme="colourblind-dark">' in page
    looks = handheld.page("/pda/look")
    assert looks.count('aria-pressed="true"') == 2
    assert handheld.look(theme="pink").status_code == 204
    assert "data-theme" not in handheld.page()


def test_every_theme_has_its_colours(handheld: Handheld) -> None:
    css = handheld.client.get("/pda/theme.css").text
    for theme in ("light", "dark", "colourblind-light", "colourblind-dark"):
        assert f':root[data-theme="{theme}"]' in css


# what is refused ----------------------------------------------------------------------


def test_guessed_badges_are_stopped(at: SmallHouse, handheld: Handheld) -> None:
    guesses = [f"USR-ABCDEFGH{n:02d}X" for n in range(23, 28)]
    assert handheld.signals(*guesses) == ["wrong"] * 5
    answer = handheld.post(handheld.event(at.badges[Post.PICKER]))
    assert answer.status_code == 429
    assert "Wait a minute" in answer.json()["said"]
    at.clock.advance(timedelta(minutes=1))
    assert handheld.signals(at.badges[Post.PICKER]) == ["good"]


def test_another_page_cannot_scan(at: SmallHouse, handheld: Handheld) -> None:
    (order,) = released(at, draft("A-1"))
    handheld.scan(at.badges[Post.PICKER])
    ours = {"origin": handheld.address, "content-type": "application/json"}
    foreign: list[tuple[dict[str, str], int]] = [
        ({"origin": "http://elsewhere.example"}, 403),
        ({"origin": ""}, 403),
        ({"content-type": "text/plain"}, 415),
        ({"host": "warehouse.example", "origin": "http://warehouse.example"}, 421),
    ]
    before = events(at)
    with nothing_written(at.house.database):
        for headers, status in foreign:
            body = handheld.event(order_no(at, order))
            answer = handheld.client.post("/pda/scan", json=body, headers={**ours, **headers})
            assert answer.status_code == status, headers
    assert events(at) == before


def test_a_body_that_is_no_scan_is_refused(handheld: Handheld) -> None:
    wrong: list[tuple[dict[str, object], int]] = [
        ({"event_id": "6"}, 400),
        ({"event_id": "5b3a2f0e-8f3c-4c1e-9a52-0123456789ab"}, 400),
        ({"code": ""}, 400),
        ({"code": 7}, 400),
        ({"device": "<b>"}, 400),
        ({"code": "x" * 700}, 400),
        ({"code": "x" * 2100}, 413),
    ]
    for changes, status in wrong:
        assert handheld.post({**handheld.event("1"), **changes}).status_code == status, changes
    assert handheld.post([]).status_code == 400


def test_only_allowed_networks_are_answered(handhelds: Handhelds) -> None:
    for network, status in (("10.0.7.0/24", 200), ("10.0.8.0/24", 403), ("::/0", 403)):
        app = pda_app(handhelds, allowed=[ip_network(network)])
        for address in ("10.0.7.9", "::ffff:10.0.7.9"):
            transport = ASGITransport(app, client=(address, 1))
            assert asyncio.run(_status(transport)) == status, (network, address)


async def _status(transport: ASGITransport) -> int:
    async with AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        return (await client.get("/pda/theme.css")).status_code


def test_every_answer_forbids_foreign_scripts(handheld: Handheld) -> None:
    paths = ("/pda", "/pda/look", "/pda/ahead", "/pda/theme.css", "/pda/static/pda.js", "/pda/no")
    for path in paths:
        policy = handheld.client.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
    page = handheld.page()
    assert "style=" not in page
    assert "onclick" not in page


def test_the_page_speaks_the_device_s_language(handheld: Handheld) -> None:
    page = handheld.client.get("/pda", headers={"accept-language": "zh-TW,zh;q=0.9"})
    assert 'lang="zh-TW"' in page.text
    assert "Scan your badge" not in page.text


def test_an_unchanged_page_is_not_sent_again(at: SmallHouse, handheld: Handheld) -> None:
    stamp = stamp_of(handheld.page())
    assert handheld.client.get(f"/pda/page?since={stamp}").status_code == 204
    handheld.scan(at.badges[Post.PICKER])
    assert handheld.client.get(f"/pda/page?since={stamp}").status_code == 200

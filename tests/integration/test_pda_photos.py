"""Photos from a handheld: whose they are, what is no photo, and what strangers may not send."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType

import pytest
from httpx import Response
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from db.schema.evidence import Evidence
from db.views.photos import photo_contents, photos_of_order
from fulfilment.evidence.pictures import MOST_BYTES
from gateway.pda.photo_desk import MOST_A_MINUTE
from procedure.ids import OrderId, uuid7
from procedure.words import Post
from tests.plugins.browsers import Hand
from tests.plugins.everything import nothing_written
from tests.plugins.handhelds import Handheld, HandheldAt
from tests.plugins.houses import SmallHouse, draft
from tests.plugins.journey import order_no, released
from tests.plugins.pictures import photo, photo_of_a_phone


def at_work(at: SmallHouse, handheld: Handheld) -> OrderId:
    """Signed in, an order's task open."""
    (order,) = released(at, draft("A-1"))
    handheld.signals(at.badges[Post.PICKER], order_no(at, order))
    return order


def send(
    handheld: Handheld, file: bytes, nth: int = 1, changes: Mapping[str, str] = MappingProxyType({})
) -> Response:
    """Send a photo of the open task, as the page does, with some things changed."""
    task = handheld.page().partition('data-task="')[2].partition('"')[0]
    key = str(uuid7(1_800_000_000_000 + nth, nth.to_bytes(10, "big")))
    asked = {"key": key, "kind": "damage", "task": task, **changes}
    headers = {"origin": handheld.address, "content-type": "image/jpeg"}
    return handheld.client.post("/pda/photo", params=asked, content=file, headers=headers)


def photos(at: SmallHouse) -> int:
    """Photos that are kept."""
    with at.house.database.read() as connection:
        return int(connection.scalar(select(func.count()).select_from(Evidence)) or 0)


def test_a_photo_is_kept_once_and_stripped(at: SmallHouse, handheld: Handheld) -> None:
    order = at_work(at, handheld)
    first, again = (send(handheld, photo_of_a_phone()) for _ in range(2))
    assert first.json() == again.json()
    assert first.json()["said"] == f"The photo is kept with order {order_no(at, order)}."
    with at.house.database.read() as connection:
        (row,) = photos_of_order(connection, order)
        content = photo_contents(connection, (row.evidence_id,))[row.evidence_id]
    assert (row.station, row.by) == ("pick-1", at.people[Post.PICKER].name)
    assert b"Exif" not in content


def test_what_is_no_photo_is_refused(at: SmallHouse, handheld: Handheld) -> None:
    at_work(at, handheld)
    with nothing_written(at.house.database):
        answer = send(handheld, b"<html>")
        assert (answer.status_code, answer.json()["signal"]) == (422, "wrong")
        assert "Take the photo once more" in answer.json()["said"]
        assert send(handheld, bytes(MOST_BYTES + 1)).status_code == 413


def test_a_photo_needs_somebody_and_a_task(
    at: SmallHouse, handheld: Handheld, handheld_at: HandheldAt
) -> None:
    at_work(at, handheld)
    with nothing_written(at.house.database):
        for changes in ({"task": ""}, {"task": "1;2"}, {"kind": "selfie"}, {"key": "7"}):
            assert send(handheld, photo(), 1, changes).status_code == 400, changes
        assert send(handheld, photo(), 1, {"task": "1.1"}).status_code == 409
        assert send(handheld_at(), photo(), 1, {"task": "1.1"}).status_code == 401
    task = handheld.page().partition('data-task="')[2].partition('"')[0]
    handheld.scan("CMD-LOCK")
    waits = send(handheld, photo(), 1, {"task": task})
    assert (waits.status_code, waits.json()["signal"]) == (401, "attention")
    handheld.scan(at.badges[Post.PICKER])
    assert send(handheld, photo(), 1, {"task": task}).status_code == 200


def test_another_page_cannot_send_photos(at: SmallHouse, handheld: Handheld) -> None:
    at_work(at, handheld)
    asked = {"key": str(uuid7(1, bytes(10))), "kind": "damage", "task": "1.1"}
    ours = {"origin": handheld.address, "content-type": "image/jpeg"}
    for headers, status in (
        ({"origin": "http://elsewhere.example"}, 403),
        ({"content-type": "text/html"}, 415),
        ({"host": "warehouse.example", "origin": "http://warehouse.example"}, 421),
    ):
        answer = handheld.client.post(
            "/pda/photo", params=asked, content=photo(), headers={**ours, **headers}
        )
        assert answer.status_code == status, headers
    assert photos(at) == 0


def test_a_flood_of_photos_waits(at: SmallHouse, handheld: Handheld) -> None:
    at_work(at, handheld)
    for nth in range(MOST_A_MINUTE):
        send(handheld, b"no photo", nth)
    answer = send(handheld, photo(), 99)
    assert (answer.status_code, photos(at)) == (429, 0)
    assert "wait on this handheld" in json.loads(answer.text)["said"]


@pytest.mark.needs_browser
def test_a_photo_is_taken_on_the_page_and_sent_when_the_network_is_back(
    at: SmallHouse, page: Page
) -> None:
    hand = Hand(page)
    hand.choose_station("pick-1")
    (order,) = released(at, draft("A-1"))
    hand.scan(at.badges[Post.PICKER], order_no(at, order))
    expect(page.locator("#shelf")).to_be_visible()

    def take(words: str, file: bytes) -> None:
        page.locator('[data-tool="photo"]').click()
        with page.expect_file_chooser() as camera:
            page.get_by_text(words).click()
        camera.value.set_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": file})

    take("Damage", photo_of_a_phone(3000, 2000))
    hand.noted(f"The photo is kept with order {order_no(at, order)}.")
    take("Open box", b"no photo")
    hand.noted("This file is no photo")
    assert photos(at) == 1
    page.route("**/pda/photo*", lambda route: route.abort())
    take("Open box", photo())
    hand.noted("The photo is being sent.")
    with page.expect_event("requestfailed", lambda request: "/pda/photo" in request.url):
        page.reload()
    assert photos(at) == 1
    page.unroute("**/pda/photo*")
    hand.noted("The photo is kept")
    with at.house.database.read() as connection:
        newest, first = photos_of_order(connection, order)
    assert (newest.kind, first.kind) == ("open_box", "damage")

"""The one door to personal data, on every database: who looked and why stands in the log."""

from __future__ import annotations

from sqlalchemy import select

from db.schema.log import RevealLog
from fulfilment.house import SYSTEM
from fulfilment.privacy import FullReceiver, reveal_receiver
from procedure.ids import OrderId
from procedure.verdicts import VerdictKind
from procedure.words import Post, Screen
from tests.plugins.everything import nothing_written
from tests.plugins.houses import SmallHouse, draft
from tests.plugins.journey import change_address, expect, taken, verdict_of


def test_the_rep_sees_the_receiver_and_the_look_is_logged(at: SmallHouse) -> None:
    (order,) = taken(at, draft("A-1"))
    rep = at.at(Post.SERVICE_REP, Screen.SHIP)
    seen = expect(FullReceiver, reveal_receiver(at.house, rep, order, "calls back"))
    assert (seen.receiver, seen.phone) == ("陈晓静", "13800138000")
    with at.house.database.read() as connection:
        (row,) = connection.execute(select(RevealLog.__table__)).all()
    assert (row.person_id, row.station_id, row.order_id) == (rep.person_id, rep.station_id, order)
    assert (row.reason, row.at) == ("calls back", at.clock.now)


def test_every_look_is_logged_and_shows_the_newest_address(at: SmallHouse) -> None:
    (order,) = taken(at, draft("A-1"))
    change_address(at, order, phone="13900139000")
    for _ in range(2):
        rep = at.people[Post.SERVICE_REP]
        seen = expect(FullReceiver, reveal_receiver(at.house, rep, order, "calls back"))
        assert seen.phone == "13900139000"
    with at.house.database.read() as connection:
        assert len(connection.execute(select(RevealLog.id)).all()) == 2


NEED_NOT_KNOW = (
    Post.PICKER,
    Post.PACKER,
    Post.INSPECTOR,
    Post.SHIPPER,
    Post.PURCHASING,
    Post.TECHNICIAN,
)


def test_who_need_not_know_sees_nothing(at: SmallHouse) -> None:
    (order,) = taken(at, draft("A-1"))
    with nothing_written(at.house.database):
        for post in NEED_NOT_KNOW:
            refused = reveal_receiver(at.house, at.people[post], order, "curious")
            assert verdict_of(refused).kind is VerdictKind.NOT_ALLOWED, post


def test_nobody_in_particular_sees_nothing(at: SmallHouse) -> None:
    (order,) = taken(at, draft("A-1"))
    with nothing_written(at.house.database):
        refused = reveal_receiver(at.house, SYSTEM, order, "a job at night")
    assert verdict_of(refused).kind is VerdictKind.NOT_SIGNED_IN


def test_an_order_that_is_not_there(at: SmallHouse) -> None:
    with nothing_written(at.house.database):
        refused = reveal_receiver(at.house, at.people[Post.SERVICE_REP], OrderId(7), "calls back")
    assert verdict_of(refused).kind is VerdictKind.ORDER_NOT_FOUND


def test_nobody_looks_without_a_reason(at: SmallHouse) -> None:
    (order,) = taken(at, draft("A-1"))
    with nothing_written(at.house.database):
        refused = reveal_receiver(at.house, at.people[Post.SERVICE_REP], order, "  ")
    assert verdict_of(refused).kind is VerdictKind.ASK_REASON

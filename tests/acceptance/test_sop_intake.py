"""2.1 Intake, in the words of the floor, on every database."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from db.schema.orders import Order
from db.views.orders import OrderFilter, order_page
from fulfilment.intake.intake import Taken, take_orders
from fulfilment.orders.confirmation import Confirmed, confirm_orders
from procedure.verdicts import VerdictKind
from procedure.words import HoldKind, Post
from tests.plugins.everything import nothing_written
from tests.plugins.houses import SmallHouse, draft
from tests.plugins.journey import expect, open_holds, taken


@pytest.mark.sop("2.1.1b")
def test_a_guest_who_left_no_contact_is_held_and_not_confirmed(at: SmallHouse) -> None:
    nobody = replace(draft().receiver, phone="")
    guest, member = taken(
        at,
        draft("A-1", buyer_logged_in=False, buyer_contact=None, receiver=nobody),
        draft("A-2", buyer_logged_in=True),
    )
    assert (HoldKind.MISSING_CONTACT, "missing_contact") in open_holds(at, guest)
    assert open_holds(at, member) == []
    with at.house.database.read() as connection:
        rows = connection.execute(select(Order.id, Order.buyer_logged_in))
        logged_in = {row.id: row.buyer_logged_in for row in rows}
    assert logged_in == {guest: False, member: True}
    rep = at.people[Post.SERVICE_REP]
    result = expect(Confirmed, confirm_orders(at.house, rep, [guest, member]))
    assert result.orders == (member,)
    assert [why.kind for _, why in result.refused] == [VerdictKind.ORDER_STOPPED]


@pytest.mark.sop("2.1.3b")
def test_importing_the_same_feed_twice_changes_nothing_and_says_so(at: SmallHouse) -> None:
    rep = at.people[Post.SERVICE_REP]
    feed = [draft(f"A-{n}") for n in range(5)]
    first = expect(Taken, take_orders(at.house, rep, feed))
    assert len(first.orders) == 5
    with nothing_written(at.house.database):
        second = expect(Taken, take_orders(at.house, rep, feed))
    assert second.orders == ()
    assert second.known == tuple(f"A-{n}" for n in range(5))
    with at.house.database.read() as connection:
        rows = order_page(connection, OrderFilter(), None, 10).rows
    assert {row.channel for row in rows} == {"Web shop"}, "the tag that everybody sees"


@pytest.mark.sop("2.1.3b")
def test_the_database_itself_refuses_a_number_that_its_channel_used(at: SmallHouse) -> None:
    taken(at, draft("A-1"))
    with at.house.database.read() as connection:
        row = dict(connection.execute(select(Order.__table__)).one()._mapping)
    again = {**row, "id": row["id"] + 1, "order_no": "20261123999999"}
    with (
        nothing_written(at.house.database),
        pytest.raises(IntegrityError),
        at.house.database.write() as connection,
    ):
        connection.execute(insert(Order).values(again))

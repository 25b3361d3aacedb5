"""Unpaid orders on every database: their stock is kept for a while, and then it is free again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from db.schema.log import OrderLog
from fulfilment.orders.unpaid import Expired, expire_unpaid
from fulfilment.release.reservation import Reserved, reserve_orders
from procedure.verdicts import VerdictKind
from procedure.words import (
    OrderStatus,
    Post,
)
from tests.plugins.everything import nothing_written
from tests.plugins.houses import MUG, SmallHouse, draft
from tests.plugins.journey import (
    balance,
    confirmed,
    expect,
    line,
    on_shelf,
    release,
    released,
    status,
    taken,
    waits,
)

# unpaid orders -------------------------------------------------------------------


@pytest.mark.sop("3.2.1b")
def test_an_unpaid_order_keeps_its_stock_until_it_expires(at: SmallHouse) -> None:
    early, late, paid = taken(
        at, draft("U-1", paid_minor=0), draft("U-2", paid_minor=0), draft("P-1")
    )
    rep = at.people[Post.SERVICE_REP]
    done = expect(Reserved, reserve_orders(at.house, rep, [early, late, paid]))
    assert done.whole == (early, late, paid)
    assert status(at, early) is OrderStatus.AWAITING_PAYMENT
    assert balance(at, MUG) == (20, 14, 6, 0)
    assert on_shelf(at, "A-01-01-01") == (20, 0, 0), "promised, but no shelf is chosen"
    with nothing_written(at.house.database):
        assert expire_unpaid(at.house, rep) == Expired()
    at.clock.advance(timedelta(hours=at.house.order_policy.unpaid_hours, seconds=1))
    assert expire_unpaid(at.house, rep) == Expired((early, late), 6)
    assert status(at, early) is OrderStatus.CANCELLED
    assert status(at, paid) is OrderStatus.PENDING
    assert balance(at, MUG) == (20, 18, 2, 0)
    with at.house.database.read() as connection:
        actions = connection.scalars(
            select(OrderLog.action).where(OrderLog.order_id == late).order_by(OrderLog.seq)
        ).all()
    assert actions == ["taken", "reserved", "unpaid"]


def test_a_reservation_is_what_the_release_takes_from(at: SmallHouse) -> None:
    mine, other = confirmed(
        at, draft("A-1", lines=(line(MUG, 15),)), draft("A-2", lines=(line(MUG, 15),))
    )
    rep = at.people[Post.SERVICE_REP]
    expect(Reserved, reserve_orders(at.house, rep, [mine]))
    done = release(at, [other, mine])
    assert done.to_pick == (mine,)
    assert waits(done) == [(other, 10)]
    assert balance(at, MUG) == (20, 0, 20, 0)


def test_a_picked_order_reserves_nothing_more(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    with nothing_written(at.house.database):
        done = expect(Reserved, reserve_orders(at.house, at.people[Post.SERVICE_REP], [order]))
    assert [why.kind for _, why in done.refused] == [VerdictKind.ORDER_NOT_READY]

"""What may be promised, and what may be walked to: margins, reserve shelves, counts, policy."""

from __future__ import annotations

import pytest
from sqlalchemy import func, insert, select, update

from db.schema.counting import StockCount
from db.schema.log import OrderLog
from db.schema.outbox import Outbox
from db.schema.products import Product
from db.schema.stock import Shelf
from fulfilment.release.reservation import Released, Reserved, reserve_orders
from fulfilment.release.shortfalls import ShortLine
from procedure.policy import OrderPolicy
from procedure.words import CountStatus, OrderStatus, Post, ShelfKind
from tests.plugins.houses import MUG, TEA, SmallHouse, draft
from tests.plugins.journey import (
    balance,
    confirmed,
    expect,
    line,
    on_shelf,
    release,
    status,
    waits,
)


def shelf(at: SmallHouse, code: str, **changes: object) -> None:
    """Change a shelf, as its screen or a count does."""
    with at.house.database.write() as connection:
        connection.execute(update(Shelf).where(Shelf.id == at.shelves[code]).values(**changes))


def margin(at: SmallHouse, sku: str, days: int) -> None:
    with at.house.database.write() as connection:
        connection.execute(
            update(Product).where(Product.id == at.products[sku]).values(shipping_margin_days=days)
        )


def counted_shelf(at: SmallHouse, code: str) -> None:
    """A count has the shelf."""
    count_id = at.house.ids()
    with at.house.database.write() as connection:
        connection.execute(
            insert(StockCount).values(
                id=count_id,
                warehouse_id=at.house.place.warehouse_id,
                count_no="CNT-1",
                blind=True,
                status=CountStatus.OPEN,
                reason="monthly",
                created_at=at.clock.now,
            )
        )
    shelf(at, code, count_id=count_id)


def the_line(result: Released) -> ShortLine:
    ((short,),) = [order.lines for order in result.short]
    return short


@pytest.mark.sop("3.2.1b")
def test_a_lot_within_the_shipping_margin_is_not_promised(at: SmallHouse) -> None:
    """L1108 ends 98 days from now: the last day of the margin is too late, the next is not."""
    margin(at, TEA, 98)
    (order,) = confirmed(at, draft("A-1", lines=(line(TEA, 15),)))
    result = release(at, [order])
    assert the_line(result) == ShortLine(
        the_line(result).line_id, at.products[TEA], 5, 0, 0, reserved=10, left=0
    )
    assert balance(at, TEA) == (20, 10, 10, 0), "available, but not to be promised"
    margin(at, TEA, 97)
    assert release(at, [order]).to_pick == (order,)
    assert on_shelf(at, "A-01-01-02") == (0, 10, 0), "the lot that expires first"
    assert on_shelf(at, "A-01-02-01") == (5, 5, 0)


@pytest.mark.sop("3.2.1b")
def test_a_promise_on_goods_that_went_out_of_date_is_let_go(at: SmallHouse) -> None:
    (order,) = confirmed(at, draft("A-1", lines=(line(TEA, 20),)))
    expect(Reserved, reserve_orders(at.house, at.people[Post.SERVICE_REP], [order]))
    assert balance(at, TEA) == (20, 0, 20, 0)
    margin(at, TEA, 98)
    result = release(at, [order])
    assert (the_line(result).missing, the_line(result).reserved) == (10, 10)
    assert balance(at, TEA) == (20, 10, 10, 0)
    assert the_line(result).left == 0, "what is available again may not be shipped"


def test_units_on_a_reserve_shelf_are_promised_and_waited_for(at: SmallHouse) -> None:
    shelf(at, "A-01-02-01", kind=ShelfKind.RESERVE)
    waits_for_it, next_one = confirmed(
        at, draft("A-1", lines=(line(TEA, 15),)), draft("A-2", lines=(line(TEA, 5),))
    )
    result = release(at, [waits_for_it, next_one])
    assert result.to_pick == (next_one,), "what it cannot use now is not kept from others"
    short = the_line(result)
    assert (short.missing, short.to_fetch, short.reserved, short.left) == (0, 10, 15, 0)
    assert status(at, waits_for_it) is OrderStatus.BACKORDERED
    assert balance(at, TEA) == (20, 0, 20, 0)
    assert on_shelf(at, "A-01-02-01") == (10, 0, 0), "nobody walks to it"
    with at.house.database.read() as connection:
        assert (
            connection.scalar(select(func.count(Outbox.id)).where(Outbox.kind == "shortage")) == 0
        )
        actions = connection.scalars(
            select(OrderLog.action).where(OrderLog.order_id == waits_for_it).order_by(OrderLog.seq)
        ).all()
    assert actions == ["taken", "confirmed", "fetching"]
    shelf(at, "A-01-02-01", kind=ShelfKind.PICK)
    assert release(at, [waits_for_it]).to_pick == (waits_for_it,)


def test_a_shelf_that_is_counted_gives_nothing_meanwhile(at: SmallHouse) -> None:
    counted_shelf(at, "A-01-01-01")
    (order,) = confirmed(at, draft("A-1"))
    short = the_line(release(at, [order]))
    assert (short.product_id, short.in_count, short.missing) == (at.products[MUG], 2, 0)
    assert balance(at, MUG) == (20, 18, 2, 0)
    shelf(at, "A-01-01-01", count_id=None)
    assert release(at, [order]).to_pick == (order,)


def test_a_shelf_that_is_out_of_use_gives_nothing(at: SmallHouse) -> None:
    shelf(at, "A-01-01-02", active=False)
    (order,) = confirmed(at, draft("A-1", lines=(line(TEA, 12),)))
    assert the_line(release(at, [order])).missing == 2
    assert on_shelf(at, "A-01-01-02") == (10, 0, 0)


def test_by_policy_a_part_is_let_go_for_the_next(at: SmallHouse) -> None:
    at.house.order_policy = OrderPolicy(version=2, partial_reservation=False)
    greedy, modest = confirmed(
        at, draft("A-1", lines=(line(TEA, 2), line(MUG, 25))), draft("A-2", lines=(line(MUG, 18),))
    )
    result = release(at, [greedy, modest])
    assert result.to_pick == (modest,)
    short = the_line(result)
    assert (short.missing, short.reserved, short.left) == (5, 0, 2)
    assert balance(at, TEA) == (20, 20, 0, 0)
    assert balance(at, MUG) == (20, 2, 18, 0)


def test_by_policy_what_was_kept_before_is_let_go_too(at: SmallHouse) -> None:
    (order,) = confirmed(at, draft("A-1", lines=(line(MUG, 25), line(TEA, 1))))
    assert waits(release(at, [order])) == [(order, 5)]
    at.house.order_policy = OrderPolicy(version=2, partial_reservation=False)
    assert the_line(release(at, [order])).left == 20
    assert balance(at, MUG) == (20, 20, 0, 0)
    assert balance(at, TEA) == (20, 20, 0, 0)


def test_orders_are_served_in_the_order_given(at: SmallHouse) -> None:
    first, second = confirmed(
        at, draft("A-1", lines=(line(MUG, 15),)), draft("A-2", lines=(line(MUG, 15),))
    )
    result = release(at, [second, first])
    assert result.to_pick == (second,)
    assert waits(result) == [(first, 10)]

"""What purchasing looks at: requests, purchase orders, and what is to be carried."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from db.schema.purchasing import Replenishment
from db.views.carries import replenish_moves
from db.views.purchasing import (
    PurchasePage,
    RequestPage,
    purchase_lines,
    purchase_page,
    request_page,
)
from fulfilment.supply.purchasing import draft_purchase_orders, send_purchase_order
from procedure.effects import Refused
from procedure.words import Post, PurchaseStatus, ReplenishmentSource, ReplenishmentStatus
from tests.plugins.houses import CABLE, MUG, TEA, SmallHouse, draft
from tests.plugins.journey import confirmed, line, release
from tests.plugins.shortfalls import RESERVE, add_reserve_shelf, add_supplier, carry, stand


def wanted(at: SmallHouse) -> None:
    """Two orders: mugs and cables are missing, tea stands on a reserve shelf."""
    stand(at, TEA, add_reserve_shelf(at), 9)
    add_supplier(at, "CUPS", MUG)
    orders = confirmed(
        at,
        draft("A-1", lines=(line(MUG, 24), line(TEA, 23))),
        draft("A-2", lines=(line(MUG, 1), line(CABLE, 103))),
        draft("A-3", lines=(line(TEA, 6),)),
    )
    release(at, orders)


def page(
    at: SmallHouse, before: int | None = None, limit: int = 10, *, closed: bool = False
) -> RequestPage:
    with at.house.database.read() as connection:
        place = at.house.place.warehouse_id
        return request_page(connection, place, None, before, limit, closed=closed)


def purchases(at: SmallHouse, today: date) -> PurchasePage:
    with at.house.database.read() as connection:
        return purchase_page(connection, at.house.place.warehouse_id, today, None, 10)


def test_requests_are_paged_with_who_waits_for_them(at: SmallHouse) -> None:
    wanted(at)
    rows = {(row.sku, row.source.value): row for row in page(at).rows}
    mugs = rows[MUG, "purchase"]
    assert (mugs.quantity, mugs.orders, mugs.supplier, mugs.on_order) == (5, 2, "CUPS Ltd", 0)
    assert rows[CABLE, "purchase"].supplier == ""
    first = page(at, limit=1)
    second = page(at, first.next_before, limit=10)
    assert first.next_before is not None
    assert [r.request_id for r in (*first.rows, *second.rows)] == [
        r.request_id for r in page(at).rows
    ]
    assert second.next_before is None
    assert page(at, closed=True).rows == ()


def test_a_purchase_order_is_followed_with_its_lines(at: SmallHouse) -> None:
    wanted(at)
    mugs = next(row for row in page(at).rows if row.sku == MUG)
    buyer = at.people[Post.PURCHASING]
    made = draft_purchase_orders(at.house, buyer, [mugs.request_id])
    assert not isinstance(made, Refused)
    send_purchase_order(at.house, buyer, made[0].purchase_order_id)
    (row,) = purchases(at, at.house.today).rows
    assert (row.po_no, row.supplier, row.status) == (
        made[0].po_no,
        "CUPS Ltd",
        PurchaseStatus.SENT,
    )
    assert (row.ordered, row.received, row.is_late) == (5, 0, False)
    (late,) = purchases(at, at.house.today + timedelta(days=5)).rows
    assert late.is_late
    with at.house.database.read() as connection:
        (bought,) = purchase_lines(connection, row.purchase_order_id)
    assert (bought.sku, bought.ordered, bought.received) == (MUG, 5, 0)
    mugs = next(row for row in page(at).rows if row.sku == MUG)
    assert (mugs.status, mugs.on_order) == (ReplenishmentStatus.ORDERED, 5)


def test_what_is_to_be_carried_names_shelves_and_lot(at: SmallHouse) -> None:
    shelf = add_reserve_shelf(at)
    stand(at, MUG, shelf, 9)
    (order,) = confirmed(at, draft("A-1", lines=(line(MUG, 26),)))
    release(at, [order])
    with at.house.database.read() as connection:
        rows = select(Replenishment.id).where(Replenishment.source == ReplenishmentSource.RESERVE)
        ids = list(connection.scalars(rows))
        place, today = at.house.place.warehouse_id, at.house.today
        (move,) = replenish_moves(connection, place, ids, today)
    assert (move.sku, move.quantity) == (MUG, 6)
    assert (move.from_shelf, move.to_shelf) == (RESERVE, "A-01-01-01")
    carry(at, MUG, 4, shelf)
    with at.house.database.read() as connection:
        (rest,) = replenish_moves(connection, place, ids, today)
    assert rest.quantity == 2

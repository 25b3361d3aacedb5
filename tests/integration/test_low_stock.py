"""The live status of products, and low stock: alternatives in stock, the rep's choice logged."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, select, update

from db.schema.log import OrderLog
from db.schema.products import Product, ProductPart
from db.views.stock_status import live_statuses
from fulfilment.orders.low_stock import LowStockNoted, confirm_low_stock, low_lines
from procedure.ids import OrderId, OrderLineId, ProductId
from procedure.verdicts import VerdictKind
from procedure.words import Post, StockStatus
from tests.plugins.everything import nothing_written
from tests.plugins.houses import CABLE, MUG, TEA, SmallHouse, draft
from tests.plugins.journey import expect, line, released, set_up, taken, verdict_of
from tests.plugins.shortfalls import alternatives


def statuses(at: SmallHouse) -> dict[str, tuple[StockStatus, int]]:
    with at.house.database.read() as connection:
        found = live_statuses(
            connection, at.house.place.warehouse_id, list(at.products.values()), 10
        )
    return {live.sku: (live.status, live.available) for live in found.values()}


def change(at: SmallHouse, sku: str, **values: object) -> None:
    statement = update(Product).where(Product.sku == sku).values(**values)
    set_up(at, lambda work: work.connection.execute(statement).rowcount)


def test_a_status_follows_stock_and_sale(at: SmallHouse) -> None:
    assert statuses(at)[MUG] == (StockStatus.AVAILABLE, 20)
    released(at, draft("A-1", lines=(line(MUG, 11),)))
    assert statuses(at)[MUG] == (StockStatus.LOW, 9)
    change(at, MUG, low_stock_below=5)
    assert statuses(at)[MUG] == (StockStatus.AVAILABLE, 9), "its own limit comes before the policy"
    released(at, draft("A-2", lines=(line(MUG, 9),)))
    assert statuses(at)[MUG] == (StockStatus.SOLD_OUT, 0)
    change(at, MUG, sale_status="delisted")
    change(at, CABLE, sale_status="discontinued")
    assert statuses(at)[MUG][0] is StockStatus.DELISTED
    assert statuses(at)[CABLE][0] is StockStatus.DISCONTINUED


def test_of_a_bundle_there_are_as_many_as_its_scarcest_part_allows(at: SmallHouse) -> None:
    change(at, CABLE, is_bundle=True)
    parts = [
        {"bundle_id": at.products[CABLE], "part_id": at.products[sku], "quantity": each}
        for sku, each in ((MUG, 1), (TEA, 3))
    ]
    set_up(at, lambda work: work.connection.execute(insert(ProductPart), parts).rowcount)
    assert statuses(at)[CABLE] == (StockStatus.LOW, 6)
    change(at, CABLE, is_bundle=False)


@pytest.fixture
def low(at: SmallHouse) -> tuple[SmallHouse, OrderId]:
    """Nine mugs are left, somebody wants six; tea and cables may stand in."""
    released(at, draft("A-0", lines=(line(MUG, 11),)))
    (order,) = taken(at, draft("A-1", lines=(line(MUG, 6), line(CABLE, 1))))
    alternatives(at, MUG, TEA, CABLE)
    return at, order


@pytest.mark.sop("2.2.2b")
def test_low_stock_offers_what_is_there_and_the_choice_is_logged(
    low: tuple[SmallHouse, OrderId],
) -> None:
    at, order = low
    (asked,) = low_lines(at.house, order)
    assert (asked.sku, asked.units, asked.available) == (MUG, 6, 9)
    assert [offer.sku for offer in asked.alternatives] == [TEA, CABLE]
    released(at, draft("A-2", lines=(line(TEA, 15),)))
    (asked,) = low_lines(at.house, order)
    assert [offer.sku for offer in asked.alternatives] == [CABLE], "five are too few for six"
    change(at, CABLE, sale_status="discontinued")
    assert low_lines(at.house, order)[0].alternatives == (), "only what is on sale"
    change(at, CABLE, sale_status="on_sale")
    rep = at.people[Post.SERVICE_REP]
    expect(LowStockNoted, confirm_low_stock(at.house, rep, order, asked.line_id))
    swap = confirm_low_stock(at.house, rep, order, asked.line_id, at.products[CABLE])
    expect(LowStockNoted, swap)
    with at.house.database.read() as connection:
        logged = connection.execute(
            select(OrderLog.action, OrderLog.data, OrderLog.person_id)
            .where(OrderLog.order_id == order, OrderLog.action.startswith("low_stock"))
            .order_by(OrderLog.seq)
        ).all()
    assert [(row.action, row.data) for row in logged] == [
        ("low_stock_kept", {"sku": MUG, "available": 9}),
        ("low_stock_swapped", {"sku": MUG, "available": 9, "alternative": CABLE}),
    ]
    assert {row.person_id for row in logged} == {rep.person_id}


def test_what_is_not_low_or_not_offered_is_refused(low: tuple[SmallHouse, OrderId]) -> None:
    at, order = low
    (asked,) = low_lines(at.house, order)
    rep = at.people[Post.SERVICE_REP]
    with nothing_written(at.house.database):
        unknown = confirm_low_stock(at.house, rep, order, asked.line_id, ProductId(1))
        same = confirm_low_stock(at.house, rep, order, asked.line_id, at.products[MUG])
        other = confirm_low_stock(at.house, rep, order, OrderLineId(1))
        picker = confirm_low_stock(at.house, at.people[Post.PICKER], order, asked.line_id)
    assert verdict_of(unknown).kind is VerdictKind.REPLACEMENT_REFUSED
    assert dict(verdict_of(same).params) == {"why": "not_offered", "sku": MUG}
    assert verdict_of(other).kind is VerdictKind.ORDER_CHANGED
    assert verdict_of(picker).kind is VerdictKind.NOT_ALLOWED
    change(at, MUG, low_stock_below=3)
    with nothing_written(at.house.database):
        enough = confirm_low_stock(at.house, rep, order, asked.line_id)
    assert verdict_of(enough).kind is VerdictKind.NOT_LOW

"""A bundle ordered is its parts picked; gifts come along; the total stays what was asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.views.order_detail import OrderDetail, order_detail
from fulfilment.goods.product_facts import ProductFacts
from fulfilment.goods.product_links import Gift, LinksSaved, Part, save_gifts, save_parts
from fulfilment.goods.products import ProductSaved, save_product
from fulfilment.intake.drafts import LineDraft
from fulfilment.intake.intake import Taken, take_orders
from procedure.ids import OrderId
from procedure.words import HoldKind, OrderStatus, Post, SaleStatus
from tests.plugins.everything import nothing_written
from tests.plugins.houses import CABLE, MUG, TEA, SmallHouse, draft
from tests.plugins.journey import (
    balance,
    bound,
    expect,
    line,
    open_holds,
    released,
    status,
    taken,
)

SET = "SET-1"


@pytest.fixture
def shop(at: SmallHouse) -> SmallHouse:
    """The small house with a bundle of two mugs and a tea, and a cable given with two sets."""
    buyer = at.people[Post.PURCHASING]
    saved = save_product(at.house, buyer, ProductFacts(SET, "Tea for two"))
    bundle = expect(ProductSaved, saved).product_id
    at.products[SET] = bundle
    parts = [Part(at.products[MUG], 2), Part(at.products[TEA], 1)]
    expect(LinksSaved, save_parts(at.house, buyer, bundle, parts))
    expect(LinksSaved, save_gifts(at.house, buyer, bundle, [Gift(at.products[CABLE], 2, 1)]))
    return at


def seen(at: SmallHouse, order: OrderId) -> OrderDetail:
    with at.house.database.read() as connection:
        found = order_detail(connection, order)
    assert found is not None
    return found


def delist(at: SmallHouse, sku: str) -> None:
    """The product may not be sold any more."""
    names = {MUG: "Mug, blue, 350 ml", CABLE: "Cable USB-C, 2 m", SET: "Tea for two"}
    facts = ProductFacts(sku, names[sku], SaleStatus.DELISTED)
    version = 2 if sku == SET else 1
    buyer = at.people[Post.PURCHASING]
    expect(ProductSaved, save_product(at.house, buyer, facts, at.products[sku], version))


def test_parts_and_gifts_are_lines_under_their_bundle(shop: SmallHouse) -> None:
    (order,) = taken(shop, draft(lines=(line(TEA, 1), LineDraft(SET, "Set", 2, 30000))))
    detail = seen(shop, order)
    assert [
        (each.sku, each.quantity, each.unit_price_minor, each.bundle_no, each.is_gift)
        for each in detail.lines
    ] == [
        (TEA, 1, 1000, None, False),
        (MUG, 4, 0, 2, False),
        (TEA, 2, 0, 2, False),
        (CABLE, 1, 0, None, True),
    ]
    assert [(b.line_no, b.sku, b.quantity, b.unit_price_minor) for b in detail.bundles] == [
        (2, SET, 2, 30000)
    ]
    assert detail.total_minor == 61000
    assert open_holds(shop, order) == []


def test_a_bundle_goes_through_the_house_as_its_parts(shop: SmallHouse, tmp_path: Path) -> None:
    (order,) = released(shop, draft(lines=(line(SET, 1),)))
    assert balance(shop, MUG) == (20, 18, 2, 0)
    bound(shop, order, tmp_path)
    assert status(shop, order) is OrderStatus.READY_TO_SHIP


def test_the_same_bundle_order_again_changes_nothing(shop: SmallHouse) -> None:
    rep = shop.people[Post.SERVICE_REP]
    wanted = draft(lines=(line(SET, 2),))
    taken(shop, wanted)
    with nothing_written(shop.house.database):
        again = expect(Taken, take_orders(shop.house, rep, [wanted]))
    assert (again.orders, again.known) == ((), ("A-1",))


def test_a_gift_needs_its_quantity_in_the_order_and_comes_once(shop: SmallHouse) -> None:
    few, many = taken(
        shop, draft("A-1", lines=(line(SET, 1),)), draft("A-2", lines=(line(SET, 1), line(SET, 5)))
    )
    assert not any(each.is_gift for each in seen(shop, few).lines)
    assert [each.quantity for each in seen(shop, many).lines if each.is_gift] == [1]


def test_a_part_or_bundle_that_is_not_sold_holds_the_order(shop: SmallHouse) -> None:
    delist(shop, MUG)
    (order,) = taken(shop, draft("A-1", lines=(line(SET, 1),)))
    assert open_holds(shop, order) == [(HoldKind.NOT_SALEABLE, "delisted")]
    delist(shop, SET)
    (both,) = taken(shop, draft("A-2", lines=(line(SET, 1),)))
    assert open_holds(shop, both) == [(HoldKind.NOT_SALEABLE, "delisted")] * 2


def test_a_gift_that_is_not_sold_any_more_is_not_given(shop: SmallHouse) -> None:
    delist(shop, CABLE)
    (order,) = taken(shop, draft(lines=(line(SET, 2),)))
    assert open_holds(shop, order) == []
    assert not any(each.is_gift for each in seen(shop, order).lines)


def test_wording_goes_with_the_parts(shop: SmallHouse) -> None:
    engraved = LineDraft(SET, "Set", 1, 30000, customization="For Anna")
    (order,) = taken(shop, draft(lines=(engraved,)))
    assert open_holds(shop, order) == [(HoldKind.CUSTOM_WORDING, "custom_wording")]
    assert {each.customization for each in seen(shop, order).lines} == {"For Anna"}


def test_an_order_keeps_its_parts_whatever_becomes_of_the_bundle(shop: SmallHouse) -> None:
    (before,) = taken(shop, draft("A-1", lines=(line(SET, 1),)))
    buyer = shop.people[Post.PURCHASING]
    expect(LinksSaved, save_parts(shop.house, buyer, shop.products[SET], []))
    (after,) = taken(shop, draft("A-2", lines=(line(SET, 1),)))
    assert [each.sku for each in seen(shop, before).lines] == [MUG, TEA]
    assert [each.sku for each in seen(shop, after).lines] == [SET]

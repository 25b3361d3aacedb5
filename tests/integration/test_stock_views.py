"""What the stock screens read, on both databases: pages by key, searches, places, the ledger."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.views.counts import count_numbers, count_page, countable_shelves, countable_zones
from db.views.stock import (
    StockFilter,
    StockRow,
    StockSort,
    StockView,
    stock_counts,
    stock_of,
    stock_page,
)
from db.views.stock_detail import shelf_named, stock_history, stock_places
from fulfilment.house import SYSTEM, Work
from fulfilment.set_up import NewProduct, add_products
from fulfilment.stock.blocking import block_goods
from fulfilment.stock.bookings import Units
from fulfilment.stock.counting import CountOpened, cancel_count, open_count
from procedure.ids import ProductId
from procedure.permissions import UseCase
from procedure.words import CountStatus, Post, SaleStatus, StockCondition, StockStatus
from tests.plugins.houses import CABLE, EAN, MUG, TEA, SmallHouse

EVERYTHING = StockFilter(StockView.ALL, "", 10)
MUGS = "A-01-01-01"


def _add(at: SmallHouse, *products: NewProduct) -> None:
    def body(work: Work) -> None:
        add_products(work, products)

    at.house.run(SYSTEM, UseCase.MANAGE_GOODS, body)


def _rows(at: SmallHouse, chosen: StockFilter, limit: int = 100) -> list[StockRow]:
    """All rows, read page by page."""
    rows: list[StockRow] = []
    after = None
    while True:
        with at.house.database.read() as connection:
            page = stock_page(connection, at.house.place.warehouse_id, chosen, after, limit)
        rows += page.rows
        if page.following is None:
            return rows
        assert len(page.rows) == limit
        after = page.following


def _skus(at: SmallHouse, chosen: StockFilter, limit: int = 100) -> list[str]:
    return [row.sku for row in _rows(at, chosen, limit)]


def _block(at: SmallHouse, quantity: int) -> None:
    units = Units(ProductId(at.products[MUG]), "", MUGS, quantity)
    block_goods(at.house, at.people[Post.SUPERVISOR], units, StockCondition.DAMAGED, "wet")


@pytest.mark.parametrize("sort", StockSort)
@pytest.mark.parametrize("descending", [False, True])
def test_pages_show_every_product_once_in_order(
    small_house: SmallHouse, sort: StockSort, descending: bool
) -> None:
    _add(small_house, *(NewProduct(f"N-{n}", "New", ()) for n in range(5)))
    chosen = replace(EVERYTHING, sort=sort, descending=descending)
    rows = _rows(small_house, chosen, limit=2)
    keys = [(row.available if sort is StockSort.AVAILABLE else 0, row.sku) for row in rows]
    assert keys == sorted(keys, reverse=descending)
    assert len(rows) == 8


def test_a_bundle_has_no_stock_of_its_own_and_is_not_listed(small_house: SmallHouse) -> None:
    _add(small_house, NewProduct("SET", "Set of two", (), is_bundle=True))
    assert _skus(small_house, EVERYTHING) == [MUG, TEA, CABLE]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mug", [MUG]),
        ("lj-", [TEA]),
        (EAN[TEA][:6], [TEA]),
        (EAN[TEA], [TEA]),
        ("00" + EAN[TEA][:5], []),
        ("100%", ["P-1"]),
        ("a_b", ["P-2"]),
        ("a/b", ["P-3"]),
        ("龙井", ["P-1", TEA]),
        ("  ", [MUG, "P-1", "P-2", "P-3", TEA, CABLE]),
        ("'; drop table product", []),
    ],
)
def test_search_finds_parts_of_names_and_beginnings_of_codes(
    small_house: SmallHouse, text: str, expected: list[str]
) -> None:
    _add(
        small_house,
        NewProduct("P-1", "龙井 100% leaves", ()),
        NewProduct("P-2", "a_b", ()),
        NewProduct("P-3", "a/b axb", ()),
    )
    assert _skus(small_house, replace(EVERYTHING, text=text)) == sorted(expected)


def test_each_view_shows_what_its_count_says(small_house: SmallHouse) -> None:
    _add(
        small_house,
        NewProduct("NONE", "Never there", ()),
        NewProduct("GONE", "Not sold", (), sale_status=SaleStatus.DISCONTINUED),
    )
    _block(small_house, 15)
    with small_house.house.database.read() as connection:
        warehouse = small_house.house.place.warehouse_id
        counts = stock_counts(connection, warehouse, 10)
    shown = {view: _skus(small_house, replace(EVERYTHING, view=view)) for view in StockView}
    assert {view: len(skus) for view, skus in shown.items()} == counts
    assert shown[StockView.LOW] == shown[StockView.BLOCKED] == [MUG]
    assert shown[StockView.SOLD_OUT] == ["NONE"]
    statuses = {row.sku: row.status for row in _rows(small_house, EVERYTHING)}
    assert statuses == {
        MUG: StockStatus.LOW,
        TEA: StockStatus.AVAILABLE,
        CABLE: StockStatus.AVAILABLE,
        "NONE": StockStatus.SOLD_OUT,
        "GONE": StockStatus.DISCONTINUED,
    }


def test_a_products_own_limit_overrides_the_policys(small_house: SmallHouse) -> None:
    _add(small_house, NewProduct("OWN", "Own limit", (), low_stock_below=0))
    with small_house.house.database.read() as connection:
        warehouse = small_house.house.place.warehouse_id
        tea = ProductId(small_house.products[TEA])
        row = stock_of(connection, warehouse, tea, 21)
        assert row is not None
        assert row.status is StockStatus.LOW
        assert stock_of(connection, warehouse, ProductId(1), 10) is None


def test_places_come_first_expired_first_and_say_what_is_blocked(small_house: SmallHouse) -> None:
    _block(small_house, 2)
    warehouse = small_house.house.place.warehouse_id
    with small_house.house.database.read() as connection:
        teas = stock_places(connection, warehouse, ProductId(small_house.products[TEA]))
        (mugs,) = stock_places(connection, warehouse, ProductId(small_house.products[MUG]))
    assert [(place.lot, place.shelf) for place in teas] == [
        ("L1108", "A-01-01-02"),
        ("L1201", "A-01-02-01"),
    ]
    assert (mugs.free, mugs.on_hand) == (18, 20)
    assert mugs.blocked == ((StockCondition.DAMAGED, 2),)


def test_the_ledger_is_paged_by_its_ids(small_house: SmallHouse) -> None:
    for _ in range(5):
        _block(small_house, 1)
    warehouse, mug = small_house.house.place.warehouse_id, small_house.products[MUG]
    seen: list[int] = []
    before = None
    with small_house.house.database.read() as connection:
        while page := stock_history(connection, warehouse, ProductId(mug), before, 2):
            seen += [event.movement_id for event in page]
            before = page[-1].movement_id
    assert len(seen) == 6
    assert seen == sorted(set(seen), reverse=True)


def test_a_shelf_is_found_by_its_code_in_any_case(small_house: SmallHouse) -> None:
    warehouse = small_house.house.place.warehouse_id
    with small_house.house.database.read() as connection:
        assert shelf_named(connection, warehouse, MUGS.lower()) == small_house.shelves[MUGS]
        assert shelf_named(connection, warehouse, "Z-99") is None


def test_counts_are_listed_newest_first_and_their_shelves_are_not_countable(
    small_house: SmallHouse,
) -> None:
    lead, house = small_house.people[Post.SUPERVISOR], small_house.house
    first = open_count(house, lead, [MUGS], True, "yearly")
    second = open_count(house, lead, ["A-02-01-01"], False, "label fell off")
    assert isinstance(first, CountOpened)
    assert isinstance(second, CountOpened)
    cancel_count(house, lead, second.count_id)
    warehouse = house.place.warehouse_id
    with house.database.read() as connection:
        page, following = count_page(connection, warehouse, None, "", None, 1)
        rest, end = count_page(connection, warehouse, None, "", following, 1)
        found, _ = count_page(connection, warehouse, CountStatus.OPEN, "YEAR", None, 9)
        numbers = count_numbers(connection, warehouse)
        zones = countable_zones(connection, warehouse)
        shelves = countable_shelves(connection, warehouse, "A")
    assert [row.count_id for row in (*page, *rest)] == [second.count_id, first.count_id]
    assert end is None
    assert [row.count_id for row in found] == [first.count_id]
    assert (found[0].lines, found[0].counted, found[0].differences) == (1, 0, None)
    assert numbers == {CountStatus.OPEN: 1, CountStatus.CANCELLED: 1}
    assert zones == (("A", 3),)
    assert MUGS not in shelves
    assert "STAGING" not in shelves

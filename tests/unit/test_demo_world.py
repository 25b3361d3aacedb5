"""The demo's house: the packaged part of the data set, and what is made up around it."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import cache
from importlib.resources import files

import pytest

from fulfilment.demo.products import readable
from fulfilment.demo.shelves import STAGING
from fulfilment.demo.values import DemoWorld
from fulfilment.demo.world import make_world, part_bytes
from fulfilment.intake.drafts import facts_of
from fulfilment.intake.files import ReadReport, RowKind
from gateway.shops.csv_orders import read_orders
from procedure.completeness import check
from procedure.waybill_patterns import carriers_of
from procedure.words import CountRule, Screen, ServiceLevel, ShelfKind

TODAY = date(2026, 11, 23)


@cache
def part() -> ReadReport:
    return read_orders(part_bytes())


@cache
def world(orders: int = 500) -> DemoWorld:
    return make_world(part().drafts, today=TODAY, orders=orders)


def demand(of: DemoWorld) -> Counter[str]:
    units: Counter[str] = Counter()
    for order in of.orders:
        if order.external_no not in of.held:
            for line in order.lines:
                units[line.sku] += line.quantity
    return units


def on_hand(of: DemoWorld) -> Counter[str]:
    units: Counter[str] = Counter()
    for stock in of.stock:
        units[stock.sku] += stock.quantity
    return units


def test_the_part_is_small_and_every_row_has_its_fate() -> None:
    packed = files("resources").joinpath("demo", "online_retail_part.csv.gz").read_bytes()
    assert len(packed) <= 1_000_000
    rows = part().rows
    assert (rows.total, rows.taken, rows.broken) == (3502, 3298, {})
    assert rows.skipped == {
        RowKind.CANCELLATION: 137,
        RowKind.NON_GOODS: 32,
        RowKind.STOCK_CORRECTION: 35,
    }
    assert rows.noted == {RowKind.SKU_CASE: 12, RowKind.FREE_OF_CHARGE: 3}


def test_the_part_has_enough_orders_that_fit_a_parcel() -> None:
    drafts = part().drafts
    assert len(drafts) == 786
    assert max(len(draft.lines) for draft in drafts) == 10
    assert max(draft.pieces for draft in drafts) == 30


def test_the_same_day_and_seed_give_the_same_world() -> None:
    again = make_world(part().drafts, today=TODAY, orders=500)
    assert again == world()
    assert make_world(part().drafts, today=TODAY, orders=500, seed=7) != world()


def test_products_can_be_scanned_and_told_apart() -> None:
    products = world().products
    codes = [code for product in products for code in product.codes]
    assert len({code.key for code in codes}) == len(codes)
    assert all(len(product.ean13) == 13 for product in products)
    # GS1's own check: weighted 3 and 1 in turn over all fourteen digits, a multiple of ten.
    for code in codes:
        digits = [int(digit) for digit in code.key]
        assert (3 * sum(digits[0::2]) + sum(digits[1::2])) % 10 == 0
    assert all(len(code.key) == 14 and code.key.endswith(code.shown) for code in codes)
    assert not any(carriers_of(code.shown) for code in codes)
    assert any(code.units > 1 for code in codes)


def test_products_are_of_all_kinds() -> None:
    products = world().products
    shares = {
        "fragile": sum(p.fragile for p in products),
        "lot_tracked": sum(p.lot_tracked for p in products),
        "counted": sum(p.count_rule is CountRule.COUNT for p in products),
        "customisable": sum(p.customisable for p in products),
    }
    assert all(0.05 < count / len(products) < 0.25 for count in shares.values()), shares
    assert 0 < sum(p.weight_g is None for p in products) < 0.05 * len(products)
    assert all(p.name and p.name != p.name.upper() for p in products if re.search("[a-z]", p.name))
    assert not any(p.lot_tracked for p in products if p.count_rule is CountRule.COUNT)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("SET OF 6 T-LIGHTS IN A TIN", "Set of 6 T-Lights in a Tin"),
        ("CHILD'S MUG 12CM", "Child's Mug 12cm"),
        ("  60 TEATIME FAIRY CAKE CASES", "60 Teatime Fairy Cake Cases"),
    ],
)
def test_names_are_made_readable(name: str, shown: str) -> None:
    assert readable(name) == shown


def test_shelves_have_codes_and_a_way_through_them() -> None:
    shelves = world().shelves
    code = re.compile(r"[A-Z0-9]{1,3}(-[0-9]{2}){3,4}")
    assert all(code.fullmatch(shelf.code) for shelf in shelves)
    assert len({shelf.code for shelf in shelves}) == len(shelves)
    assert len({shelf.walk_key for shelf in shelves}) == len(shelves)
    assert {shelf.zone for shelf in shelves if shelf.kind is ShelfKind.PICK} == set("ABCD")
    assert [shelf.code for shelf in shelves if shelf.kind is ShelfKind.STAGING] == [STAGING]


def test_products_have_what_the_screens_show() -> None:
    w = world()
    assert all(p.size_mm[0] >= p.size_mm[1] >= p.size_mm[2] >= 5 for p in w.products)
    assert {p.supplier for p in w.products} == {s.code for s in w.suppliers}
    assert len({p.danger for p in w.products}) >= 2
    skus = {p.sku for p in w.products}
    pairs = {sku for pair in w.alternatives for sku in pair}
    assert pairs <= skus
    assert len(pairs) > 0.2 * len(skus)
    assert all(sku != other for sku, other in w.alternatives)
    assert all({sku for sku, _ in b.parts} <= skus and b.sku not in skus for b in w.bundles)
    reserve = {shelf.code for shelf in w.shelves if shelf.kind is ShelfKind.RESERVE}
    assert {stock.shelf for stock in w.stock} >= reserve
    assert len(reserve) == 20


def test_the_way_is_a_serpentine() -> None:
    """At the end of an aisle the next shelf is at the same end of the next one."""
    way = sorted(world().shelves, key=lambda shelf: shelf.walk_key)
    bays = [shelf.code[5:7] for shelf in way if shelf.code.startswith(("B-01", "B-02"))]
    assert bays == sorted(bays[:40]) + sorted(bays[40:], reverse=True)
    assert (bays[39], bays[40]) == ("10", "10")


def test_stock_lies_on_shelves_and_serves_all_orders_but_the_short_ones() -> None:
    shelves = {shelf.code for shelf in world().shelves}
    assert {stock.shelf for stock in world().stock} <= shelves - {STAGING}
    assert all(stock.quantity > 0 for stock in world().stock)
    rows = [(stock.shelf, stock.sku, stock.lot) for stock in world().stock]
    assert len(set(rows)) == len(rows)
    missing = demand(world()) - on_hand(world())
    assert len(missing) == len(world().short) == 10
    assert set(missing.values()) == {1}


def test_lots_belong_to_lot_tracked_products_and_outlive_the_day() -> None:
    tracked = {product.sku for product in world().products if product.lot_tracked}
    for stock in world().stock:
        assert bool(stock.lot) == (stock.expires_on is not None) == (stock.sku in tracked)
        assert stock.expires_on is None or stock.expires_on > TODAY
    lots: dict[str, set[str]] = {}
    for stock in world().stock:
        lots.setdefault(stock.sku, set()).add(stock.lot)
    assert max(len(lots[sku]) for sku in tracked & lots.keys()) == 2


def test_orders_keep_the_real_baskets() -> None:
    for draft, order in zip(part().drafts, world().orders, strict=False):
        assert order.external_no == draft.external_no
        assert [(line.sku, line.quantity) for line in order.lines] == [
            (line.sku, line.quantity) for line in draft.lines
        ]
        assert order.total_minor == 9 * draft.total_minor == order.paid_minor
        assert order.buyer_logged_in == draft.buyer_logged_in or order.external_no in world().held
    assert max(o.placed_at.date() for o in world().orders if o.placed_at) < TODAY


def test_orders_of_one_buyer_go_to_one_address() -> None:
    addresses: dict[str, set[str]] = {}
    for order in world().orders:
        if order.buyer_id and order.external_no not in world().held:
            addresses.setdefault(order.buyer_id, set()).add(order.receiver.raw_address)
    assert max(len(found) for found in addresses.values()) == 1
    assert len({address for found in addresses.values() for address in found}) > 50


def test_exactly_the_planted_faults_are_found() -> None:
    planted = {p.external_no: p.finding for p in world().planted if p.finding != "short"}
    assert Counter(planted.values())["custom_wording"] == 5
    assert len(planted) == 25
    for order in world().orders:
        codes = {f.code.value for f in check(facts_of(order)) if f.hold is not None}
        if any(line.customization for line in order.lines):
            codes.add("custom_wording")
        wanted = planted.get(order.external_no)
        assert (wanted in codes) if wanted else not codes


def test_orders_differ_in_service_and_remarks() -> None:
    express = sum(order.service is ServiceLevel.EXPRESS for order in world().orders)
    remarked = sum(order.remark is not None for order in world().orders)
    assert 50 < express < 110
    assert 40 < remarked < 90


def test_more_orders_than_the_part_has_come_again_under_other_numbers() -> None:
    many = world(1000)
    numbers = [order.external_no for order in many.orders]
    assert len(set(numbers)) == 1000
    assert numbers[786] == f"{numbers[0]}/2"
    assert len(demand(many) - on_hand(many)) == len(many.short) == 20


def test_carriers_have_numbers_of_their_own_pattern() -> None:
    for carrier in world().carriers:
        assert {carriers_of(number) for number in carrier.numbers(50)} == {(carrier.code,)}
    defaults = [s.level for c in world().carriers for s in c.services if s.is_default]
    assert sorted(defaults) == sorted(ServiceLevel)


def test_there_is_somebody_for_every_post_and_a_station_for_every_step() -> None:
    assert {station.screen for station in world().stations} >= {
        Screen.PICK,
        Screen.PACK,
        Screen.SHIP,
    }
    posts = {post.value for person in world().people for post in person.posts}
    assert posts >= {"picker", "packer", "shipper", "service_rep", "supervisor", "administrator"}


def test_a_demo_without_orders_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        make_world(part().drafts, today=TODAY, orders=0)
    with pytest.raises(ValueError, match="at least one"):
        make_world((), today=TODAY)

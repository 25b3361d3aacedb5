"""The allocator: never more than there is, first expired first out, in walking order."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedure.allocation import (
    ShelfLot,
    Shipping,
    Take,
    Want,
    allocate,
    allocate_whole_orders,
    look_elsewhere,
    promisable,
    share_out,
)
from procedure.ids import LotId, OrderId, OrderLineId, ProductId, ShelfId
from procedure.words import ShelfKind

TODAY = date(2026, 11, 23)
PRODUCTS = (ProductId(1), ProductId(2), ProductId(3))


@st.composite
def wants(draw: st.DrawFn) -> list[Want]:
    drawn = draw(st.lists(st.tuples(st.sampled_from(PRODUCTS), st.integers(1, 9)), max_size=8))
    return [
        Want(OrderId(n // 2), OrderLineId(100 + n), product, units)
        for n, (product, units) in enumerate(drawn)
    ]


@st.composite
def shelf_lots(draw: st.DrawFn) -> list[ShelfLot]:
    """Shelves with a walking order of their own; a lot belongs to one product."""
    drawn = draw(
        st.lists(
            st.tuples(
                st.integers(1, 5),
                st.sampled_from(PRODUCTS),
                st.one_of(st.none(), st.integers(-3, 9)),
                st.integers(0, 7),
            ),
            max_size=12,
            unique_by=lambda t: (t[0], t[1], t[2]),
        )
    )
    return [
        ShelfLot(
            ShelfId(shelf),
            (7 * shelf) % 5,
            product,
            LotId(product * 100 + (50 if days is None else days)),
            None if days is None else TODAY + timedelta(days=days),
            free,
        )
        for shelf, product, days, free in drawn
    ]


margins = st.dictionaries(st.sampled_from(PRODUCTS), st.integers(0, 4))


@given(wants(), st.dictionaries(st.sampled_from(PRODUCTS), st.integers(-2, 20)))
def test_shares_never_promise_more_than_there_is_and_lose_nothing(
    wanted: list[Want], available: dict[ProductId, int]
) -> None:
    shares = share_out(wanted, available)
    assert [share.want for share in shares] == wanted
    given_away: Counter[ProductId] = Counter()
    for share in shares:
        assert share.reserved >= 0
        assert share.missing >= 0
        assert share.reserved + share.missing == share.want.quantity
        given_away[share.want.product_id] += share.reserved
    for product in PRODUCTS:
        there = max(available.get(product, 0), 0)
        asked = sum(want.quantity for want in wanted if want.product_id == product)
        assert given_away[product] == min(asked, there)


@given(wants(), st.dictionaries(st.sampled_from(PRODUCTS), st.integers(0, 20)))
def test_who_comes_first_is_served_first(
    wanted: list[Want], available: dict[ProductId, int]
) -> None:
    short: set[ProductId] = set()
    for share in share_out(wanted, available):
        if share.want.product_id in short:
            assert share.reserved == 0
        if share.missing:
            short.add(share.want.product_id)


@given(wants(), shelf_lots(), margins)
def test_no_shelf_gives_more_than_it_has_and_every_unit_is_accounted_for(
    wanted: list[Want], shelves: list[ShelfLot], margin: dict[ProductId, int]
) -> None:
    found = allocate(wanted, shelves, Shipping(TODAY, margin))
    free = {(lot.shelf_id, lot.lot_id): lot.free for lot in shelves}
    taken: Counter[tuple[ShelfId, LotId]] = Counter()
    by_line: Counter[OrderLineId] = Counter()
    for take in found.takes:
        assert take.quantity > 0
        taken[take.shelf_id, take.lot_id] += take.quantity
        by_line[take.line_id] += take.quantity
    assert all(units <= free[place] for place, units in taken.items())
    missing = {share.want.line_id: share for share in found.missing}
    for want in wanted:
        short = missing.get(want.line_id)
        assert by_line[want.line_id] + (short.missing if short else 0) == want.quantity
        if short is not None:
            assert short.reserved == by_line[want.line_id]


@given(wants(), shelf_lots(), margins)
def test_what_is_missing_is_really_not_on_any_good_shelf(
    wanted: list[Want], shelves: list[ShelfLot], margin: dict[ProductId, int]
) -> None:
    found = allocate(wanted, shelves, Shipping(TODAY, margin))
    taken: Counter[ProductId] = Counter()
    for take in found.takes:
        taken[take.product_id] += take.quantity
    for share in found.missing:
        product = share.want.product_id
        good = sum(lot.free for lot in shelves if lot.product_id == product and ok(lot, margin))
        assert taken[product] == good


def ok(lot: ShelfLot, margin: dict[ProductId, int]) -> bool:
    last = TODAY + timedelta(days=margin.get(lot.product_id, 0))
    return lot.expires_on is None or lot.expires_on > last


@given(wants(), shelf_lots(), margins)
def test_the_lot_that_expires_first_is_emptied_first_and_an_expired_one_never(
    wanted: list[Want], shelves: list[ShelfLot], margin: dict[ProductId, int]
) -> None:
    found = allocate(wanted, shelves, Shipping(TODAY, margin))
    lots = {(lot.shelf_id, lot.lot_id): lot for lot in shelves}
    taken: Counter[tuple[ShelfId, LotId]] = Counter()
    for take in found.takes:
        taken[take.shelf_id, take.lot_id] += take.quantity
        assert ok(lots[take.shelf_id, take.lot_id], margin)
        assert lots[take.shelf_id, take.lot_id].product_id == take.product_id
    for place in taken:
        later = lots[place].expires_on or date.max
        for other, lot in lots.items():
            if lot.product_id != lots[place].product_id or not ok(lot, margin):
                continue
            if (lot.expires_on or date.max) < later:
                assert taken[other] == lot.free, "a later lot was taken while this one had units"


@given(wants(), shelf_lots(), margins)
def test_the_takes_come_in_walking_order(
    wanted: list[Want], shelves: list[ShelfLot], margin: dict[ProductId, int]
) -> None:
    takes = allocate(wanted, shelves, Shipping(TODAY, margin)).takes
    keys = [take.walk_key for take in takes]
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("days", "margin", "taken"), [(0, 0, 0), (1, 0, 2), (3, 3, 0), (4, 3, 2), (-1, 0, 0)]
)
def test_the_last_day_counts_as_expired(days: int, margin: int, taken: int) -> None:
    lot = ShelfLot(ShelfId(1), 1, PRODUCTS[0], LotId(1), TODAY + timedelta(days=days), 5)
    want = Want(OrderId(1), OrderLineId(1), PRODUCTS[0], 2)
    found = allocate([want], [lot], Shipping(TODAY, {PRODUCTS[0]: margin}))
    assert sum(take.quantity for take in found.takes) == taken


def by_order(takes: tuple[Take, ...], wanted: list[Want]) -> Counter[OrderId]:
    owner = {want.line_id: want.order_id for want in wanted}
    units: Counter[OrderId] = Counter()
    for take in takes:
        units[owner[take.line_id]] += take.quantity
    return units


@given(wants(), shelf_lots(), margins)
def test_an_order_takes_all_its_units_or_none(
    wanted: list[Want], shelves: list[ShelfLot], margin: dict[ProductId, int]
) -> None:
    found = allocate_whole_orders(wanted, shelves, Shipping(TODAY, margin))
    asked: Counter[OrderId] = Counter()
    for want in wanted:
        asked[want.order_id] += want.quantity
    lacking = {share.want.order_id for share in found.missing}
    taken = by_order(found.takes, wanted)
    for order, units in asked.items():
        assert taken[order] == (0 if order in lacking else units)


@given(wants(), shelf_lots(), margins)
def test_who_waits_could_not_have_been_served_by_what_is_left(
    wanted: list[Want], shelves: list[ShelfLot], margin: dict[ProductId, int]
) -> None:
    found = allocate_whole_orders(wanted, shelves, Shipping(TODAY, margin))
    left: Counter[ProductId] = Counter()
    for lot in shelves:
        left[lot.product_id] += lot.free if ok(lot, margin) else 0
    for take in found.takes:
        left[take.product_id] -= take.quantity
    lacking = {share.want.order_id for share in found.missing}
    for order in lacking:
        needed: Counter[ProductId] = Counter()
        for want in wanted:
            if want.order_id == order:
                needed[want.product_id] += want.quantity
        assert any(units > left[product] for product, units in needed.items())


@given(shelf_lots(), margins, st.dictionaries(st.sampled_from(PRODUCTS), st.integers(0, 40)))
def test_what_may_not_be_shipped_is_not_promised(
    shelves: list[ShelfLot], margin: dict[ProductId, int], available: dict[ProductId, int]
) -> None:
    found = promisable(available, shelves, Shipping(TODAY, margin))
    for product in PRODUCTS:
        unfit = sum(
            lot.free for lot in shelves if lot.product_id == product and not ok(lot, margin)
        )
        assert found.get(product, 0) == available.get(product, 0) - unfit


@pytest.mark.parametrize(
    ("changes", "ships", "walked_to"),
    [
        ({}, True, True),
        ({"kind": ShelfKind.RESERVE}, True, False),
        ({"in_count": True}, True, False),
        ({"in_use": False}, False, False),
        ({"kind": ShelfKind.STAGING}, False, False),
        ({"kind": ShelfKind.INSPECTION}, False, False),
    ],
)
def test_only_open_picking_shelves_are_walked_to(
    changes: dict[str, Any], ships: bool, walked_to: bool
) -> None:
    lot = replace(ShelfLot(ShelfId(1), 1, PRODUCTS[0], LotId(1), None, 5), **changes)
    shipping = Shipping(TODAY, {})
    want = Want(OrderId(1), OrderLineId(1), PRODUCTS[0], 7)
    assert promisable({PRODUCTS[0]: 5}, [lot], shipping) == {PRODUCTS[0]: 5 if ships else 0}
    found = allocate([want], [lot], shipping)
    assert sum(take.quantity for take in found.takes) == (5 if walked_to else 0)
    (elsewhere,) = look_elsewhere(found.missing, [lot], shipping)
    assert elsewhere.on_reserve + elsewhere.in_count == (5 if ships and not walked_to else 0)
    assert elsewhere.on_reserve + elsewhere.in_count + elsewhere.gone == 7 - 5 * walked_to

"""Processes race for the same scarce products: no oversell, every loser is told what is left."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from sqlalchemy import select

from db.bulk import insert_many
from db.schema.orders import Channel, Order, OrderLine
from db.schema.stock import Reservation, Stock
from db.schema.waybills import Carrier
from fulfilment.house import Work
from fulfilment.set_up import (
    NewProduct,
    OpeningStock,
    add_products,
    receive_opening_stock,
)
from procedure.ids import ProductId
from procedure.words import OrderStatus, ServiceLevel
from tests.plugins.everything import assert_sound
from tests.plugins.houses import SmallHouse
from tests.plugins.journey import set_up
from tests.plugins.processes import at_once
from tests.plugins.reserve_process import Told, reserve_some

LINES = 3


def scarce(at: SmallHouse, products: int, units: int) -> list[ProductId]:
    """So many new products with so many units each."""

    def body(work: Work) -> list[ProductId]:
        new = [NewProduct(f"SCARCE-{n}", f"Scarce {n}", ()) for n in range(products)]
        ids = list(add_products(work, new).values())
        shelves = [at.shelves[code] for code in ("A-01-01-01", "A-01-01-02", "A-01-02-01")]
        stock = [
            OpeningStock(id_, shelves[n % len(shelves)], "", None, units)
            for n, id_ in enumerate(ids)
        ]
        receive_opening_stock(work, stock)
        return ids

    return set_up(at, body)


_ORDER = (
    "id",
    "order_no",
    "warehouse_id",
    "channel_id",
    "external_no",
    "source_digest",
    "status",
    "service",
    "carrier_id",
    "buyer_logged_in",
    "currency",
    "total_minor",
    "paid_minor",
    "received_at",
    "address_version",
    "open_holds",
    "pieces",
    "version",
    "log_seq",
    "log_head",
)
_LINE = (
    "id",
    "order_id",
    "line_no",
    "product_id",
    "sku_text",
    "name_text",
    "quantity",
    "unit_price_minor",
    "cancelled",
    "shipped",
    "customization",
)


def orders_for(at: SmallHouse, products: list[ProductId], count: int) -> list[int]:
    """Confirmed orders of three of the products, by rows: how they came in is not looked at."""
    chance = random.Random(20261123)
    ids = at.house.ids.many(count)
    rows = [
        (order, n, product, "sku", "name", chance.randint(1, 3), 100, 0, 0, "")
        for order in ids
        for n, product in enumerate(chance.sample(products, LINES), start=1)
    ]
    with at.house.database.write() as connection:
        channel = connection.scalar(select(Channel.id).limit(1))
        carrier = connection.scalar(select(Carrier.id).limit(1))
        place, now = at.house.place.warehouse_id, at.clock.now
        known = (OrderStatus.CONFIRMED, ServiceLevel.STANDARD, carrier, True, "CNY", 100, 100, now)
        insert_many(
            connection,
            Order,
            _ORDER,
            [
                (id_, f"SO-{n}", place, channel, str(n), "", *known, 1, 0, LINES, 1, 0, "")
                for n, id_ in enumerate(ids)
            ],
        )
        lines = zip(at.house.ids.many(len(rows)), rows, strict=True)
        insert_many(connection, OrderLine, _LINE, [(id_, *row) for id_, row in lines])
    return ids


def race(url: str, parts: list[list[int]], size: int) -> tuple[set[int], Told]:
    """A process for each part at once; the orders that got everything, and what losers heard."""
    whole: set[int] = set()
    short: Told = {}
    answers = at_once(reserve_some, [(url, i, part, size) for i, part in enumerate(parts)])
    for got, told in answers:
        whole.update(got)
        short |= told
    return whole, short


def check(at: SmallHouse, orders: list[int], units: int, whole: set[int], short: Told) -> None:
    assert sorted([*whole, *short]) == sorted(orders), "each order is answered once"
    assert whole
    assert short, "there is less than is ordered"
    with at.house.database.read() as connection:
        stock = connection.execute(
            select(Stock.product_id, Stock.available, Stock.reserved, Stock.on_hand).where(
                Stock.on_hand == units
            )
        ).all()
        lines = connection.execute(
            select(
                OrderLine.order_id, OrderLine.product_id, OrderLine.quantity, Reservation.quantity
            ).outerjoin(Reservation, Reservation.order_line_id == OrderLine.id)
        ).all()
    wanted: Counter[int] = Counter()
    told = {(o, product): (m, r, left) for o, rest in short.items() for product, m, r, left in rest}
    for order, product, quantity, reserved in lines:
        if product is not None and (order in whole or order in short):
            wanted[product] += quantity
            missing, got, left = told.get((order, product), (0, reserved, 0))
            assert (got, got + missing) == (reserved or 0, quantity)
            assert left == 0, "who is short got the last ones"
    for product, available, reserved, on_hand in stock:
        assert available >= 0
        assert available + reserved == on_hand
        assert reserved == min(wanted[product], on_hand), "not one too many, not one too few"
    assert_sound(at.house.database)


def run(
    at: SmallHouse, *, processes: int, products: int, orders: int, units: int, size: int
) -> None:
    ids = orders_for(at, scarce(at, products, units), orders)
    shuffled = random.Random(7).sample(ids, len(ids))
    parts = [shuffled[n::processes] for n in range(processes)]
    url = at.house.database.url.render_as_string(hide_password=False)
    check(at, ids, units, *race(url, parts, size))


@pytest.mark.sop("3.2.1b")
def test_processes_that_reserve_the_same_scarce_products(at: SmallHouse) -> None:
    run(at, processes=3, products=10, orders=60, units=26, size=4)


@pytest.mark.heavy
@pytest.mark.sop("3.2.1b")
def test_eight_processes_and_a_hundred_scarce_products(at: SmallHouse) -> None:
    run(at, processes=8, products=100, orders=4_000, units=170, size=10)

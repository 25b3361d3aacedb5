"""A demo house in an empty database: the values of `demo_world` as rows, by the real use cases."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial

from sqlalchemy import insert

from db.engine import Database
from db.schema.products import ProductAlternative, ProductPart
from fulfilment.demo.packaging import stock_packaging
from fulfilment.demo.values import DemoPerson, DemoWorld
from fulfilment.goods.suppliers import SupplierFacts, insert_suppliers
from fulfilment.house import SYSTEM, Clock, House, Work, open_house, utc_now
from fulfilment.intake.intake import Taken, take_orders
from fulfilment.orders.confirmation import confirm_orders
from fulfilment.people import add_person
from fulfilment.release.reservation import Released, release_orders
from fulfilment.set_up import (
    NewCarrier,
    NewProduct,
    NewShelf,
    NewWarehouse,
    OpeningStock,
    add_carrier,
    add_channel,
    add_products,
    add_shelves,
    add_station,
    found_warehouse,
    receive_opening_stock,
)
from fulfilment.shipping.waybill_numbers import add_numbers
from procedure.effects import Refused
from procedure.ids import ProductId, StationId
from procedure.permissions import UseCase
from procedure.words import Post, Screen

SPARE_NUMBERS = 50
"""Waybill numbers per carrier beyond one for each order."""


@dataclass(frozen=True, slots=True)
class DemoBadge:
    """A demo person's badge; its secret is known here only because it is a demo."""

    name: str
    posts: frozenset[Post]
    secret: str


@dataclass(frozen=True, slots=True)
class DemoHouse:
    """A demo house, open.

    Attributes:
        stations: By screen.
        taken: What intake made of the demo orders.
        released: What the release made of those without a hold.
    """

    house: House
    stations: dict[Screen, StationId]
    badges: tuple[DemoBadge, ...]
    taken: Taken
    released: Released


def build_demo_house(
    database: Database, world: DemoWorld, clock: Clock = utc_now, *, for_waves: int = 0
) -> DemoHouse:
    """Fill an empty database with the demo world and take its orders as far as picking.

    Args:
        for_waves: So many of the newest orders wait confirmed, to be put into waves.

    Raises:
        CannotNow: The database cannot be written now.
    """
    w = world.warehouse
    found_warehouse(
        database,
        NewWarehouse(
            w.code, w.name, w.time_zone, w.currency, w.sender_name, w.sender_phone, w.sender_address
        ),
        clock(),
    )
    house = open_house(database, "demo", clock)
    stations = _furnish(house, world)
    _load_numbers(house, world)
    stock_packaging(house)
    badges = tuple(_badge(house, person) for person in world.people)
    taken = take_orders(house, SYSTEM, world.orders)
    assert isinstance(taken, Taken)
    confirm_orders(house, SYSTEM, taken.orders)
    at_once = taken.orders[: max(0, len(taken.orders) - for_waves)]
    released = release_orders(house, SYSTEM, at_once)
    assert isinstance(released, Released)
    return DemoHouse(house, stations, badges, taken, released)


def _furnish(house: House, world: DemoWorld) -> dict[Screen, StationId]:
    def body(work: Work) -> dict[Screen, StationId]:
        ids = {s.name: add_station(work, s.name, s.screen) for s in world.stations}
        channel = world.channel
        add_channel(work, channel.code, channel.name, channel.is_interface)
        products = add_products(work, _products(work, world))
        _tie_together(work, world, products)
        shelves = add_shelves(
            work, [NewShelf(s.code, s.zone, s.walk_key, s.kind) for s in world.shelves]
        )
        receive_opening_stock(
            work,
            [
                OpeningStock(products[s.sku], shelves[s.shelf], s.lot, s.expires_on, s.quantity)
                for s in world.stock
            ],
        )
        return {s.screen: ids[s.name] for s in world.stations if s.screen is not None}

    result = house.run(SYSTEM, UseCase.SET_UP_HOUSE, body)
    assert not isinstance(result, Refused)
    return result


def _products(work: Work, world: DemoWorld) -> list[NewProduct]:
    suppliers = insert_suppliers(
        work,
        [
            SupplierFacts(s.code, s.name, s.contact, s.phone, lead_days=s.lead_days)
            for s in world.suppliers
        ],
    )
    by_code = dict(zip((s.code for s in world.suppliers), suppliers, strict=True))
    bundles = [NewProduct(b.sku, b.name, (), is_bundle=True) for b in world.bundles]
    return bundles + [
        NewProduct(
            sku=p.sku,
            name=p.name,
            codes=tuple((code.key, code.shown, code.units) for code in p.codes),
            weight_g=p.weight_g,
            fragile=p.fragile,
            heavy=p.heavy,
            lot_tracked=p.lot_tracked,
            customisable=p.customisable,
            count_rule=p.count_rule,
            danger=p.danger,
            size_mm=p.size_mm,
            supplier_id=by_code[p.supplier],
        )
        for p in world.products
    ]


def _tie_together(work: Work, world: DemoWorld, products: dict[str, ProductId]) -> None:
    """Parts of the bundles, and what may stand in for what."""
    parts = [
        {"bundle_id": products[bundle.sku], "part_id": products[sku], "quantity": quantity}
        for bundle in world.bundles
        for sku, quantity in bundle.parts
    ]
    ranks: Counter[str] = Counter()
    alternatives = []
    for sku, other in world.alternatives:
        ranks[sku] += 1
        alternatives.append(
            {"product_id": products[sku], "alternative_id": products[other], "rank": ranks[sku]}
        )
    for table, rows in ((ProductPart, parts), (ProductAlternative, alternatives)):
        if rows:
            work.connection.execute(insert(table), rows)


def _load_numbers(house: House, world: DemoWorld) -> None:
    for carrier in world.carriers:
        services = {s.level: (s.name, s.is_default) for s in carrier.services}
        new = NewCarrier(carrier.code, carrier.name, carrier.cut_off, services)
        carrier_id = house.run(SYSTEM, UseCase.SET_UP_HOUSE, partial(add_carrier, new=new))
        assert not isinstance(carrier_id, Refused)
        numbers = list(carrier.numbers(len(world.orders) + SPARE_NUMBERS))
        add_numbers(house, SYSTEM, carrier_id, numbers)


def _badge(house: House, person: DemoPerson) -> DemoBadge:
    added = add_person(house, SYSTEM, person.name, person.posts)
    assert not isinstance(added, Refused)
    return DemoBadge(person.name, person.posts, added[1])

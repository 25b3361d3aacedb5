"""Shelves of the demo and what lies on them: zones, a serpentine way, lots, opening stock.

References:
    FIELD "Operations" (location codes).
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fulfilment.demo.values import DemoProduct, DemoShelf, DemoStock
from procedure.words import ShelfKind

BAYS = 10
LEVELS = 4
PRODUCTS_ON_A_SHELF = 2
STAGING = "S-01-01-01"
STAGING_KEY = 100_000_000
RESERVE = "R"
RESERVED_PRODUCTS = 20
RESERVED_UNITS = 144
"""A pallet's layer of cartons, for a product that sells fast."""

_FAST_SHARE = 0.15
_SECOND_SHELF_FROM = 40
_SPARE = (6, 30)


@dataclass(frozen=True, slots=True)
class Stocked:
    """The shelves of the house and what lies on them."""

    shelves: tuple[DemoShelf, ...]
    stock: tuple[DemoStock, ...]


def stocked(
    products: Mapping[str, DemoProduct],
    demand: Mapping[str, int],
    exactly: Mapping[str, int],
    today: date,
    seed: int,
) -> Stocked:
    """Shelves with enough of everything, and of some products exactly what is told.

    Fast sellers stand in zone A near the benches, fragile goods in C, goods with lots in D, all
    others in B. Two products share a shelf, so that a wrong product can be at hand; a fast
    seller has a second shelf; a lot lies beside the next one or a shelf further.

    Args:
        demand: Units all orders ask for, by SKU.
        exactly: Units of the products that are short on purpose, 0 for none at all.
    """
    by_demand = sorted(products, key=lambda sku: (-demand.get(sku, 0), sku))
    fast = frozenset(by_demand[: round(len(by_demand) * _FAST_SHARE)])
    zones: dict[str, list[DemoProduct]] = {zone: [] for zone in "ABCD"}
    for product in products.values():
        zones[_zone(product, fast)].append(product)
    shelves: list[DemoShelf] = []
    stock: list[DemoStock] = []
    for zone, kept in zones.items():
        places = -(-len(kept) // PRODUCTS_ON_A_SHELF)
        codes = [shelf_of(zone, place) for place in range(places + 1)] if kept else []
        shelves.extend(codes)
        for place, product in enumerate(kept):
            units = exactly.get(product.sku)
            chance = random.Random(f"{seed}:{product.sku}:stock")
            if units is None:
                wanted = demand.get(product.sku, 0)
                units = wanted + wanted // 5 + chance.randint(*_SPARE)
            here = place // PRODUCTS_ON_A_SHELF
            spread = (codes[here].code, codes[here + 1].code)
            stock.extend(_stock_of(product, units, spread, today, chance))
    in_reserve = [products[sku] for sku in by_demand if sku in fast and sku not in exactly]
    for place, product in enumerate(each for each in in_reserve if not each.lot_tracked):
        if place == RESERVED_PRODUCTS:
            break
        shelf = shelf_of(RESERVE, place)
        shelves.append(DemoShelf(shelf.code, shelf.zone, shelf.walk_key, ShelfKind.RESERVE))
        stock.append(DemoStock(product.sku, shelf.code, "", None, RESERVED_UNITS))
    shelves.append(DemoShelf(STAGING, "S", STAGING_KEY, ShelfKind.STAGING))
    return Stocked(tuple(shelves), tuple(stock))


def shelf_of(zone: str, place: int) -> DemoShelf:
    """The zone's shelf number `place`, and its place on the way: up one aisle, down the next.

    Examples:
        >>> [shelf_of("A", place).code for place in (0, 1, 4, 40)]
        ['A-01-01-01', 'A-01-01-02', 'A-01-02-01', 'A-02-01-01']
        >>> shelf_of("A", 40).walk_key > shelf_of("A", 44).walk_key
        True
    """
    aisle, in_aisle = divmod(place, BAYS * LEVELS)
    bay, level = divmod(in_aisle, LEVELS)
    step = bay if aisle % 2 == 0 else BAYS - 1 - bay
    walk_key = (ord(zone) - ord("A")) * 1_000_000 + aisle * 10_000 + step * 100 + level
    code = f"{zone}-{aisle + 1:02d}-{bay + 1:02d}-{level + 1:02d}"
    return DemoShelf(code, zone, walk_key, ShelfKind.PICK)


def _zone(product: DemoProduct, fast: frozenset[str]) -> str:
    if product.lot_tracked:
        return "D"
    if product.fragile:
        return "C"
    return "A" if product.sku in fast else "B"


def _stock_of(
    product: DemoProduct,
    units: int,
    shelves: Sequence[str],
    today: date,
    chance: random.Random,
) -> list[DemoStock]:
    """The units on their shelves; nothing where there are none."""
    if units < 1:
        return []
    here, next_one = shelves
    if product.lot_tracked:
        return _lots_of(product.sku, units, here, chance.choice((here, next_one)), today, chance)
    second = units // 3 if units >= _SECOND_SHELF_FROM else 0
    rows = [DemoStock(product.sku, here, "", None, units - second)]
    if second:
        rows.append(DemoStock(product.sku, next_one, "", None, second))
    return rows


def _lots_of(
    sku: str, units: int, here: str, other: str, today: date, chance: random.Random
) -> list[DemoStock]:
    """Two lots, the sooner one smaller, so that a day's orders use up one and begin the next."""
    soon = today + timedelta(days=chance.randint(45, 150))
    late = today + timedelta(days=chance.randint(200, 700))
    first = units * 2 // 5
    rows = [DemoStock(sku, here, _lot_code(sku, soon), soon, first)] if first else []
    rows.append(DemoStock(sku, other, _lot_code(sku, late), late, units - first))
    return rows


def _lot_code(sku: str, expires_on: date) -> str:
    """A lot's text as a maker might print it: expiry month and the SKU's number."""
    return f"L{expires_on:%y%m}{sku[:5]}"

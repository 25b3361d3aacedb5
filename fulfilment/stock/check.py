"""Do the balances follow from the ledger, and has every frozen unit its holder? (3.2.1b)

Names the first difference, in words a person can go and look with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Connection, Select, func, select

from db.engine import Database
from db.holdings import UNFINISHED
from db.schema.house import Warehouse
from db.schema.parcels import Parcel, ParcelItem
from db.schema.picking import PickLine, PickTask
from db.schema.products import Product
from db.schema.stock import BlockedStock, Lot, Reservation, Shelf, ShelfStock, Stock
from fulfilment.stock.ledger import (
    Balances,
    Key,
    condition_balances,
    product_balances,
    shelf_balances,
)
from procedure.words import ParcelStatus, PickTaskStatus, ShelfKind


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two ways to know the same balances.

    Attributes:
        parts: What the numbers of a balance are called.
        is_of_shelves: Whether they are of a lot on a shelf, else of a product in a warehouse.
        stored_by, rebuilt_by: Who says so, for a sentence.
        stored, rebuilt: Reads them; a balance that is all zero may be left out.
    """

    parts: tuple[str, ...]
    is_of_shelves: bool
    stored_by: str
    rebuilt_by: str
    stored: Callable[[Connection], Balances]
    rebuilt: Callable[[Connection], Balances]


@dataclass(frozen=True, slots=True)
class Difference:
    """A balance that is not what it should be.

    Attributes:
        what: Warehouse, product, and shelf and lot where it has these.
        stored: What the balance says, in words.
        rebuilt: What it should be, and who says so, in words.
    """

    what: str
    stored: str
    rebuilt: str

    def __str__(self) -> str:
        """The sentence `packbenchctl stock verify` prints."""
        return f"{self.what}: {self.stored}, but {self.rebuilt}."


def check_stock(database: Database) -> Difference | None:
    """The first difference, or None where everything adds up.

    Products, shelves and conditions are compared with the ledger; products with the sum of
    their shelves; shelves with the sum of their conditions; reserved units with their named
    holders; allocated units with the pick lines they are for. All of it is one
    moment of the data, so it may run while people work.
    """
    with database.read() as connection:
        for comparison in (*LEDGER, *HOLDERS):
            found = differences(connection, comparison)
            if found:
                return in_words(connection, comparison, found[0])
    return None


Found = tuple[Key, tuple[int, ...], tuple[int, ...]]
"""Which balance, what is stored, what it should be."""


def differences(connection: Connection, comparison: Comparison) -> list[Found]:
    """Every balance of a comparison that differs, in the order of their keys."""
    stored, rebuilt = comparison.stored(connection), comparison.rebuilt(connection)
    zero = (0,) * len(comparison.parts)
    keys = [
        k for k in stored.keys() | rebuilt.keys() if stored.get(k, zero) != rebuilt.get(k, zero)
    ]
    return [(k, stored.get(k, zero), rebuilt.get(k, zero)) for k in sorted(keys)]


def in_words(connection: Connection, comparison: Comparison, found: Found) -> Difference:
    """A difference as a person is told it."""
    key, stored, rebuilt = found
    place = _shelf_words if comparison.is_of_shelves else _product_words
    return Difference(
        place(connection, key),
        f"{comparison.stored_by} {_numbers(comparison.parts, stored)}",
        f"{comparison.rebuilt_by} {_numbers(comparison.parts, rebuilt)}",
    )


def _numbers(parts: tuple[str, ...], values: tuple[int, ...]) -> str:
    return ", ".join(f"{value} {part}" for part, value in zip(parts, values, strict=True))


def _product_words(connection: Connection, key: Key) -> str:
    row = connection.execute(
        select(Product.sku, Warehouse.code)
        .join(Warehouse, Warehouse.id == key[0])
        .where(Product.id == key[1])
    ).one()
    return f"{row.sku} in warehouse {row.code}"


def _shelf_words(connection: Connection, key: Key) -> str:
    row = connection.execute(
        select(Product.sku, Warehouse.code.label("warehouse"), Shelf.code, Lot.code.label("lot"))
        .join(Lot, Lot.product_id == Product.id)
        .join(Shelf, Shelf.id == key[0])
        .join(Warehouse, Warehouse.id == Shelf.warehouse_id)
        .where(Lot.id == key[1])
    ).one()
    lot = f", lot {row.lot}" if row.lot else ""
    like = f", kept back as {key[2]}" if len(key) > 2 else ""
    return f"{row.sku} in warehouse {row.warehouse}, shelf {row.code}{lot}{like}"


# what is stored --------------------------------------------------------------------


def _products(connection: Connection) -> Balances:
    rows = connection.execute(select(Stock.__table__))
    return {(r.warehouse_id, r.product_id): (r.available, r.reserved, r.blocked) for r in rows}


def _shelves(connection: Connection) -> Balances:
    rows = connection.execute(select(ShelfStock.__table__))
    return {(r.shelf_id, r.lot_id): (r.free, r.allocated, r.blocked) for r in rows}


def _conditions(connection: Connection) -> Balances:
    rows = connection.execute(select(BlockedStock.__table__))
    return {(r.shelf_id, r.lot_id, r.condition.value): (r.quantity,) for r in rows}


def _pairs(connection: Connection, statement: Any) -> Balances:
    """Balances of a statement that gives two keys and then numbers."""
    return {
        (first, second): tuple(int(value) for value in values)
        for first, second, *values in connection.execute(statement)
    }


def _summed_conditions(connection: Connection) -> Balances:
    statement = select(
        BlockedStock.shelf_id, BlockedStock.lot_id, func.sum(BlockedStock.quantity)
    ).group_by(BlockedStock.shelf_id, BlockedStock.lot_id)
    return _pairs(connection, statement)


def _shelf_blocked(connection: Connection) -> Balances:
    statement = select(ShelfStock.shelf_id, ShelfStock.lot_id, ShelfStock.blocked)
    return _pairs(connection, statement.where(ShelfStock.blocked > 0))


def _totals(connection: Connection) -> Balances:
    statement = select(Stock.warehouse_id, Stock.product_id, Stock.on_hand, Stock.blocked)
    return _pairs(connection, statement)


def _summed_shelves(connection: Connection) -> Balances:
    statement = (
        select(
            Shelf.warehouse_id,
            ShelfStock.product_id,
            func.sum(ShelfStock.on_hand),
            func.sum(ShelfStock.blocked),
        )
        .join(Shelf, Shelf.id == ShelfStock.shelf_id)
        .group_by(Shelf.warehouse_id, ShelfStock.product_id)
    )
    return _pairs(connection, statement)


# who holds it ----------------------------------------------------------------------


def _reserved(connection: Connection) -> Balances:
    statement = select(Stock.warehouse_id, Stock.product_id, Stock.reserved)
    return _pairs(connection, statement.where(Stock.reserved > 0))


def _promised(connection: Connection) -> Balances:
    statement = select(
        Reservation.warehouse_id, Reservation.product_id, func.sum(Reservation.quantity)
    ).group_by(Reservation.warehouse_id, Reservation.product_id)
    return _pairs(connection, statement)


def _allocated(connection: Connection, *, at_staging: bool) -> Balances:
    is_there = Shelf.kind == ShelfKind.STAGING
    statement = (
        select(ShelfStock.shelf_id, ShelfStock.lot_id, ShelfStock.allocated)
        .join(Shelf, Shelf.id == ShelfStock.shelf_id)
        .where(ShelfStock.allocated > 0, is_there if at_staging else ~is_there)
    )
    return _pairs(connection, statement)


def _to_pick(connection: Connection) -> Balances:
    statement = (
        select(PickLine.shelf_id, PickLine.lot_id, func.sum(PickLine.quantity))
        .join(PickTask, PickTask.id == PickLine.task_id)
        .where(PickTask.status.in_(UNFINISHED), PickLine.quantity > 0)
        .group_by(PickLine.shelf_id, PickLine.lot_id)
    )
    return _pairs(connection, statement)


def _picked(connection: Connection) -> Balances:
    """Units that were picked and did not leave; they stand on the warehouse's staging shelf.

    An order line that holds nothing any more has nothing there.
    """
    staging = {
        row.warehouse_id: row.shelf
        for row in connection.execute(
            select(Shelf.warehouse_id, func.min(Shelf.id).label("shelf"))
            .where(Shelf.kind == ShelfKind.STAGING)
            .group_by(Shelf.warehouse_id)
        )
    }
    sums: dict[Key, int] = defaultdict(int)
    for sign, statement in ((1, _taken_units()), (-1, _units_that_left())):
        for warehouse, lot, units in connection.execute(statement):
            sums[staging[warehouse], lot] += sign * int(units)
    return {key: (units,) for key, units in sums.items()}


def _taken_units() -> Select[*tuple[Any, ...]]:
    return (
        select(PickTask.warehouse_id, PickLine.lot_id, func.sum(PickLine.quantity))
        .join(PickTask, PickTask.id == PickLine.task_id)
        .join(Reservation, Reservation.order_line_id == PickLine.order_line_id)
        .where(
            PickTask.status == PickTaskStatus.PICKED,
            PickLine.quantity > 0,
            Reservation.quantity > 0,
        )
        .group_by(PickTask.warehouse_id, PickLine.lot_id)
    )


def _units_that_left() -> Select[*tuple[Any, ...]]:
    return (
        select(Parcel.warehouse_id, ParcelItem.lot_id, func.sum(ParcelItem.packed))
        .join(Parcel, Parcel.id == ParcelItem.parcel_id)
        .join(Reservation, Reservation.order_line_id == ParcelItem.order_line_id)
        .where(Parcel.status == ParcelStatus.HANDED_OVER, Reservation.quantity > 0)
        .group_by(Parcel.warehouse_id, ParcelItem.lot_id)
    )


_PRODUCT = ("available", "reserved", "blocked")
_SHELF = ("free", "allocated", "blocked")
_BALANCE, _LEDGER = "the balance says", "the ledger says"

PRODUCTS = Comparison(_PRODUCT, False, _BALANCE, _LEDGER, _products, product_balances)
SHELVES = Comparison(_SHELF, True, _BALANCE, _LEDGER, _shelves, shelf_balances)
CONDITIONS = Comparison(("units",), True, _BALANCE, _LEDGER, _conditions, condition_balances)
LEDGER = (PRODUCTS, SHELVES, CONDITIONS)
"""What can be rebuilt from the ledger."""

_SUMS = Comparison(
    ("on hand", "blocked"), False, _BALANCE, "its shelves have", _totals, _summed_shelves
)
_KEPT_BACK = Comparison(
    ("blocked",), True, _BALANCE, "its conditions make", _shelf_blocked, _summed_conditions
)
_PROMISES = Comparison(("reserved",), False, _BALANCE, "orders hold", _reserved, _promised)
_PLACES = Comparison(
    ("allocated",),
    True,
    _BALANCE,
    "pick tasks are to take",
    partial(_allocated, at_staging=False),
    _to_pick,
)
_STAGED = Comparison(
    ("allocated",),
    True,
    _BALANCE,
    "orders that were picked have",
    partial(_allocated, at_staging=True),
    _picked,
)
HOLDERS = (_SUMS, _KEPT_BACK, _PROMISES, _PLACES, _STAGED)
"""What follows from other rows; a difference is found, but nobody can know which side is right."""

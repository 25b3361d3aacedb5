"""Do the balances follow from the ledger? Names the first difference (3.2.1b)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from db.engine import Database
from db.schema.stock import Reservation, Shelf, ShelfStock, Stock, StockMovement
from fulfilment.stock import PRODUCT_EFFECTS
from procedure.words import StockState


@dataclass(frozen=True, slots=True)
class Difference:
    """A balance that does not follow from the ledger.

    Attributes:
        what: Which balance, for people.
        stored: What the balance says.
        rebuilt: What the ledger says.
    """

    what: str
    stored: tuple[int, ...]
    rebuilt: tuple[int, ...]


def check_stock(database: Database) -> Difference | None:
    """The first difference, or None where every balance follows from the ledger.

    Three things are compared: product balances and shelf balances with the ledger, reserved
    units with their named holders, and products with the sum of their shelves.
    """
    with database.read() as connection:
        return (
            _products(connection)
            or _shelves(connection)
            or _holders(connection)
            or _sums(connection)
        )


def _first(
    name: str,
    stored: dict[tuple[int, ...], tuple[int, ...]],
    rebuilt: dict[tuple[int, ...], tuple[int, ...]],
) -> Difference | None:
    for key in sorted(stored.keys() | rebuilt.keys()):
        size = len(next(iter((*stored.values(), *rebuilt.values()))))
        zero = (0,) * size
        if stored.get(key, zero) != rebuilt.get(key, zero):
            return Difference(f"{name} {key}", stored.get(key, zero), rebuilt.get(key, zero))
    return None


Balances = dict[tuple[int, ...], tuple[int, ...]]


def _products(connection: Connection) -> Difference | None:
    sums: dict[tuple[int, ...], list[int]] = defaultdict(lambda: [0, 0, 0])
    rows = connection.execute(
        select(
            StockMovement.warehouse_id,
            StockMovement.product_id,
            StockMovement.kind,
            func.sum(StockMovement.quantity),
        ).group_by(StockMovement.warehouse_id, StockMovement.product_id, StockMovement.kind)
    )
    for warehouse, product, kind, quantity in rows:
        for place, per_unit in enumerate(PRODUCT_EFFECTS[kind]):
            sums[warehouse, product][place] += per_unit * int(quantity)
    rebuilt: Balances = {key: tuple(values) for key, values in sums.items()}
    stored: Balances = {
        (row.warehouse_id, row.product_id): (row.available, row.reserved, row.blocked)
        for row in connection.execute(select(Stock.__table__))
    }
    return _first("product", stored, rebuilt)


_PLACES = {StockState.FREE: 0, StockState.ALLOCATED: 1, StockState.BLOCKED: 2}


def _shelves(connection: Connection) -> Difference | None:
    sums: dict[tuple[int, ...], list[int]] = defaultdict(lambda: [0, 0, 0])
    for shelf, state, sign in (
        (StockMovement.from_shelf_id, StockMovement.from_state, -1),
        (StockMovement.to_shelf_id, StockMovement.to_state, 1),
    ):
        rows = connection.execute(
            select(shelf, StockMovement.lot_id, state, func.sum(StockMovement.quantity))
            .where(shelf.is_not(None), StockMovement.lot_id.is_not(None))
            .group_by(shelf, StockMovement.lot_id, state)
        )
        for shelf_id, lot_id, where, quantity in rows:
            if where in _PLACES:
                sums[int(shelf_id or 0), int(lot_id or 0)][_PLACES[where]] += sign * int(quantity)
    rebuilt: Balances = {key: tuple(values) for key, values in sums.items()}
    stored: Balances = {
        (row.shelf_id, row.lot_id): (row.free, row.allocated, row.blocked)
        for row in connection.execute(select(ShelfStock.__table__))
    }
    return _first("shelf and lot", stored, rebuilt)


def _holders(connection: Connection) -> Difference | None:
    held: Balances = {
        (warehouse, product): (int(quantity),)
        for warehouse, product, quantity in connection.execute(
            select(
                Reservation.warehouse_id, Reservation.product_id, func.sum(Reservation.quantity)
            ).group_by(Reservation.warehouse_id, Reservation.product_id)
        )
    }
    stored: Balances = {
        (row.warehouse_id, row.product_id): (row.reserved,)
        for row in connection.execute(select(Stock.__table__))
    }
    return _first("holders of product", stored, held)


def _sums(connection: Connection) -> Difference | None:
    shelves: Balances = {
        (warehouse, product): (int(quantity),)
        for warehouse, product, quantity in connection.execute(
            select(Shelf.warehouse_id, ShelfStock.product_id, func.sum(ShelfStock.on_hand))
            .join(Shelf, Shelf.id == ShelfStock.shelf_id)
            .group_by(Shelf.warehouse_id, ShelfStock.product_id)
        )
    }
    stored: Balances = {
        (row.warehouse_id, row.product_id): (row.on_hand,)
        for row in connection.execute(select(Stock.__table__))
    }
    return _first("shelves of product", stored, shelves)

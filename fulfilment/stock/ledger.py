"""The balances as the ledger says they are, from its first row on (3.2.1b)."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Connection, func, select

from db.schema.stock import StockMovement
from fulfilment.stock.movements import PRODUCT_EFFECTS
from procedure.words import StockCondition, StockState

Key = tuple[int | str, ...]
Balances = dict[Key, tuple[int, ...]]

_SIDES = (
    (
        StockMovement.from_shelf_id,
        StockMovement.from_state,
        StockMovement.from_condition,
        -1,
    ),
    (StockMovement.to_shelf_id, StockMovement.to_state, StockMovement.to_condition, 1),
)
_PLACES = {StockState.FREE: 0, StockState.ALLOCATED: 1, StockState.BLOCKED: 2}


def product_balances(connection: Connection) -> Balances:
    """Available, reserved and blocked units by warehouse and product."""
    sums: dict[Key, list[int]] = defaultdict(lambda: [0, 0, 0])
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
    return {key: tuple(values) for key, values in sums.items()}


def shelf_balances(connection: Connection) -> Balances:
    """Free, allocated and blocked units by shelf and lot."""
    sums: dict[Key, list[int]] = defaultdict(lambda: [0, 0, 0])
    for shelf, state, _, sign in _SIDES:
        rows = connection.execute(
            select(shelf, StockMovement.lot_id, state, func.sum(StockMovement.quantity))
            .where(shelf.is_not(None), StockMovement.lot_id.is_not(None))
            .group_by(shelf, StockMovement.lot_id, state)
        )
        for shelf_id, lot_id, where, quantity in rows:
            if where in _PLACES:
                sums[int(shelf_id or 0), int(lot_id or 0)][_PLACES[where]] += sign * int(quantity)
    return {key: tuple(values) for key, values in sums.items()}


def condition_balances(connection: Connection) -> Balances:
    """Kept-back units by shelf, lot and condition.

    Rows older than conditions have none; what was blocked then was missing.
    """
    sums: dict[Key, int] = defaultdict(int)
    for shelf, state, condition, sign in _SIDES:
        rows = connection.execute(
            select(shelf, StockMovement.lot_id, condition, func.sum(StockMovement.quantity))
            .where(
                shelf.is_not(None),
                StockMovement.lot_id.is_not(None),
                state == StockState.BLOCKED,
            )
            .group_by(shelf, StockMovement.lot_id, condition)
        )
        for shelf_id, lot_id, known, quantity in rows:
            like = (known or StockCondition.MISSING).value
            sums[int(shelf_id or 0), int(lot_id or 0), like] += sign * int(quantity)
    return {key: (units,) for key, units in sums.items()}

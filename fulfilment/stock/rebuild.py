"""Balances written anew from the ledger, where they do not follow from it (3.2.1b)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select, text

from db.engine import Database
from db.schema.base import Base
from db.schema.stock import BlockedStock, Lot, ShelfStock, Stock
from db.transaction import in_transaction
from db.upsert import insert_or
from fulfilment.stock.check import (
    CONDITIONS,
    LEDGER,
    PRODUCTS,
    SHELVES,
    Comparison,
    Difference,
    Found,
    differences,
    in_words,
)


class LedgerNegative(Exception):
    """The ledger itself gives a balance below zero: rows are missing, nothing may be rebuilt."""

    def __init__(self, difference: Difference) -> None:
        super().__init__(str(difference))
        self.difference = difference


def rebuild_stock(database: Database) -> tuple[Difference, ...]:
    """Every balance that did not follow from the ledger; all of them do now.

    One transaction, nobody writes stock meanwhile. Promises, pick lines and parcels are no
    balances: what they hold is compared by `check_stock`, and stays as it is.

    Raises:
        LedgerNegative: Nothing was changed: the ledger is what is damaged.
        CannotNow: The database cannot be written now.
    """
    return in_transaction(database, _rebuild)


def _rebuild(connection: Connection) -> tuple[Difference, ...]:
    if connection.dialect.name == "postgresql":
        tables = ", ".join(table.__tablename__ for table in (Stock, ShelfStock, BlockedStock))
        connection.execute(text(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE"))
    told: list[Difference] = []
    for comparison in LEDGER:
        found = differences(connection, comparison)
        for each in found:
            if min(each[2]) < 0:
                raise LedgerNegative(in_words(connection, comparison, each))
        told += [in_words(connection, comparison, each) for each in found]
        _write(connection, comparison, found)
    return tuple(told)


def _write(connection: Connection, comparison: Comparison, found: Sequence[Found]) -> None:
    if not found:
        return
    table, keys = _TABLES[comparison.parts]
    products = _products_of_lots(connection, found) if comparison.is_of_shelves else {}
    rows: list[dict[str, Any]] = []
    for key, _, values in found:
        row: dict[str, Any] = dict(zip(keys, key, strict=True))
        if comparison.is_of_shelves:
            row["product_id"] = products[key[1]]
        if comparison is CONDITIONS:
            row["quantity"] = values[0]
        else:
            row |= dict(zip(comparison.parts, values, strict=True)) | {"on_hand": sum(values)}
        rows.append(row)
    statement = insert_or(connection, table)
    written = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    connection.execute(
        statement.on_conflict_do_update(index_elements=list(keys), set_=written), rows
    )


_TABLES: dict[tuple[str, ...], tuple[type[Base], tuple[str, ...]]] = {
    PRODUCTS.parts: (Stock, ("warehouse_id", "product_id")),
    SHELVES.parts: (ShelfStock, ("shelf_id", "lot_id")),
    CONDITIONS.parts: (BlockedStock, ("shelf_id", "lot_id", "condition")),
}


def _products_of_lots(connection: Connection, found: Sequence[Found]) -> dict[int | str, int]:
    lots = sorted({int(key[1]) for key, _, _ in found})
    rows = connection.execute(select(Lot.id, Lot.product_id).where(Lot.id.in_(lots)))
    return {row.id: row.product_id for row in rows}

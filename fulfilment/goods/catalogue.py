"""The product codes a station knows, in memory: a scan is read without asking the database."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from db.engine import Database
from db.schema.products import Product, ProductCode
from procedure.codes import KnownProduct, ProductReading
from procedure.ids import ProductId

PAGE = 20_000
"""Codes read at once."""


class ProductCatalogue:
    """Finds the product behind a matching key.

    Codes are read once, by pages; one that is not known here is looked for in the database
    (it may have been learned at another station since) and remembered.

    Thread: safe from any thread.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._by_key: dict[str, ProductReading] = {}
        self._lock = threading.Lock()

    def load(self) -> int:
        """Read all codes; how many there are."""
        found: dict[str, ProductReading] = {}
        last = ""
        while True:
            rows = self._rows(ProductCode.key > last, PAGE)
            found.update((row.key, _reading(row)) for row in rows)
            if len(rows) < PAGE:
                break
            last = rows[-1].key
        with self._lock:
            self._by_key = found
        return len(found)

    def find(self, key: str) -> ProductReading | None:
        """The product behind a key known here, without asking the database."""
        return self._by_key.get(key)

    def look_up(self, key: str) -> ProductReading | None:
        """The product behind a key, asking the database where it is not known here.

        Raises:
            CannotNow: The database is away.
        """
        known = self._by_key.get(key)
        if known is not None:
            return known
        rows = self._rows(ProductCode.key == key, 1)
        if not rows:
            return None
        with self._lock:
            self._by_key[key] = reading = _reading(rows[0])
        return reading

    def remember(self, key: str, reading: ProductReading) -> None:
        """A code was learned at this station: it is known here at once."""
        with self._lock:
            self._by_key[key] = reading

    def _rows(self, condition: Any, limit: int) -> Sequence[Any]:
        with self._database.read() as connection:
            return connection.execute(
                select(
                    ProductCode.key,
                    ProductCode.units,
                    Product.id,
                    Product.sku,
                    Product.name,
                    Product.lot_tracked,
                    Product.count_rule,
                    Product.serial_tracked,
                )
                .join(Product, Product.id == ProductCode.product_id)
                .where(condition)
                .order_by(ProductCode.key)
                .limit(limit)
            ).all()


def _reading(row: Any) -> ProductReading:
    product = KnownProduct(
        ProductId(row.id), row.sku, row.name, row.lot_tracked, row.count_rule, row.serial_tracked
    )
    return ProductReading(product, row.units)

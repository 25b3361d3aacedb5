"""A large import tells PostgreSQL how large its tables are: it may have looked at a bad moment."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from fulfilment.goods.importing import MANY, import_goods
from fulfilment.goods.sheets import GoodsKind, GoodsReport, GoodsRow
from fulfilment.house import SYSTEM
from tests.plugins.houses import SmallHouse
from tests.plugins.journey import expect

LOOKED_TOO_EARLY = text(
    "UPDATE pg_class SET reltuples = 0, relpages = 1"
    " WHERE relname IN ('product', 'shelf', 'lot', 'stock', 'shelf_stock')"
)
"""What PostgreSQL knows where it looked while the first rows were still being written."""
BELIEVED = text("SELECT reltuples FROM pg_class WHERE relname = :name AND relkind = 'r'")


def believed(at: SmallHouse, table: str) -> float:
    """How many rows PostgreSQL takes a table to have."""
    with at.house.database.read() as connection:
        return float(connection.execute(BELIEVED, {"name": table}).scalar_one())


@pytest.mark.parametrize(
    "database_url",
    [pytest.param("postgresql", marks=pytest.mark.needs_postgres)],
    indirect=True,
)
def test_a_large_import_is_planned_for(small_house: SmallHouse) -> None:
    at = small_house
    with at.house.database.write() as connection:
        connection.execute(LOOKED_TOO_EARLY)
    assert believed(at, "product") == believed(at, "stock") == 0
    sheet = [GoodsRow(n, {"sku": f"P-{n}", "name": "Lamp"}) for n in range(MANY)]
    report = import_goods(at.house, SYSTEM, GoodsKind.PRODUCTS, sheet, preview=False)
    assert not expect(GoodsReport, report).refused
    assert believed(at, "product") > MANY
    assert believed(at, "stock") > 0, "of goods that were there before"

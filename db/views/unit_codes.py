"""The codes that stand for one unit of a product: what a handheld may be shown ahead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import Connection, select

from db.schema.products import ProductCode
from procedure.ids import ProductId


def unit_codes(
    connection: Connection, products: Collection[ProductId]
) -> dict[ProductId, tuple[str, ...]]:
    """The matching keys of these products' codes for one unit; cartons' codes are left out."""
    found: dict[ProductId, list[str]] = defaultdict(list)
    rows = connection.execute(
        select(ProductCode.product_id, ProductCode.key)
        .where(ProductCode.product_id.in_(sorted(products)), ProductCode.units == 1)
        .order_by(ProductCode.key)
    )
    for row in rows:
        found[ProductId(row.product_id)].append(row.key)
    return {product: tuple(keys) for product, keys in found.items()}

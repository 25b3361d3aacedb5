"""The live status of products, bundles by their parts (2.2.2a)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, and_, func, select
from sqlalchemy.orm import aliased

from db.bulk import among
from db.schema.products import Product, ProductPart
from db.schema.stock import Stock
from procedure.ids import ProductId, WarehouseId
from procedure.stock_status import bundles_in, stock_status
from procedure.words import StockStatus


@dataclass(frozen=True, slots=True)
class LiveStatus:
    """A product's status and how many units may still be promised."""

    product_id: ProductId
    sku: str
    status: StockStatus
    available: int


def live_statuses(
    connection: Connection,
    warehouse: WarehouseId,
    products: Collection[ProductId],
    low_below: int,
) -> dict[ProductId, LiveStatus]:
    """The status of each of these products, with one query.

    Args:
        low_below: The policy's limit for products without one of their own (2.2.2b).
    """
    # a bundle has a row per part; any other product has one row, for itself
    counted = aliased(Stock)
    rows = connection.execute(
        select(
            Product.id,
            Product.sku,
            Product.is_bundle,
            Product.sale_status,
            func.coalesce(Product.low_stock_below, low_below).label("low_below"),
            func.coalesce(counted.available, 0).label("available"),
            ProductPart.quantity.label("each"),
        )
        .outerjoin(ProductPart, and_(Product.is_bundle, ProductPart.bundle_id == Product.id))
        .outerjoin(
            counted,
            and_(
                counted.warehouse_id == warehouse,
                counted.product_id == func.coalesce(ProductPart.part_id, Product.id),
            ),
        )
        .where(among(Product.id, sorted(products), connection))
        .order_by(Product.id)
    ).all()
    parts: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in rows:
        if row.each is not None:
            parts[row.id].append((row.available, row.each))
    found = {}
    for row in rows:
        units = bundles_in(parts[row.id]) if row.is_bundle else row.available
        found[ProductId(row.id)] = LiveStatus(
            ProductId(row.id),
            row.sku,
            stock_status(row.sale_status, units, row.low_below),
            units,
        )
    return found

"""Goods by what people call them, and single shelves and suppliers for whoever changes them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from db.schema.products import Product
from db.schema.purchasing import Supplier
from db.schema.stock import Shelf
from db.views.places import ShelfRow, SupplierRow, shelf_page, supplier_page
from procedure.ids import ProductId, ShelfId, WarehouseId

MOST_SUPPLIERS = 500
"""Suppliers that are offered for a product, by code."""


def ids_of_skus(connection: Connection, skus: Collection[str]) -> dict[str, ProductId]:
    """The products of some SKUs; who is not there is left out."""
    rows = connection.execute(
        select(Product.sku, Product.id).where(Product.sku.in_(sorted(set(skus))))
    )
    return {row.sku: ProductId(row.id) for row in rows}


def supplier_names(connection: Connection) -> tuple[tuple[int, str], ...]:
    """Suppliers that are in use, as their ids and their codes with names, by code."""
    rows = connection.execute(
        select(Supplier.id, Supplier.code, Supplier.name)
        .where(Supplier.active)
        .order_by(Supplier.code)
        .limit(MOST_SUPPLIERS)
    )
    return tuple((row.id, f"{row.code} · {row.name}") for row in rows)


def shelf_of(connection: Connection, warehouse: WarehouseId, shelf_id: ShelfId) -> ShelfRow | None:
    """One shelf; None where it is not here."""
    code = connection.scalar(select(Shelf.code).where(Shelf.id == shelf_id))
    if code is None:
        return None
    rows = shelf_page(connection, warehouse, code, None, 1).rows
    return next((row for row in rows if row.shelf_id == shelf_id), None)


def supplier_of(connection: Connection, supplier_id: int) -> SupplierRow | None:
    """One supplier; None where there is none."""
    code = connection.scalar(select(Supplier.code).where(Supplier.id == supplier_id))
    if code is None:
        return None
    rows = supplier_page(connection, code, None, MOST_SUPPLIERS).rows
    return next((row for row in rows if row.supplier_id == supplier_id), None)

"""Shelves and suppliers, paged by code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select

from db.schema.products import Product
from db.schema.purchasing import Supplier
from db.schema.stock import Shelf, ShelfStock
from procedure.ids import ShelfId, WarehouseId
from procedure.words import ShelfKind

_END = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """A line of the shelves table.

    Attributes:
        lots: Different lots that stand there.
    """

    shelf_id: ShelfId
    code: str
    zone: str
    kind: ShelfKind
    walk_key: int
    active: bool
    in_count: bool
    lots: int
    units: int


@dataclass(frozen=True, slots=True)
class ShelfPage:
    """Some rows by code; give `next_after` as `after` to get the next page."""

    rows: tuple[ShelfRow, ...]
    next_after: str | None


def shelf_page(
    connection: Connection, warehouse: WarehouseId, text: str, after: str | None, limit: int
) -> ShelfPage:
    """A page of shelves whose code begins with a text."""
    begin = text.strip().upper().removeprefix("LOC-")
    conditions: list[Any] = [Shelf.warehouse_id == warehouse]
    if begin:
        conditions += [Shelf.code >= begin, Shelf.code < begin + _END]
    if after is not None:
        conditions.append(Shelf.code > after)
    page = select(Shelf.id).where(*conditions).order_by(Shelf.code).limit(limit + 1).subquery()
    rows = connection.execute(
        select(
            Shelf.__table__,
            func.count(ShelfStock.lot_id).label("lots"),
            func.coalesce(func.sum(ShelfStock.on_hand), 0).label("units"),
        )
        .join_from(Shelf, page, page.c.id == Shelf.id)
        .outerjoin(ShelfStock, and_(ShelfStock.shelf_id == Shelf.id, ShelfStock.on_hand > 0))
        .group_by(Shelf.id)
        .order_by(Shelf.code)
    ).all()
    shown = rows[:limit]
    more = len(rows) > limit
    return ShelfPage(
        tuple(
            ShelfRow(
                ShelfId(row.id),
                row.code,
                row.zone,
                row.kind,
                row.walk_key,
                row.active,
                row.count_id is not None,
                row.lots,
                int(row.units),
            )
            for row in shown
        ),
        shown[-1].code if more else None,
    )


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """A line of the suppliers table; `products` are bought there where nobody else is named."""

    supplier_id: int
    code: str
    name: str
    contact: str
    phone: str
    email: str
    lead_days: int
    active: bool
    version: int
    products: int


@dataclass(frozen=True, slots=True)
class SupplierPage:
    """Some rows by code; give `next_after` as `after` to get the next page."""

    rows: tuple[SupplierRow, ...]
    next_after: str | None


def supplier_page(connection: Connection, text: str, after: str | None, limit: int) -> SupplierPage:
    """A page of suppliers whose code begins with a text, or whose name has it in it."""
    conditions: list[Any] = []
    if wanted := text.strip():
        begin = wanted.upper()
        conditions.append(
            or_(
                and_(Supplier.code >= begin, Supplier.code < begin + _END),
                Supplier.name.icontains(wanted, autoescape=True),
            )
        )
    if after is not None:
        conditions.append(Supplier.code > after)
    products = (
        select(func.count())
        .select_from(Product)
        .where(Product.supplier_id == Supplier.id)
        .scalar_subquery()
    )
    rows = connection.execute(
        select(Supplier.__table__, products.label("products"))
        .where(*conditions)
        .order_by(Supplier.code)
        .limit(limit + 1)
    ).all()
    shown = rows[:limit]
    more = len(rows) > limit
    return SupplierPage(
        tuple(
            SupplierRow(
                row.id,
                row.code,
                row.name,
                row.contact,
                row.phone,
                row.email,
                row.lead_days,
                row.active,
                row.version,
                row.products,
            )
            for row in shown
        ),
        shown[-1].code if more else None,
    )

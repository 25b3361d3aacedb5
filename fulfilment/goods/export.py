"""Goods as rows of a sheet, under the column names that the import reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import count
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, select, tuple_
from sqlalchemy.orm import aliased

from db.schema.products import (
    Product,
    ProductAlternative,
    ProductCode,
    ProductGift,
    ProductPart,
)
from db.schema.purchasing import Supplier
from db.schema.stock import Lot, Shelf, ShelfStock
from fulfilment.goods.sheets import GoodsKind
from fulfilment.house import Actor, House
from procedure.effects import Refused
from procedure.permissions import UseCase, may
from procedure.reading import matching_key
from procedure.verdicts import VerdictKind, verdict
from procedure.words import ShelfKind

Values = dict[str, Any]
PAGE = 5_000
_OTHER = aliased(Product)


def export_goods(house: House, actor: Actor, kind: GoodsKind) -> tuple[Values, ...] | Refused:
    """Everything of a kind, row by row; what the import would take in again.

    Stock is what stands good on shelves for picking and in reserve, promised or not.

    Raises:
        CannotNow: The database is away.
    """
    if not actor.is_system and not may(actor.posts, UseCase.MANAGE_GOODS):
        return Refused(verdict(VerdictKind.NOT_ALLOWED, name=actor.name))
    with house.database.read() as connection:
        return tuple(_EXPORTS[kind](connection, house.place.warehouse_id))


def _paged(
    connection: Connection, statement: Any, keys: tuple[Any, ...]
) -> Iterator[Mapping[str, Any]]:
    """All rows in the order of their keys, a page at a time."""
    after: tuple[Any, ...] | None = None
    names = [f"key_{n}" for n, _ in zip(count(), keys, strict=False)]
    keyed = statement.add_columns(*(k.label(n) for k, n in zip(keys, names, strict=True)))
    while True:
        page = keyed if after is None else keyed.where(tuple_(*keys) > tuple_(*after))
        rows = connection.execute(page.order_by(*keys).limit(PAGE)).mappings().all()
        for row in rows:
            yield {name: value for name, value in row.items() if name not in names}
        if len(rows) < PAGE:
            return
        after = tuple(rows[-1][name] for name in names)


def _products(connection: Connection, warehouse: int) -> Iterator[Values]:
    left_out = {"id", "is_bundle", "supplier_id", "version"}
    columns = [column for column in Product.__table__.columns if column.name not in left_out]
    statement = select(*columns, Supplier.code.label("supplier")).outerjoin_from(
        Product, Supplier, Supplier.id == Product.supplier_id
    )
    for row in _paged(connection, statement, (Product.sku,)):
        yield dict(row)


def _codes(connection: Connection, warehouse: int) -> Iterator[Values]:
    statement = select(
        Product.sku, ProductCode.key, ProductCode.shown.label("code"), ProductCode.units
    ).join_from(ProductCode, Product, Product.id == ProductCode.product_id)
    for row in _paged(connection, statement, (ProductCode.key,)):
        if row["key"] != matching_key(row["sku"]):  # the SKU scans without being said
            yield {"sku": row["sku"], "code": row["code"], "units": row["units"]}


def _shelves(connection: Connection, warehouse: int) -> Iterator[Values]:
    statement = select(
        Shelf.code.label("shelf"), Shelf.zone, Shelf.kind, Shelf.walk_key, Shelf.active
    ).where(Shelf.warehouse_id == warehouse)
    yield from map(dict, _paged(connection, statement, (Shelf.code,)))


def _stock(connection: Connection, warehouse: int) -> Iterator[Values]:
    statement = (
        select(
            Product.sku,
            Shelf.code.label("shelf"),
            Lot.code.label("lot"),
            Lot.expires_on,
            (ShelfStock.free + ShelfStock.allocated).label("quantity"),
        )
        .join_from(ShelfStock, Shelf, Shelf.id == ShelfStock.shelf_id)
        .join(Lot, Lot.id == ShelfStock.lot_id)
        .join(Product, Product.id == ShelfStock.product_id)
        .where(
            Shelf.warehouse_id == warehouse,
            Shelf.kind.in_([ShelfKind.PICK, ShelfKind.RESERVE]),
            ShelfStock.free + ShelfStock.allocated > 0,
        )
    )
    keys = (ShelfStock.shelf_id, ShelfStock.lot_id)
    yield from map(dict, _paged(connection, statement, keys))


def _suppliers(connection: Connection, warehouse: int) -> Iterator[Values]:
    statement = select(
        Supplier.code.label("supplier"),
        Supplier.name,
        Supplier.contact,
        Supplier.phone,
        Supplier.email,
        Supplier.lead_days,
        Supplier.active,
    )
    yield from map(dict, _paged(connection, statement, (Supplier.code,)))


def _links(
    table: Any, owner: str, other: str, names: tuple[str, str], facts: tuple[str, ...]
) -> Callable[[Connection, int], Iterator[Values]]:
    """Rows of a table that ties two products together, best first where there is a rank."""

    def export(connection: Connection, warehouse: int) -> Iterator[Values]:
        first, second = getattr(table, owner), getattr(table, other)
        statement = (
            select(
                Product.sku.label(names[0]),
                _OTHER.sku.label(names[1]),
                *(getattr(table, name) for name in facts),
            )
            .join_from(table, Product, Product.id == first)
            .join(_OTHER, _OTHER.id == second)
        )
        yield from map(dict, _paged(connection, statement, (first, second)))

    return export


_EXPORTS: Mapping[GoodsKind, Callable[[Connection, int], Iterator[Values]]] = MappingProxyType(
    {
        GoodsKind.PRODUCTS: _products,
        GoodsKind.CODES: _codes,
        GoodsKind.SHELVES: _shelves,
        GoodsKind.STOCK: _stock,
        GoodsKind.SUPPLIERS: _suppliers,
        GoodsKind.ALTERNATIVES: _links(
            ProductAlternative, "product_id", "alternative_id", ("sku", "alternative"), ("rank",)
        ),
        GoodsKind.BUNDLES: _links(
            ProductPart, "bundle_id", "part_id", ("bundle", "part"), ("quantity",)
        ),
        GoodsKind.GIFTS: _links(
            ProductGift, "product_id", "gift_id", ("sku", "gift"), ("from_quantity", "quantity")
        ),
    }
)

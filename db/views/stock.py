"""Products with their stock, paged by key, for the stock screen (2.2.2a)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select

from db.schema.products import Product, ProductCode
from db.schema.stock import BlockedStock, Stock
from procedure.ids import ProductId, WarehouseId
from procedure.stock_status import stock_status
from procedure.words import SaleStatus, StockStatus

LONGEST_CODE = 14


class StockView(StrEnum):
    """Which products a table shows."""

    ALL = "all"
    LOW = "low"
    SOLD_OUT = "sold_out"
    BLOCKED = "blocked"


class StockSort(StrEnum):
    """What they are sorted by."""

    SKU = "sku"
    AVAILABLE = "available"


@dataclass(frozen=True, slots=True)
class StockFilter:
    """Which products a table shows, and in which order.

    Attributes:
        text: Part of a SKU or a name, or the beginning of a code.
        low_below: The policy's limit for products without one of their own (2.2.2b).
    """

    view: StockView
    text: str
    low_below: int
    sort: StockSort = StockSort.SKU
    descending: bool = False


@dataclass(frozen=True, slots=True)
class StockRow:
    """A product and its balance in one warehouse."""

    product_id: ProductId
    sku: str
    name: str
    status: StockStatus
    on_hand: int
    available: int
    reserved: int
    blocked: int


@dataclass(frozen=True, slots=True)
class StockCursor:
    """The last row of a page: where the next one begins."""

    sku: str
    available: int


@dataclass(frozen=True, slots=True)
class StockPage:
    """Some products.

    Attributes:
        following: Give it as `after` to get the next page; None at the end.
    """

    rows: tuple[StockRow, ...]
    following: StockCursor | None


_available = func.coalesce(Stock.available, 0)


def stock_page(
    connection: Connection,
    warehouse: WarehouseId,
    chosen: StockFilter,
    after: StockCursor | None,
    limit: int,
) -> StockPage:
    """A page of products by key; bundles are left out, they have no stock of their own."""
    conditions = [*_conditions(connection, chosen), *_after(chosen, after)]
    columns = (_available, Product.sku) if chosen.sort is StockSort.AVAILABLE else (Product.sku,)
    rows = connection.execute(
        _products(warehouse, chosen.low_below)
        .where(*conditions)
        .order_by(*(column.desc() if chosen.descending else column for column in columns))
        .limit(limit + 1)
    ).all()
    shown = tuple(_row(row) for row in rows[:limit])
    more = len(rows) > limit
    return StockPage(shown, StockCursor(shown[-1].sku, shown[-1].available) if more else None)


def stock_of(
    connection: Connection, warehouse: WarehouseId, product: ProductId, low_below: int
) -> StockRow | None:
    """One product and its balance; None where there is no such product."""
    row = connection.execute(
        _products(warehouse, low_below).where(Product.id == product)
    ).one_or_none()
    return None if row is None else _row(row)


def stock_counts(
    connection: Connection, warehouse: WarehouseId, low_below: int
) -> dict[StockView, int]:
    """How many products each view shows. It looks at every product: not for every second."""
    low, sold_out = _is_low(low_below), _is_sold_out()
    row = connection.execute(
        select(
            func.count(),
            func.coalesce(func.sum(case((low, 1), else_=0)), 0),
            func.coalesce(func.sum(case((sold_out, 1), else_=0)), 0),
            func.coalesce(func.sum(case((Stock.blocked > 0, 1), else_=0)), 0),
        )
        .select_from(Product)
        .outerjoin(Stock, _of_warehouse(warehouse))
        .where(Product.is_bundle.is_(False))
    ).one()
    return dict(zip(StockView, (int(figure) for figure in row), strict=True))


def _products(warehouse: WarehouseId, low_below: int) -> Any:
    return (
        select(
            Product.id,
            Product.sku,
            Product.name,
            Product.sale_status,
            func.coalesce(Product.low_stock_below, low_below).label("low_below"),
            func.coalesce(Stock.on_hand, 0).label("on_hand"),
            _available.label("available"),
            func.coalesce(Stock.reserved, 0).label("reserved"),
            func.coalesce(Stock.blocked, 0).label("blocked"),
        )
        .select_from(Product)
        .outerjoin(Stock, _of_warehouse(warehouse))
        .where(Product.is_bundle.is_(False))
    )


def _of_warehouse(warehouse: WarehouseId) -> ColumnElement[bool]:
    return and_(Stock.product_id == Product.id, Stock.warehouse_id == warehouse)


def _is_low(low_below: int) -> ColumnElement[bool]:
    return and_(
        Product.sale_status == SaleStatus.ON_SALE,
        Stock.available > 0,
        Stock.available < func.coalesce(Product.low_stock_below, low_below),
    )


def _is_sold_out() -> ColumnElement[bool]:
    return and_(Product.sale_status == SaleStatus.ON_SALE, _available == 0)


def _conditions(connection: Connection, chosen: StockFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    match chosen.view:
        case StockView.LOW:
            conditions.append(_is_low(chosen.low_below))
        case StockView.SOLD_OUT:
            conditions.append(_is_sold_out())
        case StockView.BLOCKED:
            blocked = select(BlockedStock.product_id).where(BlockedStock.quantity > 0)
            conditions += [Stock.blocked > 0, Product.id.in_(blocked)]
        case StockView.ALL:
            pass
    if text := chosen.text.strip():
        conditions.append(product_matches(connection, text))
    return conditions


def product_matches(connection: Connection, text: str) -> ColumnElement[bool]:
    """Whether SKU or name contain the text, or one of the product's codes begins with it.

    Every product is looked at: some tens of milliseconds for 100,000 of them, and no index that
    only one of the databases has. SQLite's own LIKE ignores the case of A to Z by itself, three
    times as fast as lower() there; on PostgreSQL lower() is twice as fast as ILIKE. Codes are
    found by their key.
    """
    pattern = f"%{_escaped(text)}%"
    return or_(
        *(_contains(connection, column, pattern) for column in (Product.sku, Product.name)),
        Product.id.in_(select(ProductCode.product_id).where(_is_code(text.upper()))),
    )


def _contains(connection: Connection, column: Any, pattern: str) -> ColumnElement[bool]:
    if connection.dialect.name == "sqlite":
        return cast(ColumnElement[bool], column.like(pattern, escape="/"))
    return func.lower(column).like(pattern.lower(), escape="/")


def _is_code(text: str) -> ColumnElement[bool]:
    """Digits are the beginning of a code; letters may be a whole one.

    A range of digits is the same in every collation. A GTIN is kept as 14 digits.
    """
    if not (text.isdecimal() and text.isascii() and len(text) <= LONGEST_CODE):
        return ProductCode.key == text
    starts = (lead + text for lead in ("", "0", "00"))
    return or_(*(ProductCode.key.between(key, key.ljust(LONGEST_CODE, "9")) for key in starts))


def _escaped(text: str) -> str:
    return text.replace("/", "//").replace("%", "/%").replace("_", "/_")


def _after(chosen: StockFilter, after: StockCursor | None) -> Sequence[ColumnElement[bool]]:
    if after is None:
        return ()
    sku = Product.sku < after.sku if chosen.descending else Product.sku > after.sku
    if chosen.sort is StockSort.SKU:
        return (sku,)
    beyond = _available < after.available if chosen.descending else _available > after.available
    return (or_(beyond, and_(_available == after.available, sku)),)


def _row(row: Any) -> StockRow:
    return StockRow(
        product_id=ProductId(row.id),
        sku=row.sku,
        name=row.name,
        status=stock_status(row.sale_status, row.available, row.low_below),
        on_hand=row.on_hand,
        available=row.available,
        reserved=row.reserved,
        blocked=row.blocked,
    )

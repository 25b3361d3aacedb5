"""Products as those who keep them see them: a table paged by SKU, and one product whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, func, literal, or_, select
from sqlalchemy.orm import aliased

from db.schema.house import Warehouse
from db.schema.products import (
    Product,
    ProductAlternative,
    ProductCode,
    ProductGift,
    ProductPart,
    ProductPicture,
)
from db.schema.purchasing import Supplier
from db.schema.stock import Stock
from procedure.ids import ProductId, WarehouseId
from procedure.words import CountRule, DangerClass, SaleStatus

_END = "\U0010ffff"
_OTHER = aliased(Product)


@dataclass(frozen=True, slots=True)
class ProductFilter:
    """Which products a table shows.

    Attributes:
        text: Beginning of a SKU or a code, or a part of a name.
        sale_statuses: Any of these; empty for all.
        bundles: True for bundles only, False for the others, None for both.
    """

    text: str = ""
    sale_statuses: frozenset[SaleStatus] = frozenset()
    bundles: bool | None = None


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A line of the products table; `available` is 0 where there never was stock."""

    product_id: ProductId
    sku: str
    name: str
    sale_status: SaleStatus
    is_bundle: bool
    supplier: str
    available: int
    on_hand: int
    version: int


@dataclass(frozen=True, slots=True)
class ProductPage:
    """Some rows by SKU, and where the next page begins.

    Attributes:
        next_after: Give it as `after` to get the next page; None at the end.
    """

    rows: tuple[ProductRow, ...]
    next_after: str | None


def product_page(
    connection: Connection,
    warehouse: WarehouseId,
    chosen: ProductFilter,
    after: str | None,
    limit: int,
) -> ProductPage:
    """A page of products by SKU: its cost does not grow with what stands before it."""
    conditions = _conditions(chosen)
    if after is not None:
        conditions.append(Product.sku > after)
    rows = connection.execute(
        select(
            Product.id,
            Product.sku,
            Product.name,
            Product.sale_status,
            Product.is_bundle,
            Product.version,
            Supplier.code.label("supplier"),
            Stock.available,
            Stock.on_hand,
        )
        .outerjoin(Supplier, Supplier.id == Product.supplier_id)
        .outerjoin(Stock, and_(Stock.product_id == Product.id, Stock.warehouse_id == warehouse))
        .where(*conditions)
        .order_by(Product.sku)
        .limit(limit + 1)
    ).all()
    shown = rows[:limit]
    more = len(rows) > limit
    return ProductPage(tuple(_row(row) for row in shown), shown[-1].sku if more else None)


def _conditions(chosen: ProductFilter) -> list[Any]:
    conditions: list[Any] = []
    if chosen.sale_statuses:
        conditions.append(Product.sale_status.in_(sorted(chosen.sale_statuses)))
    if chosen.bundles is not None:
        conditions.append(Product.is_bundle == chosen.bundles)
    if text := chosen.text.strip():
        key = text.upper()
        keys = [key, key.zfill(14)] if key.isdigit() and len(key) >= 8 else [key]
        by_code = select(ProductCode.product_id).where(
            or_(*(and_(ProductCode.key >= k, ProductCode.key < k + _END) for k in keys))
        )
        conditions.append(
            or_(
                and_(Product.sku >= key, Product.sku < key + _END),
                Product.name.icontains(text, autoescape=True),
                Product.id.in_(by_code),
            )
        )
    return conditions


def _row(row: Any) -> ProductRow:
    return ProductRow(
        product_id=ProductId(row.id),
        sku=row.sku,
        name=row.name,
        sale_status=row.sale_status,
        is_bundle=row.is_bundle,
        supplier=row.supplier or "",
        available=row.available or 0,
        on_hand=row.on_hand or 0,
        version=row.version,
    )


@dataclass(frozen=True, slots=True)
class CodeView:
    """A code of a product, as printed, and the units it stands for."""

    shown: str
    units: int


@dataclass(frozen=True, slots=True)
class LinkView:
    """Another product that belongs to this one.

    Attributes:
        quantity: Units in the bundle, or of the gift; 0 for an alternative.
        from_quantity: Units ordered from which on a gift is given; 0 for others.
    """

    product_id: ProductId
    sku: str
    name: str
    quantity: int = 0
    from_quantity: int = 0


@dataclass(frozen=True, slots=True)
class ProductDetail:
    """One product with everything around it.

    Attributes:
        picture: Digest of its picture, "" where it has none.
        part_of: Bundles it is a part of.
    """

    product_id: ProductId
    version: int
    sku: str
    name: str
    sale_status: SaleStatus
    weight_g: int | None
    length_mm: int | None
    width_mm: int | None
    height_mm: int | None
    fragile: bool
    heavy: bool
    danger: DangerClass
    lot_tracked: bool
    serial_tracked: bool
    customisable: bool
    count_rule: CountRule
    shipping_margin_days: int
    low_stock_below: int | None
    is_bundle: bool
    supplier_id: int | None
    supplier: str
    on_hand: int
    picture: str
    codes: tuple[CodeView, ...]
    parts: tuple[LinkView, ...]
    part_of: tuple[LinkView, ...]
    gifts: tuple[LinkView, ...]
    alternatives: tuple[LinkView, ...]


def product_detail(connection: Connection, product_id: ProductId) -> ProductDetail | None:
    """The product, or None where it is not there; alternatives best first."""
    row = connection.execute(
        select(
            Product.__table__,
            Supplier.code.label("supplier"),
            ProductPicture.digest,
        )
        .outerjoin_from(Product, Supplier, Supplier.id == Product.supplier_id)
        .outerjoin(ProductPicture, ProductPicture.product_id == Product.id)
        .where(Product.id == product_id)
    ).first()
    if row is None:
        return None
    on_hand = connection.scalar(
        select(func.sum(Stock.on_hand)).where(
            Stock.warehouse_id.in_(select(Warehouse.id)), Stock.product_id == product_id
        )
    )
    left_out = {"id", "supplier", "digest"}
    facts = {name: value for name, value in row._mapping.items() if name not in left_out}
    part, gift, other = ProductPart, ProductGift, ProductAlternative
    return ProductDetail(
        product_id=product_id,
        supplier=row.supplier or "",
        on_hand=int(on_hand or 0),
        picture=row.digest or "",
        codes=_codes(connection, product_id, row.sku),
        parts=_links(connection, part.part_id, part.bundle_id == product_id, part.quantity),
        part_of=_links(connection, part.bundle_id, part.part_id == product_id, part.quantity),
        gifts=_links(
            connection,
            gift.gift_id,
            gift.product_id == product_id,
            gift.quantity,
            gift.from_quantity,
        ),
        alternatives=_links(
            connection, other.alternative_id, other.product_id == product_id, order_by=other.rank
        ),
        **facts,
    )


def _codes(connection: Connection, product_id: ProductId, sku: str) -> tuple[CodeView, ...]:
    """Its codes; the SKU scans as well and is not repeated."""
    rows = connection.execute(
        select(ProductCode.shown, ProductCode.units)
        .where(ProductCode.product_id == product_id, ProductCode.shown != sku)
        .order_by(ProductCode.units, ProductCode.key)
    )
    return tuple(CodeView(row.shown, row.units) for row in rows)


def _links(
    connection: Connection,
    other: Any,
    condition: Any,
    quantity: Any = None,
    from_quantity: Any = None,
    order_by: Any = None,
) -> tuple[LinkView, ...]:
    nothing = literal(0)
    rows = connection.execute(
        select(
            _OTHER.id,
            _OTHER.sku,
            _OTHER.name,
            (nothing if quantity is None else quantity).label("quantity"),
            (nothing if from_quantity is None else from_quantity).label("from_quantity"),
        )
        .where(_OTHER.id == other, condition)
        .order_by(_OTHER.sku if order_by is None else order_by)
    )
    return tuple(
        LinkView(ProductId(row.id), row.sku, row.name, row.quantity, row.from_quantity)
        for row in rows
    )


def product_picture(connection: Connection, product_id: ProductId) -> tuple[str, bytes] | None:
    """Media type and bytes of a product's picture, or None where it has none."""
    row = connection.execute(
        select(ProductPicture.media_type, ProductPicture.content).where(
            ProductPicture.product_id == product_id
        )
    ).first()
    return None if row is None else (row.media_type, row.content)

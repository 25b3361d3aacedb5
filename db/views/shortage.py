"""What an order lacks, and what can be offered for it now (3.2.1a, 2.2.2b)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, and_, func, select

from db.holdings import line_holdings
from db.schema.orders import OrderLine
from db.schema.products import Product, ProductAlternative
from db.schema.purchasing import PurchaseLine, PurchaseOrder, Shortage, Supplier
from db.schema.stock import Stock
from procedure.ids import OrderId, OrderLineId, ProductId
from procedure.words import PurchaseStatus, SaleStatus, ShortageChoice


@dataclass(frozen=True, slots=True)
class Alternative:
    """A product that may stand in, with enough units of it."""

    product_id: ProductId
    sku: str
    name: str
    available: int


@dataclass(frozen=True, slots=True)
class ShortLineView:
    """A line that lacks units.

    Attributes:
        there: Units that are kept for the line.
        expected_on: When the missing units can be there; None where nobody knows.
        choice: What was decided last.
        alternatives: Best first; only products on sale with as many units as are missing.
    """

    line_id: OrderLineId
    product_id: ProductId
    sku: str
    name: str
    ordered: int
    missing: int
    there: int
    expected_on: date | None
    choice: ShortageChoice | None
    promised_on: date | None
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class ShortageOptions:
    """The choices an order that is short has now.

    Attributes:
        there: Units of the whole order that could leave as a first parcel.
        expected_on: When everything can be there; None where nobody knows.
    """

    order_id: OrderId
    lines: tuple[ShortLineView, ...]
    there: int
    expected_on: date | None

    @property
    def choices(self) -> tuple[ShortageChoice, ...]:
        """What may be offered: a part only where there is one, an exchange only for something."""
        offered = [ShortageChoice.WAIT]
        if self.there:
            offered.append(ShortageChoice.SHIP_PART)
        if any(line.alternatives for line in self.lines):
            offered.append(ShortageChoice.EXCHANGE)
        return (*offered, ShortageChoice.CANCEL)


def shortage_options(
    connection: Connection, warehouse_id: int, order_id: OrderId, today: date
) -> ShortageOptions | None:
    """What can be offered, or None where the order lacks nothing."""
    rows = connection.execute(
        select(
            Shortage.order_line_id,
            Shortage.product_id,
            Shortage.missing,
            Shortage.choice,
            Shortage.promised_on,
            Product.sku,
            Product.name,
            OrderLine.quantity,
        )
        .join(Product, Product.id == Shortage.product_id)
        .join(OrderLine, OrderLine.id == Shortage.order_line_id)
        .where(Shortage.order_id == order_id, Shortage.settled_at.is_(None))
        .order_by(OrderLine.line_no)
    ).all()
    if not rows:
        return None
    products = {ProductId(row.product_id) for row in rows}
    days = expected_days(connection, warehouse_id, products, today)
    offers = stand_ins(connection, warehouse_id, products)
    held = _held(connection, order_id)
    lines = tuple(
        ShortLineView(
            OrderLineId(row.order_line_id),
            ProductId(row.product_id),
            row.sku,
            row.name,
            row.quantity,
            row.missing,
            held.get(row.order_line_id, 0),
            days.get(ProductId(row.product_id)),
            row.choice,
            row.promised_on,
            tuple(a for a in offers[row.product_id] if a.available >= row.missing),
        )
        for row in rows
    )
    known = [line.expected_on for line in lines if line.expected_on is not None]
    whole = max(known) if len(known) == len(lines) else None
    return ShortageOptions(order_id, lines, sum(held.values()), whole)


def _held(connection: Connection, order_id: OrderId) -> dict[int, int]:
    """Units kept for each line of an order."""
    rows = connection.execute(line_holdings().where(OrderLine.order_id == order_id))
    return {row.line_id: row.reserved or 0 for row in rows}


def expected_days(
    connection: Connection, warehouse_id: int, products: Collection[ProductId], today: date
) -> dict[ProductId, date]:
    """When more of each product can be there; absent where nobody knows.

    The day a purchase order is expected, or else the supplier's lead days from today on.
    """
    rows = connection.execute(
        select(Product.id, Supplier.lead_days)
        .join(Supplier, and_(Supplier.id == Product.supplier_id, Supplier.active))
        .where(Product.id.in_(sorted(products)))
    )
    days = {ProductId(id_): today + timedelta(days=lead) for id_, lead in rows}
    ordered = connection.execute(
        select(PurchaseLine.product_id, func.min(PurchaseOrder.expected_on))
        .join(PurchaseOrder, PurchaseOrder.id == PurchaseLine.purchase_order_id)
        .where(
            PurchaseOrder.warehouse_id == warehouse_id,
            PurchaseOrder.status.in_((PurchaseStatus.SENT, PurchaseStatus.PARTLY_RECEIVED)),
            PurchaseOrder.expected_on >= today,
            PurchaseLine.received < PurchaseLine.quantity,
            PurchaseLine.product_id.in_(sorted(products)),
        )
        .group_by(PurchaseLine.product_id)
    )
    days.update({ProductId(id_): day for id_, day in ordered if day is not None})
    return days


def stand_ins(
    connection: Connection, warehouse_id: int, products: Collection[ProductId]
) -> dict[int, list[Alternative]]:
    """What may stand in for each product and is on sale, best first."""
    rows = connection.execute(
        select(
            ProductAlternative.product_id,
            Product.id,
            Product.sku,
            Product.name,
            Stock.available,
        )
        .join(Product, Product.id == ProductAlternative.alternative_id)
        .join(Stock, and_(Stock.product_id == Product.id, Stock.warehouse_id == warehouse_id))
        .where(
            ProductAlternative.product_id.in_(sorted(products)),
            Product.sale_status == SaleStatus.ON_SALE,
            ~Product.is_bundle,
            Stock.available > 0,
        )
        .order_by(ProductAlternative.product_id, ProductAlternative.rank, Product.sku)
    )
    found: dict[int, list[Alternative]] = defaultdict(list)
    for row in rows:
        found[row.product_id].append(
            Alternative(ProductId(row.id), row.sku, row.name, row.available)
        )
    return found

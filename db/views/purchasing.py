"""What purchasing looks at: requests to bring goods, and purchase orders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, or_, select

from db.schema.orders import Order, OrderLine
from db.schema.products import Product
from db.schema.purchasing import (
    PurchaseLine,
    PurchaseOrder,
    Replenishment,
    ReplenishmentNeed,
    Supplier,
)
from procedure.ids import ProductId, WarehouseId
from procedure.words import (
    PurchaseStatus,
    ReplenishmentSource,
    ReplenishmentStatus,
)

LIVE = (PurchaseStatus.DRAFT, PurchaseStatus.SENT, PurchaseStatus.PARTLY_RECEIVED)


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request to bring units.

    Attributes:
        on_order: Units on their way in purchase orders.
        orders: Customers' orders that wait for it.
        due: The oldest promise among them; None where none was promised a day.
        supplier: Who is asked for the product; "" where nobody is.
    """

    request_id: int
    product_id: ProductId
    sku: str
    name: str
    source: ReplenishmentSource
    status: ReplenishmentStatus
    quantity: int
    arrived: int
    on_order: int
    orders: int
    due: datetime | None
    supplier: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class RequestPage:
    """Some requests, newest first.

    Attributes:
        next_before: Give it as `before` to get the next page; None at the end.
    """

    rows: tuple[RequestRow, ...]
    next_before: int | None


def request_page(
    connection: Connection,
    warehouse: WarehouseId,
    source: ReplenishmentSource | None,
    before: int | None,
    limit: int,
    *,
    closed: bool | None = False,
    text: str = "",
) -> RequestPage:
    """A page of requests by key.

    Args:
        source: Only these; None for both.
        closed: Done and cancelled ones instead of those that are open; None for all.
        text: Beginning of a SKU, or a part of a name.
    """
    conditions = _request_conditions(warehouse, source, closed, text)
    if before is not None:
        conditions.append(Replenishment.id < before)
    rows = connection.execute(
        select(
            Replenishment.id,
            Replenishment.product_id,
            Product.sku,
            Product.name,
            Replenishment.source,
            Replenishment.status,
            Replenishment.quantity,
            Replenishment.arrived,
            Replenishment.created_at,
            Supplier.name.label("supplier"),
        )
        .join(Product, Product.id == Replenishment.product_id)
        .outerjoin(Supplier, Supplier.id == Product.supplier_id)
        .where(*conditions)
        .order_by(Replenishment.id.desc())
        .limit(limit + 1)
    ).all()
    shown = rows[:limit]
    ids = [row.id for row in shown]
    on_order, waiting = _on_order(connection, ids), _waiting(connection, ids)
    return RequestPage(
        tuple(_request(row, on_order.get(row.id, 0), waiting[row.id]) for row in shown),
        shown[-1].id if len(rows) > limit else None,
    )


def _request_conditions(
    warehouse: WarehouseId, source: ReplenishmentSource | None, closed: bool | None, text: str
) -> list[Any]:
    conditions: list[Any] = [Replenishment.warehouse_id == warehouse]
    if closed is not None:
        is_open = Replenishment.closed_at.is_(None)
        conditions.append(~is_open if closed else is_open)
    if wanted := text.strip():
        conditions.append(
            or_(
                Product.sku.startswith(wanted.upper(), autoescape=True),
                Product.name.icontains(wanted, autoescape=True),
            )
        )
    if source is not None:
        conditions.append(Replenishment.source == source)
    if source is not None:
        conditions.append(Replenishment.source == source)
    return conditions


def _request(row: Any, on_order: int, waiting: tuple[int, datetime | None]) -> RequestRow:
    orders, due = waiting
    return RequestRow(
        request_id=row.id,
        product_id=ProductId(row.product_id),
        sku=row.sku,
        name=row.name,
        source=row.source,
        status=row.status,
        quantity=row.quantity,
        arrived=row.arrived,
        on_order=on_order,
        orders=orders,
        due=due,
        supplier=row.supplier or "",
        created_at=row.created_at,
    )


def _on_order(connection: Connection, ids: Sequence[int]) -> dict[int, int]:
    rows = connection.execute(
        select(
            PurchaseLine.replenishment_id, func.sum(PurchaseLine.quantity - PurchaseLine.received)
        )
        .join(PurchaseOrder, PurchaseOrder.id == PurchaseLine.purchase_order_id)
        .where(PurchaseLine.replenishment_id.in_(ids), PurchaseOrder.status.in_(LIVE))
        .group_by(PurchaseLine.replenishment_id)
    )
    return {int(id_): int(units) for id_, units in rows if id_ is not None}


def _waiting(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[int, datetime | None]]:
    rows = connection.execute(
        select(
            ReplenishmentNeed.replenishment_id,
            func.count(Order.id.distinct()).label("orders"),
            func.min(Order.ship_by).label("due"),
        )
        .join(OrderLine, OrderLine.id == ReplenishmentNeed.order_line_id)
        .join(Order, Order.id == OrderLine.order_id)
        .where(ReplenishmentNeed.replenishment_id.in_(ids))
        .group_by(ReplenishmentNeed.replenishment_id)
    )
    found: dict[int, tuple[int, datetime | None]] = defaultdict(lambda: (0, None))
    found.update({row.replenishment_id: (row.orders, row.due) for row in rows})
    return found


@dataclass(frozen=True, slots=True)
class PurchaseRow:
    """A purchase order, in sums.

    Attributes:
        is_late: Its goods were expected before today and have not all come.
    """

    purchase_order_id: int
    po_no: str
    supplier: str
    status: PurchaseStatus
    ordered: int
    received: int
    created_at: datetime
    sent_at: datetime | None
    expected_on: date | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class PurchasePage:
    """Some purchase orders, newest first; `next_before` as in `RequestPage`."""

    rows: tuple[PurchaseRow, ...]
    next_before: int | None


def purchase_page(
    connection: Connection,
    warehouse: WarehouseId,
    today: date,
    before: int | None,
    limit: int,
    statuses: Collection[PurchaseStatus] = (),
    text: str = "",
) -> PurchasePage:
    """A page of purchase orders by key.

    Args:
        statuses: Any of these; empty for all.
        text: A part of a number, or of the supplier's name.
    """
    conditions = _purchase_conditions(warehouse, statuses, text)
    if before is not None:
        conditions.append(PurchaseOrder.id < before)
    ids = (
        select(PurchaseOrder.id)
        .where(*conditions)
        .order_by(PurchaseOrder.id.desc())
        .limit(limit + 1)
        .subquery()
    )
    rows = connection.execute(
        select(
            PurchaseOrder.id,
            PurchaseOrder.po_no,
            Supplier.name.label("supplier"),
            PurchaseOrder.status,
            func.coalesce(func.sum(PurchaseLine.quantity), 0).label("ordered"),
            func.coalesce(func.sum(PurchaseLine.received), 0).label("received"),
            PurchaseOrder.created_at,
            PurchaseOrder.sent_at,
            PurchaseOrder.expected_on,
        )
        .join(ids, ids.c.id == PurchaseOrder.id)
        .join(Supplier, Supplier.id == PurchaseOrder.supplier_id)
        .outerjoin(PurchaseLine, PurchaseLine.purchase_order_id == PurchaseOrder.id)
        .group_by(PurchaseOrder.id, Supplier.id)
        .order_by(PurchaseOrder.id.desc())
    ).all()
    shown = tuple(_purchase(row, today) for row in rows[:limit])
    return PurchasePage(shown, shown[-1].purchase_order_id if len(rows) > limit else None)


def _purchase_conditions(
    warehouse: WarehouseId, statuses: Collection[PurchaseStatus], text: str
) -> list[Any]:
    conditions: list[Any] = [PurchaseOrder.warehouse_id == warehouse]
    if statuses:
        conditions.append(PurchaseOrder.status.in_(sorted(statuses)))
    if wanted := text.strip():
        named = select(Supplier.id).where(Supplier.name.icontains(wanted, autoescape=True))
        conditions.append(
            or_(
                PurchaseOrder.po_no.contains(wanted.upper(), autoescape=True),
                PurchaseOrder.supplier_id.in_(named),
            )
        )
    return conditions


def _purchase(row: Any, today: date) -> PurchaseRow:
    awaited = row.status in (PurchaseStatus.SENT, PurchaseStatus.PARTLY_RECEIVED)
    return PurchaseRow(
        purchase_order_id=row.id,
        po_no=row.po_no,
        supplier=row.supplier,
        status=row.status,
        ordered=int(row.ordered),
        received=int(row.received),
        created_at=row.created_at,
        sent_at=row.sent_at,
        expected_on=row.expected_on,
        is_late=awaited and row.expected_on is not None and row.expected_on < today,
    )


@dataclass(frozen=True, slots=True)
class PurchaseLineRow:
    """A line of a purchase order."""

    line_no: int
    product_id: ProductId
    sku: str
    name: str
    ordered: int
    received: int


def purchase_lines(connection: Connection, purchase_order_id: int) -> tuple[PurchaseLineRow, ...]:
    """The lines of a purchase order, in their order."""
    rows = connection.execute(
        select(
            PurchaseLine.line_no,
            PurchaseLine.product_id,
            Product.sku,
            Product.name,
            PurchaseLine.quantity,
            PurchaseLine.received,
        )
        .join(Product, Product.id == PurchaseLine.product_id)
        .where(PurchaseLine.purchase_order_id == purchase_order_id)
        .order_by(PurchaseLine.line_no)
    )
    return tuple(PurchaseLineRow(row[0], ProductId(row[1]), *row[2:]) for row in rows)

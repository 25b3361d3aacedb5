"""Who waits for a request, one request or purchase order by itself, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from db.schema.orders import Order, OrderLine
from db.schema.purchasing import PurchaseOrder, Replenishment, ReplenishmentNeed
from db.views.purchasing import PurchaseRow, RequestRow, purchase_page, request_page
from procedure.ids import OrderId, WarehouseId
from procedure.words import OrderStatus, PurchaseStatus, ReplenishmentSource

MOST_WAITING = 200
"""Orders that are shown for one request; who was promised the earliest day is on top."""


@dataclass(frozen=True, slots=True)
class WaitingOrder:
    """An order that waits for a request; `ship_by` is None where it was promised no day."""

    order_id: OrderId
    order_no: str
    status: OrderStatus
    open_holds: int
    units: int
    ship_by: datetime | None


def waiting_for(connection: Connection, request_id: int) -> tuple[WaitingOrder, ...]:
    """The orders that wait for a request, the oldest promise first, as an arrival serves them."""
    rows = connection.execute(
        select(
            Order.id,
            Order.order_no,
            Order.status,
            Order.open_holds,
            Order.ship_by,
            func.sum(ReplenishmentNeed.quantity).label("units"),
        )
        .join(OrderLine, OrderLine.id == ReplenishmentNeed.order_line_id)
        .join(Order, Order.id == OrderLine.order_id)
        .where(ReplenishmentNeed.replenishment_id == request_id)
        .group_by(Order.id)
        .order_by(Order.ship_by.is_(None), Order.ship_by, Order.received_at, Order.id)
        .limit(MOST_WAITING)
    )
    return tuple(
        WaitingOrder(
            OrderId(row.id), row.order_no, row.status, row.open_holds, int(row.units), row.ship_by
        )
        for row in rows
    )


def request_of(
    connection: Connection, warehouse: WarehouseId, request_id: int
) -> RequestRow | None:
    """One request, open or not; None where there is none."""
    page = request_page(connection, warehouse, None, request_id + 1, 1, closed=None)
    return next((row for row in page.rows if row.request_id == request_id), None)


def purchase_of(
    connection: Connection, warehouse: WarehouseId, today: date, purchase_order_id: int
) -> PurchaseRow | None:
    """One purchase order; None where there is none."""
    page = purchase_page(connection, warehouse, today, purchase_order_id + 1, 1)
    found = (row for row in page.rows if row.purchase_order_id == purchase_order_id)
    return next(found, None)


def open_request_counts(
    connection: Connection, warehouse: WarehouseId
) -> dict[ReplenishmentSource, int]:
    """How many requests of each source are open, for the filter chips."""
    rows = connection.execute(
        select(Replenishment.source, func.count())
        .where(Replenishment.warehouse_id == warehouse, Replenishment.closed_at.is_(None))
        .group_by(Replenishment.source)
    )
    return {source: int(count) for source, count in rows}


def purchase_counts(connection: Connection, warehouse: WarehouseId) -> dict[PurchaseStatus, int]:
    """How many purchase orders there are of each status, for the filter chips."""
    rows = connection.execute(
        select(PurchaseOrder.status, func.count())
        .where(PurchaseOrder.warehouse_id == warehouse)
        .group_by(PurchaseOrder.status)
    )
    return {status: int(count) for status, count in rows}

"""Purchase orders whose goods are still to come, for whoever receives them (3.2.1a, 6.1.1a)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from db.schema.purchasing import PurchaseLine, PurchaseOrder, Supplier
from procedure.ids import ProductId, WarehouseId
from procedure.words import PurchaseStatus

MOST = 200
"""Open purchase orders that are offered; what is expected soonest comes first."""
_TO_COME = (PurchaseStatus.SENT, PurchaseStatus.PARTLY_RECEIVED)
_OPEN_UNITS = PurchaseLine.quantity - PurchaseLine.received


@dataclass(frozen=True, slots=True)
class OpenPurchase:
    """A purchase order of which units are still to come."""

    po_no: str
    supplier: str
    expected_on: date | None
    open_units: int


def open_purchases(connection: Connection, warehouse: WarehouseId) -> tuple[OpenPurchase, ...]:
    """What was sent to suppliers and has not come whole, what is expected first on top."""
    rows = connection.execute(
        select(
            PurchaseOrder.po_no,
            Supplier.name,
            PurchaseOrder.expected_on,
            func.sum(_OPEN_UNITS).label("open_units"),
        )
        .join(Supplier, Supplier.id == PurchaseOrder.supplier_id)
        .join(PurchaseLine, PurchaseLine.purchase_order_id == PurchaseOrder.id)
        .where(
            PurchaseOrder.warehouse_id == warehouse,
            PurchaseOrder.status.in_(_TO_COME),
            _OPEN_UNITS > 0,
        )
        .group_by(PurchaseOrder.id, PurchaseOrder.po_no, Supplier.name, PurchaseOrder.expected_on)
        .order_by(PurchaseOrder.expected_on.asc().nulls_last(), PurchaseOrder.id)
        .limit(MOST)
    )
    return tuple(OpenPurchase(r.po_no, r.name, r.expected_on, int(r.open_units)) for r in rows)


def units_to_come(
    connection: Connection, warehouse: WarehouseId, product: ProductId, po_no: str
) -> int:
    """Units of a product that are still to come with a purchase order; 0 where none are."""
    found = connection.scalar(
        select(func.sum(_OPEN_UNITS))
        .join(PurchaseOrder, PurchaseOrder.id == PurchaseLine.purchase_order_id)
        .where(
            PurchaseOrder.warehouse_id == warehouse,
            PurchaseOrder.po_no == po_no,
            PurchaseOrder.status.in_(_TO_COME),
            PurchaseLine.product_id == product,
            _OPEN_UNITS > 0,
        )
    )
    return int(found or 0)

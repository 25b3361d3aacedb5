"""Shortages, the requests to fill them, suppliers and purchase orders."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.schema.base import Base, RowId, refer, word
from procedure.words import (
    PurchaseStatus,
    ReplenishmentSource,
    ReplenishmentStatus,
    ShortageChoice,
)


class Supplier(Base):
    """Whom goods are bought from. Deactivated, never deleted."""

    __tablename__ = "supplier"
    __table_args__ = (CheckConstraint("lead_days >= 0", name="lead_days_not_negative"),)

    id: Mapped[RowId]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    contact: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    lead_days: Mapped[int]
    active: Mapped[bool]
    version: Mapped[int] = mapped_column(default=1)


class Shortage(Base):
    """An order line that did not get all it asked for, and what was decided (3.2.1a, 6.1.1a).

    Attributes:
        missing: Units missing when it was found; kept up to date while it is open.
        promised_on: The new date the customer was told, where they wait.
        settled_at: Empty while units are still missing and nothing final was decided.
    """

    __tablename__ = "shortage"
    __table_args__ = (
        CheckConstraint("missing >= 0", name="missing_not_negative"),
        Index(
            "uq_shortage_open_line",
            "order_line_id",
            unique=True,
            sqlite_where=text("settled_at IS NULL"),
            postgresql_where=text("settled_at IS NULL"),
        ),
        Index("ix_shortage_order_id", "order_id"),
    )

    id: Mapped[RowId]
    order_id: Mapped[int] = refer("orders.id")
    order_line_id: Mapped[int] = refer("order_line.id")
    product_id: Mapped[int] = refer("product.id", index=True)
    missing: Mapped[int]
    cause: Mapped[str]
    """"release" or "short_pick"."""
    opened_at: Mapped[datetime]
    choice: Mapped[ShortageChoice | None] = mapped_column(word(ShortageChoice, "choice"))
    chosen_at: Mapped[datetime | None]
    chosen_by: Mapped[int | None] = refer("person.id")
    promised_on: Mapped[date | None] = mapped_column(Date)
    settled_at: Mapped[datetime | None]


class Replenishment(Base):
    """A request to bring units of a product: from a reserve shelf, or by buying them.

    One open request per product and source; what asks for it stands in `ReplenishmentNeed`.
    """

    __tablename__ = "replenishment"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        Index(
            "uq_replenishment_open_product",
            "warehouse_id",
            "product_id",
            "source",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index("ix_replenishment_status_id", "status", "id"),
    )

    id: Mapped[RowId]
    warehouse_id: Mapped[int] = refer("warehouse.id")
    product_id: Mapped[int] = refer("product.id")
    source: Mapped[ReplenishmentSource] = mapped_column(word(ReplenishmentSource, "source"))
    status: Mapped[ReplenishmentStatus] = mapped_column(word(ReplenishmentStatus, "status"))
    quantity: Mapped[int]
    arrived: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = refer("person.id")
    closed_at: Mapped[datetime | None]


class ReplenishmentNeed(Base):
    """Which order line needs how many units of a request."""

    __tablename__ = "replenishment_need"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity_positive"),)

    replenishment_id: Mapped[int] = refer("replenishment.id", primary_key=True)
    order_line_id: Mapped[int] = refer("order_line.id", primary_key=True, index=True)
    quantity: Mapped[int]


class PurchaseOrder(Base):
    """What was ordered from a supplier, sent and followed by the purchasing post."""

    __tablename__ = "purchase_order"
    __table_args__ = (Index("ix_purchase_order_status_id", "status", "id"),)

    id: Mapped[RowId]
    warehouse_id: Mapped[int] = refer("warehouse.id")
    po_no: Mapped[str] = mapped_column(unique=True)
    supplier_id: Mapped[int] = refer("supplier.id", index=True)
    status: Mapped[PurchaseStatus] = mapped_column(word(PurchaseStatus, "status"))
    note: Mapped[str]
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = refer("person.id")
    sent_at: Mapped[datetime | None]
    expected_on: Mapped[date | None] = mapped_column(Date)
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class PurchaseLine(Base):
    """So many units of a product in a purchase order, and how many arrived."""

    __tablename__ = "purchase_line"
    __table_args__ = (
        UniqueConstraint("purchase_order_id", "line_no"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("received >= 0", name="received_not_negative"),
    )

    id: Mapped[RowId]
    purchase_order_id: Mapped[int] = refer("purchase_order.id")
    line_no: Mapped[int]
    product_id: Mapped[int] = refer("product.id", index=True)
    quantity: Mapped[int]
    received: Mapped[int] = mapped_column(default=0)
    replenishment_id: Mapped[int | None] = refer("replenishment.id", index=True)

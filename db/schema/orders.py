"""Orders, their lines, holds and remarks. Personal data stands apart and can be erased."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.schema.base import Base, BigInt, RowId, refer, word
from procedure.words import HoldKind, OrderStatus, RemarkKind, ServiceLevel


class Channel(Base):
    """Where orders come from; interface orders carry its tag (2.1.3b)."""

    __tablename__ = "channel"

    id: Mapped[RowId]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    is_interface: Mapped[bool]


class Order(Base):
    """An order.

    Attributes:
        external_no: The channel's own number; once per channel.
        source_digest: Digest of the order as it came in: the same order twice is told from
            another order under the same number.
        address_version: The newest `order_address.version`; a label of an older one is dead.
        log_seq, log_head: Length and head of this order's log chain.
    """

    __tablename__ = "orders"
    __table_args__ = (
        UniqueConstraint("channel_id", "external_no"),
        CheckConstraint("total_minor >= 0", name="total_not_negative"),
        Index("ix_orders_status_id", "status", "id"),
        Index("ix_orders_ship_by", "ship_by"),
    )

    id: Mapped[RowId]
    order_no: Mapped[str] = mapped_column(unique=True)
    warehouse_id: Mapped[int] = refer("warehouse.id")
    channel_id: Mapped[int] = refer("channel.id")
    external_no: Mapped[str]
    source_digest: Mapped[str]
    status: Mapped[OrderStatus] = mapped_column(word(OrderStatus, "status"))
    service: Mapped[ServiceLevel] = mapped_column(word(ServiceLevel, "service"))
    carrier_id: Mapped[int | None] = refer("carrier.id")
    buyer_logged_in: Mapped[bool]
    currency: Mapped[str]
    total_minor: Mapped[BigInt]
    paid_minor: Mapped[BigInt]
    placed_at: Mapped[datetime | None]
    received_at: Mapped[datetime]
    ship_by: Mapped[datetime | None]
    shipped_at: Mapped[datetime | None]
    address_version: Mapped[int]
    open_holds: Mapped[int] = mapped_column(default=0)
    """Kept with the holds in one transaction, so that lists and guards need no join."""
    pieces: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    log_seq: Mapped[int] = mapped_column(default=0)
    log_head: Mapped[str] = mapped_column(default="")


class OrderAddress(Base):
    """Receiver of an order, a row per version. Erasable; never joined into logs or journals."""

    __tablename__ = "order_address"

    order_id: Mapped[int] = refer("orders.id", primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    receiver: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    country: Mapped[str]
    province: Mapped[str]
    city: Mapped[str]
    district: Mapped[str]
    town: Mapped[str]
    detail: Mapped[str]
    postcode: Mapped[str]
    raw: Mapped[str]
    """The buyer's own text; never overwritten (2.2.1b)."""
    at: Mapped[datetime]
    person_id: Mapped[int | None] = refer("person.id")


class OrderLine(Base):
    """A line: what was ordered, and how far each unit is."""

    __tablename__ = "order_line"
    __table_args__ = (
        UniqueConstraint("order_id", "line_no"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("unit_price_minor >= 0", name="price_not_negative"),
        CheckConstraint(
            "cancelled >= 0 AND shipped >= 0 AND cancelled + shipped <= quantity",
            name="units_add_up",
        ),
    )

    id: Mapped[RowId]
    order_id: Mapped[int] = refer("orders.id")
    line_no: Mapped[int]
    product_id: Mapped[int | None] = refer("product.id", index=True)
    sku_text: Mapped[str]
    name_text: Mapped[str]
    quantity: Mapped[int]
    unit_price_minor: Mapped[BigInt]
    cancelled: Mapped[int] = mapped_column(default=0)
    shipped: Mapped[int] = mapped_column(default=0)
    customization: Mapped[str]
    """Wording of an engraving or logo, "" for none (3.1.2a)."""
    bundle_no: Mapped[int | None]
    """The order's bundle this line is a part of (`OrderBundle.line_no`)."""
    gift_of: Mapped[int | None]
    """Number of the line this one is a gift with."""


class OrderBundle(Base):
    """A bundle as it was ordered. Its parts stand in the order's lines: they are what is picked."""

    __tablename__ = "order_bundle"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("unit_price_minor >= 0", name="price_not_negative"),
    )

    order_id: Mapped[int] = refer("orders.id", primary_key=True)
    line_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    product_id: Mapped[int] = refer("product.id")
    sku_text: Mapped[str]
    name_text: Mapped[str]
    quantity: Mapped[int]
    unit_price_minor: Mapped[BigInt]


class Hold(Base):
    """Why an order may not go on. Open while `lifted_at` is empty."""

    __tablename__ = "hold"
    __table_args__ = (Index("ix_hold_order_id_lifted_at", "order_id", "lifted_at"),)

    id: Mapped[RowId]
    order_id: Mapped[int] = refer("orders.id")
    kind: Mapped[HoldKind] = mapped_column(word(HoldKind, "kind"))
    finding: Mapped[str]
    """Stable code of the finding, for example "missing_phone"."""
    params: Mapped[dict[str, Any]]
    opened_at: Mapped[datetime]
    opened_by: Mapped[int | None] = refer("person.id")
    lifted_at: Mapped[datetime | None]
    lifted_by: Mapped[int | None] = refer("person.id")
    lift_reason: Mapped[str | None]


class Remark(Base):
    """A dated remark; shows at pick, pack and ship (3.1.2b)."""

    __tablename__ = "remark"

    id: Mapped[RowId]
    order_id: Mapped[int] = refer("orders.id", index=True)
    kind: Mapped[RemarkKind] = mapped_column(word(RemarkKind, "kind"))
    body: Mapped[str]
    for_floor: Mapped[bool]
    at: Mapped[datetime]
    person_id: Mapped[int | None] = refer("person.id")

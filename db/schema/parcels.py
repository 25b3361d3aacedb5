"""Parcels and what is in them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.schema.base import Base, Leased, RowId, refer, word
from procedure.words import ParcelStatus, ServiceLevel


class Parcel(Leased, Base):
    """A box that leaves, or will.

    Attributes:
        box_code: What stands on the box itself: `BOX-` and order number and index.
        address_version: The order's address its label was made for; None before closing.
        carrier_id, service: Chosen per parcel and recorded (4.2.2b).
    """

    __tablename__ = "parcel"
    __table_args__ = (
        UniqueConstraint("order_id", "parcel_index"),
        Index("ix_parcel_status_carrier_id_id", "status", "carrier_id", "id"),
    )

    id: Mapped[RowId]
    warehouse_id: Mapped[int] = refer("warehouse.id")
    order_id: Mapped[int] = refer("orders.id")
    parcel_index: Mapped[int]
    box_code: Mapped[str] = mapped_column(unique=True)
    sheet_code: Mapped[str | None] = mapped_column(index=True)
    tote_code: Mapped[str | None] = mapped_column(index=True)
    status: Mapped[ParcelStatus] = mapped_column(word(ParcelStatus, "status"))
    carrier_id: Mapped[int] = refer("carrier.id")
    service: Mapped[ServiceLevel] = mapped_column(word(ServiceLevel, "service"))
    address_version: Mapped[int | None]
    weight_g: Mapped[int | None]
    attempt: Mapped[int] = mapped_column(default=1)
    packed_at: Mapped[datetime | None]
    packed_by: Mapped[int | None] = refer("person.id")
    bound_at: Mapped[datetime | None]
    handed_over_at: Mapped[datetime | None]


class ParcelItem(Base):
    """Units of one order line and lot that belong into a parcel, and how many are in."""

    __tablename__ = "parcel_item"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("packed >= 0 AND packed <= quantity", name="packed_range"),
    )

    parcel_id: Mapped[int] = refer("parcel.id", primary_key=True)
    order_line_id: Mapped[int] = refer("order_line.id", primary_key=True)
    lot_id: Mapped[int] = refer("lot.id", primary_key=True)
    quantity: Mapped[int]
    packed: Mapped[int] = mapped_column(default=0)

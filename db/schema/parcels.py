"""Parcels and what is in them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.schema.base import Base, Leased, RowId, refer, word
from procedure.parcel_words import ManualReason
from procedure.words import ParcelStatus, Screen, ServiceLevel


class Parcel(Leased, Base):
    """A box that leaves, or will.

    Attributes:
        box_code: What stands on the box itself: `BOX-` and order number and index.
        address_version: The order's address its label was made for; None before closing.
        carrier_id, service: Chosen per parcel and recorded (4.2.2b).
        packaging_id: The carton it is packed in, or None.
        expected_g: What goods and packaging should weigh; None where a weight is unknown.
        weight_g: What the scale showed.
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
    packaging_id: Mapped[int | None] = refer("packaging.id")
    expected_g: Mapped[int | None]
    weight_g: Mapped[int | None]
    weighed_at: Mapped[datetime | None]
    attempt: Mapped[int] = mapped_column(default=1)
    packed_at: Mapped[datetime | None]
    packed_by: Mapped[int | None] = refer("person.id", index=True)
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


class ParcelSerial(Base):
    """A serial number that was scanned into a parcel; a serial is in one parcel at a time."""

    __tablename__ = "parcel_serial"

    product_id: Mapped[int] = refer("product.id", primary_key=True)
    serial: Mapped[str] = mapped_column(primary_key=True)
    parcel_id: Mapped[int] = refer("parcel.id", index=True)
    order_line_id: Mapped[int] = refer("order_line.id")
    lot_id: Mapped[int] = refer("lot.id")
    at: Mapped[datetime]


class ManualCount(Base):
    """Units that were counted by hand because their code cannot be read. Append-only.

    Attributes:
        quantity: Units; negative where a count by hand was taken back.
        supervisor_id: Who allowed it, above the policy's limit.
    """

    __tablename__ = "manual_count"
    __table_args__ = (CheckConstraint("quantity <> 0", name="quantity_not_zero"),)

    id: Mapped[RowId]
    screen: Mapped[Screen] = mapped_column(word(Screen, "screen"))
    reason: Mapped[ManualReason] = mapped_column(word(ManualReason, "reason"))
    order_line_id: Mapped[int] = refer("order_line.id", index=True)
    lot_id: Mapped[int] = refer("lot.id")
    parcel_id: Mapped[int | None] = refer("parcel.id", index=True)
    pick_task_id: Mapped[int | None] = refer("pick_task.id", index=True)
    quantity: Mapped[int]
    person_id: Mapped[int | None] = refer("person.id")
    supervisor_id: Mapped[int | None] = refer("person.id")
    station_id: Mapped[int | None] = refer("station.id")
    at: Mapped[datetime]

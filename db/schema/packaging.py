"""Packaging: what parcels are packed in, which goods ask for it, and the books of its stock."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.schema.base import Base, RowId, refer, word
from procedure.parcel_words import PackagingKind, PackagingMove, PackingCause


class Packaging(Base):
    """A carton, wrap or filler. Deactivated, never deleted.

    Attributes:
        code: `MAT-` and a short name; scans.
        inner_length_mm, inner_width_mm, inner_height_mm: Room inside; None where it has none.
        weight_g: Of one piece, empty.
        max_load_g: What it may carry, or None.
        on_hand: Pieces there by the books. Goes below zero where nobody booked what came: a
            count says so, and no parcel waits for it.
        low_below: Fewer pieces than this are to be bought, or None.
        version: Counted up at every change of its facts.
    """

    __tablename__ = "packaging"
    __table_args__ = (
        CheckConstraint("weight_g >= 0", name="weight_not_negative"),
        CheckConstraint("max_load_g IS NULL OR max_load_g > 0", name="load_positive"),
        CheckConstraint(
            "(inner_length_mm IS NULL AND inner_width_mm IS NULL AND inner_height_mm IS NULL) OR "
            "(inner_length_mm > 0 AND inner_width_mm > 0 AND inner_height_mm > 0)",
            name="size_whole",
        ),
        CheckConstraint("low_below IS NULL OR low_below >= 0", name="low_not_negative"),
    )

    id: Mapped[RowId]
    warehouse_id: Mapped[int] = refer("warehouse.id")
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[PackagingKind] = mapped_column(word(PackagingKind, "kind"))
    inner_length_mm: Mapped[int | None]
    inner_width_mm: Mapped[int | None]
    inner_height_mm: Mapped[int | None]
    weight_g: Mapped[int]
    max_load_g: Mapped[int | None]
    on_hand: Mapped[int] = mapped_column(default=0)
    low_below: Mapped[int | None]
    active: Mapped[bool]
    version: Mapped[int] = mapped_column(default=1)


class PackagingRule(Base):
    """Goods that are so ask for this material (3.2.3a): fragile for wrap, heavy for cardboard.

    Attributes:
        quantity: Pieces for a parcel with such goods in it.
    """

    __tablename__ = "packaging_rule"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity_positive"),)

    cause: Mapped[PackingCause] = mapped_column(word(PackingCause, "cause"), primary_key=True)
    packaging_id: Mapped[int] = refer("packaging.id", primary_key=True)
    quantity: Mapped[int]


class ParcelMaterial(Base):
    """Material that a parcel was asked to get, and what the packer confirmed."""

    __tablename__ = "parcel_material"
    __table_args__ = (CheckConstraint("asked >= 0 AND used >= 0", name="not_negative"),)

    parcel_id: Mapped[int] = refer("parcel.id", primary_key=True)
    packaging_id: Mapped[int] = refer("packaging.id", primary_key=True)
    asked: Mapped[int]
    used: Mapped[int] = mapped_column(default=0)
    confirmed_by: Mapped[int | None] = refer("person.id")
    confirmed_at: Mapped[datetime | None]


class PackagingMovement(Base):
    """Every change of packaging stock. Append-only; `Packaging.on_hand` is its sum."""

    __tablename__ = "packaging_movement"
    __table_args__ = (
        CheckConstraint("quantity <> 0", name="quantity_not_zero"),
        Index("ix_packaging_movement_packaging_id_id", "packaging_id", "id"),
    )

    id: Mapped[RowId]
    packaging_id: Mapped[int] = refer("packaging.id")
    kind: Mapped[PackagingMove] = mapped_column(word(PackagingMove, "kind"))
    quantity: Mapped[int]
    parcel_id: Mapped[int | None] = refer("parcel.id", index=True)
    person_id: Mapped[int | None] = refer("person.id")
    station_id: Mapped[int | None] = refer("station.id")
    reason: Mapped[str]
    at: Mapped[datetime]

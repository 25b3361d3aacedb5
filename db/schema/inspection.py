"""Inspection: lots of parcels, which of them were drawn and why, and what was found (3.2.3b)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.schema.base import Base, Leased, RowId, refer, word
from procedure.parcel_words import (
    DefectClass,
    DrawnBecause,
    InspectionLotStatus,
    InspectionStatus,
    SamplingPlan,
    SamplingSeverity,
)


class InspectionLot(Base):
    """Parcels that are judged together: a wave and packer, or a carrier and shift.

    Attributes:
        lot_no: `INS-` and day and serial.
        subject: What makes it one lot, for example "wave:17:packer:5".
        every_nth: With `EVERY_NTH`: every how many; the sample can be drawn again by it.
        planned: How many parcels it was expected to have when its sample was drawn.
        taken: How many parcels got a position in it so far, 1 to `taken`.
        seed: What the sample was drawn with; stored before anything is inspected.
        sample_size: Positions drawn when it was opened.
        accept_major, accept_minor: Most defective parcels with which it is still accepted; those
            of its true size once it has got its last parcel.
        closed_at: When it got its last parcel; it is judged once its sample is inspected.
    """

    __tablename__ = "inspection_lot"
    __table_args__ = (
        CheckConstraint("planned > 0 AND taken >= 0", name="size_range"),
        CheckConstraint("sample_size >= 0", name="sample_not_negative"),
        Index("ix_inspection_lot_status_id", "status", "id"),
    )

    id: Mapped[RowId]
    warehouse_id: Mapped[int] = refer("warehouse.id")
    lot_no: Mapped[str] = mapped_column(unique=True)
    subject: Mapped[str] = mapped_column(index=True)
    wave_id: Mapped[int | None] = refer("wave.id", index=True)
    carrier_id: Mapped[int | None] = refer("carrier.id")
    packer_id: Mapped[int | None] = refer("person.id")
    sampling: Mapped[SamplingPlan] = mapped_column(word(SamplingPlan, "sampling"))
    every_nth: Mapped[int]
    severity: Mapped[SamplingSeverity] = mapped_column(word(SamplingSeverity, "severity"))
    planned: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)
    seed: Mapped[str]
    sample_size: Mapped[int]
    accept_major: Mapped[int]
    accept_minor: Mapped[int]
    status: Mapped[InspectionLotStatus] = mapped_column(word(InspectionLotStatus, "status"))
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class InspectionPosition(Base):
    """A position of a lot that was drawn: the parcel that gets it is inspected.

    Attributes:
        topped_up: Drawn when the lot had turned out smaller than planned.
    """

    __tablename__ = "inspection_position"
    __table_args__ = (CheckConstraint("position > 0", name="position_positive"),)

    lot_id: Mapped[int] = refer("inspection_lot.id", primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    topped_up: Mapped[bool] = mapped_column(default=False)


class LotParcel(Base):
    """A parcel's position in the lot it is judged with."""

    __tablename__ = "lot_parcel"
    __table_args__ = (UniqueConstraint("lot_id", "position"),)

    parcel_id: Mapped[int] = refer("parcel.id", primary_key=True)
    lot_id: Mapped[int] = refer("inspection_lot.id")
    position: Mapped[int]


class Inspection(Leased, Base):
    """One look into one parcel; a parcel that failed is looked into again.

    Attributes:
        round_no: 1 for the first look, counted up after each failure.
    """

    __tablename__ = "inspection"
    __table_args__ = (
        UniqueConstraint("parcel_id", "round_no"),
        CheckConstraint("round_no > 0", name="round_positive"),
        Index("ix_inspection_status_id", "status", "id"),
    )

    id: Mapped[RowId]
    warehouse_id: Mapped[int] = refer("warehouse.id")
    lot_id: Mapped[int | None] = refer("inspection_lot.id", index=True)
    parcel_id: Mapped[int] = refer("parcel.id")
    round_no: Mapped[int]
    why: Mapped[DrawnBecause] = mapped_column(word(DrawnBecause, "why"))
    status: Mapped[InspectionStatus] = mapped_column(word(InspectionStatus, "status"))
    created_at: Mapped[datetime]
    inspector_id: Mapped[int | None] = refer("person.id")
    finished_at: Mapped[datetime | None]


class InspectionItem(Base):
    """Units of an order line and lot that an inspector is to find, and found."""

    __tablename__ = "inspection_item"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("found >= 0 AND found <= quantity", name="found_range"),
    )

    inspection_id: Mapped[int] = refer("inspection.id", primary_key=True)
    order_line_id: Mapped[int] = refer("order_line.id", primary_key=True)
    lot_id: Mapped[int] = refer("lot.id", primary_key=True)
    quantity: Mapped[int]
    found: Mapped[int] = mapped_column(default=0)


class InspectionSerial(Base):
    """A serial number that was packed into a parcel: the inspector is to read the same."""

    __tablename__ = "inspection_serial"

    inspection_id: Mapped[int] = refer("inspection.id", primary_key=True)
    product_id: Mapped[int] = refer("product.id", primary_key=True)
    serial: Mapped[str] = mapped_column(primary_key=True)
    order_line_id: Mapped[int] = refer("order_line.id")
    lot_id: Mapped[int] = refer("lot.id")
    found: Mapped[bool] = mapped_column(default=False)


class InspectionDefect(Base):
    """Something that was wrong with a parcel.

    Attributes:
        code: The defect's card, for example `WHY-WRONGITEM`.
        order_line_id, lot_id: The goods it is about, or None for the parcel as a whole.
    """

    __tablename__ = "inspection_defect"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity_positive"),)

    id: Mapped[RowId]
    inspection_id: Mapped[int] = refer("inspection.id", index=True)
    code: Mapped[str]
    defect_class: Mapped[DefectClass] = mapped_column(word(DefectClass, "defect_class"))
    order_line_id: Mapped[int | None] = refer("order_line.id")
    lot_id: Mapped[int | None] = refer("lot.id")
    quantity: Mapped[int]
    person_id: Mapped[int | None] = refer("person.id")
    at: Mapped[datetime]

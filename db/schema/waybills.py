"""Carriers, their waybill numbers, and hand-overs."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, Date, Index, Time, text
from sqlalchemy.orm import Mapped, mapped_column

from db.schema.base import Base, RowId, refer, word
from procedure.words import HandoverStatus, ServiceLevel, WaybillState

_LIVE = "state NOT IN ('free', 'void', 'void_requested')"


class Carrier(Base):
    """A carrier with a contract (4.1.1a)."""

    __tablename__ = "carrier"

    id: Mapped[RowId]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    contract_from: Mapped[date | None] = mapped_column(Date)
    contract_until: Mapped[date | None] = mapped_column(Date)
    cut_off: Mapped[time | None] = mapped_column(Time)
    """Pickup time of the day in the warehouse's zone."""
    active: Mapped[bool]


class CarrierService(Base):
    """What a carrier offers at a service level."""

    __tablename__ = "carrier_service"

    carrier_id: Mapped[int] = refer("carrier.id", primary_key=True)
    service: Mapped[ServiceLevel] = mapped_column(word(ServiceLevel, "service"), primary_key=True)
    name: Mapped[str]
    is_default: Mapped[bool]


class WaybillNumber(Base):
    """A number of a local range. Scarce things are rows with a holder, not counters.

    Attributes:
        number: Unique for ever, over all carriers.
        parcel_id: Its holder; a parcel holds at most one number that is not void.
    """

    __tablename__ = "waybill_number"
    __table_args__ = (
        Index(
            "uq_waybill_number_parcel_id_live",
            "parcel_id",
            unique=True,
            sqlite_where=text(_LIVE),
            postgresql_where=text(_LIVE),
        ),
        Index("ix_waybill_number_carrier_id_state_id", "carrier_id", "state", "id"),
        CheckConstraint("(state = 'free') = (parcel_id IS NULL)", name="holder_where_taken"),
    )

    id: Mapped[RowId]
    carrier_id: Mapped[int] = refer("carrier.id")
    number: Mapped[str] = mapped_column(unique=True)
    state: Mapped[WaybillState] = mapped_column(word(WaybillState, "state"))
    parcel_id: Mapped[int | None] = refer("parcel.id")
    changed_at: Mapped[datetime]


class WaybillRange(Base):
    """A range of numbers as a carrier handed it out; its numbers are rows of their own."""

    __tablename__ = "waybill_range"
    __table_args__ = (
        CheckConstraint("numbers >= 1", name="numbers_positive"),
        Index("ix_waybill_range_carrier_id_id", "carrier_id", "id"),
    )

    id: Mapped[RowId]
    carrier_id: Mapped[int] = refer("carrier.id")
    first: Mapped[str]
    last: Mapped[str]
    numbers: Mapped[int]
    loaded_at: Mapped[datetime]
    loaded_by: Mapped[int | None] = refer("person.id")


class Handover(Base):
    """A pickup by one carrier: opened by the first counted parcel, closed by a person."""

    __tablename__ = "handover"

    id: Mapped[RowId]
    warehouse_id: Mapped[int] = refer("warehouse.id")
    carrier_id: Mapped[int] = refer("carrier.id")
    station_id: Mapped[int] = refer("station.id")
    status: Mapped[HandoverStatus] = mapped_column(word(HandoverStatus, "status"))
    opened_at: Mapped[datetime]
    opened_by: Mapped[int] = refer("person.id")
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[int | None] = refer("person.id")


class HandoverParcel(Base):
    """A parcel counted into a hand-over; a parcel leaves once."""

    __tablename__ = "handover_parcel"

    parcel_id: Mapped[int] = refer("parcel.id", primary_key=True)
    handover_id: Mapped[int] = refer("handover.id", index=True)
    counted_at: Mapped[datetime]

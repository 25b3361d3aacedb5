"""The house itself: identity of the database, warehouses, node numbers, policies, serials."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.schema.base import BIG_ID, Base, RowId


class DatabaseIdentity(Base):
    """One row: which database this is, and which programs may use it.

    Attributes:
        epoch: Counted up when a backup is restored; stations resynchronise then.
        min_program_version: Oldest schema generation of a program that may write here.
    """

    __tablename__ = "database_identity"
    __table_args__ = (CheckConstraint("id = 1", name="single_row"),)

    id: Mapped[RowId]
    database_id: Mapped[str]
    epoch: Mapped[int]
    min_program_version: Mapped[int]
    created_at: Mapped[datetime]


class Warehouse(Base):
    """A warehouse; all stock, waves and parcels belong to one.

    Attributes:
        kept_until: Until when nobody else need do the house's periodic work.
    """

    __tablename__ = "warehouse"

    id: Mapped[RowId]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    time_zone: Mapped[str]
    """IANA name; the business day is the calendar day there."""
    currency: Mapped[str]
    """ISO 4217; money of this warehouse is in its minor units."""
    sender_name: Mapped[str]
    sender_phone: Mapped[str]
    sender_address: Mapped[str]
    kept_until: Mapped[datetime | None]


class Node(Base):
    """Numbers 0 to 1023 that make ids of different programs differ."""

    __tablename__ = "node"
    __table_args__ = (CheckConstraint("number BETWEEN 0 AND 1023", name="number_range"),)

    number: Mapped[RowId]
    holder: Mapped[str]
    lease_until: Mapped[datetime]


class PolicyValue(Base):
    """A policy a supervisor changed; what is not here has its default (`procedure.policy`)."""

    __tablename__ = "policy_value"

    warehouse_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("warehouse.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[dict[str, Any]]
    version: Mapped[int]
    changed_at: Mapped[datetime]
    changed_by: Mapped[int] = mapped_column(BIG_ID, ForeignKey("person.id"))


class PolicyChange(Base):
    """A change of a policy: who changed what, from what. Append-only.

    Attributes:
        before: None where the default stood until then.
    """

    __tablename__ = "policy_change"
    __table_args__ = (UniqueConstraint("warehouse_id", "name", "version"),)

    id: Mapped[RowId]
    warehouse_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("warehouse.id"))
    name: Mapped[str]
    version: Mapped[int]
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any]]
    person_id: Mapped[int] = mapped_column(BIG_ID, ForeignKey("person.id"))
    at: Mapped[datetime]


class DocumentSerial(Base):
    """The last serial of a kind of document and business day: waves, counts, purchase orders."""

    __tablename__ = "document_serial"
    __table_args__ = (CheckConstraint("last >= 0", name="last_not_negative"),)

    kind: Mapped[str] = mapped_column(primary_key=True)
    business_day: Mapped[date] = mapped_column(Date, primary_key=True)
    last: Mapped[int]


class OrderSerial(Base):
    """The last serial of a business day (3.1.1a)."""

    __tablename__ = "order_serial"
    __table_args__ = (CheckConstraint("last >= 0", name="last_not_negative"),)

    business_day: Mapped[date] = mapped_column(Date, primary_key=True)
    last: Mapped[int]

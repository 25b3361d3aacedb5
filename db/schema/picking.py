"""Waves, pick tasks and their lines. A pick line is an allocation to shelf and lot."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.schema.base import Base, Leased, RowId, refer, word
from procedure.words import OrderKind, PickMode, PickTaskStatus, WaveStatus


class Wave(Leased, Base):
    """A wave 波次: orders that are picked together; who sorts it at the put wall has its lease.

    Attributes:
        wave_no: `WAV-` and day and serial; scans.
        mode: How its tasks are picked.
        kind: What its orders are made of; None where they are of several kinds.
        zone: Only this zone's shelves, or "".
        cut_off_at: When its carrier comes, the moment it must be done by.
        slots: Slots of the put wall it is sorted into; 0 where it is not sorted.
    """

    __tablename__ = "wave"
    __table_args__ = (
        CheckConstraint("slots >= 0", name="slots_not_negative"),
        Index("ix_wave_status_id", "status", "id"),
    )

    id: Mapped[RowId]
    warehouse_id: Mapped[int] = refer("warehouse.id")
    wave_no: Mapped[str] = mapped_column(unique=True)
    status: Mapped[WaveStatus] = mapped_column(word(WaveStatus, "status"))
    mode: Mapped[PickMode] = mapped_column(word(PickMode, "mode"))
    kind: Mapped[OrderKind | None] = mapped_column(word(OrderKind, "kind"))
    carrier_id: Mapped[int | None] = refer("carrier.id")
    zone: Mapped[str]
    cut_off_at: Mapped[datetime | None]
    slots: Mapped[int]
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = refer("person.id")
    finished_at: Mapped[datetime | None]


class WaveOrder(Base):
    """An order in a wave, and its slot in the put wall."""

    __tablename__ = "wave_order"
    __table_args__ = (UniqueConstraint("wave_id", "slot"),)

    wave_id: Mapped[int] = refer("wave.id", primary_key=True)
    order_id: Mapped[int] = refer("orders.id", primary_key=True, index=True)
    slot: Mapped[int | None]


class PickTask(Leased, Base):
    """What one picker walks for; claimed by a lease.

    Attributes:
        sheet_code: `PICK-` and the task's number, printed on its sheet.
        sheet_version: Counted up when the task changes; an older sheet is refused.
        priority: Smaller is sooner (express first).
        assigned_person_id: Who is to pick it; None for whoever comes first in its zone.
    """

    __tablename__ = "pick_task"
    __table_args__ = (Index("ix_pick_task_status_priority_id", "status", "priority", "id"),)

    id: Mapped[RowId]
    warehouse_id: Mapped[int] = refer("warehouse.id")
    wave_id: Mapped[int | None] = refer("wave.id", index=True)
    order_id: Mapped[int | None] = refer("orders.id", index=True)
    """The order of a pick-to-order task; None for a wave's sorted task."""
    sheet_code: Mapped[str] = mapped_column(unique=True)
    sheet_version: Mapped[int] = mapped_column(default=1)
    status: Mapped[PickTaskStatus] = mapped_column(word(PickTaskStatus, "status"))
    zone: Mapped[str]
    mode: Mapped[PickMode] = mapped_column(word(PickMode, "mode"))
    assigned_person_id: Mapped[int | None] = refer("person.id", index=True)
    priority: Mapped[int]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class PickLine(Base):
    """So many units of a lot from a shelf for one order line: the holder of allocated stock."""

    __tablename__ = "pick_line"
    __table_args__ = (
        UniqueConstraint("task_id", "seq"),
        CheckConstraint("quantity >= 0", name="quantity_not_negative"),
        CheckConstraint("picked >= 0 AND picked <= quantity", name="picked_range"),
        CheckConstraint("sorted >= 0 AND sorted <= picked", name="sorted_range"),
    )

    id: Mapped[RowId]
    task_id: Mapped[int] = refer("pick_task.id")
    seq: Mapped[int]
    order_line_id: Mapped[int] = refer("order_line.id", index=True)
    shelf_id: Mapped[int] = refer("shelf.id", index=True)
    lot_id: Mapped[int] = refer("lot.id")
    quantity: Mapped[int]
    """Units to take; a short pick lowers it to what was there."""
    picked: Mapped[int] = mapped_column(default=0)
    sorted: Mapped[int] = mapped_column(default=0)
    """Units that stand in the order's slot of the put wall."""
    slot: Mapped[int | None]
    short_reason: Mapped[str | None]


class ToteUse(Base):
    """A tote that carries the goods of an order, from its pick until its parcel is closed."""

    __tablename__ = "tote_use"

    tote_code: Mapped[str] = mapped_column(primary_key=True)
    warehouse_id: Mapped[int] = refer("warehouse.id")
    order_id: Mapped[int] = refer("orders.id", index=True)
    pick_task_id: Mapped[int | None] = refer("pick_task.id", index=True)
    since: Mapped[datetime]

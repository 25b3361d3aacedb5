"""Waves, pick tasks and their lines. A pick line is an allocation to shelf and lot."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.schema.base import Base, Leased, RowId, refer, word
from procedure.words import PickTaskStatus, WaveStatus


class Wave(Base):
    """A wave 波次: orders that are picked together."""

    __tablename__ = "wave"

    id: Mapped[RowId]
    warehouse_id: Mapped[int] = refer("warehouse.id")
    wave_no: Mapped[str] = mapped_column(unique=True)
    status: Mapped[WaveStatus] = mapped_column(word(WaveStatus, "status"))
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = refer("person.id")


class PickTask(Leased, Base):
    """What one picker walks for; claimed by a lease.

    Attributes:
        sheet_code: `PICK-` and the task's number, printed on its sheet.
        sheet_version: Counted up when the task changes; an older sheet is refused.
        priority: Smaller is sooner (express first).
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
    slot: Mapped[int | None]
    short_reason: Mapped[str | None]

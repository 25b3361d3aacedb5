"""What happens after commit: print jobs and notices, recognisable when repeated."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.schema.base import Base, RowId, refer, word
from procedure.words import PrintKind, PrintState


class PrintJob(Base):
    """A piece of paper: intended, sent, proven or unknown (FIELD, printing).

    Attributes:
        copy_no: 0 for the original, n for the n-th reprint.
        key: The same intention twice is one job.
        subject: What a label without a parcel or task names, for example a shelf's code.
    """

    __tablename__ = "print_job"
    __table_args__ = (
        CheckConstraint("copy_no >= 0", name="copy_not_negative"),
        Index("ix_print_job_state_id", "state", "id"),
    )

    id: Mapped[RowId]
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[PrintKind] = mapped_column(word(PrintKind, "kind"))
    state: Mapped[PrintState] = mapped_column(word(PrintState, "state"))
    station_id: Mapped[int | None] = refer("station.id")
    person_id: Mapped[int | None] = refer("person.id")
    parcel_id: Mapped[int | None] = refer("parcel.id", index=True)
    waybill_id: Mapped[int | None] = refer("waybill_number.id")
    pick_task_id: Mapped[int | None] = refer("pick_task.id", index=True)
    subject: Mapped[str] = mapped_column(default="")
    copy_no: Mapped[int]
    reason: Mapped[str]
    printer: Mapped[str]
    result: Mapped[str]
    """Where the paper went, or the code of what went wrong."""
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class Outbox(Base):
    """A message that is to leave, once. The key recognises a repetition.

    Attributes:
        params: Numbers and ids for the template; personal data is read when it is sent.
    """

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_done_at_due_at", "done_at", "due_at"),)

    id: Mapped[RowId]
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    order_id: Mapped[int | None] = refer("orders.id", index=True)
    params: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str]
    done_at: Mapped[datetime | None]

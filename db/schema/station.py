"""What stations reported: the central scan events are the truth."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from db.schema.base import Base, RowId, refer, word
from procedure.words import Screen


class ScanEvent(Base):
    """A scan that was applied, or refused, exactly once. Append-only.

    Attributes:
        event_id: UUIDv7 made where the scan was received.
        seq: Gapless per station, from the station's journal.
        digest: Digest of the content: the same id with other content is a conflict.
        effects: What it did, as the journal wrote it.
    """

    __tablename__ = "scan_event"
    __table_args__ = (
        UniqueConstraint("station_id", "seq"),
        Index("ix_scan_event_received_at", "received_at"),
    )

    station_id: Mapped[int] = refer("station.id", primary_key=True)
    event_id: Mapped[uuid.UUID] = mapped_column(Uuid(), primary_key=True)
    seq: Mapped[int]
    screen: Mapped[Screen] = mapped_column(word(Screen, "screen"))
    person_id: Mapped[int | None] = refer("person.id")
    received_at: Mapped[datetime]
    applied_at: Mapped[datetime]
    key: Mapped[str]
    device: Mapped[str]
    verdict: Mapped[str]
    effects: Mapped[dict[str, Any]]
    digest: Mapped[str]


class ScanConflict(Base):
    """A scan that came with an id the centre knows, but with other content.

    Attributes:
        stored_digest, digest: Of what the centre has, and of what came.
        key: What came, as the journal has it.
        person_id: Who was signed in when it came.
        settled_by: Who looked at it and said what it was.
    """

    __tablename__ = "scan_conflict"
    __table_args__ = (
        UniqueConstraint("station_id", "event_id", "digest"),
        Index("ix_scan_conflict_settled_at_id", "settled_at", "id"),
    )

    id: Mapped[RowId]
    station_id: Mapped[int] = refer("station.id")
    event_id: Mapped[uuid.UUID] = mapped_column(Uuid())
    seq: Mapped[int]
    stored_digest: Mapped[str]
    digest: Mapped[str]
    key: Mapped[str]
    person_id: Mapped[int | None] = refer("person.id")
    at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[int | None] = refer("person.id")
    note: Mapped[str]

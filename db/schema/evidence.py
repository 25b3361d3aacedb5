"""Evidence: photos of damage, open boxes and defects, with the digest that proves them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from db.schema.base import Base, RowId, refer, word
from procedure.parcel_words import EvidenceKind


class Evidence(Base):
    """A photo that was taken of something. Append-only.

    Attributes:
        digest: SHA-256 of the content, in hex.
        key: The same photo sent twice is one: the id its sender made for it.
    """

    __tablename__ = "evidence"

    id: Mapped[RowId]
    warehouse_id: Mapped[int] = refer("warehouse.id")
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[EvidenceKind] = mapped_column(word(EvidenceKind, "kind"))
    media_type: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[str]
    note: Mapped[str]
    order_id: Mapped[int | None] = refer("orders.id", index=True)
    parcel_id: Mapped[int | None] = refer("parcel.id", index=True)
    pick_task_id: Mapped[int | None] = refer("pick_task.id", index=True)
    inspection_id: Mapped[int | None] = refer("inspection.id", index=True)
    person_id: Mapped[int | None] = refer("person.id")
    station_id: Mapped[int | None] = refer("station.id")
    at: Mapped[datetime]

"""The log: chained per order, heads anchored together; personal text apart and erasable."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.schema.base import Base, BigInt, RowId, refer, word
from procedure.words import OrderStatus


class OrderLog(Base):
    """One step of an order: when, who, station, from, to, reason (3.1.3b). Append-only.

    Attributes:
        seq: 1, 2, 3 … within the order.
        text_digest: Salted digest of the personal text in `order_log_text`, "" for none.
        previous, digest: The chain.
    """

    __tablename__ = "order_log"
    __table_args__ = (UniqueConstraint("order_id", "seq"),)

    id: Mapped[RowId]
    order_id: Mapped[int] = refer("orders.id")
    seq: Mapped[int]
    at: Mapped[datetime]
    action: Mapped[str]
    person_id: Mapped[int | None] = refer("person.id")
    station_id: Mapped[int | None] = refer("station.id")
    from_status: Mapped[OrderStatus | None] = mapped_column(word(OrderStatus, "from_status"))
    to_status: Mapped[OrderStatus | None] = mapped_column(word(OrderStatus, "to_status"))
    data: Mapped[dict[str, Any]]
    """Names and numbers for the sentence; never personal data."""
    reason: Mapped[str]
    text_digest: Mapped[str]
    previous: Mapped[str]
    digest: Mapped[str]


class OrderLogText(Base):
    """Personal text of a log row; erasing it leaves the chain whole."""

    __tablename__ = "order_log_text"

    log_id: Mapped[int] = refer("order_log.id", primary_key=True)
    salt: Mapped[str]
    body: Mapped[str]


class LogAnchor(Base):
    """Heads of all chains that moved since the last anchor, digested together. Append-only."""

    __tablename__ = "log_anchor"

    id: Mapped[RowId]
    at: Mapped[datetime]
    up_to_log_id: Mapped[BigInt]
    heads: Mapped[int]
    previous: Mapped[str]
    digest: Mapped[str]


class RevealLog(Base):
    """Who saw full personal data, when and why (FIELD, privacy). Append-only."""

    __tablename__ = "reveal_log"

    id: Mapped[RowId]
    at: Mapped[datetime]
    person_id: Mapped[int] = refer("person.id")
    station_id: Mapped[int | None] = refer("station.id")
    order_id: Mapped[int] = refer("orders.id", index=True)
    reason: Mapped[str]

"""Stock counts 盘点: what the books say, what a person found, and what was adjusted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.schema.base import Base, RowId, refer, word
from procedure.words import CountStatus


class StockCount(Base):
    """A count of some shelves.

    Attributes:
        blind: Whoever counts does not see what the books say.
        reason: Why it is counted: a person's words, or "short_pick".
    """

    __tablename__ = "stock_count"

    id: Mapped[RowId]
    warehouse_id: Mapped[int] = refer("warehouse.id")
    count_no: Mapped[str] = mapped_column(unique=True)
    blind: Mapped[bool]
    status: Mapped[CountStatus] = mapped_column(word(CountStatus, "status"))
    reason: Mapped[str]
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = refer("person.id")
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[int | None] = refer("person.id")


class StockCountLine(Base):
    """One lot on one shelf in a count.

    Attributes:
        expected: Units in the books when they were last counted, or when the count began; allocated
            and blocked ones included.
        counted: Units found; None until somebody looked.
        adjusted: Units booked when the count was closed: found less expected.
        reason: Why found and books differ; needed where they do.
    """

    __tablename__ = "stock_count_line"
    __table_args__ = (
        UniqueConstraint("count_id", "shelf_id", "lot_id"),
        CheckConstraint("expected >= 0", name="expected_not_negative"),
        CheckConstraint("counted IS NULL OR counted >= 0", name="counted_not_negative"),
    )

    id: Mapped[RowId]
    count_id: Mapped[int] = refer("stock_count.id")
    shelf_id: Mapped[int] = refer("shelf.id", index=True)
    lot_id: Mapped[int] = refer("lot.id")
    product_id: Mapped[int] = refer("product.id")
    expected: Mapped[int]
    counted: Mapped[int | None]
    adjusted: Mapped[int | None]
    reason: Mapped[str]
    counted_by: Mapped[int | None] = refer("person.id")
    counted_at: Mapped[datetime | None]

"""Shelves, lots, balances and the ledger they can be rebuilt from.

Two equations hold at every moment (ARCHITECTURE, rule 5), and the database checks both:
per product on hand = available + reserved + blocked; per shelf and lot on hand = free +
allocated + blocked.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.schema.base import Base, RowId, refer, word
from procedure.words import MovementKind, ShelfKind, StockCondition, StockState


class Shelf(Base):
    """A place goods stand at; `walk_key` is its place in the walking order.

    Attributes:
        count_id: The open count that has this shelf; nothing is allocated or moved there meanwhile.
    """

    __tablename__ = "shelf"
    __table_args__ = (UniqueConstraint("warehouse_id", "code"),)

    id: Mapped[RowId]
    warehouse_id: Mapped[int] = refer("warehouse.id")
    code: Mapped[str]
    zone: Mapped[str]
    walk_key: Mapped[int]
    kind: Mapped[ShelfKind] = mapped_column(word(ShelfKind, "kind"))
    active: Mapped[bool]
    count_id: Mapped[int | None] = refer("stock_count.id", index=True)


class Lot(Base):
    """A lot of a product. Goods that are not lot-tracked have one lot with the code ""."""

    __tablename__ = "lot"
    __table_args__ = (
        UniqueConstraint("product_id", "code"),
        Index("ix_lot_expires_on", "expires_on"),
    )

    id: Mapped[RowId]
    product_id: Mapped[int] = refer("product.id")
    code: Mapped[str]
    expires_on: Mapped[date | None] = mapped_column(Date)


class Stock(Base):
    """Balance of one product in one warehouse."""

    __tablename__ = "stock"
    __table_args__ = (
        CheckConstraint("on_hand = available + reserved + blocked", name="equation"),
        CheckConstraint("available >= 0 AND reserved >= 0 AND blocked >= 0", name="not_negative"),
    )

    warehouse_id: Mapped[int] = refer("warehouse.id", primary_key=True)
    product_id: Mapped[int] = refer("product.id", primary_key=True)
    on_hand: Mapped[int]
    available: Mapped[int]
    reserved: Mapped[int]
    blocked: Mapped[int]


class ShelfStock(Base):
    """Balance of one lot on one shelf."""

    __tablename__ = "shelf_stock"
    __table_args__ = (
        CheckConstraint("on_hand = free + allocated + blocked", name="equation"),
        CheckConstraint("free >= 0 AND allocated >= 0 AND blocked >= 0", name="not_negative"),
        Index("ix_shelf_stock_product_id_lot_id", "product_id", "lot_id"),
    )

    shelf_id: Mapped[int] = refer("shelf.id", primary_key=True)
    lot_id: Mapped[int] = refer("lot.id", primary_key=True)
    product_id: Mapped[int] = refer("product.id")
    on_hand: Mapped[int]
    free: Mapped[int]
    allocated: Mapped[int]
    blocked: Mapped[int]


class BlockedStock(Base):
    """What the blocked units of a shelf and lot are like; their sum is `ShelfStock.blocked`."""

    __tablename__ = "blocked_stock"
    __table_args__ = (
        CheckConstraint("quantity >= 0", name="quantity_not_negative"),
        CheckConstraint("condition <> 'ZP'", name="good_is_not_blocked"),
        Index("ix_blocked_stock_product_id", "product_id"),
    )

    shelf_id: Mapped[int] = refer("shelf.id", primary_key=True)
    lot_id: Mapped[int] = refer("lot.id", primary_key=True)
    condition: Mapped[StockCondition] = mapped_column(
        word(StockCondition, "condition"), primary_key=True
    )
    product_id: Mapped[int] = refer("product.id")
    quantity: Mapped[int]


class Reservation(Base):
    """Frozen stock of one order line: the named holder of every reserved unit (3.2.1b)."""

    __tablename__ = "reservation"
    __table_args__ = (CheckConstraint("quantity >= 0", name="quantity_not_negative"),)

    order_line_id: Mapped[int] = refer("order_line.id", primary_key=True)
    product_id: Mapped[int] = refer("product.id", index=True)
    warehouse_id: Mapped[int] = refer("warehouse.id")
    quantity: Mapped[int]
    created_at: Mapped[datetime]


class StockMovement(Base):
    """One row of the ledger: append-only, balances follow from it.

    Attributes:
        from_condition, to_condition: What blocked units were like before and are like after.
        document: What caused it: a purchase order, a count, "opening"; empty for an order's own.
    """

    __tablename__ = "stock_movement"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        Index("ix_stock_movement_product_id_id", "product_id", "id"),
    )

    id: Mapped[RowId]
    warehouse_id: Mapped[int] = refer("warehouse.id")
    kind: Mapped[MovementKind] = mapped_column(word(MovementKind, "kind"))
    product_id: Mapped[int] = refer("product.id")
    lot_id: Mapped[int | None] = refer("lot.id")
    from_shelf_id: Mapped[int | None] = refer("shelf.id")
    from_state: Mapped[StockState | None] = mapped_column(word(StockState, "from_state"))
    to_shelf_id: Mapped[int | None] = refer("shelf.id")
    to_state: Mapped[StockState | None] = mapped_column(word(StockState, "to_state"))
    from_condition: Mapped[StockCondition | None] = mapped_column(
        word(StockCondition, "from_condition")
    )
    to_condition: Mapped[StockCondition | None] = mapped_column(
        word(StockCondition, "to_condition")
    )
    quantity: Mapped[int]
    order_line_id: Mapped[int | None] = refer("order_line.id")
    document: Mapped[str]
    reason: Mapped[str]
    person_id: Mapped[int | None] = refer("person.id")
    station_id: Mapped[int | None] = refer("station.id")
    at: Mapped[datetime]

"""First revision: the tables of `db.schema.stock`."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def create_lot() -> None:
    op.create_table(
        "lot",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("product_id", BIG_ID, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_lot_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot")),
        sa.UniqueConstraint("product_id", "code", name=op.f("uq_lot_product_id_code")),
    )


def create_shelf() -> None:
    op.create_table(
        "shelf",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("warehouse_id", BIG_ID, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("walk_key", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind IN ('pick', 'reserve', 'staging')", name=op.f("ck_shelf_kind")),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_shelf_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shelf")),
        sa.UniqueConstraint("warehouse_id", "code", name=op.f("uq_shelf_warehouse_id_code")),
    )


def create_stock() -> None:
    op.create_table(
        "stock",
        sa.Column("warehouse_id", BIG_ID, nullable=False),
        sa.Column("product_id", BIG_ID, nullable=False),
        sa.Column("on_hand", sa.Integer(), nullable=False),
        sa.Column("available", sa.Integer(), nullable=False),
        sa.Column("reserved", sa.Integer(), nullable=False),
        sa.Column("blocked", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "available >= 0 AND reserved >= 0 AND blocked >= 0", name=op.f("ck_stock_not_negative")
        ),
        sa.CheckConstraint(
            "on_hand = available + reserved + blocked", name=op.f("ck_stock_equation")
        ),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_stock_product_id")),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_stock_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("warehouse_id", "product_id", name=op.f("pk_stock")),
    )


def create_shelf_stock() -> None:
    op.create_table(
        "shelf_stock",
        sa.Column("shelf_id", BIG_ID, nullable=False),
        sa.Column("lot_id", BIG_ID, nullable=False),
        sa.Column("product_id", BIG_ID, nullable=False),
        sa.Column("on_hand", sa.Integer(), nullable=False),
        sa.Column("free", sa.Integer(), nullable=False),
        sa.Column("allocated", sa.Integer(), nullable=False),
        sa.Column("blocked", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "free >= 0 AND allocated >= 0 AND blocked >= 0",
            name=op.f("ck_shelf_stock_not_negative"),
        ),
        sa.CheckConstraint(
            "on_hand = free + allocated + blocked", name=op.f("ck_shelf_stock_equation")
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_shelf_stock_lot_id")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_shelf_stock_product_id")
        ),
        sa.ForeignKeyConstraint(["shelf_id"], ["shelf.id"], name=op.f("fk_shelf_stock_shelf_id")),
        sa.PrimaryKeyConstraint("shelf_id", "lot_id", name=op.f("pk_shelf_stock")),
    )
    op.create_index(
        "ix_shelf_stock_product_id_lot_id", "shelf_stock", ["product_id", "lot_id"], unique=False
    )


def create_reservation() -> None:
    op.create_table(
        "reservation",
        sa.Column("order_line_id", BIG_ID, nullable=False),
        sa.Column("product_id", BIG_ID, nullable=False),
        sa.Column("warehouse_id", BIG_ID, nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("quantity >= 0", name=op.f("ck_reservation_quantity_not_negative")),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_line.id"], name=op.f("fk_reservation_order_line_id")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_reservation_product_id")
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_reservation_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("order_line_id", name=op.f("pk_reservation")),
    )
    op.create_index(op.f("ix_reservation_product_id"), "reservation", ["product_id"], unique=False)


def create_stock_movement() -> None:
    op.create_table(
        "stock_movement",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("warehouse_id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("product_id", BIG_ID, nullable=False),
        sa.Column("lot_id", BIG_ID, nullable=True),
        sa.Column("from_shelf_id", BIG_ID, nullable=True),
        sa.Column("from_state", sa.String(length=32), nullable=True),
        sa.Column("to_shelf_id", BIG_ID, nullable=True),
        sa.Column("to_state", sa.String(length=32), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("order_line_id", BIG_ID, nullable=True),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("person_id", BIG_ID, nullable=True),
        sa.Column("station_id", BIG_ID, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "from_state IN ('outside', 'free', 'allocated', 'blocked')",
            name=op.f("ck_stock_movement_from_state"),
        ),
        sa.CheckConstraint(
            "kind IN ('receive', 'reserve', 'release', 'allocate', 'unallocate', 'pick', "
            "'put_back', 'short', 'block', 'unblock', 'hand_over')",
            name=op.f("ck_stock_movement_kind"),
        ),
        sa.CheckConstraint(
            "to_state IN ('outside', 'free', 'allocated', 'blocked')",
            name=op.f("ck_stock_movement_to_state"),
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_stock_movement_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["from_shelf_id"], ["shelf.id"], name=op.f("fk_stock_movement_from_shelf_id")
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_stock_movement_lot_id")),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_line.id"], name=op.f("fk_stock_movement_order_line_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_stock_movement_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_stock_movement_product_id")
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["station.id"], name=op.f("fk_stock_movement_station_id")
        ),
        sa.ForeignKeyConstraint(
            ["to_shelf_id"], ["shelf.id"], name=op.f("fk_stock_movement_to_shelf_id")
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_stock_movement_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_movement")),
    )
    op.create_index(
        op.f("ix_stock_movement_product_id"), "stock_movement", ["product_id"], unique=False
    )

"""Second revision: tables of `db.schema.stock` that are new or rebuilt."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


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
        sa.Column("count_id", BIG_ID, nullable=True),
        sa.CheckConstraint(
            "kind IN ('pick', 'reserve', 'staging', 'inspection')", name=op.f("ck_shelf_kind")
        ),
        sa.ForeignKeyConstraint(["count_id"], ["stock_count.id"], name=op.f("fk_shelf_count_id")),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_shelf_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shelf")),
        sa.UniqueConstraint("warehouse_id", "code", name=op.f("uq_shelf_warehouse_id_code")),
    )
    op.create_index(op.f("ix_shelf_count_id"), "shelf", ["count_id"], unique=False)


def create_blocked_stock() -> None:
    op.create_table(
        "blocked_stock",
        sa.Column("shelf_id", BIG_ID, nullable=False),
        sa.Column("lot_id", BIG_ID, nullable=False),
        sa.Column("condition", sa.String(length=32), nullable=False),
        sa.Column("product_id", BIG_ID, nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.CheckConstraint("condition <> 'ZP'", name=op.f("ck_blocked_stock_good_is_not_blocked")),
        sa.CheckConstraint(
            "condition IN ('ZP', 'CC', 'JS', 'XS', 'missing', 'wrong_lot', 'expired', "
            "'to_inspect', 'to_put_back')",
            name=op.f("ck_blocked_stock_condition"),
        ),
        sa.CheckConstraint("quantity >= 0", name=op.f("ck_blocked_stock_quantity_not_negative")),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_blocked_stock_lot_id")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_blocked_stock_product_id")
        ),
        sa.ForeignKeyConstraint(["shelf_id"], ["shelf.id"], name=op.f("fk_blocked_stock_shelf_id")),
        sa.PrimaryKeyConstraint("shelf_id", "lot_id", "condition", name=op.f("pk_blocked_stock")),
    )
    op.create_index("ix_blocked_stock_product_id", "blocked_stock", ["product_id"], unique=False)


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
        sa.Column("from_condition", sa.String(length=32), nullable=True),
        sa.Column("to_condition", sa.String(length=32), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("order_line_id", BIG_ID, nullable=True),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("person_id", BIG_ID, nullable=True),
        sa.Column("station_id", BIG_ID, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "from_condition IN ('ZP', 'CC', 'JS', 'XS', 'missing', 'wrong_lot', "
            "'expired', 'to_inspect', 'to_put_back')",
            name=op.f("ck_stock_movement_from_condition"),
        ),
        sa.CheckConstraint(
            "from_state IN ('outside', 'free', 'allocated', 'blocked')",
            name=op.f("ck_stock_movement_from_state"),
        ),
        sa.CheckConstraint(
            "kind IN ('receive', 'reserve', 'release', 'allocate', 'unallocate', 'pick', "
            "'put_back', 'short', 'block', 'unblock', 'hand_over', 'move', 'count_gain', "
            "'count_loss', 'count_loss_blocked', 'scrap', 'return', 'intercept', "
            "'regrade')",
            name=op.f("ck_stock_movement_kind"),
        ),
        sa.CheckConstraint(
            "to_condition IN ('ZP', 'CC', 'JS', 'XS', 'missing', 'wrong_lot', 'expired', "
            "'to_inspect', 'to_put_back')",
            name=op.f("ck_stock_movement_to_condition"),
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
        "ix_stock_movement_product_id_id", "stock_movement", ["product_id", "id"], unique=False
    )

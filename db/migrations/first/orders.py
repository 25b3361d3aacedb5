"""First revision: the tables of `db.schema.orders`."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def create_channel() -> None:
    op.create_table(
        "channel",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("is_interface", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel")),
        sa.UniqueConstraint("code", name=op.f("uq_channel_code")),
    )


def create_orders() -> None:
    op.create_table(
        "orders",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("order_no", sa.String(), nullable=False),
        sa.Column("warehouse_id", BIG_ID, nullable=False),
        sa.Column("channel_id", BIG_ID, nullable=False),
        sa.Column("external_no", sa.String(), nullable=False),
        sa.Column("source_digest", sa.String(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("service", sa.String(length=32), nullable=False),
        sa.Column("carrier_id", BIG_ID, nullable=True),
        sa.Column("buyer_logged_in", sa.Boolean(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("total_minor", BIG_ID, nullable=False),
        sa.Column("paid_minor", BIG_ID, nullable=False),
        sa.Column("placed_at", MOMENT, nullable=True),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("ship_by", MOMENT, nullable=True),
        sa.Column("shipped_at", MOMENT, nullable=True),
        sa.Column("address_version", sa.Integer(), nullable=False),
        sa.Column("open_holds", sa.Integer(), nullable=False),
        sa.Column("pieces", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("log_seq", sa.Integer(), nullable=False),
        sa.Column("log_head", sa.String(), nullable=False),
        sa.CheckConstraint("service IN ('standard', 'express')", name=op.f("ck_orders_service")),
        sa.CheckConstraint(
            "status IN ('awaiting_payment', 'pending', 'confirmed', 'backordered', "
            "'picking', 'packing', 'ready_to_ship', 'partly_shipped', 'shipped', "
            "'completed', 'cancelled', 'returned', 'refunded')",
            name=op.f("ck_orders_status"),
        ),
        sa.CheckConstraint("total_minor >= 0", name=op.f("ck_orders_total_not_negative")),
        sa.ForeignKeyConstraint(["carrier_id"], ["carrier.id"], name=op.f("fk_orders_carrier_id")),
        sa.ForeignKeyConstraint(["channel_id"], ["channel.id"], name=op.f("fk_orders_channel_id")),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_orders_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.UniqueConstraint(
            "channel_id", "external_no", name=op.f("uq_orders_channel_id_external_no")
        ),
        sa.UniqueConstraint("order_no", name=op.f("uq_orders_order_no")),
    )
    op.create_index("ix_orders_ship_by", "orders", ["ship_by"], unique=False)
    op.create_index("ix_orders_status_id", "orders", ["status", "id"], unique=False)


def create_hold() -> None:
    op.create_table(
        "hold",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("order_id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("finding", sa.String(), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("opened_by", BIG_ID, nullable=True),
        sa.Column("lifted_at", MOMENT, nullable=True),
        sa.Column("lifted_by", BIG_ID, nullable=True),
        sa.Column("lift_reason", sa.String(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('to_verify', 'missing_contact', 'custom_wording', 'not_saleable', "
            "'unknown_product', 'shortage', 'stopped', 'manual')",
            name=op.f("ck_hold_kind"),
        ),
        sa.ForeignKeyConstraint(["lifted_by"], ["person.id"], name=op.f("fk_hold_lifted_by")),
        sa.ForeignKeyConstraint(["opened_by"], ["person.id"], name=op.f("fk_hold_opened_by")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_hold_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
    )
    op.create_index("ix_hold_order_id_lifted_at", "hold", ["order_id", "lifted_at"], unique=False)


def create_order_address() -> None:
    op.create_table(
        "order_address",
        sa.Column("order_id", BIG_ID, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("receiver", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("province", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("district", sa.String(), nullable=False),
        sa.Column("town", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("raw", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("person_id", BIG_ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_order_address_order_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_order_address_person_id")
        ),
        sa.PrimaryKeyConstraint("order_id", "version", name=op.f("pk_order_address")),
    )


def create_order_line() -> None:
    op.create_table(
        "order_line",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("order_id", BIG_ID, nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("product_id", BIG_ID, nullable=True),
        sa.Column("sku_text", sa.String(), nullable=False),
        sa.Column("name_text", sa.String(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit_price_minor", BIG_ID, nullable=False),
        sa.Column("cancelled", sa.Integer(), nullable=False),
        sa.Column("shipped", sa.Integer(), nullable=False),
        sa.Column("customization", sa.String(), nullable=False),
        sa.CheckConstraint(
            "cancelled >= 0 AND shipped >= 0 AND cancelled + shipped <= quantity",
            name=op.f("ck_order_line_units_add_up"),
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_order_line_quantity_positive")),
        sa.CheckConstraint("unit_price_minor >= 0", name=op.f("ck_order_line_price_not_negative")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_line_order_id")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_order_line_product_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_line")),
        sa.UniqueConstraint("order_id", "line_no", name=op.f("uq_order_line_order_id_line_no")),
    )
    op.create_index(op.f("ix_order_line_product_id"), "order_line", ["product_id"], unique=False)


def create_remark() -> None:
    op.create_table(
        "remark",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("order_id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("for_floor", sa.Boolean(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("person_id", BIG_ID, nullable=True),
        sa.CheckConstraint("kind IN ('buyer', 'service', 'floor')", name=op.f("ck_remark_kind")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_remark_order_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_remark_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remark")),
    )
    op.create_index(op.f("ix_remark_order_id"), "remark", ["order_id"], unique=False)

"""First revision: the tables of `db.schema.products`."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def create_product() -> None:
    op.create_table(
        "product",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("sku", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sale_status", sa.String(length=32), nullable=False),
        sa.Column("weight_g", sa.Integer(), nullable=True),
        sa.Column("fragile", sa.Boolean(), nullable=False),
        sa.Column("heavy", sa.Boolean(), nullable=False),
        sa.Column("lot_tracked", sa.Boolean(), nullable=False),
        sa.Column("customisable", sa.Boolean(), nullable=False),
        sa.Column("count_rule", sa.String(length=32), nullable=False),
        sa.Column("shipping_margin_days", sa.Integer(), nullable=False),
        sa.Column("low_stock_below", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "count_rule IN ('scan_every_unit', 'count')", name=op.f("ck_product_count_rule")
        ),
        sa.CheckConstraint(
            "sale_status IN ('on_sale', 'discontinued', 'delisted')",
            name=op.f("ck_product_sale_status"),
        ),
        sa.CheckConstraint(
            "shipping_margin_days >= 0", name=op.f("ck_product_margin_not_negative")
        ),
        sa.CheckConstraint(
            "weight_g IS NULL OR weight_g > 0", name=op.f("ck_product_weight_positive")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product")),
        sa.UniqueConstraint("sku", name=op.f("uq_product_sku")),
    )


def create_product_code() -> None:
    op.create_table(
        "product_code",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("product_id", BIG_ID, nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("shown", sa.String(), nullable=False),
        sa.CheckConstraint("units >= 1", name=op.f("ck_product_code_units_positive")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_product_code_product_id")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_product_code")),
    )
    op.create_index(
        op.f("ix_product_code_product_id"), "product_code", ["product_id"], unique=False
    )

"""Second revision: tables of `db.schema.products` that are new or rebuilt."""

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
        sa.Column("length_mm", sa.Integer(), nullable=True),
        sa.Column("width_mm", sa.Integer(), nullable=True),
        sa.Column("height_mm", sa.Integer(), nullable=True),
        sa.Column("fragile", sa.Boolean(), nullable=False),
        sa.Column("heavy", sa.Boolean(), nullable=False),
        sa.Column("danger", sa.String(length=32), nullable=False),
        sa.Column("lot_tracked", sa.Boolean(), nullable=False),
        sa.Column("serial_tracked", sa.Boolean(), nullable=False),
        sa.Column("customisable", sa.Boolean(), nullable=False),
        sa.Column("count_rule", sa.String(length=32), nullable=False),
        sa.Column("shipping_margin_days", sa.Integer(), nullable=False),
        sa.Column("low_stock_below", sa.Integer(), nullable=True),
        sa.Column("is_bundle", sa.Boolean(), nullable=False),
        sa.Column("supplier_id", BIG_ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "count_rule IN ('scan_every_unit', 'count')", name=op.f("ck_product_count_rule")
        ),
        sa.CheckConstraint(
            "danger IN ('none', 'battery', 'dangerous')", name=op.f("ck_product_danger")
        ),
        sa.CheckConstraint(
            "sale_status IN ('on_sale', 'discontinued', 'delisted')",
            name=op.f("ck_product_sale_status"),
        ),
        sa.CheckConstraint(
            "(length_mm IS NULL OR length_mm > 0) AND (width_mm IS NULL OR width_mm > 0) "
            "AND (height_mm IS NULL OR height_mm > 0)",
            name=op.f("ck_product_size_positive"),
        ),
        sa.CheckConstraint(
            "low_stock_below IS NULL OR low_stock_below >= 0",
            name=op.f("ck_product_low_not_negative"),
        ),
        sa.CheckConstraint(
            "shipping_margin_days >= 0", name=op.f("ck_product_margin_not_negative")
        ),
        sa.CheckConstraint(
            "weight_g IS NULL OR weight_g > 0", name=op.f("ck_product_weight_positive")
        ),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["supplier.id"], name=op.f("fk_product_supplier_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product")),
        sa.UniqueConstraint("sku", name=op.f("uq_product_sku")),
    )


def create_product_alternative() -> None:
    op.create_table(
        "product_alternative",
        sa.Column("product_id", BIG_ID, nullable=False),
        sa.Column("alternative_id", BIG_ID, nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "product_id <> alternative_id", name=op.f("ck_product_alternative_another_product")
        ),
        sa.ForeignKeyConstraint(
            ["alternative_id"], ["product.id"], name=op.f("fk_product_alternative_alternative_id")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_product_alternative_product_id")
        ),
        sa.PrimaryKeyConstraint(
            "product_id", "alternative_id", name=op.f("pk_product_alternative")
        ),
    )


def create_product_gift() -> None:
    op.create_table(
        "product_gift",
        sa.Column("product_id", BIG_ID, nullable=False),
        sa.Column("gift_id", BIG_ID, nullable=False),
        sa.Column("from_quantity", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "quantity > 0 AND from_quantity > 0", name=op.f("ck_product_gift_quantities_positive")
        ),
        sa.ForeignKeyConstraint(["gift_id"], ["product.id"], name=op.f("fk_product_gift_gift_id")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_product_gift_product_id")
        ),
        sa.PrimaryKeyConstraint("product_id", "gift_id", name=op.f("pk_product_gift")),
    )


def create_product_part() -> None:
    op.create_table(
        "product_part",
        sa.Column("bundle_id", BIG_ID, nullable=False),
        sa.Column("part_id", BIG_ID, nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.CheckConstraint("bundle_id <> part_id", name=op.f("ck_product_part_another_product")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_product_part_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["bundle_id"], ["product.id"], name=op.f("fk_product_part_bundle_id")
        ),
        sa.ForeignKeyConstraint(["part_id"], ["product.id"], name=op.f("fk_product_part_part_id")),
        sa.PrimaryKeyConstraint("bundle_id", "part_id", name=op.f("pk_product_part")),
    )


def create_product_picture() -> None:
    op.create_table(
        "product_picture",
        sa.Column("product_id", BIG_ID, nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_product_picture_product_id")
        ),
        sa.PrimaryKeyConstraint("product_id", name=op.f("pk_product_picture")),
    )

"""Second revision: tables of `db.schema.purchasing` that are new or rebuilt."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def create_supplier() -> None:
    op.create_table(
        "supplier",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("lead_days", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("lead_days >= 0", name=op.f("ck_supplier_lead_days_not_negative")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier")),
        sa.UniqueConstraint("code", name=op.f("uq_supplier_code")),
    )


def create_purchase_order() -> None:
    op.create_table(
        "purchase_order",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("warehouse_id", BIG_ID, nullable=False),
        sa.Column("po_no", sa.String(), nullable=False),
        sa.Column("supplier_id", BIG_ID, nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", BIG_ID, nullable=True),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('draft', 'sent', 'partly_received', 'received', 'cancelled')",
            name=op.f("ck_purchase_order_status"),
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["person.id"], name=op.f("fk_purchase_order_created_by")
        ),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["supplier.id"], name=op.f("fk_purchase_order_supplier_id")
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_purchase_order_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase_order")),
        sa.UniqueConstraint("po_no", name=op.f("uq_purchase_order_po_no")),
    )
    op.create_index("ix_purchase_order_status_id", "purchase_order", ["status", "id"], unique=False)
    op.create_index(
        op.f("ix_purchase_order_supplier_id"), "purchase_order", ["supplier_id"], unique=False
    )


def create_replenishment() -> None:
    op.create_table(
        "replenishment",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("warehouse_id", BIG_ID, nullable=False),
        sa.Column("product_id", BIG_ID, nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("arrived", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", BIG_ID, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "source IN ('reserve', 'purchase')", name=op.f("ck_replenishment_source")
        ),
        sa.CheckConstraint(
            "status IN ('open', 'ordered', 'done', 'cancelled')",
            name=op.f("ck_replenishment_status"),
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_replenishment_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["created_by"], ["person.id"], name=op.f("fk_replenishment_created_by")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_replenishment_product_id")
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_replenishment_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replenishment")),
    )
    op.create_index("ix_replenishment_status_id", "replenishment", ["status", "id"], unique=False)
    op.create_index(
        "uq_replenishment_open_product",
        "replenishment",
        ["warehouse_id", "product_id", "source"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )


def create_purchase_line() -> None:
    op.create_table(
        "purchase_line",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("purchase_order_id", BIG_ID, nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("product_id", BIG_ID, nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("replenishment_id", BIG_ID, nullable=True),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_purchase_line_quantity_positive")),
        sa.CheckConstraint("received >= 0", name=op.f("ck_purchase_line_received_not_negative")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_purchase_line_product_id")
        ),
        sa.ForeignKeyConstraint(
            ["purchase_order_id"],
            ["purchase_order.id"],
            name=op.f("fk_purchase_line_purchase_order_id"),
        ),
        sa.ForeignKeyConstraint(
            ["replenishment_id"],
            ["replenishment.id"],
            name=op.f("fk_purchase_line_replenishment_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase_line")),
        sa.UniqueConstraint(
            "purchase_order_id", "line_no", name=op.f("uq_purchase_line_purchase_order_id_line_no")
        ),
    )
    op.create_index(
        op.f("ix_purchase_line_product_id"), "purchase_line", ["product_id"], unique=False
    )
    op.create_index(
        op.f("ix_purchase_line_replenishment_id"),
        "purchase_line",
        ["replenishment_id"],
        unique=False,
    )


def create_replenishment_need() -> None:
    op.create_table(
        "replenishment_need",
        sa.Column("replenishment_id", BIG_ID, nullable=False),
        sa.Column("order_line_id", BIG_ID, nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_replenishment_need_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_line.id"], name=op.f("fk_replenishment_need_order_line_id")
        ),
        sa.ForeignKeyConstraint(
            ["replenishment_id"],
            ["replenishment.id"],
            name=op.f("fk_replenishment_need_replenishment_id"),
        ),
        sa.PrimaryKeyConstraint(
            "replenishment_id", "order_line_id", name=op.f("pk_replenishment_need")
        ),
    )
    op.create_index(
        op.f("ix_replenishment_need_order_line_id"),
        "replenishment_need",
        ["order_line_id"],
        unique=False,
    )


def create_shortage() -> None:
    op.create_table(
        "shortage",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("order_id", BIG_ID, nullable=False),
        sa.Column("order_line_id", BIG_ID, nullable=False),
        sa.Column("product_id", BIG_ID, nullable=False),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("choice", sa.String(length=32), nullable=True),
        sa.Column("chosen_at", MOMENT, nullable=True),
        sa.Column("chosen_by", BIG_ID, nullable=True),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "choice IN ('wait', 'ship_part', 'exchange', 'cancel')", name=op.f("ck_shortage_choice")
        ),
        sa.CheckConstraint("missing >= 0", name=op.f("ck_shortage_missing_not_negative")),
        sa.ForeignKeyConstraint(["chosen_by"], ["person.id"], name=op.f("fk_shortage_chosen_by")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_shortage_order_id")),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_line.id"], name=op.f("fk_shortage_order_line_id")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_shortage_product_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortage")),
    )
    op.create_index("ix_shortage_order_id", "shortage", ["order_id"], unique=False)
    op.create_index(op.f("ix_shortage_product_id"), "shortage", ["product_id"], unique=False)
    op.create_index(
        "uq_shortage_open_line",
        "shortage",
        ["order_line_id"],
        unique=True,
        sqlite_where=sa.text("settled_at IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL"),
    )

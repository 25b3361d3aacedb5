"""First revision: the tables of `db.schema.house`."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def create_database_identity() -> None:
    op.create_table(
        "database_identity",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("database_id", sa.String(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("min_program_version", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_database_identity_single_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_database_identity")),
    )


def create_node() -> None:
    op.create_table(
        "node",
        sa.Column("number", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("lease_until", MOMENT, nullable=False),
        sa.CheckConstraint("number BETWEEN 0 AND 1023", name=op.f("ck_node_number_range")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_node")),
    )


def create_order_serial() -> None:
    op.create_table(
        "order_serial",
        sa.Column("business_day", sa.Date(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.CheckConstraint("last >= 0", name=op.f("ck_order_serial_last_not_negative")),
        sa.PrimaryKeyConstraint("business_day", name=op.f("pk_order_serial")),
    )


def create_warehouse() -> None:
    op.create_table(
        "warehouse",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("sender_name", sa.String(), nullable=False),
        sa.Column("sender_phone", sa.String(), nullable=False),
        sa.Column("sender_address", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warehouse")),
        sa.UniqueConstraint("code", name=op.f("uq_warehouse_code")),
    )


def create_policy_value() -> None:
    op.create_table(
        "policy_value",
        sa.Column("warehouse_id", BIG_ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("changed_by", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["person.id"], name=op.f("fk_policy_value_changed_by")
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_policy_value_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("warehouse_id", "name", name=op.f("pk_policy_value")),
    )

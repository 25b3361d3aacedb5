"""First revision: the tables of `db.schema.log`."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def create_log_anchor() -> None:
    op.create_table(
        "log_anchor",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("up_to_log_id", BIG_ID, nullable=False),
        sa.Column("heads", sa.Integer(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_anchor")),
    )


def create_order_log() -> None:
    op.create_table(
        "order_log",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("order_id", BIG_ID, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("person_id", BIG_ID, nullable=True),
        sa.Column("station_id", BIG_ID, nullable=True),
        sa.Column("from_status", sa.String(length=32), nullable=True),
        sa.Column("to_status", sa.String(length=32), nullable=True),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("text_digest", sa.String(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.CheckConstraint(
            "from_status IN ('awaiting_payment', 'pending', 'confirmed', 'backordered', "
            "'picking', 'packing', 'ready_to_ship', 'partly_shipped', 'shipped', "
            "'completed', 'cancelled', 'returned', 'refunded')",
            name=op.f("ck_order_log_from_status"),
        ),
        sa.CheckConstraint(
            "to_status IN ('awaiting_payment', 'pending', 'confirmed', 'backordered', "
            "'picking', 'packing', 'ready_to_ship', 'partly_shipped', 'shipped', "
            "'completed', 'cancelled', 'returned', 'refunded')",
            name=op.f("ck_order_log_to_status"),
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_log_order_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_order_log_person_id")),
        sa.ForeignKeyConstraint(
            ["station_id"], ["station.id"], name=op.f("fk_order_log_station_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_log")),
        sa.UniqueConstraint("order_id", "seq", name=op.f("uq_order_log_order_id_seq")),
    )


def create_reveal_log() -> None:
    op.create_table(
        "reveal_log",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("person_id", BIG_ID, nullable=False),
        sa.Column("station_id", BIG_ID, nullable=True),
        sa.Column("order_id", BIG_ID, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_reveal_log_order_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reveal_log_person_id")),
        sa.ForeignKeyConstraint(
            ["station_id"], ["station.id"], name=op.f("fk_reveal_log_station_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reveal_log")),
    )
    op.create_index(op.f("ix_reveal_log_order_id"), "reveal_log", ["order_id"], unique=False)


def create_order_log_text() -> None:
    op.create_table(
        "order_log_text",
        sa.Column("log_id", BIG_ID, nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["log_id"], ["order_log.id"], name=op.f("fk_order_log_text_log_id")
        ),
        sa.PrimaryKeyConstraint("log_id", name=op.f("pk_order_log_text")),
    )

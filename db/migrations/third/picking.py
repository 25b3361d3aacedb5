"""Third revision: tables of `db.schema.picking` that are new or rebuilt."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def create_tote_use() -> None:
    op.create_table(
        "tote_use",
        sa.Column("tote_code", sa.String(), nullable=False),
        sa.Column("warehouse_id", BIG_ID, nullable=False),
        sa.Column("order_id", BIG_ID, nullable=False),
        sa.Column("pick_task_id", BIG_ID, nullable=True),
        sa.Column("since", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_tote_use_order_id")),
        sa.ForeignKeyConstraint(
            ["pick_task_id"], ["pick_task.id"], name=op.f("fk_tote_use_pick_task_id")
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_tote_use_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("tote_code", name=op.f("pk_tote_use")),
    )
    op.create_index(op.f("ix_tote_use_order_id"), "tote_use", ["order_id"], unique=False)
    op.create_index(op.f("ix_tote_use_pick_task_id"), "tote_use", ["pick_task_id"], unique=False)

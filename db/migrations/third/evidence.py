"""Third revision: tables of `db.schema.evidence` that are new or rebuilt."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def create_evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("warehouse_id", BIG_ID, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("order_id", BIG_ID, nullable=True),
        sa.Column("parcel_id", BIG_ID, nullable=True),
        sa.Column("pick_task_id", BIG_ID, nullable=True),
        sa.Column("inspection_id", BIG_ID, nullable=True),
        sa.Column("person_id", BIG_ID, nullable=True),
        sa.Column("station_id", BIG_ID, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "kind IN ('damage', 'open_box', 'inspection', 'other')", name=op.f("ck_evidence_kind")
        ),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_evidence_inspection_id")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_evidence_order_id")),
        sa.ForeignKeyConstraint(["parcel_id"], ["parcel.id"], name=op.f("fk_evidence_parcel_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_evidence_person_id")),
        sa.ForeignKeyConstraint(
            ["pick_task_id"], ["pick_task.id"], name=op.f("fk_evidence_pick_task_id")
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["station.id"], name=op.f("fk_evidence_station_id")
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_evidence_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("key", name=op.f("uq_evidence_key")),
    )
    op.create_index(op.f("ix_evidence_inspection_id"), "evidence", ["inspection_id"], unique=False)
    op.create_index(op.f("ix_evidence_order_id"), "evidence", ["order_id"], unique=False)
    op.create_index(op.f("ix_evidence_parcel_id"), "evidence", ["parcel_id"], unique=False)
    op.create_index(op.f("ix_evidence_pick_task_id"), "evidence", ["pick_task_id"], unique=False)

"""Third revision: tables of `db.schema.outbox` that are new or rebuilt."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def create_print_job() -> None:
    op.create_table(
        "print_job",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("station_id", BIG_ID, nullable=True),
        sa.Column("person_id", BIG_ID, nullable=True),
        sa.Column("parcel_id", BIG_ID, nullable=True),
        sa.Column("waybill_id", BIG_ID, nullable=True),
        sa.Column("pick_task_id", BIG_ID, nullable=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("copy_no", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("printer", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "kind IN ('waybill', 'pick_sheet', 'packing_slip', 'card')",
            name=op.f("ck_print_job_kind"),
        ),
        sa.CheckConstraint(
            "state IN ('intent', 'sent', 'confirmed', 'unknown', 'failed')",
            name=op.f("ck_print_job_state"),
        ),
        sa.CheckConstraint("copy_no >= 0", name=op.f("ck_print_job_copy_not_negative")),
        sa.ForeignKeyConstraint(["parcel_id"], ["parcel.id"], name=op.f("fk_print_job_parcel_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_print_job_person_id")),
        sa.ForeignKeyConstraint(
            ["pick_task_id"], ["pick_task.id"], name=op.f("fk_print_job_pick_task_id")
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["station.id"], name=op.f("fk_print_job_station_id")
        ),
        sa.ForeignKeyConstraint(
            ["waybill_id"], ["waybill_number.id"], name=op.f("fk_print_job_waybill_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_job")),
        sa.UniqueConstraint("key", name=op.f("uq_print_job_key")),
    )
    op.create_index(op.f("ix_print_job_parcel_id"), "print_job", ["parcel_id"], unique=False)
    op.create_index(op.f("ix_print_job_pick_task_id"), "print_job", ["pick_task_id"], unique=False)
    op.create_index("ix_print_job_state_id", "print_job", ["state", "id"], unique=False)

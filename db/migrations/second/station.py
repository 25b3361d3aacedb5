"""Second revision: tables of `db.schema.station` that are new or rebuilt."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def create_scan_event() -> None:
    op.create_table(
        "scan_event",
        sa.Column("station_id", BIG_ID, nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("screen", sa.String(length=32), nullable=False),
        sa.Column("person_id", BIG_ID, nullable=True),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("applied_at", MOMENT, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("effects", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.CheckConstraint(
            "screen IN ('pick', 'pack', 'inspect', 'ship', 'sort')",
            name=op.f("ck_scan_event_screen"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_scan_event_person_id")),
        sa.ForeignKeyConstraint(
            ["station_id"], ["station.id"], name=op.f("fk_scan_event_station_id")
        ),
        sa.PrimaryKeyConstraint("station_id", "event_id", name=op.f("pk_scan_event")),
        sa.UniqueConstraint("station_id", "seq", name=op.f("uq_scan_event_station_id_seq")),
    )
    op.create_index("ix_scan_event_received_at", "scan_event", ["received_at"], unique=False)

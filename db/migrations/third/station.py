"""Third revision: tables of `db.schema.station` that are new or rebuilt."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def create_scan_conflict() -> None:
    op.create_table(
        "scan_conflict",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("station_id", BIG_ID, nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("stored_digest", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("person_id", BIG_ID, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("settled_by", BIG_ID, nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_scan_conflict_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["person.id"], name=op.f("fk_scan_conflict_settled_by")
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["station.id"], name=op.f("fk_scan_conflict_station_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan_conflict")),
        sa.UniqueConstraint(
            "station_id",
            "event_id",
            "digest",
            name=op.f("uq_scan_conflict_station_id_event_id_digest"),
        ),
    )
    op.create_index(
        "ix_scan_conflict_settled_at_id", "scan_conflict", ["settled_at", "id"], unique=False
    )

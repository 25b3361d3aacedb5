"""First revision: the tables of `db.schema.people`."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def create_person() -> None:
    op.create_table(
        "person",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )


def create_badge() -> None:
    op.create_table(
        "badge",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("person_id", BIG_ID, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("issued_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_badge_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge")),
        sa.UniqueConstraint("digest", name=op.f("uq_badge_digest")),
    )
    op.create_index(op.f("ix_badge_person_id"), "badge", ["person_id"], unique=False)


def create_person_post() -> None:
    op.create_table(
        "person_post",
        sa.Column("person_id", BIG_ID, nullable=False),
        sa.Column("post", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "post IN ('picker', 'packer', 'inspector', 'shipper', 'service_rep', "
            "'purchasing', 'technician', 'supervisor', 'administrator')",
            name=op.f("ck_person_post_post"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_post_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "post", name=op.f("pk_person_post")),
    )


def create_station() -> None:
    op.create_table(
        "station",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("warehouse_id", BIG_ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("home_screen", sa.String(length=32), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "home_screen IN ('pick', 'pack', 'inspect', 'ship')",
            name=op.f("ck_station_home_screen"),
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_station_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_station")),
        sa.UniqueConstraint("name", name=op.f("uq_station_name")),
    )

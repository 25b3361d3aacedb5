"""Second revision: tables of `db.schema.people` that are new or rebuilt."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def create_station() -> None:
    op.create_table(
        "station",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("warehouse_id", BIG_ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("home_screen", sa.String(length=32), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("sheet_paper", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "home_screen IN ('pick', 'pack', 'inspect', 'ship', 'sort')",
            name=op.f("ck_station_home_screen"),
        ),
        sa.CheckConstraint(
            "sheet_paper IN ('A4', 'A5', '80mm')", name=op.f("ck_station_sheet_paper")
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_station_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_station")),
        sa.UniqueConstraint("name", name=op.f("uq_station_name")),
    )

"""Third revision: tables of `db.schema.house` that are new or rebuilt."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def create_policy_change() -> None:
    op.create_table(
        "policy_change",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("warehouse_id", BIG_ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("person_id", BIG_ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_policy_change_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_policy_change_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_change")),
        sa.UniqueConstraint(
            "warehouse_id",
            "name",
            "version",
            name=op.f("uq_policy_change_warehouse_id_name_version"),
        ),
    )

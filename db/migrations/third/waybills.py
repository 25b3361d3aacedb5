"""Third revision: tables of `db.schema.waybills` that are new."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def create_waybill_range() -> None:
    op.create_table(
        "waybill_range",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("carrier_id", BIG_ID, nullable=False),
        sa.Column("first", sa.String(), nullable=False),
        sa.Column("last", sa.String(), nullable=False),
        sa.Column("numbers", sa.Integer(), nullable=False),
        sa.Column("loaded_at", MOMENT, nullable=False),
        sa.Column("loaded_by", BIG_ID, nullable=True),
        sa.CheckConstraint("numbers >= 1", name=op.f("ck_waybill_range_numbers_positive")),
        sa.ForeignKeyConstraint(
            ["carrier_id"], ["carrier.id"], name=op.f("fk_waybill_range_carrier_id")
        ),
        sa.ForeignKeyConstraint(
            ["loaded_by"], ["person.id"], name=op.f("fk_waybill_range_loaded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waybill_range")),
    )
    op.create_index(
        "ix_waybill_range_carrier_id_id", "waybill_range", ["carrier_id", "id"], unique=False
    )

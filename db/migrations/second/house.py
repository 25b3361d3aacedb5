"""Second revision: tables of `db.schema.house` that are new or changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def create_document_serial() -> None:
    op.create_table(
        "document_serial",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("business_day", sa.Date(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.CheckConstraint("last >= 0", name=op.f("ck_document_serial_last_not_negative")),
        sa.PrimaryKeyConstraint("kind", "business_day", name=op.f("pk_document_serial")),
    )


def add_kept_until() -> None:
    """A column that may be empty: both databases add it to the table as it stands."""
    op.add_column("warehouse", sa.Column("kept_until", MOMENT, nullable=True))

"""Third revision: tables of `db.schema.printers`."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def create_station_printer() -> None:
    op.create_table(
        "station_printer",
        sa.Column("station_id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("way", sa.String(length=32), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=32), nullable=True),
        sa.Column("dpi", sa.Integer(), nullable=True),
        sa.Column("media", sa.String(), nullable=True),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("changed_by", BIG_ID, nullable=True),
        sa.CheckConstraint(
            "kind IN ('waybill', 'pick_sheet', 'packing_slip', 'card')",
            name=op.f("ck_station_printer_kind"),
        ),
        sa.CheckConstraint(
            "way IN ('folder', 'queue', 'network')", name=op.f("ck_station_printer_way")
        ),
        sa.CheckConstraint("language IN ('tspl', 'zpl')", name=op.f("ck_station_printer_language")),
        sa.CheckConstraint(
            "(way = 'folder') = (address = '')",
            name=op.f("ck_station_printer_address_where_needed"),
        ),
        sa.CheckConstraint(
            "(way = 'network') = (language IS NOT NULL)",
            name=op.f("ck_station_printer_language_of_network"),
        ),
        sa.CheckConstraint(
            "(way = 'network') = (dpi IS NOT NULL)", name=op.f("ck_station_printer_dpi_of_network")
        ),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["person.id"], name=op.f("fk_station_printer_changed_by")
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["station.id"], name=op.f("fk_station_printer_station_id")
        ),
        sa.PrimaryKeyConstraint("station_id", "kind", name=op.f("pk_station_printer")),
    )

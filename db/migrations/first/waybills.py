"""First revision: the tables of `db.schema.waybills`."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def create_carrier() -> None:
    op.create_table(
        "carrier",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("contract_from", sa.Date(), nullable=True),
        sa.Column("contract_until", sa.Date(), nullable=True),
        sa.Column("cut_off", sa.Time(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carrier")),
        sa.UniqueConstraint("code", name=op.f("uq_carrier_code")),
    )


def create_carrier_service() -> None:
    op.create_table(
        "carrier_service",
        sa.Column("carrier_id", BIG_ID, nullable=False),
        sa.Column("service", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "service IN ('standard', 'express')", name=op.f("ck_carrier_service_service")
        ),
        sa.ForeignKeyConstraint(
            ["carrier_id"], ["carrier.id"], name=op.f("fk_carrier_service_carrier_id")
        ),
        sa.PrimaryKeyConstraint("carrier_id", "service", name=op.f("pk_carrier_service")),
    )


def create_handover() -> None:
    op.create_table(
        "handover",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("warehouse_id", BIG_ID, nullable=False),
        sa.Column("carrier_id", BIG_ID, nullable=False),
        sa.Column("station_id", BIG_ID, nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("opened_by", BIG_ID, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("closed_by", BIG_ID, nullable=True),
        sa.CheckConstraint(
            "status IN ('open', 'closed', 'cancelled')", name=op.f("ck_handover_status")
        ),
        sa.ForeignKeyConstraint(
            ["carrier_id"], ["carrier.id"], name=op.f("fk_handover_carrier_id")
        ),
        sa.ForeignKeyConstraint(["closed_by"], ["person.id"], name=op.f("fk_handover_closed_by")),
        sa.ForeignKeyConstraint(["opened_by"], ["person.id"], name=op.f("fk_handover_opened_by")),
        sa.ForeignKeyConstraint(
            ["station_id"], ["station.id"], name=op.f("fk_handover_station_id")
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_handover_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
    )


def create_handover_parcel() -> None:
    op.create_table(
        "handover_parcel",
        sa.Column("parcel_id", BIG_ID, nullable=False),
        sa.Column("handover_id", BIG_ID, nullable=False),
        sa.Column("counted_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["handover_id"], ["handover.id"], name=op.f("fk_handover_parcel_handover_id")
        ),
        sa.ForeignKeyConstraint(
            ["parcel_id"], ["parcel.id"], name=op.f("fk_handover_parcel_parcel_id")
        ),
        sa.PrimaryKeyConstraint("parcel_id", name=op.f("pk_handover_parcel")),
    )
    op.create_index(
        op.f("ix_handover_parcel_handover_id"), "handover_parcel", ["handover_id"], unique=False
    )


def create_waybill_number() -> None:
    op.create_table(
        "waybill_number",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("carrier_id", BIG_ID, nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("parcel_id", BIG_ID, nullable=True),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "(state = 'free') = (parcel_id IS NULL)",
            name=op.f("ck_waybill_number_holder_where_taken"),
        ),
        sa.CheckConstraint(
            "state IN ('free', 'allocated', 'printed', 'bound', 'handed_over', "
            "'void_requested', 'void')",
            name=op.f("ck_waybill_number_state"),
        ),
        sa.ForeignKeyConstraint(
            ["carrier_id"], ["carrier.id"], name=op.f("fk_waybill_number_carrier_id")
        ),
        sa.ForeignKeyConstraint(
            ["parcel_id"], ["parcel.id"], name=op.f("fk_waybill_number_parcel_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waybill_number")),
        sa.UniqueConstraint("number", name=op.f("uq_waybill_number_number")),
    )
    op.create_index(
        "ix_waybill_number_carrier_id_state_id",
        "waybill_number",
        ["carrier_id", "state", "id"],
        unique=False,
    )
    op.create_index(
        "uq_waybill_number_parcel_id_live",
        "waybill_number",
        ["parcel_id"],
        unique=True,
        sqlite_where=sa.text("state NOT IN ('free', 'void', 'void_requested')"),
        postgresql_where=sa.text("state NOT IN ('free', 'void', 'void_requested')"),
    )

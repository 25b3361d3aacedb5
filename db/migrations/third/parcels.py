"""Third revision: tables of `db.schema.parcels` that are new or rebuilt."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def create_parcel() -> None:
    op.create_table(
        "parcel",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("warehouse_id", BIG_ID, nullable=False),
        sa.Column("order_id", BIG_ID, nullable=False),
        sa.Column("parcel_index", sa.Integer(), nullable=False),
        sa.Column("box_code", sa.String(), nullable=False),
        sa.Column("sheet_code", sa.String(), nullable=True),
        sa.Column("tote_code", sa.String(), nullable=True),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("carrier_id", BIG_ID, nullable=False),
        sa.Column("service", sa.String(length=32), nullable=False),
        sa.Column("address_version", sa.Integer(), nullable=True),
        sa.Column("packaging_id", BIG_ID, nullable=True),
        sa.Column("expected_g", sa.Integer(), nullable=True),
        sa.Column("weight_g", sa.Integer(), nullable=True),
        sa.Column("weighed_at", MOMENT, nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("packed_at", MOMENT, nullable=True),
        sa.Column("packed_by", BIG_ID, nullable=True),
        sa.Column("bound_at", MOMENT, nullable=True),
        sa.Column("handed_over_at", MOMENT, nullable=True),
        sa.Column("holder_station_id", BIG_ID, nullable=True),
        sa.Column("holder_person_id", BIG_ID, nullable=True),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.CheckConstraint("service IN ('standard', 'express')", name=op.f("ck_parcel_service")),
        sa.CheckConstraint(
            "status IN ('open', 'to_inspect', 'packed', 'bound', 'handed_over', "
            "'stopped', 'cancelled')",
            name=op.f("ck_parcel_status"),
        ),
        sa.ForeignKeyConstraint(["carrier_id"], ["carrier.id"], name=op.f("fk_parcel_carrier_id")),
        sa.ForeignKeyConstraint(
            ["holder_person_id"], ["person.id"], name=op.f("fk_parcel_holder_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["holder_station_id"], ["station.id"], name=op.f("fk_parcel_holder_station_id")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_parcel_order_id")),
        sa.ForeignKeyConstraint(
            ["packaging_id"], ["packaging.id"], name=op.f("fk_parcel_packaging_id")
        ),
        sa.ForeignKeyConstraint(["packed_by"], ["person.id"], name=op.f("fk_parcel_packed_by")),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_parcel_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parcel")),
        sa.UniqueConstraint("box_code", name=op.f("uq_parcel_box_code")),
        sa.UniqueConstraint(
            "order_id", "parcel_index", name=op.f("uq_parcel_order_id_parcel_index")
        ),
    )
    op.create_index(op.f("ix_parcel_packed_by"), "parcel", ["packed_by"], unique=False)
    op.create_index(op.f("ix_parcel_sheet_code"), "parcel", ["sheet_code"], unique=False)
    op.create_index(
        "ix_parcel_status_carrier_id_id", "parcel", ["status", "carrier_id", "id"], unique=False
    )
    op.create_index(op.f("ix_parcel_tote_code"), "parcel", ["tote_code"], unique=False)


def create_parcel_serial() -> None:
    op.create_table(
        "parcel_serial",
        sa.Column("product_id", BIG_ID, nullable=False),
        sa.Column("serial", sa.String(), nullable=False),
        sa.Column("parcel_id", BIG_ID, nullable=False),
        sa.Column("order_line_id", BIG_ID, nullable=False),
        sa.Column("lot_id", BIG_ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_parcel_serial_lot_id")),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_line.id"], name=op.f("fk_parcel_serial_order_line_id")
        ),
        sa.ForeignKeyConstraint(
            ["parcel_id"], ["parcel.id"], name=op.f("fk_parcel_serial_parcel_id")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_parcel_serial_product_id")
        ),
        sa.PrimaryKeyConstraint("product_id", "serial", name=op.f("pk_parcel_serial")),
    )
    op.create_index(
        op.f("ix_parcel_serial_parcel_id"), "parcel_serial", ["parcel_id"], unique=False
    )


def create_manual_count() -> None:
    op.create_table(
        "manual_count",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("screen", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("order_line_id", BIG_ID, nullable=False),
        sa.Column("lot_id", BIG_ID, nullable=False),
        sa.Column("parcel_id", BIG_ID, nullable=True),
        sa.Column("pick_task_id", BIG_ID, nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("person_id", BIG_ID, nullable=True),
        sa.Column("supervisor_id", BIG_ID, nullable=True),
        sa.Column("station_id", BIG_ID, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "reason IN ('WHY-CODEDAMAGED', 'WHY-NOCODE')", name=op.f("ck_manual_count_reason")
        ),
        sa.CheckConstraint(
            "screen IN ('pick', 'pack', 'inspect', 'ship', 'sort')",
            name=op.f("ck_manual_count_screen"),
        ),
        sa.CheckConstraint("quantity <> 0", name=op.f("ck_manual_count_quantity_not_zero")),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_manual_count_lot_id")),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_line.id"], name=op.f("fk_manual_count_order_line_id")
        ),
        sa.ForeignKeyConstraint(
            ["parcel_id"], ["parcel.id"], name=op.f("fk_manual_count_parcel_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_manual_count_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["pick_task_id"], ["pick_task.id"], name=op.f("fk_manual_count_pick_task_id")
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["station.id"], name=op.f("fk_manual_count_station_id")
        ),
        sa.ForeignKeyConstraint(
            ["supervisor_id"], ["person.id"], name=op.f("fk_manual_count_supervisor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_manual_count")),
    )
    op.create_index(
        op.f("ix_manual_count_order_line_id"), "manual_count", ["order_line_id"], unique=False
    )
    op.create_index(op.f("ix_manual_count_parcel_id"), "manual_count", ["parcel_id"], unique=False)
    op.create_index(
        op.f("ix_manual_count_pick_task_id"), "manual_count", ["pick_task_id"], unique=False
    )

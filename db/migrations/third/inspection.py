"""Third revision: tables of `db.schema.inspection` that are new or rebuilt."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def create_inspection_lot() -> None:
    op.create_table(
        "inspection_lot",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("warehouse_id", BIG_ID, nullable=False),
        sa.Column("lot_no", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("wave_id", BIG_ID, nullable=True),
        sa.Column("carrier_id", BIG_ID, nullable=True),
        sa.Column("packer_id", BIG_ID, nullable=True),
        sa.Column("sampling", sa.String(length=32), nullable=False),
        sa.Column("every_nth", sa.Integer(), nullable=False),
        sa.Column("severity", sa.String(length=32), nullable=False),
        sa.Column("planned", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(), nullable=False),
        sa.Column("sample_size", sa.Integer(), nullable=False),
        sa.Column("accept_major", sa.Integer(), nullable=False),
        sa.Column("accept_minor", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "sampling IN ('none', 'level_ii', 'every_nth', 'all')",
            name=op.f("ck_inspection_lot_sampling"),
        ),
        sa.CheckConstraint(
            "severity IN ('normal', 'tightened', 'stopped')",
            name=op.f("ck_inspection_lot_severity"),
        ),
        sa.CheckConstraint(
            "status IN ('open', 'accepted', 'rejected')", name=op.f("ck_inspection_lot_status")
        ),
        sa.CheckConstraint("planned > 0 AND taken >= 0", name=op.f("ck_inspection_lot_size_range")),
        sa.CheckConstraint("sample_size >= 0", name=op.f("ck_inspection_lot_sample_not_negative")),
        sa.ForeignKeyConstraint(
            ["carrier_id"], ["carrier.id"], name=op.f("fk_inspection_lot_carrier_id")
        ),
        sa.ForeignKeyConstraint(
            ["packer_id"], ["person.id"], name=op.f("fk_inspection_lot_packer_id")
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_inspection_lot_warehouse_id")
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_inspection_lot_wave_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_lot")),
        sa.UniqueConstraint("lot_no", name=op.f("uq_inspection_lot_lot_no")),
    )
    op.create_index("ix_inspection_lot_status_id", "inspection_lot", ["status", "id"], unique=False)
    op.create_index(op.f("ix_inspection_lot_subject"), "inspection_lot", ["subject"], unique=False)
    op.create_index(op.f("ix_inspection_lot_wave_id"), "inspection_lot", ["wave_id"], unique=False)


def create_inspection() -> None:
    op.create_table(
        "inspection",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("warehouse_id", BIG_ID, nullable=False),
        sa.Column("lot_id", BIG_ID, nullable=True),
        sa.Column("parcel_id", BIG_ID, nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("inspector_id", BIG_ID, nullable=True),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("holder_station_id", BIG_ID, nullable=True),
        sa.Column("holder_person_id", BIG_ID, nullable=True),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('waiting', 'open', 'passed', 'failed', 'cancelled')",
            name=op.f("ck_inspection_status"),
        ),
        sa.CheckConstraint(
            "why IN ('plan', 'new_packer', 'lot_rejected', 'failed_before', 'asked')",
            name=op.f("ck_inspection_why"),
        ),
        sa.CheckConstraint("round_no > 0", name=op.f("ck_inspection_round_positive")),
        sa.ForeignKeyConstraint(
            ["holder_person_id"], ["person.id"], name=op.f("fk_inspection_holder_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["holder_station_id"], ["station.id"], name=op.f("fk_inspection_holder_station_id")
        ),
        sa.ForeignKeyConstraint(
            ["inspector_id"], ["person.id"], name=op.f("fk_inspection_inspector_id")
        ),
        sa.ForeignKeyConstraint(
            ["lot_id"], ["inspection_lot.id"], name=op.f("fk_inspection_lot_id")
        ),
        sa.ForeignKeyConstraint(["parcel_id"], ["parcel.id"], name=op.f("fk_inspection_parcel_id")),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_inspection_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection")),
        sa.UniqueConstraint("parcel_id", "round_no", name=op.f("uq_inspection_parcel_id_round_no")),
    )
    op.create_index(op.f("ix_inspection_lot_id"), "inspection", ["lot_id"], unique=False)
    op.create_index("ix_inspection_status_id", "inspection", ["status", "id"], unique=False)


def create_inspection_position() -> None:
    op.create_table(
        "inspection_position",
        sa.Column("lot_id", BIG_ID, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("topped_up", sa.Boolean(), nullable=False),
        sa.CheckConstraint("position > 0", name=op.f("ck_inspection_position_position_positive")),
        sa.ForeignKeyConstraint(
            ["lot_id"], ["inspection_lot.id"], name=op.f("fk_inspection_position_lot_id")
        ),
        sa.PrimaryKeyConstraint("lot_id", "position", name=op.f("pk_inspection_position")),
    )


def create_lot_parcel() -> None:
    op.create_table(
        "lot_parcel",
        sa.Column("parcel_id", BIG_ID, nullable=False),
        sa.Column("lot_id", BIG_ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lot_id"], ["inspection_lot.id"], name=op.f("fk_lot_parcel_lot_id")
        ),
        sa.ForeignKeyConstraint(["parcel_id"], ["parcel.id"], name=op.f("fk_lot_parcel_parcel_id")),
        sa.PrimaryKeyConstraint("parcel_id", name=op.f("pk_lot_parcel")),
        sa.UniqueConstraint("lot_id", "position", name=op.f("uq_lot_parcel_lot_id_position")),
    )


def create_inspection_defect() -> None:
    op.create_table(
        "inspection_defect",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("inspection_id", BIG_ID, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("defect_class", sa.String(length=32), nullable=False),
        sa.Column("order_line_id", BIG_ID, nullable=True),
        sa.Column("lot_id", BIG_ID, nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("person_id", BIG_ID, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "defect_class IN ('critical', 'major', 'minor')",
            name=op.f("ck_inspection_defect_defect_class"),
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_inspection_defect_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_inspection_defect_inspection_id")
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_inspection_defect_lot_id")),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_line.id"], name=op.f("fk_inspection_defect_order_line_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_inspection_defect_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_defect")),
    )
    op.create_index(
        op.f("ix_inspection_defect_inspection_id"),
        "inspection_defect",
        ["inspection_id"],
        unique=False,
    )


def create_inspection_item() -> None:
    op.create_table(
        "inspection_item",
        sa.Column("inspection_id", BIG_ID, nullable=False),
        sa.Column("order_line_id", BIG_ID, nullable=False),
        sa.Column("lot_id", BIG_ID, nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "found >= 0 AND found <= quantity", name=op.f("ck_inspection_item_found_range")
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_inspection_item_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_inspection_item_inspection_id")
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_inspection_item_lot_id")),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_line.id"], name=op.f("fk_inspection_item_order_line_id")
        ),
        sa.PrimaryKeyConstraint(
            "inspection_id", "order_line_id", "lot_id", name=op.f("pk_inspection_item")
        ),
    )


def create_inspection_serial() -> None:
    op.create_table(
        "inspection_serial",
        sa.Column("inspection_id", BIG_ID, nullable=False),
        sa.Column("product_id", BIG_ID, nullable=False),
        sa.Column("serial", sa.String(), nullable=False),
        sa.Column("order_line_id", BIG_ID, nullable=False),
        sa.Column("lot_id", BIG_ID, nullable=False),
        sa.Column("found", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_inspection_serial_inspection_id")
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_inspection_serial_lot_id")),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_line.id"], name=op.f("fk_inspection_serial_order_line_id")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_inspection_serial_product_id")
        ),
        sa.PrimaryKeyConstraint(
            "inspection_id", "product_id", "serial", name=op.f("pk_inspection_serial")
        ),
    )

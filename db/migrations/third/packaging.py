"""Third revision: tables of `db.schema.packaging` that are new or rebuilt."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def create_packaging() -> None:
    op.create_table(
        "packaging",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("warehouse_id", BIG_ID, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("inner_length_mm", sa.Integer(), nullable=True),
        sa.Column("inner_width_mm", sa.Integer(), nullable=True),
        sa.Column("inner_height_mm", sa.Integer(), nullable=True),
        sa.Column("weight_g", sa.Integer(), nullable=False),
        sa.Column("max_load_g", sa.Integer(), nullable=True),
        sa.Column("on_hand", sa.Integer(), nullable=False),
        sa.Column("low_below", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('carton', 'wrap', 'board', 'filler')", name=op.f("ck_packaging_kind")
        ),
        sa.CheckConstraint(
            "(inner_length_mm IS NULL AND inner_width_mm IS NULL AND inner_height_mm IS NULL) OR "
            "(inner_length_mm > 0 AND inner_width_mm > 0 AND inner_height_mm > 0)",
            name=op.f("ck_packaging_size_whole"),
        ),
        sa.CheckConstraint(
            "low_below IS NULL OR low_below >= 0", name=op.f("ck_packaging_low_not_negative")
        ),
        sa.CheckConstraint(
            "max_load_g IS NULL OR max_load_g > 0", name=op.f("ck_packaging_load_positive")
        ),
        sa.CheckConstraint("weight_g >= 0", name=op.f("ck_packaging_weight_not_negative")),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_packaging_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packaging")),
        sa.UniqueConstraint("code", name=op.f("uq_packaging_code")),
    )


def create_packaging_rule() -> None:
    op.create_table(
        "packaging_rule",
        sa.Column("cause", sa.String(length=32), nullable=False),
        sa.Column("packaging_id", BIG_ID, nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "cause IN ('fragile', 'heavy', 'battery', 'dangerous')",
            name=op.f("ck_packaging_rule_cause"),
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_packaging_rule_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["packaging_id"], ["packaging.id"], name=op.f("fk_packaging_rule_packaging_id")
        ),
        sa.PrimaryKeyConstraint("cause", "packaging_id", name=op.f("pk_packaging_rule")),
    )


def create_packaging_movement() -> None:
    op.create_table(
        "packaging_movement",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("packaging_id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("parcel_id", BIG_ID, nullable=True),
        sa.Column("person_id", BIG_ID, nullable=True),
        sa.Column("station_id", BIG_ID, nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "kind IN ('receive', 'use', 'give_back', 'count')",
            name=op.f("ck_packaging_movement_kind"),
        ),
        sa.CheckConstraint("quantity <> 0", name=op.f("ck_packaging_movement_quantity_not_zero")),
        sa.ForeignKeyConstraint(
            ["packaging_id"], ["packaging.id"], name=op.f("fk_packaging_movement_packaging_id")
        ),
        sa.ForeignKeyConstraint(
            ["parcel_id"], ["parcel.id"], name=op.f("fk_packaging_movement_parcel_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_packaging_movement_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["station.id"], name=op.f("fk_packaging_movement_station_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packaging_movement")),
    )
    op.create_index(
        "ix_packaging_movement_packaging_id_id",
        "packaging_movement",
        ["packaging_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_packaging_movement_parcel_id"), "packaging_movement", ["parcel_id"], unique=False
    )


def create_parcel_material() -> None:
    op.create_table(
        "parcel_material",
        sa.Column("parcel_id", BIG_ID, nullable=False),
        sa.Column("packaging_id", BIG_ID, nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("confirmed_by", BIG_ID, nullable=True),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "asked >= 0 AND used >= 0", name=op.f("ck_parcel_material_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["person.id"], name=op.f("fk_parcel_material_confirmed_by")
        ),
        sa.ForeignKeyConstraint(
            ["packaging_id"], ["packaging.id"], name=op.f("fk_parcel_material_packaging_id")
        ),
        sa.ForeignKeyConstraint(
            ["parcel_id"], ["parcel.id"], name=op.f("fk_parcel_material_parcel_id")
        ),
        sa.PrimaryKeyConstraint("parcel_id", "packaging_id", name=op.f("pk_parcel_material")),
    )

"""Second revision: tables of `db.schema.picking` that are new or rebuilt."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def create_wave() -> None:
    op.create_table(
        "wave",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("warehouse_id", BIG_ID, nullable=False),
        sa.Column("wave_no", sa.String(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("mode", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=True),
        sa.Column("carrier_id", BIG_ID, nullable=True),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("cut_off_at", MOMENT, nullable=True),
        sa.Column("slots", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", BIG_ID, nullable=True),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("holder_station_id", BIG_ID, nullable=True),
        sa.Column("holder_person_id", BIG_ID, nullable=True),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('single_unit', 'single_product', 'mixed')", name=op.f("ck_wave_kind")
        ),
        sa.CheckConstraint("mode IN ('per_order', 'sort', 'hot')", name=op.f("ck_wave_mode")),
        sa.CheckConstraint(
            "status IN ('released', 'picking', 'picked', 'sorted', 'cancelled')",
            name=op.f("ck_wave_status"),
        ),
        sa.CheckConstraint("slots >= 0", name=op.f("ck_wave_slots_not_negative")),
        sa.ForeignKeyConstraint(["carrier_id"], ["carrier.id"], name=op.f("fk_wave_carrier_id")),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_wave_created_by")),
        sa.ForeignKeyConstraint(
            ["holder_person_id"], ["person.id"], name=op.f("fk_wave_holder_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["holder_station_id"], ["station.id"], name=op.f("fk_wave_holder_station_id")
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_wave_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wave")),
        sa.UniqueConstraint("wave_no", name=op.f("uq_wave_wave_no")),
    )
    op.create_index("ix_wave_status_id", "wave", ["status", "id"], unique=False)


def create_pick_task() -> None:
    op.create_table(
        "pick_task",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("warehouse_id", BIG_ID, nullable=False),
        sa.Column("wave_id", BIG_ID, nullable=True),
        sa.Column("order_id", BIG_ID, nullable=True),
        sa.Column("sheet_code", sa.String(), nullable=False),
        sa.Column("sheet_version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("mode", sa.String(length=32), nullable=False),
        sa.Column("assigned_person_id", BIG_ID, nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("holder_station_id", BIG_ID, nullable=True),
        sa.Column("holder_person_id", BIG_ID, nullable=True),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.CheckConstraint("mode IN ('per_order', 'sort', 'hot')", name=op.f("ck_pick_task_mode")),
        sa.CheckConstraint(
            "status IN ('open', 'picking', 'picked', 'cancelled')", name=op.f("ck_pick_task_status")
        ),
        sa.ForeignKeyConstraint(
            ["assigned_person_id"], ["person.id"], name=op.f("fk_pick_task_assigned_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["holder_person_id"], ["person.id"], name=op.f("fk_pick_task_holder_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["holder_station_id"], ["station.id"], name=op.f("fk_pick_task_holder_station_id")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_pick_task_order_id")),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouse.id"], name=op.f("fk_pick_task_warehouse_id")
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_pick_task_wave_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pick_task")),
        sa.UniqueConstraint("sheet_code", name=op.f("uq_pick_task_sheet_code")),
    )
    op.create_index(
        op.f("ix_pick_task_assigned_person_id"), "pick_task", ["assigned_person_id"], unique=False
    )
    op.create_index(op.f("ix_pick_task_order_id"), "pick_task", ["order_id"], unique=False)
    op.create_index(
        "ix_pick_task_status_priority_id", "pick_task", ["status", "priority", "id"], unique=False
    )
    op.create_index(op.f("ix_pick_task_wave_id"), "pick_task", ["wave_id"], unique=False)


def create_wave_order() -> None:
    op.create_table(
        "wave_order",
        sa.Column("wave_id", BIG_ID, nullable=False),
        sa.Column("order_id", BIG_ID, nullable=False),
        sa.Column("slot", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_wave_order_order_id")),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_wave_order_wave_id")),
        sa.PrimaryKeyConstraint("wave_id", "order_id", name=op.f("pk_wave_order")),
        sa.UniqueConstraint("wave_id", "slot", name=op.f("uq_wave_order_wave_id_slot")),
    )
    op.create_index(op.f("ix_wave_order_order_id"), "wave_order", ["order_id"], unique=False)


def create_pick_line() -> None:
    op.create_table(
        "pick_line",
        sa.Column("id", BIG_ID, autoincrement=False, nullable=False),
        sa.Column("task_id", BIG_ID, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("order_line_id", BIG_ID, nullable=False),
        sa.Column("shelf_id", BIG_ID, nullable=False),
        sa.Column("lot_id", BIG_ID, nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("picked", sa.Integer(), nullable=False),
        sa.Column("sorted", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=True),
        sa.Column("short_reason", sa.String(), nullable=True),
        sa.CheckConstraint(
            "picked >= 0 AND picked <= quantity", name=op.f("ck_pick_line_picked_range")
        ),
        sa.CheckConstraint("quantity >= 0", name=op.f("ck_pick_line_quantity_not_negative")),
        sa.CheckConstraint(
            "sorted >= 0 AND sorted <= picked", name=op.f("ck_pick_line_sorted_range")
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_pick_line_lot_id")),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_line.id"], name=op.f("fk_pick_line_order_line_id")
        ),
        sa.ForeignKeyConstraint(["shelf_id"], ["shelf.id"], name=op.f("fk_pick_line_shelf_id")),
        sa.ForeignKeyConstraint(["task_id"], ["pick_task.id"], name=op.f("fk_pick_line_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pick_line")),
        sa.UniqueConstraint("task_id", "seq", name=op.f("uq_pick_line_task_id_seq")),
    )
    op.create_index(
        op.f("ix_pick_line_order_line_id"), "pick_line", ["order_line_id"], unique=False
    )
    op.create_index(op.f("ix_pick_line_shelf_id"), "pick_line", ["shelf_id"], unique=False)

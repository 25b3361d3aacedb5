"""The first schema."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from db.append_only import create_triggers
from db.migrations.first import (
    house,
    log,
    orders,
    outbox,
    parcels,
    people,
    picking,
    products,
    station,
    stock,
    waybills,
)

revision = "0001"
down_revision = None

APPEND_ONLY = ("log_anchor", "order_log", "reveal_log", "scan_event", "stock_movement")

TABLES = (
    waybills.create_carrier,
    orders.create_channel,
    house.create_database_identity,
    log.create_log_anchor,
    house.create_node,
    house.create_order_serial,
    people.create_person,
    products.create_product,
    house.create_warehouse,
    people.create_badge,
    waybills.create_carrier_service,
    stock.create_lot,
    orders.create_orders,
    people.create_person_post,
    house.create_policy_value,
    products.create_product_code,
    stock.create_shelf,
    people.create_station,
    stock.create_stock,
    picking.create_wave,
    waybills.create_handover,
    orders.create_hold,
    orders.create_order_address,
    orders.create_order_line,
    log.create_order_log,
    outbox.create_outbox,
    parcels.create_parcel,
    picking.create_pick_task,
    orders.create_remark,
    log.create_reveal_log,
    station.create_scan_event,
    stock.create_shelf_stock,
    waybills.create_handover_parcel,
    log.create_order_log_text,
    parcels.create_parcel_item,
    picking.create_pick_line,
    stock.create_reservation,
    stock.create_stock_movement,
    waybills.create_waybill_number,
    outbox.create_print_job,
)


def upgrade() -> None:
    """Make the tables, close the append-only ones, give the database its identity."""
    for create in TABLES:
        create()
    for table in APPEND_ONLY:
        for statement in create_triggers(op.get_context().dialect.name, table):
            op.execute(statement)
    op.bulk_insert(
        sa.table(
            "database_identity",
            sa.column("id", sa.Integer),
            sa.column("database_id", sa.String),
            sa.column("epoch", sa.Integer),
            sa.column("min_program_version", sa.Integer),
            sa.column("created_at", sa.DateTime(timezone=True)),
        ),
        [
            {
                "id": 1,
                "database_id": uuid.uuid4().hex,
                "epoch": 1,
                "min_program_version": 1,
                "created_at": _now(),
            }
        ],
    )


def _now() -> datetime:
    now = datetime.now(UTC)
    return now.replace(tzinfo=None) if op.get_context().dialect.name == "sqlite" else now

"""Packaging, inspection, evidence, totes, serial numbers, counts by hand, printers."""

from __future__ import annotations

from alembic import op

from db.append_only import create_triggers
from db.migrations.rebuild import rebuild
from db.migrations.third import (
    evidence,
    house,
    inspection,
    outbox,
    packaging,
    parcels,
    picking,
    printers,
    station,
    waybills,
)
from db.migrations.third.alterations import ON_POSTGRESQL

revision = "0003"
down_revision = "0002"

AFTER = (
    house.create_policy_change,
    packaging.create_packaging_rule,
    packaging.create_parcel_material,
    packaging.create_packaging_movement,
    inspection.create_inspection_lot,
    inspection.create_inspection_position,
    inspection.create_lot_parcel,
    inspection.create_inspection,
    inspection.create_inspection_item,
    inspection.create_inspection_defect,
    inspection.create_inspection_serial,
    evidence.create_evidence,
    parcels.create_parcel_serial,
    parcels.create_manual_count,
    picking.create_tote_use,
    station.create_scan_conflict,
    printers.create_station_printer,
    waybills.create_waybill_range,
)

APPEND_ONLY = ("evidence", "manual_count", "packaging_movement", "policy_change")


def upgrade() -> None:
    """Make the new tables; parcels learn to wait for an inspector, labels to name a subject."""
    dialect = op.get_context().dialect.name
    packaging.create_packaging()
    if dialect == "sqlite":
        rebuild("parcel", parcels.create_parcel, {})
        rebuild("print_job", outbox.create_print_job, {"subject": "''"})
    else:
        for statement in ON_POSTGRESQL:
            op.execute(statement)
    for create in AFTER:
        create()
    for table in APPEND_ONLY:
        for statement in create_triggers(dialect, table):
            op.execute(statement)

"""Stock by condition, counts, purchasing, bundles, waves.

Blocked units of an older database have no condition; a count decides what they are, so they
become "missing".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from alembic import op

from db.append_only import create_triggers, drop_triggers
from db.migrations.rebuild import rebuild
from db.migrations.second import (
    counting,
    house,
    orders,
    people,
    picking,
    products,
    purchasing,
    station,
    stock,
)
from db.migrations.second.alterations import ON_POSTGRESQL

revision = "0002"
down_revision = "0001"

BEFORE = (
    house.create_document_serial,
    purchasing.create_supplier,
    purchasing.create_purchase_order,
    counting.create_stock_count,
)
"""New tables that changed ones refer to."""

AFTER = (
    orders.create_order_bundle,
    products.create_product_alternative,
    products.create_product_gift,
    products.create_product_part,
    products.create_product_picture,
    purchasing.create_replenishment,
    picking.create_wave_order,
    stock.create_blocked_stock,
    purchasing.create_purchase_line,
    purchasing.create_replenishment_need,
    purchasing.create_shortage,
    counting.create_stock_count_line,
)

REBUILT: tuple[tuple[str, Callable[[], None], Mapping[str, str]], ...] = (
    (
        "product",
        products.create_product,
        {"danger": "'none'", "serial_tracked": "0", "is_bundle": "0", "version": "1"},
    ),
    ("shelf", stock.create_shelf, {}),
    ("stock_movement", stock.create_stock_movement, {}),
    (
        "wave",
        picking.create_wave,
        {"mode": "'per_order'", "zone": "''", "slots": "0", "fence": "0"},
    ),
    ("pick_task", picking.create_pick_task, {"mode": "'per_order'"}),
    ("pick_line", picking.create_pick_line, {"sorted": "0"}),
    ("order_line", orders.create_order_line, {}),
    ("station", people.create_station, {"zone": "''", "sheet_paper": "'A4'"}),
    ("scan_event", station.create_scan_event, {}),
)

APPEND_ONLY = ("scan_event", "stock_movement")

CONDITIONS = (
    "UPDATE stock_movement SET to_condition = 'missing' WHERE to_state = 'blocked'",
    "UPDATE stock_movement SET from_condition = 'missing' WHERE from_state = 'blocked'",
    "INSERT INTO blocked_stock (shelf_id, lot_id, condition, product_id, quantity) "
    "SELECT shelf_id, lot_id, 'missing', product_id, blocked FROM shelf_stock WHERE blocked > 0",
)


def upgrade() -> None:
    """Make the new tables, change the old ones, give blocked stock its condition."""
    dialect = op.get_context().dialect.name
    _each("drop", dialect)
    for create in BEFORE:
        create()
    if dialect == "sqlite":
        for table, create, values in REBUILT:
            rebuild(table, create, values)
    else:
        for statement in ON_POSTGRESQL:
            op.execute(statement)
    house.add_kept_until()
    op.create_index("ix_lot_expires_on", "lot", ["expires_on"])
    for create in AFTER:
        create()
    for statement in CONDITIONS:
        op.execute(statement)
    _each("create", dialect)


def _each(change: str, dialect: str) -> None:
    """Open the append-only tables, or close them again."""
    make = drop_triggers if change == "drop" else create_triggers
    for table in APPEND_ONLY:
        for statement in make(dialect, table):
            op.execute(statement)

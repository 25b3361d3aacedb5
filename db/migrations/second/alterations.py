"""What the second revision changes in tables that stand: on PostgreSQL where they are.

SQLite gets the same by rebuilding them, see `db.migrations.rebuild`.
"""

from __future__ import annotations

_SCREENS = "('pick', 'pack', 'inspect', 'ship', 'sort')"
_CONDITIONS = (
    "('ZP', 'CC', 'JS', 'XS', 'missing', 'wrong_lot', 'expired', 'to_inspect', 'to_put_back')"
)
_MODES = "('per_order', 'sort', 'hot')"

PRODUCT = """
ALTER TABLE product
    ADD COLUMN length_mm INTEGER,
    ADD COLUMN width_mm INTEGER,
    ADD COLUMN height_mm INTEGER,
    ADD COLUMN danger VARCHAR(32) NOT NULL DEFAULT 'none',
    ADD COLUMN serial_tracked BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN is_bundle BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN supplier_id BIGINT,
    ADD COLUMN version INTEGER NOT NULL DEFAULT 1,
    ADD CONSTRAINT fk_product_supplier_id FOREIGN KEY (supplier_id) REFERENCES supplier (id),
    ADD CONSTRAINT ck_product_danger CHECK (danger IN ('none', 'battery', 'dangerous')),
    ADD CONSTRAINT ck_product_size_positive CHECK (
        (length_mm IS NULL OR length_mm > 0) AND (width_mm IS NULL OR width_mm > 0)
        AND (height_mm IS NULL OR height_mm > 0)),
    ADD CONSTRAINT ck_product_low_not_negative CHECK (
        low_stock_below IS NULL OR low_stock_below >= 0)
"""

SHELF = """
ALTER TABLE shelf
    ADD COLUMN count_id BIGINT,
    ADD CONSTRAINT fk_shelf_count_id FOREIGN KEY (count_id) REFERENCES stock_count (id),
    DROP CONSTRAINT ck_shelf_kind,
    ADD CONSTRAINT ck_shelf_kind CHECK (kind IN ('pick', 'reserve', 'staging', 'inspection'))
"""

MOVEMENT = f"""
ALTER TABLE stock_movement
    ADD COLUMN from_condition VARCHAR(32),
    ADD COLUMN to_condition VARCHAR(32),
    ADD CONSTRAINT ck_stock_movement_from_condition CHECK (from_condition IN {_CONDITIONS}),
    ADD CONSTRAINT ck_stock_movement_to_condition CHECK (to_condition IN {_CONDITIONS}),
    DROP CONSTRAINT ck_stock_movement_kind,
    ADD CONSTRAINT ck_stock_movement_kind CHECK (kind IN (
        'receive', 'reserve', 'release', 'allocate', 'unallocate', 'pick', 'put_back', 'short',
        'block', 'unblock', 'hand_over', 'move', 'count_gain', 'count_loss',
        'count_loss_blocked', 'scrap', 'return', 'intercept', 'regrade'))
"""

WAVE = f"""
ALTER TABLE wave
    ADD COLUMN mode VARCHAR(32) NOT NULL DEFAULT 'per_order',
    ADD COLUMN kind VARCHAR(32),
    ADD COLUMN carrier_id BIGINT,
    ADD COLUMN zone VARCHAR NOT NULL DEFAULT '',
    ADD COLUMN cut_off_at TIMESTAMP WITH TIME ZONE,
    ADD COLUMN slots INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN finished_at TIMESTAMP WITH TIME ZONE,
    ADD COLUMN holder_station_id BIGINT,
    ADD COLUMN holder_person_id BIGINT,
    ADD COLUMN lease_until TIMESTAMP WITH TIME ZONE,
    ADD COLUMN fence INTEGER NOT NULL DEFAULT 0,
    ADD CONSTRAINT fk_wave_carrier_id FOREIGN KEY (carrier_id) REFERENCES carrier (id),
    ADD CONSTRAINT fk_wave_holder_station_id
        FOREIGN KEY (holder_station_id) REFERENCES station (id),
    ADD CONSTRAINT fk_wave_holder_person_id
        FOREIGN KEY (holder_person_id) REFERENCES person (id),
    ADD CONSTRAINT ck_wave_mode CHECK (mode IN {_MODES}),
    ADD CONSTRAINT ck_wave_kind CHECK (kind IN ('single_unit', 'single_product', 'mixed')),
    ADD CONSTRAINT ck_wave_slots_not_negative CHECK (slots >= 0),
    DROP CONSTRAINT ck_wave_status,
    ADD CONSTRAINT ck_wave_status CHECK (
        status IN ('released', 'picking', 'picked', 'sorted', 'cancelled'))
"""

PICK_TASK = f"""
ALTER TABLE pick_task
    ADD COLUMN mode VARCHAR(32) NOT NULL DEFAULT 'per_order',
    ADD COLUMN assigned_person_id BIGINT,
    ADD CONSTRAINT fk_pick_task_assigned_person_id
        FOREIGN KEY (assigned_person_id) REFERENCES person (id),
    ADD CONSTRAINT ck_pick_task_mode CHECK (mode IN {_MODES})
"""

PICK_LINE = """
ALTER TABLE pick_line
    ADD COLUMN sorted INTEGER NOT NULL DEFAULT 0,
    ADD CONSTRAINT ck_pick_line_sorted_range CHECK (sorted >= 0 AND sorted <= picked)
"""

ORDER_LINE = "ALTER TABLE order_line ADD COLUMN bundle_no INTEGER, ADD COLUMN gift_of INTEGER"

STATION = f"""
ALTER TABLE station
    ADD COLUMN zone VARCHAR NOT NULL DEFAULT '',
    ADD COLUMN sheet_paper VARCHAR(32) NOT NULL DEFAULT 'A4',
    ADD CONSTRAINT ck_station_sheet_paper CHECK (sheet_paper IN ('A4', 'A5', '80mm')),
    DROP CONSTRAINT ck_station_home_screen,
    ADD CONSTRAINT ck_station_home_screen CHECK (home_screen IN {_SCREENS})
"""

SCAN_EVENT = f"""
ALTER TABLE scan_event
    DROP CONSTRAINT ck_scan_event_screen,
    ADD CONSTRAINT ck_scan_event_screen CHECK (screen IN {_SCREENS})
"""

ON_POSTGRESQL = (
    PRODUCT,
    SHELF,
    MOVEMENT,
    WAVE,
    PICK_TASK,
    PICK_LINE,
    ORDER_LINE,
    STATION,
    SCAN_EVENT,
    "ALTER TABLE product ALTER COLUMN danger DROP DEFAULT, "
    "ALTER COLUMN serial_tracked DROP DEFAULT, ALTER COLUMN is_bundle DROP DEFAULT, "
    "ALTER COLUMN version DROP DEFAULT",
    "ALTER TABLE wave ALTER COLUMN mode DROP DEFAULT, ALTER COLUMN zone DROP DEFAULT, "
    "ALTER COLUMN slots DROP DEFAULT, ALTER COLUMN fence DROP DEFAULT",
    "ALTER TABLE pick_task ALTER COLUMN mode DROP DEFAULT",
    "ALTER TABLE pick_line ALTER COLUMN sorted DROP DEFAULT",
    "ALTER TABLE station ALTER COLUMN zone DROP DEFAULT, ALTER COLUMN sheet_paper DROP DEFAULT",
    "CREATE INDEX ix_pick_task_assigned_person_id ON pick_task (assigned_person_id)",
    "CREATE INDEX ix_shelf_count_id ON shelf (count_id)",
    "DROP INDEX ix_stock_movement_product_id",
    "CREATE INDEX ix_stock_movement_product_id_id ON stock_movement (product_id, id)",
    "CREATE INDEX ix_wave_status_id ON wave (status, id)",
)

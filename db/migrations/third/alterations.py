"""What the third revision changes in tables that stand: on PostgreSQL where they are.

SQLite gets the same by rebuilding them, see `db.migrations.rebuild`.
"""

from __future__ import annotations

PARCEL = """
ALTER TABLE parcel
    ADD COLUMN packaging_id BIGINT,
    ADD COLUMN expected_g INTEGER,
    ADD COLUMN weighed_at TIMESTAMP WITH TIME ZONE,
    ADD CONSTRAINT fk_parcel_packaging_id FOREIGN KEY (packaging_id) REFERENCES packaging (id),
    DROP CONSTRAINT ck_parcel_status,
    ADD CONSTRAINT ck_parcel_status CHECK (status IN (
        'open', 'to_inspect', 'packed', 'bound', 'handed_over', 'stopped', 'cancelled'))
"""

ON_POSTGRESQL = (
    PARCEL,
    "CREATE INDEX ix_parcel_packed_by ON parcel (packed_by)",
    "ALTER TABLE print_job ADD COLUMN subject VARCHAR NOT NULL DEFAULT ''",
    "ALTER TABLE print_job ALTER COLUMN subject DROP DEFAULT",
)

"""The tables of the first revision, frozen. Written by `db.migrations.revise`."""

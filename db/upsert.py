"""INSERT … ON CONFLICT, spelt alike on both databases but found in two dialects."""

from __future__ import annotations

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from db.schema.base import Base


def insert_or(connection: Connection, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """An insert that can say what to do when the row is there already."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)

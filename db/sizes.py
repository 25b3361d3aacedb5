"""PostgreSQL plans by what it knows of its tables, so after a large change it is told to look.

By itself it looks once a minute. Where it happens to look while the first rows of a table are
still being written, it takes that table for empty until it looks again, and joins each of a
release's rows with each row of the table meanwhile: forty orders a second instead of a thousand.
"""

from __future__ import annotations

from sqlalchemy import Connection

from db.schema.base import Base


def look_again(connection: Connection, *tables: type[Base]) -> None:
    """Have tables counted, what this transaction wrote into them included.

    SQLite plans well without it.
    """
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql(f"ANALYZE {', '.join(t.__tablename__ for t in tables)}")

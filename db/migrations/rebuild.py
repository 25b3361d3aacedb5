"""Rebuilding a table on SQLite, which cannot change a constraint or add one where a table stands.

References:
    https://www.sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import sqlalchemy as sa
from alembic import op


def rebuild(table: str, create: Callable[[], None], values: Mapping[str, str]) -> None:
    """Make a table anew and move its rows into it. Only on SQLite, with the foreign keys off.

    Its triggers go with the old table; whoever calls this makes them again.

    Args:
        create: Makes the new table with its indexes.
        values: What columns get that the old table does not have, as SQL over the old one's
            columns; a column that is not named here gets nothing.
    """
    connection = op.get_bind()
    old = f"_before_{table}"
    eye = sa.inspect(connection)
    kept = [column["name"] for column in eye.get_columns(table)]
    for index in eye.get_indexes(table):
        op.drop_index(str(index["name"]), table_name=table)
    # Or the rename would be carried into every table that refers to this one.
    connection.exec_driver_sql("PRAGMA legacy_alter_table=ON")
    op.rename_table(table, old)
    connection.exec_driver_sql("PRAGMA legacy_alter_table=OFF")
    create()
    columns = [*kept, *values]
    sources = [*kept, *values.values()]
    connection.exec_driver_sql(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(sources)} FROM {old}"
    )
    op.drop_table(old)

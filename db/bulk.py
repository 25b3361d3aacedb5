"""Many rows in one statement: what thousands of orders need, in each database's quickest way.

SQLite repeats one prepared statement; PostgreSQL copies rows in, and changes them from arrays.
Values go through the columns' own types, so what is stored is the same as row by row.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, Enum, Integer, bindparam, func
from sqlalchemy import select as select_
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import QueryableAttribute

from db.schema.base import BIG_ID, Base, UtcDateTime

Row = tuple[Any, ...]
Columns = tuple[str, ...]
Process = Callable[[Any], Any]


def insert_many(
    connection: Connection, table: type[Base], columns: Columns, rows: Sequence[Row]
) -> None:
    """Insert rows; `columns` names their values.

    Raises:
        IntegrityError: A row breaks a promise of the database.
    """
    if not rows:
        return
    stored = _stored(table, columns, rows, connection.dialect)
    names = ", ".join(columns)
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(columns))
        statement = f"INSERT INTO {table.__tablename__} ({names}) VALUES ({marks})"
        connection.exec_driver_sql(statement, list(stored))
        return
    statement = f"COPY {table.__tablename__} ({names}) FROM STDIN"
    driver: Any = connection.connection.driver_connection
    with _sorted(connection, statement), driver.cursor() as cursor, cursor.copy(statement) as copy:
        for row in stored:
            copy.write_row(row)


def insert_rows(
    connection: Connection, table: type[Base], rows: Sequence[Mapping[str, Any]]
) -> None:
    """The same for rows that name their values themselves, all of them the same ones.

    Raises:
        IntegrityError: A row breaks a promise of the database.
    """
    if rows:
        columns = tuple(rows[0])
        insert_many(connection, table, columns, [tuple(map(row.get, columns)) for row in rows])


def add_many(
    connection: Connection, table: type[Base], keys: Columns, sums: Columns, rows: Sequence[Row]
) -> int:
    """Add to columns of the rows behind these keys; how many rows there were.

    The rows are locked in the order of their keys, so two writers never wait crosswise.

    Args:
        rows: One per key, sorted by key: the values of the key, then what is added to each column.

    Raises:
        IntegrityError: A row breaks a promise of the database, for example goes below zero.
    """
    if not rows:
        return 0
    if connection.dialect.name != "sqlite" and len(rows) > 1:
        _lock_in_order(connection, table, keys, rows)
    added = {name: f"{table.__tablename__}.{name} + " for name in sums}
    return _change(connection, table, keys, added, rows)


def set_many(
    connection: Connection, table: type[Base], keys: Columns, values: Columns, rows: Sequence[Row]
) -> int:
    """Set columns of the rows behind these keys; how many rows there were.

    Args:
        rows: One per key: the values of the key, then the new value of each column. The caller
            holds their locks already.
    """
    if not rows:
        return 0
    return _change(connection, table, keys, dict.fromkeys(values, ""), rows)


def among(column: QueryableAttribute[Any], ids: Collection[int], connection: Connection) -> Any:
    """Whether the column is one of many ids; one parameter, however many there are."""
    if connection.dialect.name == "sqlite":
        # The driver's limit of parameters does not count here, and the statement stays the same.
        found = func.json_each(_json_list(ids)).table_valued("value")
        return column.in_(select_(found.c.value))
    return column == func.any(bindparam(None, list(ids), type_=ARRAY(BIG_ID), unique=True))


def _json_list(ids: Iterable[int]) -> str:
    return f"[{','.join(map(str, ids))}]"


def _change(
    connection: Connection,
    table: type[Base],
    keys: Columns,
    before: dict[str, str],
    rows: Sequence[Row],
) -> int:
    name = table.__tablename__
    columns = (*keys, *before)
    stored = _stored(table, columns, rows, connection.dialect)
    if connection.dialect.name == "sqlite":
        changes = ", ".join(f"{column} = {begin}?" for column, begin in before.items())
        where = " AND ".join(f"{key} = ?" for key in keys)
        turned = itemgetter(*range(len(keys), len(columns)), *range(len(keys)))
        statement = f"UPDATE {name} SET {changes} WHERE {where}"
        return connection.exec_driver_sql(statement, [turned(row) for row in stored]).rowcount
    changes = ", ".join(f"{column} = {begin}d.{column}" for column, begin in before.items())
    where = " AND ".join(f"{name}.{key} = d.{key}" for key in keys)
    statement = f"UPDATE {name} SET {changes} FROM {_arrays(table, columns)} WHERE {where}"
    return connection.exec_driver_sql(statement, _literals(stored)).rowcount


def _lock_in_order(
    connection: Connection, table: type[Base], keys: Columns, rows: Sequence[Row]
) -> None:
    name = table.__tablename__
    where = " AND ".join(f"{name}.{key} = d.{key}" for key in keys)
    order = ", ".join(f"{name}.{key}" for key in keys)
    connection.exec_driver_sql(
        f"SELECT FROM {name} JOIN {_arrays(table, keys)} ON {where}"
        f" ORDER BY {order} FOR UPDATE OF {name}",
        _literals(row[: len(keys)] for row in rows),
    )


def _arrays(table: type[Base], columns: Columns) -> str:
    """Rows as a table `d` of arrays: one parameter per column, however many rows there are."""
    types = table.__table__.columns
    arrays = ", ".join(
        f"%s::{'bigint' if isinstance(types[c].type, Integer) else 'text'}[]" for c in columns
    )
    return f"unnest({arrays}) AS d({', '.join(columns)})"


def _literals(rows: Iterable[Row]) -> tuple[str, ...]:
    """PostgreSQL's spelling of an array per column; several times quicker than the driver's."""
    return tuple("{" + ",".join(_elements(column)) + "}" for column in zip(*rows, strict=True))


def _elements(column: Sequence[Any]) -> Iterable[str]:
    if None in column:
        return ["NULL" if value is None else next(iter(_elements((value,)))) for value in column]
    return map(str if isinstance(column[0], int) else _quoted, column)


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _stored(
    table: type[Base], columns: Columns, rows: Iterable[Row], dialect: Dialect
) -> Iterator[Row]:
    """The rows as the driver wants them; only columns that need it are touched."""
    processes = [
        (place, _once(p) if again else p) for place, p, again in _processes(table, columns, dialect)
    ]
    if not processes:
        yield from rows
        return
    for row in rows:
        values = list(row)
        for place, process in processes:
            values[place] = process(values[place])
        yield tuple(values)


def _once(process: Process) -> Process:
    """Each value once: a word or a moment stands in many rows."""
    done: dict[Any, Any] = {}

    def remembered(value: Any) -> Any:
        try:
            return done[value]
        except KeyError:
            done[value] = process(value)
            return done[value]

    return remembered


@lru_cache(maxsize=64)
def _processes(
    table: type[Base], columns: Columns, dialect: Dialect
) -> tuple[tuple[int, Process, bool], ...]:
    """Which columns' values the driver does not take as they are, and whether they come again."""
    found = []
    for place, name in enumerate(columns):
        type_ = table.__table__.columns[name].type
        process = type_.dialect_impl(dialect).bind_processor(dialect)
        if process is not None:
            found.append((place, process, isinstance(type_, Enum | UtcDateTime)))
    return tuple(found)


@contextmanager
def _sorted(connection: Connection, statement: str) -> Iterator[None]:
    """The driver's errors in the shape SQLAlchemy gives all others."""
    dbapi: Any = connection.dialect.loaded_dbapi
    try:
        yield
    except dbapi.Error as error:
        raise DBAPIError.instance(
            statement, None, error, dbapi.Error, dialect=connection.dialect
        ) from error

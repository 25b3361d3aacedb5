"""Many rows in one statement: what thousands of orders need, in each database's quickest way.

SQLite repeats one prepared statement; PostgreSQL gets arrays, and is not waited for: a broken
promise may be told by the connection's next statement, or by its commit (`db.pipeline`).
Values go through the columns' own types, so what is stored is the same as row by row.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, Enum, Integer, String, bindparam, func
from sqlalchemy import select as select_
from sqlalchemy.orm import QueryableAttribute
from sqlalchemy.types import TypeEngine, UserDefinedType

from db.pipeline import require_rows, send
from db.schema.base import Base, UtcDateTime

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
    source, values = _source(table, columns, stored, connection.dialect)
    send(connection, f"INSERT INTO {table.__tablename__} ({names}) {source}", values, len(rows))


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
    connection: Connection,
    table: type[Base],
    keys: Columns,
    sums: Columns,
    rows: Sequence[Row],
    *,
    locked: bool = False,
) -> None:
    """Add to columns of the rows behind these keys.

    The rows are locked in the order of their keys, so two writers never wait crosswise.

    Args:
        rows: One per key, sorted by key: the values of the key, then what is added to each column.
        locked: The caller holds their locks already.

    Raises:
        IntegrityError: A row breaks a promise of the database, for example goes below zero.
        LookupError: There is no row behind a key (a bug of the caller).
    """
    if not rows:
        return
    if connection.dialect.name != "sqlite" and len(rows) > 1 and not locked:
        _lock_in_order(connection, table, keys, rows)
    added = {name: f"{table.__tablename__}.{name} + " for name in sums}
    _change(connection, table, keys, added, rows)


def set_many(
    connection: Connection, table: type[Base], keys: Columns, values: Columns, rows: Sequence[Row]
) -> None:
    """Set columns of the rows behind these keys.

    Args:
        rows: One per key: the values of the key, then the new value of each column. The caller
            holds their locks already.

    Raises:
        LookupError: There is no row behind a key (a bug of the caller).
    """
    if not rows:
        return
    _change(connection, table, keys, dict.fromkeys(values, ""), rows)


def among(column: QueryableAttribute[Any], ids: Collection[int], connection: Connection) -> Any:
    """Whether the column is one of many ids; one parameter, however many there are."""
    if connection.dialect.name == "sqlite":
        # The driver's limit of parameters does not count here, and the statement stays the same.
        found = func.json_each(_json_list(ids)).table_valued("value")
        return column.in_(select_(found.c.value))
    return column == func.any(bindparam(None, ids, type_=_Ids(), unique=True))


def _json_list(ids: Iterable[int]) -> str:
    return f"[{','.join(map(str, ids))}]"


class _Ids(UserDefinedType[Collection[int]]):
    """Ids as PostgreSQL's array."""

    cache_ok = True
    render_bind_cast = True

    def get_col_spec(self, **_: Any) -> str:
        """Its name there."""
        return "bigint[]"

    def bind_processor(self, dialect: Dialect) -> Process:
        """Spells it, several times quicker than the driver."""
        return _spelt


def _change(
    connection: Connection,
    table: type[Base],
    keys: Columns,
    before: dict[str, str],
    rows: Sequence[Row],
) -> None:
    name = table.__tablename__
    columns = (*keys, *before)
    stored = _stored(table, columns, rows, connection.dialect)
    if connection.dialect.name == "sqlite":
        changes = ", ".join(f"{column} = {begin}?" for column, begin in before.items())
        where = " AND ".join(f"{key} = ?" for key in keys)
        turned = itemgetter(*range(len(keys), len(columns)), *range(len(keys)))
        statement = f"UPDATE {name} SET {changes} WHERE {where}"
        done = connection.exec_driver_sql(statement, [turned(row) for row in stored])
        require_rows(done.rowcount, len(rows))
        return
    changes = ", ".join(f"{column} = {begin}d.{column}" for column, begin in before.items())
    where = " AND ".join(f"{name}.{key} = d.{key}" for key in keys)
    source, values = _source(table, columns, stored, connection.dialect)
    send(
        connection,
        f"UPDATE {name} SET {changes} FROM ({source}) AS d({', '.join(columns)}) WHERE {where}",
        values,
        len(rows),
    )


def _lock_in_order(
    connection: Connection, table: type[Base], keys: Columns, rows: Sequence[Row]
) -> None:
    name = table.__tablename__
    where = " AND ".join(f"{name}.{key} = d.{key}" for key in keys)
    order = ", ".join(f"{name}.{key}" for key in keys)
    source, values = _source(table, keys, [row[: len(keys)] for row in rows], connection.dialect)
    send(
        connection,
        f"SELECT FROM {name} JOIN ({source}) AS d({', '.join(keys)}) ON {where}"
        f" ORDER BY {order} FOR UPDATE OF {name}",
        values,
        len(rows),
    )


def _source(
    table: type[Base], columns: Columns, rows: Iterable[Row], dialect: Dialect
) -> tuple[str, list[Any]]:
    """Rows as a query and its values: an array per column, and once what all rows have alike."""
    alike: list[Any] = []
    arrays: list[Any] = []
    chosen, unnested, names = [], [], []
    types = _types(table, columns, dialect)
    for name, type_, column in zip(columns, types, zip(*rows, strict=True), strict=True):
        if column.count(column[0]) == len(column):
            chosen.append(f"%s::{type_}")
            alike.append(column[0])
        else:
            chosen.append(name)
            names.append(name)
            unnested.append(f"%s::{type_}[]")
            arrays.append(_spelt(column) if type_ in _SPELT else list(column))
    query = f"SELECT {', '.join(chosen)}"
    if names:
        query += f" FROM unnest({', '.join(unnested)}) AS v({', '.join(names)})"
    return query, alike + arrays


_SPELT = ("bigint", "text")


@lru_cache(maxsize=64)
def _types(table: type[Base], columns: Columns, dialect: Dialect) -> tuple[str, ...]:
    """PostgreSQL's names of the columns' types, those of numbers and texts without a limit."""
    return tuple(_type_name(table.__table__.columns[name].type, dialect) for name in columns)


def _type_name(type_: TypeEngine[Any], dialect: Dialect) -> str:
    match type_:
        case Integer():
            return "bigint"
        case String():
            return "text"
        case _:
            return type_.compile(dialect)


def _spelt(values: Collection[Any]) -> str:
    """PostgreSQL's spelling of an array; several times quicker than the driver's."""
    return "{" + ",".join(_elements(tuple(values))) + "}"


def _elements(column: Row) -> Iterable[str]:
    if not column:
        return ()
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

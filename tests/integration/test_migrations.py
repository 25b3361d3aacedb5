"""The migrations make exactly what the models say, on both databases."""

from __future__ import annotations

import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Engine,
    Enum,
    LargeBinary,
    String,
    Uuid,
    create_engine,
    inspect,
    make_url,
    text,
)
from sqlalchemy.pool import NullPool

from db.append_only import APPEND_ONLY_TABLES, create_triggers
from db.migrations import Standing, check, current, upgrade
from db.schema import Base
from db.schema.base import UtcDateTime


@contextmanager
def engine_of(url: str) -> Iterator[Engine]:
    engine = create_engine(url, poolclass=NullPool)
    yield engine
    engine.dispose()


@pytest.fixture
def empty_url(database_url: str, tmp_path: Path) -> Iterator[str]:
    """A database of the same kind with nothing in it."""
    made = make_url(database_url)
    if made.get_backend_name() == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite'}"
        return
    name = f"empty_{uuid.uuid4().hex}"
    server = create_engine(database_url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE template0")
    yield made.set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    server.dispose()


def test_nothing_is_left_for_autogenerate(database_url: str) -> None:
    with engine_of(database_url) as engine, engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_every_constraint_has_the_name_and_text_of_the_models(
    database_url: str, empty_url: str
) -> None:
    with engine_of(database_url) as migrated, engine_of(empty_url) as made:
        Base.metadata.create_all(made)
        found, wanted = catalogue(migrated), catalogue(made)
    del found["alembic_version"]
    assert found.keys() == wanted.keys()
    for table, parts in wanted.items():
        assert found[table] == parts, table


def test_the_triggers_are_those_of_append_only(database_url: str, empty_url: str) -> None:
    with engine_of(database_url) as migrated, engine_of(empty_url) as made:
        Base.metadata.create_all(made)
        with made.begin() as connection:
            for table in APPEND_ONLY_TABLES:
                for statement in create_triggers(made.dialect.name, table):
                    connection.exec_driver_sql(statement)
        found, wanted = triggers(migrated), triggers(made)
    assert found == wanted
    assert len(wanted) >= 2 * len(APPEND_ONLY_TABLES)


@pytest.mark.sop("3.1.3b")
@pytest.mark.parametrize("table", APPEND_ONLY_TABLES)
def test_append_only_rows_are_never_changed(database_url: str, table: str) -> None:
    changes = [f"DELETE FROM {table}", same_again(table)]
    if not database_url.startswith("sqlite"):
        changes.append(f"TRUNCATE {table} CASCADE")
    with engine_of(database_url) as engine:
        insert_without_references(engine, table)
        for change in changes:
            with pytest.raises(Exception, match="is append-only"), engine.begin() as connection:
                connection.exec_driver_sql(change)
        with engine.connect() as connection:
            assert connection.scalar(text(f"SELECT count(*) FROM {table}")) == 1


def test_every_database_gets_an_identity_of_its_own(database_url: str, empty_url: str) -> None:
    upgrade(empty_url)
    rows = []
    for url in (database_url, empty_url):
        with engine_of(url) as engine, engine.connect() as connection:
            rows.append(connection.execute(text("SELECT * FROM database_identity")).one())
    assert rows[0].database_id != rows[1].database_id
    assert uuid.UUID(rows[1].database_id).hex == rows[1].database_id
    assert (rows[1].id, rows[1].epoch, rows[1].min_program_version) == (1, 1, 1)


def test_looking_at_an_empty_database_makes_nothing(empty_url: str) -> None:
    assert check(empty_url) is Standing.EMPTY
    assert current(empty_url) is None
    if empty_url.startswith("sqlite"):
        assert not Path(make_url(empty_url).database or "").exists()


def test_upgrading_twice_changes_nothing(database_url: str) -> None:
    with engine_of(database_url) as engine:
        before = identity(engine)
        upgrade(database_url)
        assert identity(engine) == before
    assert check(database_url) is Standing.MATCHES


def test_two_programs_may_upgrade_at_once(empty_url: str, pytestconfig: pytest.Config) -> None:
    code = f"from db.migrations import upgrade; upgrade({empty_url!r})"
    command = [sys.executable, "-W", "error", "-c", code]
    both = [subprocess.Popen(command, cwd=pytestconfig.rootpath) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    assert check(empty_url) is Standing.MATCHES


def identity(engine: Engine) -> tuple[Any, ...]:
    with engine.connect() as connection:
        return tuple(connection.execute(text("SELECT * FROM database_identity")).one())


def catalogue(engine: Engine) -> dict[str, dict[str, Any]]:
    """What the database itself says about every table, names and texts included."""
    eye = inspect(engine)
    return {
        table: {
            # A column that a later revision added stands at the end: by name, not by place.
            "columns": {
                c["name"]: (c["type"].compile(engine.dialect), c["nullable"], c["default"])
                for c in eye.get_columns(table)
            },
            "key": eye.get_pk_constraint(table),
            "references": by_name(eye.get_foreign_keys(table)),
            "unique": by_name(eye.get_unique_constraints(table)),
            "checks": by_name(eye.get_check_constraints(table)),
            "indexes": by_name(eye.get_indexes(table)),
        }
        for table in eye.get_table_names()
    }


def by_name(parts: list[Any]) -> dict[str, dict[str, Any]]:
    assert all(part["name"] for part in parts)
    # SQLAlchemy wraps the WHERE of an index; its text is what counts.
    return {
        part["name"]: {
            key: {k: str(v) for k, v in value.items()} if key == "dialect_options" else value
            for key, value in part.items()
        }
        for part in parts
    }


def triggers(engine: Engine) -> list[tuple[str, ...]]:
    if engine.dialect.name == "sqlite":
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    else:
        query = (
            "SELECT tgname, pg_get_triggerdef(t.oid), tgenabled, prosrc FROM pg_trigger t "
            "JOIN pg_proc p ON p.oid = tgfoid WHERE NOT tgisinternal ORDER BY tgname"
        )
    with engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query)]


def same_again(table: str) -> str:
    column = next(iter(Base.metadata.tables[table].columns)).name
    return f"UPDATE {table} SET {column} = {column}"


def insert_without_references(engine: Engine, table: str) -> None:
    """One row that refers to nothing there is: only the triggers are asked here."""
    model = Base.metadata.tables[table]
    row = {column.name: some_value(column) for column in model.columns}
    with engine.connect() as connection:
        loosen(connection)
        connection.execute(model.insert().values(row))
        connection.commit()


def loosen(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    else:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")


def some_value(column: Column[Any]) -> Any:
    if column.nullable:
        return None
    match column.type:
        case Enum():
            return next(iter(column.type.enum_class or ()))
        case UtcDateTime():
            return datetime(2026, 11, 23, tzinfo=UTC)
        case Uuid():
            return uuid.UUID(int=1)
        case JSON():
            return {}
        case String():
            return "x"
        case LargeBinary():
            return b"x"
        case _:
            return 1

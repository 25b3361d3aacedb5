"""Engines: one that writes, one that only reads, the same for SQLite and PostgreSQL."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import NullPool, QueuePool

from db.errors import CannotNow, Trouble, trouble_of

SQLITE_MAGIC = b"SQLite format 3\0"
"""How every SQLite file begins that is not empty."""

SQLITE_BUSY_MS = 15_000
"""How long a writer waits for other writers of the same file."""
SQLITE_LOOK_MS = 15
"""How long it waits before it looks again in the shortest steps."""


_PATIENCE = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
"""A pulled network cable is noticed in seconds, not after the system's hours."""


def sqlite_url(path: Path) -> str:
    """The URL of an SQLite file."""
    return URL.create("sqlite", database=str(path)).render_as_string(hide_password=False)


class Database:
    """One database: `write()` and `read()` give connections inside a transaction.

    On SQLite a write begins with BEGIN IMMEDIATE, so that two writers queue instead of
    failing half-way; the journal mode is WAL and every commit is on disk (synchronous FULL).
    Screens read through their own connections, which cannot write.

    Thread: connections are taken and given back within the calling thread.
    """

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            self._writer = _sqlite_engine(self.url, read_only=False)
            self._reader = _sqlite_engine(self.url, read_only=True)
        else:
            self._writer = _postgresql_engine(self.url, read_only=False)
            self._reader = _postgresql_engine(self.url, read_only=True)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection in a writing transaction: commits at the end, rolls back on an error.

        Raises:
            CannotNow: The database is away, busy, full or read-only.
        """
        with sorted_errors(), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one moment of the data and cannot write.

        Raises:
            CannotNow: The database is away or busy.
        """
        with sorted_errors(), self._reader.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close all connections."""
        self._writer.dispose()
        self._reader.dispose()


@contextmanager
def sorted_errors() -> Iterator[None]:
    """Turns the world's faults inside into `CannotNow`; bugs stay what they are."""
    try:
        yield
    except DBAPIError as error:
        trouble = trouble_of(error)
        if trouble is None:
            raise
        raise CannotNow(trouble, {"detail": str(error.orig).strip()}) from error
    except PoolTimeout as error:
        raise CannotNow(Trouble.DATABASE_BUSY, {"detail": str(error)}) from error


def _sqlite_engine(url: URL, *, read_only: bool) -> Engine:
    in_memory = url.database in (None, "", ":memory:")
    if in_memory:
        raise CannotNow(Trouble.DATABASE_AWAY, {"detail": "a file is needed"})
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=4,
        connect_args={"check_same_thread": False, "timeout": SQLITE_BUSY_MS / 1000},
    )

    @event.listens_for(engine, "connect")
    def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        for pragma in _sqlite_pragmas(read_only):
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        if read_only:
            connection.exec_driver_sql("BEGIN")
        else:
            _begin_writing(connection)

    return engine


def _begin_writing(connection: Connection) -> None:
    """Wait for the other writers, and get a turn among them.

    SQLite looks ever more seldom whether the file is free, ten times a second in the end: beside
    writers without a pause somebody would never find it free. So its waiting begins anew.
    """
    until = time.monotonic() + SQLITE_BUSY_MS / 1000
    connection.exec_driver_sql(f"PRAGMA busy_timeout={min(SQLITE_LOOK_MS, SQLITE_BUSY_MS)}")
    while True:
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            break
        except OperationalError as error:
            if trouble_of(error) is not Trouble.DATABASE_BUSY or time.monotonic() >= until:
                raise
    connection.exec_driver_sql(f"PRAGMA busy_timeout={SQLITE_BUSY_MS}")


def _sqlite_pragmas(read_only: bool) -> tuple[str, ...]:
    shared = (
        f"PRAGMA busy_timeout={SQLITE_BUSY_MS}",
        "PRAGMA foreign_keys=ON",
        # Or INSERT OR REPLACE would delete an append-only row past its trigger.
        "PRAGMA recursive_triggers=ON",
        "PRAGMA cache_size=-16000",
        "PRAGMA temp_store=MEMORY",
    )
    if read_only:
        return (*shared, "PRAGMA query_only=ON")
    return ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", *shared)


def _postgresql_engine(url: URL, *, read_only: bool) -> Engine:
    options = "-c timezone=UTC -c lock_timeout=15s"
    if read_only:
        # One moment for all statements of a screen, as SQLite gives it by itself.
        options += (
            " -c default_transaction_read_only=on"
            r" -c default_transaction_isolation=repeatable\ read"
        )
    return create_engine(
        url,
        pool_size=4,
        max_overflow=8,
        pool_pre_ping=True,
        connect_args={"options": options, **_PATIENCE},
    )


def single_use_engine(url: str, *, read_only: bool = False) -> Engine:
    """An engine without a pool, for migrations and for looking at a database one does not know.

    On SQLite foreign keys are off, because rebuilding a table needs it; a reading engine
    changes nothing in the file, not even its journal mode.
    """
    made = make_url(url)
    if made.get_backend_name() != "sqlite":
        return create_engine(made, poolclass=NullPool, connect_args=_PATIENCE)
    engine = create_engine(made, poolclass=NullPool)
    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"

    @event.listens_for(engine, "connect")
    def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout={SQLITE_BUSY_MS}")
        if not read_only:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine

"""The journal's file: opened for one program alone, recognised, kept aside, never deleted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from db.errors import (
    CannotNow,
    StationDiskTrouble,
    Trouble,
    trouble_of_disk,
    trouble_of_sqlite,
)

APPLICATION_ID = 0x50424A4C
"""Marks an SQLite file as a journal of ours ("PBJL")."""

FORMAT = 1
"""Of the journal's tables, in `user_version`."""

_MAGIC = b"SQLite format 3\0"

OTHER_PROGRAM_WAIT_S = 2.0
"""How long to wait for a program that is just closing this journal."""

_TABLES = (
    """
    CREATE TABLE owner (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        database_id TEXT NOT NULL,
        epoch INTEGER NOT NULL,
        station_id INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE entry (
        seq INTEGER PRIMARY KEY,
        event_id BLOB,
        kind TEXT NOT NULL,
        at_us INTEGER NOT NULL,
        tick_ms INTEGER NOT NULL,
        screen TEXT NOT NULL,
        person_id INTEGER,
        device TEXT NOT NULL,
        payload TEXT NOT NULL,
        verdict TEXT,
        effects TEXT NOT NULL,
        digest TEXT NOT NULL,
        state TEXT NOT NULL,
        task TEXT NOT NULL
    ) STRICT
    """,
    "CREATE UNIQUE INDEX entry_event_id ON entry (event_id) WHERE event_id IS NOT NULL",
    "CREATE INDEX entry_local ON entry (seq) WHERE state = 'local'",
    f"PRAGMA application_id={APPLICATION_ID}",
    f"PRAGMA user_version={FORMAT}",
)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose journal this is."""

    database_id: str
    epoch: int
    station_id: int


@contextmanager
def sorted_troubles(path: Path) -> Iterator[None]:
    """Turns the world's faults inside into `StationDiskTrouble`; bugs stay what they are."""
    try:
        yield
    except sqlite3.Error as error:
        trouble = trouble_of_sqlite(error)
        if trouble is None:
            raise
        if trouble is Trouble.DATABASE_AWAY:  # its folder is gone: no server is to be looked at
            trouble = Trouble.DISK_FAILED
        raise StationDiskTrouble(trouble, {"path": str(path), "detail": str(error)}) from error


@contextmanager
def sorted_disk_troubles(path: Path) -> Iterator[None]:
    """The same for what is done with files and folders themselves."""
    try:
        yield
    except OSError as error:
        params = {"path": str(path), "detail": str(error)}
        raise StationDiskTrouble(trouble_of_disk(error), params) from error


def open_file(path: Path, owner: Owner) -> tuple[sqlite3.Connection, Owner, Path | None]:
    """A connection to the journal, its stored owner, and where another's journal was kept.

    The file is held by this program alone until it is closed.

    Raises:
        CannotNow: JOURNAL_IN_USE by another program; DATABASE_DAMAGED, the file was kept aside
            (`kept`); DATABASE_FOREIGN or DATABASE_NEWER, the file was left as it is.
        StationDiskTrouble: DISK_FULL, DISK_FAILED, READ_ONLY.
    """
    if _is_torn(path):
        raise _damaged(path, "no header")
    connection = _connect(path)
    try:
        found = _recognise(connection, path, owner)
    except BaseException as error:
        with suppress(sqlite3.Error):
            connection.close()
        if isinstance(error, CannotNow) and error.trouble is Trouble.DATABASE_DAMAGED:
            raise _damaged(path, str(error.params.get("detail", ""))) from error
        raise
    if (found.database_id, found.station_id) == (owner.database_id, owner.station_id):
        return connection, found, None
    connection.close()
    kept = _keep_aside(path, f"other-{found.database_id[:8]}-{found.station_id}")
    connection, found, _ = open_file(path, owner)
    return connection, found, kept


def _is_torn(path: Path) -> bool:
    """SQLite itself takes a file shorter than a page for an empty one, and writes over it."""
    with sorted_disk_troubles(path), suppress(FileNotFoundError), path.open("rb") as file:
        return file.read(len(_MAGIC)) not in (b"", _MAGIC)
    return False


def _damaged(path: Path, detail: str) -> CannotNow:
    """Keeps the file aside and gives what is raised."""
    kept = _keep_aside(path, "damaged")
    return CannotNow(
        Trouble.DATABASE_DAMAGED, {"path": str(path), "detail": detail, "kept": str(kept)}
    )


def _connect(path: Path) -> sqlite3.Connection:
    with sorted_troubles(path):
        return sqlite3.connect(path, isolation_level=None, timeout=OTHER_PROGRAM_WAIT_S)


def _recognise(connection: sqlite3.Connection, path: Path, owner: Owner) -> Owner:
    try:
        with sorted_troubles(path):
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("PRAGMA synchronous=FULL")
            _make_where_new(connection, path, owner)
            connection.execute("PRAGMA journal_mode=WAL")
            if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise CannotNow(Trouble.DATABASE_DAMAGED, {"path": str(path), "detail": "check"})
            row = connection.execute("SELECT database_id, epoch, station_id FROM owner").fetchone()
            if row is None:
                raise CannotNow(Trouble.DATABASE_DAMAGED, {"path": str(path), "detail": "owner"})
            return Owner(*row)
    except CannotNow as cannot:
        match cannot.trouble:
            case Trouble.DATABASE_BUSY:
                raise CannotNow(Trouble.JOURNAL_IN_USE, cannot.params) from cannot
            # Under our own name only a torn journal of ours is not a database.
            case Trouble.DATABASE_FOREIGN if "application" not in cannot.params:
                raise CannotNow(Trouble.DATABASE_DAMAGED, cannot.params) from cannot
            case _:
                raise


def _make_where_new(connection: sqlite3.Connection, path: Path, owner: Owner) -> None:
    """Makes the tables in an empty file; refuses what is not a journal this program knows."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if tables == 0:
            for statement in _TABLES:
                connection.execute(statement)
            row = (owner.database_id, owner.epoch, owner.station_id)
            connection.execute("INSERT INTO owner VALUES (1, ?, ?, ?)", row)
        elif application != APPLICATION_ID:
            params: dict[str, str | int] = {"path": str(path), "application": application}
            raise CannotNow(Trouble.DATABASE_FOREIGN, params)
        elif version > FORMAT:
            params = {"path": str(path), "found": version, "known": FORMAT}
            raise CannotNow(Trouble.DATABASE_NEWER, params)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _keep_aside(path: Path, why: str) -> Path:
    """Renames the journal and what SQLite keeps beside it; gives the new name."""
    kept = path.with_name(f"{path.name}.{why}")
    count = 1
    while kept.exists():
        count += 1
        kept = path.with_name(f"{path.name}.{why}-{count}")
    with sorted_disk_troubles(path):
        for tail in ("-wal", "-shm", ""):
            beside = path.with_name(path.name + tail)
            if beside.exists():
                beside.rename(kept.with_name(kept.name + tail))
    return kept

"""Opening a database: is it ours, is it of our time, may this program write there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from sqlalchemy import select

from db.engine import Database
from db.errors import CannotNow, Trouble
from db.migrations.history import History
from db.migrations.standing import Standing
from db.schema.house import DatabaseIdentity


@dataclass(frozen=True, slots=True)
class Identity:
    """Which database this is.

    Attributes:
        database_id: 32 hexadecimal digits, made once with the database.
        epoch: Counted up when a backup is restored; station journals of an older epoch are
            resynchronised.
        min_program_version: Oldest schema generation a program must know to write here.
    """

    database_id: str
    epoch: int
    min_program_version: int


def open_database(url: str, upgrade: bool, *, history: History | None = None) -> Database:
    """A database this program may use.

    Args:
        url: SQLAlchemy URL of an SQLite file or a PostgreSQL database.
        upgrade: Whether an empty database is filled and an older one brought up to date;
            otherwise both are refused.
        history: The revisions to go by; the program's own where None.

    Raises:
        CannotNow: DATABASE_OLDER (also for an empty one), DATABASE_NEWER, both with `found` and
            `known`; DATABASE_FOREIGN; DATABASE_AWAY, DATABASE_BUSY, DATABASE_DAMAGED,
            DISK_FULL, READ_ONLY.
    """
    history = history or History()
    if upgrade:
        history.upgrade(url)
    else:
        _refuse_unless_current(history, url)
    database = Database(url)
    try:
        _refuse_old_program(identity_of(database), generation(history))
    except BaseException:
        database.close()
        raise
    return database


def identity_of(database: Database) -> Identity:
    """The identity row of an open database.

    Raises:
        CannotNow: The database is away or busy; or it has no identity (DATABASE_FOREIGN).
    """
    with database.read() as connection:
        row = connection.execute(
            select(
                DatabaseIdentity.database_id,
                DatabaseIdentity.epoch,
                DatabaseIdentity.min_program_version,
            )
        ).one_or_none()
    if row is None:
        raise CannotNow(Trouble.DATABASE_FOREIGN, {"detail": "no identity"})
    return Identity(row.database_id, row.epoch, row.min_program_version)


def generation(history: History) -> int:
    """The schema generation of this program: the number of its newest revision."""
    return int(history.head())


def _refuse_unless_current(history: History, url: str) -> None:
    standing = history.check(url)
    match standing:
        case Standing.MATCHES:
            return
        case Standing.EMPTY | Standing.OLDER:
            raise CannotNow(
                Trouble.DATABASE_OLDER,
                {"found": history.current(url) or "", "known": history.head()},
            )
        case Standing.NEWER:
            raise history.newer(url)
        case Standing.FOREIGN:
            raise history.foreign(url)
        case _:
            assert_never(standing)


def _refuse_old_program(identity: Identity, known: int) -> None:
    if identity.min_program_version > known:
        raise CannotNow(
            Trouble.DATABASE_NEWER,
            {"found": f"{identity.min_program_version:04d}", "known": f"{known:04d}"},
        )

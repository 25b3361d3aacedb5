"""The world's fault or ours: one place that sorts what a database can throw.

The world's faults become `CannotNow` with a code (a person reads its sentence, nothing is
lost); everything else is a bug and stays the exception it is.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.exc import DBAPIError


class Trouble(StrEnum):
    """Why something cannot be done now. Stable codes; sentences are in the catalogue."""

    DATABASE_AWAY = "database_away"
    DATABASE_BUSY = "database_busy"
    DATABASE_NEWER = "database_newer"
    DATABASE_OLDER = "database_older"
    NO_DATABASE = "no_database"
    DATABASE_FOREIGN = "database_foreign"
    DATABASE_DAMAGED = "database_damaged"
    DISK_FULL = "disk_full"
    DISK_FAILED = "disk_failed"
    READ_ONLY = "read_only"
    JOURNAL_IN_USE = "journal_in_use"
    NOT_A_JOURNAL = "not_a_journal"
    JOURNAL_NEWER = "journal_newer"
    NO_WAREHOUSE = "no_warehouse"
    HOUSE_EXISTS = "house_exists"
    NO_STATION = "no_station"
    DEMO_NOT_BUILT = "demo_not_built"
    NO_NODE_NUMBER = "no_node_number"
    NODE_LEASE_ENDED = "node_lease_ended"


class CannotNow(Exception):
    """Cannot be done now, through no fault of the program. Carries a code, no sentence.

    Attributes:
        trouble: The code.
        params: What its sentence is filled with.
    """

    def __init__(self, trouble: Trouble, params: Mapping[str, str | int] | None = None) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
        self.params = dict(params or {})


class StationDiskTrouble(CannotNow):
    """The station's own disk cannot keep its journal; how the database fares is not known."""


_SQLITE_CODES: Mapping[int, Trouble] = {
    sqlite3.SQLITE_FULL: Trouble.DISK_FULL,
    sqlite3.SQLITE_IOERR: Trouble.DISK_FAILED,
    sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
    sqlite3.SQLITE_PERM: Trouble.READ_ONLY,
    sqlite3.SQLITE_BUSY: Trouble.DATABASE_BUSY,
    sqlite3.SQLITE_LOCKED: Trouble.DATABASE_BUSY,
    sqlite3.SQLITE_CANTOPEN: Trouble.DATABASE_AWAY,
    sqlite3.SQLITE_NOTADB: Trouble.DATABASE_FOREIGN,
    sqlite3.SQLITE_CORRUPT: Trouble.DATABASE_DAMAGED,
}

_NO_ROOM_FOR_SHARED_MEMORY = sqlite3.SQLITE_IOERR_SHMSIZE
"""What SQLite says instead of "full" when the file beside the WAL cannot grow."""

_SQLSTATES: Mapping[str, Trouble] = {
    "53100": Trouble.DISK_FULL,
    "58030": Trouble.DISK_FAILED,
    "25006": Trouble.READ_ONLY,
    "55P03": Trouble.DATABASE_BUSY,
    "57P01": Trouble.DATABASE_AWAY,
    "57P02": Trouble.DATABASE_AWAY,
    "57P03": Trouble.DATABASE_AWAY,
    "57P05": Trouble.DATABASE_AWAY,
    "25P03": Trouble.DATABASE_AWAY,
    "53200": Trouble.DATABASE_BUSY,
    "53300": Trouble.DATABASE_BUSY,
    "XX001": Trouble.DATABASE_DAMAGED,
    "XX002": Trouble.DATABASE_DAMAGED,
    "3D000": Trouble.DATABASE_AWAY,
}

_RETRIED_STATES = frozenset({"40001", "40P01"})


def trouble_of_sqlite(error: BaseException | None) -> Trouble | None:
    """Which of the world's faults SQLite tells of, or None for a bug.

    References:
        SQLite, "Result and Error Codes": the low byte is the primary code.
    """
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(code, int):
        return None
    if code == _NO_ROOM_FOR_SHARED_MEMORY:
        return Trouble.DISK_FULL
    return _SQLITE_CODES.get(code & 0xFF)


def trouble_of_disk(error: OSError) -> Trouble:
    """Which of the world's faults the operating system tells of a file or folder."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Trouble.DISK_FULL
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return Trouble.READ_ONLY
    return Trouble.DISK_FAILED


def trouble_of(error: DBAPIError) -> Trouble | None:
    """Which of the world's faults this is, or None where it is our bug.

    References:
        PostgreSQL manual, appendix A (SQLSTATE); SQLite, "Result and Error Codes".
    """
    # Late, because a station's journal and its window need the codes only.
    from sqlalchemy.exc import InterfaceError, OperationalError

    if isinstance(error.orig, sqlite3.Error):
        return trouble_of_sqlite(error.orig)
    state = getattr(error.orig, "sqlstate", None)
    if isinstance(state, str):
        if state.startswith("08"):
            return Trouble.DATABASE_AWAY
        return _SQLSTATES.get(state)
    # A connection that was never made, or broke off, carries no SQLSTATE.
    if error.connection_invalidated or isinstance(error, OperationalError | InterfaceError):
        return Trouble.DATABASE_AWAY
    return None


def may_be_retried(error: DBAPIError) -> bool:
    """Whether the same transaction may succeed at once (serialisation failure, deadlock)."""
    return getattr(error.orig, "sqlstate", None) in _RETRIED_STATES

"""The world's fault or ours: one place that sorts what a database can throw.

The world's faults become `CannotNow` with a code (a person reads its sentence, nothing is
lost); everything else is a bug and stays the exception it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError


class Trouble(StrEnum):
    """Why something cannot be done now. Stable codes; sentences are in the catalogue."""

    DATABASE_AWAY = "database_away"
    DATABASE_BUSY = "database_busy"
    DATABASE_NEWER = "database_newer"
    DATABASE_OLDER = "database_older"
    DATABASE_FOREIGN = "database_foreign"
    DATABASE_DAMAGED = "database_damaged"
    DISK_FULL = "disk_full"
    READ_ONLY = "read_only"
    NO_WAREHOUSE = "no_warehouse"
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


_SQLITE_WORDS: tuple[tuple[str, Trouble], ...] = (
    ("database or disk is full", Trouble.DISK_FULL),
    ("disk i/o error", Trouble.DISK_FULL),
    ("readonly database", Trouble.READ_ONLY),
    ("read-only", Trouble.READ_ONLY),
    ("database is locked", Trouble.DATABASE_BUSY),
    ("database table is locked", Trouble.DATABASE_BUSY),
    ("unable to open database file", Trouble.DATABASE_AWAY),
    ("file is not a database", Trouble.DATABASE_FOREIGN),
    ("malformed", Trouble.DATABASE_DAMAGED),
)

_SQLSTATES: Mapping[str, Trouble] = {
    "53100": Trouble.DISK_FULL,
    "25006": Trouble.READ_ONLY,
    "55P03": Trouble.DATABASE_BUSY,
    "57P01": Trouble.DATABASE_AWAY,
    "57P02": Trouble.DATABASE_AWAY,
    "57P03": Trouble.DATABASE_AWAY,
    "53300": Trouble.DATABASE_BUSY,
    "3D000": Trouble.DATABASE_AWAY,
}

_RETRIED_STATES = frozenset({"40001", "40P01"})


def trouble_of_text(message: str) -> Trouble | None:
    """Which of the world's faults an SQLite message tells of, or None for a bug."""
    lowered = message.lower()
    return next((trouble for words, trouble in _SQLITE_WORDS if words in lowered), None)


def trouble_of(error: DBAPIError) -> Trouble | None:
    """Which of the world's faults this is, or None where it is our bug.

    References:
        PostgreSQL manual, appendix A (SQLSTATE); SQLite result codes.
    """
    state = getattr(error.orig, "sqlstate", None)
    if isinstance(state, str):
        if state.startswith("08"):
            return Trouble.DATABASE_AWAY
        return _SQLSTATES.get(state)
    if found := trouble_of_text(str(error.orig)):
        return found
    if error.connection_invalidated or isinstance(error, InterfaceError):
        return Trouble.DATABASE_AWAY
    is_connection_error = type(error.orig).__module__.startswith("psycopg")
    if isinstance(error, OperationalError) and is_connection_error:
        return Trouble.DATABASE_AWAY
    return None


def may_be_retried(error: DBAPIError) -> bool:
    """Whether the same transaction may succeed at once (serialisation failure, deadlock)."""
    return getattr(error.orig, "sqlstate", None) in _RETRIED_STATES

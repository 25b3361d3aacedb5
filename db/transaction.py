"""Retries in one place: a serialisation failure or deadlock is tried again, nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from db.engine import Database
from db.errors import CannotNow, Trouble, may_be_retried

T = TypeVar("T")

ATTEMPTS = 8
"""How often one transaction is tried before a person hears that the database is busy."""


def in_transaction(database: Database, body: Callable[[Connection], T]) -> T:
    """What `body` gives, run in one writing transaction, repeated on serialisation failures.

    `body` must be safe to run again from its start: it may not keep anything from a failed try.

    Raises:
        CannotNow: The database is away, busy, full or read-only.
    """
    for _ in range(ATTEMPTS):
        try:
            with database.write() as connection:
                return body(connection)
        except DBAPIError as error:
            if not may_be_retried(error):
                raise
    raise CannotNow(Trouble.DATABASE_BUSY, {"detail": "too many tries"})

"""Waiting until another transaction waits: races that are looked at step by step."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import text

from tests.plugins.houses import SmallHouse


def wait_until(at: SmallHouse, is_done: Callable[[], bool]) -> None:
    """Until the other transaction is done or waits for a lock of the first one.

    On SQLite it waits for the file itself, which nobody can see; there is one writer anyway.
    """
    waits = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    while not at.house.database.is_sqlite and not is_done():
        with at.house.database.read() as connection:
            if connection.scalar(waits):
                return

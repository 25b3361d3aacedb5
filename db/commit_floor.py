"""What one commit costs on a disk at least: the yardstick of the journal."""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
import time
from contextlib import closing
from pathlib import Path

from db.journal_file import sorted_troubles

_BODY = "x" * 200


def commit_floor(folder: Path, commits: int = 200) -> float:
    """Median milliseconds of a bare one-insert commit (WAL, synchronous FULL) in a folder.

    Raises:
        CannotNow: The folder is full or read-only.
    """
    with sorted_troubles(folder), tempfile.TemporaryDirectory(dir=folder) as scratch:
        path = Path(scratch) / "floor.sqlite"
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, body TEXT)")
            return statistics.median(_one_commit_ms(connection) for _ in range(commits))


def _one_commit_ms(connection: sqlite3.Connection) -> float:
    start = time.perf_counter()
    connection.execute("INSERT INTO bare (body) VALUES (?)", (_BODY,))
    return (time.perf_counter() - start) * 1000

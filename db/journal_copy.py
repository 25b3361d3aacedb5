"""Reading a journal that is not ours to write: a copy is read, the file stays as it is.

SQLite writes even where it only reads (it takes the WAL in, it makes the file beside it), and the
station that works with a journal lets nobody else in. So the files are copied first.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from db.errors import CannotNow, Trouble
from db.journal_entries import JournalEntry
from db.journal_file import APPLICATION_ID, FORMAT, sorted_troubles
from db.journal_rows import SELECT, entry_of

PAGE = 5_000
"""Entries read at once."""


@contextmanager
def copied_journal(path: Path) -> Iterator[Iterator[JournalEntry]]:
    """The entries of a journal in their order, read from a copy while the block lasts.

    Of a station at work everything is read that it had written when the copy was made.

    Raises:
        CannotNow: NOT_A_JOURNAL; JOURNAL_NEWER (`found`, `known`); DATABASE_DAMAGED; DISK_FULL.
    """
    with tempfile.TemporaryDirectory(prefix="packbench-journal-") as folder:
        copy = Path(folder) / "journal"
        try:
            for tail in ("", "-wal"):
                beside = path.with_name(path.name + tail)
                if not tail or beside.exists():
                    shutil.copyfile(beside, copy.with_name(copy.name + tail))
        except OSError as error:
            params = {"path": str(path), "detail": str(error)}
            raise CannotNow(Trouble.NOT_A_JOURNAL, params) from error
        with sorted_troubles(path), closing(sqlite3.connect(copy)) as connection:
            _recognise(connection, path)
            yield _entries(connection, path)


def _recognise(connection: sqlite3.Connection, path: Path) -> None:
    params: dict[str, str | int] = {"path": str(path)}
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        found = connection.execute("PRAGMA user_version").fetchone()[0]
        whole = connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    except sqlite3.DatabaseError as error:
        raise CannotNow(Trouble.NOT_A_JOURNAL, {**params, "detail": str(error)}) from error
    if application != APPLICATION_ID:
        raise CannotNow(Trouble.NOT_A_JOURNAL, params)
    if found > FORMAT:
        raise CannotNow(Trouble.JOURNAL_NEWER, {**params, "found": found, "known": FORMAT})
    if not whole:
        raise CannotNow(Trouble.DATABASE_DAMAGED, params)


def _entries(connection: sqlite3.Connection, path: Path) -> Iterator[JournalEntry]:
    last = 0
    while True:
        with sorted_troubles(path):
            rows = connection.execute(
                f"{SELECT} WHERE seq > ? ORDER BY seq LIMIT ?", (last, PAGE)
            ).fetchall()
        if not rows:
            return
        yield from (entry_of(row, path) for row in rows)
        last = rows[-1][0]

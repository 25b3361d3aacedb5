"""A copy of an SQLite file before its schema changes."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL

from db.errors import CannotNow, Trouble, trouble_of_sqlite


def copy_beside(url: URL, revision: str) -> Path | None:
    """Copy an SQLite database as `<name>.before-<revision>.sqlite`; None on PostgreSQL.

    The copy is whole or not there: it gets its name last. A copy of an earlier, failed try is
    replaced, because the database still is of the old revision and knows more by now.

    Raises:
        CannotNow: There is no room for the copy, or its folder cannot be written.
    """
    if url.get_backend_name() != "sqlite" or not url.database:
        return None
    source = Path(url.database)
    copy = source.with_name(f"{source.stem}.before-{revision}.sqlite")
    unfinished = copy.with_suffix(".unfinished")
    try:
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(unfinished)) as new:
            old.backup(new)
        _flush(unfinished)
        os.replace(unfinished, copy)
    except (sqlite3.Error, OSError) as error:
        unfinished.unlink(missing_ok=True)
        no_room = isinstance(error, OSError) and error.errno == errno.ENOSPC
        trouble = trouble_of_sqlite(error) or (Trouble.DISK_FULL if no_room else Trouble.READ_ONLY)
        raise CannotNow(trouble, {"detail": f"{copy}: {error}"}) from error
    return copy


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())

"""Where data lies on this machine, and opening it for a command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from platformdirs import user_data_path

from db.engine import Database, sqlite_url
from db.errors import CannotNow, Trouble
from db.migrations.history import missing_file
from db.opening import open_database


def data_folder() -> Path:
    """The folder of this account's Packbench data."""
    return user_data_path("packbench", appauthor=False)


def database_url(url: str | None) -> str:
    """The named database, or the data folder's own."""
    if url is not None:
        return url
    data_folder().mkdir(parents=True, exist_ok=True)
    return sqlite_url(data_folder() / "packbench.sqlite")


@contextmanager
def opened(url: str | None) -> Iterator[Database]:
    """The named database, or the data folder's own, open.

    Raises:
        CannotNow: It is not there (NO_DATABASE), away, foreign, newer, or has to be upgraded first.
    """
    named = database_url(url)
    if (path := missing_file(named)) is not None:
        raise CannotNow(Trouble.NO_DATABASE, {"path": str(path)})
    database = open_database(named, upgrade=False)
    try:
        yield database
    finally:
        database.close()

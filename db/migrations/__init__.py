"""The schema's history: how a database stands, and how it is brought up to date.

Alembic is driven by the program; there is no alembic.ini. How to make a revision is told in
README.md beside this file.
"""

from __future__ import annotations

from db.migrations.standing import Standing

__all__ = ["Standing", "check", "current", "upgrade"]


def upgrade(url: str) -> None:
    """Bring the database to the newest revision this program knows; all of it or nothing.

    An SQLite file that holds an older revision is copied beside itself first, as
    `<name>.before-<revision>.sqlite`.

    Raises:
        CannotNow: The database is newer, foreign, away, busy, damaged, full or read-only.
    """
    from db.migrations.history import History

    History().upgrade(url)


def current(url: str) -> str | None:
    """The revision the database is of, for example "0001"; None for an empty one.

    Raises:
        CannotNow: The database is away, busy or damaged.
    """
    from db.migrations.history import History

    return History().current(url)


def check(url: str) -> Standing:
    """How the database stands to this program. Changes nothing, makes no file.

    Raises:
        CannotNow: The database is away, busy or damaged.
    """
    from db.migrations.history import History

    return History().check(url)

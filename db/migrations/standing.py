"""How a database stands to this program."""

from __future__ import annotations

from enum import StrEnum


class Standing(StrEnum):
    """How a database stands to the revisions this program knows."""

    EMPTY = "empty"
    """No tables, or no file yet."""
    MATCHES = "matches"
    OLDER = "older"
    NEWER = "newer"
    """Ours, of a revision this program does not know."""
    FOREIGN = "foreign"
    """Something else: not a database, or not ours."""

"""Rows of a journal's file as values, and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from db.errors import StationDiskTrouble, Trouble
from db.journal_entries import EntryKind, EntryState, JournalEntry

FIELDS = (
    *("seq", "event_id", "kind", "at_us", "tick_ms", "screen", "person_id", "device"),
    *("payload", "verdict", "effects", "digest", "state", "task"),
)
COLUMNS = ", ".join(FIELDS)
SELECT = f"SELECT {COLUMNS} FROM entry"

_UNIX = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def microseconds(at: datetime) -> int:
    """A time as it stands in the file.

    Raises:
        ValueError: The time is naive.
    """
    if at.tzinfo is None:
        raise ValueError("a time without a zone cannot be stored")
    return (at - _UNIX) // _MICROSECOND


def entry_of(row: tuple[Any, ...], path: Path) -> JournalEntry:
    """The entry in a row.

    Raises:
        StationDiskTrouble: DATABASE_DAMAGED, the row holds a word nobody knows.
    """
    fields = dict(zip(FIELDS, row, strict=True))
    at_us, event_id = fields.pop("at_us"), fields["event_id"]
    try:
        fields["event_id"] = None if event_id is None else UUID(bytes=event_id)
        fields["kind"] = EntryKind(fields["kind"])
        fields["state"] = EntryState(fields["state"])
        return JournalEntry(at=_UNIX + at_us * _MICROSECOND, **fields)
    except ValueError as error:
        params = {"path": str(path), "detail": f"entry {row[0]}: {error}"}
        raise StationDiskTrouble(Trouble.DATABASE_DAMAGED, params) from error

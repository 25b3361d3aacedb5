"""What stands in a station's journal: values, no file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class EntryKind(StrEnum):
    """What an entry tells of."""

    SCAN = "scan"
    ANSWER = "answer"
    """What the centre sent back to a gate."""
    OPENED = "opened"
    """A task was opened: its snapshot and the versions of policy and machine."""
    NOTE = "note"


class EntryState(StrEnum):
    """How far the centre knows an entry."""

    LOCAL = "local"
    """On this disk only; waits to be applied centrally."""
    APPLIED = "applied"
    REFUSED = "refused"
    SUPERSEDED = "superseded"
    """A later one of a task that the centre took back; never applied."""
    CONFLICT = "conflict"
    """The same event id with other content stands there already."""
    NONE = "none"
    """There is nothing to apply."""


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One row of the journal.

    Attributes:
        seq: 1, 2, 3 … at this station, without a gap.
        event_id: The scan's own id; None for rows that are no scan.
        at: Aware UTC, when the scan was received.
        tick_ms: The machine's monotonic milliseconds at that moment.
        payload: JSON of what happened; never personal data.
        verdict: JSON of what the station, or at a gate the centre, said; None before the answer.
        effects: JSON of what is to be done centrally, "[]" for nothing.
        digest: Digest of the content: the same event id with another digest is a conflict.
        task: The task it belongs to, for example "pick:17"; "" for none.
    """

    seq: int
    event_id: UUID | None
    kind: EntryKind
    at: datetime
    tick_ms: int
    screen: str
    person_id: int | None
    device: str
    payload: str
    verdict: str | None
    effects: str
    digest: str
    state: EntryState
    task: str = ""


@dataclass(frozen=True, slots=True)
class Appended:
    """What became of an entry.

    Attributes:
        seq: Its number; of the stored one where it was there already.
        stored: The entry that was there already under this event id, or None for a new one.
        conflict: Whether the stored one has other content. Nothing was written then.
    """

    seq: int
    stored: JournalEntry | None = None
    conflict: bool = False

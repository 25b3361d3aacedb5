"""The station's own journal: every scan is on this disk before anybody hears a tone.

One SQLite file per station, WAL, synchronous FULL, one commit per call: what a call returned
from survives the plug being pulled. It is no truth of its own: the centre's `scan_event` is; the
journal carries what the centre does not know yet, and replays what happened here for years.

References:
    ARCHITECTURE, "A scan, in seven stops", stop 5; FIELD, offline.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import UUID

from db.journal_entries import Appended, EntryKind, EntryState, JournalEntry
from db.journal_file import Owner, open_file, sorted_troubles
from db.journal_rows import COLUMNS, FIELDS, SELECT, entry_of, microseconds

__all__ = ["Appended", "EntryKind", "EntryState", "Journal", "JournalEntry"]

_INSERT = f"INSERT INTO entry ({COLUMNS}) VALUES ({', '.join('?' * len(FIELDS))})"
_INSERT_ANSWER = f"""
    INSERT INTO entry ({COLUMNS})
    SELECT ?, NULL, 'answer', at_us, tick_ms, screen, person_id, device, ?, ?, '[]', digest,
           'none', task
    FROM entry WHERE seq = ?
"""


class Journal:
    """A station's journal, open. Made by `Journal.open`.

    Attributes:
        path: The file.
        epoch: The database's epoch the file was last resynchronised with.
        kept_aside: Where a journal of another database or station was moved, or None.

    Thread: belongs to the thread that opened it, any thread; SQLite refuses every other one.
        No other program can open the file meanwhile.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, owner: Owner) -> None:
        self.path = path
        self.epoch = owner.epoch
        self.kept_aside: Path | None = None
        self._connection = connection
        last = connection.execute("SELECT max(seq) FROM entry").fetchone()[0]
        self._next_seq = 1 if last is None else last + 1
        count = "SELECT count(*) FROM entry WHERE state = 'local'"
        self._unsaved = int(connection.execute(count).fetchone()[0])

    @classmethod
    def open(cls, path: Path, database_id: str, epoch: int, station_id: int) -> Self:
        """The journal at `path`, made where there is none.

        A journal of another database or station is kept as `<name>.other-<database>-<station>`
        and a new one begun. `epoch` is stamped on a new file only: compare it with the
        attribute and call `resynchronise` where a backup was restored centrally.

        Raises:
            CannotNow: JOURNAL_IN_USE by another program; DATABASE_DAMAGED, and the file was
                kept as `<name>.damaged` (`kept`), the next call begins a new one;
                DATABASE_FOREIGN, DATABASE_NEWER: left as it is.
            StationDiskTrouble: DISK_FULL, DISK_FAILED, READ_ONLY.
        """
        wanted = Owner(database_id, epoch, station_id)
        connection, found, kept = open_file(path, wanted)
        with sorted_troubles(path):
            journal = cls(path, connection, found)
        journal.kept_aside = kept
        return journal

    def append(
        self,
        *,
        event_id: UUID | None,
        kind: EntryKind,
        at: datetime,
        tick_ms: int,
        screen: str,
        person_id: int | None,
        device: str,
        payload: str,
        verdict: str | None,
        effects: str,
        digest: str,
        state: EntryState,
        task: str = "",
    ) -> Appended:
        """Write one entry; it is on the disk when this returns.

        An event id that is there already writes nothing: the stored entry comes back, with
        `conflict` where its content is another.

        Raises:
            StationDiskTrouble: The disk is full, broken or read-only; nothing was written.
            ValueError: The time is naive.
        """
        at_us, seq = microseconds(at), self._next_seq
        row = (
            *(seq, None if event_id is None else event_id.bytes, kind.value),
            *(at_us, tick_ms, screen, person_id, device),
            *(payload, verdict, effects, digest, state.value, task),
        )
        try:
            with sorted_troubles(self.path):
                self._connection.execute(_INSERT, row)
        except sqlite3.IntegrityError:
            stored = None if event_id is None else self.find(event_id)
            if stored is None:
                raise
            return Appended(stored.seq, stored, conflict=stored.digest != digest)
        self._next_seq = seq + 1
        self._unsaved += state is EntryState.LOCAL
        return Appended(seq)

    def settle(self, seqs: Sequence[int], state: EntryState) -> None:
        """Say what became of entries that waited. Those that no longer wait stay as they are.

        Raises:
            StationDiskTrouble: The disk is full, broken or read-only; nothing was written.
        """
        self._change(
            "UPDATE entry SET state = ? "
            "WHERE seq IN (SELECT value FROM json_each(?)) AND state = 'local'",
            (state.value, json.dumps(list(seqs))),
            state,
        )

    def keep_answer(
        self, asked: int, scan: int, state: EntryState, payload: str, verdict: str | None
    ) -> int:
        """Write the centre's answer to a gate and what became of it, in one commit.

        Args:
            asked: The entry that asked.
            scan: The scan it follows from; itself, where it is the scan's own gate.
            state: What became of the gate.
            payload: JSON of the answer.
            verdict: JSON of what is told to the person, who scanned `scan`; None where another
                gate is asked before.

        Returns:
            The number of the answer's own entry.

        Raises:
            StationDiskTrouble: The disk is full, broken or read-only; nothing was written.
        """
        seq = self._next_seq
        with self._one_commit():
            waited = self._connection.execute(
                "UPDATE entry SET state = ? WHERE seq = ? AND state = 'local'", (state.value, asked)
            ).rowcount
            self._connection.execute(
                "UPDATE entry SET verdict = ? WHERE seq IN (?, ?) AND verdict IS NULL",
                (verdict, asked, scan),
            )
            self._connection.execute(_INSERT_ANSWER, (seq, payload, verdict, asked))
        self._next_seq = seq + 1
        self._unsaved -= waited
        return seq

    def supersede_after(self, seq: int, task: str) -> tuple[int, ...]:
        """Mark the later waiting entries of a task that the centre took back; gives their seqs.

        Raises:
            StationDiskTrouble: The disk is full, broken or read-only; nothing was written.
        """
        with sorted_troubles(self.path):
            rows = self._connection.execute(
                "SELECT seq FROM entry WHERE state = 'local' AND seq > ? AND task = ? ORDER BY seq",
                (seq, task),
            ).fetchall()
        seqs = tuple(row[0] for row in rows)
        if seqs:
            self.settle(seqs, EntryState.SUPERSEDED)
        return seqs

    def resynchronise(self, epoch: int, centre_seq: int) -> int:
        """A backup was restored: what the centre lost waits again. Gives how many do.

        Args:
            epoch: The database's epoch now; stamped on the file.
            centre_seq: The highest sequence of this station the centre still knows.

        Raises:
            StationDiskTrouble: The disk is full, broken or read-only; nothing was written.
        """
        with self._one_commit():
            again = self._connection.execute(
                "UPDATE entry SET state = 'local' WHERE seq > ? AND state = 'applied'",
                (centre_seq,),
            ).rowcount
            self._connection.execute("UPDATE owner SET epoch = ?", (epoch,))
        self.epoch = epoch
        self._unsaved += again
        return again

    def start_after(self, seq: int) -> None:
        """Number the next entry above `seq`: a new file at a station the centre knows already."""
        self._next_seq = max(self._next_seq, seq + 1)

    def waiting(self, limit: int) -> tuple[JournalEntry, ...]:
        """The first entries that wait to be applied centrally, in order."""
        return self._entries("WHERE state = 'local' ORDER BY seq LIMIT ?", (limit,))

    def unsaved(self) -> int:
        """How many entries wait to be applied centrally. Costs nothing."""
        return self._unsaved

    def find(self, event_id: UUID) -> JournalEntry | None:
        """The entry of this event, or None."""
        found = self._entries("WHERE event_id = ?", (event_id.bytes,))
        return found[0] if found else None

    def all(self, after_seq: int, limit: int) -> tuple[JournalEntry, ...]:
        """Entries after a number, in order: for replay and support."""
        return self._entries("WHERE seq > ? ORDER BY seq LIMIT ?", (after_seq, limit))

    def close(self) -> None:
        """Close the file; harmless when it is closed already."""
        with sorted_troubles(self.path):
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def one_commit(self) -> Iterator[None]:
        """What is appended inside stands in the file as a whole, or not at all.

        Raises:
            StationDiskTrouble: The disk is full, broken or read-only; nothing was written.
        """
        counted = (self._next_seq, self._unsaved)
        try:
            with self._one_commit():
                yield
        except BaseException:
            self._next_seq, self._unsaved = counted
            raise

    @contextmanager
    def _one_commit(self) -> Iterator[None]:
        with sorted_troubles(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _change(self, statement: str, values: tuple[Any, ...], state: EntryState) -> None:
        with sorted_troubles(self.path):
            changed = self._connection.execute(statement, values).rowcount
        if state is not EntryState.LOCAL:
            self._unsaved -= changed

    def _entries(self, condition: str, values: tuple[Any, ...]) -> tuple[JournalEntry, ...]:
        with sorted_troubles(self.path):
            rows = self._connection.execute(f"{SELECT} {condition}", values).fetchall()
        return tuple(entry_of(row, self.path) for row in rows)

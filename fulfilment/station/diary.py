"""How a station writes its journal: scans, answers, and the notes a replay needs between them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid5

from db.errors import CannotNow, StationDiskTrouble
from db.journal import EntryKind, EntryState, Journal, JournalEntry
from fulfilment.station.notes import NoteKind, dumped, policy_note
from fulfilment.station.scan_entry import ScanEntry, encoded_answer, encoded_verdict
from procedure.effects import Answer, Refused
from procedure.ids import PersonId
from procedure.policy import StationPolicy
from procedure.verdicts import Verdict
from procedure.words import Screen


@dataclass(frozen=True, slots=True)
class _Note:
    screen: Screen
    payload: dict[str, Any]
    verdict: Verdict | None
    at: datetime


class Diary:
    """Writes a station's journal.

    A note that cannot be written waits for the next entry, which is not written without it.

    Thread: the station's worker only.
    """

    def __init__(self, journal: Journal, clock: Callable[[], datetime]) -> None:
        self._journal = journal
        self._clock = clock
        self._policy: StationPolicy | None = None
        self._owed: deque[_Note] = deque()
        self._unanswered: list[int] = []

    def scan(
        self,
        entry: ScanEntry,
        said: Verdict | None,
        person_id: PersonId | None,
        policy: StationPolicy,
    ) -> int:
        """Write a scan and its verdict, None where a gate is to be asked; its number.

        Raises:
            StationDiskTrouble: The disk is full, broken or read-only; the scan was not written.
        """
        self._note_policy(entry.screen, policy)
        self._write_owed()
        return self._append(entry, said, person_id)

    def take_over(self, entry: ScanEntry, said: Verdict, policy: StationPolicy) -> None:
        """Write that nobody is signed in any more, and the badge scanned for it: both or neither.

        Raises:
            StationDiskTrouble: The disk is full, broken or read-only; neither was written.
        """
        self._note_policy(entry.screen, policy)
        self._write_owed()
        with self._journal.one_commit():
            payload = {"note": NoteKind.SIGNED_OUT.value}
            self._append_note(_Note(entry.screen, payload, None, self._clock()))
            self._append(entry, said, None)

    def _append(self, entry: ScanEntry, said: Verdict | None, person_id: PersonId | None) -> int:
        return self._journal.append(
            event_id=entry.raw.event_id,
            kind=EntryKind.SCAN,
            at=entry.raw.received_at,
            tick_ms=entry.raw.tick_ms,
            screen=entry.screen.value,
            person_id=person_id,
            device=entry.raw.device,
            payload=entry.payload,
            verdict=None if said is None else encoded_verdict(said),
            effects=entry.effects_json,
            digest=entry.digest,
            state=EntryState.LOCAL if entry.effects else EntryState.NONE,
            task=entry.task,
        ).seq

    def answer(
        self,
        asked: Sequence[int],
        answer: Answer,
        said: Verdict | None,
        policy: StationPolicy,
    ) -> None:
        """Write the centre's answer to the gate of the last of `asked`, and what it led to.

        Args:
            asked: The entry of the scan, and those of the gates that followed from it so far.
            said: What is told to the person; None where another gate follows.

        Raises:
            StationDiskTrouble: The disk is full, broken or read-only; nothing was written.
        """
        refused = isinstance(answer, Refused)
        try:
            self._journal.keep_answer(
                asked[-1],
                asked[0],
                EntryState.REFUSED if refused else EntryState.APPLIED,
                encoded_answer(answer, policy),
                None if said is None else encoded_verdict(said),
            )
        except StationDiskTrouble:  # it never sounded, and waits for nothing any more
            self._unanswered.append(asked[-1])
            raise

    def conflict(
        self, entry: ScanEntry, stored: JournalEntry, said: Verdict, person_id: PersonId | None
    ) -> JournalEntry | None:
        """Write down that a scan came under the id of another; None where it stands there.

        It waits to be told the centre.

        Raises:
            StationDiskTrouble: The disk is full, broken or read-only; nothing was written.
        """
        payload = {
            "note": NoteKind.CONFLICT.value,
            "key": entry.code.key,
            "event": entry.raw.event_id.hex,
            "seq": stored.seq,
            "stored": stored.digest,
        }
        event_id = uuid5(entry.raw.event_id, entry.digest)
        appended = self._journal.append(
            event_id=event_id,
            kind=EntryKind.NOTE,
            at=entry.raw.received_at,
            tick_ms=entry.raw.tick_ms,
            screen=entry.screen.value,
            person_id=person_id,
            device=entry.raw.device,
            payload=dumped(payload),
            verdict=encoded_verdict(said),
            effects="[]",
            digest=entry.digest,
            state=EntryState.LOCAL,
            task="conflict",
        )
        return None if appended.stored else self._journal.find(event_id)

    def note(self, kind: NoteKind, screen: Screen, said: Verdict | None = None) -> None:
        """Tell what no scan led to; it is on the disk before the next scan is."""
        self._owe(screen, {"note": kind.value}, said)
        with suppress(CannotNow):  # it is owed
            self._write_owed()

    def _note_policy(self, screen: Screen, policy: StationPolicy) -> None:
        if policy != self._policy:
            first = self._policy is None
            self._owe(screen, policy_note(NoteKind.STARTED if first else NoteKind.POLICY, policy))
            if first:
                self._owed.rotate(1)  # what happened since the start comes after it
            self._policy = policy

    def _owe(self, screen: Screen, payload: dict[str, Any], said: Verdict | None = None) -> None:
        self._owed.append(_Note(screen, payload, said, self._clock()))

    def _write_owed(self) -> None:
        if self._policy is None:
            return  # nothing stands before the start
        if self._unanswered:
            self._journal.settle(self._unanswered, EntryState.SUPERSEDED)
            self._unanswered.clear()
        while self._owed:
            self._append_note(self._owed[0])
            self._owed.popleft()

    def _append_note(self, note: _Note) -> None:
        self._journal.append(
            event_id=None,
            kind=EntryKind.NOTE,
            at=note.at,
            tick_ms=0,
            screen=note.screen.value,
            person_id=None,
            device="",
            payload=dumped(note.payload),
            verdict=None if note.verdict is None else encoded_verdict(note.verdict),
            effects="[]",
            digest="",
            state=EntryState.NONE,
        )

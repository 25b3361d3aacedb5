"""Scans that are on the station's disk and not yet applied centrally: applied in order, once.

References:
    ARCHITECTURE, stop 7; FIELD, "What trusted systems promise about input".
"""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass

from db.journal import EntryKind, EntryState, Journal, JournalEntry
from fulfilment.house import Actor, House
from fulfilment.people import actor_of
from fulfilment.station.conflicts import (
    ConflictReport,
    conflict_verdict,
    report_conflict,
)
from fulfilment.station.scan_application import Conflict, ScanRecord, apply_scan
from fulfilment.station.scan_entry import conflict_of, decoded_effects, record_of
from procedure.effects import Effect, Refused, is_gate
from procedure.ids import PersonId, StationId
from procedure.verdicts import Verdict
from procedure.words import Screen


@dataclass(frozen=True, slots=True)
class WaitingScan:
    """A scan that waits."""

    seq: int
    task: str
    actor: Actor
    record: ScanRecord
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class WaitingReport:
    """A conflict the centre is not told of yet."""

    seq: int
    report: ConflictReport


@dataclass(frozen=True, slots=True)
class Interruption:
    """The centre refused what had sounded good: the screen stops.

    Attributes:
        superseded: Later scans of the same task, which were not applied.
    """

    screen: Screen
    verdict: Verdict
    superseded: int


class WaitingScans:
    """The queue between the journal and the centre.

    Thread: the station's worker only.
    """

    def __init__(self, house: House, journal: Journal, station_id: StationId) -> None:
        self._house = house
        self._journal = journal
        self._station_id = station_id
        self._queue: deque[WaitingScan | WaitingReport] = deque()
        self._resume_owed = False

    @property
    def any_left(self) -> bool:
        """Whether there is something to apply, or an earlier run's scans are not queued yet."""
        return self._resume_owed or bool(self._queue)

    def __len__(self) -> int:
        return len(self._queue)

    def add(self, scan: WaitingScan | WaitingReport) -> None:
        """A scan was journaled; it will be applied after those before it."""
        self._queue.append(scan)

    def apply_next(self) -> Interruption | None:
        """Apply the first scan that waits; None where it went well or nothing waits.

        Raises:
            CannotNow: The centre is away; everything goes on waiting.
            StationDiskTrouble: It is applied, but that cannot be written down: it goes on
                waiting, and to apply it once more changes nothing.
        """
        if self._resume_owed:
            self.resume()
        if not self._queue:
            return None
        scan = self._queue[0]
        if isinstance(scan, WaitingReport):
            report_conflict(self._house, self._station_id, scan.report)
            self._journal.settle([scan.seq], EntryState.APPLIED)
            self._queue.popleft()
            return None
        answer = apply_scan(self._house, scan.actor, scan.record, scan.effects)
        if isinstance(answer, Conflict):
            said = conflict_verdict(self._house)
            self._journal.settle([scan.seq], EntryState.CONFLICT)
            return self._interrupt(scan, said)
        if isinstance(answer, Refused):
            self._journal.settle([scan.seq], EntryState.REFUSED)
            return self._interrupt(scan, answer.verdict)
        self._journal.settle([scan.seq], EntryState.APPLIED)
        self._queue.popleft()
        return None

    def apply_all(self) -> Interruption | None:
        """Apply everything that waits; stops at the first refusal.

        Raises:
            CannotNow: The centre is away; the rest goes on waiting.
        """
        while self.any_left:
            interruption = self.apply_next()
            if interruption is not None:
                return interruption
        return None

    def _interrupt(self, scan: WaitingScan, said: Verdict) -> Interruption:
        superseded = self._journal.supersede_after(scan.seq, scan.task)
        dead = {scan.seq, *superseded}
        self._queue = deque(item for item in self._queue if item.seq not in dead)
        return Interruption(scan.record.screen, said, len(superseded))

    def resume(self) -> None:
        """After a start: queue what an earlier run left on the disk, in order.

        A gate without an answer never sounded: its goods are scanned again, so it is not
        carried out behind the person's back.

        Raises:
            CannotNow: The journal cannot be read, or the centre (for the people) is away;
                before anything is applied it is tried again.
        """
        self._resume_owed = True
        queue: deque[WaitingScan | WaitingReport] = deque()
        for entry in self._journal.waiting(limit=1_000_000):
            if entry.kind is EntryKind.NOTE:
                queue.append(WaitingReport(entry.seq, conflict_of(entry)))
                continue
            effects = decoded_effects(entry)
            if any(is_gate(effect) for effect in effects):
                self._journal.settle([entry.seq], EntryState.SUPERSEDED)
                continue
            actor = actor_of(self._house, PersonId(entry.person_id or 0), self._station_id)
            if actor is None:
                self._journal.settle([entry.seq], EntryState.REFUSED)
                continue
            record = record_of(entry, _key(entry))
            queue.append(WaitingScan(entry.seq, entry.task, actor, record, effects))
        self._queue = queue  # as a whole, so that a start that failed half-way can be repeated
        self._resume_owed = False


def _key(entry: JournalEntry) -> str:
    payload = json.loads(entry.payload)
    return str(payload.get("key", ""))

"""A scan whose id stands in the journal already: the stored answer, or a conflict.

The same id with the same content is the same scan once more, and nothing is done twice; with
other content it is another scan, which is not taken: somebody is called.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from db.errors import CannotNow, StationDiskTrouble
from db.journal import Journal, JournalEntry
from fulfilment.house import House
from fulfilment.station.conflicts import conflict_verdict
from fulfilment.station.diary import Diary
from fulfilment.station.hearing import Hearing
from fulfilment.station.scan_entry import ScanEntry, conflict_of, decoded_verdict
from fulfilment.station.waiting_scans import WaitingReport, WaitingScans
from procedure.codes import Code
from procedure.ids import EventId, PersonId
from procedure.verdicts import Verdict, VerdictKind, verdict


class KnownScans:
    """What a journal says to a scan that it knows.

    Thread: the station's worker only.
    """

    def __init__(self, house: House, journal: Journal, diary: Diary, waiting: WaitingScans) -> None:
        self._house = house
        self._journal = journal
        self._diary = diary
        self._waiting = waiting

    def verdict_on(
        self, hearing: Hearing, codes: Sequence[Code], person_id: PersonId | None
    ) -> Verdict | None:
        """The verdict on a scan whose id is known; None where it is new.

        Args:
            codes: What the journal may know of its code; any of them is the same content.
            person_id: Who is signed in.

        Raises:
            CannotNow: The disk is full, broken or read-only; a conflict was not written down.
        """
        stored = self._journal.find(hearing.raw.event_id)
        if stored is None:
            return None
        entries = [hearing.entry(code) for code in codes]
        if all(entry.digest != stored.digest for entry in entries):
            return self._conflict(entries[0], stored, person_id)
        if stored.verdict is None:
            return verdict(VerdictKind.DUPLICATE_READ)
        return decoded_verdict(stored.verdict)

    def has(self, event_id: EventId) -> bool:
        """Whether a scan is on the disk, as far as that can be read."""
        with suppress(StationDiskTrouble):
            return self._journal.find(event_id) is not None
        return False

    def _conflict(
        self, entry: ScanEntry, stored: JournalEntry, person_id: PersonId | None
    ) -> Verdict:
        try:
            said = conflict_verdict(self._house)
        except CannotNow:
            said = verdict(VerdictKind.SCAN_CONFLICT)
        written = self._diary.conflict(entry, stored, said, person_id)
        if written is not None:
            self._waiting.add(WaitingReport(written.seq, conflict_of(written)))
        return said

"""What a scan looks like in the journal: JSON without personal data, and a digest of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any, cast, get_args
from uuid import UUID, uuid5

from db.journal import JournalEntry
from fulfilment.station.conflicts import ConflictReport
from fulfilment.station.notes import NoteKind, World, dumped, encoded_world
from fulfilment.station.scan_application import ScanRecord
from procedure.codes import Code
from procedure.effects import Answer, Effect, ParcelOpened, PickTaskOpened, PickTaskShort
from procedure.ids import PersonId
from procedure.inspect_effects import InspectionOpened
from procedure.journal_codec import decode, encode
from procedure.policy import MACHINE_VERSION, StationPolicy
from procedure.scans import RawScan
from procedure.verdicts import Verdict
from procedure.words import Screen

APPROVAL_KEY = "APPROVAL"
"""What stands for the matching key of a badge that approves a step."""

BADGE_KEY = "USR-"
"""What stands for a badge's matching key."""


@dataclass(frozen=True, slots=True)
class ScanEntry:
    """A scan as it is written to the journal.

    Attributes:
        code: What was read; a badge's secret has a stand-in here.
        payload: JSON of what was scanned.
        effects: JSON of what it does centrally.
        digest: Tells the same scan from another under the same id.
        task: The task it belongs to; "" for none.
    """

    raw: RawScan
    screen: Screen
    code: Code
    payload: str
    effects: tuple[Effect, ...]
    effects_json: str
    digest: str
    task: str

    def record(self, seq: int, verdict: str) -> ScanRecord:
        """What the centre keeps of it."""
        return ScanRecord(
            event_id=self.raw.event_id,
            seq=seq,
            screen=self.screen,
            received_at=self.raw.received_at,
            key=self.code.key,
            device=self.raw.device,
            verdict=verdict,
            effects=json.loads(self.effects_json),
            digest=self.digest,
        )


def scan_entry(
    raw: RawScan,
    screen: Screen,
    code: Code,
    today: date,
    effects: Sequence[Effect] = (),
    *,
    world: World | None = None,
    besides: Mapping[str, Any] = MappingProxyType({}),
) -> ScanEntry:
    """The journal's view of a scan and what it does.

    Args:
        today: The warehouse's business day, by which it was judged.
        world: What the world said to it, where no gate asked.
        besides: What else a replay must know of it.
    """
    effects_json = dumped([encode(effect) for effect in effects])
    payload = {
        "key": code.key,
        "code": encode(code),
        "source": raw.source.value,
        "aim": raw.aim,
        "today": today.isoformat(),
        **({} if world is None else encoded_world(world)),
        **besides,
    }
    return ScanEntry(
        raw=raw,
        screen=screen,
        code=code,
        payload=dumped(payload),
        effects=tuple(effects),
        effects_json=effects_json,
        digest=content_digest(raw.event_id, code.key, raw.device),
        task=task_of(effects),
    )


def content_digest(event_id: UUID, key: str, device: str) -> str:
    """The digest by which a repeated scan is told from another one under the same id."""
    return hashlib.sha256(f"{event_id}\n{key}\n{device}".encode()).hexdigest()


def following_id(event_id: UUID, nth: int) -> UUID:
    """The id of the n-th gate that follows from one scan, always the same for the same scan."""
    return uuid5(event_id, str(nth))


def task_of(effects: Sequence[Effect]) -> str:
    """The task effects belong to, for example "parcel:17"; "" for none."""
    for effect in effects:
        for name in ("task_id", "inspection_id", "parcel_id", "wave_id"):
            value = getattr(effect, name, None)
            if value is not None:
                return f"{name.removesuffix('_id')}:{value}"
    return ""


def encoded_verdict(said: Verdict) -> str:
    """A verdict as JSON."""
    return dumped(encode(said))


def decoded_verdict(text: str) -> Verdict:
    """A verdict from the journal.

    Raises:
        ValueError: The text is no verdict.
    """
    found = decode(json.loads(text))
    if not isinstance(found, Verdict):
        raise ValueError("not a verdict")
    return found


def encoded_answer(answer: Answer, policy: StationPolicy) -> str:
    """An answer of the centre as JSON, with the versions it was taken under.

    Of remarks only their number is kept: they may be personal.
    """
    match answer:
        case PickTaskOpened(task) | PickTaskShort(task):
            answer = replace(answer, task=replace(task, remarks=_hidden(task.remarks)))
        case ParcelOpened(parcel):
            answer = replace(answer, task=replace(parcel, remarks=_hidden(parcel.remarks)))
        case InspectionOpened(inspected):
            answer = replace(answer, task=replace(inspected, remarks=_hidden(inspected.remarks)))
    versions = {"policy": policy.version, "machine": MACHINE_VERSION}
    return dumped({"answer": encode(answer), "versions": versions})


def _hidden(remarks: Sequence[str]) -> tuple[str, ...]:
    return ("…",) * len(remarks)


def decoded_answer(entry: JournalEntry) -> Answer:
    """What the centre answered, remarks hidden.

    Raises:
        ValueError: The entry is no answer.
    """
    answer = decode(json.loads(entry.payload)["answer"])
    if not isinstance(answer, get_args(Answer)):
        raise ValueError("not an answer")
    return cast(Answer, answer)


def decoded_effects(entry: JournalEntry) -> tuple[Effect, ...]:
    """What an entry does centrally."""
    return tuple(decode(item) for item in json.loads(entry.effects))


def conflict_of(entry: JournalEntry) -> ConflictReport:
    """What the centre is to be told of a scan that came under the id of another.

    Raises:
        ValueError: The entry tells of something else.
    """
    told = json.loads(entry.payload)
    if told.get("note") != NoteKind.CONFLICT:
        raise ValueError("not a conflict")
    return ConflictReport(
        event_id=UUID(told["event"]),
        seq=told["seq"],
        stored_digest=told["stored"],
        digest=entry.digest,
        key=told["key"],
        person_id=None if entry.person_id is None else PersonId(entry.person_id),
        at=entry.at,
    )


def record_of(entry: JournalEntry, key: str) -> ScanRecord:
    """What the centre is to keep of an entry that waited over a restart.

    Raises:
        ValueError: The entry is no scan.
    """
    if entry.event_id is None:
        raise ValueError("only scans are applied")
    return ScanRecord(
        event_id=entry.event_id,
        seq=entry.seq,
        screen=Screen(entry.screen),
        received_at=entry.at,
        key=key,
        device=entry.device,
        verdict=entry.verdict or "",
        effects=json.loads(entry.effects),
        digest=entry.digest,
    )

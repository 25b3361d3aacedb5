"""What a scan looks like in the journal: JSON without personal data, and a digest of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid5

from db.journal import JournalEntry
from fulfilment.station.scan_application import ScanRecord
from procedure.codes import Code
from procedure.effects import Answer, Effect, ParcelOpened, PickTaskOpened, PickTaskShort
from procedure.journal_codec import decode, encode
from procedure.policy import MACHINE_VERSION, StationPolicy
from procedure.scans import RawScan
from procedure.verdicts import Verdict
from procedure.words import Screen


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


def scan_entry(raw: RawScan, screen: Screen, code: Code, effects: Sequence[Effect]) -> ScanEntry:
    """The journal's view of a scan and what it does."""
    effects_json = _json([encode(effect) for effect in effects])
    scanned = {"code": encode(code), "source": raw.source.value, "aim": raw.aim}
    return ScanEntry(
        raw=raw,
        screen=screen,
        code=code,
        payload=_json({"key": code.key, **scanned}),
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
        for name in ("task_id", "parcel_id", "wave_id"):
            value = getattr(effect, name, None)
            if value is not None:
                return f"{name.removesuffix('_id')}:{value}"
    return ""


def encoded_verdict(said: Verdict) -> str:
    """A verdict as JSON."""
    return _json(encode(said))


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

    Remarks are left out: they may be personal.
    """
    match answer:
        case PickTaskOpened(task) | PickTaskShort(task):
            answer = replace(answer, task=replace(task, remarks=()))
        case ParcelOpened(parcel):
            answer = replace(answer, task=replace(parcel, remarks=()))
    versions = {"policy": policy.version, "machine": MACHINE_VERSION}
    return _json({"answer": encode(answer), "versions": versions})


def decoded_effects(entry: JournalEntry) -> tuple[Effect, ...]:
    """What an entry does centrally."""
    return tuple(decode(item) for item in json.loads(entry.effects))


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


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

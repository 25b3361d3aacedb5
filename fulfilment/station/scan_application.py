"""Stop 7: a journaled scan becomes facts, once, in one transaction.

The row in `scan_event` and what the scan does are written together. A scan that is there
already does nothing more; the same id with other content is a conflict.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, assert_never
from uuid import UUID

from sqlalchemy import select

from db.schema.station import ScanEvent
from db.upsert import insert_or
from fulfilment.goods import product_codes
from fulfilment.house import Actor, House, Work
from fulfilment.packing import closing, hot_parcels, materials, packed_units, packing, reopening
from fulfilment.picking import claims as pick_claims
from fulfilment.picking import picking, short_pick, totes
from fulfilment.quality import inspections, opening, outcomes
from fulfilment.shipping import handover, shipping
from fulfilment.station.conflicts import ConflictReport, keep_conflict
from fulfilment.wall import finish as wall_finish
from fulfilment.wall import sorting
from procedure.effects import (
    Answer,
    BindLabel,
    ClaimPickTask,
    CloseHandover,
    CloseParcel,
    CountParcel,
    Done,
    Effect,
    FindBox,
    FinishPick,
    Gate,
    LearnCode,
    OpenHotParcel,
    OpenParcel,
    PackUnits,
    ParkParcel,
    PickUnits,
    PrintSheet,
    ReleasePickTask,
    ReprintLabel,
    ShortPick,
    TakeTote,
)
from procedure.inspect_effects import (
    FailInspection,
    InspectUnits,
    NoteDefect,
    OpenInspection,
    ParkInspection,
    PassInspection,
)
from procedure.pack_effects import AskSerial, ChooseCarton, NextBox, ReopenParcel, UseMaterial
from procedure.permissions import SCREEN_USE_CASES, UseCase
from procedure.wall_effects import FinishWall, OpenWall, ReleaseWall, SortUnits
from procedure.words import Screen


@dataclass(frozen=True, slots=True)
class ScanRecord:
    """What the centre keeps of a scan.

    Attributes:
        key: The matching key, or a stand-in for a secret.
        effects: What the scan does, as the journal wrote it.
        digest: Digest of the content.
    """

    event_id: UUID
    seq: int
    screen: Screen
    received_at: datetime
    key: str
    device: str
    verdict: str
    effects: Sequence[Any]
    digest: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """The centre has this event id with other content; nothing was done but writing that down."""

    seq: int


def apply_scan(
    house: House, actor: Actor, record: ScanRecord, effects: Sequence[Effect]
) -> Answer | Conflict:
    """Apply a scan's effects; the answer to its gate, `Done` where it has none.

    Refused: nothing of the scan's effects is written; the refusal itself stands in the journal.

    Raises:
        CannotNow: The database is away; the scan waits in the journal.
    """

    def body(work: Work) -> Answer | Conflict:
        known = _record(work, record)
        if known == record.digest:
            return Done()
        if known is not None:
            keep_conflict(work, work.actor.station_id, _report(work, record, known))
            return Conflict(record.seq)
        answer: Answer = Done()
        for effect in effects:
            answer = carry_out(work, effect)
        return answer

    return house.run(actor, _use_case(record.screen, effects), body)


def _report(work: Work, record: ScanRecord, stored_digest: str) -> ConflictReport:
    return ConflictReport(
        event_id=record.event_id,
        seq=record.seq,
        stored_digest=stored_digest,
        digest=record.digest,
        key=record.key,
        person_id=work.actor.person_id,
        at=record.received_at,
    )


def _use_case(screen: Screen, effects: Sequence[Effect]) -> UseCase:
    """What somebody must be allowed to: the screen's work, or to teach the house a code."""
    if any(isinstance(effect, LearnCode) for effect in effects):
        return UseCase.LEARN_CODE
    return SCREEN_USE_CASES[screen]


def _record(work: Work, record: ScanRecord) -> str | None:
    """Write the scan; the stored digest where it was there already."""
    statement = insert_or(work.connection, ScanEvent).values(
        station_id=work.actor.station_id,
        event_id=record.event_id,
        seq=record.seq,
        screen=record.screen,
        person_id=work.actor.person_id,
        received_at=record.received_at,
        applied_at=work.now,
        key=record.key,
        device=record.device,
        verdict=record.verdict,
        effects={"effects": list(record.effects)},
        digest=record.digest,
    )
    # RETURNING, not the row count: psycopg does not give one for this statement.
    written = work.connection.scalar(
        statement.on_conflict_do_nothing(index_elements=["station_id", "event_id"]).returning(
            ScanEvent.seq
        )
    )
    if written is not None:
        return None
    return work.connection.execute(
        select(ScanEvent.digest).where(
            ScanEvent.station_id == work.actor.station_id, ScanEvent.event_id == record.event_id
        )
    ).scalar_one()


def carry_out(work: Work, effect: Effect) -> Answer:
    """One effect inside a transaction.

    Raises:
        Refuse: The centre says no.
    """
    match effect:
        case PickUnits():
            picking.pick_units(work, effect)
        case PackUnits():
            packed_units.pack_units(work, effect)
        case UseMaterial():
            materials.use_material(work, effect)
        case ChooseCarton():
            materials.choose_carton(work, effect)
        case SortUnits():
            sorting.sort_units(work, effect)
        case InspectUnits():
            inspections.inspect_units(work, effect)
        case NoteDefect():
            inspections.note_defect(work, effect)
        case _:
            return _pass_gate(work, effect)
    return Done()


def _pass_gate(work: Work, gate: Gate) -> Answer:
    match gate:
        case OpenWall():
            return sorting.open_wall(work, gate)
        case FinishWall():
            return wall_finish.finish_wall(work, gate)
        case ReleaseWall():
            return sorting.release_wall(work, gate)
        case OpenHotParcel():
            return hot_parcels.open_hot_parcel(work, gate)
        case ClaimPickTask():
            return pick_claims.claim(work, gate)
        case ShortPick():
            return short_pick.short_pick(work, gate)
        case FinishPick():
            return picking.finish(work, gate)
        case TakeTote():
            return totes.take_tote(work, gate)
        case ReleasePickTask():
            return picking.release(work, gate)
        case PrintSheet():
            return picking.print_sheet(work, gate)
        case OpenParcel():
            return packing.open_parcel(work, gate)
        case AskSerial():
            return Done()  # its unit was counted before it, and refused where it is elsewhere
        case CloseParcel():
            return closing.close_parcel(work, gate)
        case NextBox():
            return closing.next_box(work, gate)
        case ReopenParcel():
            return reopening.reopen_parcel(work, gate)
        case ParkParcel():
            return packing.park_parcel(work, gate)
        case ReprintLabel():
            return packing.reprint_label(work, gate)
        case OpenInspection():
            return opening.open_inspection(work, gate)
        case PassInspection():
            return outcomes.pass_inspection(work, gate)
        case FailInspection():
            return outcomes.fail_inspection(work, gate)
        case ParkInspection():
            return inspections.park_inspection(work, gate)
        case FindBox():
            return shipping.find_box(work, gate)
        case BindLabel():
            return shipping.bind_label(work, gate)
        case CountParcel():
            return shipping.count_parcel(work, gate)
        case CloseHandover():
            return handover.close_handover(work, gate)
        case LearnCode():
            return product_codes.learn(work, gate)
        case _:
            assert_never(gate)


def give_back(house: House, actor: Actor, screen: Screen, gate: Gate) -> None:
    """Carry a gate out that no scan stands for: a take-over or lock gives open work back.

    Raises:
        CannotNow: The database is away; the lease ends by itself.
    """
    house.run(actor, SCREEN_USE_CASES[screen], lambda work: carry_out(work, gate))

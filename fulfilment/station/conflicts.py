"""Scans that came with a known id but other content: kept for a named person to look at.

Two scanners or programs that give out the same ids, or a message that was changed on its way,
would lose goods silently; so the scan is not counted, the person is told whom to call, and the
conflict stays open until somebody who may says what it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update

from db.schema.people import Person, PersonPost
from db.schema.station import ScanConflict
from db.upsert import insert_or
from fulfilment.house import SYSTEM, Actor, House, Refuse, Work
from procedure.effects import Refused
from procedure.ids import PersonId, StationId
from procedure.permissions import UseCase
from procedure.verdicts import Verdict, VerdictKind, verdict
from procedure.words import Post

MOST_NAMES = 3
"""People who are named; more do not fit on a screen that is read from afar."""


@dataclass(frozen=True, slots=True)
class ConflictReport:
    """What came, and what was known under its id.

    Attributes:
        seq: The journal's entry of what was known.
        key: Matching key of what came, or a badge's stand-in.
        person_id: Who was signed in when it came.
    """

    event_id: UUID
    seq: int
    stored_digest: str
    digest: str
    key: str
    person_id: PersonId | None
    at: datetime


def keep_conflict(work: Work, station_id: StationId | None, report: ConflictReport) -> None:
    """Write a conflict down, once."""
    statement = insert_or(work.connection, ScanConflict).values(
        id=work.new_id(),
        station_id=station_id,
        event_id=report.event_id,
        seq=report.seq,
        stored_digest=report.stored_digest,
        digest=report.digest,
        key=report.key,
        person_id=report.person_id,
        at=report.at,
        note="",
    )
    work.connection.execute(
        statement.on_conflict_do_nothing(index_elements=["station_id", "event_id", "digest"])
    )


def report_conflict(house: House, station_id: StationId, report: ConflictReport) -> None:
    """Tell the centre of a conflict that a station found in its own journal.

    Raises:
        CannotNow: The database is away; the report waits in the journal.
    """
    house.run(SYSTEM, UseCase.SETTLE_CONFLICT, lambda work: keep_conflict(work, station_id, report))


def settle_conflict(house: House, actor: Actor, conflict_id: int, note: str) -> Refused | None:
    """Say what a conflict was; it stays in the books with who said so and when.

    Refused: `REASON_NEEDED` without a note; `CONFLICT_UNKNOWN` where it is not there or settled.
    """

    def body(work: Work) -> None:
        if not note.strip():
            raise Refuse(VerdictKind.REASON_NEEDED)
        settled = work.connection.execute(
            update(ScanConflict)
            .where(ScanConflict.id == conflict_id, ScanConflict.settled_at.is_(None))
            .values(settled_at=work.now, settled_by=actor.person_id, note=note.strip())
        )
        if settled.rowcount != 1:
            raise Refuse(VerdictKind.CONFLICT_UNKNOWN)

    return house.run(actor, UseCase.SETTLE_CONFLICT, body)


def conflict_verdict(house: House) -> Verdict:
    """What the person at the station is told: that it did not count, and whom to call.

    Raises:
        CannotNow: The database is away; `verdict(SCAN_CONFLICT)` names nobody.
    """
    with house.database.read() as connection:
        names = connection.scalars(
            select(Person.name)
            .where(
                Person.active,
                Person.id.in_(
                    select(PersonPost.person_id).where(PersonPost.post == Post.SUPERVISOR)
                ),
            )
            .order_by(Person.name)
            .limit(MOST_NAMES)
        ).all()
    if not names:
        return verdict(VerdictKind.SCAN_CONFLICT)
    return verdict(VerdictKind.SCAN_CONFLICT, people=", ".join(names))

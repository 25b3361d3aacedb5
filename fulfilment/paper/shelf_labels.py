"""A shelf's label, one at a time, for whoever stands before a shelf whose label cannot be read.

References:
    FIELD "Operations" (shelf codes); SCREENS "Station screens".
"""

from __future__ import annotations

from functools import partial

from sqlalchemy import insert, select

from db.schema.outbox import PrintJob
from db.schema.stock import Shelf
from fulfilment.house import Actor, House, Refuse, Work
from procedure.effects import Refused
from procedure.ids import PrintJobId
from procedure.permissions import UseCase
from procedure.verdicts import VerdictKind
from procedure.words import PrintKind, PrintState

AT_THE_SHELF = "at_the_shelf"
"""Why it is printed: the one at the shelf is torn, dirty or gone."""


def intend_shelf_label(house: House, actor: Actor, shelf: str, key: str) -> PrintJobId | Refused:
    """Intend a shelf's label at the actor's station; the same key twice is one label.

    Refused with `NOTHING_TO_DO` where there is no such shelf.

    Raises:
        CannotNow: The database is away.
    """
    intend = partial(_intend, shelf=shelf, key=f"shelf:{key}")
    return house.run(actor, UseCase.PRINT_SHELF_LABEL, intend)


def _intend(work: Work, shelf: str, key: str) -> PrintJobId:
    there = work.connection.scalar(
        select(Shelf.id)
        .where(Shelf.code == shelf, Shelf.warehouse_id == work.warehouse_id, Shelf.active)
        .with_for_update()
    )
    if there is None:
        raise Refuse(VerdictKind.NOTHING_TO_DO)
    before = work.connection.scalar(select(PrintJob.id).where(PrintJob.key == key))
    if before is not None:
        return PrintJobId(before)
    job_id = PrintJobId(work.new_id())
    work.connection.execute(
        insert(PrintJob).values(
            id=job_id,
            key=key,
            kind=PrintKind.CARD,
            state=PrintState.INTENT,
            station_id=work.actor.station_id,
            person_id=work.actor.person_id,
            subject=shelf,
            copy_no=0,
            reason=AT_THE_SHELF,
            printer="",
            result="",
            created_at=work.now,
            changed_at=work.now,
        )
    )
    return job_id

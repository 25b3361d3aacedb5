"""Pick tasks are given to a person, or left to whoever comes first in their zone (3.2.2a)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import select, update

from db.holdings import UNFINISHED
from db.schema.people import Person, PersonPost
from db.schema.picking import PickTask
from fulfilment.house import Actor, House, Refuse, Work
from procedure.effects import Refused
from procedure.ids import PersonId, PickTaskId
from procedure.permissions import UseCase, may
from procedure.verdicts import VerdictKind


@dataclass(frozen=True, slots=True)
class Assigned:
    """Tasks are for this person now; for anybody where the name is ""."""

    tasks: tuple[PickTaskId, ...]
    name: str


def assign_tasks(
    house: House, actor: Actor, task_ids: Sequence[PickTaskId], person_id: PersonId | None
) -> Assigned | Refused:
    """Give tasks to a person; to whoever comes first in their zone where it is None.

    A task that somebody has open keeps its picker until it is given back: whom it is for counts
    for the next claim.

    Raises:
        CannotNow: The database cannot be written now.
    """
    body = partial(_assign, task_ids=tuple(task_ids), person_id=person_id)
    return house.run(actor, UseCase.ASSIGN_TASKS, body)


def _assign(work: Work, task_ids: tuple[PickTaskId, ...], person_id: PersonId | None) -> Assigned:
    name = "" if person_id is None else _picker(work, person_id)
    rows = work.connection.execute(
        select(PickTask.id, PickTask.status, PickTask.sheet_code)
        .where(PickTask.id.in_(task_ids))
        .order_by(PickTask.id)
        .with_for_update()
    ).all()
    if len(rows) != len(set(task_ids)):
        raise Refuse(VerdictKind.ORDER_NOT_FOUND)
    over = next((row for row in rows if row.status not in UNFINISHED), None)
    if over is not None:
        raise Refuse(VerdictKind.TASK_FINISHED, sheet=over.sheet_code)
    work.connection.execute(
        update(PickTask).where(PickTask.id.in_(task_ids)).values(assigned_person_id=person_id)
    )
    return Assigned(tuple(PickTaskId(row.id) for row in rows), name)


def _picker(work: Work, person_id: PersonId) -> str:
    """The name of somebody who may pick.

    Raises:
        Refuse: `CANNOT_PICK`: the person's posts do not allow it, or the person is gone.
    """
    name = work.connection.scalar(select(Person.name).where(Person.id == person_id, Person.active))
    posts = work.connection.scalars(
        select(PersonPost.post).where(PersonPost.person_id == person_id)
    )
    if name is None or not may(posts, UseCase.PICK):
        raise Refuse(VerdictKind.CANNOT_PICK, **({"name": name} if name else {}))
    return name

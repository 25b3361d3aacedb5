"""Which plan draws the parcels of a warehouse: a policy that a supervisor changes (3.2.3b)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, null, select

from db.schema.house import PolicyChange, PolicyValue, Warehouse
from db.schema.people import Person
from db.upsert import insert_or
from fulfilment.house import Actor, House, Refuse, Work
from procedure.effects import Refused
from procedure.parcel_words import SamplingPlan
from procedure.permissions import UseCase
from procedure.policy import InspectionPolicy
from procedure.verdicts import VerdictKind

POLICY_NAME = "inspection"
"""Of the plan among the policies of a warehouse."""
_LEAST_NTH, _MOST = 2, 10_000


def inspection_policy(connection: Connection, warehouse_id: int) -> InspectionPolicy:
    """The plan of a warehouse; one that chose none draws none (decision 0007)."""
    row = connection.execute(
        select(PolicyValue.value, PolicyValue.version).where(
            PolicyValue.warehouse_id == warehouse_id, PolicyValue.name == POLICY_NAME
        )
    ).first()
    return InspectionPolicy() if row is None else policy_of(row.value, row.version)


def policy_of(value: Mapping[str, Any], version: int = 1) -> InspectionPolicy:
    """The plan behind a stored value."""
    return InspectionPolicy(
        SamplingPlan(value["sampling"]),
        int(value["every_nth"]),
        int(value["new_packer_parcels"]),
        version=version,
    )


def choose_plan(house: House, actor: Actor, wanted: InspectionPolicy) -> InspectionPolicy | Refused:
    """Draw parcels by this plan from now on; lots that are open keep theirs.

    Who changed it, and from what, is kept. The plan that stands already writes nothing.

    Refused: every how many is below 2, a number of parcels below 0, or either above 10 000.

    Raises:
        CannotNow: The database cannot be written now.
    """
    return house.run(actor, UseCase.CHOOSE_INSPECTION, lambda work: _choose(work, wanted))


def _choose(work: Work, wanted: InspectionPolicy) -> InspectionPolicy:
    if not _LEAST_NTH <= wanted.every_nth <= _MOST:
        raise Refuse(VerdictKind.PLAN_REFUSED, why="every_nth", least=_LEAST_NTH, most=_MOST)
    if not 0 <= wanted.new_packer_parcels <= _MOST:
        raise Refuse(VerdictKind.PLAN_REFUSED, why="new_packer", least=0, most=_MOST)
    if work.actor.person_id is None:
        raise Refuse(VerdictKind.NOT_ALLOWED, name=work.actor.name)
    # the warehouse's row is the lock of its policies: two changes come one after the other
    work.connection.execute(
        select(Warehouse.id).where(Warehouse.id == work.warehouse_id).with_for_update()
    )
    before = work.connection.execute(
        select(PolicyValue.value, PolicyValue.version).where(
            PolicyValue.warehouse_id == work.warehouse_id, PolicyValue.name == POLICY_NAME
        )
    ).first()
    standing = InspectionPolicy() if before is None else policy_of(before.value, before.version)
    version = 1 if before is None else before.version + 1
    if _value(wanted) == _value(standing):
        return standing
    _write(work, wanted, version, None if before is None else before.value)
    return replace(wanted, version=version)


def _value(policy: InspectionPolicy) -> dict[str, Any]:
    return {
        "sampling": policy.sampling.value,
        "every_nth": policy.every_nth,
        "new_packer_parcels": policy.new_packer_parcels,
    }


def _write(
    work: Work, wanted: InspectionPolicy, version: int, before: Mapping[str, Any] | None
) -> None:
    values = {
        "value": _value(wanted),
        "version": version,
        "changed_at": work.now,
        "changed_by": work.actor.person_id,
    }
    statement = insert_or(work.connection, PolicyValue).values(
        warehouse_id=work.warehouse_id, name=POLICY_NAME, **values
    )
    work.connection.execute(
        statement.on_conflict_do_update(index_elements=["warehouse_id", "name"], set_=values)
    )
    work.connection.execute(
        insert(PolicyChange).values(
            id=work.new_id(),
            warehouse_id=work.warehouse_id,
            name=POLICY_NAME,
            version=version,
            before=null() if before is None else dict(before),
            after=_value(wanted),
            person_id=work.actor.person_id,
            at=work.now,
        )
    )


@dataclass(frozen=True, slots=True)
class PlanChange:
    """A change of the plan.

    Attributes:
        before: None where none was chosen until then.
    """

    at: datetime
    who: str
    before: InspectionPolicy | None
    after: InspectionPolicy


def plan_changes(
    connection: Connection, warehouse_id: int, most: int = 20
) -> tuple[PlanChange, ...]:
    """Who changed the plan, when, and from what; newest first."""
    rows = connection.execute(
        select(PolicyChange.at, Person.name, PolicyChange.before, PolicyChange.after)
        .join(Person, Person.id == PolicyChange.person_id)
        .where(PolicyChange.warehouse_id == warehouse_id, PolicyChange.name == POLICY_NAME)
        .order_by(PolicyChange.version.desc())
        .limit(most)
    )
    return tuple(
        PlanChange(
            row.at,
            row.name,
            None if row.before is None else policy_of(row.before),
            policy_of(row.after),
        )
        for row in rows
    )

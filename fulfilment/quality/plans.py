"""Which plan draws the parcels of a warehouse: a policy that a supervisor changes (3.2.3b)."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, select

from db.schema.house import PolicyValue
from db.upsert import insert_or
from fulfilment.house import Actor, House, Refuse, Work
from procedure.effects import Refused
from procedure.parcel_words import SamplingPlan
from procedure.permissions import UseCase
from procedure.policy import InspectionPolicy
from procedure.verdicts import VerdictKind

_NAME = "inspection"
_LEAST_NTH = 2


def inspection_policy(connection: Connection, warehouse_id: int) -> InspectionPolicy:
    """The plan of a warehouse; one that chose none draws none (decision 0007)."""
    row = connection.execute(
        select(PolicyValue.value, PolicyValue.version).where(
            PolicyValue.warehouse_id == warehouse_id, PolicyValue.name == _NAME
        )
    ).first()
    if row is None:
        return InspectionPolicy()
    return InspectionPolicy(
        SamplingPlan(row.value["sampling"]),
        int(row.value["every_nth"]),
        int(row.value["new_packer_parcels"]),
        version=row.version,
    )


def choose_plan(house: House, actor: Actor, wanted: InspectionPolicy) -> InspectionPolicy | Refused:
    """Draw parcels by this plan from now on; lots that are open keep theirs.

    Refused: every how many is below 2, or a number of parcels below 0.

    Raises:
        CannotNow: The database cannot be written now.
    """
    return house.run(actor, UseCase.CHOOSE_INSPECTION, lambda work: _choose(work, wanted))


def _choose(work: Work, wanted: InspectionPolicy) -> InspectionPolicy:
    if wanted.every_nth < _LEAST_NTH:
        raise Refuse(VerdictKind.PLAN_REFUSED, why="every_nth")
    if wanted.new_packer_parcels < 0:
        raise Refuse(VerdictKind.PLAN_REFUSED, why="new_packer")
    values = {
        "value": {
            "sampling": wanted.sampling.value,
            "every_nth": wanted.every_nth,
            "new_packer_parcels": wanted.new_packer_parcels,
        },
        "changed_at": work.now,
        "changed_by": work.actor.person_id,
    }
    statement = insert_or(work.connection, PolicyValue).values(
        warehouse_id=work.warehouse_id, name=_NAME, version=1, **values
    )
    version = work.connection.execute(
        statement.on_conflict_do_update(
            index_elements=["warehouse_id", "name"],
            set_={**values, "version": PolicyValue.version + 1},
        ).returning(PolicyValue.version)
    ).scalar_one()
    return replace(wanted, version=version)

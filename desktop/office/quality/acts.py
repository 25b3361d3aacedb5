"""What the quality screen reads and carries out, off the main thread (3.2.3b)."""

from __future__ import annotations

from dataclasses import dataclass

from db.views.inspection_looks import Look, look_of
from db.views.inspection_lots import LotPosition, LotRow, lot_of, lot_sample
from desktop.office.orders.actions import Outcome, refusal
from fulfilment.house import Actor, House
from fulfilment.quality.plan_words import plan_words
from fulfilment.quality.plans import PlanChange, choose_plan, inspection_policy, plan_changes
from fulfilment.quality.redrawing import Redrawn, draw_again
from procedure.effects import Refused
from procedure.policy import InspectionPolicy
from procedure.words import Signal
from resources.catalogue import N_, Translator

SHOWN = 400
"""Positions of a lot that its detail shows."""
_CHOSEN = N_("The plan is saved: {plan} Lots that are open keep the plan they began with.")


@dataclass(frozen=True, slots=True)
class PlanRead:
    """The plan that stands, and its last change; None where nobody chose one."""

    plan: InspectionPolicy
    last: PlanChange | None


def read_plan(house: House) -> PlanRead:
    """The plan of the warehouse.

    Raises:
        CannotNow: The database is away or busy.
    """
    warehouse = house.place.warehouse_id
    with house.database.read() as connection:
        changes = plan_changes(connection, warehouse, most=1)
        plan = inspection_policy(connection, warehouse)
    return PlanRead(plan, changes[0] if changes else None)


@dataclass(frozen=True, slots=True)
class LotRead:
    """A lot, its sample, and the sample drawn again."""

    row: LotRow
    sample: tuple[LotPosition, ...]
    redrawn: Redrawn


def read_lot(house: House, lot_id: int) -> LotRead | None:
    """One lot; None where there is none.

    Raises:
        CannotNow: The database is away or busy.
    """
    with house.database.read() as connection:
        row = lot_of(connection, house.place.warehouse_id, lot_id)
        if row is None:
            return None
        return LotRead(row, lot_sample(connection, lot_id, SHOWN), draw_again(connection, row))


def read_look(house: House, look_id: int) -> Look | None:
    """One look into a parcel; None where there is none.

    Raises:
        CannotNow: The database is away or busy.
    """
    with house.database.read() as connection:
        return look_of(connection, house.place.warehouse_id, look_id)


def choose(house: House, actor: Actor, wanted: InspectionPolicy, translator: Translator) -> Outcome:
    """Draw parcels by another plan from now on.

    Raises:
        CannotNow: The database cannot be written now.
    """
    chosen = choose_plan(house, actor, wanted)
    if isinstance(chosen, Refused):
        return refusal(chosen.verdict, translator)
    said = translator.text(_CHOSEN, plan=plan_words(translator, chosen))
    return Outcome(Signal.GOOD, said, True)

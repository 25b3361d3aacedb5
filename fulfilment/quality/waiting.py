"""What waits for an inspector, and by which plan it was drawn: one look for screens (3.2.3b)."""

from __future__ import annotations

from dataclasses import dataclass

from db.views.drawn_parcels import DrawnParcel, count_drawn, drawn_parcels
from fulfilment.house import House
from fulfilment.quality.plans import inspection_policy
from procedure.ids import StationId
from procedure.inspectable import why_not
from procedure.policy import InspectionPolicy
from procedure.verdicts import VerdictKind

SHOWN = 40
"""Parcels that a bench shows; nobody reads more of them from a metre."""


@dataclass(frozen=True, slots=True)
class WaitingParcel:
    """A drawn parcel, and why this bench cannot open it now; None where it can."""

    drawn: DrawnParcel
    why_not: VerdictKind | None


@dataclass(frozen=True, slots=True)
class InspectionQueue:
    """What waits, in the order in which a bench opens it.

    Attributes:
        plan: What draws parcels now.
        parcels: The first `SHOWN` of them.
        waiting: How many there are in all.
    """

    plan: InspectionPolicy
    parcels: tuple[WaitingParcel, ...]
    waiting: int


def inspection_queue(house: House, bench: StationId | None) -> InspectionQueue:
    """What waits for a bench.

    Raises:
        CannotNow: The database is away.
    """
    warehouse_id, now = house.place.warehouse_id, house.clock()
    with house.database.read() as connection:
        plan = inspection_policy(connection, warehouse_id)
        drawn = drawn_parcels(connection, warehouse_id, bench, SHOWN)
        waiting = len(drawn) if len(drawn) < SHOWN else count_drawn(connection, warehouse_id)
    parcels = tuple(WaitingParcel(each, why_not(each.stands, bench, now)) for each in drawn)
    return InspectionQueue(plan, parcels, waiting)

"""Life cycles: which step may follow which. One table each; everything else is tested against it.

References:
    clauses.md, head (order status); FIELD "Number life", "States"; ARCHITECTURE rule 2.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Generic, TypeVar

from procedure.parcel_words import InspectionLotStatus, InspectionStatus
from procedure.words import (
    HandoverStatus,
    OrderStatus,
    ParcelStatus,
    PickTaskStatus,
    PrintState,
    WaveStatus,
    WaybillState,
)

W = TypeVar("W", bound=StrEnum)


class IllegalStep(Exception):
    """A step the life cycle does not know: a bug in the caller, never a person's mistake."""


class LifeCycle(Generic[W]):
    """The legal steps of one kind of thing.

    Args:
        name: What lives, for messages and the diagram.
        steps: For each state, the states it may become.
    """

    def __init__(self, name: str, steps: Mapping[W, tuple[W, ...]]) -> None:
        self.name = name
        self.steps = MappingProxyType(dict(steps))

    def allows(self, before: W, after: W) -> bool:
        """Whether the step is legal."""
        return after in self.steps[before]

    def require(self, before: W, after: W) -> None:
        """Does nothing where the step is legal.

        Raises:
            IllegalStep: It is not.
        """
        if not self.allows(before, after):
            raise IllegalStep(f"{self.name}: {before} may not become {after}")

    def is_final(self, state: W) -> bool:
        """Whether nothing follows."""
        return not self.steps[state]


_O = OrderStatus
ORDER = LifeCycle(
    "order",
    {
        _O.AWAITING_PAYMENT: (_O.PENDING, _O.CANCELLED),
        _O.PENDING: (_O.CONFIRMED, _O.CANCELLED),
        _O.CONFIRMED: (_O.PICKING, _O.BACKORDERED, _O.PENDING, _O.CANCELLED),
        _O.BACKORDERED: (_O.CONFIRMED, _O.PICKING, _O.PENDING, _O.CANCELLED),
        _O.PICKING: (
            _O.PACKING,
            _O.BACKORDERED,
            _O.CONFIRMED,
            _O.PARTLY_SHIPPED,
            _O.CANCELLED,
        ),
        _O.PACKING: (_O.READY_TO_SHIP, _O.PICKING, _O.BACKORDERED, _O.CANCELLED),
        _O.READY_TO_SHIP: (_O.PARTLY_SHIPPED, _O.SHIPPED, _O.PACKING, _O.CANCELLED),
        _O.PARTLY_SHIPPED: (_O.PICKING, _O.SHIPPED, _O.RETURNED),
        _O.SHIPPED: (_O.COMPLETED, _O.RETURNED),
        _O.COMPLETED: (_O.RETURNED, _O.REFUNDED),
        _O.CANCELLED: (_O.REFUNDED,),
        _O.RETURNED: (_O.REFUNDED,),
        _O.REFUNDED: (),
    },
)

_T = PickTaskStatus
PICK_TASK = LifeCycle(
    "pick task",
    {
        _T.OPEN: (_T.PICKING, _T.CANCELLED),
        _T.PICKING: (_T.PICKED, _T.OPEN, _T.CANCELLED),
        _T.PICKED: (),
        _T.CANCELLED: (),
    },
)

_W = WaveStatus
WAVE = LifeCycle(
    "wave",
    {
        _W.RELEASED: (_W.PICKING, _W.CANCELLED),
        _W.PICKING: (_W.PICKED, _W.CANCELLED),
        _W.PICKED: (_W.SORTED,),
        _W.SORTED: (),
        _W.CANCELLED: (),
    },
)

_P = ParcelStatus
PARCEL = LifeCycle(
    "parcel",
    {
        _P.OPEN: (_P.PACKED, _P.TO_INSPECT, _P.STOPPED, _P.CANCELLED),
        _P.TO_INSPECT: (_P.PACKED, _P.OPEN, _P.STOPPED),
        _P.PACKED: (_P.BOUND, _P.TO_INSPECT, _P.OPEN, _P.STOPPED),
        _P.BOUND: (_P.HANDED_OVER, _P.TO_INSPECT, _P.OPEN, _P.STOPPED),
        _P.STOPPED: (_P.OPEN, _P.CANCELLED),
        _P.HANDED_OVER: (),
        _P.CANCELLED: (),
    },
)

_N = WaybillState
WAYBILL = LifeCycle(
    "waybill number",
    {
        _N.FREE: (_N.ALLOCATED,),
        _N.ALLOCATED: (_N.PRINTED, _N.VOID_REQUESTED, _N.VOID),
        _N.PRINTED: (_N.BOUND, _N.VOID_REQUESTED, _N.VOID),
        _N.BOUND: (_N.HANDED_OVER, _N.VOID_REQUESTED, _N.VOID),
        _N.HANDED_OVER: (),
        _N.VOID_REQUESTED: (_N.VOID,),
        _N.VOID: (),
    },
)

_J = PrintState
PRINT_JOB = LifeCycle(
    "print job",
    {
        _J.INTENT: (_J.SENT, _J.FAILED),
        _J.SENT: (_J.CONFIRMED, _J.UNKNOWN, _J.FAILED),
        _J.UNKNOWN: (_J.CONFIRMED,),
        _J.FAILED: (_J.INTENT,),
        _J.CONFIRMED: (),
    },
)

_H = HandoverStatus
HANDOVER = LifeCycle(
    "hand-over",
    {_H.OPEN: (_H.CLOSED, _H.CANCELLED), _H.CLOSED: (), _H.CANCELLED: ()},
)

_I = InspectionStatus
INSPECTION = LifeCycle(
    "inspection",
    {
        _I.WAITING: (_I.OPEN, _I.CANCELLED),
        _I.OPEN: (_I.PASSED, _I.FAILED, _I.WAITING, _I.CANCELLED),
        _I.PASSED: (),
        _I.FAILED: (),
        _I.CANCELLED: (),
    },
)

_L = InspectionLotStatus
INSPECTION_LOT = LifeCycle(
    "inspection lot",
    {_L.OPEN: (_L.ACCEPTED, _L.REJECTED), _L.ACCEPTED: (), _L.REJECTED: ()},
)

LIFE_CYCLES = (
    ORDER,
    WAVE,
    PICK_TASK,
    PARCEL,
    INSPECTION,
    INSPECTION_LOT,
    WAYBILL,
    PRINT_JOB,
    HANDOVER,
)


def mermaid(cycle: LifeCycle[W]) -> str:
    """The life cycle as a Mermaid state diagram, for the documents."""
    lines = ["stateDiagram-v2"]
    lines += [
        f"    {before} --> {after}" for before, afters in cycle.steps.items() for after in afters
    ]
    lines += [f"    {state} --> [*]" for state in cycle.steps if cycle.is_final(state)]
    return "\n".join(lines)

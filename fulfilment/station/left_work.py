"""What somebody leaves open at a station, and the code that opens it for whoever comes next.

References:
    FIELD "Station ergonomics": another badge takes over, and what is open is parked, not lost.
"""

from __future__ import annotations

from fulfilment.station.machines import AnyState
from procedure.codes import Code, CommandReading
from procedure.machines.pack_state import PackState
from procedure.machines.pick_state import PickState
from procedure.machines.sort_state import SortState
from procedure.tasks import PickTask
from procedure.verdicts import Verdict, VerdictKind
from procedure.words import Command, PickMode

_PARKED = (VerdictKind.PARKED, VerdictKind.CENTRE_AWAY, VerdictKind.CENTRE_CANNOT_WRITE)


def code_of(state: AnyState) -> str | None:
    """The code by which what is open is opened again; None where nothing needs to be."""
    match state:
        case PickState(task=PickTask() as task):
            # A sheet may have been printed anew since, an order's number stays.
            is_one = task.mode is PickMode.PER_ORDER and len(task.order_nos) == 1
            return task.order_nos[0] if is_one else task.sheet_code
        case PackState() if state.task is not None:
            return state.task.box_code
        case SortState() if state.task is not None:
            return state.task.wave_no
        case _:
            return None


def locks(code: Code, said: Verdict | None) -> bool:
    """Whether this was the lock card, and no stop waits that somebody must confirm first.

    While the centre is away the station locks as well: the lease of what is open ends by itself.
    """
    return (
        said is not None and said.kind in _PARKED and CommandReading(Command.LOCK) in code.readings
    )

"""Where a picker stands: the task, what is counted, and the questions asked of both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from procedure.codes import KnownProduct
from procedure.effects import FinishPick, Gate, PickUnits
from procedure.ids import LotId, PersonId, PickLineId, ProductId
from procedure.machines.quantity import Quantity
from procedure.machines.readings import is_same
from procedure.machines.turn import MachineState
from procedure.parcel_words import ManualReason
from procedure.tasks import PickStop, PickTask
from procedure.verdicts import Verdict


class PickPhase(StrEnum):
    """What the pick machine waits for."""

    NO_TASK = "no_task"
    SHELF = "shelf"
    PRODUCT = "product"
    LOT = "lot"
    BY_HAND = "by_hand"
    """A unit without a readable code is in hand: is it the one on the screen?"""
    SUPERVISOR = "supervisor"
    """So many units were counted by hand that somebody else has to look."""
    REASON = "reason"
    ZERO = "zero"
    """By the books nothing is left on the shelf: is it empty?"""
    FINISH = "finish"
    """Nothing is left to take, but the centre has not taken the task as finished yet."""
    WAITING = "waiting"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class HeldProduct:
    """A unit in the picker's hand whose lot is not scanned yet, or whose code cannot be read.

    Attributes:
        units: Units of its code: 1, or a carton's content.
        lot_refused: Whether a wrong lot was scanned since: then another unit may be taken.
        line_id: The stop it is for, where it is counted by hand, else None.
        by_hand: Why it has no code that can be read, or None.
        supervisor_id: Who approved that, above the policy's limit.
    """

    product: KnownProduct
    units: int
    has_serial: bool = False
    lot_refused: bool = False
    line_id: PickLineId | None = None
    by_hand: ManualReason | None = None
    supervisor_id: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """One counted scan, for `CMD-UNDO`."""

    line_id: PickLineId
    units: int
    by_hand: ManualReason | None = None
    supervisor_id: PersonId | None = None

    def effect(self, task: PickTask, units: int) -> PickUnits:
        """The same for the centre, with so many units."""
        return PickUnits(
            task.task_id, task.fence, self.line_id, units, self.by_hand, self.supervisor_id
        )


@dataclass(frozen=True, slots=True)
class PickState(MachineState):
    """The pick machine's state.

    Attributes:
        resume: The phase after a refused gate or a confirmed stop.
        task: The claimed task, or None.
        stops: Its stops in the order of work, `picked` as it stands now.
        shelf: The shelf that was scanned and still holds, or "".
        lot: The lot confirmed at that shelf, or None.
        held: The unit whose lot is awaited in phase LOT, or which is to be counted by hand.
        quantity: A `QTY-nn` that waits for the next scan.
        taken: What was counted, oldest first.
        checked: Shelves of which the picker was asked whether they are empty, and answered.
        not_empty: Those of them that are not.
        by_hand: Units of the task that were counted without their code.
    """

    phase: PickPhase = PickPhase.NO_TASK
    resume: PickPhase = PickPhase.NO_TASK
    task: PickTask | None = None
    stops: tuple[PickStop, ...] = ()
    shelf: str = ""
    lot: LotId | None = None
    held: HeldProduct | None = None
    quantity: Quantity | None = None
    taken: tuple[Taken, ...] = ()
    checked: tuple[str, ...] = ()
    not_empty: tuple[str, ...] = ()
    by_hand: int = 0

    @property
    def due(self) -> PickStop | None:
        """The stop to go to: the first that is not complete."""
        return next(open_stops(self.stops), None)

    @property
    def next_shelf_stop(self) -> PickStop | None:
        """The first open stop on another shelf than the one due: "after this"."""
        due = self.due
        if due is None:
            return None
        return next((s for s in open_stops(self.stops) if s.shelf != due.shelf), None)

    @property
    def picked(self) -> int:
        """Units counted in the whole task."""
        return sum(stop.picked for stop in self.stops)

    @property
    def quantity_asked(self) -> int:
        """Units the whole task asks for."""
        return sum(stop.quantity for stop in self.stops)


def open_units(stop: PickStop) -> int:
    """Units still to take at a stop."""
    return stop.quantity - stop.picked


def open_stops(stops: Iterable[PickStop]) -> Iterator[PickStop]:
    """The stops that are not complete, in order."""
    return (stop for stop in stops if stop.picked < stop.quantity)


def at_shelf(state: PickState) -> tuple[PickStop, ...]:
    """The open stops at the shelf that was scanned, the one due first."""
    return tuple(s for s in open_stops(state.stops) if s.shelf == state.shelf)


def held_stop(state: PickState) -> PickStop | None:
    """The stop that the unit to be counted by hand is for; None where none is."""
    wanted = None if state.held is None else state.held.line_id
    return next((s for s in at_shelf(state) if s.line_id == wanted), None)


def stops_of(state: PickState, product_id: ProductId) -> tuple[PickStop, ...]:
    """All stops of a product, complete ones too."""
    return tuple(s for s in state.stops if s.product.product_id == product_id)


def is_other_work(state: PickState, ref: str, order_no: bool) -> bool:
    """Whether a sheet's code or an order number belongs to other work than the open task."""
    if state.task is None:
        return False
    if order_no:
        served = (*state.task.order_nos, *(stop.order_no for stop in state.stops))
        return all(not is_same(own, ref) for own in served)
    own = (state.task.sheet_code, state.task.wave_no or "")
    return all(not is_same(code, ref) for code in own)


def is_to_check(state: PickState) -> bool:
    """Whether the last unit was taken from the scanned shelf, which should be empty by now."""
    return (
        state.task is not None
        and state.shelf in state.task.empties
        and state.shelf not in state.checked
        and not at_shelf(state)
    )


def finish_gate(state: PickState, task: PickTask) -> FinishPick:
    """The gate that finishes the task, with what was seen on the way."""
    return FinishPick(task.task_id, task.fence, state.not_empty)


def at_work(state: PickState) -> PickState:
    """The state in the phase its counts ask for; the shelf is kept while work is left there."""
    due = state.due
    if is_to_check(state):
        return replace(state, phase=PickPhase.ZERO, lot=None, held=None)
    if due is None:
        return replace(state, phase=PickPhase.FINISH, shelf="", lot=None, held=None)
    if due.shelf == state.shelf:
        return replace(state, phase=PickPhase.PRODUCT, held=None)
    return replace(state, phase=PickPhase.SHELF, shelf="", lot=None, held=None)


def with_counted(state: PickState, taken: Taken, units: int) -> PickState:
    """The state with so many units more at a stop (fewer where negative), that stop first."""
    changed = next(stop for stop in state.stops if stop.line_id == taken.line_id)
    changed = replace(changed, picked=changed.picked + units)
    others = tuple(stop for stop in state.stops if stop.line_id != taken.line_id)
    by_hand = state.by_hand + (0 if taken.by_hand is None else units)
    return replace(state, stops=(changed, *others), by_hand=by_hand)


def unchecked(state: PickState, shelf: str) -> PickState:
    """The state with nothing known of a shelf: a unit was put back on it."""
    return replace(
        state,
        checked=tuple(s for s in state.checked if s != shelf),
        not_empty=tuple(s for s in state.not_empty if s != shelf),
    )


def moved_last(state: PickState, line_id: PickLineId) -> PickState:
    """The state with a stop moved to the end of the work."""
    stop = next(stop for stop in state.stops if stop.line_id == line_id)
    others = tuple(other for other in state.stops if other.line_id != line_id)
    return replace(state, stops=(*others, stop))


def waiting(state: PickState, gate: Gate) -> PickState:
    """The state while a gate is out; nothing is counted before the centre's word."""
    return replace(state, phase=PickPhase.WAITING, resume=state.phase, gate=gate)


def recalled(state: PickState) -> PickState:
    """The state before the gate that is out."""
    return replace(state, phase=state.resume, gate=None)


def locked(state: PickState, stop: Verdict) -> PickState:
    """The state that waits for a stop to be confirmed."""
    resume = state.resume if state.phase is PickPhase.STOPPED else state.phase
    return replace(state, phase=PickPhase.STOPPED, resume=resume, stop=stop)


def emptied(state: PickState) -> PickState:
    """No task open; what the guard knows of the scanners is kept."""
    return PickState(guard=state.guard)

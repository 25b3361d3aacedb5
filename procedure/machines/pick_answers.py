"""What the centre's answers and confirmed stops do at the pick screen."""

from __future__ import annotations

from dataclasses import replace

from procedure.effects import (
    Answer,
    ClaimPickTask,
    Done,
    FinishPick,
    Gate,
    PickTaskOpened,
    PickTaskShort,
    PrintSheet,
    ReleasePickTask,
    ShortPick,
    TakeTote,
)
from procedure.machines.pick_state import (
    PickPhase,
    PickState,
    Taken,
    at_work,
    emptied,
    finish_gate,
    open_stops,
    recalled,
    waiting,
)
from procedure.machines.step import Step
from procedure.tasks import PickTask
from procedure.verdicts import Verdict, VerdictKind, verdict

ENDING_STOPS = frozenset(
    {
        VerdictKind.ORDER_STOPPED,
        VerdictKind.ORDER_CHANGED,
        VerdictKind.BAD_ADDRESS,
        VerdictKind.TAKEN_ELSEWHERE,
    }
)
"""Stops after which what this station knows of the task is no longer true: it is given back."""


def parking(state: PickState) -> Gate | None:
    """What gives an open task back without a scan (another person signs in), or None."""
    if state.task is None:
        return None
    return ReleasePickTask(state.task.task_id, state.task.fence)


def take_answer(state: PickState, answer: Answer) -> Step[PickState]:
    """The step on an answer that is no refusal."""
    match state.gate, answer:
        case ClaimPickTask(), PickTaskOpened(task):
            anew = replace(emptied(state), task=task, stops=task.stops, by_hand=task.by_hand)
            opened = at_work(anew)
            said = verdict(
                VerdictKind.TASK_OPENED,
                sheet=task.sheet_code,
                stops=sum(1 for _ in open_stops(opened.stops)),
                open=opened.quantity_asked - opened.picked,
            )
            return finish_or(opened, task, said)
        case ShortPick() as gate, PickTaskShort(task):
            return _take_short(state, gate, task)
        case FinishPick(), Done(units):
            sheet = state.task.sheet_code if state.task else ""
            said = verdict(VerdictKind.TASK_DONE, sheet=sheet, units=units or state.quantity_asked)
            return Step(emptied(state), said)
        case TakeTote(tote=tote), Done() if state.task is not None:
            into = replace(state.task, tote=tote)
            orders = state.task.order_nos
            said = verdict(VerdictKind.TOTE_TAKEN, tote=tote, order_no=orders[0] if orders else "")
            return Step(replace(recalled(state), task=into), said)
        case PrintSheet(), Done():
            return Step(recalled(state), verdict(VerdictKind.SHEET_PRINTED))
        case ReleasePickTask(), Done():
            if state.task is None:
                return Step(emptied(state), verdict(VerdictKind.CLEARED))
            said = verdict(VerdictKind.PARKED, sheet=state.task.sheet_code, counted=state.picked)
            return Step(emptied(state), said)
        case _:
            # An answer to something else: what the centre did is not known here.
            before = recalled(state)
            lost = VerdictKind.NOTHING_TO_DO if state.task is None else VerdictKind.ORDER_CHANGED
            return Step(before, verdict(lost))


def _take_short(state: PickState, gate: ShortPick, task: PickTask) -> Step[PickState]:
    """The task as it stands after a short pick; what is counted here stays counted."""
    before = {stop.line_id: stop for stop in state.stops}
    stops = tuple(
        replace(stop, picked=min(before[stop.line_id].picked, stop.quantity))
        if stop.line_id in before
        else stop
        for stop in task.stops
    )
    counted = {stop.line_id: stop.picked for stop in stops}
    taken: list[Taken] = []
    for each in reversed(state.taken):  # what left the task cannot be taken back here
        if counted.get(each.line_id, 0) >= each.units:
            counted[each.line_id] -= each.units
            taken.insert(0, each)
    after = at_work(replace(recalled(state), task=task, stops=stops, taken=tuple(taken)))
    line = before.get(gate.line_id)
    said = verdict(
        VerdictKind.SHORT_BOOKED,
        name=line.product.name if line else "",
        shelf=line.shelf if line else "",
        missing=gate.missing,
    )
    return finish_or(after, task, said)


def finish_or(state: PickState, task: PickTask, said: Verdict) -> Step[PickState]:
    """The verdict; or, where nothing is left to take, the gate that finishes the task."""
    if state.phase is not PickPhase.FINISH:
        return Step(state, said)
    gate = finish_gate(state, task)
    return Step(waiting(state, gate), None, (gate,))


def unlock(state: PickState, confirmed: Verdict) -> Step[PickState]:
    """After a confirmed stop: back to work, or the task is given back where it is void.

    A task that an order left is claimed anew, and goes on as it is now.
    """
    if confirmed.kind is VerdictKind.TASK_CHANGED:
        anew = ClaimPickTask(str(confirmed.params.get("sheet", "")) or None)
        return Step(waiting(emptied(state), anew), None, (anew,))
    gate = parking(state)
    if gate is not None and confirmed.kind in ENDING_STOPS:
        return Step(waiting(emptied(state), gate), None, (gate,))
    return Step(replace(state, phase=state.resume), verdict(VerdictKind.CLEARED))

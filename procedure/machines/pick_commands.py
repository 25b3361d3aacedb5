"""What each command card does at the pick screen."""

from __future__ import annotations

from dataclasses import replace

from procedure.effects import ClaimPickTask, PrintSheet, ReleasePickTask
from procedure.machines.pick_answers import finish_or
from procedure.machines.pick_state import (
    PickPhase,
    PickState,
    at_work,
    finish_gate,
    moved_last,
    open_stops,
    unchecked,
    waiting,
    with_counted,
)
from procedure.machines.step import Step
from procedure.tasks import PickTask
from procedure.verdicts import VerdictKind, verdict
from procedure.words import Command


def judge_command(state: PickState, command: Command) -> Step[PickState]:
    """The step on a command card; `CMD-HELP` and stops are dealt with before."""
    task = state.task
    if task is None:
        return _without_task(state, command)
    match command:
        case Command.EMPTY | Command.CONFIRM if state.phase is PickPhase.ZERO:
            return shelf_checked(state, task, is_empty=True)
        case Command.SKIP if state.phase is PickPhase.ZERO:
            return shelf_checked(state, task, is_empty=False)
        case Command.CONFIRM if state.phase is PickPhase.FINISH:
            gate = finish_gate(state, task)
            return Step(waiting(state, gate), None, (gate,))
        case Command.CONFIRM:
            return Step(state, verdict(VerdictKind.NOTHING_TO_DO))
        case Command.UNDO:
            return _undo(state, task)
        case Command.SHORT:
            return _short(state)
        case Command.SKIP:
            return _skip(state)
        case Command.PRINT if state.phase in (PickPhase.SHELF, PickPhase.PRODUCT, PickPhase.LOT):
            sheet = PrintSheet(task.task_id, task.fence)
            return Step(waiting(state, sheet), None, (sheet,))
        case Command.LOCK | Command.ABORT:
            release = ReleasePickTask(task.task_id, task.fence)
            return Step(waiting(state, release), None, (release,))
        case _:
            return Step(state, verdict(VerdictKind.COMMAND_REFUSED, command=command.value))


def _without_task(state: PickState, command: Command) -> Step[PickState]:
    match command:
        case Command.CONFIRM:
            gate = ClaimPickTask(None)
            return Step(waiting(state, gate), None, (gate,))
        case Command.LOCK:
            return Step(state, verdict(VerdictKind.PARKED))
        case Command.UNDO | Command.SHORT | Command.SKIP | Command.ABORT:
            return Step(state, verdict(VerdictKind.NOTHING_TO_DO))
        case _:
            return Step(state, verdict(VerdictKind.COMMAND_REFUSED, command=command.value))


def _undo(state: PickState, task: PickTask) -> Step[PickState]:
    """Take back the last step: a question, a unit whose lot is awaited, or the last count."""
    if state.phase is PickPhase.REASON or state.held is not None:
        return Step(at_work(state), verdict(VerdictKind.UNDONE))
    if not state.taken:
        return Step(state, verdict(VerdictKind.NOTHING_TO_DO))
    last = state.taken[-1]
    before = replace(with_counted(state, last, -last.units), taken=state.taken[:-1])
    line = before.stops[0]
    before = unchecked(before, line.shelf)
    said = verdict(
        VerdictKind.UNDONE,
        name=line.product.name,
        units=last.units,
        counted=line.picked,
        of=line.quantity,
        shelf=line.shelf,
    )
    return Step(at_work(before), said, (last.effect(task, -last.units),))


def shelf_checked(state: PickState, task: PickTask, is_empty: bool) -> Step[PickState]:
    """The picker looked: the shelf is empty, or is to be counted."""
    shelf = state.shelf
    checked = replace(state, checked=(*state.checked, shelf))
    if not is_empty:
        checked = replace(checked, not_empty=(*state.not_empty, shelf))
    kind = VerdictKind.SHELF_EMPTY if is_empty else VerdictKind.SHELF_NOT_EMPTY
    return finish_or(at_work(checked), task, verdict(kind, shelf=shelf))


def _short(state: PickState) -> Step[PickState]:
    """Ask why; only somebody who scanned the shelf can say what is not on it."""
    due = state.due
    if due is None:
        return Step(state, verdict(VerdictKind.NOTHING_TO_DO))
    if state.phase is PickPhase.SHELF:
        return Step(state, verdict(VerdictKind.WRONG_KIND, step="shelf", shelf=due.shelf))
    if state.phase is PickPhase.ZERO:
        return Step(state, verdict(VerdictKind.WRONG_KIND, step="zero", shelf=state.shelf))
    asked = verdict(VerdictKind.ASK_REASON, name=due.product.name, shelf=due.shelf)
    return Step(replace(state, phase=PickPhase.REASON, held=None), asked)


def _skip(state: PickState) -> Step[PickState]:
    due = state.due
    if state.phase is PickPhase.REASON:
        return Step(state, verdict(VerdictKind.WRONG_KIND, step="reason"))
    if due is None or sum(1 for _ in open_stops(state.stops)) < 2:
        return Step(state, verdict(VerdictKind.NOTHING_TO_DO))
    after = at_work(moved_last(state, due.line_id))
    upcoming = after.due or due
    said = verdict(
        VerdictKind.LINE_SKIPPED,
        name=due.product.name,
        next_name=upcoming.product.name,
        shelf=upcoming.shelf,
    )
    return Step(after, said)

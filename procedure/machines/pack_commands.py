"""What the command cards do at the pack bench."""

from __future__ import annotations

from dataclasses import replace

from procedure.effects import ParkParcel, ReprintLabel
from procedure.machines.pack_by_hand import confirm_by_hand
from procedure.machines.pack_open import ask_reopen, left_closed
from procedure.machines.pack_put_in import add_material, material_open, undo
from procedure.machines.pack_state import (
    PackPhase,
    PackState,
    at_work,
    materials_due,
    waiting,
)
from procedure.machines.pack_twins import confirm_twin
from procedure.machines.pack_weigh import close, confirm_close, doubtful_last
from procedure.machines.step import Scanned, Step
from procedure.policy import StationPolicy
from procedure.tasks import PackTask
from procedure.verdicts import VerdictKind, verdict
from procedure.words import Command


def judge_command(
    state: PackState, scan: Scanned, command: Command, policy: StationPolicy
) -> Step[PackState]:
    """The step on a command card."""
    if state.phase is PackPhase.REOPEN and command in (Command.UNDO, Command.ABORT):
        return Step(left_closed(state), verdict(VerdictKind.UNDONE))
    task = state.task
    if task is None:
        return _without_parcel(state, command)
    match command:
        case Command.CONFIRM:
            return _confirm(state, task, scan, policy)
        case Command.UNDO if state.phase is not PackPhase.LABEL:
            return _undo(state, task)
        case Command.NEXTBOX if state.phase is PackPhase.OPEN:
            return _next_box(state, task)
        case Command.PRINT if state.phase is PackPhase.LABEL:
            reprint = ReprintLabel(task.parcel_id, task.fence)
            return Step(waiting(state, reprint), None, (reprint,))
        case Command.REOPEN if state.phase is PackPhase.LABEL:
            return ask_reopen(state, task.box_code)
        case Command.LOCK | Command.ABORT:
            park = ParkParcel(task.parcel_id, task.fence)
            return Step(waiting(state, park), None, (park,))
        case _:
            return Step(state, verdict(VerdictKind.COMMAND_REFUSED, command=command.value))


def _without_parcel(state: PackState, command: Command) -> Step[PackState]:
    match command:
        case Command.LOCK:
            return Step(left_closed(state), verdict(VerdictKind.PARKED))
        case Command.REOPEN if state.phase is PackPhase.NO_PARCEL:
            return ask_reopen(state, "")
        case Command.CONFIRM | Command.UNDO | Command.ABORT:
            return Step(state, verdict(VerdictKind.NOTHING_TO_DO))
        case _:
            return Step(state, verdict(VerdictKind.COMMAND_REFUSED, command=command.value))


def _confirm(
    state: PackState, task: PackTask, scan: Scanned, policy: StationPolicy
) -> Step[PackState]:
    match state.phase:
        case PackPhase.TWINS:
            return confirm_twin(state, task)
        case PackPhase.CLOSE | PackPhase.WEIGH:
            return confirm_close(state, task, scan, policy)
        case PackPhase.BY_HAND:
            return confirm_by_hand(state, scan, policy)
        case PackPhase.OPEN | PackPhase.MATERIAL if due := materials_due(state):
            return add_material(state, task, due[0])
        case _:
            return Step(state, verdict(VerdictKind.NOTHING_TO_DO))


def _next_box(state: PackState, task: PackTask) -> Step[PackState]:
    """Close the box with what is in it; the rest goes into the next one."""
    if not state.packed:
        return Step(state, verdict(VerdictKind.BOX_EMPTY, order_no=task.order_no))
    lacking = material_open(state)
    if lacking is not None:
        return Step(state, lacking)
    boxing = replace(state, boxing=True)
    if state.scale is None:
        return close(boxing, task, None)
    return Step(replace(boxing, phase=PackPhase.WEIGH), verdict(VerdictKind.WEIGH_BOX))


def _undo(state: PackState, task: PackTask) -> Step[PackState]:
    """Take back a question of the scale's, or what was put in last."""
    if state.phase is PackPhase.TWINS:
        return Step(at_work(state), verdict(VerdictKind.UNDONE))
    if state.phase is PackPhase.ACCEPT:
        asked = replace(state, phase=PackPhase.WEIGH, accepting=None)
        return Step(asked, verdict(VerdictKind.UNDONE))
    if state.boxing:
        return Step(at_work(state), verdict(VerdictKind.UNDONE))
    return undo(doubtful_last(state), task)

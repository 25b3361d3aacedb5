"""What the command cards do at the pack bench."""

from __future__ import annotations

from procedure.effects import CloseParcel, ParkParcel, ReprintLabel
from procedure.machines.pack_by_hand import confirm_by_hand
from procedure.machines.pack_open import ask_reopen, left_closed
from procedure.machines.pack_put_in import add_material, material_open, undo
from procedure.machines.pack_state import PackPhase, PackState, materials_due, waiting
from procedure.machines.step import Scanned, Step
from procedure.pack_effects import NextBox
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
            return undo(state, task)
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
        case PackPhase.CLOSE:
            close = CloseParcel(task.parcel_id, task.fence)
            return Step(waiting(state, close), None, (close,))
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
    gate = NextBox(task.parcel_id, task.fence)
    return Step(waiting(state, gate), None, (gate,))

"""What the centre's answers and confirmed stops do at the put wall."""

from __future__ import annotations

from dataclasses import replace

from procedure.effects import Answer, Done, Gate
from procedure.machines.sort_state import (
    SortPhase,
    SortState,
    at_work,
    emptied,
    recalled,
    waiting,
)
from procedure.machines.step import Step
from procedure.tasks import WallTask
from procedure.verdicts import Param, Verdict, VerdictKind, verdict
from procedure.wall_effects import FinishWall, OpenWall, ReleaseWall, WallFinished, WallOpened

ENDING_STOPS = frozenset({VerdictKind.ORDER_CHANGED, VerdictKind.TAKEN_ELSEWHERE})
"""Stops after which what this station knows of the wave is no longer true: it is given back."""


def parking(state: SortState) -> Gate | None:
    """What gives an open wave back without a scan (another person signs in), or None."""
    if state.task is None:
        return None
    return ReleaseWall(state.task.wave_id, state.task.fence)


def take_answer(state: SortState, answer: Answer) -> Step[SortState]:
    """The step on an answer that is no refusal."""
    task = state.task
    match state.gate, answer:
        case OpenWall(), WallOpened(opened):
            return _opened(state, opened)
        case FinishWall(), WallFinished(parcels, put_back):
            return Step(emptied(state), _finished(state, parcels, put_back))
        case ReleaseWall(), Done():
            if task is None:
                return Step(emptied(state), verdict(VerdictKind.CLEARED))
            said = verdict(VerdictKind.PARKED, wave_no=task.wave_no, counted=state.sorted)
            return Step(emptied(state), said)
        case _:
            # An answer to something else: what the centre did is not known here.
            lost = VerdictKind.NOTHING_TO_DO if task is None else VerdictKind.ORDER_CHANGED
            return Step(recalled(state), verdict(lost))


def _opened(state: SortState, task: WallTask) -> Step[SortState]:
    opened = at_work(replace(emptied(state), task=task, slots=task.slots))
    if opened.phase is SortPhase.FINISH:
        gate = FinishWall(task.wave_id, task.fence)
        return Step(waiting(opened, gate), None, (gate,))
    said = verdict(
        VerdictKind.WALL_OPENED,
        wave_no=task.wave_no,
        open=opened.quantity_asked - opened.sorted,
    )
    return Step(opened, said)


def _finished(state: SortState, parcels: int, put_back: tuple[int, ...]) -> Verdict:
    """The wave is sorted; the last unit's slot is said with it."""
    params: dict[str, Param] = {
        "wave_no": "" if state.task is None else state.task.wave_no,
        "parcels": parcels,
        "put_back": ", ".join(map(str, put_back)),
    }
    if state.last is not None:
        params["slot"] = state.last.slot
    return Verdict(VerdictKind.WALL_DONE, params)


def unlock(state: SortState, confirmed: Verdict) -> Step[SortState]:
    """After a confirmed stop: back to work, or the wave is given back where it cannot go on.

    A wave of which an order was stopped is opened anew, and goes on as it is now.
    """
    wave_no = str(confirmed.params.get("wave_no", ""))
    if confirmed.kind is VerdictKind.ORDER_STOPPED and wave_no:
        anew = OpenWall(wave_no)
        return Step(waiting(emptied(state), anew), None, (anew,))
    gate = parking(state)
    if gate is not None and confirmed.kind in ENDING_STOPS:
        return Step(waiting(emptied(state), gate), None, (gate,))
    return Step(replace(state, phase=state.resume), verdict(VerdictKind.CLEARED))

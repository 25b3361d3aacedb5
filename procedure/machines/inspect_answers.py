"""What the inspect machine does with the centre's answers, and after a confirmed stop."""

from __future__ import annotations

from dataclasses import replace

from procedure.effects import (
    Answer,
    BindLabel,
    Done,
    Gate,
    LabelBound,
    ParcelClosed,
    ParkParcel,
    ReprintLabel,
)
from procedure.inspect_effects import (
    FailInspection,
    InspectionFailed,
    InspectionOpened,
    InspectionPassed,
    OpenInspection,
    ParkInspection,
    PassInspection,
)
from procedure.machines.inspect_state import (
    InspectPhase,
    InspectState,
    at_work,
    emptied,
    recalled,
    unseen,
    waiting,
)
from procedure.machines.pack_answers import ENDING_STOPS
from procedure.machines.step import Step
from procedure.tasks import InspectTask
from procedure.verdicts import Param, Verdict, VerdictKind, verdict


def parking(state: InspectState) -> Gate | None:
    """What gives an open parcel back without a scan (another person signs in), or None."""
    task = state.task
    if task is None:
        return None
    if state.number:
        return ParkParcel(task.parcel_id, state.parcel_fence)
    return ParkInspection(task.inspection_id, task.fence)


def take_answer(state: InspectState, answer: Answer) -> Step[InspectState]:
    """The step on an answer that is no refusal."""
    task = state.task
    match state.gate, answer:
        case OpenInspection(ref), InspectionOpened(opened):
            return _opened(state, opened) if ref is not None else _to_fetch(state, opened)
        case PassInspection(), InspectionPassed(number, fence) if task is not None:
            passed = replace(
                recalled(state),
                phase=InspectPhase.LABEL,
                items=tuple(replace(item, found=item.quantity) for item in state.items),
                held=None,
                done=(),
                number=number,
                parcel_fence=fence,
            )
            params: dict[str, Param] = {"number": number, "order_no": task.order_no}
            return Step(passed, Verdict(VerdictKind.INSPECTION_PASSED, params))
        case FailInspection(), InspectionFailed() as failed:
            return Step(emptied(state), _failed(failed, unseen(state)))
        case ReprintLabel(), ParcelClosed(number):
            reprinted = replace(recalled(state), number=number)
            return Step(reprinted, verdict(VerdictKind.LABEL_REPRINTED, number=number))
        case BindLabel(), LabelBound(number, order_no):
            said = verdict(VerdictKind.LABEL_BOUND, number=number, order_no=order_no)
            return Step(emptied(state), said)
        case ((ParkInspection() | ParkParcel()), Done()):
            if task is None:
                return Step(emptied(state), verdict(VerdictKind.CLEARED))
            said = verdict(VerdictKind.PARKED, order_no=task.order_no, found=state.found)
            return Step(emptied(state), said)
        case _:
            # An answer to something else: what the centre did is not known here.
            lost = VerdictKind.NOTHING_TO_DO if task is None else VerdictKind.ORDER_CHANGED
            order = {} if task is None else {"order_no": task.order_no}
            return Step(recalled(state), Verdict(lost, order))


def _with_task(state: InspectState, task: InspectTask) -> InspectState:
    return replace(emptied(state), task=task, items=task.items, defects=task.defects)


def _opened(state: InspectState, task: InspectTask) -> Step[InspectState]:
    return box_scanned(_with_task(state, task), task)


def _to_fetch(state: InspectState, task: InspectTask) -> Step[InspectState]:
    """The next one: whatever box the inspector takes, it is not known before it is scanned."""
    fetched = replace(_with_task(state, task), phase=InspectPhase.FETCH)
    return Step(fetched, verdict(VerdictKind.FETCH_BOX, box=box_words(task)))


def box_words(task: InspectTask) -> str:
    """A box as people say it: order number and index."""
    return task.box_code.removeprefix("BOX-")


def box_scanned(state: InspectState, task: InspectTask) -> Step[InspectState]:
    """The box in the inspector's hand is the open parcel's."""
    opened = at_work(state)
    said = verdict(
        VerdictKind.INSPECTION_OPENED,
        order_no=task.order_no,
        counted=opened.found,
        of=opened.quantity_asked,
    )
    return Step(opened, said)


def _failed(failed: InspectionFailed, not_seen: int) -> Verdict:
    params: dict[str, Param] = {
        "order_no": failed.order_no,
        "to_pick": failed.to_pick,
        "missing": failed.missing,
    }
    goes = "short" if failed.missing else "pick" if failed.to_pick else "pack"
    if failed.lot_no:
        goes = "lot"
        left = len(failed.left)
        params |= {"lot_no": failed.lot_no, "held": failed.held, "left": left}
        params["reach"] = {
            (False, False): "box",
            (True, False): "here",
            (False, True): "left",
            (True, True): "both",
        }[bool(failed.held), bool(left)]
    if not_seen:
        params["unseen"] = not_seen
    return Verdict(VerdictKind.INSPECTION_FAILED, params | {"goes": goes})


def unlock(state: InspectState, confirmed: Verdict) -> Step[InspectState]:
    """After a confirmed stop: back to work, or the parcel is given back where it cannot go on."""
    gate = parking(state)
    if gate is not None and confirmed.kind in ENDING_STOPS:
        return Step(waiting(emptied(state), gate), None, (gate,))
    return Step(replace(state, phase=state.resume), verdict(VerdictKind.CLEARED))

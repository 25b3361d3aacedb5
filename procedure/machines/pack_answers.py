"""What the centre's answers and confirmed stops do at the pack screen."""

from __future__ import annotations

from dataclasses import replace

from procedure.effects import (
    Answer,
    BindLabel,
    CloseParcel,
    Done,
    Gate,
    LabelBound,
    OpenHotParcel,
    OpenParcel,
    PackUnits,
    ParcelClosed,
    ParcelOpened,
    ParkParcel,
    ReprintLabel,
)
from procedure.machines.pack_state import (
    PackPhase,
    PackState,
    all_in,
    at_work,
    emptied,
    recalled,
    waiting,
)
from procedure.machines.step import Step
from procedure.tasks import PackTask
from procedure.verdicts import Verdict, VerdictKind, verdict

ENDING_STOPS = frozenset(
    {
        VerdictKind.ORDER_STOPPED,
        VerdictKind.ORDER_CHANGED,
        VerdictKind.BAD_ADDRESS,
        VerdictKind.TAKEN_ELSEWHERE,
    }
)
"""Stops after which this parcel cannot go on here: it is given back and opened anew later."""


def parking(state: PackState) -> Gate | None:
    """What gives an open parcel back without a scan (another person signs in), or None."""
    if state.task is None:
        return None
    return ParkParcel(state.task.parcel_id, state.task.fence)


def take_answer(state: PackState, answer: Answer) -> Step[PackState]:
    """The step on an answer that is no refusal."""
    task = state.task
    match state.gate, answer:
        case OpenParcel(), ParcelOpened(opened):
            return _opened(state, opened)
        case OpenHotParcel() as gate, ParcelOpened(opened):
            return _opened_for_unit(state, opened, gate)
        case CloseParcel(), ParcelClosed(number) if task is not None:
            closed = replace(
                recalled(state),
                phase=PackPhase.LABEL,
                items=all_in(state),
                held=None,
                put_in=(),
                number=number,
            )
            said = verdict(
                VerdictKind.PARCEL_CLOSED,
                number=number,
                order_no=task.order_no,
                units=closed.packed,
            )
            return Step(closed, said)
        case ReprintLabel(), ParcelClosed(number):
            reprinted = replace(recalled(state), number=number)
            return Step(reprinted, verdict(VerdictKind.LABEL_REPRINTED, number=number))
        case BindLabel(), LabelBound(number, order_no):
            said = verdict(VerdictKind.LABEL_BOUND, number=number, order_no=order_no)
            return Step(emptied(state), said)
        case ParkParcel(), Done():
            if task is None:
                return Step(emptied(state), verdict(VerdictKind.CLEARED))
            said = verdict(VerdictKind.PARKED, order_no=task.order_no, counted=state.packed)
            return Step(emptied(state), said)
        case _:
            # An answer to something else: what the centre did is not known here.
            lost = VerdictKind.NOTHING_TO_DO if task is None else VerdictKind.ORDER_CHANGED
            params = {} if task is None else {"order_no": task.order_no}
            return Step(recalled(state), Verdict(lost, params))


def _opened(state: PackState, task: PackTask) -> Step[PackState]:
    opened = at_work(replace(emptied(state), task=task, items=task.items))
    if task.closed:
        opened = replace(
            opened, phase=PackPhase.LABEL, items=all_in(opened), number=task.waybill_number or ""
        )
    elif opened.phase is PackPhase.CLOSE:
        gate = CloseParcel(task.parcel_id, task.fence)
        return Step(waiting(opened, gate), None, (gate,))
    said = verdict(
        VerdictKind.PARCEL_OPENED,
        order_no=task.order_no,
        counted=opened.packed,
        of=opened.quantity_asked,
    )
    return Step(opened, said)


def _opened_for_unit(state: PackState, task: PackTask, gate: OpenHotParcel) -> Step[PackState]:
    """A hot parcel and the unit in hand: it goes in and closes the parcel, its lot known."""
    held = state.held
    if task.closed or held is None or not task.items:
        return _opened(state, task)
    opened = at_work(replace(emptied(state), task=task, items=task.items))
    if held.product.lot_tracked and gate.lot is None:
        said = verdict(VerdictKind.PRODUCT_RIGHT, name=held.product.name, lot=task.items[0].lot)
        return Step(replace(opened, phase=PackPhase.LOT, held=held), said)
    item = task.items[0]
    effect = PackUnits(task.parcel_id, task.fence, item.order_line_id, item.lot_id, 1)
    close = CloseParcel(task.parcel_id, task.fence)
    return Step(waiting(opened, close), None, (effect, close))


def unlock(state: PackState, confirmed: Verdict) -> Step[PackState]:
    """After a confirmed stop: back to work, or the parcel is given back where it cannot go on."""
    gate = parking(state)
    if gate is not None and confirmed.kind in ENDING_STOPS:
        return Step(waiting(emptied(state), gate), None, (gate,))
    return Step(replace(state, phase=state.resume), verdict(VerdictKind.CLEARED))

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
    ParcelClosed,
    ParcelOpened,
    ParkParcel,
    ReprintLabel,
)
from procedure.inspect_effects import ParcelToInspect
from procedure.machines.pack_put_in import counted
from procedure.machines.pack_state import (
    Packed,
    PackPhase,
    PackState,
    all_in,
    emptied,
    is_closable,
    key_of,
    recalled,
    waiting,
    with_counted,
    with_task,
)
from procedure.machines.pack_weigh import weight_params
from procedure.machines.step import Step
from procedure.pack_effects import AskSerial, BoxClosed, NextBox, ReopenParcel
from procedure.tasks import PackTask
from procedure.verdicts import Param, Verdict, VerdictKind, verdict

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
        case ReopenParcel(), ParcelOpened(opened):
            return _reopened(state, opened)
        case AskSerial(), Done() if state.pending is not None:
            return counted(recalled(state), state.pending)
        case CloseParcel(), ParcelClosed(number) if task is not None:
            return _closed(state, task, number)
        case NextBox(), BoxClosed(number, next_box) if task is not None:
            return _box_closed(state, task, number, next_box)
        case ((CloseParcel() | NextBox()), ParcelToInspect(order_no)):
            said = verdict(VerdictKind.PARCEL_TO_INSPECT, order_no=order_no)
            return Step(emptied(state), said)
        case ReprintLabel(), ParcelClosed(number):
            reprinted = replace(recalled(state), number=number)
            return Step(reprinted, verdict(VerdictKind.LABEL_REPRINTED, number=number))
        case BindLabel(), LabelBound(number, order_no):
            return _bound(state, number, order_no)
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


def _closed(state: PackState, task: PackTask, number: str) -> Step[PackState]:
    closed = replace(
        recalled(state),
        phase=PackPhase.LABEL,
        items=all_in(state),
        held=None,
        off=None,
        accepting=None,
        put_in=(),
        number=number,
    )
    params: dict[str, Param] = {
        "number": number,
        "order_no": task.order_no,
        "units": closed.packed,
        **weight_params(state),
    }
    return Step(closed, Verdict(VerdictKind.PARCEL_CLOSED, params))


def _box_closed(state: PackState, task: PackTask, number: str, next_box: str) -> Step[PackState]:
    """The box holds what is in it; the rest is in the next one, opened after its label."""
    closed = replace(
        recalled(state),
        phase=PackPhase.LABEL,
        task=replace(task, parcel_count=task.parcel_count + 1),
        items=tuple(replace(item, quantity=item.packed) for item in state.items if item.packed),
        boxing=False,
        off=None,
        accepting=None,
        put_in=(),
        number=number,
        next_box=next_box,
    )
    params: dict[str, Param] = {
        "number": number,
        "order_no": task.order_no,
        "units": closed.packed,
        "next_box": next_box,
        **weight_params(state),
    }
    return Step(closed, Verdict(VerdictKind.BOX_CLOSED, params))


def _bound(state: PackState, number: str, order_no: str) -> Step[PackState]:
    if not state.next_box:
        said = verdict(VerdictKind.LABEL_BOUND, number=number, order_no=order_no)
        return Step(emptied(state), said)
    gate = OpenParcel(state.next_box)
    return Step(waiting(emptied(state), gate), None, (gate,))


def _opened(state: PackState, task: PackTask) -> Step[PackState]:
    opened = with_task(state, task)
    if task.closed:
        opened = replace(
            opened, phase=PackPhase.LABEL, items=all_in(opened), number=task.waybill_number or ""
        )
    elif opened.phase is PackPhase.CLOSE:
        gate = CloseParcel(task.parcel_id, task.fence)
        return Step(waiting(opened, gate), None, (gate,))
    params: dict[str, Param] = {
        "order_no": task.order_no,
        "counted": opened.packed,
        "of": opened.quantity_asked,
    }
    if task.parcel_count > 1:
        params |= {"box": task.parcel_index, "boxes": task.parcel_count}
    return Step(opened, Verdict(VerdictKind.PARCEL_OPENED, params))


def _reopened(state: PackState, task: PackTask) -> Step[PackState]:
    """A closed parcel once more: what is in it can be taken back unit by unit.

    It is not weighed before somebody says that nothing more is to be changed.
    """
    opened = with_task(state, task)
    if opened.phase is PackPhase.WEIGH:
        opened = replace(opened, phase=PackPhase.CLOSE)
    serials = [Packed(each.order_line_id, each.lot_id, 1, each.serial) for each in task.serials]
    rest = [
        Packed(*key, units)
        for item in task.items
        for key in [key_of(item)]
        if (units := item.packed - sum(each.item == key for each in serials))
    ]
    said = verdict(
        VerdictKind.PARCEL_REOPENED,
        order_no=task.order_no,
        number=task.void_numbers[-1] if task.void_numbers else "",
    )
    return Step(replace(opened, put_in=(*rest, *serials)), said)


def _opened_for_unit(state: PackState, task: PackTask, gate: OpenHotParcel) -> Step[PackState]:
    """A hot parcel and the unit in hand: it goes in, and closes the parcel where nothing else
    is asked for."""
    held = state.held
    if task.closed or held is None or not task.items:
        return _opened(state, task)
    opened, item = with_task(state, task), task.items[0]
    if held.product.lot_tracked and gate.lot is None:
        said = verdict(VerdictKind.PRODUCT_RIGHT, name=held.product.name, lot=item.lot)
        return Step(replace(opened, phase=PackPhase.LOT, held=held), said)
    if held.product.serial_tracked and not held.serial:
        held = replace(held, item=key_of(item))
        said = verdict(VerdictKind.SERIAL_NEXT, name=held.product.name)
        return Step(replace(opened, phase=PackPhase.SERIAL, held=held), said)
    packed = Packed(*key_of(item), 1, held.serial if held.product.serial_tracked else "")
    effect = packed.effect(task, 1)
    # Where materials lack, or it is weighed first, it is opened anew with the unit in it: an
    # answer alone counts nothing.
    following: Gate = OpenParcel(task.box_code)
    if state.scale is None and is_closable(with_counted(opened, packed, 1)):
        following = CloseParcel(task.parcel_id, task.fence)
    return Step(waiting(opened, following), None, (effect, following))


def unlock(state: PackState, confirmed: Verdict) -> Step[PackState]:
    """After a confirmed stop: back to work, or the parcel is given back where it cannot go on."""
    gate = parking(state)
    if gate is not None and confirmed.kind in ENDING_STOPS:
        return Step(waiting(emptied(state), gate), None, (gate,))
    return Step(replace(state, phase=state.resume), verdict(VerdictKind.CLEARED))

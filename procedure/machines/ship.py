"""The ship machine: pairs of box and label, parcels counted into the carrier's hand-over.

A box code asks for its label: the pair must agree. A waybill number counts its parcel into the
open hand-over, the first one opens it. `CMD-CONFIRM` hands over what is counted.

Transitions: `procedure.machines.ship_transitions` (tested to be exactly what this does).

References:
    clauses 4.2.1a, 4.2.2a, 4.2.2b; SCREENS "Ship".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import assert_never

from procedure.codes import (
    BoxReading,
    Code,
    CommandReading,
    LotReading,
    OrderReading,
    ProductReading,
    SheetReading,
    ToteReading,
    WaybillReading,
)
from procedure.effects import (
    Answer,
    BindLabel,
    BoxFound,
    CloseHandover,
    CountParcel,
    Done,
    FindBox,
    Gate,
    HandoverCounted,
    LabelBound,
)
from procedure.machines.readings import is_known, is_same, reading_of, unknown
from procedure.machines.step import Event, Scanned, Step
from procedure.machines.turn import MachineState, Rules, turn
from procedure.policy import StationPolicy
from procedure.prompts import Prompt, PromptKind
from procedure.prompts import prompt as ask
from procedure.tasks import HandoverTask
from procedure.verdicts import Verdict, VerdictKind, verdict
from procedure.words import Command

SHORTEST_NUMBER = 8
"""Characters of a text that fits no carrier's pattern and is asked for as a waybill all the same:
a pattern warns, it does not bar."""


class ShipPhase(StrEnum):
    """What the ship machine waits for."""

    IDLE = "idle"
    """Nothing counted yet."""
    HANDOVER = "handover"
    PAIR = "pair"
    """A box is found; its label is awaited."""
    WAITING = "waiting"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class ShipState(MachineState):
    """The ship machine's state.

    Attributes:
        resume: The phase after a refused gate or a confirmed stop.
        handover: The open hand-over, or None.
        box: The box whose label is awaited in phase PAIR.
    """

    phase: ShipPhase = ShipPhase.IDLE
    resume: ShipPhase = ShipPhase.IDLE
    handover: HandoverTask | None = None
    box: BoxFound | None = None


def initial() -> ShipState:
    """No hand-over open."""
    return ShipState()


def stopped(said: Verdict) -> ShipState:
    """No hand-over open, and a stop to confirm: what the centre took back."""
    return _locked(initial(), said)


def parking(state: ShipState) -> Gate | None:
    """Nothing: an open hand-over belongs to the desk, not to a person."""
    return None


def step(state: ShipState, event: Event, policy: StationPolicy) -> Step[ShipState]:
    """One step of the ship machine. Never raises."""
    return turn(_RULES, state, event, policy)


def prompt(state: ShipState) -> Prompt:
    """What the shipper is to do next."""
    match state.phase:
        case ShipPhase.IDLE:
            return ask(PromptKind.SCAN_PARCEL)
        case ShipPhase.HANDOVER:
            task = state.handover
            return ask(
                PromptKind.COUNT_PARCELS,
                carrier=task.carrier_name if task else "",
                counted=len(task.counted) if task else 0,
                of=task.expected if task else 0,
            )
        case ShipPhase.PAIR:
            box = state.box
            return ask(
                PromptKind.SCAN_LABEL,
                number=box.number if box else "",
                order_no=box.order_no if box else "",
            )
        case ShipPhase.WAITING:
            return ask(PromptKind.WAIT)
        case ShipPhase.STOPPED:
            return ask(PromptKind.CONFIRM_STOP)
        case _:
            assert_never(state.phase)


def _at_work(state: ShipState) -> ShipState:
    phase = ShipPhase.IDLE if state.handover is None else ShipPhase.HANDOVER
    return replace(state, phase=phase, box=None)


def _out(state: ShipState, gate: Gate) -> Step[ShipState]:
    out = replace(state, phase=ShipPhase.WAITING, resume=state.phase, gate=gate)
    return Step(out, None, (gate,))


def _recalled(state: ShipState) -> ShipState:
    return replace(state, phase=state.resume, gate=None)


def _locked(state: ShipState, stop: Verdict) -> ShipState:
    resume = state.resume if state.phase is ShipPhase.STOPPED else state.phase
    return replace(state, phase=ShipPhase.STOPPED, resume=resume, stop=stop)


# scans ------------------------------------------------------------------------


def _judge(state: ShipState, scan: Scanned, policy: StationPolicy) -> Step[ShipState]:
    command = reading_of(scan.code, CommandReading)
    if command is not None:
        return _judge_command(state, command.command)
    if state.phase is ShipPhase.PAIR and state.box is not None:
        return _scan_label(state, state.box, scan.code)
    return _scan_parcel(state, scan.code)


def _scan_parcel(state: ShipState, code: Code) -> Step[ShipState]:
    if reading_of(code, ProductReading) is not None:  # surer than a number's pattern
        return Step(state, verdict(VerdictKind.WRONG_KIND, step="parcel_number"))
    if any(isinstance(r, BoxReading | ToteReading | SheetReading) for r in code.readings):
        return _out(state, FindBox(code.key))
    if _may_be_waybill(code):
        return _count(state, code.key)
    if is_known(code):
        return Step(state, verdict(VerdictKind.WRONG_KIND, step="parcel_number"))
    return Step(state, unknown(code))


def _may_be_waybill(code: Code) -> bool:
    if reading_of(code, WaybillReading) is not None:
        return True
    lot = reading_of(code, LotReading)
    return lot is not None and not is_known(code) and len(code.key) >= SHORTEST_NUMBER


def _count(state: ShipState, number: str) -> Step[ShipState]:
    task = state.handover
    if task is not None and any(is_same(number, counted) for counted in task.counted):
        said = verdict(
            VerdictKind.ALREADY_COUNTED,
            number=number,
            counted=len(task.counted),
            of=task.expected,
        )
        return Step(state, said)
    return _out(state, CountParcel(None if task is None else task.handover_id, number))


def _scan_label(state: ShipState, box: BoxFound, code: Code) -> Step[ShipState]:
    """Only the box's own number makes a pair."""
    if box.number and is_same(code.key, box.number):
        return _out(state, BindLabel(box.box_code, box.number))
    order = reading_of(code, OrderReading)
    is_other_order = order is not None and not is_same(order.order_no, box.order_no)
    if reading_of(code, ProductReading) is None and (
        reading_of(code, WaybillReading) is not None or is_other_order
    ):
        said = verdict(
            VerdictKind.SWAPPED_LABEL, expected=box.number, got=code.key, order_no=box.order_no
        )
        return Step(state, said)
    if any(isinstance(r, BoxReading | ToteReading | SheetReading) for r in code.readings):
        if is_same(code.key, box.box_code):
            return Step(state, _box_right(box))
        said = verdict(VerdictKind.OTHER_ORDER_OPEN, expected=box.order_no, got=code.key)
        return Step(state, said)
    if is_known(code):
        said = verdict(VerdictKind.WRONG_KIND, step="label", number=box.number)
        return Step(state, said)
    return Step(state, unknown(code))


def _box_right(box: BoxFound) -> Verdict:
    return verdict(
        VerdictKind.BOX_RIGHT, box=box.box_code, number=box.number, order_no=box.order_no
    )


def _judge_command(state: ShipState, command: Command) -> Step[ShipState]:
    match command:
        case Command.CONFIRM if state.phase is ShipPhase.HANDOVER and state.handover is not None:
            if state.handover.counted:
                return _out(state, CloseHandover(state.handover.handover_id))
            return Step(state, verdict(VerdictKind.NOTHING_TO_DO))
        case Command.CONFIRM if state.phase is ShipPhase.PAIR and state.box is not None:
            said = verdict(VerdictKind.WRONG_KIND, step="label", number=state.box.number)
            return Step(state, said)
        case Command.UNDO | Command.ABORT if state.phase is ShipPhase.PAIR:
            return Step(_at_work(state), verdict(VerdictKind.UNDONE))
        case Command.CONFIRM | Command.UNDO | Command.ABORT:
            return Step(state, verdict(VerdictKind.NOTHING_TO_DO))
        case Command.LOCK:
            return Step(_at_work(state), verdict(VerdictKind.PARKED))
        case _:
            return Step(state, verdict(VerdictKind.COMMAND_REFUSED, command=command.value))


# answers ----------------------------------------------------------------------


def _take_answer(state: ShipState, answer: Answer) -> Step[ShipState]:
    match state.gate, answer:
        case FindBox(), BoxFound() as box:
            found = replace(_recalled(state), phase=ShipPhase.PAIR, box=box)
            return Step(found, _box_right(box))
        case BindLabel(), LabelBound(number, order_no):
            said = verdict(VerdictKind.LABEL_BOUND, number=number, order_no=order_no)
            return Step(_at_work(_recalled(state)), said)
        case CountParcel(), HandoverCounted(task, number):
            if not any(is_same(number, counted) for counted in task.counted):
                out = verdict(VerdictKind.PARCEL_TAKEN_OUT, number=number)
                return Step(_at_work(replace(_recalled(state), handover=task)), out)
            said = verdict(
                VerdictKind.PARCEL_COUNTED,
                number=number,
                counted=len(task.counted),
                of=task.expected,
                carrier=task.carrier_name,
            )
            return Step(_at_work(replace(_recalled(state), handover=task)), said)
        case CloseHandover(), Done(count):
            left = state.handover
            said = verdict(
                VerdictKind.HANDED_OVER,
                count=count or (0 if left is None else len(left.counted)),
                carrier="" if left is None else left.carrier_name,
            )
            return Step(_at_work(replace(_recalled(state), handover=None)), said)
        case _:
            # An answer to something else: scanned again, the centre tells how things stand.
            return Step(_recalled(state), verdict(VerdictKind.NOTHING_TO_DO))


_KEEPS_BOX = (
    VerdictKind.SWAPPED_LABEL,
    VerdictKind.DISK_FULL,
    VerdictKind.DISK_READ_ONLY,
    VerdictKind.DISK_FAILED,
)


def _unlock(state: ShipState, confirmed: Verdict) -> Step[ShipState]:
    """After a confirmed stop the parcel is put aside; a swapped label is looked for at once."""
    if confirmed.kind is VerdictKind.TAKEN_ELSEWHERE:
        state = replace(state, handover=None)  # closed at another desk
    if confirmed.kind in (VerdictKind.ORDER_STOPPED, VerdictKind.TO_BE_INSPECTED):
        state = _to_take_out(state, str(confirmed.params.get("number", "")))
    keeps_box = confirmed.kind in _KEEPS_BOX
    if state.resume is ShipPhase.PAIR and keeps_box:
        back = replace(state, phase=ShipPhase.PAIR)
    else:
        back = _at_work(state)
    return Step(back, verdict(VerdictKind.CLEARED))


def _to_take_out(state: ShipState, number: str) -> ShipState:
    """A parcel that the hand-over may not leave with is asked for once more, to be taken out."""
    task = state.handover
    if task is None or not number:
        return state
    counted = tuple(each for each in task.counted if not is_same(each, number))
    return replace(state, handover=replace(task, counted=counted))


_RULES = Rules(_judge, _take_answer, _recalled, _locked, _unlock)

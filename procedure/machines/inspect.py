"""The inspect machine: a drawn parcel is looked into, every unit again, before it gets its label.

A parcel is opened by its box sticker, tote, order number, pick sheet or old label; the confirm
card names the next one that waits, whose box is then scanned: no unit is looked for in a box that
nobody identified. Product, lot and serial number are scanned again as in packing. What is wrong
is noted by cards: about the unit scanned last, the next one that is not found, or the parcel.
The last unit of a parcel without defect passes it: its number is taken and its label printed,
and scanned back here. With a defect the confirm card fails it: it goes back to be picked and
packed anew.

Transitions: `procedure.machines.inspect_transitions` (tested to be exactly what this does).

References:
    clauses 3.2.3b, 4.2.2a; FIELD "QC by ISO 2859-1"; SCREENS "QC".
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from procedure.codes import (
    BoxReading,
    Code,
    CommandReading,
    DefectReading,
    LotReading,
    OrderReading,
    ProductReading,
    SheetReading,
    ToteReading,
    WaybillReading,
)
from procedure.effects import (
    BindLabel,
    ReprintLabel,
)
from procedure.inspect_effects import (
    FailInspection,
    InspectUnits,
    OpenInspection,
    PassInspection,
)
from procedure.machines.inspect_answers import (
    box_scanned,
    box_words,
    parking,
    take_answer,
    unlock,
)
from procedure.machines.inspect_count import judge_lot, judge_serial, judge_unit, lots_awaited
from procedure.machines.inspect_defects import judge_defect
from procedure.machines.inspect_state import (
    InspectPhase,
    InspectState,
    after,
    at_work,
    expected_item,
    item_at,
    locked,
    recalled,
    unseen,
    waiting,
)
from procedure.machines.readings import is_known, is_same, reading_of, readings_of, unknown
from procedure.machines.step import Event, Scanned, Step
from procedure.machines.turn import Rules, turn
from procedure.policy import StationPolicy
from procedure.prompts import Prompt, PromptKind
from procedure.prompts import prompt as ask
from procedure.tasks import InspectTask
from procedure.verdicts import Verdict, VerdictKind, verdict
from procedure.words import Command

__all__ = ["initial", "parking", "prompt", "step", "stopped"]

_OPENERS = (SheetReading, ToteReading, BoxReading, OrderReading, WaybillReading)


def initial() -> InspectState:
    """No parcel open."""
    return InspectState()


def stopped(said: Verdict) -> InspectState:
    """No parcel open, and a stop to confirm: what the centre took back after it sounded good."""
    return locked(initial(), said)


def step(state: InspectState, event: Event, policy: StationPolicy) -> Step[InspectState]:
    """One step of the inspect machine. Never raises."""
    return turn(_RULES, state, event, policy)


def prompt(state: InspectState) -> Prompt:
    """What the inspector is to do next."""
    order_no = "" if state.task is None else state.task.order_no
    match state.phase:
        case InspectPhase.NO_PARCEL:
            return ask(PromptKind.OPEN_INSPECTION)
        case InspectPhase.FETCH:
            box = "" if state.task is None else box_words(state.task)
            return ask(PromptKind.FETCH_BOX, box=box)
        case InspectPhase.OPEN:
            following = expected_item(state)
            return ask(
                PromptKind.FIND_UNIT,
                name=following.product.name if following else "",
                counted=state.found,
                of=state.quantity_asked,
                unseen=unseen(state) if state.defects else "",
            )
        case InspectPhase.LOT:
            name = state.held.product.name if state.held else ""
            return ask(PromptKind.SCAN_LOT, name=name, lot=lots_awaited(state))
        case InspectPhase.SERIAL:
            name = state.held.product.name if state.held else ""
            return ask(PromptKind.SCAN_SERIAL, name=name)
        case InspectPhase.JUDGE:
            return ask(PromptKind.CONFIRM_FAIL, order_no=order_no)
        case InspectPhase.PASS:
            return ask(PromptKind.CONFIRM_PASS, order_no=order_no)
        case InspectPhase.LABEL:
            return ask(PromptKind.SCAN_LABEL, number=state.number, order_no=order_no)
        case InspectPhase.WAITING:
            return ask(PromptKind.WAIT)
        case InspectPhase.STOPPED:
            return ask(PromptKind.CONFIRM_STOP)
        case _:
            assert_never(state.phase)


# scans ------------------------------------------------------------------------


def _judge(state: InspectState, scan: Scanned, policy: StationPolicy) -> Step[InspectState]:
    task = state.task
    command = reading_of(scan.code, CommandReading)
    if command is not None:
        return _judge_command(state, command.command)
    if task is None:
        return _open(state, scan.code)
    if state.phase is InspectPhase.FETCH:
        return _fetch(state, task, scan.code)
    if state.phase is InspectPhase.LABEL:
        return _scan_label(state, task, scan.code)
    defect = reading_of(scan.code, DefectReading)
    if defect is not None:
        return judge_defect(state, task, defect.defect)
    if state.phase is InspectPhase.LOT:
        judged = judge_lot(state, scan, policy)
        return judged or Step(state, _not_asked_for(state, task, scan.code, "lot"))
    if state.phase is InspectPhase.SERIAL:
        judged = judge_serial(state, scan, policy)
        return judged or Step(state, _not_asked_for(state, task, scan.code, "inspect_serial"))
    products = readings_of(scan.code, ProductReading)
    if products:
        return judge_unit(state, scan, products, policy)
    asked = {InspectPhase.JUDGE: "judge", InspectPhase.PASS: "pass"}.get(state.phase, "find")
    return Step(state, _stray(state, task, scan.code, asked))


def _open(state: InspectState, code: Code) -> Step[InspectState]:
    product = reading_of(code, ProductReading)
    if product is not None:  # an EAN-13 can look like a waybill number; a known product is surer
        name = product.product.name
        return Step(state, verdict(VerdictKind.NOT_OPEN, name=name, step="inspection"))
    if any(isinstance(reading, _OPENERS) for reading in code.readings):
        gate = OpenInspection(code.key)
        return Step(waiting(state, gate), None, (gate,))
    if is_known(code):
        return Step(state, verdict(VerdictKind.WRONG_KIND, step="inspection"))
    return Step(state, unknown(code))


def _fetch(state: InspectState, task: InspectTask, code: Code) -> Step[InspectState]:
    """Only a scanned box is opened: its own, or another one, which is taken instead."""
    box = reading_of(code, BoxReading)
    if box is not None and is_same(code.key, task.box_code):
        return box_scanned(state, task)
    is_product = reading_of(code, ProductReading) is not None
    if not is_product and any(isinstance(reading, _OPENERS) for reading in code.readings):
        gate = OpenInspection(code.key)
        return Step(waiting(state, gate), None, (gate,))
    if is_known(code):
        return Step(state, verdict(VerdictKind.WRONG_KIND, step="fetch", box=box_words(task)))
    return Step(state, unknown(code))


def _stray(state: InspectState, task: InspectTask, code: Code, asked: str) -> Verdict:
    """The verdict on a code that is no product: a lot by itself is asked for after its product."""
    lot = reading_of(code, LotReading)
    if lot is not None and any(i.lot and is_same(lot.lot, i.lot) for i in state.items):
        return _wrong_kind(state, asked)
    return _not_asked_for(state, task, code, asked)


def _scan_label(state: InspectState, task: InspectTask, code: Code) -> Step[InspectState]:
    """Only the parcel's own number binds; the label may carry any text, pattern or not."""
    if state.number and is_same(code.key, state.number):
        gate = BindLabel(task.box_code, state.number)
        return Step(waiting(state, gate), None, (gate,))
    if reading_of(code, ProductReading) is not None:
        return Step(state, _wrong_kind(state, "label"))
    order = reading_of(code, OrderReading)
    is_own_order = order is not None and is_same(order.order_no, task.order_no)
    if reading_of(code, WaybillReading) is not None or (order is not None and not is_own_order):
        said = verdict(
            VerdictKind.SWAPPED_LABEL,
            expected=state.number,
            got=code.key,
            order_no=task.order_no,
        )
        return Step(state, said)
    return Step(state, _not_asked_for(state, task, code, "label"))


def _not_asked_for(state: InspectState, task: InspectTask, code: Code, asked: str) -> Verdict:
    """The verdict on a scan that is not what this phase asks for."""
    opens = any(isinstance(reading, _OPENERS) for reading in code.readings)
    own = (task.box_code, task.order_no, state.number)
    is_product = reading_of(code, ProductReading) is not None
    if opens and not is_product and not any(is_same(code.key, each) for each in own):
        return verdict(VerdictKind.OTHER_ORDER_OPEN, expected=task.order_no, got=code.key)
    return _wrong_kind(state, asked) if is_known(code) else unknown(code)


def _wrong_kind(state: InspectState, asked: str) -> Verdict:
    return verdict(
        VerdictKind.WRONG_KIND,
        step=asked,
        name=state.held.product.name if state.held else "",
        lot=lots_awaited(state),
        number=state.number,
    )


# commands ---------------------------------------------------------------------


def _judge_command(state: InspectState, command: Command) -> Step[InspectState]:
    task = state.task
    if task is None:
        return _command_without_parcel(state, command)
    labelled = state.phase is InspectPhase.LABEL
    fetching = state.phase is InspectPhase.FETCH
    match command:
        case Command.CONFIRM | Command.UNDO if fetching:
            return Step(state, verdict(VerdictKind.NOTHING_TO_DO))
        case Command.CONFIRM if state.phase is InspectPhase.PASS:
            passing = PassInspection(task.inspection_id, task.fence)
            return Step(waiting(state, passing), None, (passing,))
        case Command.CONFIRM if state.defects:
            failing = FailInspection(task.inspection_id, task.fence)
            return Step(waiting(state, failing), None, (failing,))
        case Command.CONFIRM:
            return Step(state, verdict(VerdictKind.NOTHING_TO_DO))
        case Command.UNDO if not labelled:
            return _undo(state)
        case Command.PRINT if labelled:
            reprint = ReprintLabel(task.parcel_id, state.parcel_fence)
            return Step(waiting(state, reprint), None, (reprint,))
        case Command.LOCK | Command.ABORT:
            park = parking(state)
            assert park is not None
            return Step(waiting(state, park), None, (park,))
        case _:
            return Step(state, verdict(VerdictKind.COMMAND_REFUSED, command=command.value))


def _command_without_parcel(state: InspectState, command: Command) -> Step[InspectState]:
    match command:
        case Command.CONFIRM | Command.SKIP:
            gate = OpenInspection(None)
            return Step(waiting(state, gate), None, (gate,))
        case Command.LOCK:
            return Step(state, verdict(VerdictKind.PARKED))
        case Command.UNDO | Command.ABORT:
            return Step(state, verdict(VerdictKind.NOTHING_TO_DO))
        case _:
            return Step(state, verdict(VerdictKind.COMMAND_REFUSED, command=command.value))


def _undo(state: InspectState) -> Step[InspectState]:
    """Take back the last step: a unit whose lot is awaited, a count, or a defect."""
    if state.held is not None:
        return Step(at_work(replace(state, at=None)), verdict(VerdictKind.UNDONE))
    if not state.done:
        return Step(state, verdict(VerdictKind.NOTHING_TO_DO))
    effects = tuple(replace(e, quantity=-e.quantity) for e in reversed(state.done[-1]))
    before = state
    for effect in effects:
        before = after(before, effect)
    last = effects[0]
    kept = at_work(replace(before, done=state.done[:-1], at=None))
    if not isinstance(last, InspectUnits):
        return Step(kept, verdict(VerdictKind.UNDONE, defect=last.code.value), effects)
    item = item_at(before, (last.order_line_id, last.lot_id))
    assert item is not None
    said = verdict(
        VerdictKind.UNDONE,
        name=item.product.name,
        units=-last.quantity,
        counted=item.found,
        of=item.quantity,
    )
    return Step(kept, said, effects)


_RULES = Rules(_judge, take_answer, recalled, locked, unlock)

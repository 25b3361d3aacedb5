"""The sort machine: a picked wave at the put wall, unit by unit into its orders' slots.

A wave is opened by its number or by one of its pick sheets. Every unit is scanned, lot-tracked
ones with their lot, and the screen says which slot it goes into; the last one makes a parcel of
every slot. Units that are not there are booked with a reason, by the short card.

Transitions: `procedure.machines.sort_transitions` (tested to be exactly what this does).

References:
    clause 3.2.2a; FIELD "Words" (播种, 格口), "Command codes"; SCREENS "Pick" (put wall).
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from procedure.codes import (
    Code,
    CommandReading,
    LotReading,
    ProductReading,
    QuantityReading,
    ReasonReading,
    SheetReading,
)
from procedure.machines.quantity import CountedScan, Quantity, quantity_set, refused_quantity
from procedure.machines.readings import is_known, is_same, reading_of, readings_of, unknown
from procedure.machines.sort_answers import parking, take_answer, unlock
from procedure.machines.sort_count import judge_lot, judge_unit
from procedure.machines.sort_state import (
    SortPhase,
    SortState,
    at_work,
    live_items,
    locked,
    lots_awaited,
    open_units,
    recalled,
    takers,
    waiting,
    with_counted,
)
from procedure.machines.step import Event, Scanned, Step
from procedure.machines.turn import Rules, turn
from procedure.policy import StationPolicy
from procedure.prompts import Prompt, PromptKind
from procedure.prompts import prompt as ask
from procedure.tasks import WallTask
from procedure.verdicts import Verdict, VerdictKind, verdict
from procedure.wall_effects import FinishWall, OpenWall, ReleaseWall, SortUnits
from procedure.words import Command

__all__ = ["initial", "parking", "prompt", "step", "stopped"]


def initial() -> SortState:
    """No wave open."""
    return SortState()


def stopped(said: Verdict) -> SortState:
    """No wave open, and a stop to confirm: what the centre took back after it sounded good."""
    return locked(initial(), said)


def step(state: SortState, event: Event, policy: StationPolicy) -> Step[SortState]:
    """One step of the sort machine. Never raises."""
    return turn(_RULES, state, event, policy)


def prompt(state: SortState) -> Prompt:
    """What the person at the wall is to do next."""
    match state.phase:
        case SortPhase.NO_WALL:
            return ask(PromptKind.OPEN_WALL)
        case SortPhase.OPEN:
            return ask(
                PromptKind.PUT_UNIT,
                counted=state.sorted,
                of=state.quantity_asked,
                open=state.open_slots,
            )
        case SortPhase.LOT:
            name = state.held.product.name if state.held else ""
            return ask(PromptKind.SCAN_LOT, name=name, lot=lots_awaited(state))
        case SortPhase.REASON:
            return ask(PromptKind.SCAN_REASON)
        case SortPhase.FINISH:
            return ask(PromptKind.FINISH_WALL)
        case SortPhase.WAITING:
            return ask(PromptKind.WAIT)
        case SortPhase.STOPPED:
            return ask(PromptKind.CONFIRM_STOP)
        case _:
            assert_never(state.phase)


# scans ------------------------------------------------------------------------


def _judge(state: SortState, scan: Scanned, policy: StationPolicy) -> Step[SortState]:
    quantity = state.quantity
    units = quantity.units if quantity is not None and quantity.is_live(scan, policy) else None
    if quantity is not None:
        state = replace(state, quantity=None)  # next scan only, whatever it is
    command = reading_of(scan.code, CommandReading)
    if command is not None:
        if command.command is Command.UNDO and units is not None:
            return Step(state, verdict(VerdictKind.UNDONE))
        return _judge_command(state, command.command)
    if state.task is None:
        return _open(state, scan.code)
    match state.phase:
        case SortPhase.OPEN | SortPhase.FINISH:
            return _scan_unit(state, scan, policy, units)
        case SortPhase.LOT:
            return _scan_lot(state, scan, policy, units)
        case SortPhase.REASON:
            return _scan_reason(state, state.task, scan.code)
        case _:  # `turn` keeps scans away while the machine waits or is stopped
            return Step(state, verdict(VerdictKind.TOO_SOON))


def _open(state: SortState, code: Code) -> Step[SortState]:
    if reading_of(code, SheetReading) is not None:
        gate = OpenWall(code.key)
        return Step(waiting(state, gate), None, (gate,))
    product = reading_of(code, ProductReading)
    if product is not None:
        said = verdict(VerdictKind.NOT_OPEN, name=product.product.name, step="wall")
        return Step(state, said)
    if is_known(code):
        return Step(state, verdict(VerdictKind.WRONG_KIND, step="wall"))
    return Step(state, unknown(code))


def _scan_unit(
    state: SortState, scan: Scanned, policy: StationPolicy, quantity: int | None
) -> Step[SortState]:
    products = readings_of(scan.code, ProductReading)
    if products:
        return judge_unit(state, products, quantity)
    wanted = reading_of(scan.code, QuantityReading)
    if wanted is not None:
        return _take_quantity(state, scan, wanted.quantity, policy)
    lot = reading_of(scan.code, LotReading)
    asked = "sorted" if state.phase is SortPhase.FINISH else "put"
    lots = (item.lot for _, item in live_items(state.slots) if item.lot)
    if lot is not None and any(is_same(lot.lot, each) for each in lots):
        return Step(state, _wrong_kind(state, asked))
    return Step(state, _not_asked_for(state, scan.code, asked))


def _take_quantity(
    state: SortState, scan: Scanned, units: int, policy: StationPolicy
) -> Step[SortState]:
    """Remember a `QTY-nn`, unless no slot (for the goods in hand) could take it."""
    pairs = [pair for pair in live_items(state.slots) if open_units(pair[1])]
    if state.held is not None:
        pairs = takers(state, state.held.product.product_id)
    first: Verdict | None = None
    for _, item in pairs:
        most = open_units(item)
        why = CountedScan(item.product, 1, False, units).quantity_problem(most)
        if why is None:
            waits = replace(state, quantity=Quantity(units, scan.tick_ms))
            return Step(waits, quantity_set(units, policy))
        first = first or refused_quantity(item.product, units, why, most)
    return Step(state, first or _wrong_kind(state, "sorted"))


def _scan_lot(
    state: SortState, scan: Scanned, policy: StationPolicy, quantity: int | None
) -> Step[SortState]:
    wanted = reading_of(scan.code, QuantityReading)
    if wanted is not None:
        return _take_quantity(state, scan, wanted.quantity, policy)
    judged = judge_lot(state, scan, quantity)
    return judged or Step(state, _not_asked_for(state, scan.code, "lot"))


def _scan_reason(state: SortState, task: WallTask, code: Code) -> Step[SortState]:
    """Units that are not there: the wave is finished without them."""
    reason = reading_of(code, ReasonReading)
    if reason is None:
        return Step(state, _not_asked_for(state, code, "reason"))
    missing = state.quantity_asked - state.sorted
    gate = FinishWall(task.wave_id, task.fence, missing, reason.reason)
    return Step(waiting(state, gate), None, (gate,))


def _not_asked_for(state: SortState, code: Code, asked: str) -> Verdict:
    """The verdict on a scan that is not what this phase asks for."""
    task, sheet = state.task, reading_of(code, SheetReading)
    if sheet is not None and task is not None and not is_same(sheet.code, task.wave_no):
        return verdict(VerdictKind.OTHER_ORDER_OPEN, expected=task.wave_no, got=code.key)
    return _wrong_kind(state, asked) if is_known(code) else unknown(code)


def _wrong_kind(state: SortState, asked: str) -> Verdict:
    return verdict(
        VerdictKind.WRONG_KIND,
        step=asked,
        name=state.held.product.name if state.held else "",
        lot=lots_awaited(state),
    )


# commands ---------------------------------------------------------------------


def _judge_command(state: SortState, command: Command) -> Step[SortState]:
    task = state.task
    if task is None:
        return _command_without_wall(state, command)
    match command:
        case Command.CONFIRM if state.phase is SortPhase.FINISH:
            finish = FinishWall(task.wave_id, task.fence)
            return Step(waiting(state, finish), None, (finish,))
        case Command.CONFIRM:
            return Step(state, verdict(VerdictKind.NOTHING_TO_DO))
        case Command.UNDO:
            return _undo(state, task)
        case Command.SHORT:
            return _short(state)
        case Command.LOCK | Command.ABORT:
            release = ReleaseWall(task.wave_id, task.fence)
            return Step(waiting(state, release), None, (release,))
        case _:
            return Step(state, verdict(VerdictKind.COMMAND_REFUSED, command=command.value))


def _command_without_wall(state: SortState, command: Command) -> Step[SortState]:
    match command:
        case Command.LOCK:
            return Step(state, verdict(VerdictKind.PARKED))
        case Command.CONFIRM | Command.UNDO | Command.SHORT | Command.ABORT:
            return Step(state, verdict(VerdictKind.NOTHING_TO_DO))
        case _:
            return Step(state, verdict(VerdictKind.COMMAND_REFUSED, command=command.value))


def _short(state: SortState) -> Step[SortState]:
    """Ask why; what is not in its slot then counts as missing."""
    missing = state.quantity_asked - state.sorted
    if not missing:
        return Step(state, verdict(VerdictKind.NOTHING_TO_DO))
    asked = verdict(VerdictKind.ASK_REASON, missing=missing)
    return Step(replace(state, phase=SortPhase.REASON, held=None), asked)


def _undo(state: SortState, task: WallTask) -> Step[SortState]:
    """Take back the last step: a question, goods whose lot is awaited, or the last count."""
    if state.phase is SortPhase.REASON or state.held is not None:
        return Step(at_work(state), verdict(VerdictKind.UNDONE))
    if not state.put_in:
        return Step(state, verdict(VerdictKind.NOTHING_TO_DO))
    last = state.put_in[-1]
    before = replace(with_counted(state, last, -last.units), put_in=state.put_in[:-1])
    name = next(
        item.product.name
        for slot in before.slots
        for item in slot.items
        if (item.order_line_id, item.lot_id) == (last.order_line_id, last.lot_id)
    )
    said = verdict(VerdictKind.UNDONE, name=name, units=last.units, slot=last.slot)
    effect = SortUnits(task.wave_id, task.fence, last.order_line_id, last.lot_id, -last.units)
    return Step(at_work(before), said, (effect,))


_RULES = Rules(_judge, take_answer, recalled, locked, unlock)

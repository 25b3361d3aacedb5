"""The pick machine: shelf, product, lot, units; short picks; the finished task.

A picker opens a task by its sheet, its wave or an order number, or takes the next free one by
`CMD-CONFIRM`. At each stop the shelf is scanned first, then the product, then, for lot-tracked
goods, the lot; every further unit is a scan, or a `QTY-nn` and a scan. A unit without a readable
code is confirmed by hand. The shelf stays confirmed
while open stops stand on it, the lot while it is the one to take.

Transitions: `procedure.machines.pick_transitions` (tested to be exactly what this does).

References:
    clauses 3.2.2a–c; FIELD "Operations" (short pick), "Command codes"; SCREENS "Pick".
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from procedure.codes import (
    ApprovalReading,
    ByHandReading,
    CommandReading,
    LotReading,
    OrderReading,
    ProductReading,
    QuantityReading,
    ReasonReading,
    SheetReading,
    ShelfReading,
    ToteReading,
)
from procedure.effects import (
    ClaimPickTask,
    ShortPick,
    TakeTote,
)
from procedure.machines.pick_answers import parking, take_answer, unlock
from procedure.machines.pick_by_hand import (
    approve,
    ask_by_hand,
    choose_by_hand,
    confirm_by_hand,
)
from procedure.machines.pick_commands import judge_command
from procedure.machines.pick_count import judge_lot, judge_product
from procedure.machines.pick_state import (
    PickPhase,
    PickState,
    at_shelf,
    at_work,
    held_stop,
    is_other_work,
    locked,
    open_stops,
    open_units,
    recalled,
    waiting,
)
from procedure.machines.quantity import CountedScan, Quantity, quantity_set, refused_quantity
from procedure.machines.readings import is_known, is_same, reading_of, readings_of, unknown
from procedure.machines.step import Event, Scanned, Step
from procedure.machines.turn import Rules, turn
from procedure.permissions import UseCase
from procedure.policy import StationPolicy
from procedure.prompts import Prompt, PromptKind
from procedure.prompts import prompt as ask
from procedure.tasks import PickTask
from procedure.verdicts import Verdict, VerdictKind, verdict
from procedure.words import Command, PickMode


def initial() -> PickState:
    """No task open."""
    return PickState()


def stopped(said: Verdict) -> PickState:
    """No task open, and a stop to confirm: what the centre took back after it had sounded good."""
    return locked(initial(), said)


def step(state: PickState, event: Event, policy: StationPolicy) -> Step[PickState]:
    """One step of the pick machine. Never raises."""
    return turn(_RULES, state, event, policy)


def prompt(state: PickState) -> Prompt:
    """What the picker is to do next."""
    due = state.due
    match state.phase:
        case PickPhase.NO_TASK:
            return ask(PromptKind.OPEN_TASK)
        case PickPhase.WAITING:
            return ask(PromptKind.WAIT)
        case PickPhase.STOPPED:
            return ask(PromptKind.CONFIRM_STOP)
        case PickPhase.BY_HAND | PickPhase.SUPERVISOR:
            return _ask_by_hand(state)
        case PickPhase.REASON:
            return ask(PromptKind.SCAN_REASON, name=due.product.name if due else "")
        case PickPhase.ZERO:
            return ask(PromptKind.CHECK_EMPTY, shelf=state.shelf)
        case PickPhase.FINISH:
            return ask(PromptKind.FINISH_TASK)
        case PickPhase.SHELF | PickPhase.PRODUCT | PickPhase.LOT:
            pass
        case _:
            assert_never(state.phase)
    if due is None:
        return ask(PromptKind.FINISH_TASK)
    if state.phase is PickPhase.SHELF:
        return ask(
            PromptKind.SCAN_SHELF, shelf=due.shelf, name=due.product.name, open=open_units(due)
        )
    if state.phase is PickPhase.LOT:
        held = due.product if state.held is None else state.held.product
        lots = [s.lot for s in at_shelf(state) if s.product.product_id == held.product_id]
        return ask(PromptKind.SCAN_LOT, name=held.name, lot=lots[0] if lots else due.lot)
    return ask(
        PromptKind.SCAN_PRODUCT,
        name=due.product.name,
        shelf=due.shelf,
        lot=due.lot if due.product.lot_tracked else "",
        counted=due.picked,
        of=due.quantity,
        slot=str(due.slot or ""),
    )


def _ask_by_hand(state: PickState) -> Prompt:
    stop = held_stop(state)
    name, lot = (stop.product.name, stop.lot) if stop else ("", "")
    if state.phase is PickPhase.SUPERVISOR:
        return ask(PromptKind.SCAN_SUPERVISOR, name=name)
    return ask(PromptKind.CONFIRM_BY_HAND, name=name, lot=lot)


def asks_approval(state: PickState) -> UseCase | None:
    """What the next badge is to allow, and then signs nobody in; None where it signs in."""
    return UseCase.APPROVE_BY_HAND if state.phase is PickPhase.SUPERVISOR else None


__all__ = ["asks_approval", "initial", "parking", "prompt", "step", "stopped"]

# scans ------------------------------------------------------------------------


def _judge(state: PickState, scan: Scanned, policy: StationPolicy) -> Step[PickState]:
    quantity = state.quantity
    units = quantity.units if quantity is not None and quantity.is_live(scan, policy) else None
    if quantity is not None:
        state = replace(state, quantity=None)  # next scan only, whatever it is
    command = reading_of(scan.code, CommandReading)
    if command is not None:
        if command.command is Command.UNDO and units is not None:
            return Step(state, verdict(VerdictKind.UNDONE))
        if command.command is Command.CONFIRM and state.phase is PickPhase.BY_HAND:
            return confirm_by_hand(state, scan, policy)
        return judge_command(state, command.command)
    tote = reading_of(scan.code, ToteReading)
    if tote is not None and state.task is not None and _may_take_tote(state, state.task):
        take = TakeTote(state.task.task_id, state.task.fence, tote.code)
        return Step(waiting(state, take), None, (take,))
    match state.phase:
        case PickPhase.NO_TASK:
            return _open(state, scan)
        case PickPhase.SHELF:
            return _scan_shelf(state, scan)
        case PickPhase.PRODUCT:
            return _scan_product(state, scan, policy, units)
        case PickPhase.LOT:
            return _scan_lot(state, scan, policy, units)
        case PickPhase.BY_HAND | PickPhase.SUPERVISOR:
            return _scan_by_hand(state, scan, policy)
        case PickPhase.REASON:
            return _scan_reason(state, scan)
        case PickPhase.FINISH | PickPhase.ZERO:
            return _nothing_left(state, scan)
        case PickPhase.WAITING | PickPhase.STOPPED:  # `turn` keeps scans away from both
            return Step(state, verdict(VerdictKind.TOO_SOON))
        case _:
            assert_never(state.phase)


def _may_take_tote(state: PickState, task: PickTask) -> bool:
    """One order's goods go into a tote; what many orders share goes to the put wall."""
    at_the_shelf = state.phase in (PickPhase.SHELF, PickPhase.PRODUCT)
    return at_the_shelf and task.mode is PickMode.PER_ORDER


def _open(state: PickState, scan: Scanned) -> Step[PickState]:
    sheet = reading_of(scan.code, SheetReading)
    order = reading_of(scan.code, OrderReading)
    if sheet is not None or order is not None:
        gate = ClaimPickTask(scan.code.key)  # a sheet's version goes along
        return Step(waiting(state, gate), None, (gate,))
    product = reading_of(scan.code, ProductReading)
    if product is not None:
        said = verdict(VerdictKind.NOT_OPEN, name=product.product.name, step="task")
        return Step(state, said)
    if is_known(scan.code):
        return Step(state, verdict(VerdictKind.WRONG_KIND, step="task"))
    return Step(state, unknown(scan.code))


def _scan_shelf(state: PickState, scan: Scanned) -> Step[PickState]:
    shelf = reading_of(scan.code, ShelfReading)
    due = state.due
    if due is None:
        return Step(at_work(state), verdict(VerdictKind.NOTHING_TO_DO))
    if shelf is not None:
        if not is_same(shelf.code, due.shelf):
            said = verdict(VerdictKind.WRONG_SHELF, expected=due.shelf, got=shelf.code)
            return Step(state, said)
        return Step(
            at_work(replace(state, shelf=due.shelf)), _shelf_right(due.shelf, due.product.name)
        )
    over = _over_scan_of_complete(state, scan)
    return Step(state, over or _not_asked_for(state, scan, "shelf"))


def _shelf_right(shelf: str, name: str) -> Verdict:
    return verdict(VerdictKind.SHELF_RIGHT, shelf=shelf, name=name)


def _over_scan_of_complete(state: PickState, scan: Scanned) -> Verdict | None:
    """One more of what is complete already: more telling than "scan the shelf first"."""
    for reading in readings_of(scan.code, ProductReading):
        mine = [s for s in state.stops if s.product.product_id == reading.product.product_id]
        if mine and not any(open_stops(mine)):
            return verdict(
                VerdictKind.OVER_SCAN,
                name=reading.product.name,
                units=reading.units,
                open=0,
                shelf=mine[0].shelf,
            )
    return None


def _scan_product(
    state: PickState, scan: Scanned, policy: StationPolicy, quantity: int | None
) -> Step[PickState]:
    products = readings_of(scan.code, ProductReading)
    if products:
        return judge_product(state, scan, products, policy, quantity)
    shelf = reading_of(scan.code, ShelfReading)
    if shelf is not None:
        due = state.due
        if due is not None and is_same(shelf.code, state.shelf):
            return Step(state, _shelf_right(state.shelf, due.product.name))
        said = verdict(VerdictKind.WRONG_SHELF, expected=state.shelf, got=shelf.code)
        return Step(state, said)
    wanted = reading_of(scan.code, QuantityReading)
    if wanted is not None:
        return _take_quantity(state, scan, wanted.quantity, policy)
    by_hand = reading_of(scan.code, ByHandReading)
    if by_hand is not None:
        return ask_by_hand(state, by_hand)
    lot = reading_of(scan.code, LotReading)
    if lot is not None and any(is_same(lot.lot, stop.lot) for stop in at_shelf(state)):
        return Step(state, _wrong_kind(state, "product"))
    return Step(state, _not_asked_for(state, scan, "product"))


def _take_quantity(
    state: PickState, scan: Scanned, units: int, policy: StationPolicy
) -> Step[PickState]:
    """Remember a `QTY-nn`, unless no stop of this shelf could take it."""
    first: Verdict | None = None
    for stop in at_shelf(state):
        counted = CountedScan(stop.product, 1, False, units)
        why = counted.quantity_problem(open_units(stop))
        if why is None:
            waits = replace(state, quantity=Quantity(units, scan.tick_ms))
            return Step(waits, quantity_set(units, policy))
        first = first or refused_quantity(stop.product, units, why, open_units(stop))
    return Step(state, first or _wrong_kind(state, "product"))


def _scan_lot(
    state: PickState, scan: Scanned, policy: StationPolicy, quantity: int | None
) -> Step[PickState]:
    wanted = reading_of(scan.code, QuantityReading)
    if wanted is not None:
        return _take_quantity(state, scan, wanted.quantity, policy)
    by_hand = reading_of(scan.code, ByHandReading)
    if by_hand is not None:
        return ask_by_hand(state, by_hand)
    return judge_lot(state, scan, policy, quantity) or Step(
        state, _not_asked_for(state, scan, "lot")
    )


def _scan_by_hand(state: PickState, scan: Scanned, policy: StationPolicy) -> Step[PickState]:
    judged: Step[PickState] | None
    if state.phase is PickPhase.BY_HAND:
        judged = choose_by_hand(state, scan)
    else:
        approval = reading_of(scan.code, ApprovalReading)
        judged = None if approval is None else approve(state, scan, approval, policy)
    return judged or Step(state, _not_asked_for(state, scan, state.phase.value))


def _scan_reason(state: PickState, scan: Scanned) -> Step[PickState]:
    reason = reading_of(scan.code, ReasonReading)
    due = state.due
    if reason is None or due is None or state.task is None:
        return Step(state, _not_asked_for(state, scan, "reason"))
    task = state.task
    gate = ShortPick(task.task_id, task.fence, due.line_id, open_units(due), reason.reason)
    return Step(waiting(state, gate), None, (gate,))


def _nothing_left(state: PickState, scan: Scanned) -> Step[PickState]:
    over = _over_scan_of_complete(state, scan)
    asked = "zero" if state.phase is PickPhase.ZERO else "finish"
    return Step(state, over or _not_asked_for(state, scan, asked))


def _not_asked_for(state: PickState, scan: Scanned, asked: str) -> Verdict:
    """The verdict on a scan that is not what this phase asks for."""
    sheet = reading_of(scan.code, SheetReading)
    order = reading_of(scan.code, OrderReading)
    product = reading_of(scan.code, ProductReading)
    if product is None and (
        (sheet is not None and is_other_work(state, sheet.code, order_no=False))
        or (order is not None and is_other_work(state, order.order_no, order_no=True))
    ):
        own = "" if state.task is None else state.task.sheet_code
        return verdict(VerdictKind.OTHER_ORDER_OPEN, expected=own, got=scan.code.key)
    if is_known(scan.code):
        return _wrong_kind(state, asked)
    return unknown(scan.code)


def _wrong_kind(state: PickState, asked: str) -> Verdict:
    due = state.due
    return verdict(
        VerdictKind.WRONG_KIND,
        step=asked,
        name=due.product.name if due else "",
        shelf=due.shelf if due else "",
        lot=due.lot if due else "",
    )


_RULES = Rules(_judge, take_answer, recalled, locked, unlock)

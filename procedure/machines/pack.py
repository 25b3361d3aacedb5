"""The pack machine: open a parcel, put everything in, close it, prove its label.

A parcel is opened by its order number, pick sheet, tote, box sticker or waybill; where nothing is
open, a unit of a hot product opens the next parcel of it, and is counted into it at once. Every
unit is scanned, with its lot or serial number where the product has one; a unit without a readable
code is counted by hand. What the goods ask for (wrap, cardboard) is confirmed by its card. The
last of it all closes the parcel and prints its label; where the station has a scale, the parcel
closes when it weighs what it should. The label is scanned back on its own box
before the next parcel opens: any other number is a full-screen stop.

Transitions: `procedure.machines.pack_transitions` (tested to be exactly what this does).

References:
    clauses 3.2.3a, 4.2.1b, 4.2.2a; FIELD "Command codes", "Labels and waybills"; SCREENS "Pack".
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from procedure.codes import (
    ApprovalReading,
    ByHandReading,
    CommandReading,
    LotReading,
    MaterialReading,
    ProductReading,
    QuantityReading,
    WeightReading,
    WeightReasonReading,
)
from procedure.machines.pack_answers import parking, take_answer, unlock
from procedure.machines.pack_by_hand import approve, ask_by_hand, choose_by_hand
from procedure.machines.pack_commands import judge_command
from procedure.machines.pack_count import judge_lot, judge_serial, judge_unit, lots_awaited
from procedure.machines.pack_label import not_asked_for, scan_label, wrong_kind
from procedure.machines.pack_open import open_parcel, scan_reopened
from procedure.machines.pack_put_in import choose_carton, judge_material
from procedure.machines.pack_state import (
    PackPhase,
    PackState,
    at_work,
    item_due,
    item_of,
    items_of,
    locked,
    materials_due,
    open_units,
    recalled,
)
from procedure.machines.pack_twins import answer_quantity, doubted, doubtful_name
from procedure.machines.pack_weigh import (
    accept,
    ask_accept,
    awaits_weight,
    take_weight,
    weigh_params,
)
from procedure.machines.quantity import CountedScan, Quantity, quantity_set, refused_quantity
from procedure.machines.readings import is_same, reading_of, readings_of
from procedure.machines.step import Event, Scanned, Step
from procedure.machines.turn import Rules, turn
from procedure.permissions import UseCase
from procedure.policy import StationPolicy
from procedure.prompts import Prompt, PromptKind
from procedure.prompts import prompt as ask
from procedure.tasks import PackTask
from procedure.verdicts import Verdict, VerdictKind, verdict
from procedure.words import Command

__all__ = [
    "asks_approval",
    "awaits_weight",
    "initial",
    "parking",
    "prompt",
    "step",
    "stopped",
]


_APPROVED = {
    PackPhase.SUPERVISOR: UseCase.APPROVE_BY_HAND,
    PackPhase.ACCEPT: UseCase.ACCEPT_WEIGHT,
}


def initial() -> PackState:
    """No parcel open."""
    return PackState()


def stopped(said: Verdict) -> PackState:
    """No parcel open, and a stop to confirm: what the centre took back after it sounded good."""
    return locked(initial(), said)


def step(state: PackState, event: Event, policy: StationPolicy) -> Step[PackState]:
    """One step of the pack machine. Never raises."""
    return turn(_RULES, state, event, policy)


def asks_approval(state: PackState) -> UseCase | None:
    """What the next badge is to allow, and then signs nobody in; None where it signs in."""
    return _APPROVED.get(state.phase)


def prompt(state: PackState) -> Prompt:
    """What the packer is to do next."""
    order_no = "" if state.task is None else state.task.order_no
    name = state.held.product.name if state.held else ""
    match state.phase:
        case PackPhase.NO_PARCEL:
            return ask(PromptKind.OPEN_PARCEL)
        case PackPhase.OPEN:
            return _ask_unit(state, order_no)
        case PackPhase.TWINS:
            return ask(PromptKind.ONE_OR_TWO, name=doubtful_name(state))
        case PackPhase.LOT:
            return ask(PromptKind.SCAN_LOT, name=name, lot=lots_awaited(state))
        case PackPhase.SERIAL:
            return ask(PromptKind.SCAN_SERIAL, name=name)
        case PackPhase.BY_HAND:
            held = None if state.held is None or not state.held.item else state.held.item
            item = None if held is None else item_of(state, held)
            return ask(PromptKind.CONFIRM_BY_HAND, name=name, lot=item.lot if item else "")
        case PackPhase.SUPERVISOR:
            return ask(PromptKind.SCAN_SUPERVISOR, name=name)
        case PackPhase.MATERIAL:
            first = next(iter(materials_due(state)), None)
            pieces = 0 if first is None else first.quantity
            return ask(PromptKind.ADD_MATERIAL, name=first.name if first else "", pieces=pieces)
        case PackPhase.WEIGH:
            kind = PromptKind.WEIGH_PARCEL if state.off is None else PromptKind.WEIGH_AGAIN
            return Prompt(kind, weigh_params(state))
        case PackPhase.ACCEPT:
            return ask(PromptKind.APPROVE_WEIGHT, order_no=order_no)
        case PackPhase.CLOSE:
            return ask(PromptKind.CLOSE_PARCEL, order_no=order_no)
        case PackPhase.LABEL:
            return ask(PromptKind.SCAN_LABEL, number=state.number, order_no=order_no)
        case PackPhase.REOPEN:
            return _ask_reopen(state)
        case PackPhase.WAITING:
            return ask(PromptKind.WAIT)
        case PackPhase.STOPPED:
            return ask(PromptKind.CONFIRM_STOP)
        case _:
            assert_never(state.phase)


def _ask_unit(state: PackState, order_no: str) -> Prompt:
    due = item_due(state)
    return ask(
        PromptKind.SCAN_UNIT,
        name=due.product.name if due else "",
        counted=state.packed,
        of=state.quantity_asked,
        order_no=order_no,
    )


def _ask_reopen(state: PackState) -> Prompt:
    if state.reopen:
        return ask(PromptKind.REOPEN_WHY, code=state.reopen)
    return ask(PromptKind.REOPEN_WHICH)


# scans ------------------------------------------------------------------------


def _judge(state: PackState, scan: Scanned, policy: StationPolicy) -> Step[PackState]:
    state = replace(state, scale=scan.scale)
    weight = reading_of(scan.code, WeightReading)
    if weight is not None:
        return take_weight(state, weight, scan, policy)
    quantity = state.quantity
    units = quantity.units if quantity is not None and quantity.is_live(scan, policy) else None
    if quantity is not None:
        state = replace(state, quantity=None)  # next scan only, whatever it is
    command = reading_of(scan.code, CommandReading)
    if command is not None:
        if command.command is Command.UNDO and units is not None:
            return Step(state, verdict(VerdictKind.UNDONE))
        return judge_command(state, scan, command.command, policy)
    if state.phase is PackPhase.REOPEN:
        return scan_reopened(state, scan.code)
    if state.task is None:
        return open_parcel(state, scan, policy, units)
    return _judge_in_parcel(state, state.task, scan, policy, units)


def _judge_in_parcel(
    state: PackState, task: PackTask, scan: Scanned, policy: StationPolicy, units: int | None
) -> Step[PackState]:
    judged: Step[PackState] | None = None
    match state.phase:
        case PackPhase.WEIGH if state.boxing:
            judged = _judge_boxing(state, task, scan)
        case PackPhase.OPEN | PackPhase.MATERIAL | PackPhase.CLOSE | PackPhase.WEIGH:
            return _scan_unit(state, task, scan, policy, units)
        case PackPhase.TWINS:
            return _answer_twins(state, task, scan, policy)
        case PackPhase.LOT:
            wanted = reading_of(scan.code, QuantityReading)
            if wanted is not None:
                return _take_quantity(state, scan, wanted.quantity, policy)
            judged = judge_lot(state, scan, policy, units)
        case PackPhase.SERIAL:
            judged = judge_serial(state, scan, policy, units)
        case PackPhase.BY_HAND:
            judged = choose_by_hand(state, scan)
        case PackPhase.SUPERVISOR:
            approval = reading_of(scan.code, ApprovalReading)
            judged = None if approval is None else approve(state, scan, approval, policy)
        case PackPhase.ACCEPT:
            judged = _judge_acceptance(state, task, scan)
        case PackPhase.LABEL:
            return scan_label(state, task, scan.code)
        case _:  # `turn` keeps scans away while the machine waits or is stopped
            return Step(state, verdict(VerdictKind.TOO_SOON))
    return judged or Step(state, not_asked_for(state, scan.code, state.phase.value))


def _answer_twins(
    state: PackState, task: PackTask, scan: Scanned, policy: StationPolicy
) -> Step[PackState]:
    """One unit or two? Another product, or the same once more, is an answer: it was one."""
    if readings_of(scan.code, ProductReading):
        return _scan_unit(at_work(state), task, scan, policy, None)
    wanted = reading_of(scan.code, QuantityReading)
    if wanted is not None:
        return answer_quantity(state, task, wanted.quantity)
    return Step(state, not_asked_for(state, scan.code, "twins"))


def _judge_boxing(state: PackState, task: PackTask, scan: Scanned) -> Step[PackState] | None:
    """A box that closes with what is in it: nothing more goes in while it is weighed."""
    card = reading_of(scan.code, MaterialReading)
    if card is not None:
        return choose_carton(state, task, card)
    reason = reading_of(scan.code, WeightReasonReading)
    return None if reason is None else ask_accept(state, reason)


def _judge_acceptance(state: PackState, task: PackTask, scan: Scanned) -> Step[PackState] | None:
    reason = reading_of(scan.code, WeightReasonReading)
    if reason is not None:
        return ask_accept(state, reason)
    approval = reading_of(scan.code, ApprovalReading)
    return None if approval is None else accept(state, task, approval)


_ASKED = {
    PackPhase.OPEN: "unit",
    PackPhase.MATERIAL: "material",
    PackPhase.WEIGH: "weigh",
    PackPhase.CLOSE: "close",
}


def _scan_unit(
    state: PackState, task: PackTask, scan: Scanned, policy: StationPolicy, quantity: int | None
) -> Step[PackState]:
    products = readings_of(scan.code, ProductReading)
    if products:
        step = judge_unit(state, scan, products, policy, quantity)
        return doubted(state, scan, policy, step) if quantity is None else step
    wanted = reading_of(scan.code, QuantityReading)
    if wanted is not None:
        return _take_quantity(state, scan, wanted.quantity, policy)
    material = reading_of(scan.code, MaterialReading)
    if material is not None:
        return judge_material(state, task, material)
    by_hand = reading_of(scan.code, ByHandReading)
    if by_hand is not None:
        return ask_by_hand(state, by_hand)
    reason = reading_of(scan.code, WeightReasonReading)
    if reason is not None and state.phase is PackPhase.WEIGH:
        return ask_accept(state, reason)
    lot = reading_of(scan.code, LotReading)
    asked = _ASKED[state.phase]
    if lot is not None and any(i.lot and is_same(lot.lot, i.lot) for i in state.items):
        return Step(state, wrong_kind(state, asked))
    return Step(state, not_asked_for(state, scan.code, asked))


def _take_quantity(
    state: PackState, scan: Scanned, units: int, policy: StationPolicy
) -> Step[PackState]:
    """Remember a `QTY-nn`, unless no item (of the unit in hand) could take it."""
    items = state.items
    if state.held is not None:
        items = items_of(state, state.held.product.product_id)
    first: Verdict | None = None
    for item in items:
        most = open_units(item)
        if not most:
            continue
        why = CountedScan(item.product, 1, False, units).quantity_problem(most)
        if why is None:
            waits = replace(state, quantity=Quantity(units, scan.tick_ms))
            return Step(waits, quantity_set(units, policy))
        first = first or refused_quantity(item.product, units, why, most)
    return Step(state, first or wrong_kind(state, _ASKED.get(state.phase, state.phase.value)))


_RULES = Rules(_judge, take_answer, recalled, locked, unlock)

"""The pack machine: open a parcel, count every unit in, close it, prove its label.

A parcel is opened by its order number, pick sheet, tote, box sticker or waybill; where nothing is
open, a unit of a hot product opens the next parcel of it, and is counted into it at once. Every
unit is scanned, lot-tracked ones with their lot; the last one closes the parcel and prints its
label. The label is scanned back on its own box before the next parcel opens: any other number is a
full-screen stop.

Transitions: `procedure.machines.pack_transitions` (tested to be exactly what this does).

References:
    clauses 3.2.3a, 4.2.1b, 4.2.2a; FIELD "Command codes", "Labels and waybills"; SCREENS "Pack".
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from procedure.codes import (
    BoxReading,
    Code,
    CommandReading,
    LotReading,
    OrderReading,
    ProductReading,
    QuantityReading,
    SheetReading,
    ToteReading,
    WaybillReading,
)
from procedure.effects import (
    BindLabel,
    CloseParcel,
    OpenHotParcel,
    OpenParcel,
    PackUnits,
    ParkParcel,
    ReprintLabel,
)
from procedure.machines.pack_answers import parking, take_answer, unlock
from procedure.machines.pack_count import judge_lot, judge_unit, lots_awaited
from procedure.machines.pack_state import (
    HeldUnit,
    PackPhase,
    PackState,
    at_work,
    items_of,
    locked,
    open_units,
    recalled,
    waiting,
    with_counted,
)
from procedure.machines.quantity import CountedScan, Quantity, quantity_set, refused_quantity
from procedure.machines.readings import (
    is_expired,
    is_known,
    is_same,
    reading_of,
    readings_of,
    the_one,
    unknown,
)
from procedure.machines.step import Event, Scanned, Step
from procedure.machines.turn import Rules, turn
from procedure.policy import StationPolicy
from procedure.prompts import Prompt, PromptKind
from procedure.prompts import prompt as ask
from procedure.tasks import PackTask
from procedure.verdicts import Verdict, VerdictKind, verdict
from procedure.words import Command

__all__ = ["initial", "parking", "prompt", "step", "stopped"]

_OPENERS = (SheetReading, ToteReading, BoxReading, OrderReading, WaybillReading)


def initial() -> PackState:
    """No parcel open."""
    return PackState()


def stopped(said: Verdict) -> PackState:
    """No parcel open, and a stop to confirm: what the centre took back after it sounded good."""
    return locked(initial(), said)


def step(state: PackState, event: Event, policy: StationPolicy) -> Step[PackState]:
    """One step of the pack machine. Never raises."""
    return turn(_RULES, state, event, policy)


def prompt(state: PackState) -> Prompt:
    """What the packer is to do next."""
    order_no = "" if state.task is None else state.task.order_no
    match state.phase:
        case PackPhase.NO_PARCEL:
            return ask(PromptKind.OPEN_PARCEL)
        case PackPhase.OPEN:
            last = state.last_index
            rows = [] if last is None else [state.items[last]]
            following = next((i for i in (*rows, *state.items) if open_units(i)), None)
            return ask(
                PromptKind.SCAN_UNIT,
                name=following.product.name if following else "",
                counted=state.packed,
                of=state.quantity_asked,
                order_no=order_no,
            )
        case PackPhase.LOT:
            name = state.held.product.name if state.held else ""
            return ask(PromptKind.SCAN_LOT, name=name, lot=lots_awaited(state))
        case PackPhase.CLOSE:
            return ask(PromptKind.CLOSE_PARCEL, order_no=order_no)
        case PackPhase.LABEL:
            return ask(PromptKind.SCAN_LABEL, number=state.number, order_no=order_no)
        case PackPhase.WAITING:
            return ask(PromptKind.WAIT)
        case PackPhase.STOPPED:
            return ask(PromptKind.CONFIRM_STOP)
        case _:
            assert_never(state.phase)


# scans ------------------------------------------------------------------------


def _judge(state: PackState, scan: Scanned, policy: StationPolicy) -> Step[PackState]:
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
        return _open(state, scan, policy, units)
    match state.phase:
        case PackPhase.OPEN | PackPhase.CLOSE:
            return _scan_unit(state, scan, policy, units)
        case PackPhase.LOT:
            return _scan_lot(state, scan, policy, units)
        case PackPhase.LABEL:
            return _scan_label(state, state.task, scan.code)
        case _:  # `turn` keeps scans away while the machine waits or is stopped
            return Step(state, verdict(VerdictKind.TOO_SOON))


def _open(
    state: PackState, scan: Scanned, policy: StationPolicy, quantity: int | None
) -> Step[PackState]:
    code = scan.code
    products = readings_of(code, ProductReading)
    if products:  # an EAN-13 can look like a waybill number; a known product is surer
        one = the_one(products)
        if isinstance(one, Verdict):
            return Step(state, one)
        return _open_hot(state, scan, one, policy, quantity)
    if any(isinstance(reading, _OPENERS) for reading in code.readings):
        gate = OpenParcel(code.key)
        return Step(waiting(state, gate), None, (gate,))
    if is_known(code):
        return Step(state, verdict(VerdictKind.WRONG_KIND, step="parcel"))
    return Step(state, unknown(code))


def _open_hot(
    state: PackState,
    scan: Scanned,
    unit: ProductReading,
    policy: StationPolicy,
    quantity: int | None,
) -> Step[PackState]:
    """A unit while nothing is open: the centre knows whether a hot parcel waits for it."""
    name = unit.product.name
    if unit.units != 1 or quantity is not None:
        return Step(state, verdict(VerdictKind.NOT_OPEN, name=name, step="parcel"))
    lot = unit.lot if unit.product.lot_tracked else None
    if lot is not None and is_expired(unit.expires_on, scan.today, policy):
        return Step(state, verdict(VerdictKind.EXPIRED_LOT, name=name, got=lot))
    gate = OpenHotParcel(unit.product.product_id, lot)
    held = HeldUnit(unit.product, 1, unit.serial is not None)
    return Step(waiting(replace(state, held=held), gate), None, (gate,))


def _scan_unit(
    state: PackState, scan: Scanned, policy: StationPolicy, quantity: int | None
) -> Step[PackState]:
    products = readings_of(scan.code, ProductReading)
    if products:
        return judge_unit(state, scan, products, policy, quantity)
    wanted = reading_of(scan.code, QuantityReading)
    if wanted is not None:
        return _take_quantity(state, scan, wanted.quantity, policy)
    lot = reading_of(scan.code, LotReading)
    asked = "close" if state.phase is PackPhase.CLOSE else "unit"
    if lot is not None and any(i.lot and is_same(lot.lot, i.lot) for i in state.items):
        return Step(state, _wrong_kind(state, asked))
    return Step(state, _not_asked_for(state, scan.code, asked))


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
    return Step(state, first or _wrong_kind(state, "close"))


def _scan_lot(
    state: PackState, scan: Scanned, policy: StationPolicy, quantity: int | None
) -> Step[PackState]:
    wanted = reading_of(scan.code, QuantityReading)
    if wanted is not None:
        return _take_quantity(state, scan, wanted.quantity, policy)
    judged = judge_lot(state, scan, policy, quantity)
    return judged or Step(state, _not_asked_for(state, scan.code, "lot"))


def _scan_label(state: PackState, task: PackTask, code: Code) -> Step[PackState]:
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
    return Step(state, _not_asked_for(state, code, "label"))


def _not_asked_for(state: PackState, code: Code, asked: str) -> Verdict:
    """The verdict on a scan that is not what this phase asks for."""
    task = state.task
    opens = any(isinstance(reading, _OPENERS) for reading in code.readings)
    if (
        opens
        and task is not None
        and reading_of(code, ProductReading) is None
        and not any(is_same(code.key, own) for own in (task.box_code, task.order_no, state.number))
    ):
        return verdict(VerdictKind.OTHER_ORDER_OPEN, expected=task.order_no, got=code.key)
    return _wrong_kind(state, asked) if is_known(code) else unknown(code)


def _wrong_kind(state: PackState, asked: str) -> Verdict:
    return verdict(
        VerdictKind.WRONG_KIND,
        step=asked,
        name=state.held.product.name if state.held else "",
        lot=lots_awaited(state),
        number=state.number,
    )


# commands ---------------------------------------------------------------------


def _judge_command(state: PackState, command: Command) -> Step[PackState]:
    task = state.task
    if task is None:
        return _command_without_parcel(state, command)
    match command:
        case Command.CONFIRM if state.phase is PackPhase.CLOSE:
            close = CloseParcel(task.parcel_id, task.fence)
            return Step(waiting(state, close), None, (close,))
        case Command.CONFIRM:
            return Step(state, verdict(VerdictKind.NOTHING_TO_DO))
        case Command.UNDO if state.phase is not PackPhase.LABEL:
            return _undo(state, task)
        case Command.PRINT if state.phase is PackPhase.LABEL:
            reprint = ReprintLabel(task.parcel_id, task.fence)
            return Step(waiting(state, reprint), None, (reprint,))
        case Command.LOCK | Command.ABORT:
            park = ParkParcel(task.parcel_id, task.fence)
            return Step(waiting(state, park), None, (park,))
        case _:
            return Step(state, verdict(VerdictKind.COMMAND_REFUSED, command=command.value))


def _command_without_parcel(state: PackState, command: Command) -> Step[PackState]:
    match command:
        case Command.LOCK:
            return Step(state, verdict(VerdictKind.PARKED))
        case Command.CONFIRM | Command.UNDO | Command.ABORT:
            return Step(state, verdict(VerdictKind.NOTHING_TO_DO))
        case _:
            return Step(state, verdict(VerdictKind.COMMAND_REFUSED, command=command.value))


def _undo(state: PackState, task: PackTask) -> Step[PackState]:
    """Take back the last step: a unit whose lot is awaited, or the last count."""
    if state.held is not None:
        return Step(at_work(state), verdict(VerdictKind.UNDONE))
    if not state.put_in:
        return Step(state, verdict(VerdictKind.NOTHING_TO_DO))
    last = state.put_in[-1]
    before = with_counted(state, last.order_line_id, last.lot_id, -last.units)
    item = next(
        i for i in before.items if (i.order_line_id, i.lot_id) == (last.order_line_id, last.lot_id)
    )
    said = verdict(
        VerdictKind.UNDONE,
        name=item.product.name,
        units=last.units,
        counted=item.packed,
        of=item.quantity,
    )
    effect = PackUnits(task.parcel_id, task.fence, last.order_line_id, last.lot_id, -last.units)
    return Step(at_work(replace(before, put_in=state.put_in[:-1])), said, (effect,))


_RULES = Rules(_judge, take_answer, recalled, locked, unlock)

"""Scanning the label back on its own box, and everything that is scanned out of place."""

from __future__ import annotations

from procedure.codes import (
    BoxReading,
    Code,
    OrderReading,
    ProductReading,
    SheetReading,
    ToteReading,
    WaybillReading,
)
from procedure.effects import BindLabel
from procedure.machines.pack_count import lots_awaited
from procedure.machines.pack_put_in import names_of
from procedure.machines.pack_state import PackState, item_of, materials_due, waiting
from procedure.machines.readings import is_known, is_same, reading_of, unknown
from procedure.machines.step import Step
from procedure.tasks import PackTask
from procedure.verdicts import Verdict, VerdictKind, verdict

OPENERS = (SheetReading, ToteReading, BoxReading, OrderReading, WaybillReading)
"""What leads to a parcel."""


def opens(code: Code) -> bool:
    """Whether a code leads to a parcel."""
    return any(isinstance(reading, OPENERS) for reading in code.readings)


def scan_label(state: PackState, task: PackTask, code: Code) -> Step[PackState]:
    """Only the parcel's own number binds; the label may carry any text, pattern or not."""
    if state.number and is_same(code.key, state.number):
        gate = BindLabel(task.box_code, state.number)
        return Step(waiting(state, gate), None, (gate,))
    if any(is_same(code.key, dead) for dead in task.void_numbers):
        said = verdict(VerdictKind.DEAD_LABEL, number=code.key, order_no=task.order_no)
        return Step(state, said)
    if reading_of(code, ProductReading) is not None:
        return Step(state, wrong_kind(state, "label"))
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
    return Step(state, not_asked_for(state, code, "label"))


def not_asked_for(state: PackState, code: Code, asked: str) -> Verdict:
    """The verdict on a scan that is not what this phase asks for."""
    task = state.task
    if (
        opens(code)
        and task is not None
        and reading_of(code, ProductReading) is None
        and not any(is_same(code.key, own) for own in (task.box_code, task.order_no, state.number))
    ):
        return verdict(VerdictKind.OTHER_ORDER_OPEN, expected=task.order_no, got=code.key)
    return wrong_kind(state, asked) if is_known(code) else unknown(code)


def _name(state: PackState) -> str:
    if state.doubtful is not None:
        item = item_of(state, state.doubtful.packed.item)
        return "" if item is None else item.product.name
    return state.held.product.name if state.held else names_of(materials_due(state))


def wrong_kind(state: PackState, asked: str) -> Verdict:
    """The verdict on a good code that this phase does not ask for."""
    return verdict(
        VerdictKind.WRONG_KIND,
        step=asked,
        name=_name(state),
        lot=lots_awaited(state),
        number=state.number,
    )

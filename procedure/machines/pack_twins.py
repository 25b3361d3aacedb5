"""Two units or one, at the pack bench: asked where time raises a doubt that no scale will settle.

Nothing is counted while it is asked, so whatever is scanned next is right: the second unit, once
more; the unit after it; or another product. The confirm card counts both at once. Where the scale
can tell a unit from none, nothing is asked: the box is too light when it is weighed, and undo
takes the doubtful unit out again.
"""

from __future__ import annotations

from dataclasses import replace

from procedure.effects import PackUnits
from procedure.machines.pack_put_in import put_in
from procedure.machines.pack_state import (
    Doubtful,
    Packed,
    PackPhase,
    PackState,
    at_work,
    item_of,
    open_units,
    unweighable,
)
from procedure.machines.quantity import CountedScan, refused_quantity
from procedure.machines.step import Scanned, Step
from procedure.policy import StationPolicy
from procedure.tasks import PackItem, PackTask
from procedure.twins import is_doubtful
from procedure.verdicts import VerdictKind, verdict
from procedure.weighing import tolerance_g


def doubted(
    state: PackState, scan: Scanned, policy: StationPolicy, step: Step[PackState]
) -> Step[PackState]:
    """A step on a product once more, where it may be the unit before it read again.

    Args:
        state: Before the step.
        step: What the scan leads to where it is a unit of its own.
    """
    effect = step.effects[0] if step.effects else None
    if not isinstance(effect, PackUnits) or effect.serial:
        return step
    packed = Packed(effect.order_line_id, effect.lot_id, effect.quantity)
    item = item_of(state, packed.item)
    key = scan.code.key
    gap_ms = state.guard.since_ms(scan) if state.pace.key == key else None
    if item is None or gap_ms is None or not is_doubtful(gap_ms, state.pace, policy):
        return replace(step, state=replace(step.state, pace=state.pace.after(key, gap_ms)))
    if _scale_tells(state, item, packed.units, policy):
        doubts = (*step.state.doubts, packed.item)
        return replace(step, state=replace(step.state, doubts=doubts))
    asked = replace(state, phase=PackPhase.TWINS, doubtful=Doubtful(packed, gap_ms))
    said = verdict(VerdictKind.ASK_TWINS, name=item.product.name)
    return Step(asked, said)


def _scale_tells(state: PackState, item: PackItem, units: int, policy: StationPolicy) -> bool:
    """Whether the box will be found too light where this unit is none."""
    planned_g = state.expected_g
    if state.scale is None or item.weight_g is None or planned_g is None:
        return False
    if state.carton is None or unweighable(state) is not None:
        return False
    off_g = tolerance_g(planned_g, policy)
    return item.weight_g * units * 100 >= off_g * policy.twin_weight_percent


def doubtful_name(state: PackState) -> str:
    """The product it is asked of, for the screen; "" where nothing is asked."""
    item = None if state.doubtful is None else item_of(state, state.doubtful.packed.item)
    return "" if item is None else item.product.name


def count_twin(state: PackState, task: PackTask, units: int) -> Step[PackState]:
    """The step on the answer that it was more units: so many are counted, at once."""
    asked = state.doubtful
    item = None if asked is None else item_of(state, asked.packed.item)
    if asked is None or item is None:
        return Step(at_work(state), verdict(VerdictKind.NOTHING_TO_DO))
    pace = state.pace.after(state.pace.key, asked.gap_ms)
    working = replace(at_work(state), pace=pace)
    return put_in(working, task, item, replace(asked.packed, units=units))


def confirm_twin(state: PackState, task: PackTask) -> Step[PackState]:
    """The step on the confirm card: the doubtful unit is one of its own."""
    return count_twin(state, task, 0 if state.doubtful is None else state.doubtful.packed.units)


def answer_quantity(state: PackState, task: PackTask, quantity: int) -> Step[PackState]:
    """The step on a `QTY-nn` as the answer: so many units were scanned, one of them counted."""
    asked = state.doubtful
    item = None if asked is None else item_of(state, asked.packed.item)
    if asked is None or item is None:
        return Step(at_work(state), verdict(VerdictKind.NOTHING_TO_DO))
    if quantity == 1:
        return Step(at_work(state), verdict(VerdictKind.UNDONE))
    more = quantity - 1
    counted = CountedScan(item.product, asked.packed.units, False, more)
    why = counted.quantity_problem(open_units(item))
    if why is not None:
        return Step(state, refused_quantity(item.product, quantity, why, open_units(item)))
    return count_twin(state, task, more)

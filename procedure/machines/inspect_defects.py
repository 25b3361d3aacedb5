"""A defect card at the inspection bench: which goods it is about, and what it notes."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from procedure.defects import DEFECTS, DefectOf
from procedure.inspect_effects import (
    InspectUnits,
    NoteDefect,
)
from procedure.machines.inspect_state import (
    Done,
    InspectState,
    after,
    at_work,
    expected_item,
    good_units,
    item_at,
    items_of,
    open_units,
)
from procedure.machines.step import Step
from procedure.parcel_words import DefectCode
from procedure.tasks import InspectItem, InspectTask
from procedure.verdicts import Verdict, VerdictKind, verdict


def judge_defect(state: InspectState, task: InspectTask, code: DefectCode) -> Step[InspectState]:
    """The step on a defect card while a parcel is open.

    A card about the parcel is noted as it is. A card about a unit that is not right is about
    the unit in hand, or the one scanned last; a card about a unit that is not there takes the
    next one that is not found.
    """
    match DEFECTS[code].of:
        case DefectOf.PARCEL:
            return _note_parcel(state, task, code)
        case DefectOf.GAP:
            return _note_gap(state, task, code)
        case DefectOf.UNIT:
            return _note_unit(state, task, code)
        case other:
            assert_never(other)


def _refused(state: InspectState, code: DefectCode, why: str) -> Step[InspectState]:
    return Step(state, verdict(VerdictKind.DEFECT_REFUSED, why=why, defect=code.value))


def _note_parcel(state: InspectState, task: InspectTask, code: DefectCode) -> Step[InspectState]:
    once = code is not DefectCode.EXTRA_ITEM
    if once and any(defect.code is code for defect in state.defects):
        return _refused(state, code, "noted")
    effect = NoteDefect(task.inspection_id, task.fence, code, None, None, 1)
    return _noted(state, (effect,), code, "")


def _note_gap(state: InspectState, task: InspectTask, code: DefectCode) -> Step[InspectState]:
    item = _in_hand(state)
    if item is None or not open_units(state, item):
        item = expected_item(state)
    if item is None:
        return _refused(state, code, "all_found")
    return _noted(state, (_on(task, item, code),), code, item.product.name)


def _note_unit(state: InspectState, task: InspectTask, code: DefectCode) -> Step[InspectState]:
    item = _in_hand(state)
    if item is None:
        return _refused(state, code, "no_unit")
    note = _on(task, item, code)
    if state.held is None and good_units(state, item):
        return _noted(state, (note,), code, item.product.name)
    if not open_units(state, item):
        return _refused(state, code, "no_unit")
    found = InspectUnits(task.inspection_id, task.fence, item.order_line_id, item.lot_id, 1)
    return _noted(state, (found, note), code, item.product.name)


def _in_hand(state: InspectState) -> InspectItem | None:
    """The item of the unit in hand, or of the one scanned last; None where neither is known."""
    if state.held is None:
        return item_at(state, state.at)
    if state.held.item is not None:
        return item_at(state, state.held.item)
    rows = items_of(state, state.held.product.product_id)
    last = item_at(state, state.at)
    if last is not None and last in rows and open_units(state, last):
        return last
    return next((item for item in rows if open_units(state, item)), None)


def _on(task: InspectTask, item: InspectItem, code: DefectCode) -> NoteDefect:
    return NoteDefect(task.inspection_id, task.fence, code, item.order_line_id, item.lot_id, 1)


def _noted(state: InspectState, effects: Done, code: DefectCode, name: str) -> Step[InspectState]:
    now = state
    for effect in effects:
        now = after(now, effect)
    said: Verdict = verdict(VerdictKind.DEFECT_NOTED, defect=code.value, name=name)
    return Step(at_work(replace(now, done=(*state.done, effects))), said, effects)

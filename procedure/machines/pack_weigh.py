"""Weighing a parcel before it closes: it closes by itself where it weighs what it should.

Where it does not, it is looked into and weighed again; or a reason is scanned and a supervisor's
badge, and both are kept with the weight. What nobody knows the weight of is weighed and not
judged. A scale that goes away keeps nobody from packing: the confirm card then closes the parcel
without a weight, unless a weight was refused before.

References:
    FIELD "Operations" (weight check).
"""

from __future__ import annotations

from dataclasses import replace

from procedure.codes import ApprovalReading, WeightReading, WeightReasonReading
from procedure.effects import CloseParcel, Gate
from procedure.machines.pack_state import (
    Packed,
    PackPhase,
    PackState,
    Undoable,
    item_of,
    key_of,
    unweighable,
    waiting,
    weight_in,
)
from procedure.machines.step import Scanned, Step
from procedure.pack_effects import NextBox, Weighed
from procedure.policy import StationPolicy
from procedure.tasks import PackItem, PackTask
from procedure.verdicts import Param, Verdict, VerdictKind, verdict
from procedure.weighing import WeighedGoods, off_by, suspect


def awaits_weight(state: PackState) -> bool:
    """Whether a load that comes to lie still says something about the open parcel."""
    return state.stop is None and state.phase in (PackPhase.WEIGH, PackPhase.ACCEPT)


def close(state: PackState, task: PackTask, weighed: Weighed | None) -> Step[PackState]:
    """The step with the gate that closes the parcel, or this box of it."""
    gate: Gate = CloseParcel(task.parcel_id, task.fence, weighed)
    if state.boxing:
        gate = NextBox(task.parcel_id, task.fence, weighed)
    return Step(waiting(state, gate), None, (gate,))


def take_weight(
    state: PackState, weight: WeightReading, scan: Scanned, policy: StationPolicy
) -> Step[PackState]:
    """The step on a load that came to lie still."""
    task = state.task
    if task is None or not awaits_weight(state):
        return Step(state, verdict(VerdictKind.NOTHING_TO_DO))
    state = replace(state, phase=PackPhase.WEIGH, accepting=None)
    if scan.scale is not None and scan.scale.is_net:
        return Step(state, verdict(VerdictKind.SCALE_TARED))
    return _judge(state, task, weight.grams, policy)


def confirm_close(
    state: PackState, task: PackTask, scan: Scanned, policy: StationPolicy
) -> Step[PackState]:
    """The step on the confirm card where everything is in: what lies on the scale now counts."""
    if scan.scale is None:
        return close(state, task, None) if state.off is None else Step(state, _told(state))
    at_scale = replace(state, phase=PackPhase.WEIGH)
    if scan.scale.is_net:
        return Step(at_scale, verdict(VerdictKind.SCALE_TARED))
    load_g = scan.scale.load_g
    if load_g is None:
        return Step(at_scale, verdict(VerdictKind.WEIGHT_AWAITED))
    return _judge(at_scale, task, load_g, policy)


def _judge(state: PackState, task: PackTask, grams: int, policy: StationPolicy) -> Step[PackState]:
    expected_g = weight_in(state)
    if expected_g is None or not off_by(grams, expected_g, policy):
        return close(replace(state, off=None), task, Weighed(grams))
    refused = replace(state, off=Weighed(grams))
    return Step(refused, _told(refused))


def _told(state: PackState) -> Verdict:
    """Why the weight that was taken last is refused, and what may explain it."""
    grams, expected_g = 0 if state.off is None else state.off.grams, weight_in(state) or 0
    off_g = grams - expected_g
    params: dict[str, Param] = {"grams": grams, "expected": expected_g, "off": abs(off_g)}
    carton = state.carton
    cartons = () if state.task is None or carton is None else state.task.cartons
    found = suspect(
        off_g,
        [
            WeighedGoods(item.product.name, item.weight_g, item.packed)
            for item in state.items
            if item.packed and item.weight_g
        ],
        [(each.name, each.weight_g - carton.weight_g) for each in cartons if carton is not None],
    )
    if found is not None and found.units:
        params |= {"name": found.name, "units": found.units}
        if off_g < 0 and found.units == 1 and doubtful_item(state, found.name) is not None:
            params["twin"] = "yes"
    elif found is not None:
        params["carton"] = found.name
    return Verdict(VerdictKind.WEIGHT_LIGHT if off_g < 0 else VerdictKind.WEIGHT_HEAVY, params)


def doubtful_item(state: PackState, name: str) -> PackItem | None:
    """The item of a product of which a unit was read twice very quickly, or None."""
    items = (item_of(state, key) for key in reversed(state.doubts))
    return next((i for i in items if i is not None and i.product.name == name and i.packed), None)


def doubtful_last(state: PackState) -> PackState:
    """The state in which undo takes the doubtful unit out that the box is too light by."""
    if state.phase is not PackPhase.WEIGH or state.off is None:
        return state
    said = _told(state)
    item = None
    if "twin" in said.params:
        item = doubtful_item(state, str(said.params["name"]))
    if item is None:
        return state
    places = [at for at, each in enumerate(state.put_in) if _is_one_of(each, item)]
    if not places:
        return state
    at = places[-1]
    others = (*state.put_in[:at], *state.put_in[at + 1 :])
    return replace(state, put_in=(*others, state.put_in[at]))


def _is_one_of(each: Undoable, item: PackItem) -> bool:
    return isinstance(each, Packed) and each.units == 1 and each.item == key_of(item)


# accepting a weight that is off ------------------------------------------------------


def ask_accept(state: PackState, card: WeightReasonReading) -> Step[PackState]:
    """The step on a reason card while the weight is off: somebody else has to look."""
    if state.off is None:
        return Step(state, verdict(VerdictKind.NOTHING_TO_DO))
    off_g = abs(state.off.grams - (weight_in(state) or 0))
    asked = replace(state, phase=PackPhase.ACCEPT, accepting=card.reason)
    return Step(asked, verdict(VerdictKind.ASK_ACCEPT, off=off_g))


def accept(state: PackState, task: PackTask, approval: ApprovalReading) -> Step[PackState]:
    """The step on a supervisor's badge: the parcel closes, with who allowed it and why."""
    if state.off is None or state.accepting is None:
        return Step(state, verdict(VerdictKind.NOTHING_TO_DO))
    if not approval.may_approve:
        return Step(state, verdict(VerdictKind.APPROVAL_NEEDED, name=approval.name))
    weighed = replace(state.off, accepted=state.accepting, supervisor_id=approval.person_id)
    return close(state, task, weighed)


# what the screen says -------------------------------------------------------------------


def weight_params(state: PackState) -> dict[str, Param]:
    """What was weighed, for the sentence on a closed parcel; nothing where no scale is there.

    Args:
        state: While the gate that closes it is out.
    """
    gate = state.gate
    weighed = gate.weighed if isinstance(gate, CloseParcel | NextBox) else None
    if weighed is None or weighed.accepted is not None:
        return {}
    unknown = unweighable(state)
    if unknown is None:
        return {"grams": weighed.grams, "weight": "right"}
    if not unknown:
        return {"grams": weighed.grams, "why": "carton"}
    return {"grams": weighed.grams, "unchecked": unknown, "why": "product"}


def weigh_params(state: PackState) -> dict[str, Param]:
    """What the screen says while the box is to be put on the scale."""
    unknown, expected_g = unweighable(state), weight_in(state)
    if expected_g is None:
        return {"unchecked": unknown, "why": "product"} if unknown else {"why": "carton"}
    return {"expected": expected_g, "why": "known"}

"""What is put into the parcel: units, materials and the carton; the last thing closes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from procedure.codes import MaterialReading
from procedure.effects import CloseParcel, Effect
from procedure.machines.pack_state import (
    CartonTaken,
    MaterialIn,
    Packed,
    PackState,
    at_work,
    is_closable,
    item_of,
    materials_due,
    open_units,
    waiting,
    with_counted,
    with_material,
)
from procedure.machines.readings import is_same
from procedure.machines.step import Step
from procedure.pack_effects import AskSerial, ChooseCarton, UseMaterial
from procedure.tasks import PackItem, PackMaterial, PackTask
from procedure.verdicts import Param, Verdict, VerdictKind, verdict


def put_in(state: PackState, task: PackTask, item: PackItem, packed: Packed) -> Step[PackState]:
    """The step that counts what was scanned.

    With the last thing that lacks goes the gate that closes the parcel, where it is not weighed
    before; a serial number waits for the centre's word, which alone knows all parcels.
    """
    effect = packed.effect(task, packed.units)
    after = with_counted(state, packed, packed.units)
    if is_closable(after) and state.scale is None:
        close = CloseParcel(task.parcel_id, task.fence)
        return Step(waiting(state, close), None, (effect, close))
    if packed.serial:
        asks = AskSerial(task.parcel_id, task.fence, item.product.product_id, packed.serial)
        return Step(waiting(replace(state, pending=packed), asks), None, (effect, asks))
    return counted(state, packed, (effect,))


def counted(state: PackState, packed: Packed, effects: tuple[Effect, ...] = ()) -> Step[PackState]:
    """The step that has counted what was scanned."""
    after = with_counted(state, packed, packed.units)
    item = item_of(after, packed.item)
    if item is None or state.task is None:
        return Step(at_work(state), verdict(VerdictKind.NOTHING_TO_DO))
    params: dict[str, Param] = {
        "name": item.product.name,
        "units": packed.units,
        "counted": item.packed,
        "of": item.quantity,
        "order_no": state.task.order_no,
    }
    kind = VerdictKind.UNIT_COUNTED if open_units(item) else VerdictKind.LINE_DONE
    return Step(
        at_work(replace(after, put_in=(*state.put_in, packed))), Verdict(kind, params), effects
    )


# materials --------------------------------------------------------------------


def judge_material(state: PackState, task: PackTask, card: MaterialReading) -> Step[PackState]:
    """The step on a material's card: one that the goods ask for, or another carton."""
    asked = next((each for each in state.materials if is_same(each.code, card.code)), None)
    if asked is not None:
        return add_material(state, task, asked)
    return choose_carton(state, task, card)


def choose_carton(state: PackState, task: PackTask, card: MaterialReading) -> Step[PackState]:
    """The step on the card of another carton."""
    carton = next((each for each in task.cartons if is_same(each.code, card.code)), None)
    if carton is None:
        code, order_no = card.code, task.order_no
        return Step(state, verdict(VerdictKind.MATERIAL_UNASKED, code=code, order_no=order_no))
    said = verdict(VerdictKind.CARTON_CHOSEN, name=carton.name)
    if carton.packaging_id == state.carton_id:
        return Step(state, said)
    effect = ChooseCarton(task.parcel_id, task.fence, carton.packaging_id)
    after = replace(
        state,
        carton_id=carton.packaging_id,
        put_in=(*state.put_in, CartonTaken(state.carton_id)),
    )
    return Step(after, said, (effect,))


def add_material(state: PackState, task: PackTask, asked: PackMaterial) -> Step[PackState]:
    """The step that confirms a material; where nothing else lacks, the parcel closes, or is
    weighed."""
    pieces = asked.quantity - asked.used
    if pieces <= 0:
        return Step(state, verdict(VerdictKind.MATERIAL_TWICE, name=asked.name))
    effect = UseMaterial(task.parcel_id, task.fence, asked.packaging_id, pieces)
    after = with_material(state, asked.packaging_id, pieces)
    if is_closable(after) and state.scale is None:
        close = CloseParcel(task.parcel_id, task.fence)
        return Step(waiting(state, close), None, (effect, close))
    undo = MaterialIn(asked.packaging_id, pieces)
    after = at_work(replace(after, put_in=(*state.put_in, undo)))
    said = verdict(VerdictKind.MATERIAL_IN, name=asked.name, pieces=pieces)
    return Step(after, said, (effect,))


def material_open(state: PackState) -> Verdict | None:
    """Why a box may not be closed: the goods in it ask for materials; None where none lacks."""
    due = materials_due(state)
    if not due:
        return None
    return verdict(VerdictKind.MATERIAL_OPEN, name=names_of(due))


def names_of(materials: Sequence[PackMaterial]) -> str:
    """Materials by name, for a sentence."""
    return ", ".join(each.name for each in materials)


# undo -------------------------------------------------------------------------


def undo(state: PackState, task: PackTask) -> Step[PackState]:
    """Take back the last step: a unit that is in hand, or what was put in last."""
    if state.held is not None:
        return Step(at_work(state), verdict(VerdictKind.UNDONE))
    if not state.put_in:
        return Step(state, verdict(VerdictKind.NOTHING_TO_DO))
    last, before = state.put_in[-1], replace(state, put_in=state.put_in[:-1])
    match last:
        case Packed():
            return _unit_out(before, task, last)
        case MaterialIn(packaging_id, pieces):
            material = UseMaterial(task.parcel_id, task.fence, packaging_id, -pieces)
            taken = at_work(with_material(before, packaging_id, -pieces))
            return Step(taken, verdict(VerdictKind.UNDONE), (material,))
        case CartonTaken(carton_id):
            carton = ChooseCarton(task.parcel_id, task.fence, carton_id)
            taken = replace(before, carton_id=carton_id)
            return Step(taken, verdict(VerdictKind.UNDONE), (carton,))


def _unit_out(state: PackState, task: PackTask, last: Packed) -> Step[PackState]:
    before = with_counted(state, last, -last.units)
    item = item_of(before, last.item)
    if item is None:
        return Step(state, verdict(VerdictKind.NOTHING_TO_DO))
    said = verdict(
        VerdictKind.UNDONE,
        name=item.product.name,
        units=last.units,
        counted=item.packed,
        of=item.quantity,
    )
    return Step(at_work(before), said, (last.effect(task, -last.units),))

"""Judging a unit and its lot at the put wall: which slot it goes into, and counting it there.

A unit goes to the order that is nearest to complete, of several to the lowest slot: so orders
are finished one after the other and their slots can be packed soonest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from procedure.codes import LotReading, ProductReading
from procedure.machines.quantity import CountedScan, QuantityProblem, refused_quantity
from procedure.machines.readings import is_same, reading_of, readings_of, the_one
from procedure.machines.sort_state import (
    HeldGoods,
    PutIn,
    SortPhase,
    SortState,
    at_work,
    live_items,
    lots_awaited,
    open_in,
    open_units,
    stopped_with,
    takers,
    waiting,
    with_counted,
)
from procedure.machines.step import Scanned, Step
from procedure.tasks import WallItem, WallSlot
from procedure.verdicts import Param, Verdict, VerdictKind, verdict
from procedure.wall_effects import FinishWall, SortUnits

Pair = tuple[WallSlot, WallItem]


def judge_unit(
    state: SortState, readings: Sequence[ProductReading], quantity: int | None
) -> Step[SortState]:
    """The step on a product while a wave is open at the wall."""
    fits = [reading for reading in readings if takers(state, reading.product.product_id)]
    if not fits:
        return Step(state, _not_needed(state, readings))
    one = the_one(fits)
    if isinstance(one, Verdict):
        return Step(state, one)
    return _judge_for(state, one, takers(state, one.product.product_id), quantity)


def _not_needed(state: SortState, readings: Sequence[ProductReading]) -> Verdict:
    """Why no slot needs any of the products a code may be."""
    for reading in readings:
        product = reading.product
        dead = stopped_with(state, product.product_id)
        if dead is not None:
            return verdict(
                VerdictKind.SLOT_STOPPED,
                name=product.name,
                order_no=dead.order_no,
                slot=dead.slot,
            )
        if any(i.product.product_id == product.product_id for _, i in live_items(state.slots)):
            return verdict(VerdictKind.OVER_SCAN, name=product.name, units=reading.units, open=0)
    wave_no = "" if state.task is None else state.task.wave_no
    got = readings[0].product.name
    return verdict(VerdictKind.WRONG_PRODUCT, got=got, wave_no=wave_no)


def _judge_for(
    state: SortState, reading: ProductReading, pairs: Sequence[Pair], quantity: int | None
) -> Step[SortState]:
    product = pairs[0][1].product
    serial = reading.serial is not None
    counted = CountedScan(product, reading.units, serial, quantity)
    if not product.lot_tracked:
        return _put(state, pairs, counted)
    if reading.lot is not None:
        return _judge_lot_of(state, reading.lot, counted)
    if quantity is not None:
        most = max(open_units(item) for _, item in pairs)
        why = QuantityProblem.LOT_FIRST
        return Step(state, refused_quantity(product, quantity, why, most))
    waits = replace(state, phase=SortPhase.LOT, held=HeldGoods(product, reading.units, serial))
    said = verdict(VerdictKind.PRODUCT_RIGHT, name=product.name, lot=lots_awaited(waits))
    return Step(waits, said)


def judge_lot(state: SortState, scan: Scanned, quantity: int | None) -> Step[SortState] | None:
    """The step on what was scanned as the lot of the goods in hand; None where it is no lot.

    After a wrong lot another unit may be taken: then a product starts over.
    """
    held = state.held
    if held is None:
        return None
    product_id = held.product.product_id
    counted = CountedScan(held.product, held.units, held.has_serial, quantity)
    lot = reading_of(scan.code, LotReading)
    products = readings_of(scan.code, ProductReading)
    theirs = [i for _, i in live_items(state.slots) if i.product.product_id == product_id]
    if lot is not None and any(is_same(lot.lot, item.lot) for item in theirs):
        return _judge_lot_of(state, lot.lot, counted)
    for product in products:
        if product.lot is not None and product.product.product_id == product_id:
            return _judge_lot_of(state, product.lot, counted)
    if products:
        if held.lot_refused:
            anew = replace(state, held=None, phase=SortPhase.OPEN)
            return judge_unit(anew, products, quantity)
        return None
    return None if lot is None else _judge_lot_of(state, lot.lot, counted)


def _judge_lot_of(state: SortState, lot: str, counted: CountedScan) -> Step[SortState]:
    """The step on a product whose lot is known: which of the orders is it for?"""
    # Whatever is wrong with the unit in hand, another one may then be taken instead.
    held = None if state.held is None else replace(state.held, lot_refused=True)
    refused = replace(state, held=held)
    product = counted.product
    pairs = [p for p in takers(state, product.product_id) if is_same(p[1].lot, lot)]
    if pairs:
        return _put(refused, pairs, counted)
    theirs = [i for _, i in live_items(state.slots) if i.product.product_id == product.product_id]
    if any(is_same(item.lot, lot) for item in theirs):
        said = verdict(
            VerdictKind.OVER_SCAN, name=product.name, units=counted.counted, open=0, lot=lot
        )
        return Step(refused, said)
    expected = ", ".join(sorted({item.lot for item in theirs if open_units(item)}))
    said = verdict(VerdictKind.WRONG_LOT, name=product.name, expected=expected, got=lot)
    return Step(refused, said)


def _put(state: SortState, pairs: Sequence[Pair], counted: CountedScan) -> Step[SortState]:
    """Count units into one slot; with the wave's last one, the gate that finishes it.

    Several units at once go into the first slot that needs them all, never into two.
    """
    roomy = (pair for pair in pairs if open_units(pair[1]) >= counted.counted)
    slot, item = next(roomy, max(pairs, key=lambda pair: open_units(pair[1])))
    problem = counted.problem(open_units(item))
    if problem is not None or state.task is None:
        return Step(state, problem or verdict(VerdictKind.NOTHING_TO_DO))
    units, task = counted.counted, state.task
    put = PutIn(slot.slot, item.order_line_id, item.lot_id, units)
    effect = SortUnits(task.wave_id, task.fence, item.order_line_id, item.lot_id, units)
    after = at_work(with_counted(state, put, units))
    if after.phase is SortPhase.FINISH:
        gate = FinishWall(task.wave_id, task.fence)
        return Step(waiting(state, gate, put), None, (effect, gate))
    params: dict[str, Param] = {
        "slot": slot.slot,
        "name": item.product.name,
        "units": units,
        "counted": sum(i.sorted for i in slot.items) + units,
        "of": sum(i.quantity for i in slot.items),
        "order_no": slot.order_no,
    }
    kind = VerdictKind.SLOT_DONE if open_in(slot) == units else VerdictKind.PUT_IN_SLOT
    return Step(replace(after, put_in=(*state.put_in, put)), Verdict(kind, params), (effect,))

"""Judging a unit and its lot at the inspection bench, and counting it as found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from procedure.codes import LotReading, ProductReading
from procedure.inspect_effects import (
    InspectUnits,
    PassInspection,
)
from procedure.machines.inspect_state import (
    InspectPhase,
    InspectState,
    UnitInHand,
    after,
    at_work,
    goods_of,
    is_complete,
    items_of,
    open_units,
    waiting,
)
from procedure.machines.quantity import CountedScan
from procedure.machines.readings import is_expired, is_same, reading_of, readings_of, the_one
from procedure.machines.step import Scanned, Step
from procedure.policy import StationPolicy
from procedure.tasks import InspectItem
from procedure.verdicts import Param, Verdict, VerdictKind, verdict

_STEP = "inspection"
"""Goods that do not fit are not put back here: a card says what is wrong."""


def judge_unit(
    state: InspectState,
    scan: Scanned,
    readings: Sequence[ProductReading],
    policy: StationPolicy,
) -> Step[InspectState]:
    """The step on a product while a parcel is open."""
    items = {r: items_of(state, r.product.product_id) for r in readings}
    fits = [r for r in readings if any(open_units(state, item) for item in items[r])]
    if fits:
        one = the_one(fits)
        if isinstance(one, Verdict):
            return Step(state, one)
        return _judge_in(state, scan, one, items[one], policy)
    for reading in readings:
        if items[reading]:
            known = items[reading][0]
            seen = replace(state, at=goods_of(known))
            return Step(seen, _over(known, reading.units, 0))
    order_no = "" if state.task is None else state.task.order_no
    said = verdict(
        VerdictKind.WRONG_PRODUCT, got=readings[0].product.name, order_no=order_no, step=_STEP
    )
    return Step(replace(state, at=None), said)


def _over(item: InspectItem, units: int, still_open: int) -> Verdict:
    return verdict(
        VerdictKind.OVER_SCAN, name=item.product.name, units=units, open=still_open, step=_STEP
    )


def _judge_in(
    state: InspectState,
    scan: Scanned,
    reading: ProductReading,
    items: tuple[InspectItem, ...],
    policy: StationPolicy,
) -> Step[InspectState]:
    still_open = [item for item in items if open_units(state, item)]
    first = still_open[0]
    counted = CountedScan(first.product, reading.units, reading.serial is not None, None)
    if not first.product.lot_tracked:
        return _count(state, first, counted)
    if reading.lot is not None:
        return _judge_lot_of(state, scan, reading.lot, reading.expires_on, items, counted, policy)
    held = UnitInHand(first.product, reading.units, reading.serial is not None)
    said = verdict(VerdictKind.PRODUCT_RIGHT, name=first.product.name, lot=_lots(still_open))
    return Step(replace(state, phase=InspectPhase.LOT, held=held, at=goods_of(first)), said)


def _lots(items: Sequence[InspectItem]) -> str:
    return ", ".join(dict.fromkeys(item.lot for item in items))


def lots_awaited(state: InspectState) -> str:
    """The lots that the unit in hand may have, for the prompt; "" where none is in hand."""
    if state.held is None:
        return ""
    items = items_of(state, state.held.product.product_id)
    return _lots([item for item in items if open_units(state, item)])


def judge_lot(
    state: InspectState, scan: Scanned, policy: StationPolicy
) -> Step[InspectState] | None:
    """The step on what was scanned as the lot of the unit in hand; None where it is no lot.

    After a wrong lot another unit may be taken: then a product starts over.
    """
    held = state.held
    if held is None:
        return None
    items = items_of(state, held.product.product_id)
    counted = CountedScan(held.product, held.units, held.has_serial, None)
    lot = reading_of(scan.code, LotReading)
    products = readings_of(scan.code, ProductReading)
    if lot is not None and any(is_same(lot.lot, item.lot) for item in items):
        return _judge_lot_of(state, scan, lot.lot, None, items, counted, policy)
    for product in products:
        if product.lot is not None and product.product.product_id == held.product.product_id:
            return _judge_lot_of(
                state, scan, product.lot, product.expires_on, items, counted, policy
            )
    if products:
        if held.lot_refused:
            return judge_unit(at_work(state), scan, products, policy)
        return None
    if lot is not None:
        return _judge_lot_of(state, scan, lot.lot, None, items, counted, policy)
    return None


def _judge_lot_of(
    state: InspectState,
    scan: Scanned,
    lot: str,
    expires_on: date | None,
    items: tuple[InspectItem, ...],
    counted: CountedScan,
    policy: StationPolicy,
) -> Step[InspectState]:
    """The step on a unit whose lot is known: does the parcel want it, and is it still good?"""
    held = None if state.held is None else replace(state.held, lot_refused=True)
    still_open = [item for item in items if open_units(state, item)]
    refused = replace(state, held=held, at=goods_of((still_open or items)[0]))
    of_lot = [item for item in items if is_same(item.lot, lot)]
    name = counted.product.name
    if not of_lot:
        expected = _lots(still_open)
        said = verdict(VerdictKind.WRONG_LOT, name=name, expected=expected, got=lot, step=_STEP)
        return Step(refused, said)
    refused = replace(refused, at=goods_of(of_lot[0]))
    wanted = [item for item in of_lot if open_units(state, item)]
    if not wanted:
        said = verdict(
            VerdictKind.OVER_SCAN, name=name, units=counted.counted, open=0, lot=lot, step=_STEP
        )
        return Step(refused, said)
    if any(is_expired(d, scan.today, policy) for d in (expires_on, wanted[0].expires_on)):
        said = verdict(VerdictKind.EXPIRED_LOT, name=name, got=wanted[0].lot, step=_STEP)
        return Step(refused, said)
    return _count(refused, wanted[0], counted)


def _count(state: InspectState, item: InspectItem, counted: CountedScan) -> Step[InspectState]:
    """Count units as found; with the last one of a parcel without defect, the gate that passes."""
    task, units = state.task, counted.counted
    problem = counted.problem(open_units(state, item))
    if problem is not None or task is None:
        seen = replace(state, at=goods_of(item))
        return Step(seen, problem or verdict(VerdictKind.NOTHING_TO_DO))
    effect = InspectUnits(task.inspection_id, task.fence, item.order_line_id, item.lot_id, units)
    counted_in = after(state, effect)
    if is_complete(counted_in) and not state.defects:
        gate = PassInspection(task.inspection_id, task.fence)
        return Step(waiting(state, gate), None, (effect, gate))
    params: dict[str, Param] = {
        "name": item.product.name,
        "units": units,
        "counted": item.found + units,
        "of": item.quantity,
        "order_no": task.order_no,
    }
    done = open_units(state, item) == units
    kind = VerdictKind.LINE_DONE if done else VerdictKind.UNIT_COUNTED
    kept = replace(counted_in, done=(*state.done, (effect,)))
    return Step(at_work(kept), Verdict(kind, params), (effect,))

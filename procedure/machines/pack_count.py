"""Judging a unit and its lot at the pack bench, and counting it into the parcel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from procedure.codes import LotReading, ProductReading
from procedure.effects import CloseParcel, PackUnits
from procedure.machines.pack_state import (
    HeldUnit,
    Packed,
    PackPhase,
    PackState,
    at_work,
    is_complete,
    items_of,
    open_units,
    waiting,
    with_counted,
)
from procedure.machines.quantity import CountedScan, QuantityProblem, refused_quantity
from procedure.machines.readings import is_expired, is_same, reading_of, readings_of, the_one
from procedure.machines.step import Scanned, Step
from procedure.policy import StationPolicy
from procedure.tasks import PackItem
from procedure.verdicts import Param, Verdict, VerdictKind, verdict


def judge_unit(
    state: PackState,
    scan: Scanned,
    readings: Sequence[ProductReading],
    policy: StationPolicy,
    quantity: int | None,
) -> Step[PackState]:
    """The step on a product while a parcel is open."""
    items = {r: items_of(state, r.product.product_id) for r in readings}
    if fits := [r for r in readings if any(map(open_units, items[r]))]:
        one = the_one(fits)
        if isinstance(one, Verdict):
            return Step(state, one)
        return _judge_in(state, scan, one, items[one], policy, quantity)
    for reading in readings:
        if items[reading]:
            return Step(state, _over(items[reading], reading.units))
    order_no = "" if state.task is None else state.task.order_no
    got = readings[0].product.name
    return Step(state, verdict(VerdictKind.WRONG_PRODUCT, got=got, order_no=order_no))


def _over(items: Sequence[PackItem], units: int) -> Verdict:
    return verdict(VerdictKind.OVER_SCAN, name=items[0].product.name, units=units, open=0)


def _judge_in(
    state: PackState,
    scan: Scanned,
    reading: ProductReading,
    items: tuple[PackItem, ...],
    policy: StationPolicy,
    quantity: int | None,
) -> Step[PackState]:
    still_open = [item for item in items if open_units(item)]
    first = still_open[0]
    serial = reading.serial is not None
    counted = CountedScan(first.product, reading.units, serial, quantity)
    if not first.product.lot_tracked:
        return _count(state, first, counted)
    if reading.lot is not None:
        return _judge_lot_of(state, scan, reading.lot, reading.expires_on, items, counted, policy)
    if quantity is not None:
        why = QuantityProblem.LOT_FIRST
        most = sum(map(open_units, still_open))
        return Step(state, refused_quantity(first.product, quantity, why, most))
    held = HeldUnit(first.product, reading.units, serial)
    said = verdict(VerdictKind.PRODUCT_RIGHT, name=first.product.name, lot=_lots(still_open))
    return Step(replace(state, phase=PackPhase.LOT, held=held), said)


def _lots(items: Sequence[PackItem]) -> str:
    return ", ".join(dict.fromkeys(item.lot for item in items))


def lots_awaited(state: PackState) -> str:
    """The lots that the unit in hand may have, for the prompt; "" where none is in hand."""
    if state.held is None:
        return ""
    items = items_of(state, state.held.product.product_id)
    return _lots([item for item in items if open_units(item)])


def judge_lot(
    state: PackState, scan: Scanned, policy: StationPolicy, quantity: int | None
) -> Step[PackState] | None:
    """The step on what was scanned as the lot of the unit in hand; None where it is no lot.

    After a wrong lot another unit may be taken: then a product starts over.
    """
    held = state.held
    if held is None:
        return None
    items = items_of(state, held.product.product_id)
    counted = CountedScan(held.product, held.units, held.has_serial, quantity)
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
            return judge_unit(
                replace(state, held=None, phase=PackPhase.OPEN), scan, products, policy, quantity
            )
        return None
    if lot is not None:
        return _judge_lot_of(state, scan, lot.lot, None, items, counted, policy)
    return None


def _judge_lot_of(
    state: PackState,
    scan: Scanned,
    lot: str,
    expires_on: date | None,
    items: tuple[PackItem, ...],
    counted: CountedScan,
    policy: StationPolicy,
) -> Step[PackState]:
    """The step on a unit whose lot is known: does the parcel want it, and is it still good?"""
    # Whatever is wrong with the unit in hand, another one may then be taken instead.
    held = None if state.held is None else replace(state.held, lot_refused=True)
    refused = replace(state, held=held)
    of_lot = [item for item in items if is_same(item.lot, lot)]
    name = counted.product.name
    if not of_lot:
        expected = _lots([item for item in items if open_units(item)])
        said = verdict(VerdictKind.WRONG_LOT, name=name, expected=expected, got=lot)
        return Step(refused, said)
    wanted = [item for item in of_lot if open_units(item)]
    if not wanted:
        said = verdict(VerdictKind.OVER_SCAN, name=name, units=counted.counted, open=0, lot=lot)
        return Step(refused, said)
    if any(is_expired(d, scan.today, policy) for d in (expires_on, wanted[0].expires_on)):
        return Step(refused, verdict(VerdictKind.EXPIRED_LOT, name=name, got=wanted[0].lot))
    return _count(refused, wanted[0], counted)


def _count(state: PackState, item: PackItem, counted: CountedScan) -> Step[PackState]:
    """Count units into the parcel; with the last one, the gate that closes it."""
    problem = counted.problem(open_units(item))
    if problem is not None or state.task is None:
        return Step(state, problem or verdict(VerdictKind.NOTHING_TO_DO))
    units, task = counted.counted, state.task
    effect = PackUnits(task.parcel_id, task.fence, item.order_line_id, item.lot_id, units)
    put_in = (*state.put_in, Packed(item.order_line_id, item.lot_id, units))
    after = with_counted(state, item.order_line_id, item.lot_id, units)
    if is_complete(after):
        gate = CloseParcel(task.parcel_id, task.fence)
        return Step(waiting(state, gate), None, (effect, gate))
    params: dict[str, Param] = {
        "name": item.product.name,
        "units": units,
        "counted": item.packed + units,
        "of": item.quantity,
        "order_no": task.order_no,
    }
    kind = VerdictKind.LINE_DONE if open_units(item) == units else VerdictKind.UNIT_COUNTED
    return Step(at_work(replace(after, put_in=put_in)), Verdict(kind, params), (effect,))

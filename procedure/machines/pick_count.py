"""Judging a product and its lot at the shelf, and counting units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from procedure.codes import LotReading, ProductReading
from procedure.machines.pick_state import (
    HeldProduct,
    PickPhase,
    PickState,
    Taken,
    at_shelf,
    at_work,
    finish_gate,
    open_units,
    stops_of,
    waiting,
    with_counted,
)
from procedure.machines.quantity import CountedScan, QuantityProblem, refused_quantity
from procedure.machines.readings import is_expired, is_same, reading_of, readings_of, the_one
from procedure.machines.step import Scanned, Step
from procedure.policy import StationPolicy
from procedure.tasks import PickStop
from procedure.verdicts import Param, Verdict, VerdictKind, verdict


def judge_product(
    state: PickState,
    scan: Scanned,
    readings: Sequence[ProductReading],
    policy: StationPolicy,
    quantity: int | None,
) -> Step[PickState]:
    """The step on a product at the shelf that was scanned.

    The stop due comes first; another open stop of this shelf may be taken instead.
    """
    here = at_shelf(state)
    wanted = {stop.product.product_id for stop in here}
    fits = [reading for reading in readings if reading.product.product_id in wanted]
    if not fits:
        return Step(state, _not_here(state, readings))
    one = the_one(fits)
    if isinstance(one, Verdict):
        return Step(state, one)
    stops = tuple(s for s in here if s.product.product_id == one.product.product_id)
    return _judge_at(state, scan, one, stops, policy, quantity)


def _not_here(state: PickState, readings: Sequence[ProductReading]) -> Verdict:
    """Why none of the products a code may be is wanted at this shelf."""
    due = state.due
    expected = due.product.name if due else ""
    for reading in readings:
        stops = stops_of(state, reading.product.product_id)
        if stops and not any(map(open_units, stops)):
            return verdict(
                VerdictKind.OVER_SCAN,
                name=reading.product.name,
                units=reading.units,
                open=0,
                shelf=state.shelf,
            )
        if stops:
            return verdict(
                VerdictKind.WRONG_PRODUCT,
                got=reading.product.name,
                expected=expected,
                shelf=state.shelf,
                other_shelf=next(s.shelf for s in stops if open_units(s)),
            )
    return verdict(
        VerdictKind.WRONG_PRODUCT,
        got=readings[0].product.name,
        expected=expected,
        shelf=state.shelf,
    )


def _judge_at(
    state: PickState,
    scan: Scanned,
    reading: ProductReading,
    stops: tuple[PickStop, ...],
    policy: StationPolicy,
    quantity: int | None,
) -> Step[PickState]:
    first = stops[0]
    serial = reading.serial is not None
    counted = CountedScan(first.product, reading.units, serial, quantity)
    if not first.product.lot_tracked:
        return _count(state, first, counted)
    if reading.lot is not None:
        return _judge_lot_of(state, scan, reading.lot, reading.expires_on, stops, counted, policy)
    if first.lot_id == state.lot:
        if is_expired(first.expires_on, scan.today, policy):
            return Step(state, expired(first))
        return _count(state, first, counted)
    if quantity is not None:
        said = refused_quantity(
            first.product, quantity, QuantityProblem.LOT_FIRST, open_units(first)
        )
        return Step(state, said)
    held = HeldProduct(first.product, reading.units, serial)
    said = verdict(VerdictKind.PRODUCT_RIGHT, name=first.product.name, lot=first.lot)
    return Step(replace(state, phase=PickPhase.LOT, held=held), said)


def judge_lot(
    state: PickState, scan: Scanned, policy: StationPolicy, quantity: int | None
) -> Step[PickState] | None:
    """The step on what was scanned as the lot of the unit in hand; None where it is no lot.

    After a wrong lot another unit may be taken: then a product starts over.
    """
    held = state.held
    if held is None:
        return None
    stops = tuple(s for s in at_shelf(state) if s.product.product_id == held.product.product_id)
    counted = CountedScan(held.product, held.units, held.has_serial, quantity)
    lot = reading_of(scan.code, LotReading)
    products = readings_of(scan.code, ProductReading)
    if lot is not None and any(is_same(lot.lot, stop.lot) for stop in stops):
        return _judge_lot_of(state, scan, lot.lot, None, stops, counted, policy)
    for product in products:
        if product.lot is not None and product.product.product_id == held.product.product_id:
            return _judge_lot_of(
                state, scan, product.lot, product.expires_on, stops, counted, policy
            )
    if products:
        if held.lot_refused:
            anew = replace(state, held=None, phase=PickPhase.PRODUCT)
            return judge_product(anew, scan, products, policy, quantity)
        return None
    if lot is not None:
        return _judge_lot_of(state, scan, lot.lot, None, stops, counted, policy)
    return None


def _judge_lot_of(
    state: PickState,
    scan: Scanned,
    lot: str,
    expires_on: date | None,
    stops: tuple[PickStop, ...],
    counted: CountedScan,
    policy: StationPolicy,
) -> Step[PickState]:
    """The step on a product whose lot is known: is it one to take here, and still good?"""
    # Whatever is wrong with the unit in hand, another one may then be taken instead.
    held = None if state.held is None else replace(state.held, lot_refused=True)
    refused = replace(state, held=held)
    stop = next((s for s in stops if is_same(s.lot, lot)), None)
    if stop is None:
        said = verdict(
            VerdictKind.WRONG_LOT,
            name=counted.product.name,
            expected=stops[0].lot if stops else "",
            got=lot,
            shelf=state.shelf,
        )
        return Step(refused, said)
    if is_expired(expires_on, scan.today, policy) or is_expired(
        stop.expires_on, scan.today, policy
    ):
        return Step(refused, expired(stop))
    return _count(replace(refused, lot=stop.lot_id), stop, counted)


def expired(stop: PickStop) -> Verdict:
    """Why a unit of this stop may not leave: its lot expires too soon."""
    return verdict(VerdictKind.EXPIRED_LOT, name=stop.product.name, got=stop.lot, shelf=stop.shelf)


def _count(state: PickState, stop: PickStop, counted: CountedScan) -> Step[PickState]:
    """Count units at a stop; with the last one of the task, the gate that finishes it."""
    problem = counted.problem(open_units(stop))
    if problem is not None:
        return Step(state, problem)
    return _take(state, Taken(stop.line_id, counted.counted))


def taken_by_hand(state: PickState, stop: PickStop, held: HeldProduct) -> Step[PickState]:
    """The step that counts the unit in hand without its code."""
    return _take(state, Taken(stop.line_id, 1, held.by_hand, held.supervisor_id))


def _take(state: PickState, taken: Taken) -> Step[PickState]:
    task, units = state.task, taken.units
    if task is None:
        return Step(state, verdict(VerdictKind.NOTHING_TO_DO))
    effect = taken.effect(task, units)
    after = with_counted(state, taken, units)
    after = at_work(replace(after, taken=(*state.taken, taken)))
    if after.phase is PickPhase.FINISH:
        gate = finish_gate(after, task)
        return Step(waiting(state, gate), None, (effect, gate))
    said = after.stops[0]
    params: dict[str, Param] = {
        "name": said.product.name,
        "units": units,
        "counted": said.picked,
        "of": said.quantity,
        "slot": str(said.slot or ""),
        "order_no": said.order_no,
    }
    kind = VerdictKind.LINE_DONE if open_units(said) == 0 else VerdictKind.UNIT_COUNTED
    return Step(after, Verdict(kind, params), (effect,))

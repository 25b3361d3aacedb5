"""Judging a unit, its lot and its serial number at the pack bench."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from procedure.codes import LotReading, OrderReading, ProductReading, SerialReading
from procedure.machines.pack_put_in import put_in
from procedure.machines.pack_state import (
    HeldUnit,
    Packed,
    PackPhase,
    PackState,
    item_of,
    items_of,
    key_of,
    open_units,
)
from procedure.machines.quantity import CountedScan, QuantityProblem, refused_quantity
from procedure.machines.readings import is_expired, is_same, reading_of, readings_of, the_one
from procedure.machines.step import Scanned, Step
from procedure.policy import StationPolicy
from procedure.tasks import PackItem
from procedure.verdicts import Verdict, VerdictKind, verdict


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
    product = still_open[0].product
    held = HeldUnit(product, reading.units, reading.serial or "")
    if not product.lot_tracked:
        return take(state, still_open[0], held, quantity)
    if reading.lot is not None:
        lot, until = reading.lot, reading.expires_on
        return _judge_lot_of(state, scan, lot, until, items, held, policy, quantity)
    if quantity is not None:
        why = QuantityProblem.LOT_FIRST
        most = sum(map(open_units, still_open))
        return Step(state, refused_quantity(product, quantity, why, most))
    said = verdict(VerdictKind.PRODUCT_RIGHT, name=product.name, lot=_lots(still_open))
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
    lot = reading_of(scan.code, LotReading)
    products = readings_of(scan.code, ProductReading)
    if lot is not None and any(is_same(lot.lot, item.lot) for item in items):
        return _judge_lot_of(state, scan, lot.lot, None, items, held, policy, quantity)
    for product in products:
        if product.lot is not None and product.product.product_id == held.product.product_id:
            unit = replace(held, serial=product.serial or held.serial)
            until = product.expires_on
            return _judge_lot_of(state, scan, product.lot, until, items, unit, policy, quantity)
    if products:
        return _starts_over(state, scan, products, policy, quantity)
    if lot is not None:
        return _judge_lot_of(state, scan, lot.lot, None, items, held, policy, quantity)
    return None


def _starts_over(
    state: PackState,
    scan: Scanned,
    products: Sequence[ProductReading],
    policy: StationPolicy,
    quantity: int | None,
) -> Step[PackState] | None:
    """The step on another unit, where the one in hand was refused."""
    if state.held is None or not state.held.refused:
        return None
    without = replace(state, held=None, phase=PackPhase.OPEN)
    return judge_unit(without, scan, products, policy, quantity)


def _judge_lot_of(
    state: PackState,
    scan: Scanned,
    lot: str,
    expires_on: date | None,
    items: tuple[PackItem, ...],
    unit: HeldUnit,
    policy: StationPolicy,
    quantity: int | None,
) -> Step[PackState]:
    """The step on a unit whose lot is known: does the parcel want it, and is it still good?"""
    # Whatever is wrong with the unit in hand, another one may then be taken instead.
    refused = replace(state, held=None if state.held is None else replace(unit, refused=True))
    of_lot = [item for item in items if is_same(item.lot, lot)]
    name = unit.product.name
    if not of_lot:
        expected = _lots([item for item in items if open_units(item)])
        said = verdict(VerdictKind.WRONG_LOT, name=name, expected=expected, got=lot)
        return Step(refused, said)
    wanted = [item for item in of_lot if open_units(item)]
    if not wanted:
        units = unit.units if quantity is None else quantity
        return Step(
            refused, verdict(VerdictKind.OVER_SCAN, name=name, units=units, open=0, lot=lot)
        )
    if any(is_expired(d, scan.today, policy) for d in (expires_on, wanted[0].expires_on)):
        return Step(refused, verdict(VerdictKind.EXPIRED_LOT, name=name, got=wanted[0].lot))
    return take(refused, wanted[0], unit, quantity)


# serial numbers ----------------------------------------------------------------


def take(state: PackState, item: PackItem, unit: HeldUnit, quantity: int | None) -> Step[PackState]:
    """The step on a unit whose item is known: counted, or asked for its serial number."""
    counted = CountedScan(unit.product, unit.units, bool(unit.serial), quantity)
    problem = counted.problem(open_units(item))
    if problem is not None or state.task is None:
        return Step(state, problem or verdict(VerdictKind.NOTHING_TO_DO))
    tracked = unit.product.serial_tracked
    if tracked and counted.counted != 1:
        return Step(state, verdict(VerdictKind.SERIAL_UNFIT, name=unit.product.name))
    if tracked and not unit.serial:
        held = replace(unit, item=key_of(item), refused=False)
        said = verdict(VerdictKind.SERIAL_NEXT, name=unit.product.name)
        return Step(replace(state, phase=PackPhase.SERIAL, held=held), said)
    serial = unit.serial if tracked else ""
    if serial and (unit.product.product_id, serial) in state.serials:
        params = {"name": unit.product.name, "serial": serial, "order_no": state.task.order_no}
        return Step(state, Verdict(VerdictKind.SERIAL_TWICE, params))
    packed = Packed(*key_of(item), counted.counted, serial, unit.by_hand, unit.supervisor_id)
    return put_in(state, state.task, item, packed)


def judge_serial(
    state: PackState, scan: Scanned, policy: StationPolicy, quantity: int | None
) -> Step[PackState] | None:
    """The step on what was scanned as the serial number of the unit in hand; None where it is
    none. After a refused one another unit may be taken: then a product starts over."""
    held = state.held
    item = None if held is None or held.item is None else item_of(state, held.item)
    if held is None or item is None:
        return None
    products = readings_of(scan.code, ProductReading)
    own = [r for r in products if r.product.product_id == held.product.product_id and r.serial]
    serial = reading_of(scan.code, SerialReading)
    if own:
        text = own[0].serial or ""
    elif products:
        return _starts_over(state, scan, products, policy, quantity)
    elif serial is not None and reading_of(scan.code, OrderReading) is None:
        text = serial.serial
    else:
        return None
    refused = replace(state, held=replace(held, refused=True))
    return take(refused, item, replace(held, serial=text), quantity)

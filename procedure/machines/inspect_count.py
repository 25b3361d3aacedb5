"""Judging a unit, its lot and serial number at the inspection bench, and counting it as found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from procedure.codes import LotReading, OrderReading, ProductReading, SerialReading
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
    item_at,
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
    unit = UnitInHand(first.product, reading.units, reading.serial or "")
    if not first.product.lot_tracked:
        return _take(state, tuple(still_open), unit)
    if reading.lot is not None:
        return _judge_lot_of(state, scan, reading.lot, reading.expires_on, items, unit, policy)
    said = verdict(VerdictKind.PRODUCT_RIGHT, name=first.product.name, lot=_lots(still_open))
    return Step(replace(state, phase=InspectPhase.LOT, held=unit, at=goods_of(first)), said)


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
    lot = reading_of(scan.code, LotReading)
    products = readings_of(scan.code, ProductReading)
    if lot is not None and any(is_same(lot.lot, item.lot) for item in items):
        return _judge_lot_of(state, scan, lot.lot, None, items, held, policy)
    for product in products:
        if product.lot is not None and product.product.product_id == held.product.product_id:
            unit = replace(held, serial=product.serial or held.serial)
            until = product.expires_on
            return _judge_lot_of(state, scan, product.lot, until, items, unit, policy)
    if products:
        return _starts_over(state, scan, products, policy)
    if lot is not None:
        return _judge_lot_of(state, scan, lot.lot, None, items, held, policy)
    return None


def _starts_over(
    state: InspectState, scan: Scanned, products: Sequence[ProductReading], policy: StationPolicy
) -> Step[InspectState] | None:
    """The step on another unit, where the one in hand was refused."""
    if state.held is None or not state.held.refused:
        return None
    return judge_unit(at_work(state), scan, products, policy)


def _judge_lot_of(
    state: InspectState,
    scan: Scanned,
    lot: str,
    expires_on: date | None,
    items: tuple[InspectItem, ...],
    unit: UnitInHand,
    policy: StationPolicy,
) -> Step[InspectState]:
    """The step on a unit whose lot is known: does the parcel want it, and is it still good?"""
    held = None if state.held is None else replace(state.held, refused=True)
    still_open = [item for item in items if open_units(state, item)]
    refused = replace(state, held=held, at=goods_of((still_open or items)[0]))
    of_lot = [item for item in items if is_same(item.lot, lot)]
    name = unit.product.name
    if not of_lot:
        expected = _lots(still_open)
        said = verdict(VerdictKind.WRONG_LOT, name=name, expected=expected, got=lot, step=_STEP)
        return Step(refused, said)
    refused = replace(refused, at=goods_of(of_lot[0]))
    wanted = tuple(item for item in of_lot if open_units(state, item))
    if not wanted:
        said = verdict(
            VerdictKind.OVER_SCAN, name=name, units=unit.units, open=0, lot=lot, step=_STEP
        )
        return Step(refused, said)
    if any(is_expired(d, scan.today, policy) for d in (expires_on, wanted[0].expires_on)):
        said = verdict(VerdictKind.EXPIRED_LOT, name=name, got=wanted[0].lot, step=_STEP)
        return Step(refused, said)
    return _take(refused, wanted, unit)


# serial numbers ----------------------------------------------------------------


def judge_serial(
    state: InspectState, scan: Scanned, policy: StationPolicy
) -> Step[InspectState] | None:
    """The step on what was scanned as the serial number of the unit in hand; None where it is
    none. After a refused one another unit may be taken: then a product starts over."""
    held = state.held
    item = None if held is None else item_at(state, held.item)
    if held is None or item is None:
        return None
    products = readings_of(scan.code, ProductReading)
    own = [r for r in products if r.product.product_id == held.product.product_id and r.serial]
    serial = reading_of(scan.code, SerialReading)
    if own:
        text = own[0].serial or ""
    elif products:
        return _starts_over(state, scan, products, policy)
    elif serial is not None and reading_of(scan.code, OrderReading) is None:
        text = serial.serial
    else:
        return None
    items = items_of(state, held.product.product_id)
    wanted = tuple(each for each in items if each.lot == item.lot and open_units(state, each))
    refused = replace(state, held=replace(held, refused=True))
    return _take(refused, wanted, replace(held, serial=text))


def _take(
    state: InspectState, wanted: tuple[InspectItem, ...], unit: UnitInHand
) -> Step[InspectState]:
    """The step on a unit whose lot is right: counted, once its serial number is too.

    Args:
        wanted: Open items of its product and lot, at least one.
    """
    tracked = [item for item in wanted if item.serials]
    if not tracked:
        return _count(state, wanted[0], unit)
    name = unit.product.name
    if unit.units != 1:
        return Step(state, verdict(VerdictKind.SERIAL_UNFIT, name=name))
    if not unit.serial:
        held = replace(unit, item=goods_of(tracked[0]), refused=False)
        asking = replace(state, phase=InspectPhase.SERIAL, held=held, at=held.item)
        return Step(asking, verdict(VerdictKind.SERIAL_NEXT, name=name))
    for item in tracked:
        packed = next((each for each in item.serials if is_same(each, unit.serial)), None)
        if packed is not None and packed not in item.read:
            return _count(state, item, replace(unit, serial=packed))
    is_known = any(is_same(each, unit.serial) for item in state.items for each in item.read)
    kind = VerdictKind.SERIAL_TWICE if is_known else VerdictKind.SERIAL_WRONG
    said = verdict(kind, name=name, serial=unit.serial, step=_STEP)
    return Step(replace(state, at=goods_of(tracked[0])), said)


def _count(state: InspectState, item: InspectItem, unit: UnitInHand) -> Step[InspectState]:
    """Count units as found; with the last one of a parcel without defect, the gate that passes."""
    task, units = state.task, unit.units
    problem = CountedScan(item.product, units, bool(unit.serial), None).problem(
        open_units(state, item)
    )
    if problem is not None or task is None:
        seen = replace(state, at=goods_of(item))
        return Step(seen, problem or verdict(VerdictKind.NOTHING_TO_DO))
    serial = unit.serial if item.serials else ""
    effect = InspectUnits(
        task.inspection_id, task.fence, item.order_line_id, item.lot_id, units, serial
    )
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

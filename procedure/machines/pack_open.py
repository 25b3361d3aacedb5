"""Opening a parcel: by a code that leads to it, by a unit of a hot product, or once more."""

from __future__ import annotations

from dataclasses import replace

from procedure.codes import Code, ProductReading, ReopenReading
from procedure.effects import OpenHotParcel, OpenParcel
from procedure.machines.pack_label import opens
from procedure.machines.pack_state import HeldUnit, PackPhase, PackState, waiting
from procedure.machines.readings import (
    is_expired,
    is_known,
    reading_of,
    readings_of,
    the_one,
    unknown,
)
from procedure.machines.step import Scanned, Step
from procedure.pack_effects import ReopenParcel
from procedure.policy import StationPolicy
from procedure.verdicts import Verdict, VerdictKind, verdict


def open_parcel(
    state: PackState, scan: Scanned, policy: StationPolicy, quantity: int | None
) -> Step[PackState]:
    """The step on a scan while no parcel is open."""
    code = scan.code
    products = readings_of(code, ProductReading)
    if products:  # an EAN-13 can look like a waybill number; a known product is surer
        one = the_one(products)
        if isinstance(one, Verdict):
            return Step(state, one)
        return _open_hot(state, scan, one, policy, quantity)
    if opens(code):
        gate = OpenParcel(code.key)
        return Step(waiting(state, gate), None, (gate,))
    if is_known(code):
        return Step(state, verdict(VerdictKind.WRONG_KIND, step="parcel"))
    return Step(state, unknown(code))


def _open_hot(
    state: PackState,
    scan: Scanned,
    unit: ProductReading,
    policy: StationPolicy,
    quantity: int | None,
) -> Step[PackState]:
    """A unit while nothing is open: the centre knows whether a hot parcel waits for it."""
    name = unit.product.name
    if unit.units != 1 or quantity is not None:
        return Step(state, verdict(VerdictKind.NOT_OPEN, name=name, step="parcel"))
    lot = unit.lot if unit.product.lot_tracked else None
    if lot is not None and is_expired(unit.expires_on, scan.today, policy):
        return Step(state, verdict(VerdictKind.EXPIRED_LOT, name=name, got=lot))
    gate = OpenHotParcel(unit.product.product_id, lot)
    held = HeldUnit(unit.product, 1, unit.serial or "")
    return Step(waiting(replace(state, held=held), gate), None, (gate,))


def ask_reopen(state: PackState, ref: str) -> Step[PackState]:
    """The step that asks which closed parcel is to be opened once more, and why."""
    said = verdict(VerdictKind.ASK_REOPEN, code=ref) if ref else verdict(VerdictKind.ASK_PARCEL)
    return Step(replace(state, phase=PackPhase.REOPEN, reopen=ref), said)


def scan_reopened(state: PackState, code: Code) -> Step[PackState]:
    """The step on a scan while that is asked."""
    reason = reading_of(code, ReopenReading)
    if state.reopen and reason is not None:
        # Refused, the machine stands where it stood before it was asked.
        gate = ReopenParcel(state.reopen, reason.reason)
        return Step(waiting(left_closed(state), gate), None, (gate,))
    if state.task is None and opens(code) and reading_of(code, ProductReading) is None:
        return ask_reopen(state, code.key)
    if not is_known(code):
        return Step(state, unknown(code))
    asked = "reopen_why" if state.reopen else "reopen_which"
    return Step(state, verdict(VerdictKind.WRONG_KIND, step=asked))


def left_closed(state: PackState) -> PackState:
    """The state without the question: at the label of the parcel, or with nothing open."""
    phase = PackPhase.NO_PARCEL if state.task is None else PackPhase.LABEL
    return replace(state, phase=phase, reopen="")

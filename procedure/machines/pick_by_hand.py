"""Taking a unit whose code is damaged or missing: named on the screen, confirmed by a card.

The shelf is scanned first, as ever. Above the policy's limit somebody else looks: a supervisor's
badge confirms this one step, and the picker stays signed in.
"""

from __future__ import annotations

from dataclasses import replace

from procedure.codes import ApprovalReading, ByHandReading, LotReading, ProductReading
from procedure.machines.pick_count import expired, taken_by_hand
from procedure.machines.pick_state import (
    HeldProduct,
    PickPhase,
    PickState,
    at_shelf,
    held_stop,
)
from procedure.machines.readings import is_expired, is_same, reading_of
from procedure.machines.step import Scanned, Step
from procedure.policy import StationPolicy
from procedure.tasks import PickStop
from procedure.verdicts import VerdictKind, verdict


def ask_by_hand(state: PickState, card: ByHandReading) -> Step[PickState]:
    """The step on a reason card: is the unit in hand the one on the screen?

    Where a product was scanned and only its lot cannot be read, it is one of that product.
    """
    held = None if state.held is None else state.held.product.product_id
    stops = (s for s in at_shelf(state) if held is None or s.product.product_id == held)
    stop = next(stops, None)
    if stop is None:
        return Step(state, verdict(VerdictKind.NOTHING_TO_DO))
    unit = HeldProduct(stop.product, 1, line_id=stop.line_id, by_hand=card.reason)
    return _asked(replace(state, phase=PickPhase.BY_HAND, held=unit), stop)


def _asked(state: PickState, stop: PickStop) -> Step[PickState]:
    return Step(state, verdict(VerdictKind.ASK_BY_HAND, name=stop.product.name, lot=stop.lot))


def choose_by_hand(state: PickState, scan: Scanned) -> Step[PickState] | None:
    """The step on a product or lot that names another stop; None where the scan names none."""
    held = state.held
    if held is None:
        return None
    product = reading_of(scan.code, ProductReading)
    lot = reading_of(scan.code, LotReading)
    if product is None and lot is None:
        return None
    wanted = held.product if product is None else product.product
    named = product.lot if product is not None else None if lot is None else lot.lot
    stops = [s for s in at_shelf(state) if s.product.product_id == wanted.product_id]
    if named is not None:
        stops = [stop for stop in stops if is_same(stop.lot, named)]
    if stops:
        unit = replace(held, product=stops[0].product, line_id=stops[0].line_id)
        return _asked(replace(state, held=unit), stops[0])
    if product is None:
        return None
    got, expected = product.product.name, held.product.name
    return Step(
        state, verdict(VerdictKind.WRONG_PRODUCT, got=got, expected=expected, shelf=state.shelf)
    )


def confirm_by_hand(state: PickState, scan: Scanned, policy: StationPolicy) -> Step[PickState]:
    """The step on the confirm card: counted, or put before a supervisor."""
    held, stop = state.held, held_stop(state)
    if held is None or stop is None:
        return Step(state, verdict(VerdictKind.NOTHING_TO_DO))
    if is_expired(stop.expires_on, scan.today, policy):
        return Step(state, expired(stop))
    if state.by_hand >= policy.by_hand_limit and held.supervisor_id is None:
        said = verdict(
            VerdictKind.ASK_SUPERVISOR, name=stop.product.name, limit=policy.by_hand_limit
        )
        return Step(replace(state, phase=PickPhase.SUPERVISOR), said)
    return taken_by_hand(state, stop, held)


def approve(
    state: PickState, scan: Scanned, approval: ApprovalReading, policy: StationPolicy
) -> Step[PickState]:
    """The step on a supervisor's badge: the unit is counted, with who allowed it."""
    if state.held is None:
        return Step(state, verdict(VerdictKind.NOTHING_TO_DO))
    if not approval.may_approve:
        return Step(state, verdict(VerdictKind.APPROVAL_NEEDED, name=approval.name))
    held = replace(state.held, supervisor_id=approval.person_id)
    return confirm_by_hand(replace(state, held=held), scan, policy)

"""Counting a unit whose code is damaged or missing: named on the screen, confirmed by a card.

Above the policy's limit somebody else looks: a supervisor's badge confirms this one step, and
the packer stays signed in.
"""

from __future__ import annotations

from dataclasses import replace

from procedure.codes import ApprovalReading, ByHandReading, LotReading, ProductReading
from procedure.machines.pack_count import take
from procedure.machines.pack_state import (
    HeldUnit,
    PackPhase,
    PackState,
    item_due,
    item_of,
    items_of,
    key_of,
    open_units,
)
from procedure.machines.readings import is_expired, is_same, reading_of
from procedure.machines.step import Scanned, Step
from procedure.policy import StationPolicy
from procedure.tasks import PackItem
from procedure.verdicts import VerdictKind, verdict


def ask_by_hand(state: PackState, card: ByHandReading) -> Step[PackState]:
    """The step on a reason card: is the unit in hand the one on the screen?"""
    due = item_due(state)
    if due is None:
        return Step(state, verdict(VerdictKind.NOTHING_TO_DO))
    held = HeldUnit(due.product, 1, item=key_of(due), by_hand=card.reason)
    return _asked(replace(state, phase=PackPhase.BY_HAND, held=held), due)


def _asked(state: PackState, item: PackItem) -> Step[PackState]:
    said = verdict(VerdictKind.ASK_BY_HAND, name=item.product.name, lot=item.lot)
    return Step(state, said)


def choose_by_hand(state: PackState, scan: Scanned) -> Step[PackState] | None:
    """The step on a product or lot that names another line; None where the scan names none."""
    held = state.held
    if held is None:
        return None
    product = reading_of(scan.code, ProductReading)
    lot = reading_of(scan.code, LotReading)
    wanted = held.product if product is None else product.product
    items = items_of(state, wanted.product_id)
    named = product.lot if product is not None else None if lot is None else lot.lot
    if named is not None:
        items = tuple(item for item in items if is_same(item.lot, named))
    elif product is None:
        return None
    found = next((item for item in items if open_units(item)), None)
    if found is not None:
        unit = replace(held, product=found.product, item=key_of(found))
        return _asked(replace(state, phase=PackPhase.BY_HAND, held=unit), found)
    if product is None:
        return None
    order_no = "" if state.task is None else state.task.order_no
    got = product.product.name
    return Step(state, verdict(VerdictKind.WRONG_PRODUCT, got=got, order_no=order_no))


def confirm_by_hand(state: PackState, scan: Scanned, policy: StationPolicy) -> Step[PackState]:
    """The step on the confirm card: counted, or put before a supervisor."""
    held = state.held
    item = None if held is None or held.item is None else item_of(state, held.item)
    if held is None or item is None:
        return Step(state, verdict(VerdictKind.NOTHING_TO_DO))
    if is_expired(item.expires_on, scan.today, policy):
        said = verdict(VerdictKind.EXPIRED_LOT, name=item.product.name, got=item.lot)
        return Step(state, said)
    if state.by_hand >= policy.by_hand_limit and held.supervisor_id is None:
        said = verdict(
            VerdictKind.ASK_SUPERVISOR, name=item.product.name, limit=policy.by_hand_limit
        )
        return Step(replace(state, phase=PackPhase.SUPERVISOR), said)
    return take(state, item, held, None)


def approve(
    state: PackState, scan: Scanned, approval: ApprovalReading, policy: StationPolicy
) -> Step[PackState]:
    """The step on a supervisor's badge: the unit is counted, with who allowed it."""
    if state.held is None:
        return Step(state, verdict(VerdictKind.NOTHING_TO_DO))
    if not approval.may_approve:
        return Step(state, verdict(VerdictKind.APPROVAL_NEEDED, name=approval.name))
    held = replace(state.held, supervisor_id=approval.person_id)
    return confirm_by_hand(replace(state, held=held), scan, policy)

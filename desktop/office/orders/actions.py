"""What a person may do with an order, and the use cases behind the buttons."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from db.views.order_detail import OrderDetail
from desktop.office.orders.words import ENDED, in_words
from fulfilment.house import Actor, House
from fulfilment.orders.confirmation import confirm_orders
from fulfilment.orders.holds import lift_hold, open_hold
from fulfilment.orders.remarks import write_remark
from fulfilment.release.reservation import release_orders
from fulfilment.release.shortfalls import Shortfall
from procedure.effects import Refused
from procedure.ids import HoldId
from procedure.lifecycle import ORDER
from procedure.permissions import UseCase, may
from procedure.text import NP_
from procedure.texts import sentence
from procedure.verdicts import Verdict
from procedure.words import HoldKind, OrderStatus, Post, Signal
from resources.catalogue import N_, Translator


class Action(StrEnum):
    """What the detail of an order offers."""

    CONFIRM = "confirm"
    RELEASE = "release"
    HOLD = "hold"
    LIFT_HOLD = "lift_hold"
    REVEAL = "reveal"
    REMARK = "remark"
    DECIDE_SHORTAGE = "decide_shortage"
    CANCEL_ORDER = "cancel_order"
    ASK_LOW_STOCK = "ask_low_stock"


_USE_CASES = {
    Action.CONFIRM: UseCase.CONFIRM_ORDERS,
    Action.RELEASE: UseCase.RELEASE_ORDERS,
    Action.HOLD: UseCase.OPEN_HOLD,
    Action.LIFT_HOLD: UseCase.LIFT_HOLD,
    Action.REVEAL: UseCase.REVEAL_PERSONAL_DATA,
    Action.REMARK: UseCase.WRITE_REMARK,
    Action.DECIDE_SHORTAGE: UseCase.DECIDE_SHORTAGE,
    Action.CANCEL_ORDER: UseCase.CANCEL_ORDER,
    Action.ASK_LOW_STOCK: UseCase.CONFIRM_ORDERS,
}
_RELEASABLE = frozenset({OrderStatus.CONFIRMED, OrderStatus.BACKORDERED})
_GONE = ENDED | {OrderStatus.SHIPPED, OrderStatus.COMPLETED}


def offered(order: OrderDetail, posts: Set[Post]) -> frozenset[Action]:
    """The actions that the person's posts and the order's life cycle allow now."""
    return frozenset(
        action
        for action in Action
        if may(posts, _USE_CASES[action]) and _is_possible(action, order)
    )


def _is_possible(action: Action, order: OrderDetail) -> bool:
    held = bool(order.holds)
    match action:
        case Action.CONFIRM:
            return (
                not held
                and order.status is OrderStatus.PENDING
                and ORDER.allows(order.status, OrderStatus.CONFIRMED)
            )
        case Action.RELEASE:
            return (
                not held
                and order.status in _RELEASABLE
                and ORDER.allows(order.status, OrderStatus.PICKING)
            )
        case Action.HOLD:
            return not held and order.status not in _GONE
        case Action.LIFT_HOLD:
            return held
        case Action.DECIDE_SHORTAGE:
            waits = order.status in (OrderStatus.BACKORDERED, OrderStatus.PARTLY_SHIPPED)
            return waits or (held and order.status is OrderStatus.PICKING)
        case Action.CANCEL_ORDER:
            return ORDER.allows(order.status, OrderStatus.CANCELLED)
        case Action.ASK_LOW_STOCK:
            return order.status in (OrderStatus.PENDING, OrderStatus.CONFIRMED)
        case Action.REVEAL | Action.REMARK:
            return True
        case _:
            assert_never(action)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an action came to, in one sentence.

    Attributes:
        done: Whether anything was written.
    """

    signal: Signal
    sentence: str
    done: bool


Act = Callable[[], Outcome]
"""Carries an action out. Thread: for a task, never the main thread."""

_CONFIRMED = N_("Order {order_no} is confirmed. The customer gets a message.")
_RELEASED = N_("Order {order_no} is released. Its pick task is waiting.")
_SHORT = NP_(
    "Order {order_no} lacks {n} unit and waits for stock. Ask the customer what to do.",
    "Order {order_no} lacks {n} units and waits for stock. Ask the customer what to do.",
)
_FETCHING = NP_(
    "{n} unit of order {order_no} is on a reserve shelf. It is picked when it is here.",
    "{n} units of order {order_no} are on reserve shelves. It is picked when they are here.",
)
_HELD = N_("Order {order_no} is held. It goes no further until somebody lifts the hold.")
_FREE = N_("Order {order_no} is free to go on.")
_STILL_HELD = NP_(
    "The hold is lifted; {n} more holds order {order_no}.",
    "The hold is lifted; {n} more hold order {order_no}.",
)
_REMARKED = N_("The remark is saved. It shows at pick, pack and ship.")
_UNCHANGED = N_("Order {order_no} was changed meanwhile. Look at it again; nothing was done.")


def refusal(verdict: Verdict, translator: Translator) -> Outcome:
    """Why an action was refused; nothing was written."""
    return Outcome(verdict.signal, in_words(translator, sentence(verdict)), False)


def confirming(house: House, actor: Actor, order: OrderDetail, translator: Translator) -> Act:
    """Confirm the order."""

    def act() -> Outcome:
        result = confirm_orders(house, actor, [order.order_id])
        if isinstance(result, Refused):
            return refusal(result.verdict, translator)
        if result.orders:
            words = translator.text(_CONFIRMED, order_no=order.order_no)
            return Outcome(Signal.GOOD, words, True)
        return _not_done(order, translator)

    return act


def releasing(house: House, actor: Actor, order: OrderDetail, translator: Translator) -> Act:
    """Reserve stock for the order and make its pick task."""

    def act() -> Outcome:
        result = release_orders(house, actor, [order.order_id])
        if isinstance(result, Refused):
            return refusal(result.verdict, translator)
        if result.to_pick:
            words = translator.text(_RELEASED, order_no=order.order_no)
            return Outcome(Signal.GOOD, words, True)
        if result.short:
            return Outcome(Signal.ATTENTION, _waits(result.short[0], order, translator), True)
        return _not_done(order, translator)

    return act


def _waits(short: Shortfall, order: OrderDetail, translator: Translator) -> str:
    if short.missing:
        return translator.plural(*_SHORT, short.missing, order_no=order.order_no)
    return translator.plural(*_FETCHING, short.to_fetch, order_no=order.order_no)


def holding(
    house: House, actor: Actor, order: OrderDetail, reason: str, translator: Translator
) -> Act:
    """Hold the order for a reason."""

    def act() -> Outcome:
        result = open_hold(house, actor, order.order_id, HoldKind.MANUAL, reason)
        if isinstance(result, Refused):
            return refusal(result.verdict, translator)
        words = translator.text(_HELD, order_no=order.order_no)
        return Outcome(Signal.ATTENTION, words, True)

    return act


def lifting(
    house: House,
    actor: Actor,
    order: OrderDetail,
    hold_id: HoldId,
    reason: str,
    translator: Translator,
) -> Act:
    """Lift one hold of the order for a reason."""

    def act() -> Outcome:
        result = lift_hold(house, actor, hold_id, reason)
        if isinstance(result, Refused):
            return refusal(result.verdict, translator)
        if result.left:
            words = translator.plural(*_STILL_HELD, result.left, order_no=order.order_no)
            return Outcome(Signal.ATTENTION, words, True)
        words = translator.text(_FREE, order_no=order.order_no)
        return Outcome(Signal.GOOD, words, True)

    return act


def remarking(
    house: House, actor: Actor, order: OrderDetail, body: str, translator: Translator
) -> Act:
    """Write a remark for the floor."""

    def act() -> Outcome:
        result = write_remark(house, actor, order.order_id, body, for_floor=True)
        if isinstance(result, Refused):
            return refusal(result.verdict, translator)
        return Outcome(Signal.GOOD, translator.text(_REMARKED), True)

    return act


def _not_done(order: OrderDetail, translator: Translator) -> Outcome:
    """Somebody was faster: the floor's words about shelves would not help in the office."""
    words = translator.text(_UNCHANGED, order_no=order.order_no)
    return Outcome(Signal.ATTENTION, words, False)

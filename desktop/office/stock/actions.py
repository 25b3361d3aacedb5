"""What a person may do with goods on a shelf, and the use cases behind the buttons."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from db.views.stock_detail import StockPlace
from desktop.office.orders.actions import Act, Outcome, refusal
from fulfilment.house import Actor, House
from fulfilment.stock.blocking import (
    CHOSEN,
    SCRAPPED,
    block_goods,
    regrade_goods,
    scrap_goods,
    unblock_goods,
)
from fulfilment.stock.bookings import Booked, Units
from fulfilment.stock.counting import CountOpened, open_count
from fulfilment.stock.moving import PutBack, Transfer, move_goods, put_back
from fulfilment.stock.returns import grade_return
from procedure.effects import Refused
from procedure.ids import ProductId
from procedure.permissions import UseCase, may
from procedure.words import Post, ShelfKind, Signal, StockCondition
from resources.catalogue import N_, Translator

_C = StockCondition


class StockAction(StrEnum):
    """What the detail of a product offers for a lot on a shelf."""

    MOVE = "move"
    BLOCK = "block"
    UNBLOCK = "unblock"
    REGRADE = "regrade"
    SCRAP = "scrap"
    PUT_BACK = "put_back"
    GRADE = "grade"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Form:
    """What an action asks before it is carried out.

    Attributes:
        word: Msgid of its button.
        use_case: Who may do it.
        to_shelf: It asks where the goods go.
        before: Of which condition units may be; empty where it is not asked.
        after: What they may become; empty where it is not asked.
        reason: It asks why.
    """

    word: str
    use_case: UseCase
    to_shelf: bool = False
    before: tuple[StockCondition, ...] = ()
    after: tuple[StockCondition, ...] = ()
    reason: bool = False
    quantity: bool = True


_KEPT_BACK = (*CHOSEN, _C.MISSING)
FORMS: dict[StockAction, Form] = {
    StockAction.MOVE: Form(
        N_("Move"), UseCase.MOVE_STOCK, to_shelf=True, before=(_C.GOOD, *CHOSEN)
    ),
    StockAction.BLOCK: Form(N_("Block"), UseCase.BLOCK_STOCK, after=CHOSEN, reason=True),
    StockAction.UNBLOCK: Form(
        N_("Give free"), UseCase.UNBLOCK_STOCK, before=_KEPT_BACK, reason=True
    ),
    StockAction.REGRADE: Form(
        N_("Change condition"), UseCase.BLOCK_STOCK, before=_KEPT_BACK, after=CHOSEN, reason=True
    ),
    StockAction.SCRAP: Form(N_("Scrap"), UseCase.SCRAP_STOCK, before=SCRAPPED, reason=True),
    StockAction.PUT_BACK: Form(N_("Put back"), UseCase.MOVE_STOCK, to_shelf=True),
    StockAction.GRADE: Form(
        N_("Grade return"),
        UseCase.RECEIVE_RETURNS,
        to_shelf=True,
        after=(_C.GOOD, _C.DEFECTIVE, _C.DAMAGED, _C.CARTON_DAMAGED, _C.EXPIRED),
        reason=True,
    ),
    StockAction.COUNT: Form(
        N_("Count this shelf"), UseCase.COUNT_STOCK, reason=True, quantity=False
    ),
}


def units_of(place: StockPlace, condition: StockCondition) -> int:
    """How many units of this condition nobody has taken for an order stand there."""
    return place.free if condition is _C.GOOD else dict(place.blocked).get(condition, 0)


def conditions_of(place: StockPlace, action: StockAction) -> tuple[StockCondition, ...]:
    """Of which conditions there are units the action could take."""
    return tuple(c for c in FORMS[action].before if units_of(place, c))


def most_units(place: StockPlace, action: StockAction, before: StockCondition | None) -> int:
    """How many units the action could take at most."""
    match action:
        case StockAction.BLOCK:
            return place.free
        case StockAction.PUT_BACK:
            return units_of(place, _C.TO_PUT_BACK)
        case StockAction.GRADE:
            return units_of(place, _C.TO_INSPECT)
        case StockAction.COUNT:
            return place.on_hand
        case StockAction.MOVE | StockAction.UNBLOCK | StockAction.REGRADE | StockAction.SCRAP:
            return 0 if before is None else units_of(place, before)
        case _:
            assert_never(action)


def offered(place: StockPlace, posts: Set[Post]) -> tuple[StockAction, ...]:
    """The actions that the person's posts and what stands there allow now."""
    if place.count_no:
        return ()
    return tuple(a for a in StockAction if may(posts, FORMS[a].use_case) and _fits(place, a))


def _fits(place: StockPlace, action: StockAction) -> bool:
    match action:
        case StockAction.COUNT:
            return place.kind is not ShelfKind.STAGING
        case StockAction.BLOCK:
            return place.free > 0
        case StockAction.GRADE:
            at_inspection = place.kind is ShelfKind.INSPECTION
            return at_inspection and units_of(place, _C.TO_INSPECT) > 0
        case StockAction.PUT_BACK:
            return units_of(place, _C.TO_PUT_BACK) > 0
        case StockAction.MOVE | StockAction.UNBLOCK | StockAction.REGRADE | StockAction.SCRAP:
            return bool(conditions_of(place, action))
        case _:
            assert_never(action)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person filled in."""

    quantity: int
    to_shelf: str = ""
    before: StockCondition = _C.GOOD
    after: StockCondition = _C.GOOD
    reason: str = ""


_MOVED = N_("{quantity} × {sku} stand on {shelf} now.")
_BLOCKED = N_("{quantity} × {sku} on {shelf} are kept back.")
_FREED = N_("{quantity} × {sku} on {shelf} are free again.")
_REGRADED = N_("{quantity} × {sku} on {shelf} have another condition now.")
_SCRAPPED = N_("{quantity} × {sku} are out of the books.")
_GRADED = N_("{quantity} × {sku} are graded and stand on {shelf}.")
_COUNTING = N_("Count {count_no} is open. Nobody takes from {shelf} until it is closed.")


def acting(
    house: House,
    actor: Actor,
    product: ProductId,
    place: StockPlace,
    action: StockAction,
    wanted: Wanted,
    translator: Translator,
) -> Act:
    """Carries the action out and says what came of it."""

    def act() -> Outcome:
        if action is StockAction.COUNT:
            opened = open_count(house, actor, [place.shelf], True, wanted.reason)
            return _opened(opened, place, translator)
        booked, words = _book(house, actor, product, place, action, wanted)
        if isinstance(booked, Refused):
            return refusal(booked.verdict, translator)
        said = translator.text(
            words, quantity=f"{booked.quantity:,}", sku=booked.sku, shelf=booked.shelf_code
        )
        return Outcome(Signal.GOOD, said, True)

    return act


def _opened(opened: CountOpened | Refused, place: StockPlace, translator: Translator) -> Outcome:
    if isinstance(opened, Refused):
        return refusal(opened.verdict, translator)
    said = translator.text(_COUNTING, count_no=opened.count_no, shelf=place.shelf)
    return Outcome(Signal.GOOD, said, True)


def _book(
    house: House,
    actor: Actor,
    product: ProductId,
    place: StockPlace,
    action: StockAction,
    wanted: Wanted,
) -> tuple[Booked | Refused, str]:
    quantity, target, why = wanted.quantity, wanted.to_shelf, wanted.reason
    before, after = wanted.before, wanted.after
    units = Units(product, place.lot, place.shelf, quantity)
    match action:
        case StockAction.MOVE:
            transfer = Transfer(product, place.lot, place.shelf, target, quantity, before)
            return move_goods(house, actor, transfer), _MOVED
        case StockAction.BLOCK:
            return block_goods(house, actor, units, after, why), _BLOCKED
        case StockAction.UNBLOCK:
            return unblock_goods(house, actor, units, before, why), _FREED
        case StockAction.REGRADE:
            return regrade_goods(house, actor, units, before, after, why), _REGRADED
        case StockAction.SCRAP:
            return scrap_goods(house, actor, units, before, why), _SCRAPPED
        case StockAction.PUT_BACK:
            back = PutBack(product, place.lot, place.shelf, target, quantity)
            return put_back(house, actor, back), _MOVED
        case StockAction.GRADE:
            return grade_return(house, actor, units, after, target, why), _GRADED
        case StockAction.COUNT:
            raise ValueError("a count books nothing")
        case _:
            assert_never(action)

"""Keeping goods back: block, give free again, find another condition, scrap.

Blocking never takes what an order was promised, neither the units allocated on a shelf nor
those reserved without a shelf yet: it is refused, and the orders are named (3.2.1b).
"""

from __future__ import annotations

from fulfilment.house import Actor, House, Refuse, Work
from fulfilment.stock.bookings import (
    Booked,
    Units,
    found_units,
    movement,
    require_blocked,
    require_free,
    require_reason,
    require_unpromised,
)
from fulfilment.stock.goods import require_fresh
from fulfilment.stock.movements import post
from fulfilment.stock.places import require_taking
from fulfilment.supply.arrivals import try_waiting
from procedure.effects import Refused
from procedure.permissions import UseCase
from procedure.verdicts import VerdictKind
from procedure.words import MovementKind, StockCondition

_C = StockCondition
CHOSEN = (_C.DEFECTIVE, _C.DAMAGED, _C.CARTON_DAMAGED, _C.EXPIRED, _C.WRONG_LOT, _C.TO_INSPECT)
"""What a person may say goods are like; the other words are said by the procedure's own steps."""

SCRAPPED = (_C.DEFECTIVE, _C.DAMAGED, _C.CARTON_DAMAGED, _C.EXPIRED, _C.TO_INSPECT)
"""What may be thrown away. Missing units and unknown lots are settled by a count."""


def block_goods(
    house: House, actor: Actor, units: Units, condition: StockCondition, reason: str
) -> Booked | Refused:
    """Keep free units back on their shelf, as defective, damaged and so on.

    Refused: they are not free, or they are promised to an order that has no shelf yet.

    Raises:
        CannotNow: The database cannot be written now.
    """
    return house.run(
        actor, UseCase.BLOCK_STOCK, lambda work: _block(work, units, condition, reason)
    )


def _block(work: Work, units: Units, condition: StockCondition, reason: str) -> Booked:
    if condition not in CHOSEN:
        raise Refuse(VerdictKind.CONDITION_UNFIT)
    found = found_units(work, units)
    require_free(work, found)
    require_unpromised(work, found)
    kind = MovementKind.BLOCK
    post(work, [movement(found, kind, _C.GOOD, condition, reason=reason.strip())])
    return found.booked()


def unblock_goods(
    house: House, actor: Actor, units: Units, condition: StockCondition, reason: str
) -> Booked | Refused:
    """Give units free that are kept back as this.

    Refused: there are not so many; their shelf is for returns or picked goods; their lot
    expires too soon to be sold.

    Raises:
        CannotNow: The database cannot be written now.
    """
    booked = house.run(
        actor, UseCase.UNBLOCK_STOCK, lambda work: _unblock(work, units, condition, reason)
    )
    if not isinstance(booked, Refused):
        try_waiting(house, booked.product_id)
    return booked


def _unblock(work: Work, units: Units, condition: StockCondition, reason: str) -> Booked:
    _require_kept_back(condition)
    found = found_units(work, units)
    require_taking(found.shelf, _C.GOOD)
    require_blocked(work, found, condition)
    require_fresh(work, found.product, found.lot)
    kind = MovementKind.UNBLOCK
    post(work, [movement(found, kind, condition, _C.GOOD, reason=reason.strip())])
    return found.booked()


def regrade_goods(
    house: House,
    actor: Actor,
    units: Units,
    before: StockCondition,
    after: StockCondition,
    reason: str,
) -> Booked | Refused:
    """Keep units back as something else than before.

    Refused: there are not so many kept back so, or nobody may say this of goods.

    Raises:
        CannotNow: The database cannot be written now.
    """
    return house.run(
        actor, UseCase.BLOCK_STOCK, lambda work: _regrade(work, units, before, after, reason)
    )


def _regrade(
    work: Work, units: Units, before: StockCondition, after: StockCondition, reason: str
) -> Booked:
    _require_kept_back(before)
    if before is after:
        raise Refuse(VerdictKind.NOTHING_TO_DO)
    if after not in CHOSEN:
        raise Refuse(VerdictKind.CONDITION_UNFIT)
    found = found_units(work, units)
    require_blocked(work, found, before)
    post(work, [movement(found, MovementKind.REGRADE, before, after, reason=reason.strip())])
    return found.booked()


def _require_kept_back(condition: StockCondition) -> None:
    if condition is _C.GOOD:
        raise Refuse(VerdictKind.CONDITION_UNFIT)


def scrap_goods(
    house: House, actor: Actor, units: Units, condition: StockCondition, reason: str
) -> Booked | Refused:
    """Throw units away that are kept back as this; they leave the books.

    Refused: there are not so many, they are good, missing or to be put back, or no reason is
    given.

    Raises:
        CannotNow: The database cannot be written now.
    """
    return house.run(
        actor, UseCase.SCRAP_STOCK, lambda work: _scrap(work, units, condition, reason)
    )


def _scrap(work: Work, units: Units, condition: StockCondition, reason: str) -> Booked:
    told = require_reason(reason)
    if condition in (_C.MISSING, _C.WRONG_LOT):
        raise Refuse(VerdictKind.CONDITION_UNFIT, why="missing")
    if condition is _C.TO_PUT_BACK:
        raise Refuse(VerdictKind.CONDITION_UNFIT, why="put_back")
    if condition not in SCRAPPED:
        raise Refuse(VerdictKind.CONDITION_UNFIT)
    found = found_units(work, units)
    require_blocked(work, found, condition)
    post(work, [movement(found, MovementKind.SCRAP, condition, None, reason=told)])
    return found.booked()

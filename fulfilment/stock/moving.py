"""Moving goods from shelf to shelf, and putting back what was picked for a stopped order."""

from __future__ import annotations

from dataclasses import dataclass

from fulfilment.house import Actor, House, Refuse, Work
from fulfilment.stock.bookings import (
    Booked,
    Units,
    found_units,
    movement,
    require_blocked,
    require_free,
)
from fulfilment.stock.goods import require_fresh
from fulfilment.stock.movements import post
from fulfilment.stock.places import require_taking
from fulfilment.supply.arrivals import goods_arrived, try_waiting
from procedure.effects import Refused
from procedure.ids import ProductId
from procedure.permissions import UseCase
from procedure.verdicts import VerdictKind
from procedure.words import MovementKind, ReplenishmentSource, ShelfKind, StockCondition


@dataclass(frozen=True, slots=True)
class Transfer:
    """Units that go from one shelf to another.

    Attributes:
        condition: `GOOD` moves free units, any other the units kept back as that.
        document: What asked for it, for example a replenishment; "" where nothing did.
    """

    product_id: ProductId
    lot: str
    from_shelf: str
    to_shelf: str
    quantity: int
    condition: StockCondition = StockCondition.GOOD
    document: str = ""


def move_goods(house: House, actor: Actor, transfer: Transfer) -> Booked | Refused:
    """Move free or kept-back units.

    Refused: units that are allocated (how many are free and who has the rest is named), a shelf
    or lot that is not known, a shelf being counted, one that may not take these goods.

    Raises:
        CannotNow: The database cannot be written now.
    """
    booked = house.run(actor, UseCase.MOVE_STOCK, lambda work: move(work, transfer))
    if not isinstance(booked, Refused):
        try_waiting(house, booked.product_id)
    return booked


def move(work: Work, transfer: Transfer) -> Booked:
    """Move units, inside a use case.

    Raises:
        Refuse: As `move_goods`.
    """
    units = Units(transfer.product_id, transfer.lot, transfer.from_shelf, transfer.quantity)
    found = found_units(work, units, transfer.to_shelf)
    if found.shelf.id == found.to_shelf.id:
        raise Refuse(VerdictKind.NOTHING_TO_DO)
    _require_movable(transfer.condition)
    require_taking(found.to_shelf, transfer.condition)
    if transfer.condition is StockCondition.GOOD:
        require_free(work, found)
    else:
        require_blocked(work, found, transfer.condition)
    kind, condition = MovementKind.MOVE, transfer.condition
    post(work, [movement(found, kind, condition, condition, document=transfer.document)])
    is_good = condition is StockCondition.GOOD
    if is_good and (found.shelf.kind, found.to_shelf.kind) == (ShelfKind.RESERVE, ShelfKind.PICK):
        brought = {found.product.id: transfer.quantity}
        goods_arrived(work, ReplenishmentSource.RESERVE, brought)
    return found.booked()


def _require_movable(condition: StockCondition) -> None:
    """What is not there cannot be carried; what waits to be put back has its own way."""
    if condition is StockCondition.MISSING:
        raise Refuse(VerdictKind.CONDITION_UNFIT, why="missing")
    if condition is StockCondition.TO_PUT_BACK:
        raise Refuse(VerdictKind.CONDITION_UNFIT, why="put_back")


@dataclass(frozen=True, slots=True)
class PutBack:
    """Units picked for an order that was stopped, and the shelf they go back to."""

    product_id: ProductId
    lot: str
    from_shelf: str
    to_shelf: str
    quantity: int


def put_back(house: House, actor: Actor, units: PutBack) -> Booked | Refused:
    """Put units that wait at staging back on a shelf, free again.

    Refused: there are not so many waiting; the shelf may not take good units; the lot expires
    too soon to be sold by now (it is regraded as expired, then moved).

    Raises:
        CannotNow: The database cannot be written now.
    """
    booked = house.run(actor, UseCase.MOVE_STOCK, lambda work: _put_back(work, units))
    if not isinstance(booked, Refused):
        try_waiting(house, booked.product_id)
    return booked


def _put_back(work: Work, back: PutBack) -> Booked:
    units = Units(back.product_id, back.lot, back.from_shelf, back.quantity)
    found = found_units(work, units, back.to_shelf)
    require_taking(found.to_shelf, StockCondition.GOOD)
    require_blocked(work, found, StockCondition.TO_PUT_BACK)
    require_fresh(work, found.product, found.lot)
    kind = MovementKind.PUT_BACK
    post(work, [movement(found, kind, StockCondition.TO_PUT_BACK, StockCondition.GOOD)])
    return found.booked()

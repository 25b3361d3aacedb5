"""Units that a person means when something is booked on them, checked against the books."""

from __future__ import annotations

from dataclasses import dataclass

from fulfilment.house import Refuse, Work
from fulfilment.stock.goods import (
    KnownLot,
    StockedProduct,
    known_lot,
    require_amount,
    stocked_product,
)
from fulfilment.stock.holders import kept_for, promised_to
from fulfilment.stock.movements import Movement
from fulfilment.stock.places import (
    OnShelf,
    OpenShelf,
    blocked_as,
    locked_available,
    locked_on_shelves,
    open_shelves,
)
from procedure.ids import ProductId
from procedure.verdicts import VerdictKind
from procedure.words import MovementKind, StockCondition, StockState


@dataclass(frozen=True, slots=True)
class Units:
    """So many units of a lot on a shelf; `lot` is "" for goods that are not lot-tracked."""

    product_id: ProductId
    lot: str
    shelf_code: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Booked:
    """What was booked.

    Attributes:
        shelf_code: Where the units stand now.
    """

    product_id: ProductId
    sku: str
    lot: str
    shelf_code: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Found:
    """The units in the books, everything about them locked.

    Attributes:
        to_shelf: Where they go; the same shelf where they stay.
        there: What stands of the lot on its shelf.
        available: Units of the product, wherever they stand, that are promised to nobody.
    """

    product: StockedProduct
    lot: KnownLot
    shelf: OpenShelf
    to_shelf: OpenShelf
    there: OnShelf
    available: int
    quantity: int

    def booked(self) -> Booked:
        """What a person is told afterwards."""
        return Booked(
            self.product.id, self.product.sku, self.lot.code, self.to_shelf.code, self.quantity
        )


def found_units(work: Work, units: Units, to_shelf: str | None = None) -> Found:
    """The product, lot and shelves that are meant.

    Raises:
        Refuse: The quantity cannot be meant; product, lot or a shelf is not known; a shelf is
            being counted.
    """
    product = stocked_product(work, units.product_id)
    require_amount(units.quantity)
    shelf, target = open_shelves(work, units.shelf_code, to_shelf or units.shelf_code)
    lot = known_lot(work, product, units.lot)
    available = locked_available(work, [product.id])[product.id]
    there = OnShelf(0, 0, 0)
    if lot is not None:
        there = locked_on_shelves(work, lot.id, [shelf.id, target.id])[0]
    if lot is None or there == OnShelf(0, 0, 0):
        raise Refuse(
            VerdictKind.LOT_UNKNOWN,
            sku=product.sku,
            shelf=shelf.code,
            lot=units.lot if lot is None else lot.code,
        )
    return Found(product, lot, shelf, target, there, available, units.quantity)


def require_free(work: Work, found: Found) -> None:
    """Does nothing where so many units are free.

    Raises:
        Refuse: They are not; who the others are kept for is named.
    """
    if found.quantity <= found.there.free:
        return
    raise Refuse(
        VerdictKind.STOCK_ALLOCATED,
        sku=found.product.sku,
        shelf=found.shelf.code,
        free=found.there.free,
        held=found.there.allocated,
        holders=kept_for(work, found.shelf.id, found.shelf.kind, found.lot.id),
    )


def require_unpromised(work: Work, found: Found) -> None:
    """Does nothing where so many units are promised to nobody.

    A promise that is not allocated yet has no shelf, but it needs free units all the same.

    Raises:
        Refuse: They are promised; to whom is named.
    """
    if found.quantity > found.available:
        raise Refuse(
            VerdictKind.STOCK_PROMISED,
            sku=found.product.sku,
            available=found.available,
            holders=promised_to(work, found.product.id),
        )


def require_blocked(work: Work, found: Found, condition: StockCondition) -> None:
    """Does nothing where so many units are kept back as this.

    Raises:
        Refuse: They are not.
    """
    blocked = blocked_as(work, found.shelf.id, found.lot.id, condition)
    if found.quantity > blocked:
        raise Refuse(
            VerdictKind.NOT_BLOCKED,
            sku=found.product.sku,
            shelf=found.shelf.code,
            blocked=blocked,
        )


def require_reason(reason: str) -> str:
    """The reason, tidied.

    Raises:
        Refuse: There is none.
    """
    tidied = " ".join(reason.split())
    if not tidied:
        raise Refuse(VerdictKind.REASON_NEEDED)
    return tidied


def movement(
    found: Found,
    kind: MovementKind,
    before: StockCondition,
    after: StockCondition | None,
    *,
    document: str = "",
    reason: str = "",
) -> Movement:
    """The movement that takes the units where they go and makes them what they are then.

    Args:
        before, after: `GOOD` is free, any other kept back as that; None is out of the house.
    """
    from_state, from_condition = _standing(before)
    to_state, to_condition = _standing(after)
    return Movement(
        kind,
        found.product.id,
        found.quantity,
        found.lot.id,
        found.shelf.id,
        from_state,
        None if after is None else found.to_shelf.id,
        to_state,
        document=document.strip(),
        reason=reason,
        from_condition=from_condition,
        to_condition=to_condition,
    )


def _standing(condition: StockCondition | None) -> tuple[StockState, StockCondition | None]:
    if condition is None:
        return StockState.OUTSIDE, None
    if condition is StockCondition.GOOD:
        return StockState.FREE, None
    return StockState.BLOCKED, condition

"""Lots that became too old to be sent out are kept back, so that nobody is promised them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, func, select

from db.schema.products import Product
from db.schema.stock import Lot, Shelf, ShelfStock
from fulfilment.house import Actor, House, Work
from fulfilment.stock.movements import Movement, post
from fulfilment.stock.places import locked_available
from procedure.effects import Refused
from procedure.ids import LotId, ProductId, ShelfId
from procedure.permissions import UseCase
from procedure.words import MovementKind, StockCondition, StockState


@dataclass(frozen=True, slots=True)
class BlockedExpired:
    """What was kept back.

    Attributes:
        units: Units blocked now.
        promised: Expired units that stay free in the books, because orders wait for units of
            their product and there are no others: customer service must decide about these.
    """

    units: int
    promised: int


def block_expired(house: House, actor: Actor) -> BlockedExpired | Refused:
    """Keep back all free units of lots that expire within their product's shipping margin.

    Raises:
        CannotNow: The database cannot be written now.
    """
    return house.run(actor, UseCase.BLOCK_STOCK, _block_expired)


def _block_expired(work: Work) -> BlockedExpired:
    candidates = {ProductId(row.product_id) for row in _too_old(work)}
    if not candidates:
        return BlockedExpired(0, 0)
    left = locked_available(work, sorted(candidates))
    promised = 0
    movements = []
    for row in _too_old(work, locked=True):
        product = ProductId(row.product_id)
        if product not in left:
            continue  # it was put there after the products were locked; the next round finds it
        units = min(row.free, left[product])
        promised += row.free - units
        if not units:
            continue
        left[product] -= units
        movements.append(
            Movement(
                MovementKind.BLOCK,
                product,
                units,
                LotId(row.lot_id),
                ShelfId(row.shelf_id),
                StockState.FREE,
                ShelfId(row.shelf_id),
                StockState.BLOCKED,
                reason="expired",
                to_condition=StockCondition.EXPIRED,
            )
        )
    post(work, movements)
    return BlockedExpired(sum(m.quantity for m in movements), promised)


def _too_old(work: Work, *, locked: bool = False) -> list[Any]:
    """Shelves with free units of lots within the margin, oldest lots first.

    The margin is the product's, so the widest one bounds what is read.
    """
    widest = work.connection.scalar(select(func.max(Product.shipping_margin_days)))
    statement = (
        select(
            ShelfStock.shelf_id,
            ShelfStock.lot_id,
            ShelfStock.product_id,
            ShelfStock.free,
            Lot.expires_on,
            Product.shipping_margin_days,
        )
        # by the lot's product too, which the index of a shelf's stock begins with
        .join(Lot, and_(Lot.id == ShelfStock.lot_id, Lot.product_id == ShelfStock.product_id))
        .join(Product, Product.id == ShelfStock.product_id)
        .join(Shelf, Shelf.id == ShelfStock.shelf_id)
        .where(
            Lot.expires_on <= work.today + timedelta(days=int(widest or 0)),
            ShelfStock.free > 0,
            Shelf.warehouse_id == work.warehouse_id,
        )
        .order_by(ShelfStock.shelf_id, ShelfStock.lot_id)
    )
    if locked:
        statement = statement.with_for_update(of=ShelfStock)
    rows = [
        row
        for row in work.connection.execute(statement)
        if row.expires_on <= work.today + timedelta(days=row.shipping_margin_days)
    ]
    return sorted(rows, key=lambda row: row.expires_on)

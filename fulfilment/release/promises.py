"""Promises: which units may still be promised, and the books of those that were (3.2.1b).

A promise (reservation) is soft: so many units of a product are kept for an order line, wherever
they stand. Which shelf and lot they are taken from is decided later, see
`fulfilment.release.reservation`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from db.bulk import add_many, among, insert_many
from db.schema.products import Product
from db.schema.stock import Lot as LotTable
from db.schema.stock import Reservation, Shelf, ShelfStock, Stock
from fulfilment.house import Work
from fulfilment.stock.movements import Movement, post
from procedure.allocation import ShelfLot, Shipping, promisable
from procedure.ids import LotId, OrderLineId, ProductId, ShelfId
from procedure.words import MovementKind


@dataclass(frozen=True, slots=True)
class StockThere:
    """Stock of some products, its rows locked.

    Attributes:
        promisable: Units per product that may be promised: available, and fit to be shipped.
        shelf_lots: Free units, shelf by shelf, also those that may not be allocated.
    """

    promisable: Mapping[ProductId, int]
    shelf_lots: tuple[ShelfLot, ...]
    shipping: Shipping


def lock_stock(
    work: Work, products: Collection[ProductId], place: tuple[ShelfId, LotId] | None = None
) -> StockThere:
    """What there is of these products; nobody changes it until the transaction ends.

    Locks balances by product, then shelves by shelf and lot.

    Args:
        place: A shelf and lot whose balance is locked too, though nothing may be free there.
    """
    available: dict[ProductId, int] = {}
    margins: dict[ProductId, int] = {}
    chosen = sorted(products)
    rows = work.connection.execute(
        select(Stock.product_id, Stock.available, Product.shipping_margin_days)
        .join(Product, Product.id == Stock.product_id)
        .where(
            Stock.warehouse_id == work.warehouse_id,
            among(Stock.product_id, chosen, work.connection),
        )
        .order_by(Stock.product_id)
        .with_for_update(of=Stock)
    )
    for product, units, margin in rows.all():
        available[ProductId(product)] = units
        margins[ProductId(product)] = margin
    shelf_lots = _free_units(work, chosen, place)
    shipping = Shipping(work.today, margins)
    return StockThere(promisable(available, shelf_lots, shipping), shelf_lots, shipping)


def _free_units(
    work: Work, products: Sequence[ProductId], place: tuple[ShelfId, LotId] | None
) -> tuple[ShelfLot, ...]:
    shelf, lot = place or (None, None)
    is_place = and_(ShelfStock.shelf_id == shelf, ShelfStock.lot_id == lot)
    rows = work.connection.execute(
        select(
            ShelfStock.shelf_id,
            Shelf.walk_key,
            ShelfStock.product_id,
            ShelfStock.lot_id,
            LotTable.expires_on,
            ShelfStock.free,
            Shelf.kind,
            Shelf.active,
            Shelf.count_id,
        )
        .join(Shelf, Shelf.id == ShelfStock.shelf_id)
        .join(LotTable, LotTable.id == ShelfStock.lot_id)
        .where(
            among(ShelfStock.product_id, products, work.connection),
            Shelf.warehouse_id == work.warehouse_id,
            ShelfStock.free > 0 if place is None else or_(ShelfStock.free > 0, is_place),
        )
        .order_by(ShelfStock.shelf_id, ShelfStock.lot_id)
        .with_for_update(of=ShelfStock)
    )
    return tuple(
        ShelfLot(
            ShelfId(shelf),
            walk_key,
            ProductId(product),
            LotId(lot),
            expires_on,
            free,
            kind,
            active,
            count is not None,
        )
        for shelf, walk_key, product, lot, expires_on, free, kind, active, count in rows.all()
    )


@dataclass(frozen=True, slots=True)
class Promise:
    """So many units of a product for an order line.

    Attributes:
        is_new: The line has no reservation row yet.
    """

    line_id: OrderLineId
    product_id: ProductId
    quantity: int
    is_new: bool = False


_COLUMNS = ("order_line_id", "product_id", "warehouse_id", "quantity", "created_at")


def promise(work: Work, promises: Sequence[Promise], *, why: str = "") -> None:
    """Reserve: units go from available to reserved, each with its named holder.

    The orders of the lines are locked by the caller, and so is the stock.
    """
    insert_many(
        work.connection,
        Reservation,
        _COLUMNS,
        [
            (p.line_id, p.product_id, work.warehouse_id, p.quantity, work.now)
            for p in promises
            if p.is_new
        ],
    )
    _add(work, [(p.line_id, p.quantity) for p in promises if not p.is_new])
    post(work, [_movement(MovementKind.RESERVE, p, why) for p in promises], locked=True)


def let_go(work: Work, promises: Sequence[Promise], *, why: str) -> None:
    """Release: reserved units that stand on no pick line become available again.

    Args:
        why: Stable word of the occasion, for the ledger: "cancelled", "unpaid", "short".
    """
    _add(work, [(p.line_id, -p.quantity) for p in promises])
    post(work, [_movement(MovementKind.RELEASE, p, why) for p in promises])


def lower(work: Work, units: Mapping[OrderLineId, int]) -> None:
    """Reservations lose units whose movement says itself that they are no longer reserved."""
    _add(work, [(line, -n) for line, n in units.items() if n])


def _add(work: Work, changes: Sequence[tuple[OrderLineId, int]]) -> None:
    add_many(work.connection, Reservation, ("order_line_id",), ("quantity",), sorted(changes))


def _movement(kind: MovementKind, promise: Promise, why: str) -> Movement:
    return Movement(
        kind, promise.product_id, promise.quantity, order_line_id=promise.line_id, reason=why
    )

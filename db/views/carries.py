"""Walks to make: which units go from which reserve shelf to which picking shelf."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, and_, select

from db.schema.products import Product
from db.schema.purchasing import Replenishment
from db.schema.stock import Lot, Shelf, ShelfStock
from procedure.ids import ProductId, WarehouseId
from procedure.words import ReplenishmentSource, ShelfKind


@dataclass(frozen=True, slots=True)
class Carry:
    """Units to carry from a reserve shelf to a picking shelf.

    Attributes:
        to_shelf: Where the product is picked from; "" where it has no picking shelf yet.
    """

    request_id: int
    product_id: ProductId
    sku: str
    lot: str
    expires_on: date | None
    from_shelf: str
    to_shelf: str
    quantity: int


def replenish_moves(
    connection: Connection, warehouse: WarehouseId, request_ids: Sequence[int], today: date
) -> tuple[Carry, ...]:
    """Which lot goes from which reserve shelf to which picking shelf: first expired first.

    Lots that may no longer be shipped, and shelves that are counted or closed, are left out.
    """
    requests = {
        row.product_id: row
        for row in connection.execute(
            select(
                Replenishment.id,
                Replenishment.product_id,
                Product.sku,
                Product.shipping_margin_days,
                (Replenishment.quantity - Replenishment.arrived).label("units"),
            )
            .join(Product, Product.id == Replenishment.product_id)
            .where(
                Replenishment.id.in_(request_ids),
                Replenishment.source == ReplenishmentSource.RESERVE,
                Replenishment.closed_at.is_(None),
            )
            .order_by(Replenishment.id)
        )
    }
    targets = _picking_shelves(connection, warehouse, list(requests))
    left = {product: row.units for product, row in requests.items()}
    moves = []
    for lot in _reserve_lots(connection, warehouse, list(requests)):
        request = requests[lot.product_id]
        last_day = today + timedelta(days=request.shipping_margin_days)
        given = min(left[lot.product_id], lot.free)
        if not given or (lot.expires_on is not None and lot.expires_on <= last_day):
            continue
        left[lot.product_id] -= given
        moves.append(
            Carry(
                request.id,
                ProductId(lot.product_id),
                request.sku,
                lot.lot,
                lot.expires_on,
                lot.shelf,
                targets.get(lot.product_id, ""),
                given,
            )
        )
    return tuple(moves)


def _reserve_lots(
    connection: Connection, warehouse: WarehouseId, products: Sequence[int]
) -> Sequence[Any]:
    return connection.execute(
        select(
            ShelfStock.product_id,
            Shelf.code.label("shelf"),
            Lot.code.label("lot"),
            Lot.expires_on,
            ShelfStock.free,
        )
        .join(Shelf, Shelf.id == ShelfStock.shelf_id)
        .join(Lot, Lot.id == ShelfStock.lot_id)
        .where(
            ShelfStock.product_id.in_(products),
            ShelfStock.free > 0,
            Shelf.warehouse_id == warehouse,
            Shelf.kind == ShelfKind.RESERVE,
            Shelf.active,
            Shelf.count_id.is_(None),
        )
        .order_by(
            ShelfStock.product_id, Lot.expires_on.is_(None), Lot.expires_on, Shelf.walk_key, Lot.id
        )
    ).all()


def _picking_shelves(
    connection: Connection, warehouse: WarehouseId, products: Sequence[int]
) -> dict[int, str]:
    """The first picking shelf in walking order that has, or had, the product."""
    rows = connection.execute(
        select(ShelfStock.product_id, Shelf.code)
        .join(
            Shelf,
            and_(
                Shelf.id == ShelfStock.shelf_id,
                Shelf.kind == ShelfKind.PICK,
                Shelf.active,
                Shelf.count_id.is_(None),
            ),
        )
        .where(ShelfStock.product_id.in_(products), Shelf.warehouse_id == warehouse)
        .order_by(Shelf.walk_key.desc())
    )
    return {product: code for product, code in rows}  # noqa: C416 - a result is no mapping

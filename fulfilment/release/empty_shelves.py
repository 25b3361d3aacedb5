"""A shelf that turned out to be empty of a lot: what others were to take there is doubtful too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, or_, select

from db.bulk import add_many
from db.holdings import UNFINISHED
from db.schema.orders import Order, OrderLine
from db.schema.picking import PickLine, PickTask
from db.schema.products import Product
from fulfilment.house import Work
from fulfilment.release.promises import StockThere
from fulfilment.stock.movements import Movement
from procedure.ids import LotId, PickTaskId, ProductId, ShelfId
from procedure.words import MovementKind, ShortReason, StockCondition, StockState


@dataclass(frozen=True, slots=True)
class Place:
    """A product's lot on a shelf."""

    product_id: ProductId
    shelf_id: ShelfId
    lot_id: LotId

    @property
    def key(self) -> tuple[ShelfId, LotId]:
        """Where it is."""
        return self.shelf_id, self.lot_id


def promised_lines() -> Select[*tuple[Any, ...]]:
    """Pick lines with what decides whose promise comes first."""
    return (
        select(
            PickLine.id,
            PickLine.task_id,
            PickLine.quantity,
            PickLine.picked,
            PickLine.shelf_id,
            PickLine.lot_id,
            PickLine.slot,
            PickLine.order_line_id,
            PickTask.order_id.label("task_order"),
            OrderLine.order_id,
            OrderLine.product_id,
            Order.service,
            Order.ship_by,
            Product.sku,
        )
        .join(PickTask, PickTask.id == PickLine.task_id)
        .join(OrderLine, OrderLine.id == PickLine.order_line_id)
        .join(Order, Order.id == OrderLine.order_id)
        .join(Product, Product.id == OrderLine.product_id)
    )


def cut_others(work: Work, task_id: PickTaskId, place: Place) -> Sequence[Any]:
    """Cut what other tasks were still to take there; their lines as they were before.

    A task that is walked now is left out: its picker stands at the shelf himself. The others are
    locked; one that somebody changes in this moment is left to its picker too.
    """
    open_there = (
        (PickLine.shelf_id == place.shelf_id)
        & (PickLine.lot_id == place.lot_id)
        & (PickLine.quantity > PickLine.picked)
    )
    tasks = work.connection.scalars(
        select(PickTask.id)
        .where(
            PickTask.id.in_(select(PickLine.task_id).where(open_there)),
            PickTask.id != task_id,
            PickTask.status.in_(UNFINISHED),
            or_(PickTask.holder_station_id.is_(None), PickTask.lease_until < work.now),
        )
        .order_by(PickTask.id)
        .with_for_update(skip_locked=True)
    ).all()
    if not tasks:
        return ()
    rows = work.connection.execute(
        promised_lines().where(PickLine.task_id.in_(tasks), open_there).order_by(PickLine.id)
    ).all()
    cut = [(row.id, row.picked - row.quantity) for row in rows]
    add_many(work.connection, PickLine, ("id",), ("quantity",), cut)
    return rows


def doubtful_units(stock: StockThere, place: Place) -> int:
    """Free units of an empty shelf that are promised to nobody yet."""
    free = sum(lot.free for lot in stock.shelf_lots if (lot.shelf_id, lot.lot_id) == place.key)
    return min(free, max(stock.promisable[place.product_id], 0))


def kept_back(place: Place, units: int) -> list[Movement]:
    """Free units that nobody believes in any more are blocked until somebody counts."""
    if not units:
        return []
    return [
        Movement(
            MovementKind.BLOCK,
            place.product_id,
            units,
            place.lot_id,
            place.shelf_id,
            StockState.FREE,
            place.shelf_id,
            StockState.BLOCKED,
            reason=ShortReason.NOT_FOUND.value,
            to_condition=StockCondition.MISSING,
        )
    ]

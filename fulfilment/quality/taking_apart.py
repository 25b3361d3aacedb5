"""A failed parcel whose missing units are not there is taken apart: its order waits for stock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select, update

from db.bulk import set_many
from db.schema.orders import OrderLine
from db.schema.parcels import Parcel, ParcelItem
from db.schema.picking import PickLine, PickTask
from fulfilment.house import Work
from fulfilment.picking.staging import staging_shelf
from fulfilment.quality.awaited import waiting_parcels
from fulfilment.release.promises import lower
from fulfilment.stock.movements import Movement, post
from procedure.ids import LotId, OrderId, OrderLineId, ParcelId, ProductId
from procedure.words import (
    MovementKind,
    ParcelStatus,
    PickTaskStatus,
    StockCondition,
    StockState,
)


def take_apart(work: Work, order_id: OrderId) -> None:
    """Let what is right of an order's failed parcel wait to be put back; nothing where none is.

    It is the order's again when it is back on its shelf: the order waits for stock.
    """
    parcel_id = waiting_parcels(work, [order_id]).get(order_id)
    if parcel_id is None:
        return
    items = _items(work, parcel_id)
    cut_picked(work, {(i.order_line_id, i.lot_id): i.quantity for i in items})
    dropped: dict[OrderLineId, int] = defaultdict(int)
    for item in items:
        dropped[OrderLineId(item.order_line_id)] += item.quantity
    lower(work, dropped)
    staging = staging_shelf(work)
    post(
        work,
        [
            Movement(
                MovementKind.INTERCEPT,
                ProductId(item.product_id),
                item.quantity,
                LotId(item.lot_id),
                staging,
                StockState.ALLOCATED,
                staging,
                StockState.BLOCKED,
                order_line_id=OrderLineId(item.order_line_id),
                reason="taken_apart",
                to_condition=StockCondition.TO_PUT_BACK,
            )
            for item in items
        ],
    )
    work.connection.execute(delete(ParcelItem).where(ParcelItem.parcel_id == parcel_id))
    work.connection.execute(
        update(Parcel)
        .where(Parcel.id == parcel_id)
        .values(status=ParcelStatus.CANCELLED, fence=Parcel.fence + 1)
    )


def _items(work: Work, parcel_id: ParcelId) -> Sequence[Any]:
    return work.connection.execute(
        select(
            ParcelItem.order_line_id, ParcelItem.lot_id, ParcelItem.quantity, OrderLine.product_id
        )
        .join(OrderLine, OrderLine.id == ParcelItem.order_line_id)
        .where(ParcelItem.parcel_id == parcel_id)
        .order_by(ParcelItem.order_line_id, ParcelItem.lot_id)
    ).all()


def cut_picked(work: Work, units: dict[tuple[int, int], int]) -> None:
    """Lower picked lines by so many units of each order line and lot, the newest lines first."""
    left_over = dict(units)
    rows = work.connection.execute(
        select(
            PickLine.id,
            PickLine.order_line_id,
            PickLine.lot_id,
            PickLine.quantity,
            PickLine.sorted,
        )
        .join(PickTask, PickTask.id == PickLine.task_id)
        .where(
            PickLine.order_line_id.in_(sorted({line for line, _ in units})),
            PickTask.status == PickTaskStatus.PICKED,
            PickLine.quantity > 0,
        )
        .order_by(PickLine.id.desc())
    ).all()
    changed = []
    for row in rows:
        goods = (row.order_line_id, row.lot_id)
        taken = min(left_over.get(goods, 0), row.quantity)
        if taken:
            left_over[goods] -= taken
            left = row.quantity - taken
            changed.append((row.id, left, left, min(row.sorted, left)))
    set_many(work.connection, PickLine, ("id",), ("quantity", "picked", "sorted"), changed)

"""The snapshot of a pick task that a station works on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Select, func, select

from db.schema.orders import Order, OrderLine, Remark
from db.schema.picking import PickLine, PickTask, ToteUse, Wave
from db.schema.products import Product
from db.schema.stock import Lot, Shelf, ShelfStock
from db.schema.waybills import Carrier
from fulfilment.picking.by_hand import by_hand_in
from procedure.codes import KnownProduct
from procedure.ids import LotId, OrderLineId, PickLineId, PickTaskId, ProductId, ShelfId
from procedure.tasks import PickStop
from procedure.tasks import PickTask as PickTaskValue
from procedure.words import ServiceLevel


def pick_task_snapshot(connection: Connection, task_id: PickTaskId) -> PickTaskValue:
    """The task as it stands, stops in walking order; lines cut to nothing are left out.

    What many orders take of one lot from one shelf is one stop.
    """
    head = connection.execute(_head(task_id)).one()
    rows = connection.execute(_stop_rows(task_id)).all()
    is_shared = head.order_id is None
    stops = [_stop(row, is_shared) for row in rows]
    if is_shared:
        stops = _together(stops)
    return PickTaskValue(
        task_id,
        head.sheet_code,
        head.wave_no,
        head.fence,
        tuple(stop for stop in stops if stop.quantity),
        _remarks(connection, rows) if is_shared else floor_remarks(connection, head.order_id),
        ServiceLevel.STANDARD if head.priority else ServiceLevel.EXPRESS,
        head.name or "",
        head.mode,
        head.zone,
        tuple(sorted({row.order_no for row in rows if row.quantity})),
        connection.scalar(select(ToteUse.tote_code).where(ToteUse.pick_task_id == task_id)) or "",
        _emptied_shelves(connection, task_id),
        by_hand_in(connection, task_id),
    )


def _emptied_shelves(connection: Connection, task_id: PickTaskId) -> tuple[str, ...]:
    """The shelves on which, by the books, nothing at all is left when the task is done."""
    taken = (
        select(PickLine.shelf_id, func.sum(PickLine.quantity).label("units"))
        .where(PickLine.task_id == task_id, PickLine.quantity > 0)
        .group_by(PickLine.shelf_id)
        .subquery()
    )
    standing = (
        select(func.sum(ShelfStock.on_hand))
        .where(ShelfStock.shelf_id == taken.c.shelf_id)
        .scalar_subquery()
    )
    return tuple(
        connection.scalars(
            select(Shelf.code)
            .join(taken, taken.c.shelf_id == Shelf.id)
            .where(standing == taken.c.units)
            .order_by(Shelf.code)
        )
    )


def _head(task_id: PickTaskId) -> Select[*tuple[Any, ...]]:
    columns: Sequence[Any] = (
        PickTask.sheet_code,
        PickTask.fence,
        PickTask.order_id,
        PickTask.mode,
        PickTask.zone,
        PickTask.priority,
        Wave.wave_no,
        Carrier.name,
    )
    return (
        select(*columns)
        .outerjoin(Wave, Wave.id == PickTask.wave_id)
        .outerjoin(Order, Order.id == PickTask.order_id)
        .outerjoin(Carrier, Carrier.id == func.coalesce(Order.carrier_id, Wave.carrier_id))
        .where(PickTask.id == task_id)
    )


def floor_remarks(connection: Connection, order_id: int | None) -> tuple[str, ...]:
    """The remarks that pickers, packers and shippers must see, oldest first (3.1.2b)."""
    rows = connection.scalars(
        select(Remark.body).where(Remark.order_id == order_id, Remark.for_floor).order_by(Remark.id)
    )
    return tuple(rows)


def _remarks(connection: Connection, rows: Sequence[Any]) -> tuple[str, ...]:
    """The remarks of all orders that a shared task serves, each with the order's number."""
    orders = {row.order_id for row in rows if row.quantity}
    found = connection.execute(
        select(Order.order_no, Remark.body)
        .join(Order, Order.id == Remark.order_id)
        .where(Remark.order_id.in_(sorted(orders)), Remark.for_floor)
        .order_by(Order.id, Remark.id)
    )
    return tuple(f"{row.order_no}: {row.body}" for row in found)


def _stop(row: Any, is_shared: bool) -> PickStop:
    return PickStop(
        line_id=PickLineId(row.id),
        order_line_id=OrderLineId(row.order_line_id),
        order_no="" if is_shared else row.order_no,
        shelf_id=ShelfId(row.shelf_id),
        shelf=row.shelf,
        product=KnownProduct(
            ProductId(row.product_id), row.sku, row.name, row.lot_tracked, row.count_rule
        ),
        lot_id=LotId(row.lot_id),
        lot=row.lot,
        expires_on=row.expires_on,
        quantity=row.quantity,
        picked=row.picked,
        slot=None if is_shared else row.slot,
    )


def _together(stops: Iterable[PickStop]) -> list[PickStop]:
    """One stop for all lines of a shelf and lot, in the order in which the first of each came."""
    shared: dict[tuple[ShelfId, LotId], PickStop] = {}
    for stop in stops:
        first = shared.get((stop.shelf_id, stop.lot_id))
        shared[stop.shelf_id, stop.lot_id] = (
            stop
            if first is None
            else replace(
                first,
                line_id=min(first.line_id, stop.line_id),
                quantity=first.quantity + stop.quantity,
                picked=first.picked + stop.picked,
            )
        )
    return list(shared.values())


def _stop_rows(task_id: PickTaskId) -> Select[*tuple[Any, ...]]:
    columns: Sequence[Any] = (
        PickLine.id,
        PickLine.order_line_id,
        PickLine.shelf_id,
        PickLine.lot_id,
        PickLine.quantity,
        PickLine.picked,
        PickLine.slot,
        Shelf.code.label("shelf"),
        Order.order_no,
        Order.id.label("order_id"),
        Product.id.label("product_id"),
        Product.sku,
        Product.name,
        Product.lot_tracked,
        Product.count_rule,
        Lot.code.label("lot"),
        Lot.expires_on,
    )
    return (
        select(*columns)
        .join(OrderLine, OrderLine.id == PickLine.order_line_id)
        .join(Order, Order.id == OrderLine.order_id)
        .join(Product, Product.id == OrderLine.product_id)
        .join(Shelf, Shelf.id == PickLine.shelf_id)
        .join(Lot, Lot.id == PickLine.lot_id)
        .where(PickLine.task_id == task_id)
        .order_by(Shelf.walk_key, Shelf.id, Product.id, Lot.id, PickLine.slot, PickLine.seq)
    )

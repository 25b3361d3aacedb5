"""The snapshot of a pick task that a station works on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, select

from db.schema.orders import Order, OrderLine, Remark
from db.schema.picking import PickLine, PickTask, Wave
from db.schema.products import Product
from db.schema.stock import Lot, Shelf
from db.schema.waybills import Carrier
from procedure.codes import KnownProduct
from procedure.ids import LotId, OrderLineId, PickLineId, PickTaskId, ProductId, ShelfId
from procedure.tasks import PickStop
from procedure.tasks import PickTask as PickTaskValue


def pick_task_snapshot(connection: Connection, task_id: PickTaskId) -> PickTaskValue:
    """The task as it stands, stops in walking order; lines cut to nothing are left out."""
    head = connection.execute(
        select(
            PickTask.sheet_code,
            PickTask.fence,
            PickTask.order_id,
            Wave.wave_no,
            Order.service,
            Carrier.name,
        )
        .outerjoin(Wave, Wave.id == PickTask.wave_id)
        .outerjoin(Order, Order.id == PickTask.order_id)
        .outerjoin(Carrier, Carrier.id == Order.carrier_id)
        .where(PickTask.id == task_id)
    ).one()
    return PickTaskValue(
        task_id,
        head.sheet_code,
        head.wave_no,
        head.fence,
        _stops(connection, task_id),
        floor_remarks(connection, head.order_id),
        head.service,
        head.name or "",
    )


def floor_remarks(connection: Connection, order_id: int | None) -> tuple[str, ...]:
    """The remarks that pickers, packers and shippers must see, oldest first (3.1.2b)."""
    rows = connection.scalars(
        select(Remark.body).where(Remark.order_id == order_id, Remark.for_floor).order_by(Remark.id)
    )
    return tuple(rows)


def _stops(connection: Connection, task_id: PickTaskId) -> tuple[PickStop, ...]:
    return tuple(
        PickStop(
            line_id=PickLineId(row.id),
            order_line_id=OrderLineId(row.order_line_id),
            order_no=row.order_no,
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
            slot=row.slot,
        )
        for row in connection.execute(_stop_rows(task_id))
    )


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
        .where(PickLine.task_id == task_id, PickLine.quantity > 0)
        .order_by(Shelf.walk_key, PickLine.seq)
    )

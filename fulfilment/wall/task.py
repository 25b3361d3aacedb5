"""The snapshot of a wave at the put wall that a station works on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Select, and_, select

from db.schema.orders import Order, OrderLine
from db.schema.picking import PickLine, PickTask, Wave, WaveOrder
from db.schema.products import Product
from db.schema.stock import Lot
from db.schema.waybills import Carrier
from procedure.codes import KnownProduct
from procedure.ids import LotId, OrderLineId, ProductId, WaveId
from procedure.tasks import WallItem, WallSlot, WallTask
from procedure.words import OrderStatus


def wall_snapshot(connection: Connection, wave_id: WaveId) -> WallTask:
    """The wave as it stands: every slot with its order's goods, one item a line and lot."""
    head = connection.execute(
        select(Wave.wave_no, Wave.fence, Carrier.name)
        .outerjoin(Carrier, Carrier.id == Wave.carrier_id)
        .where(Wave.id == wave_id)
    ).one()
    by_slot: dict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(_rows(wave_id)):
        by_slot[row.slot].append(row)
    slots = [_slot(rows) for rows in by_slot.values()]
    return WallTask(
        wave_id, head.wave_no, head.fence, head.name or "", tuple(s for s in slots if s.items)
    )


def _slot(rows: Sequence[Any]) -> WallSlot:
    first = rows[0]
    stopped = bool(first.open_holds) or first.status is not OrderStatus.PICKING
    items: dict[tuple[int, int], WallItem] = {}
    for row in rows:
        if not row.quantity and not stopped:
            continue  # came short where it was picked
        item = _item(row)
        before = items.get((row.order_line_id, row.lot_id))
        if before is not None:
            item = replace(
                item,
                quantity=before.quantity + item.quantity,
                sorted=before.sorted + item.sorted,
            )
        items[row.order_line_id, row.lot_id] = item
    return WallSlot(first.slot, first.order_no, first.service, tuple(items.values()), stopped)


def _item(row: Any) -> WallItem:
    return WallItem(
        OrderLineId(row.order_line_id),
        KnownProduct(ProductId(row.product_id), row.sku, row.name, row.lot_tracked, row.count_rule),
        LotId(row.lot_id),
        row.lot,
        row.quantity,
        row.sorted,
    )


def _rows(wave_id: WaveId) -> Select[*tuple[Any, ...]]:
    columns: Sequence[Any] = (
        WaveOrder.slot,
        Order.order_no,
        Order.service,
        Order.status,
        Order.open_holds,
        PickLine.order_line_id,
        PickLine.lot_id,
        PickLine.quantity,
        PickLine.sorted,
        Product.id.label("product_id"),
        Product.sku,
        Product.name,
        Product.lot_tracked,
        Product.count_rule,
        Lot.code.label("lot"),
    )
    return (
        select(*columns)
        .select_from(PickLine)
        .join(PickTask, PickTask.id == PickLine.task_id)
        .join(OrderLine, OrderLine.id == PickLine.order_line_id)
        .join(Order, Order.id == OrderLine.order_id)
        .join(
            WaveOrder,
            and_(WaveOrder.wave_id == PickTask.wave_id, WaveOrder.order_id == Order.id),
        )
        .join(Product, Product.id == OrderLine.product_id)
        .join(Lot, Lot.id == PickLine.lot_id)
        .where(PickTask.wave_id == wave_id, WaveOrder.slot.is_not(None))
        .order_by(WaveOrder.slot, OrderLine.line_no, Lot.code, PickLine.id)
    )

"""Parcels of picked orders: what is to go into each box, waiting to be packed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, insert, select

from db.schema.orders import Order
from db.schema.parcels import Parcel, ParcelItem
from fulfilment.house import Work
from fulfilment.orders.steps import Move, move_orders
from procedure.ids import LotId, OrderId, OrderLineId
from procedure.words import OrderStatus, ParcelStatus


@dataclass(frozen=True, slots=True)
class PickedUnits:
    """Units of a lot that were picked for an order line."""

    order_id: OrderId
    order_line_id: OrderLineId
    lot_id: LotId
    quantity: int


def make_parcels(
    work: Work,
    units: Sequence[PickedUnits],
    sheet_codes: Mapping[OrderId, str],
    tote_codes: Mapping[OrderId, str] | None = None,
) -> None:
    """Make an open parcel for each order of these units; the orders go on to packing.

    Args:
        sheet_codes: The sheet each order was picked by, where there is one.
        tote_codes: What an order's goods stand in: `WAV-20261127-001-07` for slot 7.

    Raises:
        Refuse: An order is not being picked any more.
    """
    if not units:
        return
    orders = sorted({each.order_id for each in units})
    parcel_ids = dict(zip(orders, work.new_ids(len(orders)), strict=True))
    earlier = _earlier_parcels(work, orders)
    facts = work.connection.execute(
        select(Order.id, Order.order_no, Order.carrier_id, Order.service)
        .where(Order.id.in_(orders))
        .order_by(Order.id)
    ).all()
    work.connection.execute(
        insert(Parcel),
        [
            {
                "id": parcel_ids[row.id],
                "warehouse_id": work.warehouse_id,
                "order_id": row.id,
                "parcel_index": earlier.get(row.id, 0) + 1,
                "box_code": f"BOX-{row.order_no}-{earlier.get(row.id, 0) + 1}",
                "sheet_code": sheet_codes.get(row.id),
                "tote_code": (tote_codes or {}).get(row.id),
                "status": ParcelStatus.OPEN,
                "carrier_id": row.carrier_id,
                "service": row.service,
                "attempt": 1,
                "fence": 0,
            }
            for row in facts
        ],
    )
    _fill(work, units, parcel_ids)
    move_orders(work, [Move(o, OrderStatus.PICKING, OrderStatus.PACKING, "picked") for o in orders])


def _earlier_parcels(work: Work, orders: Sequence[OrderId]) -> dict[int, int]:
    """The highest number among the parcels an order has already."""
    rows = work.connection.execute(
        select(Parcel.order_id, func.max(Parcel.parcel_index))
        .where(Parcel.order_id.in_(orders))
        .group_by(Parcel.order_id)
    )
    return {order_id: int(index) for order_id, index in rows}


def _fill(work: Work, units: Sequence[PickedUnits], parcel_ids: Mapping[OrderId, int]) -> None:
    inside: dict[tuple[int, OrderLineId, LotId], int] = defaultdict(int)
    for each in units:
        inside[parcel_ids[each.order_id], each.order_line_id, each.lot_id] += each.quantity
    work.connection.execute(
        insert(ParcelItem),
        [
            {"parcel_id": p, "order_line_id": o, "lot_id": lot, "quantity": n, "packed": 0}
            for (p, o, lot), n in inside.items()
        ],
    )

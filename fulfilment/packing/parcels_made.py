"""Parcels of picked orders: what is to go into each box, waiting to be packed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, insert, select

from db.bulk import set_many
from db.schema.orders import Order
from db.schema.parcels import Parcel, ParcelItem
from db.upsert import insert_or
from fulfilment.house import Work
from fulfilment.orders.steps import Move, move_orders
from fulfilment.quality.awaited import waiting_parcels
from procedure.ids import LotId, OrderId, OrderLineId, ParcelId
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

    What is picked for a parcel that failed its inspection joins it (3.2.3b).

    Args:
        sheet_codes: The sheet each order was picked by, where there is one.
        tote_codes: What an order's goods stand in: `WAV-20261127-001-07` for slot 7.

    Raises:
        Refuse: An order is not being picked any more.
    """
    if not units:
        return
    orders = sorted({each.order_id for each in units})
    failed = waiting_parcels(work, orders)
    new = [order_id for order_id in orders if order_id not in failed]
    parcel_ids = failed | dict(zip(new, map(ParcelId, work.new_ids(len(new))), strict=True))
    _insert_parcels(work, new, parcel_ids, sheet_codes, tote_codes or {})
    _join(work, failed, sheet_codes)
    _fill(work, units, parcel_ids)
    move_orders(work, [Move(o, OrderStatus.PICKING, OrderStatus.PACKING, "picked") for o in orders])


def _insert_parcels(
    work: Work,
    orders: Sequence[OrderId],
    parcel_ids: Mapping[OrderId, ParcelId],
    sheet_codes: Mapping[OrderId, str],
    tote_codes: Mapping[OrderId, str],
) -> None:
    if not orders:
        return
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
                "tote_code": tote_codes.get(row.id),
                "status": ParcelStatus.OPEN,
                "carrier_id": row.carrier_id,
                "service": row.service,
                "attempt": 1,
                "fence": 0,
            }
            for row in facts
        ],
    )


def _join(
    work: Work, failed: Mapping[OrderId, ParcelId], sheet_codes: Mapping[OrderId, str]
) -> None:
    """The sheet that the missing units came with opens the parcel now."""
    rows = sorted((failed[id_], code) for id_, code in sheet_codes.items() if id_ in failed)
    set_many(work.connection, Parcel, ("id",), ("sheet_code",), rows)


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
    statement = insert_or(work.connection, ParcelItem)
    work.connection.execute(
        statement.on_conflict_do_update(
            index_elements=["parcel_id", "order_line_id", "lot_id"],
            set_={"quantity": ParcelItem.quantity + statement.excluded.quantity},
        ),
        [
            {"parcel_id": p, "order_line_id": o, "lot_id": lot, "quantity": n, "packed": 0}
            for (p, o, lot), n in inside.items()
        ],
    )

"""Several boxes for one order: one closes with what is in it, the rest goes into the next one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, func, insert, select, update

from db.schema.parcels import Parcel, ParcelItem
from fulfilment.house import Refuse, Work
from procedure.ids import ParcelId
from procedure.verdicts import VerdictKind
from procedure.words import ParcelStatus


def parcel_count(work: Work, order_id: int) -> int:
    """How many parcels an order has; cancelled ones are none."""
    counted = work.connection.scalar(
        select(func.count())
        .select_from(Parcel)
        .where(Parcel.order_id == order_id, Parcel.status != ParcelStatus.CANCELLED)
    )
    return int(counted or 1)


def split_rest(work: Work, parcel_id: ParcelId, order_no: str) -> str:
    """Give what is not in a box to a new one, which waits to be packed; that one's code.

    The sum of both is what the box was for: nothing is counted twice, and nothing is lost.

    Raises:
        Refuse: `BOX_EMPTY` where nothing is in it; `ORDER_CHANGED` where everything is.
    """
    items = work.connection.execute(
        select(ParcelItem.order_line_id, ParcelItem.lot_id, ParcelItem.quantity, ParcelItem.packed)
        .where(ParcelItem.parcel_id == parcel_id)
        .order_by(ParcelItem.order_line_id, ParcelItem.lot_id)
    ).all()
    if not any(item.packed for item in items):
        raise Refuse(VerdictKind.BOX_EMPTY, order_no=order_no)
    rest = [item for item in items if item.packed < item.quantity]
    if not rest:
        raise Refuse(VerdictKind.ORDER_CHANGED, order_no=order_no)
    new_id, box_code = _next_parcel(work, parcel_id, order_no)
    work.connection.execute(
        insert(ParcelItem),
        [
            {
                "parcel_id": new_id,
                "order_line_id": item.order_line_id,
                "lot_id": item.lot_id,
                "quantity": item.quantity - item.packed,
                "packed": 0,
            }
            for item in rest
        ],
    )
    work.connection.execute(
        delete(ParcelItem).where(ParcelItem.parcel_id == parcel_id, ParcelItem.packed == 0)
    )
    work.connection.execute(
        update(ParcelItem)
        .where(ParcelItem.parcel_id == parcel_id)
        .values(quantity=ParcelItem.packed)
    )
    return box_code


def _next_parcel(work: Work, parcel_id: ParcelId, order_no: str) -> tuple[int, str]:
    before: Any = work.connection.execute(
        select(Parcel.order_id, Parcel.sheet_code, Parcel.carrier_id, Parcel.service).where(
            Parcel.id == parcel_id
        )
    ).one()
    last = work.connection.scalar(
        select(func.max(Parcel.parcel_index)).where(Parcel.order_id == before.order_id)
    )
    index, new_id = int(last or 0) + 1, work.new_id()
    box_code = f"BOX-{order_no}-{index}"
    work.connection.execute(
        insert(Parcel).values(
            id=new_id,
            warehouse_id=work.warehouse_id,
            order_id=before.order_id,
            parcel_index=index,
            box_code=box_code,
            sheet_code=before.sheet_code,
            tote_code=None,
            status=ParcelStatus.OPEN,
            carrier_id=before.carrier_id,
            service=before.service,
            attempt=1,
            fence=0,
        )
    )
    return new_id, box_code

"""A closed parcel gets its number and label; with its last one an order is ready to ship."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select, update

from db.schema.parcels import Parcel
from fulfilment.house import Work
from fulfilment.log import audit
from fulfilment.orders.steps import Move, move_orders
from fulfilment.paper import spool
from fulfilment.shipping.waybill_numbers import take_waybill
from procedure.ids import OrderId, ParcelId
from procedure.words import OrderStatus, ParcelStatus


def label_parcel(work: Work, parcel_id: ParcelId, row: Any) -> str:
    """Take a number for a parcel and intend its label; the number.

    Args:
        row: As `lease.locked_parcel` gives it.

    Raises:
        Refuse: `NO_NUMBER_LEFT`.
    """
    waybill_id, number = take_waybill(work, row.carrier_id, parcel_id)
    work.connection.execute(
        update(Parcel)
        .where(Parcel.id == parcel_id)
        .values(status=ParcelStatus.PACKED, address_version=row.address_version)
    )
    spool.intend_waybill(work, parcel_id, waybill_id, copy_no=0, reason="")
    return number


def order_ready(work: Work, row: Any, data: Mapping[str, str]) -> None:
    """Move the order on with the last of its parcels; else only its log says what was packed."""
    still_here = work.connection.scalar(
        select(func.count())
        .select_from(Parcel)
        .where(
            Parcel.order_id == row.order_id,
            Parcel.status.in_((ParcelStatus.OPEN, ParcelStatus.TO_INSPECT)),
        )
    )
    if still_here or row.status is not OrderStatus.PACKING:
        audit.append(work, [audit.Entry(OrderId(row.order_id), "parcel_packed", data=data)])
        return
    move_orders(
        work,
        [Move(OrderId(row.order_id), OrderStatus.PACKING, OrderStatus.READY_TO_SHIP, "packed")],
    )

"""A parcel is open at one bench at a time: nothing is written there without its lease."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from db.packable import may_go_on
from db.schema.orders import Order
from db.schema.parcels import Parcel
from fulfilment.house import Refuse, Work
from fulfilment.orders.stopped import order_stopped
from fulfilment.picking.leases import lease_end
from procedure.ids import ParcelId
from procedure.verdicts import VerdictKind
from procedure.words import OrderStatus, ParcelStatus


def hold_lease(work: Work, parcel_id: ParcelId, fence: int, status: ParcelStatus) -> None:
    """Renew the lease of an opened parcel; nothing else may be written without it.

    Raises:
        Refuse: `ORDER_STOPPED`, or `TAKEN_ELSEWHERE` where another bench has it.
    """
    stopped = select(Order.id).where(Order.id == Parcel.order_id, ~may_go_on()).exists()
    held = work.connection.execute(
        update(Parcel)
        .where(
            Parcel.id == parcel_id,
            Parcel.fence == fence,
            Parcel.status == status,
            Parcel.holder_station_id == work.actor.station_id,
            ~stopped,
        )
        .values(lease_until=lease_end(work))
    )
    if held.rowcount == 1:
        return
    row = work.connection.execute(
        select(Order.order_no, Order.open_holds, Order.status)
        .join(Parcel, Parcel.order_id == Order.id)
        .where(Parcel.id == parcel_id)
    ).one()
    if row.open_holds or row.status is OrderStatus.CANCELLED:
        raise order_stopped(row.order_no, row.status, row.open_holds)
    raise Refuse(VerdictKind.TAKEN_ELSEWHERE, order_no=row.order_no)


def locked_parcel(work: Work, parcel_id: ParcelId) -> Any:
    """A parcel and its order, both locked until the transaction ends."""
    return work.connection.execute(
        select(
            Order.id.label("order_id"),
            Order.order_no,
            Order.status,
            Order.address_version,
            Parcel.carrier_id,
            Parcel.parcel_index,
        )
        .join(Parcel, Parcel.order_id == Order.id)
        .where(Parcel.id == parcel_id)
        .with_for_update()
    ).one()

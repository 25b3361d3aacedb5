"""Which parcel a scanned code means: box sticker, pick sheet, tote, order number or waybill."""

from __future__ import annotations

from typing import Any

from sqlalchemy import case, or_, select

from db.schema.orders import Order
from db.schema.parcels import Parcel
from db.schema.waybills import Carrier, WaybillNumber
from fulfilment.house import Refuse, Work
from fulfilment.orders.stopped import order_stopped
from fulfilment.picking.totes import order_in_tote
from procedure.sheet_codes import task_code
from procedure.verdicts import VerdictKind
from procedure.words import OrderStatus, ParcelStatus, WaybillState

_LIVE = (
    WaybillState.ALLOCATED,
    WaybillState.PRINTED,
    WaybillState.BOUND,
    WaybillState.HANDED_OVER,
)
_EARLIER = (
    OrderStatus.AWAITING_PAYMENT,
    OrderStatus.PENDING,
    OrderStatus.CONFIRMED,
    OrderStatus.BACKORDERED,
    OrderStatus.PICKING,
)


def find_parcel(work: Work, ref: str) -> Any:
    """The parcel's row with what decides about it; open parcels before closed ones.

    The order's row is locked until the transaction ends, so that a stop and a step of the
    parcel come one after the other, never both.

    Raises:
        Refuse: `ORDER_NOT_FOUND`, or `NOT_PICKED_YET` where the order has no parcel yet, or
            only parcels that left and a walk for the rest.
    """
    order_id = _order_behind(work, ref)
    if order_id is None:
        raise Refuse(VerdictKind.ORDER_NOT_FOUND, code=ref)
    order = work.connection.execute(
        select(Order.order_no, Order.status).where(Order.id == order_id).with_for_update()
    ).one()
    row = work.connection.execute(_parcel_rows(order_id, ref)).first()
    if row is None:
        kind = (
            VerdictKind.NOT_PICKED_YET if order.status in _EARLIER else VerdictKind.ORDER_NOT_READY
        )
        raise Refuse(kind, order_no=order.order_no)
    has_left = row.status is ParcelStatus.HANDED_OVER
    if has_left and ref == order.order_no and order.status in _EARLIER:
        raise Refuse(VerdictKind.NOT_PICKED_YET, order_no=order.order_no)
    return row


def _order_behind(work: Work, ref: str) -> int | None:
    in_tote = order_in_tote(work, ref)
    if in_tote is not None:  # an older parcel may have stood in the same tote
        return in_tote
    by_parcel = (
        select(Parcel.order_id)
        .outerjoin(WaybillNumber, WaybillNumber.parcel_id == Parcel.id)
        .where(
            or_(
                Parcel.box_code == ref,
                Parcel.sheet_code == task_code(ref),
                Parcel.tote_code == ref,
                WaybillNumber.number == ref,
            )
        )
        .order_by(Parcel.id.desc())
        .limit(1)
    )
    found = work.connection.scalar(by_parcel)
    if found is None:
        found = work.connection.scalar(select(Order.id).where(Order.order_no == ref))
    return found


def _parcel_rows(order_id: int, ref: str) -> Any:
    own_code = or_(Parcel.box_code == ref, WaybillNumber.number == ref)
    # by `case`, since a parcel without a number compares to NULL, which PostgreSQL sorts first
    is_meant = case((own_code, 0), else_=1)
    openness = case((Parcel.status == ParcelStatus.OPEN, 0), else_=1)
    return (
        select(
            Parcel.id,
            Parcel.box_code,
            Parcel.status,
            Parcel.fence,
            Parcel.parcel_index,
            Parcel.service,
            Parcel.carrier_id,
            Parcel.attempt,
            Parcel.packaging_id,
            Parcel.holder_station_id,
            Parcel.lease_until,
            Parcel.address_version.label("label_address"),
            Carrier.name.label("carrier_name"),
            Order.id.label("order_id"),
            Order.order_no,
            Order.status.label("order_status"),
            Order.open_holds,
            Order.address_version,
            WaybillNumber.id.label("waybill_id"),
            WaybillNumber.number,
            WaybillNumber.state.label("waybill_state"),
        )
        .join(Order, Order.id == Parcel.order_id)
        .join(Carrier, Carrier.id == Parcel.carrier_id)
        .outerjoin(
            WaybillNumber,
            (WaybillNumber.parcel_id == Parcel.id) & WaybillNumber.state.in_(_LIVE),
        )
        .where(Parcel.order_id == order_id)
        .order_by(is_meant, openness, Parcel.parcel_index)
        .limit(1)
    )


def require_going(row: Any) -> None:
    """Does nothing where the order of a parcel may go on.

    Raises:
        Refuse: `ORDER_STOPPED` (a hold is open, or it was cancelled), `ALREADY_SHIPPED`.
    """
    if row.open_holds or row.order_status is OrderStatus.CANCELLED:
        raise order_stopped(row.order_no, row.order_status, row.open_holds)
    if row.status is ParcelStatus.HANDED_OVER:
        raise Refuse(VerdictKind.ALREADY_SHIPPED, order_no=row.order_no)
    if row.status in (ParcelStatus.STOPPED, ParcelStatus.CANCELLED):
        raise Refuse(VerdictKind.ORDER_STOPPED, order_no=row.order_no)

"""Lots that get no more parcels: their sample is topped up from what is still here, then judged.

A lot ends by itself when it is full. Others end here, in the periodic work of the house: a
wave's when all its orders are packed, a carrier's with its business day.

References:
    clause 3.2.3b.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from functools import partial
from typing import Any

from sqlalchemy import and_, func, insert, or_, select, update

from db.schema.inspection import Inspection, InspectionLot, InspectionPosition, LotParcel
from db.schema.orders import Order
from db.schema.parcels import Parcel
from db.schema.picking import WaveOrder
from fulfilment.house import SYSTEM, House, Work
from fulfilment.quality.lot_verdict import judge_lot, put_to_inspection
from fulfilment.quality.plans import inspection_policy
from procedure.effects import Refused
from procedure.parcel_words import DrawnBecause, InspectionLotStatus, SamplingPlan
from procedure.permissions import UseCase
from procedure.sampling import lot_plan, top_up
from procedure.words import OrderStatus, ParcelStatus

MOST_LOTS = 200
"""Lots that are looked at in one turn."""
_COMING = (OrderStatus.PICKING, OrderStatus.PACKING)


def close_lots(house: House) -> int:
    """Close lots that get no more parcels and judge those that wait for nothing; how many ended.

    Raises:
        CannotNow: The database cannot be written now.
    """
    with house.database.read() as connection:
        lots = connection.scalars(
            select(InspectionLot.id)
            .where(
                InspectionLot.warehouse_id == house.place.warehouse_id,
                InspectionLot.status == InspectionLotStatus.OPEN,
            )
            .order_by(InspectionLot.id)
            .limit(MOST_LOTS)
        ).all()
    ended = 0
    for lot_id in lots:
        result = house.run(SYSTEM, UseCase.INSPECT, partial(_close, lot_id=lot_id))
        ended += 0 if isinstance(result, Refused) else result
    return ended


def _close(work: Work, lot_id: int) -> int:
    """1 where the lot ended, else 0."""
    lot = work.connection.execute(
        select(InspectionLot.__table__).where(InspectionLot.id == lot_id)
    ).one()
    if lot.closed_at is None and _is_over(work, lot):
        _top_up(work, lot)
        work.connection.execute(
            update(InspectionLot).where(InspectionLot.id == lot_id).values(closed_at=work.now)
        )
    judge_lot(work, lot_id)
    status = work.connection.scalar(select(InspectionLot.status).where(InspectionLot.id == lot_id))
    return int(status is not InspectionLotStatus.OPEN)


def _is_over(work: Work, lot: Any) -> bool:
    """Whether nothing more can come into a lot."""
    if lot.wave_id is None:
        day = work.now.astimezone(work.house.place.zone).date()
        begin = datetime.combine(day, time(0), work.house.place.zone)
        return bool(lot.opened_at < begin)
    coming = work.connection.scalar(
        select(func.count(Order.id))
        .join(WaveOrder, WaveOrder.order_id == Order.id)
        .outerjoin(Parcel, and_(Parcel.order_id == Order.id, Parcel.status == ParcelStatus.OPEN))
        .where(
            WaveOrder.wave_id == lot.wave_id,
            or_(Order.status == OrderStatus.PICKING, Parcel.id.is_not(None)),
            Order.status.in_(_COMING),
        )
    )
    return not coming


def _top_up(work: Work, lot: Any) -> None:
    """Draw further parcels where the lot turned out smaller than planned.

    It is judged by the accept numbers of its true size: a small lot may not have what a large
    one may. A house that inspects no more draws no further parcels.
    """
    policy = inspection_policy(work.connection, work.warehouse_id)
    if lot.sampling is not SamplingPlan.LEVEL_II or policy.sampling is SamplingPlan.NONE:
        return
    rows = _parcels(work, lot.id)
    if not rows:
        return
    plan = lot_plan(replace(policy, sampling=lot.sampling), len(rows), lot.severity)
    work.connection.execute(
        update(InspectionLot)
        .where(InspectionLot.id == lot.id)
        .values(accept_major=plan.accept_major, accept_minor=plan.accept_minor)
    )
    size = plan.sample_size
    looked_at = {row.position for row in rows if row.inspected}
    here = {
        row.position: row
        for row in rows
        if row.status in (ParcelStatus.PACKED, ParcelStatus.BOUND) and not row.inspected
    }
    more = top_up(lot.seed, lot.taken, looked_at, here.keys(), size)
    if not more:
        return
    work.connection.execute(
        insert(InspectionPosition),
        [{"lot_id": lot.id, "position": position, "topped_up": True} for position in more],
    )
    put_to_inspection(
        work, [here[position] for position in more], DrawnBecause.PLAN, lot.id, lot.lot_no
    )


def _parcels(work: Work, lot_id: int) -> Sequence[Any]:
    """The lot's parcels and their orders, locked."""
    inspected = select(Inspection.id).where(Inspection.parcel_id == Parcel.id).exists()
    return work.connection.execute(
        select(
            Parcel.id,
            Parcel.status,
            LotParcel.position,
            Order.id.label("order_id"),
            Order.status.label("order_status"),
            inspected.label("inspected"),
        )
        .join(LotParcel, LotParcel.parcel_id == Parcel.id)
        .join(Order, Order.id == Parcel.order_id)
        .where(LotParcel.lot_id == lot_id)
        .order_by(Order.id, Parcel.id)
        .with_for_update(of=(Order, Parcel))
    ).all()

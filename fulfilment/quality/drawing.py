"""Closing a parcel asks here: does it go to inspection before it gets its label? (3.2.3b)"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import case, func, insert, or_, select, update

from db.schema.inspection import Inspection, InspectionItem, InspectionLot, InspectionSerial
from db.schema.parcels import Parcel, ParcelItem, ParcelSerial
from fulfilment.house import Work
from fulfilment.log import audit
from fulfilment.quality.lots import ClosingParcel, place_in_lot
from fulfilment.quality.plans import inspection_policy
from procedure.ids import OrderId, ParcelId
from procedure.parcel_words import (
    DrawnBecause,
    InspectionStatus,
    SamplingPlan,
    SamplingSeverity,
)
from procedure.words import ParcelStatus


def goes_to_inspection(work: Work, parcel: ClosingParcel) -> bool:
    """Whether a parcel that is being closed is inspected; then its inspection waits from now on.

    The order's row is locked by the caller, who marks the parcel.
    """
    policy = inspection_policy(work.connection, work.warehouse_id)
    again = _looked_into_before(work, parcel)
    if policy.sampling is SamplingPlan.NONE:
        if again is not None:
            await_inspection(work, [parcel.parcel_id], again, None)
        return again is not None
    place = place_in_lot(work, parcel, policy)
    why = again
    if why is None and place.is_drawn:
        why = DrawnBecause.PLAN
    if why is None and _is_stopped(work, place.lot_id):
        why = DrawnBecause.PLAN
    if why is None and _is_new(work, policy.new_packer_parcels):
        why = DrawnBecause.NEW_PACKER
    if why is None:
        return False
    await_inspection(work, [parcel.parcel_id], why, place.lot_id)
    lot_no = work.connection.scalar(
        select(InspectionLot.lot_no).where(InspectionLot.id == place.lot_id)
    )
    data = {"lot": lot_no, "position": place.position, "why": why.value}
    audit.append(work, [audit.Entry(OrderId(parcel.order_id), "drawn", data=data)])
    return True


def _looked_into_before(work: Work, parcel: ClosingParcel) -> DrawnBecause | None:
    """Why a parcel is inspected again: it failed, or it was opened once more after it passed.

    An order whose failed parcel was taken apart, for lack of goods, is looked into again too.
    """
    mine = Inspection.parcel_id == parcel.parcel_id
    apart = (Parcel.order_id == parcel.order_id) & (Parcel.status == ParcelStatus.CANCELLED)
    row = work.connection.execute(
        select(Inspection.status, Inspection.why)
        .join(Parcel, Parcel.id == Inspection.parcel_id)
        .where(
            or_(mine, apart & (Inspection.status == InspectionStatus.FAILED)),
        )
        .order_by(case((mine, 0), else_=1), Inspection.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    failed = row.status is InspectionStatus.FAILED
    return DrawnBecause.FAILED_BEFORE if failed else DrawnBecause(row.why)


def _is_stopped(work: Work, lot_id: int) -> bool:
    severity = work.connection.scalar(
        select(InspectionLot.severity).where(InspectionLot.id == lot_id)
    )
    return severity is SamplingSeverity.STOPPED


def _is_new(work: Work, parcels: int) -> bool:
    """Whether the packer closed fewer than so many parcels since one of theirs failed."""
    person = work.actor.person_id
    if not parcels or person is None:
        return False
    failed_at = work.connection.scalar(
        select(func.max(Inspection.finished_at))
        .join(Parcel, Parcel.id == Inspection.parcel_id)
        .where(Parcel.packed_by == person, Inspection.status == InspectionStatus.FAILED)
    )
    closed = select(Parcel.id).where(
        Parcel.packed_by == person,
        Parcel.status.in_((ParcelStatus.PACKED, ParcelStatus.BOUND, ParcelStatus.HANDED_OVER)),
    )
    if failed_at is not None:
        closed = closed.where(Parcel.packed_at > failed_at)
    enough = closed.limit(parcels).subquery()
    counted = work.connection.scalar(select(func.count()).select_from(enough))
    return int(counted or 0) < parcels


def await_inspection(
    work: Work, parcels: Sequence[ParcelId], why: DrawnBecause, lot_id: int | None
) -> None:
    """Let an inspection of each of these parcels wait, with what is to be found in it."""
    rounds = {
        row.parcel_id: int(row.last)
        for row in work.connection.execute(
            select(Inspection.parcel_id, func.max(Inspection.round_no).label("last"))
            .where(Inspection.parcel_id.in_(parcels))
            .group_by(Inspection.parcel_id)
        )
    }
    ids = dict(zip(parcels, work.new_ids(len(parcels)), strict=True))
    work.connection.execute(
        insert(Inspection),
        [
            {
                "id": id_,
                "warehouse_id": work.warehouse_id,
                "lot_id": lot_id,
                "parcel_id": parcel_id,
                "round_no": rounds.get(parcel_id, 0) + 1,
                "why": why,
                "status": InspectionStatus.WAITING,
                "created_at": work.now,
                "inspector_id": None,
                "finished_at": None,
                "fence": 0,
            }
            for parcel_id, id_ in ids.items()
        ],
    )
    items = work.connection.execute(
        select(
            ParcelItem.parcel_id, ParcelItem.order_line_id, ParcelItem.lot_id, ParcelItem.packed
        ).where(ParcelItem.parcel_id.in_(parcels), ParcelItem.packed > 0)
    ).all()
    if items:
        work.connection.execute(
            insert(InspectionItem),
            [
                {
                    "inspection_id": ids[ParcelId(row.parcel_id)],
                    "order_line_id": row.order_line_id,
                    "lot_id": row.lot_id,
                    "quantity": row.packed,
                    "found": 0,
                }
                for row in items
            ],
        )
    _expect_serials(work, ids)
    work.connection.execute(
        update(Parcel)
        .where(Parcel.id.in_(parcels))
        .values(
            status=ParcelStatus.TO_INSPECT,
            holder_station_id=None,
            holder_person_id=None,
            lease_until=None,
            fence=Parcel.fence + 1,
        )
    )


def _expect_serials(work: Work, looks: Mapping[ParcelId, int]) -> None:
    """The serial numbers that were packed are to be read again."""
    packed = work.connection.execute(
        select(
            ParcelSerial.parcel_id,
            ParcelSerial.product_id,
            ParcelSerial.serial,
            ParcelSerial.order_line_id,
            ParcelSerial.lot_id,
        ).where(ParcelSerial.parcel_id.in_(sorted(looks)))
    ).all()
    if packed:
        work.connection.execute(
            insert(InspectionSerial),
            [
                {
                    "inspection_id": looks[ParcelId(row.parcel_id)],
                    "product_id": row.product_id,
                    "serial": row.serial,
                    "order_line_id": row.order_line_id,
                    "lot_id": row.lot_id,
                    "found": False,
                }
                for row in packed
            ],
        )

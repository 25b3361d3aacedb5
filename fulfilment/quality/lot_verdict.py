"""Judging a lot: rejected as soon as too many parcels failed, accepted when its sample is through.

A rejected lot holds its parcels that have not left: their numbers are void, their labels dead,
and every one of them is inspected. Those that have left are named, for somebody to call back.

References:
    clause 3.2.3b; FIELD "QC by ISO 2859-1".
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, update

from db.schema.inspection import Inspection, InspectionDefect, InspectionLot, LotParcel
from db.schema.orders import Order
from db.schema.parcels import Parcel
from db.schema.waybills import WaybillNumber
from fulfilment import notices
from fulfilment.house import Work
from fulfilment.log import audit
from fulfilment.notices import Notice, NoticeKind
from fulfilment.orders.steps import Move, move_orders
from fulfilment.paper import spool
from fulfilment.quality.drawing import await_inspection
from procedure.ids import OrderId, ParcelId
from procedure.parcel_words import (
    DefectClass,
    DrawnBecause,
    InspectionLotStatus,
    InspectionStatus,
)
from procedure.sampling import Found, LotPlan, is_rejected, worst
from procedure.words import OrderStatus, ParcelStatus, WaybillState

_SAMPLE = (DrawnBecause.PLAN, DrawnBecause.NEW_PACKER)
"""Looks that say something about the lot; what was held or repacked is looked at besides."""
_STILL_HERE = (ParcelStatus.PACKED, ParcelStatus.BOUND)
_LIVE = (WaybillState.ALLOCATED, WaybillState.PRINTED, WaybillState.BOUND)


@dataclass(frozen=True, slots=True)
class LotEnd:
    """How a lot ended, or that it goes on.

    Attributes:
        held: Parcels that are put to inspection now.
        left: Orders of which a parcel has left already.
    """

    lot_no: str
    is_rejected: bool = False
    held: int = 0
    left: tuple[str, ...] = ()


def judge_lot(work: Work, lot_id: int) -> LotEnd:
    """Judge a lot after one of its parcels was inspected; one that ended stays as it ended."""
    lot = work.connection.execute(
        select(InspectionLot.__table__).where(InspectionLot.id == lot_id).with_for_update()
    ).one()
    if lot.status is not InspectionLotStatus.OPEN:
        return LotEnd(lot.lot_no)
    plan = LotPlan(lot.sample_size, lot.accept_major, lot.accept_minor)
    if is_rejected(plan, _found(work, lot_id)):
        _end(work, lot_id, InspectionLotStatus.REJECTED)
        return _hold(work, lot_id, lot.lot_no)
    if lot.closed_at is not None and not _waits(work, lot_id):
        _end(work, lot_id, InspectionLotStatus.ACCEPTED)
    return LotEnd(lot.lot_no)


def _found(work: Work, lot_id: int) -> Found:
    """Parcels of the sample that failed, each counted by its worst defect."""
    classes: dict[int, set[DefectClass]] = defaultdict(set)
    rows = work.connection.execute(
        select(Inspection.parcel_id, InspectionDefect.defect_class)
        .join(InspectionDefect, InspectionDefect.inspection_id == Inspection.id)
        .where(
            Inspection.lot_id == lot_id,
            Inspection.status == InspectionStatus.FAILED,
            Inspection.why.in_(_SAMPLE),
        )
        .distinct()
    )
    for parcel_id, defect_class in rows:
        classes[parcel_id].add(defect_class)
    counts = Counter(worst(each) for each in classes.values())
    return Found(counts[DefectClass.CRITICAL], counts[DefectClass.MAJOR], counts[DefectClass.MINOR])


def _waits(work: Work, lot_id: int) -> int:
    counted = work.connection.scalar(
        select(func.count(Inspection.id)).where(
            Inspection.lot_id == lot_id,
            Inspection.status.in_((InspectionStatus.WAITING, InspectionStatus.OPEN)),
            Inspection.why.in_(_SAMPLE),
        )
    )
    return int(counted or 0)


def _end(work: Work, lot_id: int, status: InspectionLotStatus) -> None:
    work.connection.execute(
        update(InspectionLot)
        .where(InspectionLot.id == lot_id)
        .values(status=status, closed_at=func.coalesce(InspectionLot.closed_at, work.now))
    )


def _hold(work: Work, lot_id: int, lot_no: str) -> LotEnd:
    """Put what is still here to inspection, and name what has left."""
    rows = work.connection.execute(
        select(
            Parcel.id,
            Parcel.status,
            Order.id.label("order_id"),
            Order.order_no,
            Order.status.label("order_status"),
        )
        .join(LotParcel, LotParcel.parcel_id == Parcel.id)
        .join(Order, Order.id == Parcel.order_id)
        .where(
            LotParcel.lot_id == lot_id,
            Parcel.status.in_((*_STILL_HERE, ParcelStatus.HANDED_OVER)),
        )
        .order_by(Order.id, Parcel.id)
        .with_for_update(of=(Order, Parcel))
    ).all()
    here = [row for row in rows if row.status in _STILL_HERE]
    gone = [row for row in rows if row.status is ParcelStatus.HANDED_OVER]
    put_to_inspection(work, here, DrawnBecause.LOT_REJECTED, lot_id, lot_no)
    data = {"lot": lot_no}
    audit.append(
        work, [audit.Entry(OrderId(row.order_id), "left_in_rejected", data=data) for row in gone]
    )
    left = tuple(dict.fromkeys(row.order_no for row in gone))
    told: dict[str, str | int] = {
        "lot_no": lot_no,
        "held": len(here),
        "left": ", ".join(left),
    }
    notices.enqueue(work, [Notice(NoticeKind.LOT_REJECTED, None, told, lot_no)])
    return LotEnd(lot_no, True, len(here), left)


def put_to_inspection(
    work: Work, rows: Sequence[Any], why: DrawnBecause, lot_id: int, lot_no: str
) -> None:
    """Let closed parcels wait for an inspector: numbers void, labels dead.

    One that is counted for a carrier already stands among the others: it is taken out there, by
    its old label, before they may leave.

    Args:
        rows: Parcels and their orders, locked: `id`, `order_id`, `order_status`.
    """
    if not rows:
        return
    parcels = [ParcelId(row.id) for row in rows]
    work.connection.execute(
        update(WaybillNumber)
        .where(WaybillNumber.parcel_id.in_(parcels), WaybillNumber.state.in_(_LIVE))
        .values(state=WaybillState.VOID, changed_at=work.now)
    )
    spool.drop_unsent(work, parcels)
    await_inspection(work, parcels, why, lot_id)
    work.connection.execute(
        update(Parcel).where(Parcel.id.in_(parcels)).values(bound_at=None, address_version=None)
    )
    data = {"lot": lot_no, "why": why.value}
    statuses = {row.order_id: row.order_status for row in rows}
    back = [
        Move(OrderId(id_), before, OrderStatus.PACKING, "drawn", data)
        for id_, before in statuses.items()
        if before is OrderStatus.READY_TO_SHIP
    ]
    move_orders(work, back)
    others = statuses.keys() - {move.order_id for move in back}
    audit.append(work, [audit.Entry(OrderId(id_), "drawn", data=data) for id_ in sorted(others)])

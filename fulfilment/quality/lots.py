"""Lots of parcels that are judged together; their sample is drawn and stored when they are opened.

A lot is what one packer closes of a wave, or what a carrier gets of a business day beside the
waves. It is planned for the parcels that may still come; once it has got them it takes no more,
and the next parcel opens another one.

References:
    clause 3.2.3b; FIELD "QC by ISO 2859-1".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, insert, select, update

from db.schema.inspection import InspectionLot, InspectionPosition, LotParcel
from db.schema.orders import Order
from db.schema.picking import Wave, WaveOrder
from fulfilment.documents import DocumentKind, take_document_number
from fulfilment.house import Work
from procedure.ids import ParcelId
from procedure.parcel_words import InspectionLotStatus, SamplingPlan, SamplingSeverity
from procedure.policy import InspectionPolicy
from procedure.sampling import LotEnd, draw, lot_plan, next_severity
from procedure.words import OrderStatus, WaveStatus

_EARLIER_LOTS = 60
"""Ended lots that the switching rules look back at."""
_COMING = (OrderStatus.PICKING, OrderStatus.PACKING)


@dataclass(frozen=True, slots=True)
class ClosingParcel:
    """A parcel that is about to be closed."""

    parcel_id: ParcelId
    order_id: int
    order_no: str
    carrier_id: int


@dataclass(frozen=True, slots=True)
class Place:
    """A parcel's place in its lot.

    Attributes:
        is_drawn: Whether the plan drew this position.
    """

    lot_id: int
    position: int
    is_drawn: bool


def place_in_lot(work: Work, parcel: ClosingParcel, policy: InspectionPolicy) -> Place:
    """The parcel's place; one that was closed before keeps it."""
    known = work.connection.execute(
        select(LotParcel.lot_id, LotParcel.position).where(LotParcel.parcel_id == parcel.parcel_id)
    ).first()
    if known is not None:
        return Place(known.lot_id, known.position, _is_drawn(work, known.lot_id, known.position))
    wave_id = _wave_of(work, parcel.order_id)
    lot_id = _open_lot(work, parcel, wave_id)
    if lot_id is None:
        lot_id = _begin_lot(work, parcel, wave_id, policy)
    position = work.connection.execute(
        update(InspectionLot)
        .where(InspectionLot.id == lot_id)
        .values(taken=InspectionLot.taken + 1)
        .returning(InspectionLot.taken)
    ).scalar_one()
    work.connection.execute(
        update(InspectionLot)
        .where(InspectionLot.id == lot_id, InspectionLot.taken >= InspectionLot.planned)
        .values(closed_at=work.now)
    )
    work.connection.execute(
        insert(LotParcel).values(parcel_id=parcel.parcel_id, lot_id=lot_id, position=position)
    )
    return Place(lot_id, position, _is_drawn(work, lot_id, position))


def _is_drawn(work: Work, lot_id: int, position: int) -> bool:
    found = work.connection.scalar(
        select(InspectionPosition.position).where(
            InspectionPosition.lot_id == lot_id, InspectionPosition.position == position
        )
    )
    return found is not None


def _wave_of(work: Work, order_id: int) -> int | None:
    return work.connection.scalar(
        select(Wave.id)
        .join(WaveOrder, WaveOrder.wave_id == Wave.id)
        .where(WaveOrder.order_id == order_id, Wave.status != WaveStatus.CANCELLED)
        .order_by(Wave.id.desc())
        .limit(1)
    )


def subject_of(work: Work, parcel: ClosingParcel, wave_id: int | None) -> str:
    """What makes parcels one lot."""
    if wave_id is not None:
        return f"wave:{wave_id}:packer:{work.actor.person_id or 0}"
    return f"carrier:{parcel.carrier_id}:day:{work.today.isoformat()}"


def _open_lot(work: Work, parcel: ClosingParcel, wave_id: int | None) -> int | None:
    """The lot that still takes parcels of this subject, locked."""
    return work.connection.scalar(
        select(InspectionLot.id)
        .where(
            InspectionLot.subject == subject_of(work, parcel, wave_id),
            InspectionLot.warehouse_id == work.warehouse_id,
            InspectionLot.status == InspectionLotStatus.OPEN,
            InspectionLot.closed_at.is_(None),
        )
        .order_by(InspectionLot.id)
        .limit(1)
        .with_for_update()
    )


def _begin_lot(
    work: Work, parcel: ClosingParcel, wave_id: int | None, policy: InspectionPolicy
) -> int:
    """A lot with its sample drawn, before any parcel of it is looked at."""
    planned = _coming(work, parcel, wave_id)
    packer = work.actor.person_id if wave_id is not None else None
    carrier = parcel.carrier_id if wave_id is None else None
    severity = next_severity(_earlier_lots(work, packer, carrier))
    plan = lot_plan(policy, planned, severity)
    lot_id = work.new_id()
    lot_no = take_document_number(work, DocumentKind.INSPECTION_LOT)
    seed = f"{lot_no}-{lot_id}"
    work.connection.execute(
        insert(InspectionLot).values(
            id=lot_id,
            warehouse_id=work.warehouse_id,
            lot_no=lot_no,
            subject=subject_of(work, parcel, wave_id),
            wave_id=wave_id,
            carrier_id=carrier,
            packer_id=packer,
            sampling=policy.sampling,
            every_nth=policy.every_nth,
            severity=severity,
            planned=planned,
            taken=0,
            seed=seed,
            sample_size=plan.sample_size,
            accept_major=plan.accept_major,
            accept_minor=plan.accept_minor,
            status=InspectionLotStatus.OPEN,
            opened_at=work.now,
            closed_at=None,
        )
    )
    drawn = draw(policy, plan, planned, seed)
    if drawn:
        work.connection.execute(
            insert(InspectionPosition),
            [{"lot_id": lot_id, "position": at, "topped_up": False} for at in drawn],
        )
    return lot_id


def _coming(work: Work, parcel: ClosingParcel, wave_id: int | None) -> int:
    """Parcels that may still come, this one included."""
    statement = select(func.count(Order.id)).where(
        Order.warehouse_id == work.warehouse_id, Order.status.in_(_COMING)
    )
    in_wave = select(WaveOrder.order_id)
    if wave_id is not None:
        statement = statement.where(Order.id.in_(in_wave.where(WaveOrder.wave_id == wave_id)))
    else:
        going = in_wave.join(Wave, Wave.id == WaveOrder.wave_id).where(
            Wave.status != WaveStatus.CANCELLED
        )
        statement = statement.where(
            and_(Order.carrier_id == parcel.carrier_id, Order.id.not_in(going))
        )
    return max(1, int(work.connection.scalar(statement) or 0))


def _earlier_lots(work: Work, packer: int | None, carrier: int | None) -> list[LotEnd]:
    """Ended lots of the same packer, or of the same carrier, oldest first."""
    same: Any = (
        InspectionLot.packer_id == packer
        if packer is not None
        else and_(InspectionLot.carrier_id == carrier, InspectionLot.packer_id.is_(None))
    )
    rows = work.connection.execute(
        select(InspectionLot.severity, InspectionLot.status)
        .where(
            same,
            InspectionLot.warehouse_id == work.warehouse_id,
            InspectionLot.status != InspectionLotStatus.OPEN,
            InspectionLot.sampling != SamplingPlan.NONE,
        )
        .order_by(InspectionLot.id.desc())
        .limit(_EARLIER_LOTS)
    ).all()
    return [
        LotEnd(SamplingSeverity(row.severity), row.status is InspectionLotStatus.ACCEPTED)
        for row in reversed(rows)
    ]

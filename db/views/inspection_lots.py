"""Lots of parcels that are judged together: by page, one with its sample, what drew it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, func, or_, select

from db.schema.inspection import (
    Inspection,
    InspectionLot,
    InspectionPosition,
    LotParcel,
)
from db.schema.orders import Order
from db.schema.parcels import Parcel
from db.schema.people import Person
from db.schema.picking import Wave
from db.schema.waybills import Carrier
from procedure.parcel_words import (
    DrawnBecause,
    InspectionLotStatus,
    InspectionStatus,
    SamplingPlan,
    SamplingSeverity,
)
from procedure.words import ParcelStatus

_SAMPLE = (DrawnBecause.PLAN, DrawnBecause.NEW_PACKER)


@dataclass(frozen=True, slots=True)
class LotRow:
    """A lot.

    Attributes:
        whose: Its packer, or the carrier of its parcels.
        wave_no: Its wave, or "".
        planned, taken: Parcels it was planned for, and parcels it has got so far.
        sample_size: Positions drawn when it was opened.
        inspected, failed: Parcels of the sample that were looked into, and that failed.
    """

    lot_id: int
    lot_no: str
    whose: str
    wave_no: str
    sampling: SamplingPlan
    every_nth: int
    severity: SamplingSeverity
    planned: int
    taken: int
    seed: str
    sample_size: int
    accept_major: int
    accept_minor: int
    inspected: int
    failed: int
    status: InspectionLotStatus
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class LotPage:
    """Lots, newest first; give `following` to get the next ones."""

    rows: tuple[LotRow, ...]
    following: int | None


def lot_page(
    connection: Connection,
    warehouse_id: int,
    status: InspectionLotStatus | None,
    text: str,
    before: int | None,
    limit: int,
) -> LotPage:
    """Lots of a status, or of all, newest first, by key.

    Args:
        text: Part of a lot's number, or the beginning of a packer's, carrier's or wave's name.
    """
    statement = _lots().where(InspectionLot.warehouse_id == warehouse_id)
    if status is not None:
        statement = statement.where(InspectionLot.status == status)
    if before is not None:
        statement = statement.where(InspectionLot.id < before)
    if text:
        statement = statement.where(_matches(text))
    rows = connection.execute(statement.order_by(InspectionLot.id.desc()).limit(limit + 1)).all()
    shown = tuple(_lot(row) for row in rows[:limit])
    return LotPage(shown, shown[-1].lot_id if len(rows) > limit else None)


def lot_of(connection: Connection, warehouse_id: int, lot: int | str) -> LotRow | None:
    """One lot by its id or its number; None where there is none."""
    same = InspectionLot.lot_no == lot if isinstance(lot, str) else InspectionLot.id == lot
    row = connection.execute(
        _lots().where(InspectionLot.warehouse_id == warehouse_id, same)
    ).first()
    return None if row is None else _lot(row)


def lot_counts(connection: Connection, warehouse_id: int) -> Mapping[InspectionLotStatus, int]:
    """How many lots there are of each status."""
    rows = connection.execute(
        select(InspectionLot.status, func.count())
        .where(InspectionLot.warehouse_id == warehouse_id)
        .group_by(InspectionLot.status)
    )
    return {row[0]: row[1] for row in rows}


def _matches(text: str) -> Any:
    beginning = f"{_plain(text)}%"
    return or_(
        InspectionLot.lot_no.ilike(f"%{beginning}", escape="\\"),
        Person.name.ilike(beginning, escape="\\"),
        Carrier.name.ilike(beginning, escape="\\"),
        Wave.wave_no.ilike(beginning, escape="\\"),
    )


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _lots() -> Select[*tuple[Any, ...]]:
    return (
        select(
            InspectionLot.__table__,
            Person.name.label("packer"),
            Carrier.name.label("carrier"),
            Wave.wave_no,
            _looked(InspectionStatus.PASSED, InspectionStatus.FAILED).label("inspected"),
            _looked(InspectionStatus.FAILED).label("failed"),
        )
        .outerjoin(Person, Person.id == InspectionLot.packer_id)
        .outerjoin(Carrier, Carrier.id == InspectionLot.carrier_id)
        .outerjoin(Wave, Wave.id == InspectionLot.wave_id)
    )


def _looked(*statuses: InspectionStatus) -> Any:
    return (
        select(func.count(func.distinct(Inspection.parcel_id)))
        .where(
            Inspection.lot_id == InspectionLot.id,
            Inspection.status.in_(statuses),
            Inspection.why.in_(_SAMPLE),
        )
        .correlate(InspectionLot)
        .scalar_subquery()
    )


def _lot(row: Any) -> LotRow:
    return LotRow(
        row.id,
        row.lot_no,
        row.packer or row.carrier or "",
        row.wave_no or "",
        row.sampling,
        row.every_nth,
        row.severity,
        row.planned,
        row.taken,
        row.seed,
        row.sample_size,
        row.accept_major,
        row.accept_minor,
        row.inspected,
        row.failed,
        row.status,
        row.opened_at,
        row.closed_at,
    )


@dataclass(frozen=True, slots=True)
class LotPosition:
    """A position of a lot that was drawn, or whose parcel was looked into all the same.

    Attributes:
        is_drawn: Whether the plan drew it.
        topped_up: Drawn when the lot had turned out smaller than planned.
        box_code, order_no: The parcel that got it; "" before there is one.
        look: How its last inspection stands, or None.
    """

    position: int
    is_drawn: bool
    topped_up: bool
    box_code: str
    order_no: str
    parcel_status: ParcelStatus | None
    why: DrawnBecause | None
    look: InspectionStatus | None


def lot_sample(connection: Connection, lot_id: int, limit: int) -> tuple[LotPosition, ...]:
    """The positions of a lot that were drawn or looked into, ascending."""
    newest = (
        select(func.max(Inspection.round_no))
        .where(Inspection.parcel_id == Parcel.id)
        .correlate(Parcel)
        .scalar_subquery()
    )
    got = (
        select(
            LotParcel.position,
            Parcel.box_code,
            Parcel.status.label("parcel_status"),
            Order.order_no,
            Inspection.why,
            Inspection.status.label("look"),
        )
        .select_from(LotParcel)
        .join(Parcel, Parcel.id == LotParcel.parcel_id)
        .join(Order, Order.id == Parcel.order_id)
        .outerjoin(
            Inspection,
            and_(
                Inspection.parcel_id == Parcel.id,
                Inspection.round_no == newest,
            ),
        )
        .where(LotParcel.lot_id == lot_id)
    )
    drawn = {
        row.position: row.topped_up
        for row in connection.execute(
            select(InspectionPosition.position, InspectionPosition.topped_up)
            .where(InspectionPosition.lot_id == lot_id)
            .order_by(InspectionPosition.position)
            .limit(limit)
        )
    }
    parcels = {
        row.position: row
        for row in connection.execute(
            got.where(or_(Inspection.id.is_not(None), LotParcel.position.in_(sorted(drawn)))).limit(
                limit
            )
        )
    }
    return tuple(
        _position(at, at in drawn, drawn.get(at, False), parcels.get(at))
        for at in sorted(drawn.keys() | parcels.keys())
    )


def _position(at: int, is_drawn: bool, topped_up: bool, row: Any) -> LotPosition:
    if row is None:
        return LotPosition(at, is_drawn, topped_up, "", "", None, None, None)
    return LotPosition(
        at, is_drawn, topped_up, row.box_code, row.order_no, row.parcel_status, row.why, row.look
    )


def drawn_positions(connection: Connection, lot_id: int) -> Mapping[int, bool]:
    """Every position that was drawn, and whether the lot was topped up with it."""
    rows = connection.execute(
        select(InspectionPosition.position, InspectionPosition.topped_up).where(
            InspectionPosition.lot_id == lot_id
        )
    )
    return {row.position: row.topped_up for row in rows}

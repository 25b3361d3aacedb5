"""Parcels at the inspection bench: those that were drawn and wait, and how one parcel stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, case, func, or_, select

from db.inspected import UNFINISHED_LOOKS, has_failed, has_passed
from db.schema.inspection import Inspection, InspectionItem, InspectionLot, LotParcel
from db.schema.orders import Order
from db.schema.parcels import Parcel
from db.schema.people import Station
from db.schema.waybills import Carrier, WaybillNumber
from procedure.ids import InspectionId, ParcelId, StationId
from procedure.inspectable import ParcelAtBench
from procedure.parcel_words import DrawnBecause, SamplingPlan
from procedure.words import ParcelStatus, ServiceLevel


@dataclass(frozen=True, slots=True)
class DrawnParcel:
    """A parcel that waits for an inspector.

    Attributes:
        lot_no: The lot it is judged with, or "".
        position: Its position there, from 1; 0 in none.
        lot_size: Parcels the lot was planned for.
        found, units: Units found so far, and units it must have.
        bench: Name of the bench that has it, or "".
        stands: What decides whether it can be opened now.
    """

    inspection_id: InspectionId
    box_code: str
    order_no: str
    carrier: str
    service: ServiceLevel
    why: DrawnBecause
    lot_no: str
    sampling: SamplingPlan
    position: int
    lot_size: int
    round_no: int
    found: int
    units: int
    created_at: datetime
    bench: str
    stands: ParcelAtBench


def next_first(bench: StationId | None) -> tuple[Any, ...]:
    """The order in which drawn parcels are looked into: what this bench has comes first, then
    express, then the oldest."""
    return (
        case((Inspection.holder_station_id == bench, 0), else_=1),
        case((Parcel.service == ServiceLevel.EXPRESS, 0), else_=1),
        Inspection.id,
    )


def drawn_parcels(
    connection: Connection, warehouse_id: int, bench: StationId | None, limit: int
) -> tuple[DrawnParcel, ...]:
    """Parcels that wait for an inspector, in the order in which a bench opens them."""
    rows = connection.execute(
        select(
            Inspection.id,
            Inspection.why,
            Inspection.round_no,
            Inspection.created_at,
            Parcel.box_code,
            Parcel.service,
            Order.order_no,
            Carrier.name.label("carrier"),
            InspectionLot.lot_no,
            InspectionLot.sampling,
            InspectionLot.planned,
            LotParcel.position,
            Station.name.label("bench"),
            _of_items(InspectionItem.found).label("found"),
            _of_items(InspectionItem.quantity).label("units"),
            *_STANDS,
            Inspection.holder_station_id,
            Inspection.lease_until,
        )
        .join(Parcel, Parcel.id == Inspection.parcel_id)
        .join(Order, Order.id == Parcel.order_id)
        .join(Carrier, Carrier.id == Parcel.carrier_id)
        .outerjoin(InspectionLot, InspectionLot.id == Inspection.lot_id)
        .outerjoin(LotParcel, LotParcel.parcel_id == Parcel.id)
        .outerjoin(Station, Station.id == Inspection.holder_station_id)
        .where(*_waiting(warehouse_id))
        .order_by(*next_first(bench))
        .limit(limit)
    )
    return tuple(_drawn(row) for row in rows)


def _of_items(units: Any) -> Any:
    return (
        select(func.sum(units))
        .where(InspectionItem.inspection_id == Inspection.id)
        .scalar_subquery()
    )


def count_drawn(connection: Connection, warehouse_id: int) -> int:
    """How many parcels wait for an inspector, those on hold too."""
    counted = connection.scalar(
        select(func.count())
        .select_from(Inspection)
        .join(Parcel, Parcel.id == Inspection.parcel_id)
        .where(*_waiting(warehouse_id))
    )
    return int(counted or 0)


def _waiting(warehouse_id: int) -> tuple[Any, ...]:
    return (
        Inspection.warehouse_id == warehouse_id,
        Inspection.status.in_(UNFINISHED_LOOKS),
        Parcel.status == ParcelStatus.TO_INSPECT,
    )


_STANDS = (Parcel.status, Order.status.label("order_status"), Order.open_holds)


def _drawn(row: Any) -> DrawnParcel:
    return DrawnParcel(
        InspectionId(row.id),
        row.box_code,
        row.order_no,
        row.carrier,
        row.service,
        row.why,
        row.lot_no or "",
        row.sampling or SamplingPlan.NONE,
        row.position or 0,
        row.planned or 0,
        row.round_no,
        int(row.found or 0),
        int(row.units or 0),
        row.created_at,
        row.bench or "",
        ParcelAtBench(
            row.status,
            row.order_status,
            row.open_holds,
            waits=True,
            holder=_station(row.holder_station_id),
            lease_until=row.lease_until,
        ),
    )


def _station(id_: int | None) -> StationId | None:
    return None if id_ is None else StationId(id_)


@dataclass(frozen=True, slots=True)
class ParcelOfOrder:
    """A parcel of an order, as a bench may open it.

    Attributes:
        inspection_id: Its unfinished inspection, or None.
        is_named: Whether the code that was scanned is its own: its sticker, or any label of it.
    """

    parcel_id: ParcelId
    inspection_id: InspectionId | None
    is_named: bool
    stands: ParcelAtBench


def parcels_of_order(connection: Connection, order_id: int, code: str) -> tuple[ParcelOfOrder, ...]:
    """Every parcel of an order, oldest first, with what decides whether it can be opened.

    Args:
        code: What was scanned; a label that is void still names its parcel.
    """
    rows = connection.execute(_parcels_of(order_id, code)).all()
    return tuple(
        ParcelOfOrder(
            ParcelId(row.id),
            None if row.inspection_id is None else InspectionId(row.inspection_id),
            bool(row.is_named),
            ParcelAtBench(
                row.status,
                row.order_status,
                row.open_holds,
                waits=row.inspection_id is not None,
                failed=bool(row.failed),
                passed=bool(row.passed),
                holder=_station(row.holder_station_id),
                lease_until=row.lease_until,
            ),
        )
        for row in rows
    )


def _parcels_of(order_id: int, code: str) -> Select[*tuple[Any, ...]]:
    own_label = (
        select(WaybillNumber.id)
        .where(WaybillNumber.parcel_id == Parcel.id, WaybillNumber.number == code)
        .exists()
    )
    return (
        select(
            Parcel.id,
            *_STANDS,
            Inspection.id.label("inspection_id"),
            Inspection.holder_station_id,
            Inspection.lease_until,
            has_failed().label("failed"),
            has_passed().label("passed"),
            or_(Parcel.box_code == code, own_label).label("is_named"),
        )
        .join(Order, Order.id == Parcel.order_id)
        .outerjoin(
            Inspection,
            and_(Inspection.parcel_id == Parcel.id, Inspection.status.in_(UNFINISHED_LOOKS)),
        )
        .where(Parcel.order_id == order_id)
        .order_by(Parcel.id)
    )

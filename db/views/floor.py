"""What waits on the floor: tasks to pick, parcels to pack, parcels at the shipping desk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import Connection, and_, case, func, or_, select

from db.packable import is_unclaimed, may_go_on
from db.schema.orders import Order, OrderAddress, OrderLine
from db.schema.parcels import Parcel, ParcelItem
from db.schema.picking import PickTask
from db.schema.products import Product
from db.schema.waybills import Carrier, HandoverParcel, WaybillNumber
from procedure.ids import CarrierId, ParcelId, PickTaskId, StationId
from procedure.sheet_codes import sheet_code
from procedure.words import (
    ParcelStatus,
    PickTaskStatus,
    ServiceLevel,
    WaybillState,
)


@dataclass(frozen=True, slots=True)
class FloorCounts:
    """How much waits at each step.

    Attributes:
        to_pack: Parcels that can be opened at any bench now.
        packing: Parcels that somebody has in hands.
        held: Parcels whose order may not go on.
    """

    to_pick: int
    picking: int
    to_pack: int
    to_bind: int
    to_hand_over: int
    to_inspect: int = 0
    packing: int = 0
    held: int = 0


_ON_THE_FLOOR = (
    ParcelStatus.OPEN,
    ParcelStatus.TO_INSPECT,
    ParcelStatus.PACKED,
    ParcelStatus.BOUND,
)


def floor_counts(connection: Connection, now: datetime) -> FloorCounts:
    """Counts for the screens' idle states; what is held is counted by itself."""
    tasks = _counts(
        connection.execute(
            select(PickTask.status, func.count())
            .outerjoin(Order, Order.id == PickTask.order_id)
            .where(
                PickTask.status.in_((PickTaskStatus.OPEN, PickTaskStatus.PICKING)),
                # of a task that many orders share, those that are held leave it by themselves
                or_(PickTask.order_id.is_(None), Order.open_holds == 0),
            )
            .group_by(PickTask.status)
        ).all()
    )
    parcels, packing, held = _parcel_counts(connection, now)
    return FloorCounts(
        tasks.get(PickTaskStatus.OPEN, 0),
        tasks.get(PickTaskStatus.PICKING, 0),
        parcels.get(ParcelStatus.OPEN, 0),
        parcels.get(ParcelStatus.PACKED, 0),
        parcels.get(ParcelStatus.BOUND, 0),
        parcels.get(ParcelStatus.TO_INSPECT, 0),
        packing,
        held,
    )


@dataclass(frozen=True, slots=True)
class HeldTask:
    """A pick task in a station's hands, and what its newest sheet carries."""

    task_id: PickTaskId
    sheet: str


def picked_at(connection: Connection, station_id: StationId) -> HeldTask | None:
    """The pick task that a station has begun and can go on with, or None."""
    row = connection.execute(
        select(PickTask.id, PickTask.sheet_code, PickTask.sheet_version)
        .outerjoin(Order, Order.id == PickTask.order_id)
        .where(
            PickTask.status == PickTaskStatus.PICKING,
            PickTask.holder_station_id == station_id,
            or_(PickTask.order_id.is_(None), Order.open_holds == 0),
        )
        .order_by(PickTask.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    return HeldTask(PickTaskId(row.id), sheet_code(row.sheet_code, row.sheet_version))


def _parcel_counts(connection: Connection, now: datetime) -> tuple[dict[str, int], int, int]:
    """Parcels by status as far as they can be gone on with, in somebody's hands, and held."""
    goes_on = case((may_go_on(), 1), else_=0)
    in_hands = case((is_unclaimed(now), 0), else_=1)
    found: dict[str, int] = defaultdict(int)
    packing = held = 0
    for status, goes, taken, many in connection.execute(
        select(Parcel.status, goes_on, in_hands, func.count())
        .join(Order, Order.id == Parcel.order_id)
        .where(Parcel.status.in_(_ON_THE_FLOOR))
        .group_by(Parcel.status, goes_on, in_hands)
    ):
        if not goes:
            held += many
        elif taken and status is ParcelStatus.OPEN:
            packing += many
        else:
            found[status] += many
    return found, packing, held


def _counts(rows: Sequence[Any]) -> dict[str, int]:
    return dict(rows)


@dataclass(frozen=True, slots=True)
class CarrierQueue:
    """What waits for one carrier at the shipping desk."""

    carrier_id: CarrierId
    name: str
    cut_off: time | None
    waiting: int
    """Parcels closed, not handed over."""
    bound: int


def carrier_queues(connection: Connection) -> tuple[CarrierQueue, ...]:
    """Every active carrier with its waiting parcels, by code."""
    waiting = func.count(Parcel.id)
    bound = func.sum(case((Parcel.status == ParcelStatus.BOUND, 1), else_=0))
    rows = connection.execute(
        select(Carrier.id, Carrier.name, Carrier.cut_off, waiting, bound)
        .outerjoin(
            Parcel,
            and_(
                Parcel.carrier_id == Carrier.id,
                Parcel.status.in_((ParcelStatus.PACKED, ParcelStatus.BOUND)),
            ),
        )
        .where(Carrier.active)
        .group_by(Carrier.id, Carrier.name, Carrier.cut_off)
        .order_by(Carrier.code)
    )
    return tuple(CarrierQueue(CarrierId(i), n, c, w, int(b or 0)) for i, n, c, w, b in rows)


@dataclass(frozen=True, slots=True)
class DeskParcel:
    """A parcel at the shipping desk."""

    parcel_id: ParcelId
    box_code: str
    number: str
    order_no: str
    city: str
    carrier: str
    service: ServiceLevel
    weight_g: int | None
    """Expected weight of its goods, None where one is unknown."""
    status: ParcelStatus
    waybill_state: WaybillState | None
    holds: int
    counted: bool


def desk_parcels(
    connection: Connection, carrier: CarrierId | None, after: ParcelId | None, limit: int
) -> tuple[DeskParcel, ...]:
    """Parcels closed and not handed over, oldest first, by key."""
    conditions: list[Any] = [Parcel.status.in_((ParcelStatus.PACKED, ParcelStatus.BOUND))]
    if carrier is not None:
        conditions.append(Parcel.carrier_id == carrier)
    if after is not None:
        conditions.append(Parcel.id > after)
    weight = (
        select(func.sum(ParcelItem.quantity * Product.weight_g))
        .join(OrderLine, OrderLine.id == ParcelItem.order_line_id)
        .join(Product, Product.id == OrderLine.product_id)
        .where(ParcelItem.parcel_id == Parcel.id)
        .scalar_subquery()
    )
    rows = connection.execute(
        select(
            Parcel.id,
            Parcel.box_code,
            Parcel.status,
            Parcel.service,
            Order.order_no,
            Order.open_holds,
            OrderAddress.city,
            Carrier.name.label("carrier"),
            WaybillNumber.number,
            WaybillNumber.state,
            HandoverParcel.handover_id,
            weight.label("weight_g"),
        )
        .join(Order, Order.id == Parcel.order_id)
        .join(
            OrderAddress,
            and_(OrderAddress.order_id == Order.id, OrderAddress.version == Order.address_version),
        )
        .join(Carrier, Carrier.id == Parcel.carrier_id)
        .outerjoin(
            WaybillNumber,
            and_(
                WaybillNumber.parcel_id == Parcel.id,
                WaybillNumber.state.not_in((WaybillState.VOID, WaybillState.VOID_REQUESTED)),
            ),
        )
        .outerjoin(HandoverParcel, HandoverParcel.parcel_id == Parcel.id)
        .where(*conditions)
        .order_by(Parcel.id)
        .limit(limit)
    )
    return tuple(
        DeskParcel(
            ParcelId(row.id),
            row.box_code,
            row.number or "",
            row.order_no,
            row.city,
            row.carrier,
            row.service,
            None if row.weight_g is None else int(row.weight_g),
            row.status,
            row.state,
            row.open_holds,
            row.handover_id is not None,
        )
        for row in rows
    )

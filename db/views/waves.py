"""Waves with their progress, their tasks, and the orders that wait to be put into one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, select

from db.holdings import OPEN_UNITS
from db.schema.orders import Order, OrderLine
from db.schema.parcels import Parcel
from db.schema.people import Person, Station
from db.schema.picking import PickLine, PickTask, Wave, WaveOrder
from db.schema.waybills import Carrier
from procedure.ids import CarrierId, PersonId, PickTaskId, WarehouseId, WaveId
from procedure.waves import kind_of
from procedure.words import (
    OrderKind,
    OrderStatus,
    ParcelStatus,
    PickMode,
    PickTaskStatus,
    ServiceLevel,
    WaveStatus,
)


@dataclass(frozen=True, slots=True)
class WaveRow:
    """A wave and how far it is.

    Attributes:
        kind: None where its orders are of several kinds.
        orders: Those that are in it now; who left is not counted.
        units, picked, sorted: Units asked for, taken, and standing in their slots.
        packed: Parcels of its orders that are closed, handed over ones too.
        tasks, tasks_open: Pick tasks, and those of them that are not over.
    """

    wave_id: WaveId
    wave_no: str
    status: WaveStatus
    mode: PickMode
    kind: OrderKind | None
    carrier: str
    zone: str
    cut_off_at: datetime | None
    created_at: datetime
    slots: int
    orders: int
    lines: int
    units: int
    picked: int
    sorted: int
    packed: int
    tasks: int
    tasks_open: int


@dataclass(frozen=True, slots=True)
class WavePage:
    """Some waves, newest first.

    Attributes:
        following: Give it as `before` to get the next page; None at the end.
    """

    rows: tuple[WaveRow, ...]
    following: WaveId | None


GOING = frozenset({WaveStatus.RELEASED, WaveStatus.PICKING, WaveStatus.PICKED})
"""Waves that somebody still has to pick or sort."""


def wave_page(
    connection: Connection,
    warehouse: WarehouseId,
    statuses: frozenset[WaveStatus],
    before: WaveId | None,
    limit: int,
    text: str = "",
) -> WavePage:
    """A page of waves by key; counted is only what stands on the page.

    Args:
        statuses: Any of these; empty for all.
        text: Beginning of a wave's number.
    """
    conditions: list[ColumnElement[bool]] = [Wave.warehouse_id == warehouse]
    if statuses:
        conditions.append(Wave.status.in_(sorted(statuses)))
    if before is not None:
        conditions.append(Wave.id < before)
    if sought := text.strip().upper():
        conditions += [Wave.wave_no >= sought, Wave.wave_no < sought + "\U0010ffff"]
    rows = connection.execute(
        select(Wave.__table__, Carrier.name.label("carrier"))
        .outerjoin(Carrier, Carrier.id == Wave.carrier_id)
        .where(*conditions)
        .order_by(Wave.id.desc())
        .limit(limit + 1)
    ).all()
    shown = rows[:limit]
    facts = _Facts.of(connection, [row.id for row in shown])
    following = WaveId(shown[-1].id) if len(rows) > limit else None
    return WavePage(tuple(facts.row(row) for row in shown), following)


def wave_of(connection: Connection, warehouse: WarehouseId, wave_id: WaveId) -> WaveRow | None:
    """One wave, or None where it is not here."""
    just_before = WaveId(wave_id + 1)
    rows = wave_page(connection, warehouse, frozenset(), just_before, 1).rows
    return next((row for row in rows if row.wave_id == wave_id), None)


def wave_counts(connection: Connection, warehouse: WarehouseId) -> dict[WaveStatus, int]:
    """How many waves there are of each status, for the filter chips."""
    rows = connection.execute(
        select(Wave.status, func.count())
        .where(Wave.warehouse_id == warehouse)
        .group_by(Wave.status)
    )
    return {status: int(count) for status, count in rows}


Counts = dict[int, Any]


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is counted for some waves, each kind by one query."""

    lines: Counts
    tasks: Counts
    orders: Counts
    packed: Counts

    @classmethod
    def of(cls, connection: Connection, waves: Sequence[int]) -> _Facts:
        """Counted for these waves."""
        open_task = case((PickTask.status.in_((PickTaskStatus.OPEN, PickTaskStatus.PICKING)), 1))
        return cls(
            _by_wave(
                connection,
                select(
                    PickTask.wave_id,
                    func.count().label("lines"),
                    func.sum(PickLine.quantity).label("units"),
                    func.sum(PickLine.picked).label("picked"),
                    func.sum(PickLine.sorted).label("sorted"),
                )
                .join(PickLine, PickLine.task_id == PickTask.id)
                .where(PickTask.wave_id.in_(waves), PickLine.quantity > 0)
                .group_by(PickTask.wave_id),
            ),
            _by_wave(
                connection,
                select(
                    PickTask.wave_id,
                    func.count().label("tasks"),
                    func.count(open_task).label("open"),
                )
                .where(PickTask.wave_id.in_(waves))
                .group_by(PickTask.wave_id),
            ),
            _by_wave(
                connection,
                select(WaveOrder.wave_id, func.count().label("orders"))
                .where(WaveOrder.wave_id.in_(waves))
                .group_by(WaveOrder.wave_id),
            ),
            _by_wave(
                connection,
                select(WaveOrder.wave_id, func.count().label("packed"))
                .join(Parcel, Parcel.order_id == WaveOrder.order_id)
                .where(
                    WaveOrder.wave_id.in_(waves),
                    Parcel.status.in_(
                        (ParcelStatus.PACKED, ParcelStatus.BOUND, ParcelStatus.HANDED_OVER)
                    ),
                )
                .group_by(WaveOrder.wave_id),
            ),
        )

    def row(self, wave: Any) -> WaveRow:
        """The wave with what was counted for it."""
        lines, tasks = self.lines.get(wave.id), self.tasks.get(wave.id)
        orders, packed = self.orders.get(wave.id), self.packed.get(wave.id)
        return WaveRow(
            wave_id=WaveId(wave.id),
            wave_no=wave.wave_no,
            status=wave.status,
            mode=wave.mode,
            kind=wave.kind,
            carrier=wave.carrier or "",
            zone=wave.zone,
            cut_off_at=wave.cut_off_at,
            created_at=wave.created_at,
            slots=wave.slots,
            orders=orders.orders if orders else 0,
            lines=lines.lines if lines else 0,
            units=int(lines.units) if lines else 0,
            picked=int(lines.picked) if lines else 0,
            sorted=int(lines.sorted) if lines else 0,
            packed=packed.packed if packed else 0,
            tasks=tasks.tasks if tasks else 0,
            tasks_open=tasks.open if tasks else 0,
        )


def _by_wave(connection: Connection, statement: Any) -> Counts:
    return {row.wave_id: row for row in connection.execute(statement)}


# tasks ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A pick task and who has it.

    Attributes:
        assigned_id, assigned: Whom it is for; None and "" for whoever comes first in its zone.
        holder, station: Who has it open, and where; "" where nobody has, or the lease ended.
        order_no: Of an order's own task; "" where it serves many.
        stops: Different lots on different shelves.
    """

    task_id: PickTaskId
    sheet_code: str
    status: PickTaskStatus
    mode: PickMode
    zone: str
    order_no: str
    express: bool
    assigned_id: PersonId | None
    assigned: str
    holder: str
    station: str
    stops: int
    units: int
    picked: int


def wave_tasks(
    connection: Connection,
    wave_id: WaveId,
    now: datetime,
    after: PickTaskId | None = None,
    limit: int = 200,
) -> tuple[TaskRow, ...]:
    """Tasks of a wave by key, in the order in which they are given out."""
    assigned, holder = Person.__table__.alias("assigned"), Person.__table__.alias("holder")
    counted = (
        select(
            PickLine.task_id,
            func.count().label("stops"),
            func.sum(PickLine.quantity).label("units"),
            func.sum(PickLine.picked).label("picked"),
        )
        .join(PickTask, PickTask.id == PickLine.task_id)
        .where(PickTask.wave_id == wave_id, PickLine.quantity > 0)
        .group_by(PickLine.task_id)
        .subquery()
    )
    conditions = [PickTask.wave_id == wave_id]
    if after is not None:
        conditions.append(PickTask.id > after)
    rows = connection.execute(
        select(
            PickTask.__table__,
            Order.order_no,
            assigned.c.name.label("assigned"),
            holder.c.name.label("holder"),
            Station.name.label("station"),
            counted.c.stops,
            counted.c.units,
            counted.c.picked,
        )
        .outerjoin(Order, Order.id == PickTask.order_id)
        .outerjoin(assigned, assigned.c.id == PickTask.assigned_person_id)
        .outerjoin(holder, holder.c.id == PickTask.holder_person_id)
        .outerjoin(Station, Station.id == PickTask.holder_station_id)
        .outerjoin(counted, counted.c.task_id == PickTask.id)
        .where(*conditions)
        .order_by(PickTask.id)
        .limit(limit)
    )
    return tuple(_task(row, now) for row in rows)


def _task(row: Any, now: datetime) -> TaskRow:
    is_held = row.lease_until is not None and row.lease_until >= now
    return TaskRow(
        task_id=PickTaskId(row.id),
        sheet_code=row.sheet_code,
        status=row.status,
        mode=row.mode,
        zone=row.zone,
        order_no=row.order_no or "",
        express=row.priority == 0,
        assigned_id=row.assigned_person_id,
        assigned=row.assigned or "",
        holder=(row.holder or "") if is_held else "",
        station=(row.station or "") if is_held else "",
        stops=row.stops or 0,
        units=int(row.units or 0),
        picked=int(row.picked or 0),
    )


# what waits -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WaitingOrders:
    """How many orders of a carrier, a speed and a kind wait to be put into a wave."""

    carrier_id: CarrierId
    carrier: str
    cut_off: time | None
    service: ServiceLevel
    kind: OrderKind
    orders: int
    units: int


def waiting_for_waves(connection: Connection, warehouse: WarehouseId) -> tuple[WaitingOrders, ...]:
    """Confirmed orders that nothing holds; express first, then by the carrier's time."""
    each = (
        select(
            Order.carrier_id,
            Order.service,
            func.count(func.distinct(OrderLine.product_id)).label("products"),
            func.sum(OPEN_UNITS).label("units"),
        )
        .join(OrderLine, OrderLine.order_id == Order.id)
        .where(
            Order.warehouse_id == warehouse,
            Order.status == OrderStatus.CONFIRMED,
            Order.open_holds == 0,
            OPEN_UNITS > 0,
        )
        .group_by(Order.id, Order.carrier_id, Order.service)
        .subquery()
    )
    several = case((each.c.products > 1, 2), else_=1)
    units = case((each.c.units > 1, 2), else_=1)
    rows = connection.execute(
        select(
            Carrier.id,
            Carrier.name,
            Carrier.cut_off,
            each.c.service,
            several.label("products"),
            units.label("many"),
            func.count().label("orders"),
            func.sum(each.c.units).label("units"),
        )
        .join(Carrier, Carrier.id == each.c.carrier_id)
        .group_by(Carrier.id, Carrier.name, Carrier.cut_off, each.c.service, several, units)
    ).all()
    found = [
        WaitingOrders(
            CarrierId(row.id),
            row.name,
            row.cut_off,
            row.service,
            kind_of(row.products, row.many),
            row.orders,
            int(row.units),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=_urgency))


def _urgency(waiting: WaitingOrders) -> tuple[bool, time, str, str]:
    late = waiting.service is not ServiceLevel.EXPRESS
    return late, waiting.cut_off or time.max, waiting.carrier, waiting.kind.value

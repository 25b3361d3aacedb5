"""Pick tasks that a picker could open now, as electronic sheets: what a handheld lists (3.2.2c)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, case, func, or_, select

from db.holdings import UNFINISHED
from db.schema.orders import Order, OrderLine
from db.schema.people import Station
from db.schema.picking import PickLine, PickTask, Wave
from procedure.ids import PersonId, PickTaskId, StationId, WarehouseId
from procedure.sheet_codes import sheet_code
from procedure.words import OrderStatus


@dataclass(frozen=True, slots=True)
class Picker:
    """Who looks for work, where and when."""

    warehouse_id: WarehouseId
    person_id: PersonId | None
    station_id: StationId
    now: datetime


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """A sheet that waits.

    Attributes:
        code: What its paper would carry in its present version; scanning it opens the task.
        wave_no: "" where it is in no wave.
        orders, stops, units: What it leads to: orders, stops as the open task counts them, units.
        picked: Units that were taken before it was given back.
    """

    task_id: PickTaskId
    code: str
    wave_no: str
    zone: str
    express: bool
    orders: int
    stops: int
    units: int
    picked: int


@dataclass(frozen=True, slots=True)
class ZoneSheets:
    """How many sheets wait in a zone; "" is the zone of tasks that lead through several."""

    zone: str
    sheets: int


def open_sheets(
    connection: Connection, picker: Picker, zone: str, limit: int
) -> tuple[OpenSheet, ...]:
    """The first sheets this picker could open, in the order in which they are given out.

    Args:
        zone: Only this zone's, and those that lead through several zones; "" for all.
    """
    here = (PickTask.zone.in_((zone, "")),) if zone else ()
    conditions = (*_within_reach(picker), *here)
    tasks = connection.execute(
        select(
            PickTask.id,
            PickTask.sheet_code,
            PickTask.sheet_version,
            PickTask.zone,
            PickTask.priority,
            Wave.wave_no,
        )
        .outerjoin(Order, Order.id == PickTask.order_id)
        .outerjoin(Wave, Wave.id == PickTask.wave_id)
        .where(*conditions)
        .order_by(PickTask.priority, PickTask.id)
        .limit(limit)
    ).all()
    counts = _counts(connection, [task.id for task in tasks])
    return tuple(
        OpenSheet(
            PickTaskId(task.id),
            sheet_code(task.sheet_code, task.sheet_version),
            task.wave_no or "",
            task.zone,
            task.priority == 0,
            *counts.get(task.id, (0, 0, 0, 0)),
        )
        for task in tasks
    )


def zones_with_sheets(connection: Connection, picker: Picker) -> tuple[ZoneSheets, ...]:
    """The zones in which sheets wait for this picker."""
    rows = connection.execute(
        select(PickTask.zone, func.count().label("sheets"))
        .outerjoin(Order, Order.id == PickTask.order_id)
        .where(*_within_reach(picker))
        .group_by(PickTask.zone)
        .order_by(PickTask.zone)
    )
    return tuple(ZoneSheets(row.zone, row.sheets) for row in rows)


def zone_of_station(connection: Connection, station_id: StationId) -> str:
    """The zone a station works for; "" for none."""
    return connection.scalar(select(Station.zone).where(Station.id == station_id)) or ""


def _within_reach(picker: Picker) -> tuple[ColumnElement[bool], ...]:
    """Unfinished, not stopped, in nobody else's hands and for nobody else."""
    stopped = or_(Order.open_holds > 0, Order.status == OrderStatus.CANCELLED)
    return (
        PickTask.warehouse_id == picker.warehouse_id,
        PickTask.status.in_(UNFINISHED),
        or_(PickTask.order_id.is_(None), ~stopped),
        or_(
            PickTask.holder_station_id.is_(None),
            PickTask.holder_station_id == picker.station_id,
            PickTask.lease_until < picker.now,
        ),
        or_(
            PickTask.assigned_person_id.is_(None),
            PickTask.assigned_person_id == picker.person_id,
        ),
    )


def _counts(connection: Connection, tasks: list[int]) -> dict[int, tuple[int, int, int, int]]:
    """Orders, stops, units and units taken of each task.

    What many orders take of one lot from one shelf is one stop; of an order's own task each line
    is one.
    """
    of_its_own = case((PickTask.order_id.is_(None), 0), else_=PickLine.id)
    stops = (
        select(
            PickLine.task_id,
            func.count().label("stops"),
            func.sum(PickLine.quantity).label("units"),
            func.sum(PickLine.picked).label("picked"),
        )
        .join(PickTask, PickTask.id == PickLine.task_id)
        .where(PickLine.task_id.in_(tasks), PickLine.quantity > 0)
        .group_by(PickLine.task_id, PickLine.shelf_id, PickLine.lot_id, of_its_own)
        .subquery()
    )
    by_task = connection.execute(
        select(
            stops.c.task_id,
            func.count().label("stops"),
            func.sum(stops.c.units).label("units"),
            func.sum(stops.c.picked).label("picked"),
        ).group_by(stops.c.task_id)
    ).all()
    orders = connection.execute(
        select(PickLine.task_id, func.count(func.distinct(OrderLine.order_id)).label("orders"))
        .join(OrderLine, OrderLine.id == PickLine.order_line_id)
        .where(PickLine.task_id.in_(tasks), PickLine.quantity > 0)
        .group_by(PickLine.task_id)
    )
    of_task = {row.task_id: row.orders for row in orders}
    return {
        row.task_id: (of_task.get(row.task_id, 0), row.stops, int(row.units), int(row.picked))
        for row in by_task
    }

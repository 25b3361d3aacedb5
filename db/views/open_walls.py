"""Picked waves that somebody could sort now: what a handheld at the put wall lists."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, or_, select

from db.schema.picking import PickLine, PickTask, Wave
from db.views.open_sheets import Picker
from procedure.words import PickMode, WaveStatus


@dataclass(frozen=True, slots=True)
class OpenWall:
    """A wave that waits at the put wall.

    Attributes:
        wave_no: Scanning it opens the wall.
        slots: Orders it is sorted into.
        units: Units that were picked for it.
        sorted: Units that stand in their slots.
    """

    wave_no: str
    slots: int
    units: int
    sorted: int


def open_walls(connection: Connection, sorter: Picker, limit: int) -> tuple[OpenWall, ...]:
    """The first waves that could be opened at a wall, the earliest pickup first."""
    waves = connection.execute(
        select(Wave.id, Wave.wave_no, Wave.slots)
        .where(
            Wave.warehouse_id == sorter.warehouse_id,
            Wave.mode == PickMode.SORT,
            Wave.status == WaveStatus.PICKED,
            or_(
                Wave.holder_station_id.is_(None),
                Wave.holder_station_id == sorter.station_id,
                Wave.lease_until < sorter.now,
            ),
        )
        .order_by(Wave.cut_off_at, Wave.id)
        .limit(limit)
    ).all()
    counts = connection.execute(
        select(
            PickTask.wave_id,
            func.sum(PickLine.picked).label("units"),
            func.sum(PickLine.sorted).label("sorted"),
        )
        .join(PickLine, PickLine.task_id == PickTask.id)
        .where(PickTask.wave_id.in_([wave.id for wave in waves]))
        .group_by(PickTask.wave_id)
    ).all()
    of = {row.wave_id: (int(row.units or 0), int(row.sorted or 0)) for row in counts}
    return tuple(OpenWall(w.wave_no, w.slots, *of.get(w.id, (0, 0))) for w in waves)

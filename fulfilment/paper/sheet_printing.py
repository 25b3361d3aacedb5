"""Printing pick sheets on purpose: some tasks or a whole wave, here or where the zone prints.

Which station prints a zone's sheets, and on what paper, stands with the station. A sheet that
was printed before comes out as a copy that says so; that needs a reason.

References:
    Clause 3.2.2b; SCREENS "Waves".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, select, update

from db.schema.orders import Order
from db.schema.people import Station
from db.schema.picking import PickTask, Wave
from fulfilment.house import Actor, House, Refuse, Work
from fulfilment.paper.sheet_spool import WantedSheet, intend_sheets, plan_sheets
from procedure.effects import Refused
from procedure.ids import PickTaskId, PrintJobId, StationId, WaveId
from procedure.permissions import UseCase
from procedure.sheet_codes import sheet_code
from procedure.verdicts import VerdictKind
from procedure.words import OrderStatus, PickTaskStatus, SheetPaper


class SheetPlace(StrEnum):
    """Where sheets come out."""

    HERE = "here"
    """At the station of the person who asks."""
    ZONE = "zone"
    """At the station that prints for the task's zone; a task without one comes out here."""
    CALLER = "caller"
    """Nowhere by itself: the caller sends the jobs."""


@dataclass(frozen=True, slots=True)
class SheetsIntended:
    """Sheets that will be printed.

    Attributes:
        jobs: One for each sheet.
        copies: How many of them are marked as copies.
        left_out: Tasks that are finished, cancelled or whose order is stopped.
    """

    jobs: tuple[PrintJobId, ...]
    copies: int
    left_out: int


def print_sheets(
    house: House,
    actor: Actor,
    task_ids: Sequence[PickTaskId],
    where: SheetPlace,
    reason: str = "",
) -> SheetsIntended | Refused:
    """Intend the pick sheets of these tasks.

    Args:
        reason: Why sheets are printed that were printed before in the same version.

    Refused with `NOTHING_TO_DO` (none is left to pick), `REASON_NEEDED`, `NO_SHEET_PRINTER`.
    """
    which = PickTask.id.in_(task_ids)
    return house.run(actor, UseCase.PRINT, partial(_print, which=which, where=where, why=reason))


def print_wave_sheets(
    house: House, actor: Actor, wave_id: WaveId, where: SheetPlace, reason: str = ""
) -> SheetsIntended | Refused:
    """Intend the pick sheets of all tasks of a wave; refused as `print_sheets` is."""
    which = PickTask.wave_id == wave_id
    return house.run(actor, UseCase.PRINT, partial(_print, which=which, where=where, why=reason))


def wave_numbered(house: House, wave_no: str) -> WaveId | None:
    """The wave of a number, or None where there is none here.

    Raises:
        CannotNow: The database is away.
    """
    with house.database.read() as connection:
        found = connection.scalar(
            select(Wave.id).where(
                Wave.wave_no == wave_no, Wave.warehouse_id == house.place.warehouse_id
            )
        )
    return None if found is None else WaveId(found)


def set_sheet_station(
    house: House, actor: Actor, name: str, zone: str, paper: SheetPaper
) -> StationId | Refused:
    """Say which zone's sheets a station prints, or "" for none, and on what paper.

    Refused with `NOTHING_TO_DO` where there is none of that name.
    """
    return house.run(
        actor, UseCase.SET_UP_HOUSE, partial(_set_station, name=name, zone=zone, paper=paper)
    )


def _print(work: Work, which: ColumnElement[bool], where: SheetPlace, why: str) -> SheetsIntended:
    tasks = _locked_tasks(work, which)
    going = [task for task in tasks if _is_to_pick(task)]
    if not going:
        raise Refuse(VerdictKind.NOTHING_TO_DO)
    stations = _stations(work, where, {task.zone for task in going})
    planned = plan_sheets(
        work,
        [
            WantedSheet(PickTaskId(task.id), task.sheet_version, stations[task.zone])
            for task in going
        ],
    )
    copies = [task for task, plan in zip(going, planned, strict=True) if plan.copy_no]
    if copies and not why.strip():
        first = copies[0]
        said = sheet_code(first.sheet_code, first.sheet_version)
        raise Refuse(VerdictKind.REASON_NEEDED, sheet=said)
    jobs = intend_sheets(work, planned, why.strip())
    return SheetsIntended(jobs, len(copies), len(tasks) - len(going))


def _locked_tasks(work: Work, which: ColumnElement[bool]) -> Sequence[Any]:
    return work.connection.execute(
        select(
            PickTask.id,
            PickTask.zone,
            PickTask.status,
            PickTask.sheet_code,
            PickTask.sheet_version,
            Order.open_holds,
            Order.status.label("order_status"),
        )
        .outerjoin(Order, Order.id == PickTask.order_id)
        .where(which, PickTask.warehouse_id == work.warehouse_id)
        .order_by(PickTask.id)
        .with_for_update(of=PickTask)
    ).all()


def _is_to_pick(task: Any) -> bool:
    if task.open_holds or task.order_status is OrderStatus.CANCELLED:
        return False
    return task.status in (PickTaskStatus.OPEN, PickTaskStatus.PICKING)


def _stations(work: Work, where: SheetPlace, zones: set[str]) -> Mapping[str, StationId | None]:
    """The station of each zone's sheets.

    Raises:
        Refuse: `NO_SHEET_PRINTER`.
    """
    if where is SheetPlace.CALLER:
        return dict.fromkeys(zones)
    stations: dict[str, StationId | None] = {}
    if where is SheetPlace.ZONE:
        rows = work.connection.execute(
            select(Station.zone, Station.id)
            .where(
                Station.warehouse_id == work.warehouse_id,
                Station.active,
                Station.zone.in_(zones - {""}),
            )
            .order_by(Station.name.desc())
        )
        stations = {zone: StationId(id_) for zone, id_ in rows}  # the first by name stays
        if missing := sorted(zones - {""} - set(stations)):
            raise Refuse(VerdictKind.NO_SHEET_PRINTER, zone=missing[0])
    if set(stations) != zones and work.actor.station_id is None:
        raise Refuse(VerdictKind.NO_SHEET_PRINTER)
    return dict.fromkeys(zones, work.actor.station_id) | stations


def _set_station(work: Work, name: str, zone: str, paper: SheetPaper) -> StationId:
    found = work.connection.scalar(
        update(Station)
        .where(Station.warehouse_id == work.warehouse_id, Station.name == name)
        .values(zone=zone, sheet_paper=paper)
        .returning(Station.id)
    )
    if found is None:
        raise Refuse(VerdictKind.NOTHING_TO_DO)
    return StationId(found)

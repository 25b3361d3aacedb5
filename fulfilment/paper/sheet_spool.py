"""Pick sheets in the spool: originals, copies that say so, and paper that did not come out.

A sheet is known by task and version. The first paper of a version is an original; each one
after it is a copy with its number and a reason. A job of which nothing left this program is
no paper: it is tried again instead, wherever it is wanted now.

References:
    Clause 3.2.2b; FIELD "Labels and waybills" (reprint).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update

from db.schema.outbox import PrintJob
from db.schema.picking import PickTask
from fulfilment.house import Work
from procedure.ids import PickTaskId, PrintJobId, StationId
from procedure.words import PrintKind, PrintState

AT_THE_DESK = "at_the_desk"
"""Reason of a copy that the picker asked for with a command card, who cannot be asked for one."""

_NOT_PAPER = (PrintState.INTENT, PrintState.FAILED)


@dataclass(frozen=True, slots=True)
class WantedSheet:
    """A sheet that is to be printed.

    Attributes:
        station_id: Where; None where the caller sends the paper itself.
    """

    task_id: PickTaskId
    version: int
    station_id: StationId | None


@dataclass(frozen=True, slots=True)
class PlannedSheet:
    """What a wanted sheet will be.

    Attributes:
        copy_no: 0 for the original, n for the n-th copy.
        again: The job that is tried again, or None for a new one.
    """

    wanted: WantedSheet
    copy_no: int
    again: PrintJobId | None


def plan_sheets(work: Work, wanted: Sequence[WantedSheet]) -> tuple[PlannedSheet, ...]:
    """Which of the sheets are copies. The rows of their tasks must be locked."""
    jobs = _jobs(work, [sheet.task_id for sheet in wanted])
    planned = []
    for sheet in wanted:
        mine = jobs.get((sheet.task_id, sheet.version), ())
        again = next((job for job in mine if job.state in _NOT_PAPER), None)
        if again is not None:
            planned.append(PlannedSheet(sheet, again.copy_no, PrintJobId(again.id)))
        else:
            planned.append(PlannedSheet(sheet, _next_copy(mine), None))
    return tuple(planned)


def intend_sheets(
    work: Work, planned: Sequence[PlannedSheet], reason: str
) -> tuple[PrintJobId, ...]:
    """Intend planned sheets; gives their jobs in the same order.

    Args:
        reason: Why copies are printed; originals need none.
    """
    new = [plan for plan in planned if plan.again is None]
    ids = dict(zip((p.wanted.task_id for p in new), work.new_ids(len(new)), strict=True))
    if new:
        work.connection.execute(
            insert(PrintJob), [_row(work, plan, ids[plan.wanted.task_id], reason) for plan in new]
        )
    _aim_again(work, [plan for plan in planned if plan.again is not None])
    return tuple(PrintJobId(plan.again or ids[plan.wanted.task_id]) for plan in planned)


def intend_at_desk(work: Work, task_id: PickTaskId) -> PrintJobId:
    """Intend the sheet of a task at the station of the actor, who holds its lease."""
    version = work.connection.execute(
        select(PickTask.sheet_version).where(PickTask.id == task_id).with_for_update()
    ).scalar_one()
    wanted = WantedSheet(task_id, version, work.actor.station_id)
    return intend_sheets(work, plan_sheets(work, [wanted]), AT_THE_DESK)[0]


def bring_up_to_date(work: Work, job_id: PrintJobId) -> None:
    """Let an intended sheet stand for the task as it is now, where it changed meanwhile."""
    row = work.connection.execute(
        select(PrintJob.key, PrintJob.pick_task_id, PickTask.sheet_version)
        .join(PickTask, PickTask.id == PrintJob.pick_task_id)
        .where(PrintJob.id == job_id, PrintJob.state == PrintState.INTENT)
        .with_for_update(of=PickTask)
    ).first()
    if row is None or version_of(row.key) == row.sheet_version:
        return
    task_id = PickTaskId(row.pick_task_id)
    earlier = _jobs(work, [task_id]).get((task_id, row.sheet_version), ())
    copy_no = _next_copy(earlier)
    work.connection.execute(
        update(PrintJob)
        .where(PrintJob.id == job_id)
        .values(key=_key(task_id, row.sheet_version, copy_no), copy_no=copy_no)
    )


def version_of(key: str) -> int:
    """The version of the sheet a job is for.

    Examples:
        >>> version_of("pick_sheet:7:3:0"), version_of("pick_sheet:7:1")
        (3, 1)
    """
    parts = key.split(":")
    return int(parts[2]) if len(parts) == 4 else 1  # before versions were printed there was one


def _key(task_id: PickTaskId, version: int, copy_no: int) -> str:
    return f"pick_sheet:{task_id}:{version}:{copy_no}"


def _next_copy(jobs: Sequence[Any]) -> int:
    return max((job.copy_no + 1 for job in jobs), default=0)


def _jobs(work: Work, task_ids: Sequence[PickTaskId]) -> Mapping[tuple[int, int], Sequence[Any]]:
    """The jobs of each task and version, newest first."""
    found: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for row in work.connection.execute(
        select(PrintJob.id, PrintJob.pick_task_id, PrintJob.key, PrintJob.state, PrintJob.copy_no)
        .where(PrintJob.pick_task_id.in_(task_ids), PrintJob.kind == PrintKind.PICK_SHEET)
        .order_by(PrintJob.id.desc())
    ):
        found[row.pick_task_id, version_of(row.key)].append(row)
    return found


def _row(work: Work, plan: PlannedSheet, job_id: int, reason: str) -> dict[str, object]:
    wanted = plan.wanted
    return {
        "id": job_id,
        "key": _key(wanted.task_id, wanted.version, plan.copy_no),
        "kind": PrintKind.PICK_SHEET,
        "state": PrintState.INTENT,
        "station_id": wanted.station_id,
        "person_id": work.actor.person_id,
        "pick_task_id": wanted.task_id,
        "copy_no": plan.copy_no,
        "reason": reason if plan.copy_no else "",
        "printer": "",
        "result": "",
        "created_at": work.now,
        "changed_at": work.now,
    }


def _aim_again(work: Work, plans: Sequence[PlannedSheet]) -> None:
    by_station: dict[StationId | None, list[PrintJobId | None]] = defaultdict(list)
    for plan in plans:
        by_station[plan.wanted.station_id].append(plan.again)
    for station_id, jobs in by_station.items():
        work.connection.execute(
            update(PrintJob)
            .where(PrintJob.id.in_(jobs), PrintJob.state.in_(_NOT_PAPER))
            .values(
                state=PrintState.INTENT,
                station_id=station_id,
                person_id=work.actor.person_id,
                changed_at=work.now,
            )
        )

"""The pick tasks of a wave that is walked once for many orders: 播种 and 爆品.

A task is a zone of the wave (or all of it). Its lines stand in walking order, so that each shelf
is visited once; each line keeps the order line it is for and that order's slot.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import insert

from db.schema.picking import PickLine, PickTask
from fulfilment.house import Work
from fulfilment.release.found_stock import FoundStock, allocated
from fulfilment.stock.movements import post
from procedure.allocation import Take
from procedure.ids import OrderId, ShelfId, WaveId
from procedure.words import PickMode, PickTaskStatus


@dataclass(frozen=True, slots=True)
class WaveGoods:
    """A wave whose tasks are to be made.

    Attributes:
        slots: Its orders, each with its slot of the put wall; None where it is not sorted.
    """

    wave_id: WaveId
    wave_no: str
    mode: PickMode
    has_express: bool
    slots: Mapping[OrderId, int | None]


@dataclass(frozen=True, slots=True)
class _NewTask:
    """A task to be written, and its takes in walking order."""

    row: dict[str, object]
    takes: Sequence[Take]


def make_wave_tasks(
    work: Work,
    waves: Sequence[WaveGoods],
    found: FoundStock,
    zone_of: Mapping[ShelfId, str] | None,
) -> None:
    """Make the tasks of these waves and allocate what they take.

    Args:
        zone_of: The zone of each shelf, for a task per zone; None for one task per wave.
    """
    by_order: dict[OrderId, list[Take]] = defaultdict(list)
    for take in found.takes:
        by_order[found.wanted[take.line_id].order_id].append(take)
    tasks = [
        task
        for wave in waves
        for task in _tasks_of(
            work, wave, [take for id_ in wave.slots for take in by_order[id_]], zone_of
        )
    ]
    ids = work.new_ids(len(tasks))
    slot_of = {id_: slot for wave in waves for id_, slot in wave.slots.items()}
    work.connection.execute(
        insert(PickTask), [task.row | {"id": id_} for id_, task in zip(ids, tasks, strict=True)]
    )
    rows = [
        {"task_id": id_, "seq": seq, "slot": slot_of[found.wanted[take.line_id].order_id]}
        | line_row(take)
        for id_, task in zip(ids, tasks, strict=True)
        for seq, take in enumerate(_walk(task.takes, found, slot_of), start=1)
    ]
    line_ids = work.new_ids(len(rows))
    work.connection.execute(
        insert(PickLine), [row | {"id": id_} for id_, row in zip(line_ids, rows, strict=True)]
    )
    post(work, [allocated(take) for task in tasks for take in task.takes])


def line_row(take: Take) -> dict[str, object]:
    """What every new pick line of a take has; the task, its place and its slot come to it."""
    return {
        "order_line_id": take.line_id,
        "shelf_id": take.shelf_id,
        "lot_id": take.lot_id,
        "quantity": take.quantity,
        "picked": 0,
        "sorted": 0,
        "short_reason": None,
    }


def _walk(
    takes: Sequence[Take], found: FoundStock, slot_of: Mapping[OrderId, int | None]
) -> list[Take]:
    """The takes in walking order; what is alike stands together, in the order of slots."""
    return sorted(
        takes,
        key=lambda take: (
            take.walk_key,
            take.shelf_id,
            take.product_id,
            take.lot_id,
            slot_of[found.wanted[take.line_id].order_id] or 0,
            take.line_id,
        ),
    )


def _tasks_of(
    work: Work, wave: WaveGoods, takes: Sequence[Take], zone_of: Mapping[ShelfId, str] | None
) -> list[_NewTask]:
    parts: dict[str, list[Take]] = defaultdict(list)
    for take in sorted(takes, key=lambda take: take.walk_key):
        parts["" if zone_of is None else zone_of[take.shelf_id]].append(take)
    day_and_serial = wave.wave_no.partition("-")[2]
    return [
        _NewTask(
            {
                "warehouse_id": work.warehouse_id,
                "wave_id": wave.wave_id,
                "order_id": None,
                "sheet_code": f"PICK-{day_and_serial}-{nth}",
                "sheet_version": 1,
                "status": PickTaskStatus.OPEN,
                "zone": zone,
                "mode": wave.mode,
                "assigned_person_id": None,
                "priority": 0 if wave.has_express else 1,
                "created_at": work.now,
                "finished_at": None,
                "fence": 0,
            },
            part,
        )
        for nth, (zone, part) in enumerate(parts.items(), start=1)
    ]

"""Pick-to-order tasks 摘果: one walk for one order, on its own or in a wave (3.2.2a)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from db.bulk import insert_rows
from db.schema.picking import PickLine, PickTask
from fulfilment.house import Work
from fulfilment.release.found_stock import FoundStock, WaitingOrder, allocated
from fulfilment.stock.movements import post
from fulfilment.waves.tasks import line_row
from procedure.ids import OrderId, WaveId
from procedure.words import PickMode, PickTaskStatus, ServiceLevel


def make_order_tasks(
    work: Work,
    found: FoundStock,
    order_ids: Sequence[OrderId],
    wave_of: Mapping[OrderId, WaveId] | None = None,
) -> None:
    """Make a pick task for each of these complete orders and allocate what it takes.

    Args:
        wave_of: The wave each is picked in; None for orders on their own.
    """
    if not order_ids:
        return
    chosen, waves = frozenset(order_ids), wave_of or {}
    takes = [t for t in found.takes if found.wanted[t.line_id].order_id in chosen]
    task_ids = dict(zip(order_ids, work.new_ids(len(order_ids)), strict=True))
    insert_rows(
        work.connection,
        PickTask,
        [
            _task_row(work, found.orders[id_], id_)
            | {"id": task_ids[id_], "wave_id": waves.get(id_)}
            for id_ in order_ids
        ],
    )
    counts: dict[OrderId, int] = defaultdict(int)
    rows = []
    for id_, take in zip(work.new_ids(len(takes)), takes, strict=True):
        order_id = found.wanted[take.line_id].order_id
        counts[order_id] += 1
        rows.append(
            {
                "id": id_,
                "task_id": task_ids[order_id],
                "seq": counts[order_id],
                "slot": None,
            }
            | line_row(take)
        )
    insert_rows(work.connection, PickLine, rows)
    post(work, [allocated(take) for take in takes], locked=True)


def _task_row(work: Work, order: WaitingOrder, order_id: OrderId) -> dict[str, object]:
    return {
        "warehouse_id": work.warehouse_id,
        "order_id": order_id,
        "sheet_code": f"PICK-{order.order_no}-{order.tasks + 1}",
        "sheet_version": 1,
        "status": PickTaskStatus.OPEN,
        "zone": "",
        "mode": PickMode.PER_ORDER,
        "assigned_person_id": None,
        "priority": 0 if order.service is ServiceLevel.EXPRESS else 1,
        "created_at": work.now,
        "finished_at": None,
        "fence": 0,
    }

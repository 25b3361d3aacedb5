"""How waves end: picked with the last task, or cancelled where nothing is left of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import delete, select, update

from db.bulk import among
from db.holdings import UNFINISHED
from db.schema.picking import PickTask, Wave, WaveOrder
from fulfilment.house import Work
from procedure.ids import OrderId, WaveId
from procedure.words import PickMode, PickTaskStatus, WaveStatus

GOING = (WaveStatus.RELEASED, WaveStatus.PICKING)
"""A wave of which something is still to be picked."""


def settle_waves(work: Work, wave_ids: Collection[WaveId]) -> None:
    """Waves whose tasks are all over are picked, or cancelled where no task was.

    Their rows are locked first, so of two tasks that end at once the later one sees the other.
    """
    waves = work.connection.execute(
        select(Wave.id, Wave.mode)
        .where(Wave.id.in_(sorted(wave_ids)), Wave.status.in_(GOING))
        .order_by(Wave.id)
        .with_for_update()
    ).all()
    statuses: dict[int | None, set[PickTaskStatus]] = defaultdict(set)
    rows = work.connection.execute(
        select(PickTask.wave_id, PickTask.status)
        .where(PickTask.wave_id.in_([wave.id for wave in waves]))
        .distinct()
    )
    for wave_id, status in rows:
        statuses[wave_id].add(status)
    over = [wave for wave in waves if statuses[wave.id].isdisjoint(UNFINISHED)]
    picked = [w for w in over if PickTaskStatus.PICKED in statuses[w.id]]
    _end(work, [w.id for w in over if w not in picked], WaveStatus.CANCELLED, is_over=True)
    to_sort = [w.id for w in picked if w.mode is PickMode.SORT]
    _end(work, to_sort, WaveStatus.PICKED, is_over=False)
    _end(work, [w.id for w in picked if w.id not in to_sort], WaveStatus.PICKED, is_over=True)


def _end(work: Work, wave_ids: Sequence[int], status: WaveStatus, *, is_over: bool) -> None:
    if wave_ids:
        work.connection.execute(
            update(Wave)
            .where(Wave.id.in_(wave_ids))
            .values(status=status, finished_at=work.now if is_over else None)
        )


def drop_from_waves(work: Work, order_ids: Collection[OrderId]) -> None:
    """Cancelled orders are in no wave that is still being picked; the waves are settled."""
    going = select(Wave.id).where(Wave.status.in_(GOING))
    left = set(
        work.connection.scalars(
            delete(WaveOrder)
            .where(
                among(WaveOrder.order_id, sorted(order_ids), work.connection),
                WaveOrder.wave_id.in_(going),
            )
            .returning(WaveOrder.wave_id)
        )
    )
    if left:
        settle_waves(work, [WaveId(id_) for id_ in left])

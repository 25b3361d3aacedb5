"""The put wall 播种: a picked wave is sorted into its orders' slots, unit by unit (3.2.2a).

A wave is claimed by a lease with a fence number: whoever held it before can write nothing more.
An order's row is locked when a unit goes into its slot, so that a stop and the unit come one
after the other.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import or_, select

from db.bulk import set_many
from db.schema.orders import Order, OrderLine
from db.schema.picking import PickLine, PickTask, Wave
from fulfilment.house import Refuse, Work
from fulfilment.wall.leases import give_wall_back, hold_wall, take_wall
from fulfilment.wall.task import wall_snapshot
from procedure.effects import Done
from procedure.ids import PickLineId, WaveId
from procedure.shared_stops import LineUnits, shared
from procedure.sheet_codes import task_code
from procedure.verdicts import VerdictKind
from procedure.wall_effects import OpenWall, ReleaseWall, SortUnits, WallOpened
from procedure.words import OrderStatus, PickMode, WaveStatus


def open_wall(work: Work, gate: OpenWall) -> WallOpened:
    """Claim the picked wave behind a code for this station.

    Raises:
        Refuse: `ORDER_NOT_FOUND`, `WAVE_NOT_SORTED`, `WAVE_NOT_PICKED`, `WAVE_DONE`,
            `SHEET_OUT_OF_DATE` (it was cancelled), `TASK_TAKEN` (another station sorts it).
    """
    wave = _wave_behind(work, gate.ref)
    if wave.mode is not PickMode.SORT:
        raise Refuse(VerdictKind.WAVE_NOT_SORTED, code=wave.wave_no)
    if wave.status in (WaveStatus.RELEASED, WaveStatus.PICKING):
        raise Refuse(VerdictKind.WAVE_NOT_PICKED, wave_no=wave.wave_no)
    if wave.status is WaveStatus.SORTED:
        raise Refuse(VerdictKind.WAVE_DONE, wave_no=wave.wave_no)
    if wave.status is WaveStatus.CANCELLED:
        raise Refuse(VerdictKind.SHEET_OUT_OF_DATE, code=gate.ref)
    if take_wall(work, WaveId(wave.id)) is None:
        raise Refuse(VerdictKind.TASK_TAKEN, code=wave.wave_no)
    return WallOpened(wall_snapshot(work.connection, WaveId(wave.id)))


def _wave_behind(work: Work, ref: str) -> Any:
    """The wave with this number, or that a sheet is of; any version of it leads to its goods."""
    sheet = PickTask.sheet_code == task_code(ref)
    wave = work.connection.execute(
        select(Wave.id, Wave.wave_no, Wave.mode, Wave.status).where(
            or_(Wave.wave_no == ref, Wave.id.in_(select(PickTask.wave_id).where(sheet)))
        )
    ).first()
    if wave is None:
        own_task = work.connection.scalar(select(PickTask.id).where(sheet))
        kind = VerdictKind.ORDER_NOT_FOUND if own_task is None else VerdictKind.WAVE_NOT_SORTED
        raise Refuse(kind, code=ref)
    return wave


def sort_units(work: Work, effect: SortUnits) -> None:
    """Count units into their order's slot, or take them out again.

    Raises:
        Refuse: The lease is gone, the order was stopped, or more than picked would be in.
    """
    wave_no = hold_wall(work, effect.wave_id, effect.fence)
    order = work.connection.execute(
        select(Order.order_no, Order.status, Order.open_holds)
        .join(OrderLine, OrderLine.order_id == Order.id)
        .where(OrderLine.id == effect.order_line_id)
        .with_for_update(of=Order)
    ).first()
    rows = work.connection.execute(
        select(PickLine.id, PickLine.picked, PickLine.sorted, PickLine.slot)
        .join(PickTask, PickTask.id == PickLine.task_id)
        .where(
            PickTask.wave_id == effect.wave_id,
            PickLine.order_line_id == effect.order_line_id,
            PickLine.lot_id == effect.lot_id,
        )
        .order_by(PickLine.id)
    ).all()
    if order is None or not rows:
        raise Refuse(VerdictKind.ORDER_CHANGED)
    if order.open_holds or order.status is not OrderStatus.PICKING:
        raise Refuse(
            VerdictKind.ORDER_STOPPED,
            order_no=order.order_no,
            slot=rows[0].slot or 0,
            wave_no=wave_no,
        )
    before = [LineUnits(PickLineId(row.id), row.picked, row.sorted) for row in rows]
    after = shared(before, sum(line.picked for line in before) + effect.quantity)
    if after is None:
        raise Refuse(VerdictKind.ORDER_CHANGED, order_no=order.order_no)
    changed = [
        (now.line_id, now.picked) for was, now in zip(before, after, strict=True) if was != now
    ]
    set_many(work.connection, PickLine, ("id",), ("sorted",), changed)


def release_wall(work: Work, gate: ReleaseWall) -> Done:
    """Give a wave back; what stands in its slots stays counted."""
    give_wall_back(work, gate.wave_id, gate.fence)
    return Done()

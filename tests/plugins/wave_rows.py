"""A wave of released orders, written by rows: for tests of what is done with one."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import delete, insert, select, update

from db.schema.orders import OrderLine
from db.schema.picking import PickLine, PickTask, Wave, WaveOrder
from fulfilment.house import Work
from procedure.ids import OrderId, WaveId
from procedure.words import PickMode, PickTaskStatus, WaveStatus
from tests.plugins.houses import SmallHouse
from tests.plugins.journey import set_up

CUT_OFF = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def sorted_wave(at: SmallHouse, orders: tuple[OrderId, ...]) -> WaveId:
    """One walk for all released orders, a slot each in the order given."""

    def build(work: Work) -> WaveId:
        wave_id, task_id = WaveId(work.new_id()), work.new_id()
        work.connection.execute(
            insert(Wave).values(
                id=wave_id,
                warehouse_id=work.warehouse_id,
                wave_no="WAV-20261123-001",
                status=WaveStatus.RELEASED,
                mode=PickMode.SORT,
                kind=None,
                carrier_id=at.carriers["SF"],
                zone="A",
                cut_off_at=CUT_OFF,
                slots=len(orders),
                created_at=work.now,
            )
        )
        work.connection.execute(
            insert(WaveOrder),
            [
                {"wave_id": wave_id, "order_id": order, "slot": slot}
                for slot, order in enumerate(orders, start=1)
            ],
        )
        work.connection.execute(
            insert(PickTask).values(
                id=task_id,
                warehouse_id=work.warehouse_id,
                wave_id=wave_id,
                order_id=None,
                sheet_code="PICK-20261123-001-1",
                sheet_version=1,
                status=PickTaskStatus.OPEN,
                zone="A",
                mode=PickMode.SORT,
                priority=1,
                created_at=work.now,
                fence=0,
            )
        )
        lines = work.connection.execute(
            select(PickLine.id, OrderLine.order_id).join(
                OrderLine, OrderLine.id == PickLine.order_line_id
            )
        ).all()
        for seq, (line_id, order) in enumerate(lines, start=100):
            work.connection.execute(
                update(PickLine)
                .where(PickLine.id == line_id)
                .values(task_id=task_id, seq=seq, slot=orders.index(order) + 1)
            )
        work.connection.execute(delete(PickTask).where(PickTask.id != task_id))
        return wave_id

    return set_up(at, build)

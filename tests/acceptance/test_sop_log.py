"""3.1.3b: every change is logged, and the log cannot be altered unnoticed, on every database."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select, text, update

from db.append_only import drop_triggers
from db.schema.log import OrderLog
from fulfilment.log.check import BrokenRow, LogFault, check_log
from procedure.effects import CloseHandover
from procedure.words import OrderStatus
from tests.plugins.houses import SmallHouse, draft
from tests.plugins.journey import SHIPPER, ask, bound, counted, order_no, released

WAY = [
    (None, OrderStatus.PENDING),
    (OrderStatus.PENDING, OrderStatus.CONFIRMED),
    (OrderStatus.CONFIRMED, OrderStatus.PICKING),
    (OrderStatus.PICKING, OrderStatus.PACKING),
    (OrderStatus.PACKING, OrderStatus.READY_TO_SHIP),
    (OrderStatus.READY_TO_SHIP, OrderStatus.SHIPPED),
]


@pytest.mark.sop("3.1.3b")
def test_every_status_an_order_had_stands_in_its_log_and_a_forged_row_is_named(
    small_house: SmallHouse, tmp_path: Path
) -> None:
    at = small_house
    orders = released(at, draft("A-1"), draft("A-2"))
    for order in orders:
        ask(at, SHIPPER, CloseHandover(counted(at, bound(at, order, tmp_path))))
    with at.house.database.read() as connection:
        rows = connection.execute(
            select(OrderLog.__table__).where(OrderLog.order_id == orders[0]).order_by(OrderLog.seq)
        ).all()
    steps = [row for row in rows if row.to_status is not None]
    assert [(row.from_status, row.to_status) for row in steps] == WAY
    assert all(row.person_id is not None and row.at == at.clock.now for row in steps)
    assert all(row.station_id is not None for row in steps[3:]), "the floor's steps name the bench"
    whole = check_log(at.house.database)
    assert whole.broken is None
    assert whole.orders == 2

    with at.house.database.write() as connection:
        for statement in drop_triggers(connection.dialect.name, "order_log"):
            connection.execute(text(statement))
    for row in rows:
        change(at, row.id, f"{row.reason}.")
        assert check_log(at.house.database).broken == BrokenRow(
            order_no(at, orders[0]), row.seq, row.id, LogFault.ROW_CHANGED
        )
        change(at, row.id, row.reason)
    assert check_log(at.house.database).broken is None


def change(at: SmallHouse, log_id: int, reason: str) -> None:
    with at.house.database.write() as connection:
        connection.execute(update(OrderLog).where(OrderLog.id == log_id).values(reason=reason))

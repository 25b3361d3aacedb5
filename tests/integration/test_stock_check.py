"""Stock verify on every database: it names the first difference as a person would look for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, update
from sqlalchemy.schema import Table

from db.schema.picking import PickLine
from db.schema.stock import BlockedStock, Reservation, ShelfStock, Stock, StockMovement
from fulfilment.stock.check import check_stock
from fulfilment.stock.rebuild import LedgerNegative, rebuild_stock
from procedure.effects import CloseHandover, Done
from procedure.words import MovementKind, StockCondition, StockState
from tests.plugins.houses import MUG, TEA, SmallHouse, draft
from tests.plugins.journey import (
    SHIPPER,
    ask,
    bound,
    counted,
    expect,
    line,
    picked,
    released,
    set_up,
)
from tests.plugins.stock_floor import MUGS, OLD_TEA, STAGING, blocked

LOST_MUG = update(Stock).values(available=Stock.available - 1, on_hand=Stock.on_hand - 1)
MOVED_TEA = update(ShelfStock).values(free=ShelfStock.free - 2, allocated=ShelfStock.allocated + 2)


@pytest.fixture
def busy(small_house: SmallHouse, tmp_path: Path) -> SmallHouse:
    """Orders at every stage, some units kept back: it adds up."""
    at = small_house
    goods = (line(MUG, 1), line(TEA, 2))
    orders = released(at, *(draft(f"A-{n}", lines=goods) for n in range(3)))
    handover = counted(at, bound(at, orders[0], tmp_path))
    expect(Done, ask(at, SHIPPER, CloseHandover(handover)))
    picked(at, orders[1])
    blocked(at, MUG, MUGS, 3, StockCondition.DAMAGED)
    assert check_stock(at.house.database) is None
    return at


def tamper(at: SmallHouse, change: Callable[[Connection], object]) -> None:
    set_up(at, lambda work: change(work.connection))


def told(at: SmallHouse) -> str:
    return str(check_stock(at.house.database))


def test_a_product_that_differs_from_the_ledger(busy: SmallHouse) -> None:
    mine = LOST_MUG.where(Stock.product_id == busy.products[MUG])
    tamper(busy, lambda connection: connection.execute(mine))
    assert told(busy) == (
        f"{MUG} in warehouse W1: the balance says 13 available, 2 reserved, 3 blocked, "
        "but the ledger says 14 available, 2 reserved, 3 blocked."
    )


def test_a_shelf_that_differs_from_the_ledger(busy: SmallHouse) -> None:
    mine = MOVED_TEA.where(ShelfStock.shelf_id == busy.shelves[OLD_TEA])
    tamper(busy, lambda connection: connection.execute(mine))
    assert told(busy) == (
        f"{TEA} in warehouse W1, shelf {OLD_TEA}, lot L1108: the balance says 2 free, 4 allocated, "
        "0 blocked, but the ledger says 4 free, 2 allocated, 0 blocked."
    )


def test_a_condition_that_differs_from_the_ledger(busy: SmallHouse) -> None:
    turned = update(BlockedStock).values(condition=StockCondition.DEFECTIVE)
    tamper(busy, lambda connection: connection.execute(turned))
    assert told(busy) == (
        f"{MUG} in warehouse W1, shelf {MUGS}, kept back as CC: the balance says 3 units, "
        "but the ledger says 0 units."
    )


def test_a_frozen_unit_without_a_holder(busy: SmallHouse) -> None:
    gone = update(Reservation).where(Reservation.product_id == busy.products[TEA])
    tamper(busy, lambda c: c.execute(gone.values(quantity=0)))
    assert told(busy) == (
        f"{TEA} in warehouse W1: the balance says 4 reserved, but orders hold 0 reserved."
    )


def test_an_allocated_unit_that_no_task_takes(busy: SmallHouse) -> None:
    more = update(PickLine).where(PickLine.shelf_id == busy.shelves[MUGS], PickLine.picked == 0)
    tamper(busy, lambda c: c.execute(more.values(quantity=PickLine.quantity + 1)))
    assert told(busy) == (
        f"{MUG} in warehouse W1, shelf {MUGS}: the balance says 1 allocated, "
        "but pick tasks are to take 2 allocated."
    )


def test_a_picked_unit_that_no_order_has(busy: SmallHouse) -> None:
    more = update(PickLine).where(PickLine.shelf_id == busy.shelves[MUGS], PickLine.picked == 1)
    tamper(busy, lambda c: c.execute(more.values(quantity=2)))
    assert told(busy).startswith(f"{MUG} in warehouse W1, shelf {STAGING}: the balance says 1")


def test_blocked_units_from_before_conditions_were_missing(busy: SmallHouse) -> None:
    """The ledger's old rows have no condition, and are never rewritten."""
    a_block = {
        "kind": MovementKind.BLOCK,
        "from_state": StockState.FREE,
        "to_state": StockState.BLOCKED,
    }

    def block(connection: Connection) -> None:
        row = connection.execute(
            StockMovement.__table__.select().where(StockMovement.kind == MovementKind.BLOCK)
        ).one()
        old = {**row._mapping, **a_block, "id": row.id + 1, "to_condition": None, "quantity": 1}
        connection.execute(insert(StockMovement).values(**old))

    tamper(busy, block)
    changed = rebuild_stock(busy.house.database)
    assert any("kept back as missing" in str(each) for each in changed)
    assert check_stock(busy.house.database) is None


def empty(connection: Connection, table: object) -> None:
    assert isinstance(table, Table)
    connection.execute(table.delete())


def test_balances_are_rebuilt_from_the_ledger_alone(busy: SmallHouse) -> None:
    with busy.house.database.read() as connection:
        before = [
            sorted(tuple(row) for row in connection.execute(table.__table__.select()))
            for table in (Stock, ShelfStock, BlockedStock)
        ]
    for table in (Stock, ShelfStock, BlockedStock):
        tamper(busy, lambda c, t=table.__table__: empty(c, t))  # type: ignore[misc]
    assert check_stock(busy.house.database) is not None
    changed = rebuild_stock(busy.house.database)
    assert check_stock(busy.house.database) is None
    assert rebuild_stock(busy.house.database) == ()
    with busy.house.database.read() as connection:
        after = [
            sorted(tuple(row) for row in connection.execute(table.__table__.select()))
            for table in (Stock, ShelfStock, BlockedStock)
        ]
    assert after == before
    assert f"{MUG} in warehouse W1: the balance says 0 available" in str(changed[0])


def test_a_ledger_that_makes_no_sense_rebuilds_nothing(busy: SmallHouse) -> None:
    def lose(connection: Connection) -> None:
        row = connection.execute(
            StockMovement.__table__.select().where(StockMovement.kind == MovementKind.BLOCK)
        ).one()
        worse = {**row._mapping, "id": row.id + 1, "quantity": 1000}
        connection.execute(insert(StockMovement).values(**worse))

    tamper(busy, lose)
    with busy.house.database.read() as connection:
        before = connection.execute(Stock.__table__.select()).all()
    with pytest.raises(LedgerNegative, match="-986 available"):
        rebuild_stock(busy.house.database)
    with busy.house.database.read() as connection:
        assert connection.execute(Stock.__table__.select()).all() == before

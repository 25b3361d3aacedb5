"""Many rows in one statement store the same as row by row, and break the same promises."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from db.bulk import add_many, among, insert_many, insert_rows, set_many
from db.engine import Database
from db.schema.orders import Order
from db.schema.outbox import Outbox
from db.schema.stock import ShelfStock, Stock
from procedure.ids import OrderId
from tests.plugins.everything import nothing_written
from tests.plugins.houses import CABLE, MUG, TEA, SmallHouse, draft
from tests.plugins.journey import balance, set_up, taken

AWKWARD = "tab\there, line\nthere, \"quoted\", back\\slash, {brace}, comma, \\N, NULL, 龙井, 'x'"


def notice(at: SmallHouse, key: str, order: OrderId) -> dict[str, object]:
    return {
        "id": at.house.ids(),
        "key": key,
        "kind": "shortage",
        "order_id": order,
        "params": {"text": AWKWARD, "n": 3, "nothing": None},
        "created_at": datetime(2026, 11, 23, 4, 5, 6, 789_012, tzinfo=UTC),
        "due_at": at.clock.now,
        "attempts": 0,
        "last_error": AWKWARD,
        "done_at": None,
    }


def test_every_value_comes_back_as_it_went_in(at: SmallHouse) -> None:
    (order,) = taken(at, draft("A-1"))
    rows = [notice(at, f"{AWKWARD} {n}", order) for n in range(3)]
    set_up(at, lambda work: insert_rows(work.connection, Outbox, rows))
    with at.house.database.read() as connection:
        stored = connection.execute(select(Outbox.__table__).order_by(Outbox.id)).all()
    assert [dict(row._mapping) for row in stored] == rows


def test_values_are_set_by_key(at: SmallHouse) -> None:
    orders = taken(at, draft("A-1"), draft("A-2"))
    rows = [(order, AWKWARD, n) for n, order in enumerate(orders)]
    columns = ("log_head", "pieces")
    before = {"log_head": "", "pieces": 3}
    with at.house.database.write() as connection:
        heads = {
            row.id: (row.log_head, row.pieces)
            for row in connection.execute(select(Order.id, Order.log_head, Order.pieces))
        }
        set_many(connection, Order, ("id",), columns, rows)
        found = connection.execute(
            select(Order.id, Order.log_head, Order.pieces)
            .where(among(Order.id, orders, connection))
            .order_by(Order.id)
        ).all()
        assert [tuple(row) for row in found] == rows
        back = [(id_, *head) for id_, head in heads.items()]
        set_many(connection, Order, ("id",), tuple(before), back)


def test_sums_are_added_by_key(at: SmallHouse) -> None:
    warehouse = at.house.place.warehouse_id
    keys, sums = ("warehouse_id", "product_id"), ("available", "reserved")
    products = sorted(at.products[sku] for sku in (MUG, TEA, CABLE))
    rows = [(warehouse, product, -n, n) for n, product in enumerate(products, start=1)]
    there = products.index(at.products[MUG]) + 1
    with at.house.database.write() as connection:
        add_many(connection, Stock, keys, sums, rows)
    assert balance(at, MUG) == (20, 20 - there, there, 0)
    with at.house.database.write() as connection:
        undo = [(w, p, -a, -r) for w, p, a, r in rows]
        add_many(connection, Stock, keys, sums, undo, locked=True)
    assert balance(at, MUG) == (20, 20, 0, 0)


@pytest.mark.parametrize("change", [add_many, set_many])
def test_a_row_that_is_not_there_is_a_bug(at: SmallHouse, change: Callable[..., None]) -> None:
    warehouse = at.house.place.warehouse_id
    rows = [(warehouse, 1, 1, 1), (warehouse, at.products[MUG], 1, 1)]
    with (
        nothing_written(at.house.database),
        pytest.raises(LookupError, match="1 of 2"),
        at.house.database.write() as connection,
    ):
        change(connection, Stock, ("warehouse_id", "product_id"), ("available", "on_hand"), rows)


def test_a_balance_below_zero_is_refused_as_ever(at: SmallHouse) -> None:
    rows = [(at.house.place.warehouse_id, at.products[MUG], -21, 21)]
    keys, sums = ("warehouse_id", "product_id"), ("available", "reserved")
    with (
        nothing_written(at.house.database),
        pytest.raises(IntegrityError),
        at.house.database.write() as connection,
    ):
        add_many(connection, Stock, keys, sums, rows)


@pytest.mark.parametrize("shelf", ["nowhere", "A-01-01-01"])
def test_a_row_that_breaks_a_promise_is_refused_as_ever(at: SmallHouse, shelf: str) -> None:
    """A shelf that is not there (a foreign key), and a row that is there already (a key)."""
    with at.house.database.read() as connection:
        there = connection.execute(
            select(ShelfStock.__table__).where(ShelfStock.shelf_id == at.shelves["A-01-01-01"])
        ).one()
    row = dict(there._mapping) | ({"shelf_id": 1} if shelf == "nowhere" else {})
    with (
        nothing_written(at.house.database),
        pytest.raises(IntegrityError),
        at.house.database.write() as connection,
    ):
        insert_rows(connection, ShelfStock, [row])


def test_nothing_to_do_is_nothing(at: SmallHouse) -> None:
    with nothing_written(at.house.database), at.house.database.write() as connection:
        insert_many(connection, Stock, ("warehouse_id",), [])
        insert_rows(connection, Stock, [])
        add_many(connection, Stock, ("warehouse_id",), ("blocked",), [])
        set_many(connection, Stock, ("warehouse_id",), ("blocked",), [])


@pytest.mark.parametrize("count", [0, 1, 40_000])
def test_one_of_very_many_ids(at: SmallHouse, count: int) -> None:
    database: Database = at.house.database
    ids = [*range(1, count), *([int(at.products[MUG])] if count else [])]
    with database.read() as connection:
        found = connection.scalars(
            select(Stock.product_id).where(among(Stock.product_id, ids, connection))
        ).all()
    assert list(found) == ids[-1:]

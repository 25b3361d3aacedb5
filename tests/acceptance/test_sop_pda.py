"""Clause 3.2.2c: what is picked on the handheld's page is picked as at the desk."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from db.schema.orders import Order
from db.schema.parcels import Parcel, ParcelItem
from db.schema.picking import PickLine, PickTask
from db.schema.stock import Shelf, ShelfStock, StockMovement
from procedure.ids import OrderId
from procedure.policy import StationPolicy
from procedure.words import Post, Screen
from tests.plugins.benches import Bench
from tests.plugins.browsers import Hand
from tests.plugins.houses import EAN, MUG, TEA, SmallHouse, draft
from tests.plugins.journey import order_no, released, second_station

pytestmark = pytest.mark.needs_browser

MUGS, TEAS = "A-01-01-01", "A-01-01-02"


def books(at: SmallHouse, order: OrderId) -> dict[str, object]:
    """What an order's picking leaves: lines, stock, parcel, status, kinds of movement."""
    with at.house.database.read() as connection:
        lines = connection.execute(
            select(Shelf.code, PickLine.quantity, PickLine.picked, PickLine.short_reason)
            .join(Shelf, Shelf.id == PickLine.shelf_id)
            .join(PickTask, PickTask.id == PickLine.task_id)
            .where(PickTask.order_id == order)
            .order_by(PickLine.seq)
        ).all()
        task = connection.execute(
            select(PickTask.status, PickTask.holder_station_id).where(PickTask.order_id == order)
        ).one()
        parcel = connection.execute(
            select(Parcel.status, ParcelItem.quantity, ParcelItem.packed)
            .join(ParcelItem, ParcelItem.parcel_id == Parcel.id)
            .where(Parcel.order_id == order)
            .order_by(ParcelItem.quantity)
        ).all()
        status = connection.scalar(select(Order.status).where(Order.id == order))
    return {
        "lines": [tuple(row) for row in lines],
        "task": tuple(task),
        "parcel": [tuple(row) for row in parcel],
        "status": status,
    }


def stock(at: SmallHouse) -> Counter[tuple[object, ...]]:
    """Units by shelf, lot and state."""
    with at.house.database.read() as connection:
        rows = connection.execute(
            select(
                ShelfStock.shelf_id,
                ShelfStock.lot_id,
                ShelfStock.free,
                ShelfStock.allocated,
                ShelfStock.blocked,
            )
        )
        found: Counter[tuple[object, ...]] = Counter()
        for row in rows:
            for state in ("free", "allocated", "blocked"):
                found[row.shelf_id, row.lot_id, state] = getattr(row, state)
    return found


def movements(at: SmallHouse) -> Counter[tuple[object, ...]]:
    """The ledger's rows by kind, place, lot and quantity."""
    with at.house.database.read() as connection:
        rows = connection.execute(
            select(
                StockMovement.kind,
                StockMovement.lot_id,
                StockMovement.from_shelf_id,
                StockMovement.to_shelf_id,
                StockMovement.quantity,
            )
        )
        return Counter(tuple(row) for row in rows)


def changed(
    before: Counter[tuple[object, ...]], after: Counter[tuple[object, ...]]
) -> dict[tuple[object, ...], int]:
    """What came and went."""
    keys = before.keys() | after.keys()
    return {key: after[key] - before[key] for key in keys if after[key] != before[key]}


@pytest.mark.sop("3.2.2c")
def test_a_task_picked_on_the_page_is_picked_as_at_the_desk(
    at: SmallHouse, page: Page, tmp_path: Path
) -> None:
    at.house.station_policy = StationPolicy(double_read_ms=0, settle_ms=0)  # a hand without haste
    on_page, at_desk = released(at, draft("A-1"), draft("A-2"))
    start, ledger = stock(at), movements(at)
    hand = Hand(page)
    hand.choose_station("pick-1")
    hand.scan(at.badges[Post.PICKER])
    page.get_by_text(f"PICK-{order_no(at, on_page)}-1").click()
    expect(page.locator("#shelf")).to_have_text(MUGS)
    hand.scan(f"LOC-{TEAS}")
    hand.sees("Wrong shelf")
    expect(page.locator("#verdict")).to_contain_text(f"Shelf {MUGS}")
    hand.scan(f"LOC-{MUGS}")
    hand.sees("Right shelf")
    first = hand.scan_without_enter(EAN[MUG])
    hand.sees("1 of 2")
    again = page.request.post(
        first.url,
        data=first.request.post_data,
        headers={"content-type": "application/json", "origin": first.url.partition("/pda")[0]},
    )
    assert again.status == 200, "the same post twice"
    page.reload()
    expect(page.locator("#quantity")).to_have_text("1 / 2")
    hand.scan(EAN[MUG])
    hand.sees("Line complete")
    for code in (f"LOC-{TEAS}", EAN[TEA], "L1108"):
        hand.scan(code)
    hand.sees("All picked")
    middle, middle_ledger = stock(at), movements(at)
    desk = second_station(at, Post.PICKER, "desk-1").station_id
    assert desk is not None
    bench = Bench(at.house, desk, Screen.PICK, tmp_path)
    shelves = (f"LOC-{MUGS}", EAN[MUG], EAN[MUG], f"LOC-{TEAS}", EAN[TEA], "L1108")
    bench.says(at.badges[Post.PICKER], order_no(at, at_desk), *shelves)
    bench.apply()
    bench.station.close()
    assert books(at, on_page) == books(at, at_desk)
    assert changed(start, middle) == changed(middle, stock(at))
    assert changed(ledger, middle_ledger) == changed(middle_ledger, movements(at))

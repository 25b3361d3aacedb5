"""Who holds this? Every frozen unit has a named holder, wherever it is (3.2.1b)."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, update

from db.schema.stock import Shelf, ShelfStock
from db.views.holders import HeldPlace, Holder, holder_page, units_held
from fulfilment.release.reservation import Reserved, reserve_orders
from procedure.ids import OrderLineId, PickTaskId
from procedure.words import OrderStatus, PickTaskStatus, Post, ShelfKind
from tests.plugins.houses import CABLE, MUG, TEA, SmallHouse, draft
from tests.plugins.journey import (
    balance,
    claimed,
    confirmed,
    expect,
    line,
    order_no,
    picked,
    release,
    released,
    taken,
)


def holders(at: SmallHouse, sku: str, limit: int = 50) -> list[Holder]:
    """All holders, page by page."""
    found: list[Holder] = []
    after: OrderLineId | None = None
    while True:
        with at.house.database.read() as connection:
            warehouse = at.house.place.warehouse_id
            page = holder_page(connection, warehouse, at.products[sku], after, limit)
        assert len(page.rows) <= limit
        found += page.rows
        if page.next_after is None:
            return found
        after = page.next_after


def placed_on_shelves(at: SmallHouse, sku: str) -> int:
    with at.house.database.read() as connection:
        units = connection.scalar(
            select(func.sum(ShelfStock.allocated)).where(ShelfStock.product_id == at.products[sku])
        )
    return int(units or 0)


@pytest.mark.sop("3.2.1b")
def test_every_frozen_unit_has_a_named_holder(at: SmallHouse) -> None:
    """Promised only, allocated, in the picker's hands, at staging: each is somebody's."""
    (unpaid,) = taken(at, draft("U-1", paid_minor=0, lines=(line(TEA, 4),)))
    expect(Reserved, reserve_orders(at.house, at.people[Post.SERVICE_REP], [unpaid]))
    waiting, walked, ready = confirmed(
        at,
        draft("A-1", lines=(line(TEA, 3), line(MUG, 25))),
        draft("A-2", lines=(line(TEA, 2),)),
        draft("A-3", lines=(line(TEA, 9),)),
    )
    release(at, [waiting, ready, walked])
    claimed(at, walked)
    picked(at, ready)
    found = holders(at, TEA)
    assert [(h.order_no, h.order_status, h.units, h.unplaced) for h in found] == [
        (order_no(at, unpaid), OrderStatus.AWAITING_PAYMENT, 4, 4),
        (order_no(at, waiting), OrderStatus.BACKORDERED, 3, 3),
        (order_no(at, walked), OrderStatus.PICKING, 2, 0),
        (order_no(at, ready), OrderStatus.PACKING, 9, 0),
    ]
    assert sum(h.units for h in found) == balance(at, TEA)[2] == 18
    assert sum(h.units - h.unplaced for h in found) == placed_on_shelves(at, TEA)
    walk, staged = found[2].places, found[3].places
    assert walk == (
        HeldPlace(
            "A-01-01-02",
            "L1108",
            1,
            0,
            PickTaskId(walk[0].task_id),
            f"PICK-{order_no(at, walked)}-1",
            PickTaskStatus.PICKING,
            at_staging=False,
        ),
        HeldPlace(
            "A-01-02-01",
            "L1201",
            1,
            0,
            walk[0].task_id,
            walk[0].sheet_code,
            PickTaskStatus.PICKING,
            at_staging=False,
        ),
    )
    assert [(p.shelf, p.lot, p.units, p.at_staging) for p in staged] == [
        ("A-01-01-02", "L1108", 9, True)
    ]
    assert all(h.since == at.clock.now for h in found)


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
def test_pages_give_each_holder_once(at: SmallHouse, limit: int) -> None:
    orders = released(at, *(draft(f"A-{n}", lines=(line(CABLE, n + 1),)) for n in range(5)))
    found = holders(at, CABLE, limit)
    assert [h.order_id for h in found] == list(orders)
    with at.house.database.read() as connection:
        warehouse = at.house.place.warehouse_id
        assert units_held(connection, warehouse, at.products[CABLE]) == 15


def test_units_on_a_reserve_shelf_are_held_without_a_place(at: SmallHouse) -> None:
    with at.house.database.write() as connection:
        connection.execute(
            update(Shelf).where(Shelf.id == at.shelves["A-01-01-01"]).values(kind=ShelfKind.RESERVE)
        )
    (order,) = confirmed(at, draft("A-1", lines=(line(MUG, 2),)))
    release(at, [order])
    (holder,) = holders(at, MUG)
    assert (holder.units, holder.unplaced, holder.places) == (2, 2, ())

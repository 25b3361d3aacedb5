"""Shelves and what stands on them, locked for a booking.

Locks are taken in one order everywhere: orders, counts, products, shelves, products' balances,
shelves' balances; within each by id. A shelf is locked for sharing: bookings do not wait for each
other, only a count that begins waits for them, and they for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from db.schema.counting import StockCount
from db.schema.stock import BlockedStock, Shelf, ShelfStock, Stock
from fulfilment.house import Refuse, Work
from procedure.ids import LotId, ProductId, ShelfId
from procedure.reading import matching_key
from procedure.verdicts import VerdictKind
from procedure.words import ShelfKind, StockCondition

GOOD_SHELVES = (ShelfKind.PICK, ShelfKind.RESERVE)
"""Where free units may stand: what stands elsewhere is not sold."""


@dataclass(frozen=True, slots=True)
class OpenShelf:
    """A shelf that nobody counts now."""

    id: ShelfId
    code: str
    kind: ShelfKind
    active: bool


def locked_shelves(work: Work, codes: Sequence[str], *, shared: bool = True) -> list[Any]:
    """The rows of the shelves behind codes, in the order asked for.

    Args:
        shared: Whether other bookings may go on there meanwhile.

    Raises:
        Refuse: There is no such shelf; the first one is named.
    """
    keys = [matching_key(code) for code in codes]
    rows = work.connection.execute(
        select(Shelf.id, Shelf.code, Shelf.kind, Shelf.active, Shelf.count_id)
        .where(Shelf.warehouse_id == work.warehouse_id, Shelf.code.in_(keys))
        .order_by(Shelf.id)
        .with_for_update(read=shared, key_share=not shared)
    )
    found = {row.code: row for row in rows}
    for key in keys:
        if key not in found:
            raise Refuse(VerdictKind.SHELF_UNKNOWN, shelf=key)
    return [found[key] for key in keys]


def require_uncounted(work: Work, shelves: Sequence[Any]) -> None:
    """Does nothing where no open count has one of these locked shelves.

    Raises:
        Refuse: One is being counted; shelf and count are named.
    """
    for row in shelves:
        if row.count_id is not None:
            count_no = work.connection.execute(
                select(StockCount.count_no).where(StockCount.id == row.count_id)
            ).scalar_one()
            raise Refuse(VerdictKind.SHELF_IN_COUNT, shelf=row.code, count_no=count_no)


def open_shelves(work: Work, *codes: str) -> tuple[OpenShelf, ...]:
    """The shelves behind codes, in the order asked for, locked for sharing.

    Raises:
        Refuse: `SHELF_UNKNOWN` or `SHELF_IN_COUNT`, naming the first one.
    """
    rows = locked_shelves(work, codes)
    require_uncounted(work, rows)
    return tuple(OpenShelf(ShelfId(row.id), row.code, row.kind, row.active) for row in rows)


def require_taking(shelf: OpenShelf, condition: StockCondition) -> None:
    """Does nothing where goods of this condition may be put on the shelf.

    Raises:
        Refuse: It is not in use, it is for picked goods, or good units may not stand there.
    """
    if not shelf.active:
        raise Refuse(VerdictKind.SHELF_UNFIT, shelf=shelf.code, why="closed")
    if shelf.kind is ShelfKind.STAGING:
        raise Refuse(VerdictKind.SHELF_UNFIT, shelf=shelf.code, why="staging")
    if condition is StockCondition.GOOD and shelf.kind not in GOOD_SHELVES:
        raise Refuse(VerdictKind.SHELF_UNFIT, shelf=shelf.code, why="good")


@dataclass(frozen=True, slots=True)
class OnShelf:
    """Units of a lot on a shelf; all zero where the books have none."""

    free: int
    allocated: int
    blocked: int


def locked_on_shelves(
    work: Work, lot_id: LotId, shelf_ids: Sequence[ShelfId]
) -> tuple[OnShelf, ...]:
    """What stands of a lot on each of these shelves, locked until the transaction ends."""
    rows = work.connection.execute(
        select(ShelfStock.shelf_id, ShelfStock.free, ShelfStock.allocated, ShelfStock.blocked)
        .where(ShelfStock.lot_id == lot_id, ShelfStock.shelf_id.in_(shelf_ids))
        .order_by(ShelfStock.shelf_id)
        .with_for_update()
    )
    found = {row.shelf_id: OnShelf(row.free, row.allocated, row.blocked) for row in rows}
    return tuple(found.get(id_, OnShelf(0, 0, 0)) for id_ in shelf_ids)


def locked_available(work: Work, product_ids: Sequence[ProductId]) -> dict[ProductId, int]:
    """Units of each product that are promised to nobody, locked until the transaction ends."""
    rows = work.connection.execute(
        select(Stock.product_id, Stock.available)
        .where(Stock.warehouse_id == work.warehouse_id, Stock.product_id.in_(product_ids))
        .order_by(Stock.product_id)
        .with_for_update()
    )
    found = {ProductId(row.product_id): int(row.available) for row in rows}
    return {id_: found.get(id_, 0) for id_ in product_ids}


def blocked_as(work: Work, shelf_id: ShelfId, lot_id: LotId, condition: StockCondition) -> int:
    """Units of a lot on a shelf that are kept back as this; its balance is locked already."""
    quantity = work.connection.scalar(
        select(BlockedStock.quantity).where(
            BlockedStock.shelf_id == shelf_id,
            BlockedStock.lot_id == lot_id,
            BlockedStock.condition == condition,
        )
    )
    return int(quantity or 0)

"""Counts 盘点: shelves are taken out of use, looked at, and given back (3.2.1b).

While a count is open nothing is allocated from its shelves and nothing is moved there or away;
what was allocated before may still be picked. Such a shelf is counted again before the count
can be closed (`fulfilment.stock.count_closing`).
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert, or_, select, update

from db.errors import CannotNow
from db.holdings import UNFINISHED
from db.schema.counting import StockCount, StockCountLine
from db.schema.picking import PickLine, PickTask
from db.schema.stock import Shelf, ShelfStock
from db.upsert import insert_or
from fulfilment.documents import DocumentKind, take_document_number
from fulfilment.house import Actor, House, Refuse, Work
from fulfilment.stock.goods import lot_to_book, require_amount, stocked_product
from fulfilment.stock.places import locked_on_shelves, locked_shelves, require_uncounted
from fulfilment.supply.arrivals import retry_waiting
from procedure.effects import Refused
from procedure.ids import ProductId, ShelfId
from procedure.permissions import UseCase
from procedure.verdicts import VerdictKind
from procedure.words import CountStatus, ShelfKind


@dataclass(frozen=True, slots=True)
class CountOpened:
    """A count that began.

    Attributes:
        lots: Lots the books have on its shelves.
    """

    count_id: int
    count_no: str
    lots: int


def open_count(
    house: House, actor: Actor, shelf_codes: Sequence[str], blind: bool, reason: str
) -> CountOpened | Refused:
    """Begin a count of shelves.

    Args:
        blind: Whoever counts is not told what the books say.

    Refused: a shelf that is not known, is for picked goods, is being picked right now, or is in
    another count.

    Raises:
        CannotNow: The database cannot be written now.
    """
    return house.run(
        actor, UseCase.COUNT_STOCK, lambda work: _open_count(work, shelf_codes, blind, reason)
    )


def _open_count(work: Work, codes: Sequence[str], blind: bool, reason: str) -> CountOpened:
    if not codes:
        raise Refuse(VerdictKind.NOTHING_TO_DO)
    shelves = {row.id: row for row in locked_shelves(work, codes, shared=False)}
    require_uncounted(work, list(shelves.values()))
    for row in shelves.values():
        if row.kind is ShelfKind.STAGING:
            raise Refuse(VerdictKind.SHELF_UNFIT, shelf=row.code, why="staging")
    require_unpicked(work, list(shelves))
    count_id = work.new_id()
    count_no = take_document_number(work, DocumentKind.COUNT)
    work.connection.execute(
        insert(StockCount).values(
            id=count_id,
            warehouse_id=work.warehouse_id,
            count_no=count_no,
            blind=blind,
            status=CountStatus.OPEN,
            reason=" ".join(reason.split()),
            created_at=work.now,
            created_by=work.actor.person_id,
        )
    )
    work.connection.execute(
        update(Shelf).where(Shelf.id.in_(list(shelves))).values(count_id=count_id)
    )
    return CountOpened(count_id, count_no, _write_down_books(work, count_id, list(shelves)))


def _write_down_books(work: Work, count_id: int, shelf_ids: Sequence[int]) -> int:
    rows = work.connection.execute(
        select(ShelfStock.shelf_id, ShelfStock.lot_id, ShelfStock.product_id, ShelfStock.on_hand)
        .where(ShelfStock.shelf_id.in_(shelf_ids), ShelfStock.on_hand > 0)
        .order_by(ShelfStock.shelf_id, ShelfStock.lot_id)
    ).all()
    if not rows:
        return 0
    work.connection.execute(
        insert(StockCountLine),
        [
            {
                "id": id_,
                "count_id": count_id,
                "shelf_id": row.shelf_id,
                "lot_id": row.lot_id,
                "product_id": row.product_id,
                "expected": row.on_hand,
                "reason": "",
            }
            for id_, row in zip(work.new_ids(len(rows)), rows, strict=True)
        ],
    )
    return len(rows)


def require_unpicked(work: Work, shelf_ids: Sequence[int], *, in_hand_only: bool = False) -> None:
    """Does nothing where nobody is picking from these shelves.

    A task is being picked where a station holds it, and where units were taken and not brought
    to staging yet: the books still have those on the shelf.

    Args:
        in_hand_only: A task that is only held, with nothing taken from these shelves, may be.

    Raises:
        Refuse: A shelf is being picked; it and the task's sheet are named.
    """
    in_hand = PickLine.picked > 0
    held = PickTask.lease_until >= work.now
    row = work.connection.execute(
        select(Shelf.code, PickTask.sheet_code)
        .join(PickLine, PickLine.shelf_id == Shelf.id)
        .join(PickTask, PickTask.id == PickLine.task_id)
        .where(
            Shelf.id.in_(shelf_ids),
            PickLine.quantity > 0,
            PickTask.status.in_(UNFINISHED),
            in_hand if in_hand_only else or_(in_hand, held),
        )
        .order_by(Shelf.walk_key, PickTask.id)
        .limit(1)
    ).first()
    if row is not None:
        raise Refuse(VerdictKind.SHELF_IN_PICKING, shelf=row.code, sheet=row.sheet_code)


@dataclass(frozen=True, slots=True)
class LotCounted:
    """A lot on a shelf was counted; the books are not told."""

    sku: str
    lot: str
    shelf_code: str
    quantity: int


def count_line(
    house: House,
    actor: Actor,
    count_id: int,
    shelf_code: str,
    product_id: ProductId,
    lot: str,
    quantity: int,
    expires_on: date | None = None,
) -> LotCounted | Refused:
    """Write down how many units of a lot were found; the last word counts.

    The books may know nothing of this lot on this shelf, or of the lot at all.

    Args:
        quantity: Units found, 0 where there is nothing.
        expires_on: What stands on the goods, where the lot may be new.

    Raises:
        CannotNow: The database cannot be written now.
    """
    return house.run(
        actor,
        UseCase.COUNT_STOCK,
        lambda work: _count_line(
            work, count_id, shelf_code, _Seen(product_id, lot, quantity, expires_on)
        ),
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    product_id: ProductId
    lot: str
    quantity: int
    expires_on: date | None


def _count_line(work: Work, count_id: int, shelf_code: str, seen: _Seen) -> LotCounted:
    count = locked_count(work, count_id)
    (shelf,) = locked_shelves(work, [shelf_code])
    if shelf.count_id != count_id:
        raise Refuse(VerdictKind.NOT_IN_COUNT, shelf=shelf.code, count_no=count.count_no)
    product = stocked_product(work, seen.product_id)
    require_amount(seen.quantity, least=0)
    require_unpicked(work, [shelf.id], in_hand_only=True)
    lot = lot_to_book(work, product, seen.lot, seen.expires_on)
    (there,) = locked_on_shelves(work, lot.id, [ShelfId(shelf.id)])
    seen_now = {
        "expected": there.free + there.allocated + there.blocked,
        "counted": seen.quantity,
        "counted_by": work.actor.person_id,
        "counted_at": work.now,
    }
    work.connection.execute(
        insert_or(work.connection, StockCountLine)
        .values(
            id=work.new_id(),
            count_id=count_id,
            shelf_id=shelf.id,
            lot_id=lot.id,
            product_id=product.id,
            reason="",
            **seen_now,
        )
        .on_conflict_do_update(index_elements=["count_id", "shelf_id", "lot_id"], set_=seen_now)
    )
    return LotCounted(product.sku, lot.code, shelf.code, seen.quantity)


def locked_count(work: Work, count_id: int) -> Any:
    """The open count, locked until the transaction ends.

    Raises:
        Refuse: It is over, or there is none.
    """
    row = work.connection.execute(
        select(StockCount.id, StockCount.count_no, StockCount.status)
        .where(StockCount.id == count_id, StockCount.warehouse_id == work.warehouse_id)
        .with_for_update(key_share=True)
    ).first()
    if row is None:
        raise Refuse(VerdictKind.COUNT_NOT_OPEN)
    if row.status is not CountStatus.OPEN:
        raise Refuse(VerdictKind.COUNT_NOT_OPEN, count_no=row.count_no)
    return row


@dataclass(frozen=True, slots=True)
class CountCancelled:
    """A count was given up; the books are as before."""

    count_no: str


def cancel_count(house: House, actor: Actor, count_id: int) -> CountCancelled | Refused:
    """Give a count up: its shelves are in use again for who waits, nothing is adjusted.

    Raises:
        CannotNow: The database cannot be written now.
    """
    cancelled = house.run(actor, UseCase.COUNT_STOCK, lambda work: _cancel_count(work, count_id))
    if not isinstance(cancelled, Refused):
        with suppress(CannotNow):  # the count is over, whatever comes of this
            retry_waiting(house)
    return cancelled


def _cancel_count(work: Work, count_id: int) -> CountCancelled:
    count = locked_count(work, count_id)
    end_count(work, count_id, CountStatus.CANCELLED)
    return CountCancelled(count.count_no)


def end_count(work: Work, count_id: int, status: CountStatus) -> None:
    """Give the shelves of a count back and write down who ended it."""
    work.connection.execute(update(Shelf).where(Shelf.count_id == count_id).values(count_id=None))
    work.connection.execute(
        update(StockCount)
        .where(StockCount.id == count_id)
        .values(status=status, closed_at=work.now, closed_by=work.actor.person_id)
    )

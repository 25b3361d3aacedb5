"""Counts for people: the list of what is open, the sheet of whoever counts, the review.

A blind count's sheet does not have what the books say: not even the screen gets it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from db.schema.counting import StockCount, StockCountLine
from db.schema.products import Product
from db.schema.stock import Lot, Shelf
from fulfilment.house import Actor, House, Refuse, Work
from procedure.effects import Refused
from procedure.ids import ProductId
from procedure.permissions import UseCase
from procedure.verdicts import VerdictKind
from procedure.words import CountStatus


@dataclass(frozen=True, slots=True)
class CountSheetLine:
    """A lot on a shelf in a count.

    Attributes:
        expected: Units in the books; None where whoever asks may not know.
        counted: Units found; None until somebody looked.
        reason: Why they differ, once the count is closed.
    """

    line_id: int
    shelf_code: str
    product_id: ProductId
    sku: str
    name: str
    lot: str
    expires_on: date | None
    expected: int | None
    counted: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class CountSheet:
    """A count and its lines in walking order."""

    count_id: int
    count_no: str
    blind: bool
    status: CountStatus
    reason: str
    shelves: tuple[str, ...]
    lines: tuple[CountSheetLine, ...]


def count_sheet(house: House, actor: Actor, count_id: int) -> CountSheet | Refused:
    """What whoever counts sees; what the books say only where the count is not blind."""
    return house.run(
        actor, UseCase.COUNT_STOCK, lambda work: _sheet(work, count_id, is_review=False)
    )


def count_review(house: House, actor: Actor, count_id: int) -> CountSheet | Refused:
    """What whoever closes the count sees: found and books side by side."""
    return house.run(
        actor, UseCase.ADJUST_STOCK, lambda work: _sheet(work, count_id, is_review=True)
    )


def _sheet(work: Work, count_id: int, *, is_review: bool) -> CountSheet:
    head = work.connection.execute(
        select(StockCount.__table__).where(
            StockCount.id == count_id, StockCount.warehouse_id == work.warehouse_id
        )
    ).first()
    if head is None:
        raise Refuse(VerdictKind.COUNT_NOT_OPEN)
    shelves = work.connection.scalars(
        select(Shelf.code).where(Shelf.count_id == count_id).order_by(Shelf.walk_key, Shelf.id)
    ).all()
    shows_books = is_review or not head.blind
    lines = tuple(_line(row, shows_books) for row in _rows(work, count_id))
    return CountSheet(
        head.id, head.count_no, head.blind, head.status, head.reason, tuple(shelves), lines
    )


def _rows(work: Work, count_id: int) -> Any:
    return work.connection.execute(
        select(
            StockCountLine.id,
            Shelf.code.label("shelf"),
            Product.id.label("product_id"),
            Product.sku,
            Product.name,
            Lot.code.label("lot"),
            Lot.expires_on,
            StockCountLine.expected,
            StockCountLine.counted,
            StockCountLine.reason,
        )
        .join(Shelf, Shelf.id == StockCountLine.shelf_id)
        .join(Product, Product.id == StockCountLine.product_id)
        .join(Lot, Lot.id == StockCountLine.lot_id)
        .where(StockCountLine.count_id == count_id)
        .order_by(Shelf.walk_key, Shelf.id, Product.sku, Lot.code)
    )


def _line(row: Any, shows_books: bool) -> CountSheetLine:
    return CountSheetLine(
        row.id,
        row.shelf,
        ProductId(row.product_id),
        row.sku,
        row.name,
        row.lot,
        row.expires_on,
        row.expected if shows_books else None,
        row.counted,
        row.reason,
    )


@dataclass(frozen=True, slots=True)
class OpenCount:
    """A count under way, and how far it is."""

    count_id: int
    count_no: str
    blind: bool
    reason: str
    created_at: datetime
    lines: int
    counted: int


def open_counts(house: House, actor: Actor) -> tuple[OpenCount, ...] | Refused:
    """The counts that are open, oldest first."""
    return house.run(actor, UseCase.COUNT_STOCK, _open_counts)


def _open_counts(work: Work) -> tuple[OpenCount, ...]:
    rows = work.connection.execute(
        select(
            StockCount.id,
            StockCount.count_no,
            StockCount.blind,
            StockCount.reason,
            StockCount.created_at,
            func.count(StockCountLine.id).label("lines"),
            func.count(StockCountLine.counted).label("counted"),
        )
        .outerjoin(StockCountLine, StockCountLine.count_id == StockCount.id)
        .where(StockCount.warehouse_id == work.warehouse_id, StockCount.status == CountStatus.OPEN)
        .group_by(StockCount.id)
        .order_by(StockCount.id)
    )
    return tuple(
        OpenCount(
            row.id, row.count_no, row.blind, row.reason, row.created_at, row.lines, row.counted
        )
        for row in rows
    )

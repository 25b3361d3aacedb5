"""Closing a count: what was found becomes what the books say, and no promise is broken by it.

Units that are not there were free as far as it goes, then kept back. Where units are missing
that are allocated to orders, or where so few are left that reserved ones have no stock, the
count is not closed: the orders are named. The first are picked short, which tells their
customers; about the others customer service decides. A count never decides it silently.

References:
    clause 3.2.1b; decision 0005.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select, update

from db.errors import CannotNow
from db.schema.counting import StockCountLine
from db.schema.products import Product
from db.schema.stock import BlockedStock, Lot, Shelf, ShelfStock
from fulfilment.house import Actor, House, Refuse, Work
from fulfilment.stock.counting import end_count, locked_count, require_unpicked
from fulfilment.stock.holders import kept_for, promised_to
from fulfilment.stock.movements import PRODUCT_EFFECTS, Movement, post
from fulfilment.stock.places import locked_available
from fulfilment.supply.arrivals import retry_waiting
from procedure.count_result import CountResult, count_result
from procedure.effects import Refused
from procedure.ids import LotId, ProductId, ShelfId
from procedure.permissions import UseCase
from procedure.verdicts import VerdictKind
from procedure.words import CountStatus, MovementKind, ShelfKind, StockCondition, StockState


@dataclass(frozen=True, slots=True)
class CountDifference:
    """A lot on a shelf of which other than the expected units were found."""

    sku: str
    lot: str
    shelf_code: str
    expected: int
    counted: int


@dataclass(frozen=True, slots=True)
class CountClosed:
    """What a count changed.

    Attributes:
        products: What was counted: none of it could be allocated meanwhile.
    """

    count_no: str
    lots: int
    products: tuple[ProductId, ...]
    differences: tuple[CountDifference, ...]


def close_count(
    house: House, actor: Actor, count_id: int, reasons: Mapping[int, str]
) -> CountClosed | Refused:
    """Book what a count found, give its shelves back, and try the orders that waited for them.

    Args:
        reasons: Why found and books differ, by the id of the count's line.

    Refused: a lot that nobody counted, a shelf that was picked from after it was counted, a
    difference without a reason, units missing that orders are promised.

    Raises:
        CannotNow: The database cannot be written now.
    """
    closed = house.run(
        actor, UseCase.ADJUST_STOCK, lambda work: _close_count(work, count_id, reasons)
    )
    if not isinstance(closed, Refused):
        with suppress(CannotNow):  # the count is booked, whatever comes of this
            retry_waiting(house, closed.products)
    return closed


def _close_count(work: Work, count_id: int, reasons: Mapping[int, str]) -> CountClosed:
    count = locked_count(work, count_id)
    books = _Books.locked(work, count_id)
    require_unpicked(work, books.shelves, in_hand_only=True)
    why = {
        line.id: _reason(line, reasons.get(line.id, ""))
        for line in books.lines
        if line.counted is not None
    }
    movements = [
        m
        for line in books.lines
        for m in _adjustments(work, books, line, count.count_no, why.get(line.id, ""))
    ]
    _require_promises_kept(work, books, movements)
    post(work, movements)
    _write_down(work, books.lines, why)
    end_count(work, count_id, CountStatus.CLOSED)
    products = tuple(sorted({line.product_id for line in books.lines}))
    return CountClosed(count.count_no, len(books.lines), products, _differences(books.lines))


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the count and the lot it is about."""

    id: int
    shelf_id: ShelfId
    shelf: str
    lot_id: LotId
    lot: str
    product_id: ProductId
    sku: str
    expected: int
    counted: int | None


@dataclass(frozen=True, slots=True)
class _Books:
    """What the books say of the counted shelves, locked.

    Attributes:
        there: Free and allocated units by shelf and lot.
        blocked: Kept-back units by shelf and lot, and condition.
    """

    shelves: list[ShelfId]
    lines: list[_Line]
    available: dict[ProductId, int]
    there: dict[tuple[int, int], tuple[int, int]]
    blocked: dict[tuple[int, int], dict[StockCondition, int]]

    @classmethod
    def locked(cls, work: Work, count_id: int) -> _Books:
        shelves = work.connection.execute(
            select(Shelf.id)
            .where(Shelf.count_id == count_id)
            .order_by(Shelf.id)
            .with_for_update(key_share=True)
        )
        shelf_ids = [ShelfId(id_) for (id_,) in shelves]
        lines = _lines(work, count_id)
        available = locked_available(work, sorted({line.product_id for line in lines}))
        there = {}
        for row in work.connection.execute(
            select(ShelfStock.__table__)
            .where(ShelfStock.shelf_id.in_(shelf_ids))
            .order_by(ShelfStock.shelf_id, ShelfStock.lot_id)
            .with_for_update()
        ):
            there[row.shelf_id, row.lot_id] = (row.free, row.allocated)
        blocked: dict[tuple[int, int], dict[StockCondition, int]] = defaultdict(dict)
        for row in work.connection.execute(
            select(BlockedStock.__table__)
            .where(BlockedStock.shelf_id.in_(shelf_ids), BlockedStock.quantity > 0)
            .order_by(BlockedStock.shelf_id, BlockedStock.lot_id, BlockedStock.condition)
        ):
            blocked[row.shelf_id, row.lot_id][row.condition] = row.quantity
        return cls(shelf_ids, lines, available, there, blocked)

    def on_hand(self, line: _Line) -> int:
        """Units of the line's lot on its shelf, all together."""
        key = (line.shelf_id, line.lot_id)
        return sum(self.there.get(key, (0, 0))) + sum(self.blocked.get(key, {}).values())


def _lines(work: Work, count_id: int) -> list[_Line]:
    rows = work.connection.execute(
        select(
            StockCountLine.id,
            StockCountLine.shelf_id,
            Shelf.code.label("shelf"),
            StockCountLine.lot_id,
            Lot.code.label("lot"),
            StockCountLine.product_id,
            Product.sku,
            StockCountLine.expected,
            StockCountLine.counted,
        )
        .join(Shelf, Shelf.id == StockCountLine.shelf_id)
        .join(Lot, Lot.id == StockCountLine.lot_id)
        .join(Product, Product.id == StockCountLine.product_id)
        .where(StockCountLine.count_id == count_id)
        .order_by(Shelf.walk_key, Shelf.id, Product.sku, Lot.code)
    )
    return [
        _Line(
            row.id,
            ShelfId(row.shelf_id),
            row.shelf,
            LotId(row.lot_id),
            row.lot,
            ProductId(row.product_id),
            row.sku,
            row.expected,
            row.counted,
        )
        for row in rows
    ]


def _reason(line: _Line, told: str) -> str:
    reason = " ".join(told.split())
    if line.counted != line.expected and not reason:
        raise Refuse(VerdictKind.REASON_NEEDED, sku=line.sku, shelf=line.shelf)
    return reason


def _adjustments(
    work: Work, books: _Books, line: _Line, count_no: str, reason: str
) -> list[Movement]:
    """What makes the books of a line say what was found.

    Raises:
        Refuse: Nobody counted it, its books changed since, or allocated units are not there.
    """
    if line.counted is None:
        raise Refuse(VerdictKind.COUNT_INCOMPLETE, sku=line.sku, shelf=line.shelf)
    if books.on_hand(line) != line.expected:
        raise Refuse(VerdictKind.COUNT_OUT_OF_DATE, sku=line.sku, shelf=line.shelf)
    key = (line.shelf_id, line.lot_id)
    free, allocated = books.there.get(key, (0, 0))
    result = count_result(line.counted, free, allocated, books.blocked.get(key, {}))
    if result.lost_allocated:
        raise Refuse(
            VerdictKind.STOCK_ALLOCATED,
            at="count",
            counted=line.counted,
            sku=line.sku,
            shelf=line.shelf,
            held=allocated,
            holders=kept_for(work, line.shelf_id, ShelfKind.PICK, line.lot_id),
        )
    return [
        Movement(
            kind,
            line.product_id,
            units,
            line.lot_id,
            None if before is StockState.OUTSIDE else line.shelf_id,
            before,
            None if after is StockState.OUTSIDE else line.shelf_id,
            after,
            document=count_no,
            reason=reason,
            from_condition=condition,
        )
        for kind, units, before, after, condition in _changes(result)
    ]


_Change = tuple[MovementKind, int, StockState, StockState, StockCondition | None]


def _changes(result: CountResult) -> list[_Change]:
    outside, free, blocked = StockState.OUTSIDE, StockState.FREE, StockState.BLOCKED
    changes: list[_Change] = []
    for condition, units in result.found_again.items():
        changes.append((MovementKind.UNBLOCK, units, blocked, free, condition))
    for condition, units in result.lost.items():
        changes.append((MovementKind.COUNT_LOSS_BLOCKED, units, blocked, outside, condition))
    if result.gained:
        changes.append((MovementKind.COUNT_GAIN, result.gained, outside, free, None))
    if result.lost_free:
        changes.append((MovementKind.COUNT_LOSS, result.lost_free, free, outside, None))
    return changes


def _require_promises_kept(work: Work, books: _Books, movements: Sequence[Movement]) -> None:
    """Reserved units that no shelf was chosen for need free ones, wherever these stand.

    Raises:
        Refuse: So many are lost that some promise has no stock; the holders are named.
    """
    changes: dict[ProductId, int] = defaultdict(int)
    for movement in movements:
        changes[movement.product_id] += PRODUCT_EFFECTS[movement.kind][0] * movement.quantity
    for line in books.lines:
        change, available = changes[line.product_id], books.available[line.product_id]
        if available + change < 0:
            raise Refuse(
                VerdictKind.STOCK_PROMISED,
                at="count",
                sku=line.sku,
                missing=-change,
                available=available,
                holders=promised_to(work, line.product_id),
            )


def _write_down(work: Work, lines: Sequence[_Line], why: Mapping[int, str]) -> None:
    rows: list[dict[str, Any]] = [
        {"the_line": line.id, "n": (line.counted or 0) - line.expected, "why": why[line.id]}
        for line in lines
    ]
    if not rows:
        return
    work.connection.execute(
        update(StockCountLine)
        .where(StockCountLine.id == bindparam("the_line"))
        .values(adjusted=bindparam("n"), reason=bindparam("why")),
        rows,
    )


def _differences(lines: Sequence[_Line]) -> tuple[CountDifference, ...]:
    return tuple(
        CountDifference(line.sku, line.lot, line.shelf, line.expected, line.counted)
        for line in lines
        if line.counted is not None and line.counted != line.expected
    )

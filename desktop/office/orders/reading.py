"""What the orders screen reads, off the main thread: held orders first, then the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from db.views.orders import (
    OrderCounts,
    OrderFilter,
    OrderPage,
    OrderRow,
    changes_since,
    order_counts,
    order_page,
)
from fulfilment.house import House
from procedure.ids import OrderId

PAGE = 100
_PageAt = Callable[[OrderFilter, OrderId | None, int], OrderPage]


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the next page begins.

    Attributes:
        held: Still among the held orders.
        before: The page holds orders before this one; None for the newest.
    """

    held: bool
    before: OrderId | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows in the order in which the table shows them.

    Attributes:
        held: Held orders, newest first.
        others: Orders that are not held, newest first.
        cursor: Where the next page begins; None at the end.
    """

    held: tuple[OrderRow, ...]
    others: tuple[OrderRow, ...]
    cursor: Cursor | None


@dataclass(frozen=True, slots=True)
class Listing:
    """The table from its top, with the counts for the chips, all of one moment.

    Attributes:
        mark: Differs when any order changed.
    """

    mark: tuple[int, int]
    counts: OrderCounts
    rows: Rows


def first_cursor(chosen: OrderFilter) -> Cursor:
    """Where a table begins."""
    return Cursor(held=chosen.held is not False)


def read_listing(house: House, chosen: OrderFilter, limit: int = PAGE) -> Listing:
    """The first rows of the table and the counts.

    Raises:
        CannotNow: The database is away or busy.
    """
    with house.database.read() as connection:
        mark, counts = changes_since(connection), order_counts(connection)
        page_at = partial(order_page, connection)
        return Listing(mark, counts, _rows(page_at, chosen, first_cursor(chosen), limit))


def read_if_changed(
    house: House, mark: tuple[int, int], chosen: OrderFilter, limit: int
) -> Listing | None:
    """The same, or None where no order changed since `mark`.

    Raises:
        CannotNow: The database is away or busy.
    """
    with house.database.read() as connection:
        if changes_since(connection) == mark:
            return None
    return read_listing(house, chosen, limit)


def read_more(house: House, chosen: OrderFilter, cursor: Cursor, limit: int = PAGE) -> Rows:
    """The page at a cursor.

    Raises:
        CannotNow: The database is away or busy.
    """
    with house.database.read() as connection:
        return _rows(partial(order_page, connection), chosen, cursor, limit)


def _rows(page_at: _PageAt, chosen: OrderFilter, cursor: Cursor, limit: int) -> Rows:
    held: tuple[OrderRow, ...] = ()
    following: Cursor | None = cursor
    if cursor.held:
        page = page_at(replace(chosen, held=True), cursor.before, limit)
        held, following = page.rows, _after_held(page, chosen)
    if following is None or following.held:
        return Rows(held, (), following)
    room = max(1, limit - len(held))
    page = page_at(replace(chosen, held=False), following.before, room)
    more = None if page.next_before is None else Cursor(False, page.next_before)
    return Rows(held, page.rows, more)


def _after_held(page: OrderPage, chosen: OrderFilter) -> Cursor | None:
    if page.next_before is not None:
        return Cursor(True, page.next_before)
    return None if chosen.held else Cursor(False)

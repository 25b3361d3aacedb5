"""Release: stock is checked and reserved, shelf and lot are chosen, the pick task is made.

Reserving and allocating are two things. `reserve_orders` only promises; `release_orders`
promises what is missing, then chooses shelf and lot for the orders that are promised whole.
`find_stock` is the part of it that a wave uses, which makes tasks of its own.

References:
    clauses 3.2.1a, 3.2.1b, 3.2.2a; ARCHITECTURE rule 4 (chunks of some hundred orders).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from fulfilment import notices
from fulfilment.house import Actor, House, Work
from fulfilment.log import audit
from fulfilment.notices import Notice, NoticeKind
from fulfilment.orders.steps import Move, move_orders
from fulfilment.release import shortages
from fulfilment.release.collecting import collecting_later
from fulfilment.release.found_stock import FoundStock, LineAt
from fulfilment.release.order_wants import Wanting, lock_wanting
from fulfilment.release.promises import Promise, StockThere, let_go, lock_stock, promise
from fulfilment.release.shortages import Short
from fulfilment.release.shortfalls import Shortfall, ShortLine, Standing, shortfalls
from fulfilment.waves.order_tasks import make_order_tasks
from procedure.allocation import (
    Elsewhere,
    Share,
    allocate_whole_orders,
    look_elsewhere,
    share_out,
)
from procedure.effects import Refused
from procedure.ids import OrderId, OrderLineId
from procedure.permissions import UseCase
from procedure.verdicts import Verdict, VerdictKind
from procedure.words import OrderStatus

CHUNK = 400
RELEASABLE = (OrderStatus.CONFIRMED, OrderStatus.BACKORDERED, OrderStatus.PARTLY_SHIPPED)
"""Of a partly shipped order, what has not left yet."""


@dataclass(frozen=True, slots=True)
class Released:
    """What a release did.

    Attributes:
        to_pick: Orders with a pick task now.
        short: Orders that wait, with the products and units they wait for.
        refused: Orders that could not be released, each with why.
    """

    to_pick: tuple[OrderId, ...] = ()
    short: tuple[Shortfall, ...] = ()
    refused: tuple[tuple[OrderId, Verdict], ...] = ()


@dataclass(frozen=True, slots=True)
class Reserved:
    """What a reservation did.

    Attributes:
        whole: Orders that are promised everything now.
        short: Orders that are not, with what is missing.
        refused: Orders for which nothing may be reserved, each with why.
    """

    whole: tuple[OrderId, ...] = ()
    short: tuple[Shortfall, ...] = ()
    refused: tuple[tuple[OrderId, Verdict], ...] = ()


def release_orders(house: House, actor: Actor, order_ids: Sequence[OrderId]) -> Released | Refused:
    """Reserve stock for confirmed orders and make their pick tasks, in the order given.

    Only stock that is available and may be shipped is promised. An order that is short keeps
    what it got (by policy) and waits as backordered; so does one whose units stand on reserve
    shelves, until they are brought down.

    Raises:
        CannotNow: The database cannot be written now; earlier chunks stay released.
    """
    total = Released()
    for part in _chunks(order_ids):
        result = house.run(actor, UseCase.RELEASE_ORDERS, partial(release_within, order_ids=part))
        if isinstance(result, Refused):
            return result
        total = Released(
            total.to_pick + result.to_pick,
            total.short + result.short,
            total.refused + result.refused,
        )
    return total


def reserve_orders(house: House, actor: Actor, order_ids: Sequence[OrderId]) -> Reserved | Refused:
    """Promise stock to orders without choosing a shelf: also to unpaid and unconfirmed ones.

    The orders stay in their status. What an unpaid order holds is released when it expires.

    Raises:
        CannotNow: The database cannot be written now; earlier chunks stay reserved.
    """
    total = Reserved()
    for part in _chunks(order_ids):
        with collecting_later():
            result = house.run(actor, UseCase.RELEASE_ORDERS, partial(_reserve, order_ids=part))
        if isinstance(result, Refused):
            return result
        total = Reserved(
            total.whole + result.whole, total.short + result.short, total.refused + result.refused
        )
    return total


def _chunks(order_ids: Sequence[OrderId]) -> Iterator[Sequence[OrderId]]:
    return (order_ids[start : start + CHUNK] for start in range(0, len(order_ids), CHUNK))


def release_within(work: Work, order_ids: Sequence[OrderId]) -> Released:
    """Release orders inside a use case."""
    found = find_stock(work, order_ids)
    make_order_tasks(work, found, found.complete)
    tell(work, found, found.complete)
    return Released(found.complete, found.shortfalls, tuple(found.refused))


def find_stock(work: Work, order_ids: Sequence[OrderId]) -> FoundStock:
    """Reserve what the orders lack and choose shelf and lot for the complete ones.

    Orders are served in the order given. Whoever calls makes the tasks and posts `allocated`
    for the takes they ask for.
    """
    wanting = lock_wanting(work, order_ids, _why_not_released)
    stock = lock_stock(work, wanting.products())
    shares = _promise(work, wanting, stock)
    lacking = {share.want.order_id for share in shares if share.missing}
    wants = wanting.to_place()
    chosen = allocate_whole_orders(
        [want for want in wants if want.order_id not in lacking], stock.shelf_lots, stock.shipping
    )
    elsewhere = look_elsewhere(chosen.missing, stock.shelf_lots, stock.shipping)
    short = _settle(work, wanting, stock, shares, elsewhere)
    found = FoundStock(wanting.orders, {want.line_id: want for want in wants}, chosen.takes, short)
    found.short.update((each.order_id, each.missing + each.to_fetch) for each in short)
    found.refused = wanting.refused
    return found


def _reserve(work: Work, order_ids: Sequence[OrderId]) -> Reserved:
    wanting = lock_wanting(work, order_ids, _why_not_reserved)
    stock = lock_stock(work, wanting.products())
    shares = _promise(work, wanting, stock)
    short = _settle(work, wanting, stock, shares, ())
    given: dict[OrderId, int] = defaultdict(int)
    for share in shares:
        given[share.want.order_id] += share.reserved
    audit.append(
        work,
        [audit.Entry(id_, "reserved", data={"units": n}) for id_, n in given.items() if n],
    )
    waiting = {each.order_id for each in short}
    whole = tuple(id_ for id_ in wanting.orders if id_ not in waiting)
    return Reserved(whole, short, tuple(wanting.refused))


def _why_not_released(order: Any, lines: Sequence[Any]) -> VerdictKind | None:
    """Why an order is not released, or None.

    A lifted hold does not make a product known: an order that could not be packed whole, or
    that no carrier takes, would strand on the floor.
    """
    if order.open_holds:
        return VerdictKind.ORDER_STOPPED
    is_whole = bool(lines) and all(line.product_id is not None for line in lines)
    is_due = order.status in RELEASABLE and any(line.units > line.placed for line in lines)
    if is_due and is_whole and order.carrier_id is not None:
        return None
    return VerdictKind.ORDER_NOT_READY


_RESERVABLE = (
    OrderStatus.AWAITING_PAYMENT,
    OrderStatus.PENDING,
    OrderStatus.CONFIRMED,
    OrderStatus.BACKORDERED,
)


def _why_not_reserved(order: Any, lines: Sequence[Any]) -> VerdictKind | None:
    """Why nothing is reserved for an order, or None. A hold keeps what it stops: it may reserve."""
    return None if order.status in _RESERVABLE else VerdictKind.ORDER_NOT_READY


def _promise(work: Work, wanting: Wanting, stock: StockThere) -> tuple[Share, ...]:
    """Promise what there is, in the order the orders are served."""
    keeps_part = work.house.order_policy.partial_reservation
    shares = share_out(wanting.to_promise(), stock.promisable, whole_orders=not keeps_part)
    has_row = {line.line_id for line in wanting.lines() if line.has_row}
    promise(
        work,
        [
            Promise(s.want.line_id, s.want.product_id, s.reserved, s.want.line_id not in has_row)
            for s in shares
            if s.reserved
        ],
    )
    return shares


def _broken(
    work: Work, wanting: Wanting, shares: Sequence[Share], elsewhere: Sequence[Elsewhere]
) -> dict[OrderLineId, int]:
    """Units of promises that are let go again, by line.

    What may no longer be shipped cannot be kept; a part of an order is kept by policy only.
    """
    if work.house.order_policy.partial_reservation:
        return {found.want.line_id: found.gone for found in elsewhere if found.gone}
    lacking = {share.want.order_id for share in shares if share.missing}
    lacking |= {found.want.order_id for found in elsewhere if found.gone}
    given = {share.want.line_id: share.reserved for share in shares}
    held = {
        line.line_id: line.reserved + given.get(line.line_id, 0) - line.placed
        for line in wanting.lines()
        if line.order_id in lacking
    }
    return {line_id: units for line_id, units in held.items() if units > 0}


def _settle(
    work: Work,
    wanting: Wanting,
    stock: StockThere,
    shares: Sequence[Share],
    elsewhere: Sequence[Elsewhere],
) -> tuple[Shortfall, ...]:
    """Let go what cannot be kept; who is short, now that all is shared out."""
    broken = _broken(work, wanting, shares, elsewhere)
    lines = wanting.lines()
    let_go(
        work,
        [
            Promise(line.line_id, line.product_id, broken[line.line_id])
            for line in lines
            if line.line_id in broken
        ],
        why="short",
    )
    reserved = {line.line_id: line.reserved - broken.get(line.line_id, 0) for line in lines}
    left = dict(stock.promisable)
    for share in shares:
        reserved[share.want.line_id] += share.reserved
        left[share.want.product_id] = left.get(share.want.product_id, 0) - share.reserved
    for line in lines:
        left[line.product_id] = left.get(line.product_id, 0) + broken.get(line.line_id, 0)
    for found in elsewhere:
        left[found.want.product_id] -= found.gone  # there, but it may not be shipped
    return shortfalls(shares, elsewhere, Standing(reserved, left))


def tell(work: Work, found: FoundStock, to_pick: Sequence[OrderId]) -> None:
    """Move orders to picking, and those that are short to waiting; what is missing is told once.

    Args:
        to_pick: Those of the complete orders that have a pick task of their own now.
    """
    moves = [
        Move(id_, found.orders[id_].status, OrderStatus.PICKING, "released") for id_ in to_pick
    ]
    told = []
    for short in found.shortfalls:
        if found.orders[short.order_id].status is not OrderStatus.CONFIRMED:
            continue
        data = {"missing": short.missing} if short.missing else {"units": short.to_fetch}
        step = "short" if short.missing else "fetching"
        after = OrderStatus.BACKORDERED
        moves.append(Move(short.order_id, OrderStatus.CONFIRMED, after, step, data))
        if short.missing:
            told.append(Notice(NoticeKind.SHORTAGE, short.order_id, data))
    move_orders(work, moves, {move.order_id: found.orders[move.order_id].head for move in moves})
    notices.enqueue(work, told)
    _note_shortages(work, found, to_pick)


def _note_shortages(work: Work, found: FoundStock, to_pick: Sequence[OrderId]) -> None:
    """Every line of an order that waits says what it lacks; an order that waited lacks nothing."""
    lacking = {line.line_id: line for short in found.shortfalls for line in short.lines}
    shortages.note(
        work,
        [
            _short(line, lacking.get(line.line_id))
            for short in found.shortfalls
            for line in found.orders[short.order_id].lines
        ],
    )
    waited = [id_ for id_ in to_pick if found.orders[id_].status is not OrderStatus.CONFIRMED]
    shortages.settle(work, waited)


def _short(line: LineAt, lack: ShortLine | None) -> Short:
    missing, to_fetch = (0, 0) if lack is None else (lack.missing, lack.to_fetch)
    return Short(line.order_id, line.line_id, line.product_id, missing, to_fetch)

"""Release: stock is checked and reserved, shelf and lot are chosen, the pick task is made.

References:
    clauses 3.2.1a, 3.2.1b, 3.2.2a; ARCHITECTURE rule 4 (chunks of some hundred orders).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import select

from db.schema.orders import Order, OrderLine
from db.schema.products import Product
from db.schema.stock import Lot as LotTable
from db.schema.stock import Reservation, Shelf, ShelfStock, Stock
from db.upsert import insert_or
from fulfilment import notices
from fulfilment.found_stock import FoundStock, WaitingOrder
from fulfilment.house import Actor, House, Work
from fulfilment.notices import Notice, NoticeKind
from fulfilment.order_tasks import make_order_tasks
from fulfilment.steps import Move, move_orders
from fulfilment.stock import Movement, post
from procedure.allocation import Share, ShelfLot, Want, allocate, share_out
from procedure.effects import Refused
from procedure.ids import LotId, OrderId, OrderLineId, ProductId, ShelfId
from procedure.permissions import UseCase
from procedure.verdicts import Verdict, VerdictKind, verdict
from procedure.words import (
    MovementKind,
    OrderStatus,
    ShelfKind,
)

CHUNK = 250


@dataclass(frozen=True, slots=True)
class Released:
    """What a release did.

    Attributes:
        to_pick: Orders with a pick task now.
        short: Orders that wait for stock, with the units missing.
        refused: Orders that could not be released, each with why.
    """

    to_pick: tuple[OrderId, ...] = ()
    short: tuple[tuple[OrderId, int], ...] = ()
    refused: tuple[tuple[OrderId, Verdict], ...] = ()


def release_orders(house: House, actor: Actor, order_ids: Sequence[OrderId]) -> Released | Refused:
    """Reserve stock for confirmed orders and make their pick tasks.

    Only available stock is promised, first expired first out. An order that is short keeps
    what it got and waits as backordered.

    Raises:
        CannotNow: The database cannot be written now; earlier chunks stay released.
    """
    total = Released()
    for start in range(0, len(order_ids), CHUNK):
        part = order_ids[start : start + CHUNK]
        result = house.run(actor, UseCase.RELEASE_ORDERS, partial(_release, order_ids=part))
        if isinstance(result, Refused):
            return result
        total = Released(
            total.to_pick + result.to_pick,
            total.short + result.short,
            total.refused + result.refused,
        )
    return total


def _release(work: Work, order_ids: Sequence[OrderId]) -> Released:
    found = find_stock(work, order_ids)
    make_order_tasks(work, found, found.complete)
    tell(work, found, found.complete)
    short = tuple((id_, n) for id_, n in found.short.items() if n)
    return Released(found.complete, short, tuple(found.refused))


def find_stock(work: Work, order_ids: Sequence[OrderId]) -> FoundStock:
    """Reserve what the orders lack and choose shelf and lot for the complete ones.

    Whoever calls makes the tasks and posts `allocated` for the takes they ask for.
    """
    found, wants = _read_orders(work, order_ids)
    shares = share_out(wants, _available(work, {w.product_id for w in wants}))
    _reserve(work, shares)
    for share in shares:
        found.short[share.want.order_id] += share.missing
    complete = [w for w in found.wanted.values() if not found.short[w.order_id]]
    chosen = allocate(
        complete, free_shelf_lots(work, complete), work.today, margins(work, complete)
    )
    for share in chosen.missing:
        found.short[share.want.order_id] += share.missing
    found.takes = tuple(
        t for t in chosen.takes if not found.short[found.wanted[t.line_id].order_id]
    )
    return found


def _read_orders(work: Work, order_ids: Sequence[OrderId]) -> tuple[FoundStock, list[Want]]:
    """The orders that may be released, and what they want beyond what is reserved for them."""
    found, wants = FoundStock(), list[Want]()
    orders = work.connection.execute(
        select(
            Order.id,
            Order.order_no,
            Order.status,
            Order.open_holds,
            Order.service,
            Order.carrier_id,
        )
        .where(Order.id.in_(order_ids))
        .order_by(Order.id)
        .with_for_update()
    ).all()
    lines = _open_lines(work, [row.id for row in orders])
    for row in orders:
        problem = _why_not(row, lines[row.id])
        if problem is not None:
            found.refused.append((row.id, verdict(problem, order_no=row.order_no)))
            continue
        order_id = OrderId(row.id)
        found.orders[order_id] = WaitingOrder(row.order_no, row.status, row.service)
        for line in lines[row.id]:
            line_id, product_id = OrderLineId(line.id), ProductId(line.product_id)
            missing = line.units - (line.reserved or 0)
            found.wanted[line_id] = Want(order_id, line_id, product_id, line.units)
            if missing > 0:
                wants.append(Want(order_id, line_id, product_id, missing))
    return found, wants


def _open_lines(work: Work, order_ids: Sequence[int]) -> Mapping[int, list[Any]]:
    """The lines with units that are neither cancelled nor shipped, by order."""
    units = OrderLine.quantity - OrderLine.cancelled - OrderLine.shipped
    rows = work.connection.execute(
        select(
            OrderLine.id,
            OrderLine.order_id,
            OrderLine.product_id,
            units.label("units"),
            Reservation.quantity.label("reserved"),
        )
        .outerjoin(Reservation, Reservation.order_line_id == OrderLine.id)
        .where(OrderLine.order_id.in_(order_ids), units > 0)
        .order_by(OrderLine.order_id, OrderLine.line_no)
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.order_id].append(row)
    return found


def _why_not(order: Any, lines: Sequence[Any]) -> VerdictKind | None:
    """Why an order is not released, or None.

    A lifted hold does not make a product known: an order that could not be packed whole, or
    that no carrier takes, would strand on the floor.
    """
    if order.open_holds:
        return VerdictKind.ORDER_STOPPED
    is_whole = bool(lines) and all(line.product_id is not None for line in lines)
    is_due = order.status in (OrderStatus.CONFIRMED, OrderStatus.BACKORDERED)
    if is_due and is_whole and order.carrier_id is not None:
        return None
    return VerdictKind.ORDER_NOT_READY


def _available(work: Work, products: set[ProductId]) -> dict[ProductId, int]:
    rows = work.connection.execute(
        select(Stock.product_id, Stock.available)
        .where(Stock.warehouse_id == work.warehouse_id, Stock.product_id.in_(sorted(products)))
        .order_by(Stock.product_id)
        .with_for_update()
    )
    return {ProductId(row.product_id): row.available for row in rows}


def _reserve(work: Work, shares: Sequence[Share]) -> None:
    given = [share for share in shares if share.reserved]
    if not given:
        return
    statement = insert_or(work.connection, Reservation)
    work.connection.execute(
        statement.on_conflict_do_update(
            index_elements=["order_line_id"],
            set_={"quantity": Reservation.quantity + statement.excluded.quantity},
        ),
        [
            {
                "order_line_id": share.want.line_id,
                "product_id": share.want.product_id,
                "warehouse_id": work.warehouse_id,
                "quantity": share.reserved,
                "created_at": work.now,
            }
            for share in given
        ],
    )
    post(
        work,
        [
            Movement(
                MovementKind.RESERVE,
                share.want.product_id,
                share.reserved,
                order_line_id=share.want.line_id,
            )
            for share in given
        ],
    )


def free_shelf_lots(work: Work, wants: Sequence[Want]) -> list[ShelfLot]:
    """Free units of the wanted products on picking shelves that nobody counts, rows locked."""
    rows = work.connection.execute(
        select(
            ShelfStock.shelf_id,
            Shelf.walk_key,
            ShelfStock.product_id,
            ShelfStock.lot_id,
            LotTable.expires_on,
            ShelfStock.free,
        )
        .join(Shelf, Shelf.id == ShelfStock.shelf_id)
        .join(LotTable, LotTable.id == ShelfStock.lot_id)
        .where(
            ShelfStock.product_id.in_(sorted({w.product_id for w in wants})),
            Shelf.warehouse_id == work.warehouse_id,
            Shelf.kind == ShelfKind.PICK,
            Shelf.active,
            Shelf.count_id.is_(None),
            ShelfStock.free > 0,
        )
        .order_by(ShelfStock.shelf_id, ShelfStock.lot_id)
        .with_for_update(of=ShelfStock)
    )
    return [
        ShelfLot(
            ShelfId(row.shelf_id),
            row.walk_key,
            ProductId(row.product_id),
            LotId(row.lot_id),
            row.expires_on,
            row.free,
        )
        for row in rows
    ]


def margins(work: Work, wants: Sequence[Want]) -> Mapping[ProductId, int]:
    """How many days before expiry each product may no longer be shipped."""
    rows = work.connection.execute(
        select(Product.id, Product.shipping_margin_days).where(
            Product.id.in_(sorted({w.product_id for w in wants}))
        )
    )
    return {ProductId(id_): margin for id_, margin in rows}


def tell(
    work: Work, found: FoundStock, to_pick: Sequence[OrderId], action: str = "released"
) -> None:
    """Move orders to picking, and those that are short to waiting; purchasing is told.

    Args:
        to_pick: Those of the complete orders that have a pick task now.
        action: What the log says of them.
    """
    moves = []
    for id_ in to_pick:
        moves.append(Move(id_, found.orders[id_].status, OrderStatus.PICKING, action))
    told = []
    for id_, missing in found.short.items():
        if missing and found.orders[id_].status is OrderStatus.CONFIRMED:
            data = {"missing": missing}
            moves.append(Move(id_, OrderStatus.CONFIRMED, OrderStatus.BACKORDERED, "short", data))
            told.append(Notice(NoticeKind.SHORTAGE, id_, data))
    move_orders(work, moves)
    notices.enqueue(work, told)

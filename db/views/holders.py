"""Who holds this? Every holder of a product's frozen units, paged by key (3.2.1b).

Asked through the same descriptions that the release gives stock by, see `db.holdings`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from db.bulk import among
from db.holdings import UNFINISHED, line_holdings, placed_units
from db.schema.orders import Order, OrderLine
from db.schema.picking import PickLine, PickTask
from db.schema.stock import Lot, Reservation, Shelf
from procedure.ids import OrderId, OrderLineId, PickTaskId, ProductId, WarehouseId
from procedure.words import OrderStatus, PickTaskStatus


@dataclass(frozen=True, slots=True)
class HeldPlace:
    """Held units that have a place.

    Attributes:
        shelf: Code of the shelf they are taken from, or were.
        lot: Code of their lot, "" for goods without.
        units: On the shelf still, or taken from it.
        picked: The part of them that was taken.
        at_staging: All of them are picked and stand at staging.
    """

    shelf: str
    lot: str
    units: int
    picked: int
    task_id: PickTaskId
    sheet_code: str
    task_status: PickTaskStatus
    at_staging: bool


@dataclass(frozen=True, slots=True)
class Holder:
    """An order line that holds units.

    Attributes:
        units: Frozen for it.
        unplaced: The part of them that no shelf is chosen for yet.
        since: When the line was first promised something.
    """

    order_id: OrderId
    order_no: str
    order_status: OrderStatus
    open_holds: int
    line_id: OrderLineId
    line_no: int
    units: int
    unplaced: int
    since: datetime
    places: tuple[HeldPlace, ...]


@dataclass(frozen=True, slots=True)
class HolderPage:
    """Some holders, oldest line first, and where the next page begins.

    Attributes:
        next_after: Give it as `after` to get the next page; None at the end.
    """

    rows: tuple[Holder, ...]
    next_after: OrderLineId | None


def holder_page(
    connection: Connection,
    warehouse_id: WarehouseId,
    product_id: ProductId,
    after: OrderLineId | None,
    limit: int,
) -> HolderPage:
    """A page of the lines that hold units of a product; its cost does not grow with their number.

    The units of all pages together are the product's `reserved`, at one moment.
    """
    holdings = (
        line_holdings()
        .add_columns(Order.order_no, Order.status, Order.open_holds)
        .join(Order, Order.id == OrderLine.order_id)
        .where(
            Reservation.product_id == product_id,
            Reservation.warehouse_id == warehouse_id,
            Reservation.quantity > 0,
            OrderLine.id > (after or 0),
        )
        .order_by(OrderLine.id)
        .limit(limit + 1)
    )
    rows = connection.execute(holdings).all()
    shown = rows[:limit]
    places = _places(connection, [row.line_id for row in shown])
    return HolderPage(
        tuple(_holder(row, places[row.line_id]) for row in shown),
        OrderLineId(shown[-1].line_id) if len(rows) > limit else None,
    )


def units_held(connection: Connection, warehouse_id: WarehouseId, product_id: ProductId) -> int:
    """Units of a product that all holders have together."""
    held = line_holdings().where(
        Reservation.product_id == product_id, Reservation.warehouse_id == warehouse_id
    )
    return int(connection.scalar(select(func.sum(held.subquery().c.reserved))) or 0)


def _holder(row: Any, places: Sequence[HeldPlace]) -> Holder:
    return Holder(
        OrderId(row.order_id),
        row.order_no,
        row.status,
        row.open_holds,
        OrderLineId(row.line_id),
        row.line_no,
        row.reserved,
        row.reserved - row.placed,
        row.since,
        tuple(places),
    )


def _places(connection: Connection, lines: Sequence[int]) -> dict[int, list[HeldPlace]]:
    found: dict[int, list[HeldPlace]] = defaultdict(list)
    rows = connection.execute(
        placed_units()
        .add_columns(Shelf.code.label("shelf"), Lot.code.label("lot"), PickTask.sheet_code)
        .join(Shelf, Shelf.id == PickLine.shelf_id)
        .join(Lot, Lot.id == PickLine.lot_id)
        .where(among(PickLine.order_line_id, lines, connection))
        .order_by(PickLine.order_line_id, PickLine.id)
    )
    for row in rows:
        found[row.line_id].append(
            HeldPlace(
                row.shelf,
                row.lot,
                row.quantity,
                row.picked,
                PickTaskId(row.task_id),
                row.sheet_code,
                row.status,
                row.status not in UNFINISHED,
            )
        )
    return found

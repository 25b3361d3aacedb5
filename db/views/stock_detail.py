"""One product's stock: its lots on their shelves, and the ledger's rows about it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, or_, select
from sqlalchemy.orm import aliased

from db.schema.counting import StockCount
from db.schema.orders import Order, OrderLine
from db.schema.people import Person
from db.schema.stock import BlockedStock, Lot, Shelf, ShelfStock, StockMovement
from procedure.ids import LotId, ProductId, ShelfId, WarehouseId
from procedure.words import MovementKind, ShelfKind, StockCondition

MOST_PLACES = 500
"""Places of one product that are read; nobody looks through more of them."""


@dataclass(frozen=True, slots=True)
class StockPlace:
    """A lot of the product on a shelf.

    Attributes:
        count_no: The open count that has the shelf; nothing is moved there meanwhile.
        blocked: Units by what they are like, the largest number first.
    """

    shelf_id: ShelfId
    shelf: str
    kind: ShelfKind
    count_no: str
    lot_id: LotId
    lot: str
    expires_on: date | None
    on_hand: int
    free: int
    allocated: int
    blocked: tuple[tuple[StockCondition, int], ...]


def stock_places(
    connection: Connection, warehouse: WarehouseId, product: ProductId
) -> tuple[StockPlace, ...]:
    """Where the product stands, what expires first on top, then in walking order."""
    rows = connection.execute(
        select(
            ShelfStock.shelf_id,
            Shelf.code,
            Shelf.kind,
            StockCount.count_no,
            ShelfStock.lot_id,
            Lot.code.label("lot"),
            Lot.expires_on,
            ShelfStock.on_hand,
            ShelfStock.free,
            ShelfStock.allocated,
        )
        .join(Shelf, Shelf.id == ShelfStock.shelf_id)
        .join(Lot, Lot.id == ShelfStock.lot_id)
        .outerjoin(StockCount, StockCount.id == Shelf.count_id)
        .where(
            ShelfStock.product_id == product,
            ShelfStock.on_hand > 0,
            Shelf.warehouse_id == warehouse,
        )
        .order_by(Lot.expires_on.asc().nulls_last(), Lot.code, Shelf.walk_key, Shelf.id)
        .limit(MOST_PLACES)
    ).all()
    blocked = _blocked(connection, product)
    return tuple(_place(row, blocked.get((row.shelf_id, row.lot_id), ())) for row in rows)


_Blocked = tuple[tuple[StockCondition, int], ...]


def _blocked(connection: Connection, product: ProductId) -> dict[tuple[int, int], _Blocked]:
    rows = connection.execute(
        select(
            BlockedStock.shelf_id,
            BlockedStock.lot_id,
            BlockedStock.condition,
            BlockedStock.quantity,
        )
        .where(BlockedStock.product_id == product, BlockedStock.quantity > 0)
        .order_by(BlockedStock.quantity.desc(), BlockedStock.condition)
    )
    found: dict[tuple[int, int], _Blocked] = defaultdict(tuple)
    for shelf, lot, condition, quantity in rows:
        found[shelf, lot] += ((condition, quantity),)
    return found


def _place(row: Any, blocked: _Blocked) -> StockPlace:
    return StockPlace(
        shelf_id=ShelfId(row.shelf_id),
        shelf=row.code,
        kind=row.kind,
        count_no=row.count_no or "",
        lot_id=LotId(row.lot_id),
        lot=row.lot,
        expires_on=row.expires_on,
        on_hand=row.on_hand,
        free=row.free,
        allocated=row.allocated,
        blocked=blocked,
    )


@dataclass(frozen=True, slots=True)
class StockEvent:
    """A row of the ledger, for people.

    Attributes:
        document: What caused it: an order, a purchase order, a count; empty for none.
        person: Who did it; empty for the system itself.
    """

    movement_id: int
    kind: MovementKind
    quantity: int
    lot: str
    from_shelf: str
    to_shelf: str
    from_condition: StockCondition | None
    to_condition: StockCondition | None
    document: str
    reason: str
    person: str
    at: datetime


_From, _To = aliased(Shelf), aliased(Shelf)


def stock_history(
    connection: Connection,
    warehouse: WarehouseId,
    product: ProductId,
    before: int | None,
    limit: int,
) -> tuple[StockEvent, ...]:
    """The ledger's rows about a product, newest first, by key.

    Args:
        before: Only rows before this movement; None for the newest.
    """
    conditions = [StockMovement.product_id == product, StockMovement.warehouse_id == warehouse]
    if before is not None:
        conditions.append(StockMovement.id < before)
    rows = connection.execute(
        select(
            StockMovement.id,
            StockMovement.kind,
            StockMovement.quantity,
            Lot.code.label("lot"),
            _From.code.label("from_shelf"),
            _To.code.label("to_shelf"),
            StockMovement.from_condition,
            StockMovement.to_condition,
            Order.order_no,
            StockMovement.document,
            StockMovement.reason,
            Person.name,
            StockMovement.at,
        )
        .outerjoin(Lot, Lot.id == StockMovement.lot_id)
        .outerjoin(_From, _From.id == StockMovement.from_shelf_id)
        .outerjoin(_To, _To.id == StockMovement.to_shelf_id)
        .outerjoin(OrderLine, OrderLine.id == StockMovement.order_line_id)
        .outerjoin(Order, Order.id == OrderLine.order_id)
        .outerjoin(Person, Person.id == StockMovement.person_id)
        .where(*conditions)
        .order_by(StockMovement.id.desc())
        .limit(limit)
    )
    return tuple(_event(row) for row in rows)


def _event(row: Any) -> StockEvent:
    return StockEvent(
        movement_id=row.id,
        kind=row.kind,
        quantity=row.quantity,
        lot=row.lot or "",
        from_shelf=row.from_shelf or "",
        to_shelf=row.to_shelf or "",
        from_condition=row.from_condition,
        to_condition=row.to_condition,
        document=row.document or row.order_no or "",
        reason=row.reason,
        person=row.name or "",
        at=row.at,
    )


def shelf_named(connection: Connection, warehouse: WarehouseId, code: str) -> ShelfId | None:
    """The shelf with this code on its label; None where there is none in use."""
    found = connection.scalar(
        select(Shelf.id).where(
            Shelf.warehouse_id == warehouse,
            or_(Shelf.code == code, Shelf.code == code.upper()),
            Shelf.active,
        )
    )
    return None if found is None else ShelfId(found)

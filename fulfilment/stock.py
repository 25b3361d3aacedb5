"""Stock: every change is a movement in the ledger and its balances, in one transaction.

Two equations hold after every function here (ARCHITECTURE rule 5); the database checks them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, insert, update

from db.schema.stock import BlockedStock, ShelfStock, Stock, StockMovement
from db.upsert import insert_or
from fulfilment.house import Work
from procedure.ids import LotId, OrderLineId, ProductId, ShelfId
from procedure.words import MovementKind, StockCondition, StockState


@dataclass(frozen=True, slots=True)
class Movement:
    """One row of the ledger to be.

    A reservation (`RESERVE`, `RELEASE`) has no shelf and no lot: it is a promise, not a place.

    Attributes:
        from_condition, to_condition: What blocked units are like; given exactly where the state
            on that side is `BLOCKED`.
        document: Number of what caused it: a purchase order, a count, a return.
    """

    kind: MovementKind
    product_id: ProductId
    quantity: int
    lot_id: LotId | None = None
    from_shelf: ShelfId | None = None
    from_state: StockState | None = None
    to_shelf: ShelfId | None = None
    to_state: StockState | None = None
    order_line_id: OrderLineId | None = None
    document: str = ""
    reason: str = ""
    from_condition: StockCondition | None = None
    to_condition: StockCondition | None = None

    def __post_init__(self) -> None:
        """Refuses a blocked side without a condition: the balance could not be told apart."""
        sides = ((self.from_state, self.from_condition), (self.to_state, self.to_condition))
        if any((state is StockState.BLOCKED) is (condition is None) for state, condition in sides):
            raise ValueError("blocked units have a condition, others have none")


_K = MovementKind
PRODUCT_EFFECTS: dict[MovementKind, tuple[int, int, int]] = {
    # change of (available, reserved, blocked) per unit
    _K.RECEIVE: (1, 0, 0),
    _K.RESERVE: (-1, 1, 0),
    _K.RELEASE: (1, -1, 0),
    _K.ALLOCATE: (0, 0, 0),
    _K.UNALLOCATE: (0, 0, 0),
    _K.PICK: (0, 0, 0),
    _K.PUT_BACK: (1, 0, -1),
    _K.SHORT: (0, -1, 1),
    _K.BLOCK: (-1, 0, 1),
    _K.UNBLOCK: (1, 0, -1),
    _K.HAND_OVER: (0, -1, 0),
    _K.MOVE: (0, 0, 0),
    _K.COUNT_GAIN: (1, 0, 0),
    _K.COUNT_LOSS: (-1, 0, 0),
    _K.COUNT_LOSS_BLOCKED: (0, 0, -1),
    _K.SCRAP: (0, 0, -1),
    _K.RETURN: (0, 0, 1),
    _K.INTERCEPT: (0, -1, 1),
    _K.REGRADE: (0, 0, 0),
}
"""What a unit of each movement does to its product's balance."""


def post(work: Work, movements: Sequence[Movement]) -> None:
    """Write movements to the ledger and their sums to the balances.

    Balances are changed in the order of their keys, so two writers never wait for each other
    crosswise.

    Raises:
        IntegrityError: A balance would go below zero: the caller promised what is not there.
    """
    if not movements:
        return
    ids = work.new_ids(len(movements))
    work.connection.execute(
        insert(StockMovement),
        [_row(work, id_, m) for id_, m in zip(ids, movements, strict=True)],
    )
    _change_products(work, movements)
    _change_shelves(work, movements)
    _change_conditions(work, movements)


def _row(work: Work, id_: int, movement: Movement) -> dict[str, object]:
    return {
        "id": id_,
        "warehouse_id": work.warehouse_id,
        "kind": movement.kind,
        "product_id": movement.product_id,
        "lot_id": movement.lot_id,
        "from_shelf_id": movement.from_shelf,
        "from_state": movement.from_state,
        "to_shelf_id": movement.to_shelf,
        "to_state": movement.to_state,
        "from_condition": movement.from_condition,
        "to_condition": movement.to_condition,
        "quantity": movement.quantity,
        "order_line_id": movement.order_line_id,
        "document": movement.document,
        "reason": movement.reason,
        "person_id": work.actor.person_id,
        "station_id": work.actor.station_id,
        "at": work.now,
    }


def _change_products(work: Work, movements: Iterable[Movement]) -> None:
    changes: dict[ProductId, list[int]] = defaultdict(lambda: [0, 0, 0])
    for movement in movements:
        for place, per_unit in enumerate(PRODUCT_EFFECTS[movement.kind]):
            changes[movement.product_id][place] += per_unit * movement.quantity
    rows = [
        {"the_product": product, "a": a, "r": r, "b": b, "h": a + r + b}
        for product, (a, r, b) in sorted(changes.items())
        if (a, r, b) != (0, 0, 0)
    ]
    if not rows:
        return
    _ensure_product_rows(work, [row["the_product"] for row in rows])
    work.connection.execute(
        update(Stock)
        .where(
            Stock.warehouse_id == work.warehouse_id, Stock.product_id == bindparam("the_product")
        )
        .values(
            available=Stock.available + bindparam("a"),
            reserved=Stock.reserved + bindparam("r"),
            blocked=Stock.blocked + bindparam("b"),
            on_hand=Stock.on_hand + bindparam("h"),
        ),
        rows,
    )


def _ensure_product_rows(work: Work, products: Sequence[int]) -> None:
    zero = {"on_hand": 0, "available": 0, "reserved": 0, "blocked": 0}
    rows = [{"warehouse_id": work.warehouse_id, "product_id": p, **zero} for p in products]
    work.connection.execute(
        insert_or(work.connection, Stock).on_conflict_do_nothing(
            index_elements=["warehouse_id", "product_id"]
        ),
        rows,
    )


_PLACES = {StockState.FREE: 0, StockState.ALLOCATED: 1, StockState.BLOCKED: 2}


def _change_shelves(work: Work, movements: Iterable[Movement]) -> None:
    changes: dict[tuple[ShelfId, LotId, ProductId], list[int]] = defaultdict(lambda: [0, 0, 0])
    for movement in movements:
        for shelf, state, sign in (
            (movement.from_shelf, movement.from_state, -1),
            (movement.to_shelf, movement.to_state, 1),
        ):
            if shelf is None or state is None or movement.lot_id is None:
                continue
            key = (shelf, movement.lot_id, movement.product_id)
            changes[key][_PLACES[state]] += sign * movement.quantity
    rows = [
        {"the_shelf": shelf, "the_lot": lot, "product": product, "f": f, "a": a, "b": b}
        for (shelf, lot, product), (f, a, b) in sorted(changes.items())
        if (f, a, b) != (0, 0, 0)
    ]
    if not rows:
        return
    _ensure_shelf_rows(work, rows)
    work.connection.execute(
        update(ShelfStock)
        .where(
            ShelfStock.shelf_id == bindparam("the_shelf"),
            ShelfStock.lot_id == bindparam("the_lot"),
        )
        .values(
            free=ShelfStock.free + bindparam("f"),
            allocated=ShelfStock.allocated + bindparam("a"),
            blocked=ShelfStock.blocked + bindparam("b"),
            on_hand=ShelfStock.on_hand + bindparam("h"),
        ),
        [
            {k: row[k] for k in ("the_shelf", "the_lot", "f", "a", "b")}
            | {"h": row["f"] + row["a"] + row["b"]}
            for row in rows
        ],
    )


def _ensure_shelf_rows(work: Work, rows: Sequence[dict[str, int]]) -> None:
    zero = {"on_hand": 0, "free": 0, "allocated": 0, "blocked": 0}
    work.connection.execute(
        insert_or(work.connection, ShelfStock).on_conflict_do_nothing(
            index_elements=["shelf_id", "lot_id"]
        ),
        [
            {"shelf_id": r["the_shelf"], "lot_id": r["the_lot"], "product_id": r["product"], **zero}
            for r in rows
        ],
    )


def _change_conditions(work: Work, movements: Iterable[Movement]) -> None:
    """Keep what blocked units are like beside their number."""
    changes: dict[tuple[ShelfId, LotId, StockCondition, ProductId], int] = defaultdict(int)
    for m in movements:
        if m.lot_id is None:
            continue
        for shelf, condition, sign in (
            (m.from_shelf, m.from_condition, -1),
            (m.to_shelf, m.to_condition, 1),
        ):
            if shelf is not None and condition is not None:
                changes[shelf, m.lot_id, condition, m.product_id] += sign * m.quantity
    rows = [
        {"the_shelf": shelf, "the_lot": lot, "the_condition": condition, "product": product, "n": n}
        for (shelf, lot, condition, product), n in sorted(changes.items())
        if n
    ]
    if not rows:
        return
    work.connection.execute(
        insert_or(work.connection, BlockedStock).on_conflict_do_nothing(
            index_elements=["shelf_id", "lot_id", "condition"]
        ),
        [
            {
                "shelf_id": row["the_shelf"],
                "lot_id": row["the_lot"],
                "condition": row["the_condition"],
                "product_id": row["product"],
                "quantity": 0,
            }
            for row in rows
        ],
    )
    work.connection.execute(
        update(BlockedStock)
        .where(
            BlockedStock.shelf_id == bindparam("the_shelf"),
            BlockedStock.lot_id == bindparam("the_lot"),
            BlockedStock.condition == bindparam("the_condition"),
        )
        .values(quantity=BlockedStock.quantity + bindparam("n")),
        [{k: row[k] for k in ("the_shelf", "the_lot", "the_condition", "n")} for row in rows],
    )

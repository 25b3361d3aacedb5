"""Stock: every change is a movement in the ledger and its balances, in one transaction.

Two equations hold after every function here (ARCHITECTURE rule 5); the database checks them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, update

from db.bulk import add_many, insert_many
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
        blocked = StockState.BLOCKED
        if (self.from_state is blocked) is (self.from_condition is None) or (
            self.to_state is blocked
        ) is (self.to_condition is None):
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


def post(work: Work, movements: Sequence[Movement], *, locked: bool = False) -> None:
    """Write movements to the ledger and their sums to the balances.

    Balances are changed in the order of their keys, so two writers never wait for each other
    crosswise.

    Args:
        locked: The caller holds the locks of these balances (`lock_stock`).

    Raises:
        IntegrityError: A balance would go below zero: the caller promised what is not there.
    """
    if not movements:
        return
    _write_ledger(work, movements)
    _change_products(work, movements, locked)
    _change_shelves(work, movements, locked)
    _change_conditions(work, movements)


_LEDGER = (
    "id",
    "warehouse_id",
    "kind",
    "product_id",
    "lot_id",
    "from_shelf_id",
    "from_state",
    "to_shelf_id",
    "to_state",
    "from_condition",
    "to_condition",
    "quantity",
    "order_line_id",
    "document",
    "reason",
    "person_id",
    "station_id",
    "at",
)


def _write_ledger(work: Work, movements: Sequence[Movement]) -> None:
    warehouse, actor, now = work.warehouse_id, work.actor, work.now
    insert_many(
        work.connection,
        StockMovement,
        _LEDGER,
        [
            (
                id_,
                warehouse,
                m.kind,
                m.product_id,
                m.lot_id,
                m.from_shelf,
                m.from_state,
                m.to_shelf,
                m.to_state,
                m.from_condition,
                m.to_condition,
                m.quantity,
                m.order_line_id,
                m.document,
                m.reason,
                actor.person_id,
                actor.station_id,
                now,
            )
            for id_, m in zip(work.new_ids(len(movements)), movements, strict=True)
        ],
    )


def _change_products(work: Work, movements: Iterable[Movement], locked: bool) -> None:
    changes: dict[ProductId, list[int]] = {}
    arriving: set[ProductId] = set()
    for m in movements:
        effect = PRODUCT_EFFECTS[m.kind]
        if effect == _NOTHING:
            continue
        sums = changes.setdefault(m.product_id, [0, 0, 0])
        for place, per_unit in enumerate(effect):
            sums[place] += per_unit * m.quantity
        if m.lot_id is not None and m.from_shelf is None:
            arriving.add(m.product_id)
    warehouse = work.warehouse_id
    if arriving:
        _ensure_product_rows(work, sorted(arriving))
    rows = [
        (warehouse, product, a + r + b, a, r, b)
        for product, (a, r, b) in sorted(changes.items())
        if a or r or b
    ]
    add_many(
        work.connection,
        Stock,
        ("warehouse_id", "product_id"),
        ("on_hand", "available", "reserved", "blocked"),
        rows,
        locked=locked,
    )


_NOTHING = (0, 0, 0)


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


def _change_shelves(work: Work, movements: Iterable[Movement], locked: bool) -> None:
    changes: dict[tuple[ShelfId, LotId], list[int]] = {}
    leaving: set[tuple[ShelfId, LotId]] = set()
    products: dict[tuple[ShelfId, LotId], ProductId] = {}
    for m in movements:
        if m.lot_id is None:
            continue
        if m.from_shelf is not None and m.from_state is not None:
            key = (m.from_shelf, m.lot_id)
            leaving.add(key)
            changes.setdefault(key, [0, 0, 0])[_PLACES[m.from_state]] -= m.quantity
        if m.to_shelf is not None and m.to_state is not None:
            key = (m.to_shelf, m.lot_id)
            products[key] = m.product_id
            changes.setdefault(key, [0, 0, 0])[_PLACES[m.to_state]] += m.quantity
    # units never leave a place where none ever were: only the others may be new
    _ensure_shelf_rows(
        work, [(*key, products[key]) for key in sorted(changes) if key not in leaving]
    )
    rows = [
        (shelf, lot, f + a + b, f, a, b)
        for (shelf, lot), (f, a, b) in sorted(changes.items())
        if f or a or b
    ]
    add_many(
        work.connection,
        ShelfStock,
        ("shelf_id", "lot_id"),
        ("on_hand", "free", "allocated", "blocked"),
        rows,
        locked=locked,
    )


def _ensure_shelf_rows(work: Work, places: Sequence[tuple[ShelfId, LotId, ProductId]]) -> None:
    if not places:
        return
    zero = {"on_hand": 0, "free": 0, "allocated": 0, "blocked": 0}
    work.connection.execute(
        insert_or(work.connection, ShelfStock).on_conflict_do_nothing(
            index_elements=["shelf_id", "lot_id"]
        ),
        [
            {"shelf_id": shelf, "lot_id": lot, "product_id": product, **zero}
            for shelf, lot, product in places
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

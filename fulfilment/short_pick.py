"""Short picks: the shelf gave less than the books say. Each reason has its own stock effect.

Not found: the missing units are blocked where they should stand, until somebody counts.
Damaged: the units are blocked. Wrong lot: the shelf's units of that lot are blocked, to be
counted. In each case other stock is looked for at once; where there is none the order is held
for customer service to decide (wait, ship part, exchange, cancel).

References:
    FIELD "Operations" (short pick reasons); ARCHITECTURE rule 5; clause 6.1.1a.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, insert, select, update

from db.holdings import OPEN_UNITS
from db.schema.orders import OrderLine
from db.schema.picking import PickLine
from db.schema.products import Product
from db.schema.stock import Reservation
from fulfilment import audit, notices, shortages
from fulfilment.found_stock import allocated
from fulfilment.holds import NewHold, add_holds
from fulfilment.house import Refuse, Work
from fulfilment.notices import Notice, NoticeKind
from fulfilment.pick_task import pick_task_snapshot
from fulfilment.picking import hold_lease
from fulfilment.promises import lock_stock
from fulfilment.sheet_versions import outdate_sheet
from fulfilment.shortages import Short
from fulfilment.stock import Movement, post
from procedure.allocation import Take, Want, allocate
from procedure.effects import PickTaskShort, ShortPick
from procedure.ids import LotId, OrderId, OrderLineId, PickTaskId, ProductId, ShelfId
from procedure.verdicts import VerdictKind
from procedure.words import HoldKind, MovementKind, ShortReason, StockCondition, StockState

CONDITIONS = {
    ShortReason.NOT_FOUND: StockCondition.MISSING,
    ShortReason.DAMAGED: StockCondition.DAMAGED,
    ShortReason.WRONG_LOT: StockCondition.WRONG_LOT,
}
"""What the missing units are blocked as."""


def short_pick(work: Work, gate: ShortPick) -> PickTaskShort:
    """Book a short pick and give the task as it stands afterwards.

    Raises:
        Refuse: The lease is gone, the order was stopped, or more is said to be missing than open.
    """
    hold_lease(work, gate.task_id, gate.fence)
    line = _line(work, gate)
    if not 0 < gate.missing <= line.quantity - line.picked:
        raise Refuse(VerdictKind.ORDER_CHANGED)
    _block_missing(work, gate, line)
    takes = _take_elsewhere(work, line, gate.missing)
    add_lines(work, gate.task_id, takes)
    outdate_sheet(work, gate.task_id)
    _tell(work, gate, line, gate.missing - sum(take.quantity for take in takes))
    return PickTaskShort(pick_task_snapshot(work.connection, gate.task_id))


def _line(work: Work, gate: ShortPick) -> Any:
    return work.connection.execute(
        select(
            PickLine.quantity,
            PickLine.picked,
            PickLine.shelf_id,
            PickLine.lot_id,
            PickLine.order_line_id,
            OrderLine.order_id,
            OrderLine.product_id,
            Product.sku,
        )
        .join(OrderLine, OrderLine.id == PickLine.order_line_id)
        .join(Product, Product.id == OrderLine.product_id)
        .where(PickLine.id == gate.line_id, PickLine.task_id == gate.task_id)
    ).one()


def _block_missing(work: Work, gate: ShortPick, line: Any) -> None:
    work.connection.execute(
        update(PickLine)
        .where(PickLine.id == gate.line_id)
        .values(quantity=PickLine.quantity - gate.missing, short_reason=gate.reason.value)
    )
    work.connection.execute(
        update(Reservation)
        .where(Reservation.order_line_id == line.order_line_id)
        .values(quantity=Reservation.quantity - gate.missing)
    )
    post(
        work,
        [
            Movement(
                MovementKind.SHORT,
                ProductId(line.product_id),
                gate.missing,
                LotId(line.lot_id),
                ShelfId(line.shelf_id),
                StockState.ALLOCATED,
                ShelfId(line.shelf_id),
                StockState.BLOCKED,
                order_line_id=OrderLineId(line.order_line_id),
                reason=gate.reason.value,
                to_condition=CONDITIONS[gate.reason],
            )
        ],
    )


def _take_elsewhere(work: Work, line: Any, missing: int) -> tuple[Take, ...]:
    """Reserve and allocate what other shelves have of what is missing."""
    product = ProductId(line.product_id)
    stock = lock_stock(work, [product])
    line_id = OrderLineId(line.order_line_id)
    there = max(stock.promisable[product], 0)
    want = Want(OrderId(line.order_id), line_id, product, min(missing, there))
    shelves = [
        lot
        for lot in stock.shelf_lots
        if (lot.shelf_id, lot.lot_id) != (line.shelf_id, line.lot_id)
    ]
    takes = allocate([want], shelves, stock.shipping).takes
    taken = sum(take.quantity for take in takes)
    if taken:
        work.connection.execute(
            update(Reservation)
            .where(Reservation.order_line_id == line_id)
            .values(quantity=Reservation.quantity + taken)
        )
        reserve = Movement(MovementKind.RESERVE, product, taken, order_line_id=line_id)
        post(work, [reserve, *(allocated(take) for take in takes)])
    return takes


def add_lines(work: Work, task_id: PickTaskId, takes: Sequence[Take]) -> None:
    """More stops for a task: sheets printed before are out of date."""
    if not takes:
        return
    last = work.connection.scalar(select(func.max(PickLine.seq)).where(PickLine.task_id == task_id))
    work.connection.execute(
        insert(PickLine),
        [
            {
                "id": id_,
                "task_id": task_id,
                "seq": int(last or 0) + place,
                "order_line_id": take.line_id,
                "shelf_id": take.shelf_id,
                "lot_id": take.lot_id,
                "quantity": take.quantity,
                "picked": 0,
                "sorted": 0,
                "slot": None,
                "short_reason": None,
            }
            for place, (id_, take) in enumerate(
                zip(work.new_ids(len(takes)), takes, strict=True), start=1
            )
        ],
    )


def _missing(work: Work, line: Any) -> int:
    """Units of the whole order line that nothing is reserved for now."""
    return work.connection.execute(
        select(OPEN_UNITS - Reservation.quantity)
        .select_from(OrderLine)
        .join(Reservation, Reservation.order_line_id == OrderLine.id)
        .where(OrderLine.id == line.order_line_id)
    ).scalar_one()


def _tell(work: Work, gate: ShortPick, line: Any, still_missing: int) -> None:
    order_id = OrderId(line.order_id)
    data = {
        "sku": line.sku,
        "missing": gate.missing,
        "still_missing": still_missing,
        "reason": gate.reason.value,
    }
    audit.append(work, [audit.Entry(order_id, "short_pick", data=data)])
    if still_missing:
        params: dict[str, str | int] = {"sku": line.sku, "missing": still_missing}
        add_holds(work, [NewHold(order_id, HoldKind.SHORTAGE, "short_pick", params)])
        product = ProductId(line.product_id)
        short = Short(order_id, OrderLineId(line.order_line_id), product, _missing(work, line))
        shortages.note(work, [short], shortages.SHORT_PICK)
        occasion = str(gate.line_id)
        notices.enqueue(work, [Notice(NoticeKind.SHORTAGE, order_id, params, occasion)])

"""Short picks: the shelf gave less than the books say. Each reason has its own stock effect.

Not found: the missing units are blocked where they should stand, until somebody counts.
Damaged: the units are blocked. Wrong lot: the shelf's units of that lot are blocked, to be
counted. In each case other stock is looked for at once; where there is none the order is held
for customer service to decide (wait, ship part, exchange, cancel).

Of the orders that share a stop those lose whose promise is the latest; the others keep theirs.
An order that stays short leaves the wave, which goes on without it.

References:
    FIELD "Operations" (short pick reasons); ARCHITECTURE rule 5; clause 6.1.1a.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, insert, or_, select, update
from sqlalchemy.orm import aliased

from db.bulk import set_many
from db.holdings import OPEN_UNITS
from db.schema.orders import Order, OrderLine
from db.schema.picking import PickLine, PickTask
from db.schema.products import Product
from db.schema.stock import Reservation
from fulfilment import audit, notices, shortages
from fulfilment.found_stock import allocated
from fulfilment.holds import NewHold, add_holds
from fulfilment.house import Refuse, Work
from fulfilment.notices import Notice, NoticeKind
from fulfilment.pick_leases import hold_lease
from fulfilment.pick_task import pick_task_snapshot
from fulfilment.promises import Promise, lock_stock, lower, promise
from fulfilment.sheet_versions import outdate_sheet
from fulfilment.shortages import Short
from fulfilment.stock import Movement, post
from fulfilment.wave_exits import SHORT, take_out
from fulfilment.wave_tasks import line_row
from procedure.allocation import Take, Want, allocate, share_out
from procedure.effects import PickTaskShort, ShortPick
from procedure.ids import LotId, OrderId, OrderLineId, PickLineId, PickTaskId, ProductId, ShelfId
from procedure.shared_stops import LineUnits, come_short
from procedure.verdicts import VerdictKind
from procedure.words import (
    HoldKind,
    MovementKind,
    ServiceLevel,
    ShortReason,
    StockCondition,
    StockState,
)

CONDITIONS = {
    ShortReason.NOT_FOUND: StockCondition.MISSING,
    ShortReason.DAMAGED: StockCondition.DAMAGED,
    ShortReason.WRONG_LOT: StockCondition.WRONG_LOT,
}
"""What the missing units are blocked as."""


@dataclass(frozen=True, slots=True)
class _Loss:
    """Units of a line that the shelf did not give; `row` is the line's."""

    row: Any
    missing: int


def short_pick(work: Work, gate: ShortPick) -> PickTaskShort:
    """Book a short pick and give the task as it stands afterwards.

    Raises:
        Refuse: The lease is gone, the order was stopped, or more is said to be missing than open.
    """
    hold_lease(work, gate.task_id, gate.fence)
    rows = work.connection.execute(_lines_of_stop(gate)).all()
    losses = _lose(work, rows, gate)
    _block_missing(work, gate, losses)
    takes = _take_elsewhere(work, losses)
    slots = {loss.row.order_line_id: loss.row.slot for loss in losses}
    add_lines(work, gate.task_id, takes, slots)
    outdate_sheet(work, gate.task_id)
    short = _tell(work, gate, losses, takes)
    if rows[0].task_order is None:
        take_out(work, short, SHORT)
    return PickTaskShort(pick_task_snapshot(work.connection, gate.task_id))


def _lines_of_stop(gate: ShortPick) -> Any:
    """The lines of the stop, with what decides which of them loses."""
    meant = aliased(PickLine)
    return (
        select(
            PickLine.id,
            PickLine.quantity,
            PickLine.picked,
            PickLine.shelf_id,
            PickLine.lot_id,
            PickLine.slot,
            PickLine.order_line_id,
            PickTask.order_id.label("task_order"),
            OrderLine.order_id,
            OrderLine.product_id,
            Order.service,
            Order.ship_by,
            Product.sku,
        )
        .join(PickTask, PickTask.id == PickLine.task_id)
        .join(OrderLine, OrderLine.id == PickLine.order_line_id)
        .join(Order, Order.id == OrderLine.order_id)
        .join(Product, Product.id == OrderLine.product_id)
        .join(
            meant,
            and_(
                meant.id == gate.line_id,
                meant.shelf_id == PickLine.shelf_id,
                meant.lot_id == PickLine.lot_id,
            ),
        )
        .where(
            PickLine.task_id == gate.task_id,
            or_(PickTask.order_id.is_(None), PickLine.id == gate.line_id),
        )
        .order_by(PickLine.slot, PickLine.seq)
    )


def _lose(work: Work, rows: Sequence[Any], gate: ShortPick) -> list[_Loss]:
    """Lower the lines that lose, the latest promise first.

    Raises:
        Refuse: More is said to be missing than is open.
    """
    before = [LineUnits(PickLineId(row.id), row.quantity, row.picked) for row in rows]
    losers = [PickLineId(row.id) for row in sorted(rows, key=_promise_rank, reverse=True)]
    after = come_short(before, gate.missing, losers)
    if after is None:
        raise Refuse(VerdictKind.ORDER_CHANGED)
    set_many(
        work.connection,
        PickLine,
        ("id",),
        ("quantity", "picked"),
        [(line.line_id, line.quantity, line.picked) for line in after],
    )
    losses = [
        _Loss(row, row.quantity - line.quantity)
        for row, line in zip(rows, after, strict=True)
        if line.quantity < row.quantity
    ]
    work.connection.execute(
        update(PickLine)
        .where(PickLine.id.in_([loss.row.id for loss in losses]))
        .values(short_reason=gate.reason.value)
    )
    return losses


def _promise_rank(row: Any) -> tuple[bool, bool, Any, int]:
    """Whose promise comes first: express, then the day it must leave, then the older order."""
    due = row.ship_by.timestamp() if row.ship_by else 0.0
    return row.service is not ServiceLevel.EXPRESS, row.ship_by is None, due, row.order_id


def _block_missing(work: Work, gate: ShortPick, losses: Sequence[_Loss]) -> None:
    lost: dict[OrderLineId, int] = defaultdict(int)
    for loss in losses:
        lost[OrderLineId(loss.row.order_line_id)] += loss.missing
    lower(work, lost)
    post(
        work,
        [
            Movement(
                MovementKind.SHORT,
                ProductId(loss.row.product_id),
                loss.missing,
                LotId(loss.row.lot_id),
                ShelfId(loss.row.shelf_id),
                StockState.ALLOCATED,
                ShelfId(loss.row.shelf_id),
                StockState.BLOCKED,
                order_line_id=OrderLineId(loss.row.order_line_id),
                reason=gate.reason.value,
                to_condition=CONDITIONS[gate.reason],
            )
            for loss in losses
        ],
    )


def _take_elsewhere(work: Work, losses: Sequence[_Loss]) -> tuple[Take, ...]:
    """Reserve and allocate what other shelves have of what is missing, earliest promise first."""
    served = sorted(losses, key=lambda loss: _promise_rank(loss.row))
    first = served[0].row
    product = ProductId(first.product_id)
    stock = lock_stock(work, [product])
    wants = [
        Want(OrderId(loss.row.order_id), OrderLineId(loss.row.order_line_id), product, loss.missing)
        for loss in served
    ]
    there = {product: max(stock.promisable[product], 0)}
    promised = [
        Want(share.want.order_id, share.want.line_id, product, share.reserved)
        for share in share_out(wants, there)
        if share.reserved
    ]
    shelves = [
        lot
        for lot in stock.shelf_lots
        if (lot.shelf_id, lot.lot_id) != (first.shelf_id, first.lot_id)
    ]
    takes = allocate(promised, shelves, stock.shipping).takes
    found: dict[OrderLineId, int] = defaultdict(int)
    for take in takes:
        found[take.line_id] += take.quantity
    promise(work, [Promise(line_id, product, units) for line_id, units in found.items()])
    post(work, [allocated(take) for take in takes])
    return takes


def add_lines(
    work: Work,
    task_id: PickTaskId,
    takes: Sequence[Take],
    slots: Mapping[int, int | None] | None = None,
) -> None:
    """More stops for a task: sheets printed before are out of date.

    Args:
        slots: The put wall's slot of each order line, where there is one.
    """
    if not takes:
        return
    last = work.connection.scalar(select(func.max(PickLine.seq)).where(PickLine.task_id == task_id))
    ids = work.new_ids(len(takes))
    work.connection.execute(
        insert(PickLine),
        [
            line_row(take)
            | {
                "id": id_,
                "task_id": task_id,
                "seq": int(last or 0) + place,
                "slot": (slots or {}).get(take.line_id),
            }
            for place, (id_, take) in enumerate(zip(ids, takes, strict=True), start=1)
        ],
    )


def _tell(
    work: Work, gate: ShortPick, losses: Sequence[_Loss], takes: Sequence[Take]
) -> set[OrderId]:
    """Log what came short; the orders that stay short, each held for customer service."""
    elsewhere: dict[int, int] = defaultdict(int)
    for take in takes:
        elsewhere[take.line_id] += take.quantity
    entries, holds, told = [], [], []
    for loss in losses:
        order_id = OrderId(loss.row.order_id)
        found = min(elsewhere[loss.row.order_line_id], loss.missing)
        elsewhere[loss.row.order_line_id] -= found
        still_missing = loss.missing - found
        data = {
            "sku": loss.row.sku,
            "missing": loss.missing,
            "still_missing": still_missing,
            "reason": gate.reason.value,
        }
        entries.append(audit.Entry(order_id, "short_pick", data=data))
        if still_missing:
            params: dict[str, str | int] = {"sku": loss.row.sku, "missing": still_missing}
            holds.append(NewHold(order_id, HoldKind.SHORTAGE, "short_pick", params))
            occasion = str(loss.row.id)
            told.append(Notice(NoticeKind.SHORTAGE, order_id, params, occasion))
    audit.append(work, entries)
    add_holds(work, holds)
    held = {hold.order_id for hold in holds}
    _note(work, [loss.row for loss in losses if loss.row.order_id in held])
    notices.enqueue(work, told)
    return held


def _note(work: Work, rows: Sequence[Any]) -> None:
    """Ask for what nothing is reserved for now, of the whole order lines."""
    missing = {
        row.id: int(row.missing)
        for row in work.connection.execute(
            select(OrderLine.id, (OPEN_UNITS - Reservation.quantity).label("missing"))
            .join(Reservation, Reservation.order_line_id == OrderLine.id)
            .where(OrderLine.id.in_([row.order_line_id for row in rows]))
        )
    }
    shorts = {
        row.order_line_id: Short(
            OrderId(row.order_id),
            OrderLineId(row.order_line_id),
            ProductId(row.product_id),
            missing[row.order_line_id],
        )
        for row in rows
    }
    shortages.note(work, list(shorts.values()), shortages.SHORT_PICK)

"""Short picks: the shelf gave less than the books say. Each reason has its own stock effect.

Not found: the missing units are blocked where they should stand, until somebody counts.
Damaged: the units are blocked. Wrong lot: the shelf's units of that lot are blocked, to be
counted. In each case other stock is looked for at once; where there is none the order is held
for customer service to decide (wait, ship part, exchange, cancel).

Where nothing more of a stop is found, the shelf is empty of that lot: what others were to take
there, and nobody walks for, is blocked and looked for elsewhere too, and what was free there is
promised to nobody.

Of the orders that share a stop those lose whose promise is the latest; the others keep theirs.
An order that stays short leaves the wave, which goes on without it.

References:
    FIELD "Operations" (short pick reasons); ARCHITECTURE rule 5; clause 6.1.1a.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import aliased

from db.bulk import insert_rows, set_many
from db.holdings import OPEN_UNITS
from db.schema.orders import OrderLine
from db.schema.picking import PickLine, PickTask
from db.schema.stock import Reservation
from fulfilment import notices
from fulfilment.house import Refuse, Work
from fulfilment.log import audit
from fulfilment.notices import Notice, NoticeKind
from fulfilment.orders.holds import NewHold, add_holds
from fulfilment.paper.sheet_versions import outdate_sheets
from fulfilment.picking.leases import hold_lease
from fulfilment.picking.task import pick_task_snapshot
from fulfilment.release import shortages
from fulfilment.release.empty_shelves import (
    Place,
    cut_others,
    doubtful_units,
    kept_back,
    promised_lines,
)
from fulfilment.release.found_stock import allocated
from fulfilment.release.promises import Promise, StockThere, lock_stock, lower, promise
from fulfilment.release.shortages import Short
from fulfilment.stock.movements import Movement, post
from fulfilment.waves.exits import SHORT, take_out
from fulfilment.waves.tasks import line_row
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
    place = _place(rows[0])
    is_empty = gate.reason is ShortReason.NOT_FOUND and not _still_open(rows, gate)
    if is_empty:
        others = cut_others(work, gate.task_id, place)
        losses += [_Loss(row, row.quantity - row.picked) for row in others]
    stock = lock_stock(work, [place.product_id], place.key)
    doubtful = doubtful_units(stock, place) if is_empty else 0
    _block_missing(work, gate, losses, kept_back(place, doubtful))
    takes = _take_elsewhere(work, losses, stock, place, doubtful)
    _add_stops(work, losses, takes)
    outdate_sheets(work, sorted({loss.row.task_id for loss in losses}))
    short = _tell(work, gate, losses, takes)
    shared = {OrderId(loss.row.order_id) for loss in losses if loss.row.task_order is None}
    take_out(work, short & shared, SHORT)
    return PickTaskShort(pick_task_snapshot(work.connection, gate.task_id))


def _place(row: Any) -> Place:
    return Place(ProductId(row.product_id), ShelfId(row.shelf_id), LotId(row.lot_id))


def _still_open(rows: Sequence[Any], gate: ShortPick) -> int:
    """Units of the stop that the picker says are there."""
    return sum(int(row.quantity - row.picked) for row in rows) - gate.missing


def _lines_of_stop(gate: ShortPick) -> Any:
    """The lines of the stop, with what decides which of them loses."""
    meant = aliased(PickLine)
    return (
        promised_lines()
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
    losers = [PickLineId(row.id) for row in sorted(rows, key=promise_rank, reverse=True)]
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


def promise_rank(row: Any) -> tuple[bool, bool, Any, int]:
    """Whose promise comes first: express, then the day it must leave, then the older order."""
    due = row.ship_by.timestamp() if row.ship_by else 0.0
    return row.service is not ServiceLevel.EXPRESS, row.ship_by is None, due, row.order_id


def _block_missing(
    work: Work, gate: ShortPick, losses: Sequence[_Loss], doubtful: Sequence[Movement]
) -> None:
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
        ]
        + [*doubtful],
    )


def _take_elsewhere(
    work: Work, losses: Sequence[_Loss], stock: StockThere, place: Place, doubtful: int
) -> tuple[Take, ...]:
    """Reserve and allocate what other shelves have of what is missing, earliest promise first."""
    served = sorted(losses, key=lambda loss: promise_rank(loss.row))
    product = place.product_id
    wants = [
        Want(OrderId(loss.row.order_id), OrderLineId(loss.row.order_line_id), product, loss.missing)
        for loss in served
    ]
    there = {product: stock.promisable[product] - doubtful}
    promised = [
        Want(share.want.order_id, share.want.line_id, product, share.reserved)
        for share in share_out(wants, there)
        if share.reserved
    ]
    shelves = [lot for lot in stock.shelf_lots if (lot.shelf_id, lot.lot_id) != place.key]
    takes = allocate(promised, shelves, stock.shipping).takes
    found: dict[OrderLineId, int] = defaultdict(int)
    for take in takes:
        found[take.line_id] += take.quantity
    promise(work, [Promise(line_id, product, units) for line_id, units in found.items()])
    post(work, [allocated(take) for take in takes])
    return takes


def _add_stops(work: Work, losses: Sequence[_Loss], takes: Sequence[Take]) -> None:
    """More stops for the tasks whose lines lost units, to the same slots of the put wall."""
    lost = {loss.row.order_line_id: loss.row for loss in losses}
    stops = [(PickTaskId(lost[t.line_id].task_id), lost[t.line_id].slot, t) for t in takes]
    _insert_stops(work, stops)


def add_lines(work: Work, task_id: PickTaskId, takes: Sequence[Take]) -> None:
    """More stops for a task: sheets printed before are out of date."""
    _insert_stops(work, [(task_id, None, take) for take in takes])


def _insert_stops(work: Work, stops: Sequence[tuple[PickTaskId, int | None, Take]]) -> None:
    if not stops:
        return
    tasks = sorted({task_id for task_id, _, _ in stops})
    rows = work.connection.execute(
        select(PickLine.task_id, func.max(PickLine.seq))
        .where(PickLine.task_id.in_(tasks))
        .group_by(PickLine.task_id)
    )
    last = defaultdict(int, {task_id: int(seq or 0) for task_id, seq in rows})
    lines = []
    for id_, (task_id, slot, take) in zip(work.new_ids(len(stops)), stops, strict=True):
        last[task_id] += 1
        place = {"id": id_, "task_id": task_id, "seq": last[task_id], "slot": slot}
        lines.append(place | line_row(take))
    insert_rows(work.connection, PickLine, lines)


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
        entries.append(_entry(gate, loss, still_missing))
        if still_missing:
            params: dict[str, str | int] = {"sku": loss.row.sku, "missing": still_missing}
            holds.append(NewHold(order_id, HoldKind.SHORTAGE, "short_pick", params))
            occasion = str(loss.row.id)
            told.append(Notice(NoticeKind.SHORTAGE, order_id, params, occasion))
    audit.append(work, entries)
    add_holds(work, holds)
    held = {hold.order_id for hold in holds}
    note_short(work, [loss.row for loss in losses if loss.row.order_id in held])
    notices.enqueue(work, told)
    return held


def _entry(gate: ShortPick, loss: _Loss, still_missing: int) -> audit.Entry:
    order_id, sku = OrderId(loss.row.order_id), loss.row.sku
    if loss.row.task_id != gate.task_id and not still_missing:
        data = {"sku": sku, "units": loss.missing}
        return audit.Entry(order_id, "moved_shelf", data=data)
    data = {
        "sku": sku,
        "missing": loss.missing,
        "still_missing": still_missing,
        "reason": gate.reason.value,
    }
    return audit.Entry(order_id, "short_pick", data=data)


def note_short(work: Work, rows: Sequence[Any]) -> None:
    """Ask for what nothing is reserved for now, of the whole order lines of some rows."""
    if not rows:
        return
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

"""Units that were picked and are not there at the put wall.

They are blocked at staging by the reason's condition, and others are reserved in their place
where there are any. An order that nothing could be reserved for is held for customer service
(wait, ship part, exchange, cancel), as after a short pick.

References:
    FIELD "Operations" (short pick reasons); clause 6.1.1a.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from db.bulk import set_many
from db.schema.picking import PickLine
from fulfilment import notices
from fulfilment.house import Work
from fulfilment.log import audit
from fulfilment.notices import Notice, NoticeKind
from fulfilment.orders.holds import NewHold, add_holds
from fulfilment.picking.short_pick import CONDITIONS, note_short, promise_rank
from fulfilment.picking.staging import staging_shelf
from fulfilment.release.promises import Promise, lock_stock, lower, promise
from fulfilment.stock.movements import Movement, post
from procedure.allocation import Want, share_out
from procedure.ids import LotId, OrderId, OrderLineId, ProductId
from procedure.words import HoldKind, MovementKind, ShortReason, StockState


def book_missing(work: Work, lines: Sequence[Any], reason: ShortReason) -> set[int]:
    """Book what is picked and not sorted of these pick lines as missing.

    Args:
        lines: Rows of pick lines, each with the promise of its order.

    Returns:
        Orders for which nothing could be reserved in its place.
    """
    missing: dict[OrderLineId, int] = defaultdict(int)
    for line in lines:
        missing[OrderLineId(line.order_line_id)] += line.picked - line.sorted
    there = [(line.id, line.sorted, line.sorted, reason.value) for line in lines]
    set_many(work.connection, PickLine, ("id",), ("quantity", "picked", "short_reason"), there)
    lower(work, missing)
    post(work, _blocked(work, lines, reason))
    found = _reserve_others(work, lines, missing)
    return _tell(work, lines, missing, found, reason)


def _blocked(work: Work, lines: Sequence[Any], reason: ShortReason) -> list[Movement]:
    staging = staging_shelf(work)
    return [
        Movement(
            MovementKind.SHORT,
            ProductId(line.product_id),
            line.picked - line.sorted,
            LotId(line.lot_id),
            staging,
            StockState.ALLOCATED,
            staging,
            StockState.BLOCKED,
            order_line_id=OrderLineId(line.order_line_id),
            reason=reason.value,
            to_condition=CONDITIONS[reason],
        )
        for line in lines
    ]


def _reserve_others(
    work: Work, lines: Sequence[Any], missing: dict[OrderLineId, int]
) -> dict[OrderLineId, int]:
    """Reserve other units in the place of the missing ones, earliest promise first."""
    served = {OrderLineId(line.order_line_id): line for line in sorted(lines, key=promise_rank)}
    stock = lock_stock(work, {ProductId(line.product_id) for line in lines})
    wants = [
        Want(OrderId(line.order_id), id_, ProductId(line.product_id), missing[id_])
        for id_, line in served.items()
    ]
    there = {product: max(units, 0) for product, units in stock.promisable.items()}
    shares = [share for share in share_out(wants, there) if share.reserved]
    promise(
        work, [Promise(s.want.line_id, s.want.product_id, s.reserved) for s in shares], why="short"
    )
    return {share.want.line_id: share.reserved for share in shares}


def _tell(
    work: Work,
    lines: Sequence[Any],
    missing: dict[OrderLineId, int],
    found: dict[OrderLineId, int],
    reason: ShortReason,
) -> set[int]:
    """Log what is missing; the orders that stay short, each held for customer service."""
    entries, holds, told, short = [], [], [], []
    for line_id, line in {OrderLineId(each.order_line_id): each for each in lines}.items():
        order_id = OrderId(line.order_id)
        still = missing[line_id] - found.get(line_id, 0)
        data = {
            "sku": line.sku,
            "missing": missing[line_id],
            "still_missing": still,
            "reason": reason.value,
        }
        entries.append(audit.Entry(order_id, "short_pick", data=data))
        if still:
            params: dict[str, str | int] = {"sku": line.sku, "missing": still}
            holds.append(NewHold(order_id, HoldKind.SHORTAGE, "short_pick", params))
            told.append(Notice(NoticeKind.SHORTAGE, order_id, params, str(line.id)))
            short.append(line)
    audit.append(work, entries)
    add_holds(work, holds)
    note_short(work, short)
    notices.enqueue(work, told)
    return {line.order_id for line in short}

"""The one function through which an order changes its status: checked, guarded, logged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from db.bulk import set_many
from db.schema.orders import Order
from fulfilment.house import Refuse, Work
from fulfilment.log import audit
from procedure.ids import OrderId
from procedure.lifecycle import ORDER
from procedure.verdicts import VerdictKind
from procedure.words import OrderStatus


@dataclass(frozen=True, slots=True)
class Move:
    """An order goes from one status to the next; see `audit.Entry` for what is logged."""

    order_id: OrderId
    before: OrderStatus
    after: OrderStatus
    action: str
    data: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    text: str | None = None


def move_orders(
    work: Work, moves: Sequence[Move], heads: Mapping[OrderId, audit.Head] | None = None
) -> None:
    """Carry out the moves and log them.

    Args:
        heads: Of these orders, where the caller locked and read them in this transaction and has
            logged nothing since.

    Raises:
        IllegalStep: The life cycle does not know a move (a bug of the caller).
        Refuse: An order is not in the status it was read in: somebody was faster.
    """
    if not moves:
        return
    for move in moves:
        ORDER.require(move.before, move.after)
    if heads is None:
        heads = audit.lock_heads(work, {move.order_id for move in moves})
    after: dict[OrderId, OrderStatus] = {}
    for move in moves:
        head = heads.get(move.order_id)
        if head is None or after.get(move.order_id, head.status) is not move.before:
            raise Refuse(VerdictKind.ORDER_CHANGED)
        after[move.order_id] = move.after
    ends = audit.write(
        work,
        [
            audit.Entry(m.order_id, m.action, m.before, m.after, m.data, m.reason, m.text)
            for m in moves
        ],
        heads,
    )
    set_many(
        work.connection,
        Order,
        ("id",),
        ("status", "version", "log_seq", "log_head"),
        [(id_, after[id_], heads[id_].version + 1, *ends[id_]) for id_ in after],
    )

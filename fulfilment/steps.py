"""The one function through which an order changes its status: checked, guarded, logged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import update

from db.schema.orders import Order
from fulfilment import audit
from fulfilment.house import Refuse, Work
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


def move_orders(work: Work, moves: Sequence[Move]) -> None:
    """Carry out the moves and log them.

    Raises:
        IllegalStep: The life cycle does not know a move (a bug of the caller).
        Refuse: An order is not in the status it was read in: somebody was faster.
    """
    groups: dict[tuple[OrderStatus, OrderStatus], list[OrderId]] = defaultdict(list)
    for move in moves:
        ORDER.require(move.before, move.after)
        groups[move.before, move.after].append(move.order_id)
    for (before, after), ids in groups.items():
        result = work.connection.execute(
            update(Order)
            .where(Order.id.in_(sorted(ids)), Order.status == before)
            .values(status=after, version=Order.version + 1)
        )
        if result.rowcount != len(ids):
            raise Refuse(VerdictKind.ORDER_CHANGED)
    audit.append(
        work,
        [
            audit.Entry(m.order_id, m.action, m.before, m.after, m.data, m.reason, m.text)
            for m in moves
        ],
    )

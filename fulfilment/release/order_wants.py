"""Orders that want stock, read in bulk: who they are, and what each line still needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from db.bulk import among
from db.holdings import OPEN_UNITS, line_holdings
from db.schema.orders import Order, OrderLine
from db.schema.picking import PickTask
from fulfilment.house import Work
from fulfilment.log.audit import HEAD, head_of
from fulfilment.release.found_stock import LineAt, WaitingOrder
from procedure.allocation import Want
from procedure.ids import OrderId, OrderLineId, ProductId
from procedure.verdicts import Verdict, VerdictKind, verdict


@dataclass(slots=True)
class Wanting:
    """Orders of one chunk, in the order they are served, and those that are not served."""

    orders: dict[OrderId, WaitingOrder] = field(default_factory=dict)
    refused: list[tuple[OrderId, Verdict]] = field(default_factory=list)

    def lines(self) -> list[LineAt]:
        """Lines of all orders, an order's together."""
        return [line for order in self.orders.values() for line in order.lines]

    def products(self) -> set[ProductId]:
        """Products of all lines."""
        return {line.product_id for line in self.lines()}

    def to_promise(self) -> list[Want]:
        """What each line was not promised yet."""
        return [
            Want(line.order_id, line.line_id, line.product_id, line.units - line.reserved)
            for line in self.lines()
            if line.units > line.reserved
        ]

    def to_place(self) -> list[Want]:
        """What each line still needs a shelf for."""
        return [
            Want(line.order_id, line.line_id, line.product_id, line.units - line.placed)
            for line in self.lines()
            if line.units > line.placed
        ]


Gate = Callable[[Any, Sequence[Any]], VerdictKind | None]
"""Why an order is not served, from its row and the rows of its open lines; None where it is."""


_TASKS = (
    select(func.count())
    .where(PickTask.order_id == Order.id)
    .correlate(Order)
    .scalar_subquery()
    .label("tasks")
)


def lock_wanting(work: Work, order_ids: Sequence[OrderId], why_not: Gate) -> Wanting:
    """Lock orders in the order of their ids and read what they want, in the order given."""
    rows = {
        row.id: row
        for row in work.connection.execute(
            select(
                Order.id,
                Order.order_no,
                Order.open_holds,
                Order.service,
                Order.carrier_id,
                _TASKS,
                *HEAD,
            )
            .where(among(Order.id, order_ids, work.connection))
            .order_by(Order.id)
            .with_for_update(of=Order)
        ).all()
    }
    lines = _open_lines(work, list(rows))
    wanting = Wanting()
    for order_id in dict.fromkeys(order_ids):
        row = rows.get(order_id)
        if row is None:
            continue
        problem = why_not(row, lines[order_id])
        if problem is not None:
            wanting.refused.append((order_id, verdict(problem, order_no=row.order_no)))
            continue
        wanting.orders[order_id] = WaitingOrder(
            row.order_no,
            row.service,
            head_of(row),
            row.tasks,
            tuple(_line(line) for line in lines[order_id] if line.product_id is not None),
        )
    return wanting


def _open_lines(work: Work, order_ids: Sequence[int]) -> dict[int, list[Any]]:
    """The lines with units that are neither cancelled nor shipped, by order."""
    rows = work.connection.execute(
        line_holdings()
        .where(among(OrderLine.order_id, order_ids, work.connection), OPEN_UNITS > 0)
        .order_by(OrderLine.order_id, OrderLine.line_no)
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows.all():
        found[row.order_id].append(row)
    return found


def _line(row: Any) -> LineAt:
    return LineAt(
        OrderLineId(row.line_id),
        OrderId(row.order_id),
        ProductId(row.product_id),
        row.units,
        row.reserved or 0,
        row.placed,
        row.reserved is not None,
    )

"""Shortages: which order lines lack units, kept up to date until the units came (3.2.1a, 6.1.1a).

An order line has one open shortage at most. What is missing is asked for in the same transaction,
see `fulfilment.supply.replenishment`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, insert, or_, select, update

from db.schema.orders import OrderLine
from db.schema.purchasing import ReplenishmentNeed, Shortage
from fulfilment.house import Work
from fulfilment.supply.replenishment import ask
from procedure.ids import OrderId, OrderLineId, ProductId
from procedure.replenishing import Lack

RELEASE, SHORT_PICK = "release", "short_pick"
"""Where a shortage was found."""


@dataclass(frozen=True, slots=True)
class Short:
    """What an order line lacks now.

    Attributes:
        missing: Units that nothing could be reserved for; 0 settles what was open.
        unplaced: Units that are reserved, but stand on no picking shelf.
    """

    order_id: OrderId
    order_line_id: OrderLineId
    product_id: ProductId
    missing: int
    unplaced: int = 0


def note(work: Work, shorts: Sequence[Short], cause: str = RELEASE) -> None:
    """Write down what these lines lack, and ask for exactly that; saying it again changes nothing.

    Called inside a release and a short pick, after stock was reserved.
    """
    if not shorts:
        return
    _write(work, shorts, cause)
    ask(work, [Lack(s.order_line_id, s.product_id, s.missing, s.unplaced) for s in shorts])


def settle(work: Work, order_ids: Sequence[OrderId]) -> None:
    """These orders lack nothing any more, or were cancelled: nothing is asked for on their behalf.

    The released orders' units are there; what a request brings later goes to others.
    """
    if not order_ids:
        return
    rows = _asked_for(work, order_ids)
    note(
        work,
        [
            Short(OrderId(row.order_id), OrderLineId(row.id), ProductId(row.product_id), 0)
            for row in rows
        ],
    )


def _asked_for(work: Work, order_ids: Sequence[OrderId]) -> Sequence[Any]:
    """Lines of these orders with an open shortage, or for which something is asked."""
    short = select(Shortage.order_line_id).where(
        Shortage.order_id.in_(order_ids), Shortage.settled_at.is_(None)
    )
    needed = select(ReplenishmentNeed.order_line_id).where(
        ReplenishmentNeed.order_line_id == OrderLine.id
    )
    return work.connection.execute(
        select(OrderLine.id, OrderLine.order_id, OrderLine.product_id)
        .where(
            OrderLine.order_id.in_(order_ids),
            or_(OrderLine.id.in_(short), needed.exists()),
        )
        .order_by(OrderLine.id)
    ).all()


def _write(work: Work, shorts: Sequence[Short], cause: str) -> None:
    open_rows = {
        row.order_line_id: row
        for row in work.connection.execute(
            select(Shortage.id, Shortage.order_line_id, Shortage.missing)
            .where(
                Shortage.order_line_id.in_([short.order_line_id for short in shorts]),
                Shortage.settled_at.is_(None),
            )
            .order_by(Shortage.id)
            .with_for_update()
        )
    }
    new = [s for s in shorts if s.missing and s.order_line_id not in open_rows]
    if new:
        _insert(work, new, cause)
    changed = [
        {
            "the_id": row.id,
            "units": short.missing,
            "settled": None if short.missing else work.now,
        }
        for short in shorts
        if (row := open_rows.get(short.order_line_id)) is not None and row.missing != short.missing
    ]
    if changed:
        work.connection.execute(
            update(Shortage)
            .where(Shortage.id == bindparam("the_id"))
            .values(missing=bindparam("units"), settled_at=bindparam("settled")),
            changed,
        )


def _insert(work: Work, shorts: Sequence[Short], cause: str) -> None:
    work.connection.execute(
        insert(Shortage),
        [
            {
                "id": id_,
                "order_id": short.order_id,
                "order_line_id": short.order_line_id,
                "product_id": short.product_id,
                "missing": short.missing,
                "cause": cause,
                "opened_at": work.now,
                "choice": None,
                "chosen_at": None,
                "chosen_by": None,
                "promised_on": None,
                "settled_at": None,
            }
            for id_, short in zip(work.new_ids(len(shorts)), shorts, strict=True)
        ],
    )

"""Confirmation of orders (procedure 三 (一) 1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import select

from db.schema.orders import Order
from fulfilment import notices
from fulfilment.house import Actor, House, Work
from fulfilment.notices import Notice, NoticeKind
from fulfilment.orders.steps import Move, move_orders
from procedure.effects import Refused
from procedure.ids import OrderId
from procedure.permissions import UseCase
from procedure.verdicts import Verdict, VerdictKind, verdict
from procedure.words import OrderStatus

CHUNK = 200


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a confirmation did.

    Attributes:
        orders: Confirmed now.
        refused: Orders that were not, each with why.
    """

    orders: tuple[OrderId, ...]
    refused: tuple[tuple[OrderId, Verdict], ...]


def confirm_orders(house: House, actor: Actor, order_ids: Sequence[OrderId]) -> Confirmed | Refused:
    """Confirm pending orders without holds; each gets its notice queued once (3.1.1b).

    Raises:
        CannotNow: The database cannot be written now; orders of earlier chunks stay confirmed.
    """
    done: list[OrderId] = []
    refused: list[tuple[OrderId, Verdict]] = []
    for start in range(0, len(order_ids), CHUNK):
        part = order_ids[start : start + CHUNK]
        result = house.run(actor, UseCase.CONFIRM_ORDERS, partial(_confirm, order_ids=part))
        if isinstance(result, Refused):
            return result
        done.extend(result.orders)
        refused.extend(result.refused)
    return Confirmed(tuple(done), tuple(refused))


def _confirm(work: Work, order_ids: Sequence[OrderId]) -> Confirmed:
    rows = work.connection.execute(
        select(
            Order.id,
            Order.order_no,
            Order.status,
            Order.open_holds,
            Order.total_minor,
            Order.currency,
            Order.service,
        )
        .where(Order.id.in_(order_ids))
        .order_by(Order.id)
        .with_for_update()
    ).all()
    refused: list[tuple[OrderId, Verdict]] = []
    ready = []
    for row in rows:
        if row.status is not OrderStatus.PENDING:
            refused.append((row.id, verdict(VerdictKind.ORDER_NOT_READY, order_no=row.order_no)))
        elif row.open_holds:
            refused.append((row.id, verdict(VerdictKind.ORDER_STOPPED, order_no=row.order_no)))
        else:
            ready.append(row)
    move_orders(
        work,
        [Move(r.id, OrderStatus.PENDING, OrderStatus.CONFIRMED, "confirmed") for r in ready],
    )
    notices.enqueue(
        work,
        [
            Notice(
                NoticeKind.ORDER_CONFIRMED,
                r.id,
                {"order_no": r.order_no, "total_minor": r.total_minor, "currency": r.currency},
            )
            for r in ready
        ],
    )
    return Confirmed(tuple(r.id for r in ready), tuple(refused))

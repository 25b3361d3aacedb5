"""Holds: why an order may not go on. Read in the same transaction at every step (2.2.1, 4.2.1a)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, insert, select, update

from db.schema.orders import Hold, Order
from fulfilment.house import Actor, House, Refuse, Work
from fulfilment.locks import locked_order
from fulfilment.log import audit
from fulfilment.paper.sheet_versions import outdate_shared_sheets
from procedure.effects import Refused
from procedure.ids import HoldId, OrderId
from procedure.permissions import UseCase
from procedure.verdicts import VerdictKind
from procedure.words import HoldKind, OrderStatus


@dataclass(frozen=True, slots=True)
class HoldOpened:
    """A hold that was opened."""

    hold_id: HoldId


def open_hold(
    house: House, actor: Actor, order_id: OrderId, kind: HoldKind, reason: str
) -> HoldOpened | Refused:
    """Stop an order: it goes no further from its next scan, print or hand-over on.

    Refused where the order has left already.
    """
    return house.run(
        actor, UseCase.OPEN_HOLD, lambda work: _open_hold(work, order_id, kind, reason)
    )


_GONE = (
    OrderStatus.SHIPPED,
    OrderStatus.COMPLETED,
    OrderStatus.CANCELLED,
    OrderStatus.RETURNED,
    OrderStatus.REFUNDED,
)


def _open_hold(work: Work, order_id: OrderId, kind: HoldKind, reason: str) -> HoldOpened:
    order = locked_order(work, order_id)
    if order.status in _GONE:
        raise Refuse(VerdictKind.ALREADY_SHIPPED, order_no=order.order_no)
    hold_id = add_holds(work, [NewHold(order_id, kind, kind.value, {}, reason)])[0]
    return HoldOpened(hold_id)


@dataclass(frozen=True, slots=True)
class NewHold:
    """A hold to be opened."""

    order_id: OrderId
    kind: HoldKind
    finding: str
    params: dict[str, str | int]
    reason: str = ""


def add_holds(work: Work, holds: Sequence[NewHold]) -> list[HoldId]:
    """Open holds inside a use case, count them on their orders, and log them."""
    if not holds:
        return []
    ids = [HoldId(id_) for id_ in work.new_ids(len(holds))]
    work.connection.execute(
        insert(Hold),
        [
            {
                "id": id_,
                "order_id": hold.order_id,
                "kind": hold.kind,
                "finding": hold.finding,
                "params": hold.params,
                "opened_at": work.now,
                "opened_by": work.actor.person_id,
            }
            for id_, hold in zip(ids, holds, strict=True)
        ],
    )
    recount_holds(work, sorted({hold.order_id for hold in holds}))
    audit.append(
        work,
        [
            audit.Entry(
                hold.order_id,
                "held",
                data={"kind": hold.kind.value, "finding": hold.finding},
                text=hold.reason or None,
            )
            for hold in holds
        ],
    )
    return ids


def recount_holds(work: Work, order_ids: Sequence[int]) -> None:
    """Keep `orders.open_holds` equal to the open rows; sheets they share are out of date."""
    open_rows = (
        select(func.count())
        .select_from(Hold)
        .where(Hold.order_id == Order.id, Hold.lifted_at.is_(None))
        .scalar_subquery()
    )
    work.connection.execute(
        update(Order)
        .where(Order.id.in_(order_ids))
        .values(open_holds=open_rows, version=Order.version + 1)
    )
    outdate_shared_sheets(work, order_ids)


@dataclass(frozen=True, slots=True)
class HoldLifted:
    """A hold was lifted; so many are left on its order."""

    left: int


def lift_hold(house: House, actor: Actor, hold_id: HoldId, reason: str) -> HoldLifted | Refused:
    """Lift a hold with a reason."""
    return house.run(actor, UseCase.LIFT_HOLD, lambda work: _lift_hold(work, hold_id, reason))


def _lift_hold(work: Work, hold_id: HoldId, reason: str) -> HoldLifted:
    row = work.connection.execute(
        update(Hold)
        .where(Hold.id == hold_id, Hold.lifted_at.is_(None))
        .values(lifted_at=work.now, lifted_by=work.actor.person_id, lift_reason=reason)
        .returning(Hold.order_id, Hold.kind, Hold.finding)
    ).first()
    if row is None:
        raise Refuse(VerdictKind.NOTHING_TO_DO)
    order = locked_order(work, OrderId(row.order_id))
    recount_holds(work, [order.id])
    audit.append(
        work,
        [
            audit.Entry(
                order.id,
                "hold_lifted",
                data={"kind": row.kind.value, "finding": row.finding},
                text=reason or None,
            )
        ],
    )
    left = work.connection.scalar(select(Order.open_holds).where(Order.id == order.id))
    return HoldLifted(int(left or 0))

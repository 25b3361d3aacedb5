"""Totes 周转箱: what carries the goods of an order from its pick to its parcel."""

from __future__ import annotations

from sqlalchemy import ColumnElement, delete, exists, or_, select, update

from db.holdings import UNFINISHED
from db.schema.orders import Order
from db.schema.parcels import Parcel
from db.schema.picking import PickTask, ToteUse
from db.upsert import insert_or
from fulfilment.house import Refuse, Work
from fulfilment.picking.leases import hold_lease
from procedure.effects import Done, TakeTote
from procedure.ids import OrderId, PickTaskId
from procedure.verdicts import VerdictKind
from procedure.words import ParcelStatus


def take_tote(work: Work, gate: TakeTote) -> Done:
    """The task's order gets a tote; one that it had before is free again.

    Raises:
        Refuse: The lease is gone or the order was stopped; `COMMAND_REFUSED` for a task that many
            orders share; `TOTE_IN_USE` where the tote carries another order's goods.
    """
    hold_lease(work, gate.task_id, gate.fence)
    order_id = work.connection.scalar(select(PickTask.order_id).where(PickTask.id == gate.task_id))
    if order_id is None:
        raise Refuse(VerdictKind.COMMAND_REFUSED, command=gate.tote)
    mine = {"order_id": order_id, "pick_task_id": gate.task_id, "since": work.now}
    work.connection.execute(
        insert_or(work.connection, ToteUse)
        .values(tote_code=gate.tote, warehouse_id=work.warehouse_id, **mine)
        .on_conflict_do_nothing(index_elements=["tote_code"])
    )
    taken = work.connection.execute(
        update(ToteUse)
        .where(
            ToteUse.tote_code == gate.tote,
            or_(ToteUse.order_id == order_id, ~_carries_goods()),
        )
        .values(**mine)
    )
    if taken.rowcount != 1:
        raise Refuse(VerdictKind.TOTE_IN_USE, tote=gate.tote, order_no=_user_of(work, gate.tote))
    work.connection.execute(
        delete(ToteUse).where(ToteUse.pick_task_id == gate.task_id, ToteUse.tote_code != gate.tote)
    )
    return Done()


def tote_of(work: Work, task_id: PickTaskId) -> str | None:
    """The tote of a task's order, or None."""
    return work.connection.scalar(select(ToteUse.tote_code).where(ToteUse.pick_task_id == task_id))


def order_in_tote(work: Work, tote: str) -> OrderId | None:
    """Whose goods a tote carried last, or None for one that nobody picked into."""
    found = work.connection.scalar(select(ToteUse.order_id).where(ToteUse.tote_code == tote))
    return None if found is None else OrderId(found)


def _carries_goods() -> ColumnElement[bool]:
    """A tote is free again once its walk is over and its parcel is closed."""
    walked = exists().where(PickTask.id == ToteUse.pick_task_id, PickTask.status.in_(UNFINISHED))
    packed = exists().where(
        Parcel.order_id == ToteUse.order_id,
        Parcel.tote_code == ToteUse.tote_code,
        Parcel.status == ParcelStatus.OPEN,
    )
    return or_(walked, packed)


def _user_of(work: Work, tote: str) -> str:
    return (
        work.connection.scalar(
            select(Order.order_no)
            .join(ToteUse, ToteUse.order_id == Order.id)
            .where(ToteUse.tote_code == tote)
        )
        or ""
    )

"""The orders of a wave in their slots, who may pick them, and the zones they lie in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from db.schema.orders import Order, OrderLine
from db.schema.people import Person, PersonPost
from db.schema.picking import PickLine, PickTask, WaveOrder
from db.schema.stock import Shelf
from procedure.ids import OrderId, PersonId, WarehouseId, WaveId
from procedure.words import OrderStatus, Post, ServiceLevel, ShelfKind


@dataclass(frozen=True, slots=True)
class WaveOrderRow:
    """An order of a wave.

    Attributes:
        slot: Of the put wall; None where the wave is not sorted.
        units, picked: Asked for in this wave, and taken from their shelves.
    """

    order_id: OrderId
    order_no: str
    slot: int | None
    status: OrderStatus
    open_holds: int
    express: bool
    units: int
    picked: int


def wave_orders(connection: Connection, wave_id: WaveId) -> tuple[WaveOrderRow, ...]:
    """The orders that are in a wave now, by slot; who left is not among them."""
    counted = (
        select(
            OrderLine.order_id,
            func.sum(PickLine.quantity).label("units"),
            func.sum(PickLine.picked).label("picked"),
        )
        .join(PickLine, PickLine.order_line_id == OrderLine.id)
        .join(PickTask, PickTask.id == PickLine.task_id)
        .where(PickTask.wave_id == wave_id)
        .group_by(OrderLine.order_id)
        .subquery()
    )
    rows = connection.execute(
        select(
            Order.id,
            Order.order_no,
            Order.status,
            Order.open_holds,
            Order.service,
            WaveOrder.slot,
            counted.c.units,
            counted.c.picked,
        )
        .join(WaveOrder, WaveOrder.order_id == Order.id)
        .outerjoin(counted, counted.c.order_id == Order.id)
        .where(WaveOrder.wave_id == wave_id)
        .order_by(WaveOrder.slot, Order.id)
    )
    return tuple(
        WaveOrderRow(
            OrderId(row.id),
            row.order_no,
            row.slot,
            row.status,
            row.open_holds,
            row.service is ServiceLevel.EXPRESS,
            int(row.units or 0),
            int(row.picked or 0),
        )
        for row in rows
    )


def people_of(connection: Connection, posts: Collection[Post]) -> tuple[tuple[PersonId, str], ...]:
    """Ids and names of the people who work here and hold any of these posts, by name."""
    rows = connection.execute(
        select(Person.id, Person.name)
        .where(
            Person.active,
            Person.id.in_(select(PersonPost.person_id).where(PersonPost.post.in_(sorted(posts)))),
        )
        .order_by(Person.name, Person.id)
    )
    return tuple((PersonId(row.id), row.name) for row in rows)


def picking_zones(connection: Connection, warehouse: WarehouseId) -> tuple[str, ...]:
    """The zones that have picking shelves in use, by name."""
    rows = connection.scalars(
        select(Shelf.zone)
        .where(Shelf.warehouse_id == warehouse, Shelf.kind == ShelfKind.PICK, Shelf.active)
        .distinct()
        .order_by(Shelf.zone)
    )
    return tuple(rows)

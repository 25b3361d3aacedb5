"""The end of sorting: a parcel for every slot, and what became of orders that do not go on.

An order that was stopped, or of which units are missing, leaves the wave: what was picked for it
waits at staging to be put back, and the order waits outside, as with a wave that is still being
picked (`fulfilment.waves.exits`). Missing units are blocked at staging until somebody counts.

References:
    clauses 3.2.2a, 6.1.1a; FIELD "Operations" (播种, short pick reasons, put back 反架).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select, update

from db.bulk import set_many
from db.schema.orders import Order, OrderLine
from db.schema.picking import PickLine, PickTask, Wave, WaveOrder
from db.schema.products import Product
from fulfilment.house import Refuse, Work
from fulfilment.orders.steps import Move, move_orders
from fulfilment.packing.parcels_made import PickedUnits, make_parcels
from fulfilment.picking.staging import staging_shelf
from fulfilment.release.promises import lower
from fulfilment.stock.movements import Movement, post
from fulfilment.wall.leases import hold_wall
from fulfilment.wall.shortfalls import book_missing
from fulfilment.waves.exits import SHORT, STOPPED, Exit
from procedure.ids import LotId, OrderId, OrderLineId, ProductId, WaveId
from procedure.verdicts import VerdictKind
from procedure.wall_effects import FinishWall, WallFinished
from procedure.words import (
    MovementKind,
    OrderStatus,
    StockCondition,
    StockState,
    WaveStatus,
)


def finish_wall(work: Work, gate: FinishWall) -> WallFinished:
    """Every slot is filled, or what is missing is told with its reason.

    Raises:
        Refuse: The lease is gone, or another quantity is missing than was told.
    """
    wave_no = hold_wall(work, gate.wave_id, gate.fence)
    orders = _locked_orders(work, gate.wave_id)
    lines = _lines(work, gate.wave_id)
    going = {o.id for o in orders if o.status is OrderStatus.PICKING and not o.open_holds}
    lost = [line for line in lines if line.order_id in going and line.sorted < line.picked]
    if sum(line.picked - line.sorted for line in lost) != gate.missing:
        raise Refuse(VerdictKind.ORDER_CHANGED)
    exits: dict[int, Exit] = {
        o.id: STOPPED for o in orders if o.id not in going and o.status is OrderStatus.PICKING
    }
    if lost:
        if gate.reason is None:
            raise Refuse(VerdictKind.ORDER_CHANGED)
        short = book_missing(work, lost, gate.reason)
        exits |= {id_: SHORT if id_ in short else STOPPED for id_ in {x.order_id for x in lost}}
    _put_back(work, [line for line in lines if line.order_id in exits])
    slots = {o.id: o.slot for o in orders}
    _leave(work, gate.wave_id, wave_no, exits, slots)
    packed = going - exits.keys()
    _make_parcels(work, [line for line in lines if line.order_id in packed], wave_no, slots)
    _end(work, gate.wave_id)
    return WallFinished(len(packed), tuple(o.slot for o in orders if o.id not in packed))


def _locked_orders(work: Work, wave_id: WaveId) -> Sequence[Any]:
    """The wave's orders, locked in the order of their ids; given in the order of slots."""
    rows = work.connection.execute(
        select(Order.id, Order.status, Order.open_holds, WaveOrder.slot)
        .join(WaveOrder, WaveOrder.order_id == Order.id)
        .where(WaveOrder.wave_id == wave_id)
        .order_by(Order.id)
        .with_for_update(of=Order)
    ).all()
    return sorted(rows, key=lambda row: row.slot)


def _lines(work: Work, wave_id: WaveId) -> Sequence[Any]:
    return work.connection.execute(
        select(
            PickLine.id,
            PickLine.order_line_id,
            PickLine.lot_id,
            PickLine.picked,
            PickLine.sorted,
            OrderLine.order_id,
            OrderLine.product_id,
            Product.sku,
            Order.service,
            Order.ship_by,
        )
        .join(PickTask, PickTask.id == PickLine.task_id)
        .join(OrderLine, OrderLine.id == PickLine.order_line_id)
        .join(Order, Order.id == OrderLine.order_id)
        .join(Product, Product.id == OrderLine.product_id)
        .where(PickTask.wave_id == wave_id, PickLine.picked > 0)
        .order_by(PickLine.id)
    ).all()


def _put_back(work: Work, lines: Sequence[Any]) -> None:
    """What was picked for these lines, and is not missing, waits at staging to be put back.

    Of an order that came short only what stands in its slot is there.
    """
    if not lines:
        return
    staging = staging_shelf(work)
    there = {
        row.id: row.picked
        for row in work.connection.execute(
            select(PickLine.id, PickLine.picked).where(PickLine.id.in_([x.id for x in lines]))
        )
    }
    dropped: dict[OrderLineId, int] = defaultdict(int)
    for line in lines:
        dropped[OrderLineId(line.order_line_id)] += there[line.id]
    zero = [(line.id, 0, 0, 0) for line in lines]
    set_many(work.connection, PickLine, ("id",), ("quantity", "picked", "sorted"), zero)
    lower(work, dropped)
    post(
        work,
        [
            Movement(
                MovementKind.INTERCEPT,
                ProductId(line.product_id),
                there[line.id],
                LotId(line.lot_id),
                staging,
                StockState.ALLOCATED,
                staging,
                StockState.BLOCKED,
                order_line_id=OrderLineId(line.order_line_id),
                to_condition=StockCondition.TO_PUT_BACK,
            )
            for line in lines
            if there[line.id]
        ],
    )


def _leave(
    work: Work,
    wave_id: WaveId,
    wave_no: str,
    exits: Mapping[int, Exit],
    slots: Mapping[int, int],
) -> None:
    if not exits:
        return
    work.connection.execute(
        delete(WaveOrder).where(WaveOrder.wave_id == wave_id, WaveOrder.order_id.in_(sorted(exits)))
    )
    move_orders(
        work,
        [
            Move(
                OrderId(id_),
                OrderStatus.PICKING,
                how.after,
                how.action,
                {"wave": wave_no, "slot": slots[id_]},
            )
            for id_, how in sorted(exits.items())
        ],
    )


def _make_parcels(
    work: Work, lines: Collection[Any], wave_no: str, slots: Mapping[int, int]
) -> None:
    units = [
        PickedUnits(
            OrderId(line.order_id),
            OrderLineId(line.order_line_id),
            LotId(line.lot_id),
            line.picked,
        )
        for line in lines
    ]
    totes = {OrderId(id_): slot_code(wave_no, slot) for id_, slot in slots.items()}
    make_parcels(work, units, {}, totes)


def slot_code(wave_no: str, slot: int) -> str:
    """The code by which packing opens what stands in a slot of the wall.

    Examples:
        >>> slot_code("WAV-20261127-001", 7)
        'WAV-20261127-001-07'
    """
    return f"{wave_no}-{slot:02d}"


def _end(work: Work, wave_id: WaveId) -> None:
    work.connection.execute(
        update(Wave)
        .where(Wave.id == wave_id)
        .values(
            status=WaveStatus.SORTED,
            finished_at=work.now,
            holder_station_id=None,
            holder_person_id=None,
            lease_until=None,
        )
    )

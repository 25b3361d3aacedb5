"""A parcel that failed goes back: wrong units are kept back, others are reserved and picked.

The right units stay in the box. Where others are there, the order is picked again for just the
missing ones, and what is picked joins the same parcel. Where none are, the parcel is taken apart
and the order waits for stock, as an order does that came short at the put wall.

References:
    clause 3.2.3b; FIELD "Operations" (short pick reasons carry their stock effect).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select, tuple_, update

from db.bulk import set_many
from db.schema.orders import OrderLine
from db.schema.parcels import Parcel, ParcelItem, ParcelSerial
from fulfilment.house import Refuse, Work
from fulfilment.log import audit
from fulfilment.orders.steps import Move, move_orders
from fulfilment.packing.materials import give_materials_back
from fulfilment.picking.picking import waiting_status
from fulfilment.picking.staging import staging_shelf
from fulfilment.quality.taking_apart import cut_picked, take_apart
from fulfilment.release.promises import lower
from fulfilment.release.reservation import release_within
from fulfilment.stock.movements import Movement, post
from procedure.ids import LotId, OrderId, OrderLineId, ParcelId, ProductId
from procedure.verdicts import VerdictKind
from procedure.words import (
    MovementKind,
    OrderStatus,
    ParcelStatus,
    StockCondition,
    StockState,
)


@dataclass(frozen=True, slots=True)
class WrongUnits:
    """Units of a parcel that may not leave, or are not there.

    Attributes:
        condition: What they are kept back as.
        code: The defect's card.
    """

    order_line_id: OrderLineId
    lot_id: LotId
    quantity: int
    condition: StockCondition
    code: str


@dataclass(frozen=True, slots=True)
class SentBack:
    """What is picked anew, and for how many units there is nothing to pick."""

    to_pick: int
    missing: int


def send_back(work: Work, row: Any, wrong: Sequence[WrongUnits], codes: Sequence[str]) -> SentBack:
    """Open the parcel again, without what was wrong with it.

    Args:
        row: As `inspections.hold_inspection` gives it.
        codes: The cards of all defects, for the log.

    Raises:
        Refuse: `NOT_PICKED_YET`: units of another parcel of the order are being picked anew.
    """
    parcel_id, order_id = ParcelId(row.parcel_id), OrderId(row.order_id)
    if wrong and row.status is OrderStatus.PICKING:
        raise Refuse(VerdictKind.NOT_PICKED_YET, order_no=row.order_no)
    _open_again(work, parcel_id)
    units = sum(each.quantity for each in wrong)
    data = {"box": row.box_code, "round": row.round_no, "units": units}
    reason = ", ".join(codes)
    if not units:
        audit.append(work, [audit.Entry(order_id, "inspection_failed", data=data, reason=reason)])
        return SentBack(0, 0)
    _cut(work, parcel_id, wrong)
    keep_back(work, wrong)
    failed = Move(order_id, row.status, OrderStatus.PICKING, "inspection_failed", data, reason)
    after = waiting_status(work, order_id)
    waits = Move(order_id, OrderStatus.PICKING, after, "to_pick_again", {"units": units})
    move_orders(work, [failed, waits])
    if release_within(work, [order_id]).to_pick:
        return SentBack(units, 0)
    take_apart(work, order_id)
    return SentBack(0, units)


def _open_again(work: Work, parcel_id: ParcelId) -> None:
    """Everything comes out: it is scanned into the box anew, and packed in new material."""
    give_materials_back(work, parcel_id)
    work.connection.execute(delete(ParcelSerial).where(ParcelSerial.parcel_id == parcel_id))
    work.connection.execute(
        update(ParcelItem).where(ParcelItem.parcel_id == parcel_id).values(packed=0)
    )
    work.connection.execute(
        update(Parcel)
        .where(Parcel.id == parcel_id)
        .values(
            status=ParcelStatus.OPEN,
            address_version=None,
            expected_g=None,
            weight_g=None,
            weighed_at=None,
            fence=Parcel.fence + 1,
        )
    )


def _cut(work: Work, parcel_id: ParcelId, wrong: Sequence[WrongUnits]) -> None:
    """The parcel asks for the wrong units no more."""
    lost: dict[tuple[OrderLineId, LotId], int] = defaultdict(int)
    for each in wrong:
        lost[each.order_line_id, each.lot_id] += each.quantity
    rows = work.connection.execute(
        select(ParcelItem.order_line_id, ParcelItem.lot_id, ParcelItem.quantity).where(
            ParcelItem.parcel_id == parcel_id
        )
    ).all()
    left = {
        (row.order_line_id, row.lot_id): row.quantity - lost[row.order_line_id, row.lot_id]
        for row in rows
        if (row.order_line_id, row.lot_id) in lost
    }
    kept = [(parcel_id, line, lot, units) for (line, lot), units in left.items() if units]
    set_many(
        work.connection, ParcelItem, ("parcel_id", "order_line_id", "lot_id"), ("quantity",), kept
    )
    gone = sorted(key for key, units in left.items() if not units)
    if gone:
        work.connection.execute(
            delete(ParcelItem).where(
                ParcelItem.parcel_id == parcel_id,
                tuple_(ParcelItem.order_line_id, ParcelItem.lot_id).in_(gone),
            )
        )


def keep_back(work: Work, wrong: Sequence[WrongUnits]) -> None:
    """Book the wrong units as kept back at staging; their order lines hold them no more."""
    products = {
        row.id: row.product_id
        for row in work.connection.execute(
            select(OrderLine.id, OrderLine.product_id).where(
                OrderLine.id.in_(sorted({each.order_line_id for each in wrong}))
            )
        )
    }
    brought: dict[tuple[int, int], int] = defaultdict(int)
    for each in wrong:
        brought[each.order_line_id, each.lot_id] += each.quantity
    cut_picked(work, brought)
    lost: dict[OrderLineId, int] = defaultdict(int)
    for each in wrong:
        lost[each.order_line_id] += each.quantity
    lower(work, lost)
    staging = staging_shelf(work)
    post(
        work,
        [
            Movement(
                MovementKind.SHORT,
                ProductId(products[each.order_line_id]),
                each.quantity,
                each.lot_id,
                staging,
                StockState.ALLOCATED,
                staging,
                StockState.BLOCKED,
                order_line_id=each.order_line_id,
                reason=each.code,
                to_condition=each.condition,
            )
            for each in wrong
        ],
    )

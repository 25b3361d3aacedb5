"""Hot products 爆品: one unit is scanned and the next order of it is packed, label after label.

A wave of a hot product holds orders of one unit each. Which of them a unit is for makes no
difference to the unit, so the house chooses: express first, then the earliest promise.

References:
    clause 3.2.2a; FIELD "Words" (爆品).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import aliased

from db.schema.orders import Order, OrderLine
from db.schema.parcels import Parcel, ParcelItem
from db.schema.picking import PickTask
from db.schema.products import Product
from db.schema.stock import Lot
from fulfilment.house import Refuse, Work
from fulfilment.packing.packing import open_parcel
from fulfilment.picking.leases import is_stopped
from procedure.effects import OpenHotParcel, OpenParcel, ParcelOpened
from procedure.ids import ProductId
from procedure.reading import matching_key
from procedure.verdicts import VerdictKind
from procedure.words import ParcelStatus, PickMode, ServiceLevel


def open_hot_parcel(work: Work, gate: OpenHotParcel) -> ParcelOpened:
    """Claim the next parcel that waits for one unit of this product.

    What this bench closed and has not proven yet comes first: its label is to be scanned back
    before another one is printed.

    Raises:
        Refuse: `NOT_OPEN`: no parcel waits for this product; `WRONG_LOT`: of another lot only.
    """
    row = work.connection.execute(_next_parcel(work, gate)).first()
    if row is None:
        raise _why_none(work, gate)
    return open_parcel(work, OpenParcel(row.box_code))


def _why_none(work: Work, gate: OpenHotParcel) -> Refuse:
    name = work.connection.scalar(select(Product.name).where(Product.id == gate.product_id)) or ""
    lots = [] if gate.lot is None else _lots_waiting(work, gate.product_id)
    if gate.lot is not None and lots:
        return Refuse(VerdictKind.WRONG_LOT, name=name, expected=", ".join(lots), got=gate.lot)
    return Refuse(VerdictKind.NOT_OPEN, name=name, step="parcel")


def _waits(work: Work, product_id: ProductId) -> list[Any]:
    """Conditions of parcels of a hot wave that this bench may open for one unit of a product."""
    mine = Parcel.holder_station_id == work.actor.station_id
    free = or_(Parcel.holder_station_id.is_(None), mine, Parcel.lease_until < work.now)
    item = aliased(ParcelItem)
    others = select(item.parcel_id).where(
        item.parcel_id == Parcel.id,
        or_(item.quantity > 1, item.order_line_id != OrderLine.id),
    )
    return [
        Parcel.warehouse_id == work.warehouse_id,
        OrderLine.product_id == product_id,
        PickTask.mode == PickMode.HOT,
        or_(
            and_(Parcel.status == ParcelStatus.OPEN, ParcelItem.packed == 0, free),
            and_(Parcel.status == ParcelStatus.PACKED, mine),
        ),
        ~others.exists(),
        ~is_stopped(),
    ]


def _joined(*columns: Any) -> Any:
    return (
        select(*columns)
        .select_from(Parcel)
        .join(ParcelItem, ParcelItem.parcel_id == Parcel.id)
        .join(OrderLine, OrderLine.id == ParcelItem.order_line_id)
        .join(Lot, Lot.id == ParcelItem.lot_id)
        .join(Order, Order.id == Parcel.order_id)
        .join(PickTask, PickTask.sheet_code == Parcel.sheet_code)
    )


def _next_parcel(work: Work, gate: OpenHotParcel) -> Any:
    """The parcel to open, its rows locked: two benches that scan at once get two parcels."""
    of_lot = [] if gate.lot is None else [func.upper(Lot.code) == matching_key(gate.lot)]
    return (
        _joined(Parcel.box_code)
        .where(*_waits(work, gate.product_id), *of_lot)
        .order_by(
            case((Parcel.status == ParcelStatus.PACKED, 0), else_=1),
            case((Parcel.holder_station_id == work.actor.station_id, 0), else_=1),
            case((Parcel.service == ServiceLevel.EXPRESS, 0), else_=1),
            case((Order.ship_by.is_(None), 1), else_=0),
            Order.ship_by,
            Order.id,
        )
        .limit(1)
        .with_for_update(of=(Order, Parcel), skip_locked=True)
    )


def _lots_waiting(work: Work, product_id: ProductId) -> Sequence[str]:
    return work.connection.scalars(
        _joined(Lot.code).where(*_waits(work, product_id)).distinct().order_by(Lot.code)
    ).all()

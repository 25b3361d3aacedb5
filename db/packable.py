"""Which parcels may be packed: one rule, for the list that counts them and for who opens one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_

from db.schema.orders import Order
from db.schema.parcels import Parcel
from procedure.ids import StationId
from procedure.words import OrderStatus


def may_go_on() -> ColumnElement[bool]:
    """Whether an order may go on: nothing holds it, and it was not cancelled."""
    return and_(Order.open_holds == 0, Order.status != OrderStatus.CANCELLED)


def is_unclaimed(now: datetime, station_id: StationId | None = None) -> ColumnElement[bool]:
    """Whether a parcel is in nobody's hands; what a station itself holds is free for it."""
    free = or_(Parcel.holder_station_id.is_(None), Parcel.lease_until < now)
    return free if station_id is None else or_(free, Parcel.holder_station_id == station_id)

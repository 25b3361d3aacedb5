"""The orders table, paged by key. Personal data is masked here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select

from db.schema.orders import Channel, Order, OrderAddress
from db.schema.parcels import Parcel
from db.schema.waybills import Carrier, WaybillNumber
from procedure.ids import OrderId
from procedure.masking import mask_name
from procedure.words import OrderStatus, ServiceLevel


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """Which orders a table shows.

    Attributes:
        statuses: Any of these; empty for all.
        held: True for held orders only, False for the others, None for both.
        service: One speed only.
        text: Beginning of an order number, an external number or a waybill number.
    """

    statuses: frozenset[OrderStatus] = frozenset()
    held: bool | None = None
    service: ServiceLevel | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A line of the orders table; receiver masked."""

    order_id: OrderId
    order_no: str
    channel: str
    receiver: str
    city: str
    carrier: str
    pieces: int
    received_at: datetime
    status: OrderStatus
    holds: int
    service: ServiceLevel
    total_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class OrderPage:
    """Some rows, newest first, and where the next page begins.

    Attributes:
        next_before: Give it as `before` to get the next page; None at the end.
    """

    rows: tuple[OrderRow, ...]
    next_before: OrderId | None


def order_page(
    connection: Connection, chosen: OrderFilter, before: OrderId | None, limit: int
) -> OrderPage:
    """A page of orders by key: its cost does not grow with the number of orders."""
    conditions = _conditions(chosen)
    if before is not None:
        conditions.append(Order.id < before)
    ids = select(Order.id).where(*conditions).order_by(Order.id.desc()).limit(limit + 1).subquery()
    rows = connection.execute(
        select(
            Order.id,
            Order.order_no,
            Channel.name.label("channel"),
            OrderAddress.receiver,
            OrderAddress.city,
            Carrier.code.label("carrier"),
            Order.pieces,
            Order.received_at,
            Order.status,
            Order.open_holds,
            Order.service,
            Order.total_minor,
            Order.currency,
        )
        .join(ids, ids.c.id == Order.id)
        .join(Channel, Channel.id == Order.channel_id)
        .join(
            OrderAddress,
            and_(OrderAddress.order_id == Order.id, OrderAddress.version == Order.address_version),
        )
        .outerjoin(Carrier, Carrier.id == Order.carrier_id)
        .order_by(Order.id.desc())
    ).all()
    more = len(rows) > limit
    shown = rows[:limit]
    return OrderPage(tuple(_row(row) for row in shown), OrderId(shown[-1].id) if more else None)


def _conditions(chosen: OrderFilter) -> list[Any]:
    conditions: list[Any] = []
    if chosen.statuses:
        conditions.append(Order.status.in_(sorted(chosen.statuses)))
    if chosen.held is not None:
        conditions.append(Order.open_holds > 0 if chosen.held else Order.open_holds == 0)
    if chosen.service is not None:
        conditions.append(Order.service == chosen.service)
    if text := chosen.text.strip().upper():
        end = text + "\U0010ffff"
        by_waybill = (
            select(Parcel.order_id)
            .join(WaybillNumber, WaybillNumber.parcel_id == Parcel.id)
            .where(WaybillNumber.number >= text, WaybillNumber.number < end)
        )
        conditions.append(
            or_(
                and_(Order.order_no >= text, Order.order_no < end),
                and_(Order.external_no >= text, Order.external_no < end),
                Order.id.in_(by_waybill),
            )
        )
    return conditions


def _row(row: Any) -> OrderRow:
    return OrderRow(
        order_id=OrderId(row.id),
        order_no=row.order_no,
        channel=row.channel,
        receiver=mask_name(row.receiver),
        city=row.city,
        carrier=row.carrier or "",
        pieces=row.pieces,
        received_at=row.received_at,
        status=row.status,
        holds=row.open_holds,
        service=row.service,
        total_minor=row.total_minor,
        currency=row.currency,
    )


@dataclass(frozen=True, slots=True)
class OrderCounts:
    """How many orders there are by status, and how many are held."""

    by_status: dict[OrderStatus, int]
    held: int
    express: int

    @property
    def total(self) -> int:
        """All orders."""
        return sum(self.by_status.values())

    def of(self, statuses: Sequence[OrderStatus]) -> int:
        """Orders in any of these."""
        return sum(self.by_status.get(status, 0) for status in statuses)


def order_counts(connection: Connection) -> OrderCounts:
    """Counts for the filter chips."""
    rows = connection.execute(select(Order.status, func.count()).group_by(Order.status)).all()
    held = connection.scalar(select(func.count()).select_from(Order).where(Order.open_holds > 0))
    express = connection.scalar(
        select(func.count()).select_from(Order).where(Order.service == ServiceLevel.EXPRESS)
    )
    return OrderCounts(dict(rows), int(held or 0), int(express or 0))


def changes_since(connection: Connection) -> tuple[int, int]:
    """A cheap mark that differs when any order changed: newest id and sum of versions."""
    row = connection.execute(
        select(func.max(Order.id), func.sum(Order.version + Order.log_seq))
    ).one()
    return int(row[0] or 0), int(row[1] or 0)

"""The photos that are kept of an order: a list without their contents, and one content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, or_, select

from db.schema.evidence import Evidence
from db.schema.orders import OrderLine
from db.schema.parcels import Parcel
from db.schema.people import Person, Station
from db.schema.picking import PickLine
from procedure.ids import OrderId
from procedure.parcel_words import EvidenceKind

MOST_PHOTOS = 24
"""Shown of an order, newest first."""


@dataclass(frozen=True, slots=True)
class PhotoView:
    """A photo that is kept.

    Attributes:
        shared: Whether it shows goods that several orders share.
        by, station: Who took it and where; "" for unknown.
    """

    evidence_id: int
    kind: EvidenceKind
    at: datetime
    by: str
    station: str
    note: str
    shared: bool


def photos_of_order(connection: Connection, order_id: OrderId) -> tuple[PhotoView, ...]:
    """The photos of an order, its parcels and its picking, newest first."""
    tasks = (
        select(PickLine.task_id)
        .join(OrderLine, OrderLine.id == PickLine.order_line_id)
        .where(OrderLine.order_id == order_id)
    )
    parcels = select(Parcel.id).where(Parcel.order_id == order_id)
    rows = connection.execute(
        select(
            Evidence.id,
            Evidence.kind,
            Evidence.at,
            Evidence.note,
            Evidence.order_id,
            Person.name.label("person"),
            Station.name.label("station"),
        )
        .outerjoin(Person, Person.id == Evidence.person_id)
        .outerjoin(Station, Station.id == Evidence.station_id)
        .where(
            or_(
                Evidence.order_id == order_id,
                Evidence.parcel_id.in_(parcels),
                Evidence.order_id.is_(None) & Evidence.pick_task_id.in_(tasks),
            )
        )
        .order_by(Evidence.id.desc())
        .limit(MOST_PHOTOS)
    )
    return tuple(
        PhotoView(
            row.id,
            row.kind,
            row.at,
            row.person or "",
            row.station or "",
            row.note,
            row.order_id is None,
        )
        for row in rows
    )


def photo_contents(connection: Connection, evidence_ids: tuple[int, ...]) -> dict[int, bytes]:
    """The contents of photos, each a JPEG."""
    rows = connection.execute(
        select(Evidence.id, Evidence.content).where(Evidence.id.in_(evidence_ids))
    )
    return {row.id: row.content for row in rows}

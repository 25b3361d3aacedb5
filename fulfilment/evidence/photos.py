"""Keeping a photo as evidence: with what it shows, who took it, and where.

A photo is kept once, by the id its sender made for it. Its digest stands in the order's log, so
that a photo that was exchanged later does not match the chain.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from sqlalchemy import insert, select

from db.schema.evidence import Evidence
from db.schema.orders import Order
from db.schema.parcels import Parcel
from db.schema.picking import PickTask
from fulfilment.evidence.pictures import MEDIA_TYPE, Picture
from fulfilment.house import Actor, House, Refuse, Work
from fulfilment.locks import locked_order
from fulfilment.log import audit
from procedure.effects import Refused
from procedure.ids import OrderId, ParcelId, PickTaskId
from procedure.parcel_words import EvidenceKind
from procedure.permissions import UseCase
from procedure.verdicts import VerdictKind

LONGEST_NOTE = 200


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo and what it shows.

    Attributes:
        key: The id its sender made for it; the same one is the same photo.
        task_id, parcel_id: What was worked on; None for neither.
    """

    key: str
    kind: EvidenceKind
    picture: Picture
    note: str = ""
    task_id: PickTaskId | None = None
    parcel_id: ParcelId | None = None


@dataclass(frozen=True, slots=True)
class PhotoKept:
    """A photo that is kept.

    Attributes:
        order_no: The order it belongs to; "" for goods that several orders share.
    """

    evidence_id: int
    order_no: str


def keep_photo(house: House, actor: Actor, photo: Photo) -> PhotoKept | Refused:
    """Keep a photo; one that was sent before is answered as it was then.

    Refused with `NOTHING_TO_DO` (no such task or parcel here), `SCAN_CONFLICT` (another photo was
    kept under this key).

    Raises:
        CannotNow: The database is away; the photo is not kept.
    """
    return house.run(actor, UseCase.TAKE_PHOTO, partial(_keep, photo=photo))


def _keep(work: Work, photo: Photo) -> PhotoKept:
    order_id = _order_of(work, photo)
    if order_id is not None:
        locked_order(work, order_id)  # the same photo sent twice at once waits here
    before = work.connection.execute(
        select(Evidence.id, Evidence.digest).where(Evidence.key == photo.key)
    ).first()
    if before is not None:
        if before.digest != photo.picture.digest:
            raise Refuse(VerdictKind.SCAN_CONFLICT)
        return PhotoKept(before.id, _number_of(work, order_id))
    evidence_id = work.new_id()
    work.connection.execute(
        insert(Evidence).values(
            id=evidence_id,
            warehouse_id=work.warehouse_id,
            key=photo.key,
            kind=photo.kind,
            media_type=MEDIA_TYPE,
            content=photo.picture.content,
            digest=photo.picture.digest,
            note=photo.note[:LONGEST_NOTE],
            order_id=order_id,
            parcel_id=photo.parcel_id,
            pick_task_id=photo.task_id,
            person_id=work.actor.person_id,
            station_id=work.actor.station_id,
            at=work.now,
        )
    )
    if order_id is not None:
        data = {"photo": photo.kind.value, "digest": photo.picture.digest}
        audit.append(work, [audit.Entry(order_id, "photo_kept", data=data)])
    return PhotoKept(evidence_id, _number_of(work, order_id))


def _order_of(work: Work, photo: Photo) -> OrderId | None:
    """The order whose goods are shown; None where several orders share them."""
    if photo.parcel_id is not None:
        its = select(Parcel.order_id).where(Parcel.id == photo.parcel_id)
        order_id = work.connection.scalar(
            select(Order.id).where(Order.id.in_(its), Order.warehouse_id == work.warehouse_id)
        )
        if order_id is None:
            raise Refuse(VerdictKind.NOTHING_TO_DO)
        return OrderId(order_id)
    if photo.task_id is None:
        return None
    task = work.connection.execute(
        select(PickTask.order_id).where(
            PickTask.id == photo.task_id, PickTask.warehouse_id == work.warehouse_id
        )
    ).first()
    if task is None:
        raise Refuse(VerdictKind.NOTHING_TO_DO)
    return None if task.order_id is None else OrderId(task.order_id)


def _number_of(work: Work, order_id: OrderId | None) -> str:
    if order_id is None:
        return ""
    return work.connection.scalar(select(Order.order_no).where(Order.id == order_id)) or ""

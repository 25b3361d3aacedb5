"""Parcels that failed their inspection and are not closed again: what they wait for."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from db.inspected import has_failed
from db.schema.parcels import Parcel
from fulfilment.house import Refuse, Work
from procedure.ids import OrderId, ParcelId
from procedure.verdicts import VerdictKind
from procedure.words import OrderStatus, ParcelStatus

_BEING_PICKED = (OrderStatus.PICKING, OrderStatus.BACKORDERED, OrderStatus.CONFIRMED)


def require_passed(work: Work, row: Any) -> None:
    """Does nothing where no inspection stands between a parcel and its way out.

    Args:
        row: As `parcel_lookup.find_parcel` gives it.

    Raises:
        Refuse: `TO_BE_INSPECTED`: it is drawn; `NOT_PASSED`: it is to be packed anew.
    """
    if row.status is ParcelStatus.TO_INSPECT:
        raise Refuse(VerdictKind.TO_BE_INSPECTED, order_no=row.order_no)
    if row.status is ParcelStatus.OPEN and _failed_parcel(work, row.id):
        raise Refuse(VerdictKind.NOT_PASSED, order_no=row.order_no)


def require_goods(work: Work, row: Any) -> None:
    """Does nothing where a parcel has what it is to be packed with.

    Raises:
        Refuse: `TO_BE_INSPECTED`: it is closed, and drawn; `NOT_PICKED_YET`: it failed, and what
            was wrong is still to be picked.
    """
    if row.status is ParcelStatus.TO_INSPECT:
        raise Refuse(VerdictKind.TO_BE_INSPECTED, order_no=row.order_no)
    waits = row.status is ParcelStatus.OPEN and row.order_status in _BEING_PICKED
    if waits and _failed_parcel(work, row.id):
        raise Refuse(VerdictKind.NOT_PICKED_YET, order_no=row.order_no)


def _failed_parcel(work: Work, parcel_id: int) -> bool:
    found = work.connection.scalar(
        select(Parcel.id).where(Parcel.id == parcel_id, has_failed()).limit(1)
    )
    return found is not None


def waiting_parcels(work: Work, order_ids: Collection[OrderId]) -> dict[OrderId, ParcelId]:
    """The failed parcel of each order that what is picked now belongs into."""
    rows = work.connection.execute(
        select(Parcel.order_id, Parcel.id)
        .where(
            Parcel.order_id.in_(sorted(order_ids)),
            Parcel.status == ParcelStatus.OPEN,
            has_failed(),
        )
        .order_by(Parcel.id.desc())
    )
    return {OrderId(order_id): ParcelId(id_) for order_id, id_ in rows}

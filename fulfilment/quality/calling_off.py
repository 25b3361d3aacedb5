"""Inspections of parcels that are not there to be looked into any more."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import update

from db.schema.inspection import Inspection
from fulfilment.house import Work
from procedure.parcel_words import InspectionStatus


def call_off(work: Work, parcels: Collection[int]) -> None:
    """End the unfinished inspections of parcels that were opened again, or cancelled."""
    work.connection.execute(
        update(Inspection)
        .where(
            Inspection.parcel_id.in_(sorted(parcels)),
            Inspection.status.in_((InspectionStatus.WAITING, InspectionStatus.OPEN)),
        )
        .values(
            status=InspectionStatus.CANCELLED,
            finished_at=work.now,
            holder_station_id=None,
            holder_person_id=None,
            lease_until=None,
        )
    )

"""How a parcel's inspections stand: one description, for those who draw and those who ask."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import aliased

from db.schema.inspection import Inspection
from db.schema.parcels import Parcel
from procedure.parcel_words import InspectionStatus

UNFINISHED_LOOKS = (InspectionStatus.WAITING, InspectionStatus.OPEN)
"""An inspection that somebody still has to end."""


def has_failed() -> ColumnElement[bool]:
    """Whether a parcel's last inspection failed."""
    look, last = aliased(Inspection), aliased(Inspection)
    newest = (
        select(func.max(last.round_no)).where(last.parcel_id == Parcel.id).correlate(Parcel)
    ).scalar_subquery()
    return exists().where(
        and_(
            look.parcel_id == Parcel.id,
            look.round_no == newest,
            look.status == InspectionStatus.FAILED,
        )
    )


def has_passed() -> ColumnElement[bool]:
    """Whether an inspection of a parcel passed."""
    look = aliased(Inspection)
    return exists().where(look.parcel_id == Parcel.id, look.status == InspectionStatus.PASSED)

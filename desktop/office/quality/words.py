"""Colours of the office for lots and looks. No Qt, no database."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from desktop.widgets.states import State
from procedure.parcel_words import InspectionLotStatus, InspectionStatus

LOT_STATES: Mapping[InspectionLotStatus, State] = MappingProxyType(
    {
        InspectionLotStatus.OPEN: State.PROGRESS,
        InspectionLotStatus.ACCEPTED: State.GOOD,
        InspectionLotStatus.REJECTED: State.WRONG,
    }
)
LOOK_STATES: Mapping[InspectionStatus, State] = MappingProxyType(
    {
        InspectionStatus.WAITING: State.ATTENTION,
        InspectionStatus.OPEN: State.PROGRESS,
        InspectionStatus.PASSED: State.GOOD,
        InspectionStatus.FAILED: State.WRONG,
        InspectionStatus.CANCELLED: State.ENDED,
    }
)

"""Whether a parcel can be opened at an inspection bench now, and if not, why: one rule (3.2.3b).

The list of what waits and the opener of a scanned box both ask it, so that they never disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from procedure.ids import StationId
from procedure.verdicts import VerdictKind
from procedure.words import OrderStatus, ParcelStatus


@dataclass(frozen=True, slots=True)
class ParcelAtBench:
    """What decides whether a parcel can be looked into.

    Attributes:
        waits: Whether an inspection of it is not finished.
        failed: Whether its last inspection failed.
        passed: Whether one of its inspections passed.
        holder: The bench that has it, or None.
        lease_until: Until when; aware.
    """

    status: ParcelStatus
    order_status: OrderStatus
    open_holds: int
    waits: bool
    failed: bool = False
    passed: bool = False
    holder: StationId | None = None
    lease_until: datetime | None = None


def why_not(parcel: ParcelAtBench, bench: StationId | None, now: datetime) -> VerdictKind | None:
    """Why a bench cannot open a parcel now, or None where it can.

    Examples:
        >>> from datetime import UTC, datetime
        >>> packed = ParcelAtBench(ParcelStatus.PACKED, OrderStatus.READY_TO_SHIP, 0, waits=False)
        >>> why_not(packed, StationId(1), datetime(2026, 11, 23, tzinfo=UTC))
        <VerdictKind.NOT_DRAWN: 'not_drawn'>
    """
    if parcel.open_holds or parcel.order_status is OrderStatus.CANCELLED:
        return VerdictKind.ORDER_STOPPED
    match parcel.status:
        case ParcelStatus.STOPPED | ParcelStatus.CANCELLED:
            return VerdictKind.ORDER_STOPPED
        case ParcelStatus.TO_INSPECT if parcel.waits:
            return VerdictKind.TASK_TAKEN if _is_elsewhere(parcel, bench, now) else None
        case ParcelStatus.OPEN if parcel.failed:
            return VerdictKind.NOT_PASSED
        case ParcelStatus.HANDED_OVER:
            return VerdictKind.ALREADY_SHIPPED
        case _:
            return VerdictKind.INSPECTED_ALREADY if parcel.passed else VerdictKind.NOT_DRAWN


def _is_elsewhere(parcel: ParcelAtBench, bench: StationId | None, now: datetime) -> bool:
    """Whether another bench has it, and showed a sign of life lately."""
    if parcel.holder is None or parcel.holder == bench:
        return False
    return parcel.lease_until is None or parcel.lease_until >= now

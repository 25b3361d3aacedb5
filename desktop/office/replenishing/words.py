"""Words of the office about requests and purchase orders. No Qt, no database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from desktop.widgets.states import State
from procedure.words import PurchaseStatus, ReplenishmentStatus

REQUEST_STATES: Mapping[ReplenishmentStatus, State] = MappingProxyType(
    {
        ReplenishmentStatus.OPEN: State.ATTENTION,
        ReplenishmentStatus.ORDERED: State.PROGRESS,
        ReplenishmentStatus.DONE: State.GOOD,
        ReplenishmentStatus.CANCELLED: State.ENDED,
    }
)
PURCHASE_STATES: Mapping[PurchaseStatus, State] = MappingProxyType(
    {
        PurchaseStatus.DRAFT: State.NEUTRAL,
        PurchaseStatus.SENT: State.PROGRESS,
        PurchaseStatus.PARTLY_RECEIVED: State.PROGRESS,
        PurchaseStatus.RECEIVED: State.GOOD,
        PurchaseStatus.CANCELLED: State.ENDED,
    }
)


def day_of(text: str) -> date | None:
    """The day somebody typed as year, month and day; None where it is none.

    Examples:
        >>> day_of("2026-12-04"), day_of(" 20261204 ") == day_of("2026/12/4"), day_of("soon")
        (datetime.date(2026, 12, 4), True, None)
    """
    digits = text.strip().replace("/", "-").replace(".", "-")
    if len(digits) == 8 and digits.isdigit():
        digits = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    parts = digits.split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts) or len(parts[0]) != 4:
        return None
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        return None

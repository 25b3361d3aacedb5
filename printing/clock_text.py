"""Times as they are printed: in the warehouse's zone, to the minute."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo


def minute_text(at: datetime, time_zone: str) -> str:
    """An aware time in a zone, `2026-11-23 17:12`.

    Raises:
        ValueError: The time has no zone of its own.
        zoneinfo.ZoneInfoNotFoundError: No such zone.

    Examples:
        >>> from datetime import UTC
        >>> minute_text(datetime(2026, 11, 23, 9, 12, tzinfo=UTC), "Asia/Shanghai")
        '2026-11-23 17:12'
    """
    if at.tzinfo is None:
        raise ValueError("a printed time must know its zone")
    return at.astimezone(ZoneInfo(time_zone)).strftime("%Y-%m-%d %H:%M")

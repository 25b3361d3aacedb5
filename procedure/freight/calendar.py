"""When a parcel leaves and arrives: pickup clock and lead times (4.1.1a, 4.1.2b)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

SUNDAY = 6
EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Pickups:
    """When a carrier comes.

    Attributes:
        cut_off: Time of the day in the warehouse's zone; None where it comes when called.
        weekdays: Monday is 0; at least one.
        closed: Days on which it does not come.

    Raises:
        ValueError: It never comes.
    """

    cut_off: time | None
    weekdays: frozenset[int] = EVERY_DAY
    closed: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= EVERY_DAY:
            raise ValueError(f"no carrier comes on weekdays {sorted(self.weekdays)}")

    def comes_on(self, day: date) -> bool:
        """Whether it comes on that day."""
        return day.weekday() in self.weekdays and day not in self.closed

    def next_after(self, ready_at: datetime) -> date:
        """The day of the first pickup that goods ready at a moment can be in.

        Args:
            ready_at: In the warehouse's zone.

        Raises:
            ValueError: None within a year: its calendar is wrong.

        Examples:
            >>> at_six = Pickups(time(18))
            >>> [at_six.next_after(datetime(2026, 11, 23, hour)).day for hour in (17, 18, 19)]
            [23, 23, 24]
        """
        day = ready_at.date()
        if self.cut_off is not None and ready_at.time() > self.cut_off:
            day += timedelta(days=1)
        for _ in range(366):
            if self.comes_on(day):
                return day
            day += timedelta(days=1)
        raise ValueError("the carrier does not come within a year")


@dataclass(frozen=True, slots=True)
class LeadTime:
    """Days from pickup to arrival, first and last.

    Raises:
        ValueError: Below 0, or the last before the first.
    """

    first: int
    last: int
    on_sundays: bool = True

    def __post_init__(self) -> None:
        if not 0 <= self.first <= self.last:
            raise ValueError(f"no carrier takes {self.first} to {self.last} days")

    def arrival(self, ships_on: date) -> tuple[date, date]:
        """The first and the last day on which a parcel is expected.

        Examples:
            >>> LeadTime(3, 5).arrival(date(2026, 11, 27))
            (datetime.date(2026, 11, 30), datetime.date(2026, 12, 2))
            >>> LeadTime(1, 2, on_sundays=False).arrival(date(2026, 11, 28))
            (datetime.date(2026, 11, 30), datetime.date(2026, 12, 1))
        """
        return self._after(ships_on, self.first), self._after(ships_on, self.last)

    def _after(self, day: date, days: int) -> date:
        while days:
            day += timedelta(days=1)
            if self.on_sundays or day.weekday() != SUNDAY:
                days -= 1
        return day

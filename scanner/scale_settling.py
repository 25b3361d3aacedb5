"""When a load lies still: by the scale's own word, or because several readings agree. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from scanner.scale_reading import ScaleReading


@dataclass(frozen=True, slots=True)
class StillnessRule:
    """What counts as still where the scale does not say it.

    Attributes:
        readings: So many readings one after the other, at least 2.
        within_g: No further apart than this, in grams.
        for_ms: Over at least this long.
    """

    readings: int = 4
    within_g: int = 5
    for_ms: int = 600


class Settling:
    """Watches one scale's readings.

    What is unstable, out of range or below zero is never a settled weight, and ends the one
    before it.

    Examples:
        >>> settling = Settling(StillnessRule(readings=2, within_g=1, for_ms=100))
        >>> [settling.take(ScaleReading(g), at) for g, at in ((500, 0), (501, 50), (501, 100))]
        [None, None, 501]
        >>> settling.take(ScaleReading(900, stable=True), 120)
        900
        >>> settling.take(ScaleReading(900, stable=False), 140) is None
        True
    """

    def __init__(self, rule: StillnessRule) -> None:
        self._rule = rule
        self._first_g = 0
        self._first_ms = 0
        self._count = 0

    def take(self, reading: ScaleReading, tick_ms: int) -> int | None:
        """The settled weight after this reading, in grams, or None while the load moves.

        Args:
            tick_ms: Monotonic milliseconds of the reading.
        """
        grams = reading.grams
        if grams is None or not reading.may_settle:
            self._count = 0
            return None
        if reading.stable:
            self._count = 0
            return grams
        if self._count and abs(grams - self._first_g) <= self._rule.within_g:
            self._count += 1
        else:
            self._first_g, self._first_ms, self._count = grams, tick_ms, 1
        still = self._count >= self._rule.readings and tick_ms - self._first_ms >= self._rule.for_ms
        return grams if still else None

    def forget(self) -> None:
        """Nothing was heard for a while: what comes is a new load."""
        self._count = 0

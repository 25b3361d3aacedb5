"""Times of input events and the machine's clock on one scale."""

from __future__ import annotations

from collections import deque

_REMEMBERED = 50
_JUMP_MS = 1000


class EventTime:
    """Puts the machine's clock on the scale of the event source.

    Pauses between keys are taken from the events' own times: a window that was busy for a moment
    then still sees how slowly somebody typed meanwhile. Only the question "how long has it been
    silent *now*" needs the clock, moved by the smallest lag seen lately.

    Examples:
        >>> times = EventTime()
        >>> times.of_event(5000, 905_007), times.of_event(5020, 905_022)
        (5000, 5020)
        >>> times.at(905_052)
        5050
        >>> EventTime().of_event(0, 77)
        77
    """

    def __init__(self) -> None:
        self._lags: deque[int] = deque(maxlen=_REMEMBERED)
        self._last = 0

    def of_event(self, timestamp: int, now_ms: int) -> int:
        """The time of an event; events made by programs carry 0 and happen now."""
        if timestamp <= 0:
            return self.at(now_ms)
        if timestamp < self._last - _JUMP_MS:
            self._lags.clear()
        self._last = timestamp
        self._lags.append(now_ms - timestamp)
        return timestamp

    def at(self, now_ms: int) -> int:
        """The clock's time on the events' scale."""
        return now_ms - min(self._lags, default=0)

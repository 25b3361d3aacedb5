"""How often a screen reads: a busy database is not made busier by screens that only look."""

from __future__ import annotations

import time

REST = 4
"""A reading that took long is followed by so many times as long a rest."""


class ReadingPace:
    """Says when to rest. Thread: used in the main thread only."""

    def __init__(self) -> None:
        self._began = self._rests_until = 0.0

    @property
    def is_resting(self) -> bool:
        """Whether it is too soon to read again."""
        return time.monotonic() < self._rests_until

    def begin(self) -> None:
        """A reading begins."""
        self._began = time.monotonic()

    def end(self) -> None:
        """The reading's answer is here."""
        now = time.monotonic()
        self._rests_until = now + REST * (now - self._began)

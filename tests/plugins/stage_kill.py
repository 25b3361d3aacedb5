"""Kills the process it runs in at a random point of one stage of a scan's way.

Nothing of this is in the program: Python tells every line it comes to, SQLite every step of a
statement of the journal, and at one of them, drawn by lot, the process ends by SIGKILL.
"""

from __future__ import annotations

import os
import random
import signal
import sys
from collections.abc import Callable
from enum import StrEnum
from types import CodeType, FrameType
from typing import Any

from db.journal import Journal
from db.transaction import in_transaction


class Stage(StrEnum):
    """A stretch of a scan's way, from one promise to the next."""

    DEVICE_TO_JOURNAL = "device-journal"
    """From the scanner's line up to the commit on the station's disk."""
    JOURNAL_TO_APPLY = "journal-apply"
    """From there up to the centre's commit."""
    APPLY_TO_ACKNOWLEDGEMENT = "apply-acknowledgement"
    """From there until it stands in the journal that the centre has it."""


_JOURNALLED = Journal.append.__code__
_APPLIED = in_transaction.__code__
_ACKNOWLEDGED = Journal.settle.__code__

_ENDS: dict[Stage, tuple[CodeType | None, CodeType]] = {
    Stage.DEVICE_TO_JOURNAL: (None, _JOURNALLED),
    Stage.JOURNAL_TO_APPLY: (_JOURNALLED, _APPLIED),
    Stage.APPLY_TO_ACKNOWLEDGEMENT: (_APPLIED, _ACKNOWLEDGED),
}
"""The functions whose return begins and ends a stage; None where it begins at once."""


MOST_TRIES = 30
"""Scans that count nothing, or pass their stage alive, before that is a fault of the test."""


class StageKill:
    """Counts the points of a stage, and ends the process at one of them.

    Args:
        last_word: Called right before the end with the point and how many there were to draw from.
    """

    def __init__(
        self, stage: Stage, journal: Journal, last_word: Callable[[int, int], None]
    ) -> None:
        self._begins, self._ends = _ENDS[stage]
        self._journal = journal
        self._last_word = last_word
        self._points = 0
        self._fatal = 0
        self._drawn_from = 0
        self._inside = False

    def run(self, way: Callable[[], None], chance: random.Random) -> None:
        """Go the way of a scan until it is killed on it; at first only its points are counted.

        A way may be shorter than the one before, and what counts nothing has no points at all.
        """
        for _ in range(MOST_TRIES):
            self._fatal = 0
            self._once(way)
            if self._points:
                self._drawn_from = self._points
                self._fatal = chance.randint(1, self._drawn_from)
                self._once(way)
        raise AssertionError("no scan counts any more")

    def _once(self, way: Callable[[], None]) -> None:
        self._points = 0
        self._inside = self._begins is None
        self._journal._connection.set_progress_handler(self._on_step, 1)
        sys.settrace(self._on_call)
        try:
            way()
        finally:
            sys.settrace(None)
            self._journal._connection.set_progress_handler(None, 0)

    def _on_call(self, frame: FrameType, event: str, argument: Any) -> Any:
        if event == "line":
            self._reach()
        elif event == "return" and frame.f_code is self._ends:
            self._inside = False
        elif event == "return" and frame.f_code is self._begins:
            self._inside = True
        return self._on_call

    def _on_step(self) -> int:
        self._reach()
        return 0

    def _reach(self) -> None:
        if not self._inside:
            return
        self._points += 1
        if self._points == self._fatal:
            self._last_word(self._fatal, self._drawn_from)
            os.kill(os.getpid(), signal.SIGKILL)

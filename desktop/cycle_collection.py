"""Where Python's collector of cycles may run: in the main thread, between two events.

By itself it runs in whichever thread allocates next, and in the midst of an event. A widget it
finds is then destroyed in the station's thread, or under the hands of whoever delivers an event to
it (docs/decisions/0006-cycles-collected-in-the-main-thread.md).
"""

from __future__ import annotations

import gc

import shiboken6
from PySide6.QtCore import QObject, QThread, QTimer, Slot

EVERY_MS = 100
"""How often it looks whether there is something to collect."""
QUIET_LOOKS = 20
"""So many looks without a scan, and everything may be looked through: nobody waits for a paint."""
LONGEST_LOOKS = 6_000
"""So many looks, ten minutes, after the last time everything is looked through in any case."""
_OLDEST = 2


class CycleCollection(QObject):
    """Collects cycles from a timer of the main thread, as often as Python would by itself.

    Young objects are collected as soon as Python's own thresholds are passed; all of them, which
    takes longer, only when nobody scans.

    Thread: the main thread only.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._quiet = 0
        self._since_oldest = 0
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """From now on no other thread collects."""
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Leave it to Python again: every object of Qt must be destroyed by now."""
        self._timer.stop()
        gc.enable()

    @Slot()
    def settle(self) -> None:
        """What is there now stays until the end; never look through it again."""
        gc.freeze()

    @Slot()
    def postpone(self) -> None:
        """Somebody scanned: not now."""
        self._quiet = 0

    @Slot()
    def look(self) -> None:
        """Collect what is due. The timer does it; a test may."""
        if QThread.currentThread().loopLevel() > 1:
            return  # in the midst of somebody's event, for example under a dialog
        self._quiet += 1
        self._since_oldest += 1
        generation = _due()
        if generation == _OLDEST:
            if self._quiet < QUIET_LOOKS and self._since_oldest < LONGEST_LOOKS:
                generation -= 1
            else:
                self._since_oldest = 0
        if generation is not None:
            gc.collect(generation)


def destroy(thing: QObject) -> None:
    """Destroy an object of Qt and all that is in it, now; what is destroyed already stays so.

    Thread: the main thread only.
    """
    if shiboken6.isValid(thing):
        shiboken6.delete(thing)


def _due() -> int | None:
    """The oldest generation whose threshold is passed; None where none is."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    passed = [n for n in range(_OLDEST + 1) if counts[n] > thresholds[n]]
    return passed[-1] if passed else None

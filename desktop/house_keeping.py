"""Has the periodic work of the house done in the background, as long as the program is open."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.tasks import Finished, Tasks
from fulfilment.house import House
from fulfilment.house_jobs import keep_house

FIRST_MS = 2_000
"""After the house was opened: signing in comes first."""
EVERY_MS = 60_000


class HouseKeeping(QObject):
    """Asks for it once a minute; of several stations the first one does it for all."""

    def __init__(self, house: House, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._house, self._tasks = house, tasks
        self._ticket: int | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.keep)
        self._timer.start(FIRST_MS)

    @Slot()
    def keep(self) -> None:
        """Ask now, unless it is being done."""
        self._timer.setInterval(EVERY_MS)
        if self._ticket is None:
            self._ticket = self._tasks.start(partial(keep_house, self._house), self._on_kept)

    def stop(self) -> None:
        """Ask no more."""
        self._timer.stop()

    def _on_kept(self, finished: Finished) -> None:
        """What was done is in the log and on the screens; a trouble is tried in a minute."""
        self._ticket = None

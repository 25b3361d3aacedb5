"""Paper leaves in a thread of its own: a printer that stalls holds up no scan.

The station's worker says that something is intended; what it is stands in the database. While a
document is under way later ones wait, and each is sent once: the database keeps who sends what.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from db.errors import CannotNow
from fulfilment.house import Actor
from fulfilment.paper.print_jobs import Printed

logger = logging.getLogger(__name__)

RETRY_SECONDS = 2.0
"""How long it waits before it asks an absent database again."""

PrintDue = Callable[[Actor], tuple[Printed, ...]]


class PaperThread(QObject):
    """Sends what is intended, whenever it is told to look.

    Signals (received in the main thread):
        printed(Printed): A piece of paper was sent, or could not be.
        failed(): A fault of the program kept paper back; it stays intended, or is not certain.

    Args:
        print_due: Sends what is intended in somebody's name; called in the thread.
    """

    printed = Signal(object)
    failed = Signal()

    def __init__(self, print_due: PrintDue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._print_due = print_due
        self._wanted: queue.SimpleQueue[Actor | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._serve, name="packbench-paper")

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def look(self, actor: Actor) -> None:
        """Something may be intended.

        Thread: any.
        """
        self._wanted.put(actor)

    def stop(self) -> None:
        """Finish the document under way, and wait for the thread's end."""
        self._wanted.put(None)
        if self._thread.ident is not None:
            self._thread.join()

    def _drained(self) -> bool:
        """Take what was asked for meanwhile, it is sent now; False where the end was."""
        while not self._wanted.empty():
            if self._wanted.get() is None:
                return False
        return True

    def _serve(self) -> None:
        again: Actor | None = None
        while True:
            try:
                actor = self._wanted.get(timeout=RETRY_SECONDS if again else None)
            except queue.Empty:
                actor = again
            if actor is None or not self._drained():
                return
            again = None
            try:
                for printed in self._print_due(actor):
                    self.printed.emit(printed)
            except CannotNow:
                again = actor  # what was not sent stays intended
            except Exception:
                # A bug in one document is no reason to print none of the later ones.
                logger.exception("paper could not be sent")
                self.failed.emit()

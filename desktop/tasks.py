"""Work in the background: a read or a use case runs in a thread, its result comes to the screen.

The main thread never touches database, disk or network (ARCHITECTURE, threads). A result is
delivered in the main thread; a screen that has moved on ignores a late one by its ticket.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from db.errors import CannotNow

logger = logging.getLogger(__name__)

WORKERS = 2


@dataclass(frozen=True, slots=True)
class Finished:
    """What a task came to.

    Attributes:
        ticket: The number `Tasks.start` gave.
        result: What the work gave; None where it failed.
        trouble: Why it cannot be done now, or None.
    """

    ticket: int
    result: Any
    trouble: CannotNow | None


class Tasks(QObject):
    """Runs work in a few threads and reports in the main thread.

    Thread: lives in the main thread; `start` is called there.
    """

    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="packbench-task")
        self._receivers: dict[int, Callable[[Finished], None]] = {}
        self._last = 0
        self._closed = threading.Event()
        self._finished.connect(self._on_finished)

    def start(self, work: Callable[[], Any], receive: Callable[[Finished], None]) -> int:
        """Run `work` in a thread and call `receive` in the main thread; gives a ticket."""
        self._last += 1
        ticket = self._last
        self._receivers[ticket] = receive
        self._pool.submit(self._run, ticket, work)
        return ticket

    def forget(self, ticket: int) -> None:
        """The result is no longer wanted."""
        self._receivers.pop(ticket, None)

    def close(self) -> None:
        """Wait for what runs and take nothing more."""
        self._closed.set()
        self._receivers.clear()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _run(self, ticket: int, work: Callable[[], Any]) -> None:
        try:
            finished = Finished(ticket, work(), None)
        except CannotNow as trouble:
            finished = Finished(ticket, None, trouble)
        except Exception:
            logger.exception("a background task failed")
            raise
        if not self._closed.is_set():
            self._finished.emit(finished)

    @Slot(object)
    def _on_finished(self, finished: Finished) -> None:
        receive = self._receivers.pop(finished.ticket, None)
        if receive is not None:
            receive(finished)

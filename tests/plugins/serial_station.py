"""What a test of a serial scanner receives, and the ports of its machine."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from datetime import UTC, datetime

from procedure.scans import RawScan
from scanner.discovery import PortIdentity
from scanner.link import LinkEvent
from scanner.reception import MachineClock, Reception
from scanner.serial import SearchPace, SerialScanner, SerialSettings
from scanner.simulator import SteppingClock

STARTED = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SOON = SerialSettings(pace=SearchPace(soon_ms=5, soon_for_ms=10_000, later_ms=5))
PATIENCE_S = 30.0
"""Only how long a broken program may keep the test waiting; nothing is measured with it."""


class Station:
    """Receives what one scanner delivers."""

    def __init__(
        self,
        identity: PortIdentity,
        *,
        settings: SerialSettings = SOON,
        clock: SteppingClock | MachineClock | None = None,
        ports: Callable[[], tuple[PortIdentity, ...]] = tuple,
    ) -> None:
        self._scans: queue.Queue[RawScan] = queue.Queue()
        self._events: queue.Queue[LinkEvent] = queue.Queue()
        self.threads: set[str] = set()
        # A clock that stands still: no pause of a busy machine is ever a silence on the line.
        reception = Reception(clock or SteppingClock(STARTED))
        self.scanner = SerialScanner(
            identity,
            self._on_scan,
            self._events.put,
            settings=settings,
            reception=reception,
            ports=ports,
        )

    def _on_scan(self, scan: RawScan) -> None:
        self.threads.add(threading.current_thread().name)
        self._scans.put(scan)

    def scan(self) -> RawScan:
        return self._scans.get(timeout=PATIENCE_S)

    def text(self) -> str:
        return self.scan().raw_text

    def event(self) -> LinkEvent:
        return self._events.get(timeout=PATIENCE_S)

    @property
    def quiet(self) -> bool:
        return self._scans.empty() and self._events.empty()


class Bus:
    """The ports of a machine, and how often somebody has looked at them."""

    def __init__(self, *plugged: PortIdentity) -> None:
        self.plugged = plugged
        self._looks = threading.Semaphore(0)

    def ports(self) -> tuple[PortIdentity, ...]:
        self._looks.release()
        return self.plugged

    def wait_for_looks(self, count: int) -> None:
        while self._looks.acquire(blocking=False):
            pass
        for _ in range(count):
            assert self._looks.acquire(timeout=PATIENCE_S)

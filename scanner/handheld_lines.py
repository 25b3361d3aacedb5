"""Keeps the listener of the handhelds going: an address that is away is tried again.

A computer that starts faster than its network has no address yet; nobody should have to start
the program again for that.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from procedure.scans import RawScan
from scanner.link import LinkEvent, Listening, NotListening
from scanner.network import LineListener, ListenerSettings
from scanner.port_thread import SearchPace
from scanner.reception import Reception

LISTENER = "lines"
"""The device that the listener's own states carry."""


class HandheldLines:
    """Listens at one address for as long as it is started.

    Args:
        settings: Where, and from whom.
        on_scan: Gets each scan.
        on_event: Gets `Listening` and `NotListening`, once each time it changes, and everything
            that a `LineListener` tells.
        pace: How often an address that is away is tried.
        on_bytes: Gets what each read of a handheld gave, before it is cut.

    Thread: the callbacks run in threads of its own. `start` and `stop` belong to one other.
    """

    def __init__(
        self,
        settings: ListenerSettings,
        on_scan: Callable[[RawScan], None],
        on_event: Callable[[LinkEvent], None],
        *,
        reception: Reception,
        pace: SearchPace,
        on_bytes: Callable[[str, bytes], None] | None = None,
    ) -> None:
        self._settings = settings
        self._on_scan, self._on_event, self._on_bytes = on_scan, on_event, on_bytes
        self._reception = reception
        self._pace = pace
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="scanner listening", daemon=True)

    def start(self) -> None:
        """Listen from now on, or as soon as it can be done."""
        self._thread.start()

    def stop(self) -> None:
        """End it, with all connections."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        said, waited_ms = False, 0
        while not self._stopping.is_set():
            listener = LineListener(
                self._settings,
                self._on_scan,
                self._on_event,
                reception=self._reception,
                on_bytes=self._on_bytes,
            )
            try:
                port = listener.start()
            except OSError:
                if not said:
                    said = True
                    self._tell(NotListening(LISTENER, self._settings.address, self._settings.port))
                pause = self._pace.pause_ms(waited_ms)
                waited_ms += pause
                self._stopping.wait(pause / 1000)
                continue
            self._tell(Listening(LISTENER, self._settings.address, port))
            self._stopping.wait()
            listener.stop()

    def _tell(self, event: LinkEvent) -> None:
        if not self._stopping.is_set():
            self._on_event(event)

"""Handhelds that send plain lines over TCP, such as DataWedge's "IP output".

Nothing is acknowledged, so nothing is promised: a handheld that must know is given the page. Off
unless it is set up; bound to one address of this machine; who is not on the list is turned away.

References:
    FIELD "Scanners" (PDAs): listener off by default, one interface, allow-list, 512 bytes a line.
"""

from __future__ import annotations

import ipaddress
import logging
import selectors
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from procedure.scans import RawScan
from procedure.words import ScanSource
from scanner.framing import Damaged, Frame, Framer
from scanner.link import Connected, DamagedLine, LinkEvent, Lost, TurnedAway
from scanner.reception import Reception

_log = logging.getLogger(__name__)

LINE_LIMIT = 512
"""Bytes of the longest line."""
MOST_HANDHELDS = 16
"""Connections that are served at once."""
_CHUNK = 4096


@dataclass(frozen=True, slots=True)
class ListenerSettings:
    """Where lines are taken, and from whom.

    Attributes:
        address: The one address of this machine that is listened on; never "all of them".
        port: TCP port; 0 lets the system choose one.
        allowed: Addresses of the handhelds.

    Raises:
        ValueError: An address is none, or stands for all.
    """

    address: str
    port: int
    allowed: tuple[str, ...]

    def __post_init__(self) -> None:
        for each in (self.address, *self.allowed):
            if ipaddress.ip_address(each).is_unspecified:
                raise ValueError("an address that stands for all addresses is not taken")
        if not 0 <= self.port <= 65_535:
            raise ValueError("a port goes from 0 to 65535")


@dataclass(slots=True)
class _Caller:
    """One handheld that is connected."""

    device: str
    framer: Framer = field(default_factory=lambda: Framer(limit=LINE_LIMIT))


class LineListener:
    """Delivers the scans of handhelds, for as long as it is started.

    Args:
        settings: Where, and from whom.
        on_scan: Gets each scan.
        on_event: Gets who came, left or was turned away, and each damaged line.
        reception: Makes the RawScans; its clock also measures silence.
        on_bytes: Gets what each read of a handheld gave, before it is cut.

    Thread: the callbacks run in the listener's thread. `start` and `stop` belong to one other.
    """

    def __init__(
        self,
        settings: ListenerSettings,
        on_scan: Callable[[RawScan], None],
        on_event: Callable[[LinkEvent], None],
        *,
        reception: Reception | None = None,
        on_bytes: Callable[[str, bytes], None] | None = None,
    ) -> None:
        self._settings = settings
        self._allowed = frozenset(map(ipaddress.ip_address, settings.allowed))
        self._on_scan = on_scan
        self._on_event = on_event
        self._reception = reception or Reception()
        self._on_bytes = on_bytes
        self._selector: selectors.BaseSelector
        self._callers: dict[socket.socket, _Caller] = {}
        self._thread: threading.Thread | None = None

    def start(self) -> int:
        """Listen from now on; gives the port.

        Raises:
            OSError: The address is not this machine's, or the port is taken.
        """
        address = self._settings.address
        is_v6 = ipaddress.ip_address(address).version == 6
        listener = socket.create_server(
            (address, self._settings.port), family=socket.AF_INET6 if is_v6 else socket.AF_INET
        )
        listener.setblocking(False)
        self._selector = selectors.DefaultSelector()
        self._waker, woken = socket.socketpair()
        self._selector.register(listener, selectors.EVENT_READ)
        self._selector.register(woken, selectors.EVENT_READ)
        self._thread = threading.Thread(
            target=self._run, args=(listener, woken), name="scanner lines", daemon=True
        )
        self._thread.start()
        return int(listener.getsockname()[1])

    def stop(self) -> None:
        """End the thread and all connections."""
        if self._thread is None:
            return
        self._waker.send(b"x")
        self._thread.join()
        self._waker.close()
        self._thread = None

    def _run(self, listener: socket.socket, woken: socket.socket) -> None:
        try:
            while True:
                ready = [key.fileobj for key, _ in self._selector.select(self._patience_s())]
                if woken in ready:
                    return
                for side in ready:
                    if side is listener:
                        self._welcome(listener)
                    elif isinstance(side, socket.socket):
                        self._read(side)
                for caller in self._callers.values():
                    self._deliver(caller, b"")
        finally:
            for side in (*self._callers, listener, woken):
                side.close()
            self._selector.close()

    def _patience_s(self) -> float | None:
        """How long nothing is due: a line without terminator ends by silence."""
        due = [due for c in self._callers.values() if (due := c.framer.due_ms()) is not None]
        return max(0.001, (min(due) - self._tick_ms()) / 1000) if due else None

    def _welcome(self, listener: socket.socket) -> None:
        try:
            side, (address, *_) = listener.accept()
        except OSError:
            return  # gone before it was welcomed
        if ipaddress.ip_address(address) not in self._allowed or (
            len(self._callers) >= MOST_HANDHELDS
        ):
            side.close()
            self._call(self._on_event, TurnedAway(_device(address), address))
            return
        side.setblocking(False)
        self._callers[side] = _Caller(_device(address))
        self._selector.register(side, selectors.EVENT_READ)
        self._call(self._on_event, Connected(_device(address), address))

    def _read(self, side: socket.socket) -> None:
        try:
            data = side.recv(_CHUNK)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        caller = self._callers[side]
        if data:
            if self._on_bytes is not None:
                self._on_bytes(caller.device, data)
            self._deliver(caller, data)
            return
        self._selector.unregister(side)
        side.close()
        del self._callers[side]
        self._call(self._on_event, Lost(caller.device, caller.framer.drop()))

    def _deliver(self, caller: _Caller, data: bytes) -> None:
        for found in caller.framer.feed(data, self._tick_ms()):
            match found:
                case Frame(payload):
                    scan = self._reception.of_bytes(
                        payload, device=caller.device, source=ScanSource.NETWORK
                    )
                    self._call(self._on_scan, scan)
                case Damaged(kind, beginning):
                    self._call(self._on_event, DamagedLine(caller.device, kind, beginning))

    def _call(self, receiver: Callable[..., None], value: RawScan | LinkEvent) -> None:
        try:
            receiver(value)
        except Exception:
            _log.exception("a receiver of the handhelds' lines failed")

    def _tick_ms(self) -> int:
        return self._reception.clock.tick_ms()


def _device(address: str) -> str:
    return f"tcp:{address}"

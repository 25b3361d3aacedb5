"""Stop 1 of a scan on a serial line: one scanner, one port, one reader thread.

References:
    FIELD "Scanners" (serial): 9600 8N1 default, exclusive, after unplugging looked for every 1 s
    for 10 s and then every 3 s; the half line is discarded.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from procedure.scans import RawScan
from scanner.discovery import ListPorts, PortIdentity, find_again, list_ports
from scanner.framing import Damaged, Frame, Framer
from scanner.link import (
    Absent,
    Connected,
    DamagedLine,
    LinkEvent,
    LinkState,
    Lost,
    state_of_error,
)
from scanner.reception import Reception

if TYPE_CHECKING:
    import serial

_log = logging.getLogger(__name__)

T = TypeVar("T")

if sys.platform == "win32":
    _PORT_ERRORS: tuple[type[Exception], ...] = (OSError, ValueError)
else:
    import fcntl
    import termios

    # pyserial lets the terminal library's own error through here and there.
    _PORT_ERRORS = (OSError, ValueError, termios.error)


@dataclass(frozen=True, slots=True)
class SearchPace:
    """How often a scanner that is away is looked for.

    Attributes:
        soon_ms: Pause between two tries at first.
        soon_for_ms: How long that lasts.
        later_ms: Pause afterwards.
    """

    soon_ms: int = 1000
    soon_for_ms: int = 10_000
    later_ms: int = 3000

    def pause_ms(self, away_ms: int) -> int:
        """The pause before the next try, for a scanner away this long.

        Examples:
            >>> [SearchPace().pause_ms(away) for away in (0, 9_999, 10_000)]
            [1000, 1000, 3000]
        """
        return self.soon_ms if away_ms < self.soon_for_ms else self.later_ms


@dataclass(frozen=True, slots=True)
class SerialSettings:
    """The line and its framing. Always 8 data bits, no parity, 1 stop bit.

    Attributes:
        baud: 9600; USB-CDC scanners take any, usually 115200.
        silence_ms: Silence that ends a line of a scanner without terminator.
        pace: How often a scanner that is away is looked for.
    """

    baud: int = 9600
    silence_ms: int = 50
    pace: SearchPace = SearchPace()


class SerialScanner:
    """Delivers the scans of one serial scanner, for as long as it is started.

    Args:
        identity: Which scanner; it is found again by this, see `discovery.find_again`.
        on_scan: Gets each scan.
        on_event: Gets each change of state, once, and each damaged line.
        settings: Line and framing.
        reception: Makes the RawScans; its clock also measures silence.
        ports: Lists the ports of the machine.

    Thread: both callbacks run in the reader thread, in the order of the line. They must return
        soon; what they raise is logged and the reader goes on. `start` and `stop` belong to one
        other thread.
    """

    def __init__(
        self,
        identity: PortIdentity,
        on_scan: Callable[[RawScan], None],
        on_event: Callable[[LinkEvent], None],
        *,
        settings: SerialSettings | None = None,
        reception: Reception | None = None,
        ports: ListPorts = list_ports,
    ) -> None:
        self.identity = identity
        self._on_scan = on_scan
        self._on_event = on_event
        self._settings = settings or SerialSettings()
        self._reception = reception or Reception()
        self._ports = ports
        self._framer = Framer(silence_ms=self._settings.silence_ms)
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._state: LinkState | None = None

    def start(self) -> None:
        """Start the reader thread.

        Raises:
            RuntimeError: It runs already.
        """
        if self._thread is not None and self._thread.is_alive():
            raise RuntimeError("the scanner is started already")
        self._stopping.clear()
        self._state = None
        # A daemon: a driver that hangs in a system call must not keep the program from ending.
        self._thread = threading.Thread(
            target=self._run, name=f"scanner {self.identity.device}", daemon=True
        )
        self._thread.start()

    def stop(self, timeout_s: float = 5.0) -> bool:
        """End the reader thread and close the port.

        Gives False when a driver hangs and the thread could not be joined in time; nothing is
        delivered any more in that case either.
        """
        thread = self._thread
        if thread is None:
            return True
        self._stopping.set()
        thread.join(timeout_s)
        return not thread.is_alive()

    def _run(self) -> None:
        away_since = self._tick_ms()
        while not self._stopping.is_set():
            port = self._open()
            if port is not None:
                self._read_until_lost(port)
                away_since = self._tick_ms()
            pause = self._settings.pace.pause_ms(self._tick_ms() - away_since)
            self._stopping.wait(pause / 1000)

    def _open(self) -> serial.Serial | None:
        """Find and open the port, or None; tells the state when it changed."""
        path = self.identity.path
        try:
            found = find_again(self.identity, self._ports)
            if found is None:
                self._tell(Absent(self.identity.device))
                return None
            path = found.path
            port = _opened(path, self._settings.baud)
        except _PORT_ERRORS as problem:
            self._tell(state_of_error(self.identity.device, path, problem))
            return None
        self._tell(Connected(self.identity.device, path))
        return port

    def _read_until_lost(self, port: serial.Serial) -> None:
        """Deliver lines until the port fails or `stop` is called; closes the port."""
        lost = False
        try:
            while not self._stopping.is_set():
                # Waits for the first byte, then takes what else is there.
                data = port.read(1)
                if data:
                    data += port.read(port.in_waiting)
                self._deliver(data)
        except _PORT_ERRORS:
            # On Windows `is_open` stays true after unplugging: only the error tells.
            lost = True
        finally:
            _close(port)
        dropped = self._framer.drop()
        if lost and not self._stopping.is_set():
            self._tell(Lost(self.identity.device, dropped))

    def _deliver(self, data: bytes) -> None:
        for found in self._framer.feed(data, self._tick_ms()):
            if self._stopping.is_set():
                return
            match found:
                case Frame(payload):
                    scan = self._reception.of_bytes(payload, device=self.identity.device)
                    self._call(self._on_scan, scan)
                case Damaged(kind, beginning):
                    line = DamagedLine(self.identity.device, kind, beginning)
                    self._call(self._on_event, line)

    def _tell(self, state: LinkState) -> None:
        """Report a state once, however often it is tried again."""
        if self._stopping.is_set() or state == self._state:
            return
        if isinstance(self._state, Lost) and isinstance(state, Absent):
            return
        self._state = state
        self._call(self._on_event, state)

    def _call(self, callback: Callable[[T], None], value: T) -> None:
        try:
            callback(value)
        except Exception:
            # A fault of the receiver must not cost the station its scanner.
            _log.exception("a receiver of %s failed", self.identity.device)

    def _tick_ms(self) -> int:
        return self._reception.clock.tick_ms()


def _opened(path: str, baud: int) -> serial.Serial:
    """The port, open for us alone.

    Raises:
        OSError: It is away, taken or not allowed (`SerialException` is an OSError).
        ValueError: The rate is impossible.
        termios.error: On POSIX, where it is no serial port at all.
    """
    import serial

    # A read waits at most this long, so that silence and `stop` are noticed.
    port = serial.Serial(path, baud, timeout=0.02, write_timeout=1.0, exclusive=True)
    # pyserial's `exclusive` only stops programs that ask for the lock; this stops all others.
    _set_exclusive(port, True)
    return port


def _close(port: serial.Serial) -> None:
    _set_exclusive(port, False)
    try:
        port.close()
    except OSError:
        _log.debug("closing %s failed; it is gone", port.name)


def _set_exclusive(port: serial.Serial, on: bool) -> None:
    """Windows opens every port exclusively by itself."""
    if sys.platform == "win32":
        return
    try:
        fcntl.ioctl(port.fileno(), termios.TIOCEXCL if on else termios.TIOCNXCL)
    except OSError:
        # Not every driver can, and a port that is gone cannot either.
        _log.debug("no exclusive mode on %s", port.name)

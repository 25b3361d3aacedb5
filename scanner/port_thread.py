"""A thread that keeps one serial port open: found, opened, read, lost and found again.

What is read is the business of its owner, a scanner or a scale.

References:
    FIELD "Scanners" (serial): exclusive, after unplugging looked for every 1 s for 10 s and then
    every 3 s.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from scanner.discovery import ListPorts, PortIdentity, find_again
from scanner.link import Absent, Connected, LinkState, Lost, state_of_error
from scanner.serial_port import PORT_ERRORS, SerialLine, close_port, open_port

if TYPE_CHECKING:
    import serial

_log = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SearchPace:
    """How often a device that is away is looked for.

    Attributes:
        soon_ms: Pause between two tries at first.
        soon_for_ms: How long that lasts.
        later_ms: Pause afterwards.
    """

    soon_ms: int = 1000
    soon_for_ms: int = 10_000
    later_ms: int = 3000

    def pause_ms(self, away_ms: int) -> int:
        """The pause before the next try, for a device away this long.

        Examples:
            >>> [SearchPace().pause_ms(away) for away in (0, 9_999, 10_000)]
            [1000, 1000, 3000]
        """
        return self.soon_ms if away_ms < self.soon_for_ms else self.later_ms


class PortUser(Protocol):
    """What is done with an open port."""

    def serve(self, port: serial.Serial) -> None:
        """Read what is there, and write what is to be said; called again and again.

        Raises:
            OSError: The port is lost; so says every error of `PORT_ERRORS`.
        """
        ...

    def drop(self) -> int:
        """Forget what came half; gives how many bytes that was."""
        ...


class PortThread:
    """Keeps a port open for its user, for as long as it is started.

    Args:
        kind: What the device is, for the thread's name: "scanner", "scale".
        identity: Which device; it is found again by this, see `discovery.find_again`.
        user: Gets the open port.
        on_state: Gets each change of state, once.
        tick_ms: Monotonic milliseconds.
        ports: Lists the ports of the machine.

    Thread: user and `on_state` are called in the thread. What `on_state` raises is logged and
        the thread goes on. `start` and `stop` belong to one other thread.
    """

    def __init__(
        self,
        kind: str,
        identity: PortIdentity,
        user: PortUser,
        on_state: Callable[[LinkState], None],
        *,
        line: SerialLine,
        pace: SearchPace,
        tick_ms: Callable[[], int],
        ports: ListPorts,
    ) -> None:
        self.identity = identity
        self._kind = kind
        self._user = user
        self._on_state = on_state
        self._line = line
        self._pace = pace
        self._tick_ms = tick_ms
        self._ports = ports
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._state: LinkState | None = None

    @property
    def is_stopping(self) -> bool:
        """Whether nothing may be delivered any more."""
        return self._stopping.is_set()

    def start(self) -> None:
        """Start the thread.

        Raises:
            RuntimeError: It runs already.
        """
        if self._thread is not None and self._thread.is_alive():
            raise RuntimeError(f"the {self._kind} is started already")
        self._stopping.clear()
        self._state = None
        # A daemon: a driver that hangs in a system call must not keep the program from ending.
        self._thread = threading.Thread(
            target=self._run, name=f"{self._kind} {self.identity.device}", daemon=True
        )
        self._thread.start()

    def stop(self, timeout_s: float = 5.0) -> bool:
        """End the thread and close the port.

        Gives False when a driver hangs and the thread could not be joined in time; nothing is
        delivered any more in that case either.
        """
        thread = self._thread
        if thread is None:
            return True
        self._stopping.set()
        thread.join(timeout_s)
        return not thread.is_alive()

    def call(self, receiver: Callable[[T], None], value: T) -> None:
        """Hand something on; a fault of the receiver must not cost the station its device."""
        try:
            receiver(value)
        except Exception:
            _log.exception("a receiver of %s failed", self.identity.device)

    def _run(self) -> None:
        away_since = self._tick_ms()
        while not self._stopping.is_set():
            port = self._open()
            if port is not None:
                self._serve_until_lost(port)
                away_since = self._tick_ms()
            pause = self._pace.pause_ms(self._tick_ms() - away_since)
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
            port = open_port(path, self._line)
        except PORT_ERRORS as problem:
            self._tell(state_of_error(self.identity.device, path, problem))
            return None
        self._tell(Connected(self.identity.device, path))
        return port

    def _serve_until_lost(self, port: serial.Serial) -> None:
        """Let the user work until the port fails or `stop` is called; closes the port."""
        lost = False
        try:
            while not self._stopping.is_set():
                self._user.serve(port)
        except PORT_ERRORS:
            # On Windows `is_open` stays true after unplugging: only the error tells.
            lost = True
        finally:
            close_port(port)
        dropped = self._user.drop()
        if lost and not self._stopping.is_set():
            self._tell(Lost(self.identity.device, dropped))

    def _tell(self, state: LinkState) -> None:
        """Report a state once, however often it is tried again."""
        if self._stopping.is_set() or state == self._state:
            return
        if isinstance(self._state, Lost) and isinstance(state, Absent):
            return
        self._state = state
        self.call(self._on_state, state)

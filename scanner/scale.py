"""A scale on a serial line: asked or listened to in a thread of its own, found again by itself."""

from __future__ import annotations

import queue
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scanner.discovery import ListPorts, PortIdentity, list_ports
from scanner.link import LinkState
from scanner.port_thread import PortThread, SearchPace
from scanner.reception import MachineClock, ReceptionClock
from scanner.scale_framing import LineCutter
from scanner.scale_protocols import ACK, ScaleProtocol
from scanner.scale_reading import ScaleReading
from scanner.scale_settling import Settling, StillnessRule

if TYPE_CHECKING:
    import serial

_USUAL_PACE = SearchPace()
_USUAL_RULE = StillnessRule()


@dataclass(frozen=True, slots=True)
class ScaleSettings:
    """How one scale is used.

    Attributes:
        poll_ms: Pause between two questions, for scales that are asked.
        silent_ms: A scale that says nothing for so long has no weight any more.
    """

    rule: StillnessRule = _USUAL_RULE
    poll_ms: int = 250
    silent_ms: int = 2000
    pace: SearchPace = _USUAL_PACE


@dataclass(frozen=True, slots=True)
class ScaleView:
    """What a scale shows now.

    Attributes:
        reading: Its last reading; None while nothing is heard of it.
        settled_g: The weight that lies still on it, in grams; None while there is none.
    """

    reading: ScaleReading | None = None
    settled_g: int | None = None


NOTHING_HEARD = ScaleView()
"""A scale that is away, or silent."""


class SerialScale:
    """Delivers what one scale shows, for as long as it is started.

    Args:
        identity: Which scale; it is found again by this, see `discovery.find_again`.
        protocol: How it is asked and understood.
        on_view: Gets what it shows, whenever that changes.
        on_state: Gets each change of the connection, once.
        settings: When a load lies still, and how often it is asked.
        clock: Measures pauses.
        ports: Lists the ports of the machine.

    Thread: both callbacks run in the reader thread. They must return soon; what they raise is
        logged and the reader goes on. `start` and `stop` belong to one other thread; `tare` and
        `zero` may be called in any.
    """

    def __init__(
        self,
        identity: PortIdentity,
        protocol: ScaleProtocol,
        on_view: Callable[[ScaleView], None],
        on_state: Callable[[LinkState], None],
        *,
        settings: ScaleSettings | None = None,
        clock: ReceptionClock | None = None,
        ports: ListPorts = list_ports,
    ) -> None:
        self.identity = identity
        self.protocol = protocol
        self._settings = settings or ScaleSettings()
        self._tick_ms = (clock or MachineClock()).tick_ms
        self._on_view = on_view
        self._cutter = LineCutter(protocol.framing, speaks_by_itself=protocol.request is None)
        self._settling = Settling(self._settings.rule)
        self._orders: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._view = NOTHING_HEARD
        self._asked_ms: int | None = None
        self._heard_ms = 0
        self._thread = PortThread(
            "scale",
            identity,
            self,
            on_state,
            line=protocol.line,
            pace=self._settings.pace,
            tick_ms=self._tick_ms,
            ports=ports,
        )

    def start(self) -> None:
        """Start the reader thread.

        Raises:
            RuntimeError: It runs already.
        """
        self._thread.start()

    def stop(self, timeout_s: float = 5.0) -> bool:
        """End the reader thread and close the port; False where a driver hangs."""
        return self._thread.stop(timeout_s)

    def tare(self) -> bool:
        """Tell the scale to tare; False where its protocol cannot."""
        return self._order(self.protocol.tare)

    def zero(self) -> bool:
        """Tell the scale to set itself to zero; False where its protocol cannot."""
        return self._order(self.protocol.zero)

    def serve(self, port: serial.Serial) -> None:
        """Ask the scale where it is time to, and read what it said.

        Thread: the reader's.

        Raises:
            OSError: The port is lost.
        """
        self._speak(port)
        data = port.read(1)
        if data:
            data += port.read(port.in_waiting)
        on_ack = self.protocol.on_ack
        if on_ack is not None and ACK in data:
            port.write(on_ack)
        for line in self._cutter.feed(data):
            reading = self.protocol.read(line)
            if reading is not None:
                self._heard(reading)
        if self._tick_ms() - self._heard_ms >= self._settings.silent_ms:
            self._settling.forget()
            self._show(NOTHING_HEARD)

    def drop(self) -> int:
        """Forget the half line and the weight of a scale that went away.

        Thread: the reader's.
        """
        self._asked_ms = None
        self._settling.forget()
        self._show(NOTHING_HEARD)
        return self._cutter.drop()

    def _order(self, order: bytes | None) -> bool:
        if order is not None:
            self._orders.put(order)
        return order is not None

    def _speak(self, port: serial.Serial) -> None:
        while not self._orders.empty():
            port.write(self._orders.get())
        request, now = self.protocol.request, self._tick_ms()
        if request is None:
            return
        if self._asked_ms is None or now - self._asked_ms >= self._settings.poll_ms:
            port.write(request)
            self._asked_ms = now

    def _heard(self, reading: ScaleReading) -> None:
        self._heard_ms = self._tick_ms()
        self._show(ScaleView(reading, self._settling.take(reading, self._heard_ms)))

    def _show(self, view: ScaleView) -> None:
        if view == self._view:
            return
        self._view = view
        if not self._thread.is_stopping:
            self._thread.call(self._on_view, view)

"""Stop 1 of a scan on a serial line: one scanner, one port, one reader thread.

References:
    FIELD "Scanners" (serial): 9600 8N1 default, exclusive, found again after unplugging; the half
    line is discarded.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from procedure.scans import RawScan
from scanner.block_framing import BlockFramer
from scanner.discovery import ListPorts, PortIdentity, list_ports
from scanner.framing import Damaged, Frame, Framer, LineCutter
from scanner.link import DamagedLine, LinkEvent
from scanner.port_thread import PortThread, SearchPace
from scanner.reception import Reception
from scanner.serial_port import SerialLine, write_now

if TYPE_CHECKING:
    import serial

__all__ = ["SearchPace", "SerialScanner", "SerialSettings"]

_USUAL_PACE = SearchPace()


@dataclass(frozen=True, slots=True)
class SerialSettings:
    """The line and its framing. Always 8 data bits, no parity, 1 stop bit.

    Attributes:
        baud: 9600; USB-CDC scanners take any, usually 115200.
        silence_ms: Silence that ends a line of a scanner without terminator.
        block_check: It sends STX, text, ETX and a check byte; see `block_framing`.
        pace: How often a scanner that is away is looked for.
    """

    baud: int = 9600
    silence_ms: int = 50
    block_check: bool = False
    pace: SearchPace = _USUAL_PACE

    def framer(self) -> LineCutter:
        """What cuts the scanner's bytes into lines."""
        return BlockFramer() if self.block_check else Framer(silence_ms=self.silence_ms)


class SerialScanner:
    """Delivers the scans of one serial scanner, for as long as it is started.

    Args:
        identity: Which scanner; it is found again by this, see `discovery.find_again`.
        on_scan: Gets each scan.
        on_event: Gets each change of state, once, and each damaged line.
        settings: Line and framing.
        reception: Makes the RawScans; its clock also measures silence.
        ports: Lists the ports of the machine.
        on_bytes: Gets what each read gave, before it is cut; for recordings and commissioning.

    Thread: the callbacks run in the reader thread, in the order of the line. They must return
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
        on_bytes: Callable[[bytes], None] | None = None,
    ) -> None:
        settings = settings or SerialSettings()
        self.identity = identity
        self._on_scan = on_scan
        self._on_event = on_event
        self._reception = reception or Reception()
        self._on_bytes = on_bytes
        self._framer = settings.framer()
        self._tones: deque[bytes] = deque(maxlen=1)
        self._thread = PortThread(
            "scanner",
            identity,
            self,
            on_event,
            line=SerialLine(settings.baud),
            pace=settings.pace,
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
        """End the reader thread and close the port.

        Gives False when a driver hangs and the thread could not be joined in time; nothing is
        delivered any more in that case either.
        """
        return self._thread.stop(timeout_s)

    def send(self, tone: bytes) -> None:
        """Let the scanner sound, soon and without waiting; what it cannot take is dropped.

        Only the latest is kept: a late tone says nothing about the scan in hand.

        Thread: any.
        """
        if tone:
            self._tones.append(tone)

    def serve(self, port: serial.Serial) -> None:
        """Deliver the lines that have come.

        Thread: the reader's.

        Raises:
            OSError: The port is lost.
        """
        # Waits for the first byte, then takes what else is there.
        data = port.read(1)
        if data:
            data += port.read(port.in_waiting)
            if self._on_bytes is not None:
                self._thread.call(self._on_bytes, data)
        self._deliver(data)
        if self._tones:
            write_now(port, self._tones.popleft())

    def drop(self) -> int:
        """Discard the half line of a scanner that went away; gives how many bytes it had.

        Thread: the reader's.
        """
        self._tones.clear()
        return self._framer.drop()

    def _deliver(self, data: bytes) -> None:
        for found in self._framer.feed(data, self._tick_ms()):
            if self._thread.is_stopping:
                return
            match found:
                case Frame(payload):
                    scan = self._reception.of_bytes(payload, device=self.identity.device)
                    self._thread.call(self._on_scan, scan)
                case Damaged(kind, beginning):
                    line = DamagedLine(self.identity.device, kind, beginning)
                    self._thread.call(self._on_event, line)

    def _tick_ms(self) -> int:
        return self._reception.clock.tick_ms()

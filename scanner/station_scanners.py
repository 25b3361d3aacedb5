"""All scanners of a station that have a thread: serial ones, and handhelds over the network.

Each has its own settings and its own state. A set-up is applied to what runs: what is unchanged
goes on without a gap, what changed is closed and opened again, what was removed is closed.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from procedure.scans import RawScan
from procedure.words import Signal
from scanner.beeper import tone_bytes
from scanner.discovery import ListPorts, PortIdentity, list_ports
from scanner.handheld_lines import HandheldLines
from scanner.link import LinkEvent
from scanner.port_thread import SearchPace
from scanner.reception import ReceptionClock
from scanner.serial import SerialScanner
from scanner.station_setup import NetworkSetup, SerialSetup, StationSetup

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Running:
    """A serial scanner and the set-up it runs with."""

    setup: SerialSetup
    scanner: SerialScanner


class StationScanners:
    """Opens and closes a station's scanners as its set-up says.

    Args:
        on_scan: Gets each scan.
        on_event: Gets each change of a device's state, and each damaged line.
        on_bytes: Gets the device and what each read gave, before it is cut.
        clock: Times of scans and of silence; the machine's where none is given.
        ports: Lists the ports of the machine.
        pace: How often what is away is looked for.

    Thread: the callbacks run in the devices' threads. `apply` and `close` may wait for a thread
        to end, so never the main thread's; `sound` may be called from any and returns at once.
    """

    def __init__(
        self,
        on_scan: Callable[[RawScan], None],
        on_event: Callable[[LinkEvent], None],
        *,
        on_bytes: Callable[[str, bytes], None] | None = None,
        clock: ReceptionClock | None = None,
        ports: ListPorts = list_ports,
        pace: SearchPace | None = None,
    ) -> None:
        self._on_scan, self._on_event, self._on_bytes = on_scan, on_event, on_bytes
        self._clock = clock
        self._ports = ports
        self._pace = pace or SearchPace()
        self._lock = threading.Lock()
        self._closed = False
        self._serial: dict[str, _Running] = {}
        self._listened = NetworkSetup()
        self._lines: HandheldLines | None = None

    def apply(self, setup: StationSetup, extra: tuple[SerialSetup, ...] = ()) -> None:
        """Run these scanners, and no others.

        Args:
            extra: Scanners that are in no set-up, such as the command line's; one whose port the
                set-up names already is left out.

        Raises:
            ValueError: The set-up has a problem; see `station_setup.first_problem`.
        """
        wanted = {each.port.device: each for each in setup.serial}
        named = {each.port.path for each in setup.serial}
        wanted |= {each.port.device: each for each in extra if each.port.path not in named}
        setup.network.listener()
        with self._lock:
            if self._closed:
                return
            self._stop_serial(
                device
                for device, running in self._serial.items()
                if device not in wanted or not _is_same(running.setup, wanted[device])
            )
            for device, each in wanted.items():
                if (running := self._serial.get(device)) is None:
                    self._start_serial(each)
                else:
                    self._serial[device] = replace(running, setup=each)
            self._listen(setup.network)

    def sound(self, device: str, signal: Signal) -> None:
        """Let the scanner that scanned sound as the verdict says; nothing where it has no tones."""
        running = self._serial.get(device)
        if running is not None:
            running.scanner.send(tone_bytes(running.setup.beeper, signal))

    def close(self) -> None:
        """Let go of all ports and of the network, for good."""
        with self._lock:
            self._closed = True
            self._stop_serial(tuple(self._serial))
            self._stop_listening()

    def _stop_serial(self, devices: Iterable[str]) -> None:
        for device in tuple(devices):
            if not self._serial.pop(device).scanner.stop():
                _log.warning("the driver of %s hangs; its port may stay taken", device)

    def _start_serial(self, setup: SerialSetup) -> None:
        on_bytes = self._on_bytes
        device = setup.port.device
        scanner = SerialScanner(
            setup.port,
            self._on_scan,
            self._on_event,
            settings=replace(setup.settings(), pace=self._pace),
            reception=setup.reading.reception(self._clock),
            ports=self._ports,
            on_bytes=None if on_bytes is None else lambda data: on_bytes(device, data),
        )
        scanner.start()
        self._serial[device] = _Running(setup, scanner)

    def _listen(self, network: NetworkSetup) -> None:
        if network == self._listened:
            return
        self._stop_listening()
        self._listened = network
        settings = network.listener()
        if settings is None:
            return
        self._lines = HandheldLines(
            settings,
            self._on_scan,
            self._on_event,
            reception=network.reading.reception(self._clock),
            pace=self._pace,
            on_bytes=self._on_bytes,
        )
        self._lines.start()

    def _stop_listening(self) -> None:
        if self._lines is not None:
            self._lines.stop()
            self._lines = None


def command_line_scanner(port: str) -> SerialSetup:
    """The scanner that `--serial` names."""
    return SerialSetup(name=port, port=PortIdentity(port))


def _is_same(one: SerialSetup, other: SerialSetup) -> bool:
    """Whether a scanner that runs with one set-up need not be opened again for the other.

    Its name is for people, and its tones are looked up at each verdict.
    """
    return replace(one, name="", beeper="") == replace(other, name="", beeper="")

"""The station's scanners: keyboard wedge, serial, function keys and clicks, all one way in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from desktop.wedge_filter import WedgeFilter
from procedure.scans import RawScan
from procedure.words import Command, ScanSource
from scanner.command_keys import COMMAND_KEYS
from scanner.discovery import PortIdentity
from scanner.link import Connected, LinkEvent
from scanner.reception import Reception
from scanner.serial import SerialScanner

KEYS = {f"F{number}": command for number, command in COMMAND_KEYS.items()}
"""Name of a function key → the command it stands for."""


class Devices(QObject):
    """Owns the scanners and hands every scan on.

    Signals (main thread):
        typed(RawScan): The wedge or a key scanned; the program decides where it goes.
        link_changed(LinkEvent): A serial scanner was connected, lost, refused.

    Args:
        take: Takes scans of a serial scanner in its reader thread: the main thread is not on
            the way.
    """

    typed = Signal(object)
    link_changed = Signal(object)

    def __init__(self, take: Callable[[RawScan], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reception = Reception()
        self._take = take
        self.wedge = WedgeFilter(reception=self._reception, parent=self)
        self.wedge.scanned.connect(self.typed)
        self._serial: SerialScanner | None = None

    def install(self, application: QCoreApplication) -> None:
        """Watch the keyboard from now on."""
        self.wedge.install(application)

    def open_serial(self, port: str) -> None:
        """Read a serial scanner from now on; it is looked for again when it is unplugged."""
        self._serial = SerialScanner(
            PortIdentity(path=port), self._take, self._on_link, reception=self._reception
        )
        self._serial.start()

    def press(self, key: str) -> None:
        """A function key was clicked in the foot."""
        if command := KEYS.get(key):
            self.command(command)

    def command(self, command: Command) -> None:
        """A command card was clicked."""
        text = command.value
        self.typed.emit(self._reception.of_text(text, device="keyboard", source=ScanSource.KEY))

    def simulate(self, text: str, aim: str) -> None:
        """The demo's scanner read something."""
        scan = self._reception.of_text(
            f"{aim}{text}", device="simulator", source=ScanSource.SIMULATOR
        )
        self.typed.emit(scan)

    def close(self) -> None:
        """Let go of keyboard and ports."""
        self.wedge.uninstall()
        if self._serial is not None:
            self._serial.stop()

    def _on_link(self, event: LinkEvent) -> None:
        self.link_changed.emit(event)  # queued into the main thread

    @staticmethod
    def is_connected(event: LinkEvent) -> bool:
        """Whether the scanner can be read."""
        return isinstance(event, Connected)

    @Slot(bool)
    def set_scan_page(self, on: bool) -> None:
        """Tell the wedge which kind of page is in front."""
        self.wedge.set_scan_page(on)

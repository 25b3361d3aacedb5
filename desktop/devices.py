"""Scans of the keyboard: wedge, function keys and clicks, all one way in."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from desktop.wedge_filter import WedgeFilter
from procedure.words import Command, ScanSource
from scanner.command_keys import COMMAND_KEYS
from scanner.reception import MachineClock, Reception

KEYS = {f"F{number}": command for number, command in COMMAND_KEYS.items()}
"""Name of a function key → the command it stands for."""


class Devices(QObject):
    """Owns the wedge and hands every scan on.

    Signals (main thread):
        typed(RawScan): The wedge or a key scanned; the program decides where it goes.

    Attributes:
        clock: The one clock of all this station's scanners.
    """

    typed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.clock = MachineClock()
        self._reception = Reception(self.clock)
        self.wedge = WedgeFilter(reception=self._reception, parent=self)
        self.wedge.scanned.connect(self.typed)

    def install(self, application: QCoreApplication) -> None:
        """Watch the keyboard from now on."""
        self.wedge.install(application)

    def press(self, key: str) -> None:
        """A function key was clicked in the foot."""
        if command := KEYS.get(key):
            self.command(command)

    def command(self, command: Command) -> None:
        """A command card was clicked."""
        self.card(command.value)

    @Slot(str)
    def card(self, text: str) -> None:
        """A card on the screen was clicked: it is scanned."""
        self.typed.emit(self._reception.of_text(text, device="keyboard", source=ScanSource.KEY))

    def simulate(self, text: str, aim: str) -> None:
        """The demo's scanner read something."""
        scan = self._reception.of_text(
            f"{aim}{text}", device="simulator", source=ScanSource.SIMULATOR
        )
        self.typed.emit(scan)

    def close(self) -> None:
        """Let go of the keyboard."""
        self.wedge.uninstall()

    @Slot(bool)
    def set_scan_page(self, on: bool) -> None:
        """Tell the wedge which kind of page is in front."""
        self.wedge.set_scan_page(on)

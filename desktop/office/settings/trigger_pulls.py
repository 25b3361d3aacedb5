"""Collects what one scanner sends, pull by pull, before anything of it is cut off.

Keys come from the wedge, bytes from the scanners' threads by way of `ScannerDesk.sent`.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from desktop.devices import Devices
from desktop.scanner_desk import ScannerDesk
from scanner.keystrokes import KeyStroke
from scanner.raw_pull import PULL_ENDS_MS, largest_pause_ms, text_of_bytes, text_of_strokes

BADGE = "USR-"
"""A badge goes to the station, also from here; it is no code of a test and is not kept."""
WEDGE = "wedge"
"""The device of all scanners that type."""


@dataclass(frozen=True, slots=True)
class Pull:
    """One pull of a trigger.

    Attributes:
        device: Which scanner; `WEDGE` for those that type.
        text: All that was sent, ends of line included.
        pause_ms: Longest pause between two keys; 0 for a scanner on a line.
    """

    device: str
    text: str
    pause_ms: int = 0


class TriggerPulls(QObject):
    """Listens while it is on; the first scanner that sends is the one that is listened to.

    Signals:
        pulled(Pull): A pull is complete.
        interrupted(): Another scanner sent something; it was left alone.
    """

    pulled = Signal(object)
    interrupted = Signal()

    def __init__(
        self, scanners: ScannerDesk, devices: Devices, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._scanners, self._devices = scanners, devices
        self._is_on = False
        self._device: str | None = None
        self._strokes: list[KeyStroke] = []
        self._bytes = bytearray()
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setTimerType(Qt.TimerType.PreciseTimer)
        self._silence.setInterval(PULL_ENDS_MS)
        self._silence.timeout.connect(self._on_silence)

    @property
    def is_on(self) -> bool:
        """Whether it listens."""
        return self._is_on

    @property
    def device(self) -> str | None:
        """Who is listened to; None before anybody has sent anything."""
        return self._device

    def set_end(self, silence_ms: int) -> None:
        """Let another silence end a pull, where it is known that nothing more comes."""
        self._silence.setInterval(silence_ms)

    def begin(self) -> None:
        """Listen from now on, to whoever sends first. All keys are the scanner's meanwhile."""
        self.end()
        self._is_on, self._device = True, None
        self._scanners.listen_in(True)
        self._devices.wedge.keyed.connect(self._on_keyed)
        self._scanners.sent.connect(self._on_sent)
        self._devices.set_scan_page(True)

    def end(self) -> None:
        """Listen no more; what is half collected is dropped."""
        if not self._is_on:
            return
        self._is_on = False
        self._devices.set_scan_page(False)
        self._devices.wedge.keyed.disconnect(self._on_keyed)
        self._scanners.sent.disconnect(self._on_sent)
        self._scanners.listen_in(False)
        self._forget()

    @Slot(object)
    def _on_keyed(self, stroke: KeyStroke) -> None:
        if self._is_whom(WEDGE):
            self._strokes.append(stroke)

    @Slot(str, object)
    def _on_sent(self, device: str, data: bytes) -> None:
        if self._is_whom(device):
            self._bytes += data

    def _is_whom(self, device: str) -> bool:
        if self._device is None:
            self._device = device
        if device != self._device:
            self.interrupted.emit()
            return False
        self._silence.start()
        return True

    @Slot()
    def _on_silence(self) -> None:
        if not self._is_on or self._device is None:
            return
        pull = self._pull(self._device)
        self._forget()
        if pull.text.strip() and BADGE not in pull.text.upper():
            self.pulled.emit(pull)

    def _pull(self, device: str) -> Pull:
        whole = self._scanners.setup
        if device == WEDGE:
            text = text_of_strokes(self._strokes).removeprefix(whole.wedge.reading.prefix)
            return Pull(device, text, largest_pause_ms(self._strokes))
        setup = next((e for e in self._scanners.serial if e.port.device == device), None)
        data = bytes(self._bytes)
        if setup is None:
            text = text_of_bytes(data).removeprefix(whole.network.reading.prefix)
            return Pull(device, text)
        text = text_of_bytes(data, block_check=setup.block_check, encoding=setup.reading.encoding)
        return Pull(device, text.removeprefix(setup.reading.prefix))

    def _forget(self) -> None:
        self._silence.stop()
        self._strokes.clear()
        self._bytes.clear()

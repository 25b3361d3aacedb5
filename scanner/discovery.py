"""Which ports there are, and which of them is the scanner we knew.

References:
    FIELD "Scanners" (serial): found again by VID, PID, serial number and location, not by its
    COM name, which changes with the socket.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class PortIdentity:
    """A serial port and who is behind it.

    Attributes:
        path: "COM7", "/dev/ttyACM0". The name of today for a USB device.
        vid: USB vendor id, or None for a port that is no USB device.
        pid: USB product id, or None.
        serial_number: Of the device, or None; many cheap scanners have none.
        location: The USB socket, such as "1-4.2", or None.
        description: For people, as the system gives it.
    """

    path: str
    vid: int | None = None
    pid: int | None = None
    serial_number: str | None = None
    location: str | None = None
    description: str = ""

    @property
    def device(self) -> str:
        """The stable name that scans carry; without a USB identity it is the path.

        Examples:
            >>> PortIdentity("COM7", 0x0C2E, 0x0B61, "S123").device
            'serial:0c2e:0b61:S123'
            >>> PortIdentity("/dev/ttyS0").device
            'serial:/dev/ttyS0'
        """
        if self.vid is None or self.pid is None:
            return f"serial:{self.path}"
        return f"serial:{self.vid:04x}:{self.pid:04x}:{self.serial_number or self.location or ''}"


ListPorts = Callable[[], Iterable[PortIdentity]]


def list_ports() -> tuple[PortIdentity, ...]:
    """All serial ports of this machine, in the order of their paths.

    Raises:
        OSError: The system would not say.
    """
    from serial.tools.list_ports import comports

    found = (
        PortIdentity(
            path=port.device,
            vid=port.vid,
            pid=port.pid,
            serial_number=port.serial_number or None,
            location=port.location or None,
            description=port.description or "",
        )
        for port in comports()
    )
    return tuple(sorted(found, key=lambda port: port.path))


def find_again(wanted: PortIdentity, ports: ListPorts = list_ports) -> PortIdentity | None:
    """Where the wanted scanner is now, or None.

    A USB device is known by its serial number; one without is known by its socket, and when it
    was moved to another socket it is taken if it is the only one of its kind. A port without a
    USB identity (RS-232, Bluetooth, a pseudo terminal) is known by its path.

    Raises:
        OSError: The system would not say which ports there are.
    """
    if wanted.vid is None or wanted.pid is None:
        return _by_path(wanted, ports)
    same_kind = [port for port in ports() if (port.vid, port.pid) == (wanted.vid, wanted.pid)]
    if wanted.serial_number is not None:
        same_kind = [port for port in same_kind if port.serial_number == wanted.serial_number]
    at_home = [port for port in same_kind if port.location == wanted.location]
    if at_home:
        return at_home[0]
    return same_kind[0] if len(same_kind) == 1 else None


def _by_path(wanted: PortIdentity, ports: ListPorts) -> PortIdentity | None:
    # On POSIX a path can be a link that a rule of the system keeps; such names are in no list.
    if sys.platform != "win32" and wanted.path.startswith("/"):
        return wanted if Path(wanted.path).exists() else None
    return next((port for port in ports() if port.path == wanted.path), None)

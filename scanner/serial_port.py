"""Opening a serial port for us alone, and giving it back."""

from __future__ import annotations

import logging
import os
import sys
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import serial

_log = logging.getLogger(__name__)

if sys.platform == "win32":
    PORT_ERRORS: tuple[type[Exception], ...] = (OSError, ValueError)
else:
    import fcntl
    import termios

    # pyserial lets the terminal library's own error through here and there.
    PORT_ERRORS = (OSError, ValueError, termios.error)
"""What opening, reading and writing a port can raise."""


class Parity(StrEnum):
    """The parity bit of a character; the values are pyserial's."""

    NONE = "N"
    EVEN = "E"
    ODD = "O"


@dataclass(frozen=True, slots=True)
class SerialLine:
    """How characters go over the line; always one stop bit.

    Attributes:
        baud: 9600; USB-CDC devices take any, usually 115200.
        data_bits: 7 or 8.
    """

    baud: int = 9600
    data_bits: int = 8
    parity: Parity = Parity.NONE


def open_port(path: str, line: SerialLine) -> serial.Serial:
    """The port, open for us alone.

    Raises:
        OSError: It is away, taken or not allowed (`SerialException` is an OSError).
        ValueError: The rate or the format is impossible.
        termios.error: On POSIX, where it is no serial port at all.
    """
    import serial

    port = serial.Serial(
        path,
        line.baud,
        bytesize=line.data_bits,
        parity=line.parity.value,
        # A read waits at most this long, so that silence and `stop` are noticed.
        timeout=0.02,
        write_timeout=1.0,
        exclusive=True,
    )
    # pyserial's `exclusive` only stops programs that ask for the lock; this stops all others.
    _set_exclusive(port, True)
    return port


def close_port(port: serial.Serial) -> None:
    """Give the port back; harmless where it is gone."""
    _set_exclusive(port, False)
    try:
        port.close()
    except OSError:
        _log.debug("closing %s failed; it is gone", port.name)


def write_now(port: serial.Serial, data: bytes) -> bool:
    """Write without waiting; False where the line takes nothing now, or not all of it.

    Raises:
        OSError: The port is lost.
    """
    if sys.platform == "win32":
        port.write_timeout = 0
        return port.write(data) == len(data)
    try:
        # WORKAROUND(pyserial 3.5: with a timeout of 0 it spins for ever while the line is full).
        return os.write(port.fileno(), data) == len(data)
    except BlockingIOError:
        _log.debug("%s takes no bytes now", port.name)
        return False


def _set_exclusive(port: serial.Serial, on: bool) -> None:
    """Windows opens every port exclusively by itself."""
    if sys.platform == "win32":
        return
    try:
        fcntl.ioctl(port.fileno(), termios.TIOCEXCL if on else termios.TIOCNXCL)
    except OSError:
        # Not every driver can, and a port that is gone cannot either.
        _log.debug("no exclusive mode on %s", port.name)

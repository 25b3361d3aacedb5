"""How a serial scanner is doing: the events a screen shows, and why a port would not open.

Refusals are values. The sentence for people is made here once, from a translated msgid.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from resources.catalogue import N_
from scanner.framing import DamageKind


class RefusalKind(StrEnum):
    """Why the system does not give us a port that is there."""

    NO_PERMISSION = "no_permission"
    BAD_SETTINGS = "bad_settings"
    """The port cannot do this rate or format."""
    DEVICE_FAULT = "device_fault"


@dataclass(frozen=True, slots=True)
class Connected:
    """The scanner answers; scans can come."""

    device: str
    path: str


@dataclass(frozen=True, slots=True)
class Lost:
    """It was unplugged or went out of reach. It is being looked for.

    Attributes:
        dropped: Bytes of a half line that were discarded.
    """

    device: str
    dropped: int


@dataclass(frozen=True, slots=True)
class Absent:
    """It is not plugged in. It is being looked for."""

    device: str


@dataclass(frozen=True, slots=True)
class Busy:
    """Another program has it open. It is tried again."""

    device: str
    path: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The system does not give it to us. It is tried again."""

    device: str
    path: str
    kind: RefusalKind


@dataclass(frozen=True, slots=True)
class DamagedLine:
    """Bytes came that are no whole line. Nothing was guessed."""

    device: str
    kind: DamageKind
    beginning: bytes


@dataclass(frozen=True, slots=True)
class Listening:
    """Handhelds can send lines to this address now."""

    device: str
    address: str
    port: int


@dataclass(frozen=True, slots=True)
class NotListening:
    """The address is not this computer's now, or its port is taken. It is tried again."""

    device: str
    address: str
    port: int


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """Somebody on the network who is not on the list wanted to send lines."""

    device: str
    address: str


LinkState = Connected | Lost | Absent | Busy | Refused
ListenState = Listening | NotListening
LinkEvent = LinkState | ListenState | DamagedLine | TurnedAway

_WINDOWS_ABSENT = (2, 3)
_WINDOWS_BUSY = (5, 32)
_WINDOWS_BAD_SETTINGS = 87


def state_of_error(device: str, path: str, problem: Exception) -> Absent | Busy | Refused:
    """What an error while opening a port means.

    pyserial gives the errno on POSIX; on Windows it only prints the system's error into its
    message, as `PermissionError(13, 'Access is denied.', None, 5)`. There "access denied" says
    that somebody else has the port.
    """
    if isinstance(problem, ValueError):
        return Refused(device, path, RefusalKind.BAD_SETTINGS)
    if windows := re.search(r"Error\(\d+, .*, None, (\d+)\)", str(problem)):
        return _state_of_windows(device, path, int(windows[1]))
    # `termios.error` carries the number as its first argument only.
    number = getattr(problem, "errno", None) or next(iter(problem.args), None)
    match number:
        case errno.ENOENT | errno.ENODEV | errno.ENXIO:
            return Absent(device)
        case errno.EBUSY | errno.EAGAIN:
            return Busy(device, path)
        case errno.EACCES | errno.EPERM:
            return Refused(device, path, RefusalKind.NO_PERMISSION)
        case errno.EINVAL:
            return Refused(device, path, RefusalKind.BAD_SETTINGS)
        case _:
            return Refused(device, path, RefusalKind.DEVICE_FAULT)


def _state_of_windows(device: str, path: str, code: int) -> Absent | Busy | Refused:
    if code in _WINDOWS_ABSENT:
        return Absent(device)
    if code in _WINDOWS_BUSY:
        return Busy(device, path)
    if code == _WINDOWS_BAD_SETTINGS:
        return Refused(device, path, RefusalKind.BAD_SETTINGS)
    return Refused(device, path, RefusalKind.DEVICE_FAULT)


_SENTENCES: Mapping[type[LinkEvent], str] = {
    Connected: N_("The scanner is connected."),
    Lost: N_("The scanner is gone. Plug it in again or bring it closer; it connects by itself."),
    Absent: N_("The scanner is not plugged in. Plug it in; it connects by itself."),
    Busy: N_(
        "Another program uses this scanner ({path}). Close that program; "
        "the scanner then connects by itself."
    ),
    Listening: N_("Handhelds can send scans to {address}, port {port}."),
    NotListening: N_(
        "Handhelds cannot send scans to {address}, port {port}: this computer does "
        "not have the address now, or another program has the port. It is tried again "
        "by itself; if it stays so, choose another address in the settings."
    ),
    DamagedLine: N_("The scanner sent a damaged code. Scan it again."),
    TurnedAway: N_(
        "A device at {address} wanted to send scans and was turned away, because it is "
        "not on the list of handhelds. Ask the technician to look at it."
    ),
}
_REFUSALS = {
    RefusalKind.NO_PERMISSION: N_(
        "This user may not open the scanner's port {path}. Ask an administrator to allow "
        "serial ports for this user, then sign in to the computer again."
    ),
    RefusalKind.BAD_SETTINGS: N_(
        "The port {path} cannot work at the speed that is set. Choose another speed for "
        "the scanner in the settings."
    ),
    RefusalKind.DEVICE_FAULT: N_(
        "The scanner at {path} does not answer. Unplug it, wait a moment and plug it in again."
    ),
}


def sentence(event: LinkEvent, translate: Callable[..., str]) -> str:
    """What happened and what to do, for a person.

    Args:
        translate: Gives a sentence in a language, its gaps filled: `Translator.text`.
    """
    match event:
        case Refused(path=path, kind=kind):
            return translate(_REFUSALS[kind], path=path)
        case Busy(path=path):
            return translate(_SENTENCES[Busy], path=path)
        case Listening(address=address, port=port) | NotListening(address=address, port=port):
            return translate(_SENTENCES[type(event)], address=address, port=port)
        case TurnedAway(address=address):
            return translate(_SENTENCES[TurnedAway], address=address)
        case Connected() | Lost() | Absent() | DamagedLine():
            return translate(_SENTENCES[type(event)])
        case _:
            assert_never(event)

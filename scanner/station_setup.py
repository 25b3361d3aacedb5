"""Which scanners a station has and how each is set, as a person chose it. Pure.

The values are what a form or a file holds: anything may stand in them. `first_problem` says what
is wrong before a device is ever touched; only a set-up without a problem is used.

References:
    FIELD "Scanners"; decision 0010.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from resources.catalogue import N_
from scanner.beeper import BEEPERS
from scanner.discovery import PortIdentity
from scanner.network import ListenerSettings
from scanner.reception import Reception, ReceptionClock
from scanner.serial import SerialSettings
from scanner.wedge_rules import WedgeEnd, WedgeSettings

MOST_SCANNERS = 8
"""Serial scanners on one station."""
MOST_HANDHELDS = 32
"""Addresses on the list of handhelds."""
SPEEDS = (1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200)
ENCODINGS = ("utf-8", "gb18030", "big5", "shift_jis", "latin-1")
"""Alphabets a scanner may be known to send; none of them means: whichever fits."""
LONGEST_NAME = 40
LONGEST_PREFIX = 8
GAP_MS = (20, 150)
SILENCE_MS = (20, 500)
USUAL_PORT = 9101
USUAL_GS = "~"


class SetupProblem(StrEnum):
    """Why a set-up is not used."""

    GAP = "gap"
    SILENCE = "silence"
    PREFIX = "prefix"
    GS_SUBSTITUTE = "gs_substitute"
    NAME = "name"
    NO_PORT = "no_port"
    SPEED = "speed"
    ENCODING = "encoding"
    BEEPER = "beeper"
    SAME_PORT = "same_port"
    TOO_MANY = "too_many"
    ADDRESS = "address"
    PORT = "port"
    NOBODY_ALLOWED = "nobody_allowed"
    HANDHELD = "handheld"


PROBLEM_SENTENCES = {
    SetupProblem.GAP: N_(
        "The pause between two keys goes from 20 to 150 ms. Write a number between them."
    ),
    SetupProblem.SILENCE: N_(
        "The silence that ends a code goes from 20 to 500 ms. Write a number between them."
    ),
    SetupProblem.PREFIX: N_(
        "What the scanner sends before each code is at most 8 letters, figures or signs, without "
        "blanks. Leave it empty where it sends nothing."
    ),
    SetupProblem.GS_SUBSTITUTE: N_(
        "The sign that stands for the separator of GS1 codes is one sign, such as ~. Leave it "
        "empty where the scanner sends the separator itself."
    ),
    SetupProblem.NAME: N_("Give the scanner a name of at most 40 letters."),
    SetupProblem.NO_PORT: N_(
        "Choose the port the scanner is plugged in to, or write its name, such as COM3."
    ),
    SetupProblem.SPEED: N_("This is no speed of a serial line. Choose one of the list."),
    SetupProblem.ENCODING: N_("This is no alphabet we can read. Choose one of the list."),
    SetupProblem.BEEPER: N_("We do not know the tones of this brand. Choose one of the list."),
    SetupProblem.SAME_PORT: N_(
        "Another scanner of this station has that port already. Choose another port, or change "
        "that scanner."
    ),
    SetupProblem.TOO_MANY: N_(
        "A station has at most 8 scanners with a port of their own. Remove one that is not used."
    ),
    SetupProblem.ADDRESS: N_(
        "Write the one address of this computer at which handhelds reach it, such as "
        "192.168.1.20. An address that stands for all is not taken."
    ),
    SetupProblem.PORT: N_("The port is a number from 1024 to 65535."),
    SetupProblem.NOBODY_ALLOWED: N_(
        "No handheld is on the list, so nobody could send a scan. Write their addresses, with a "
        "comma between two."
    ),
    SetupProblem.HANDHELD: N_(
        "One of the handhelds' addresses is none. Write each like 192.168.1.31, with a comma "
        "between two."
    ),
}
"""What to say; msgids."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a scanner's text is read.

    Attributes:
        prefix: What it sends before every code, taken off; "" for nothing.
        gs_substitute: The printable sign it sends for GS, or "".
        encoding: One of `ENCODINGS`, or "" for whichever fits.
    """

    prefix: str = ""
    gs_substitute: str = USUAL_GS
    encoding: str = ""

    def reception(self, clock: ReceptionClock | None = None) -> Reception:
        """What makes scans of the text."""
        return Reception(
            clock,
            gs_substitute=self.gs_substitute or None,
            prefix=self.prefix,
            encoding=self.encoding or None,
        )


@dataclass(frozen=True, slots=True)
class WedgeSetup:
    """The scanners that type. The system does not tell them apart, so they share one set-up.

    Attributes:
        gap_ms: Largest pause between two keys of a scanner, 20 to 150.
        end: Which key ends a code.
    """

    gap_ms: int = 50
    end: WedgeEnd = WedgeEnd.ANY
    reading: Reading = field(default_factory=Reading)

    def settings(self) -> WedgeSettings:
        """The wedge's numbers.

        Raises:
            ValueError: The gap is out of its range; `first_problem` says so before.
        """
        return WedgeSettings(gap_ms=self.gap_ms, end=self.end)


@dataclass(frozen=True, slots=True)
class SerialSetup:
    """One scanner with a port of its own.

    Attributes:
        name: For people.
        port: Which device; found again by this.
        baud: One of `SPEEDS`.
        silence_ms: Silence that ends a code of a scanner without terminator, 20 to 500.
        block_check: It sends STX, text, ETX and a check byte.
        beeper: Brand whose tones are sent back, or "" for none.
    """

    name: str
    port: PortIdentity
    baud: int = 9600
    silence_ms: int = 50
    block_check: bool = False
    reading: Reading = field(default_factory=Reading)
    beeper: str = ""

    def settings(self) -> SerialSettings:
        """Line and framing."""
        return SerialSettings(self.baud, self.silence_ms, self.block_check)


@dataclass(frozen=True, slots=True)
class NetworkSetup:
    """Handhelds that send lines over the network; off unless somebody turns it on.

    Attributes:
        address: The one address of this computer that is listened on.
        port: 1024 to 65535.
        allowed: Addresses of the handhelds.
    """

    is_on: bool = False
    address: str = ""
    port: int = USUAL_PORT
    allowed: tuple[str, ...] = ()
    reading: Reading = field(default_factory=Reading)

    def listener(self) -> ListenerSettings | None:
        """Where lines are taken; None while it is off.

        Raises:
            ValueError: An address is none; `first_problem` says so before.
        """
        return ListenerSettings(self.address, self.port, self.allowed) if self.is_on else None


@dataclass(frozen=True, slots=True)
class StationSetup:
    """All scanners of one station."""

    wedge: WedgeSetup = field(default_factory=WedgeSetup)
    serial: tuple[SerialSetup, ...] = ()
    network: NetworkSetup = field(default_factory=NetworkSetup)


def first_problem(setup: StationSetup) -> SetupProblem | None:
    """What is wrong with a set-up, or None where it can be used.

    Examples:
        >>> first_problem(StationSetup())
        >>> first_problem(StationSetup(WedgeSetup(gap_ms=500)))
        <SetupProblem.GAP: 'gap'>
    """
    return next(_problems(setup), None)


def _problems(setup: StationSetup) -> Iterator[SetupProblem]:
    if not GAP_MS[0] <= setup.wedge.gap_ms <= GAP_MS[1]:
        yield SetupProblem.GAP
    yield from _problems_of_reading(setup.wedge.reading)
    for scanner in setup.serial:
        yield from _problems_of_serial(scanner)
    if len(setup.serial) > MOST_SCANNERS:
        yield SetupProblem.TOO_MANY
    devices = [scanner.port.device for scanner in setup.serial]
    paths = [scanner.port.path for scanner in setup.serial if scanner.port.vid is None]
    if len(set(devices)) < len(devices) or len(set(paths)) < len(paths):
        yield SetupProblem.SAME_PORT
    yield from _problems_of_network(setup.network)
    yield from _problems_of_reading(setup.network.reading)


def _problems_of_reading(reading: Reading) -> Iterator[SetupProblem]:
    if len(reading.prefix) > LONGEST_PREFIX or not _is_graphic(reading.prefix):
        yield SetupProblem.PREFIX
    if len(reading.gs_substitute) > 1 or not _is_graphic(reading.gs_substitute):
        yield SetupProblem.GS_SUBSTITUTE
    if reading.encoding not in ("", *ENCODINGS):
        yield SetupProblem.ENCODING


def _problems_of_serial(scanner: SerialSetup) -> Iterator[SetupProblem]:
    if not 0 < len(scanner.name.strip()) <= LONGEST_NAME:
        yield SetupProblem.NAME
    if not scanner.port.path.strip():
        yield SetupProblem.NO_PORT
    if scanner.baud not in SPEEDS:
        yield SetupProblem.SPEED
    if not SILENCE_MS[0] <= scanner.silence_ms <= SILENCE_MS[1]:
        yield SetupProblem.SILENCE
    if scanner.beeper not in ("", *BEEPERS):
        yield SetupProblem.BEEPER
    yield from _problems_of_reading(scanner.reading)


def _problems_of_network(network: NetworkSetup) -> Iterator[SetupProblem]:
    if not network.is_on:
        return
    if not _is_one_address(network.address):
        yield SetupProblem.ADDRESS
    if not 1024 <= network.port <= 65_535:
        yield SetupProblem.PORT
    if not network.allowed:
        yield SetupProblem.NOBODY_ALLOWED
    if len(network.allowed) > MOST_HANDHELDS or not all(map(_is_one_address, network.allowed)):
        yield SetupProblem.HANDHELD


def _is_graphic(text: str) -> bool:
    return all("!" <= char <= "~" for char in text)


def _is_one_address(text: str) -> bool:
    try:
        return not ipaddress.ip_address(text).is_unspecified
    except ValueError:
        return False

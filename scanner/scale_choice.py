"""Which scale this machine has, kept in its data folder.

The file `scale.json` belongs to the machine, not to the warehouse: ports differ from bench to
bench.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from scanner.scale_protocols import PROTOCOLS, ScaleProtocol
from scanner.scale_settling import StillnessRule

FILE_NAME = "scale.json"
GENERIC = "generic"
"""The protocol of a scale of which nothing is known."""


class BadScaleChoice(ValueError):
    """The file, or what was asked for, names no scale that can be used."""


@dataclass(frozen=True, slots=True)
class ScaleChoice:
    """A scale by its port and protocol, and when its load counts as still.

    Attributes:
        protocol: A name of `PROTOCOLS`.
        readings, within_g, for_ms: See `StillnessRule`; used where the protocol does not say it.

    Raises:
        BadScaleChoice: There is no such protocol, or a number is out of bounds.
    """

    port: str
    protocol: str
    readings: int = 4
    within_g: int = 5
    for_ms: int = 600

    def __post_init__(self) -> None:
        if not self.port:
            raise BadScaleChoice("the scale has no port")
        if self.protocol not in PROTOCOLS:
            known = ", ".join(PROTOCOLS)
            raise BadScaleChoice(f"no protocol is called {self.protocol!r}; there are {known}")
        if not (2 <= self.readings <= 50 and 0 <= self.within_g <= 1000):
            raise BadScaleChoice("2 to 50 readings within 0 to 1000 g are needed")
        if not 0 <= self.for_ms <= 10_000:
            raise BadScaleChoice("a load lies still after 0 to 10000 ms")

    @property
    def spoken(self) -> ScaleProtocol:
        """The protocol itself."""
        return PROTOCOLS[self.protocol]

    @property
    def rule(self) -> StillnessRule:
        """When a load counts as still."""
        return StillnessRule(self.readings, self.within_g, self.for_ms)


def scale_choice(text: str) -> ScaleChoice:
    """A scale as it is named on a command line, `PORT` or `PORT:PROTOCOL`.

    A port may have colons of its own; without a protocol that is known it is `generic`.

    Raises:
        BadScaleChoice: It names no port.

    Examples:
        >>> scale_choice("COM4:mt-sics").protocol
        'mt-sics'
        >>> scale_choice("/dev/serial/by-path/pci-0000:00:14.0-usb-0:1:1.0").protocol
        'generic'
    """
    port, _, protocol = text.rpartition(":")
    if port and protocol in PROTOCOLS:
        return ScaleChoice(port, protocol)
    return ScaleChoice(text, GENERIC)


def read_choice(folder: Path) -> ScaleChoice | None:
    """The scale of this machine, or None where it has none.

    Raises:
        BadScaleChoice: The file cannot be understood.
        OSError: It cannot be read.
    """
    try:
        text = (folder / FILE_NAME).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    try:
        known: dict[str, Any] = json.loads(text)
        return ScaleChoice(**known)
    except (TypeError, json.JSONDecodeError) as error:
        raise BadScaleChoice(f"{folder / FILE_NAME} is no setting of a scale: {error}") from error


def write_choice(folder: Path, choice: ScaleChoice | None) -> None:
    """Remember the scale of this machine; None forgets it.

    Raises:
        OSError: The folder cannot be written.
    """
    path = folder / FILE_NAME
    if choice is None:
        path.unlink(missing_ok=True)
        return
    half = path.with_suffix(".new")
    half.write_text(json.dumps(asdict(choice), indent=2) + "\n", encoding="utf-8")
    half.replace(path)

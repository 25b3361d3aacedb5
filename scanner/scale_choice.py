"""Which scale this machine has, kept in its data folder.

The file `scale.json` belongs to the machine, not to the warehouse: ports differ from bench to
bench.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from resources.catalogue import N_
from scanner.scale_protocols import PROTOCOLS, ScaleProtocol
from scanner.scale_settling import StillnessRule

FILE_NAME = "scale.json"
GENERIC = "generic"
"""The protocol of a scale of which nothing is known."""


_NO_PORT = N_("Name the scale's port, for example COM3:mt-sics or /dev/ttyUSB0:mt-sics.")
_NO_PROTOCOL = N_("There is no scale protocol {protocol}. Choose one of these: {names}.")
_BAD_NUMBER = N_("The scale's {field} must be a whole number from {least} to {most}.")
_BAD_FILE = N_(
    "The scale's settings (scale.json) cannot be used. Set it up anew: "
    "packbenchctl scale use PORT:PROTOCOL"
)
_BAD_FIELD = N_(
    "The scale's settings (scale.json) cannot be used: look at {field}. Set it up anew: "
    "packbenchctl scale use PORT:PROTOCOL"
)
_MEANT = re.compile(r"[A-Za-z][\w-]*", re.ASCII)
"""What a person means as a protocol behind the last colon; a port's own end has other signs."""
_TYPES = {"port": str, "protocol": str, "readings": int, "within_g": int, "for_ms": int}
_BOUNDS = {"readings": (2, 50), "within_g": (0, 1000), "for_ms": (0, 10_000)}


class BadScaleChoice(ValueError):
    """The file, or what was asked for, names no scale that can be used.

    Attributes:
        msgid: What to do, in English, to be translated.
        params: What its gaps are filled with.
        field: Which field of `ScaleChoice` is wrong, or "".
    """

    def __init__(self, msgid: str, field: str = "", **params: object) -> None:
        self.msgid = msgid
        self.field = field
        self.params = {"field": field, **params}
        super().__init__(msgid.format_map(self.params))


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
        if not self.port.strip():
            raise BadScaleChoice(_NO_PORT, "port")
        if self.protocol not in PROTOCOLS:
            raise _no_protocol(self.protocol)
        for name, (least, most) in _BOUNDS.items():
            value = getattr(self, name)
            if not least <= value <= most:
                raise BadScaleChoice(_BAD_NUMBER, name, least=least, most=most)

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

    A port may have colons of its own, as `socket://10.0.0.9:4001`: a word behind the last colon
    is meant as a protocol, everything else belongs to the port. Without a protocol it is
    `generic`; a port that ends in a word is named with its protocol.

    Raises:
        BadScaleChoice: It names no port, or a protocol that is not known.

    Examples:
        >>> scale_choice("COM4:mt-sics").protocol
        'mt-sics'
        >>> scale_choice("/dev/serial/by-path/pci-0000:00:14.0-usb-0:1:1.0").protocol
        'generic'
    """
    text = text.strip()
    port, colon, protocol = text.rpartition(":")
    if not colon or not protocol:
        return ScaleChoice(port or text, GENERIC)
    if protocol.lower() in PROTOCOLS:
        return ScaleChoice(port, protocol.lower())
    if _MEANT.fullmatch(protocol):
        raise _no_protocol(protocol)
    return ScaleChoice(text, GENERIC)


def read_choice(folder: Path) -> ScaleChoice | None:
    """The scale of this machine, or None where it has none.

    Raises:
        BadScaleChoice: The file cannot be understood.
        OSError: It cannot be read.
    """
    try:
        kept = (folder / FILE_NAME).read_bytes()
    except FileNotFoundError:
        return None
    try:
        return _understood(json.loads(kept.decode("utf-8")))
    except BadScaleChoice:
        raise
    except (ValueError, RecursionError) as error:
        raise BadScaleChoice(_BAD_FILE) from error


def _understood(kept: object) -> ScaleChoice:
    if not isinstance(kept, dict):
        raise BadScaleChoice(_BAD_FILE)
    lacking = [name for name in ("port", "protocol") if name not in kept]
    unfit = [name for name, value in kept.items() if type(value) is not _TYPES.get(name)]
    if lacking or unfit:
        raise BadScaleChoice(_BAD_FIELD, [*unfit, *lacking][0])
    try:
        return ScaleChoice(**kept)
    except BadScaleChoice as bad:
        raise BadScaleChoice(_BAD_FIELD, bad.field) from bad


def _no_protocol(named: str) -> BadScaleChoice:
    return BadScaleChoice(_NO_PROTOCOL, "protocol", protocol=named, names=", ".join(PROTOCOLS))


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

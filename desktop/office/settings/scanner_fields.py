"""The fields of a scanner's settings, and what a person wrote in them as a set-up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from desktop.office.goods.facts_form import Field, Kind, Line
from resources.catalogue import N_
from scanner.beeper import BEEPERS
from scanner.discovery import PortIdentity
from scanner.station_setup import (
    ENCODINGS,
    GAP_MS,
    SILENCE_MS,
    SPEEDS,
    NetworkSetup,
    Reading,
    SerialSetup,
    WedgeSetup,
)
from scanner.wedge_rules import WedgeEnd

Values = Mapping[str, Any]
ANOTHER_PORT = (N_("Another port, by its name"), None)
_ENDS = (
    (N_("Enter or Tab"), WedgeEnd.ANY),
    (N_("Enter; a Tab stands inside a code"), WedgeEnd.ENTER),
    (N_("Tab; an Enter stands inside a code"), WedgeEnd.TAB),
)
_FRAMINGS = (
    (N_("Lines that end with Enter, Tab, ETX or silence"), False),
    (N_("Blocks with a check byte (STX, text, ETX, BCC)"), True),
)
_ALPHABETS = ((N_("Whichever fits"), ""), *((name, name) for name in ENCODINGS))
_TONES = ((N_("None: the scanner stays silent"), ""), *((name, name) for name in BEEPERS))
_READING: tuple[tuple[str, Line], ...] = (
    ("", (Field("prefix", N_("Sent before each code")),)),
    ("", (Field("gs_substitute", N_("Sign sent for GS")),)),
)
WEDGE_FIELDS: tuple[tuple[str, Line], ...] = (
    ("", (Field("gap_ms", N_("Pause between keys, ms"), Kind.NUMBER, GAP_MS[1]),)),
    ("", (Field("end", N_("Ends a code"), Kind.CHOICE, options=_ENDS),)),
    *_READING,
)
SERIAL_FIELDS: tuple[tuple[str, Line], ...] = (
    ("", (Field("name", N_("Name")),)),
    ("", (Field("port", N_("Port"), Kind.CHOICE, options=(ANOTHER_PORT,)),)),
    ("", (Field("path", N_("Name of the port")),)),
    ("", (Field("baud", N_("Speed"), Kind.CHOICE, options=tuple((str(n), n) for n in SPEEDS)),)),
    ("", (Field("block_check", N_("Codes come as"), Kind.CHOICE, options=_FRAMINGS),)),
    ("", (Field("silence_ms", N_("Silence that ends, ms"), Kind.NUMBER, SILENCE_MS[1]),)),
    ("", (Field("encoding", N_("Alphabet"), Kind.CHOICE, options=_ALPHABETS),)),
    *_READING,
    ("", (Field("beeper", N_("Tones of brand"), Kind.CHOICE, options=_TONES),)),
)
NETWORK_FIELDS: tuple[tuple[str, Line], ...] = (
    (N_("Lines of handhelds"), (Field("is_on", N_("are taken"), Kind.FLAG),)),
    ("", (Field("address", N_("Address of this computer")),)),
    ("", (Field("port", N_("Port"), Kind.NUMBER, 65_535),)),
    ("", (Field("allowed", N_("Addresses of handhelds")),)),
    *_READING,
)


def wedge_values(setup: WedgeSetup) -> dict[str, Any]:
    """What the form of the keyboard scanners shows."""
    return {"gap_ms": setup.gap_ms, "end": setup.end, **_reading_values(setup.reading)}


def wedge_setup(values: Values) -> WedgeSetup:
    """What a person wrote, problems and all."""
    return WedgeSetup(values["gap_ms"] or 0, values["end"], _reading(values))


def serial_values(setup: SerialSetup, found: Iterable[PortIdentity]) -> dict[str, Any]:
    """What the form of a scanner shows.

    Args:
        found: The ports of this computer; one that is not among them is shown by its name.
    """
    is_found = setup.port.vid is not None or setup.port in _offered(setup, found)
    return {
        "name": setup.name,
        "port": setup.port if is_found else None,
        "path": "" if is_found else setup.port.path,
        "baud": setup.baud,
        "block_check": setup.block_check,
        "silence_ms": setup.silence_ms,
        "encoding": setup.reading.encoding,
        "beeper": setup.beeper,
        **_reading_values(setup.reading),
    }


def serial_setup(values: Values) -> SerialSetup:
    """What a person wrote, problems and all."""
    reading = replace(_reading(values), encoding=values["encoding"])
    return SerialSetup(
        values["name"],
        values["port"] or PortIdentity(values["path"]),
        values["baud"],
        values["silence_ms"] or 0,
        values["block_check"],
        reading,
        values["beeper"],
    )


def port_options(
    setup: SerialSetup | None, found: Iterable[PortIdentity]
) -> tuple[tuple[str, PortIdentity | None], ...]:
    """The ports to choose from, the scanner's own first where it is a known device."""
    offered = tuple((_port_words(port), port) for port in _offered(setup, found))
    return (*offered, ANOTHER_PORT)


def _offered(setup: SerialSetup | None, found: Iterable[PortIdentity]) -> tuple[PortIdentity, ...]:
    """Found ports; the scanner's own identity stands for what was found of it."""
    own = None if setup is None else setup.port
    ports = [own if own is not None and own.device == p.device else p for p in found]
    if own is not None and own.vid is not None and own not in ports:
        ports.insert(0, own)
    return tuple(ports)


def _port_words(port: PortIdentity) -> str:
    words = port.path if port.description in ("", "n/a") else f"{port.path} · {port.description}"
    # The form fills gaps in its options; a description may hold anything.
    return words.replace("{", "{{").replace("}", "}}")


def network_values(setup: NetworkSetup) -> dict[str, Any]:
    """What the form of the handhelds shows."""
    return {
        "is_on": setup.is_on,
        "address": setup.address,
        "port": setup.port,
        "allowed": ", ".join(setup.allowed),
        **_reading_values(setup.reading),
    }


def network_setup(values: Values) -> NetworkSetup:
    """What a person wrote, problems and all."""
    allowed = values["allowed"].replace("，", ",").replace("、", ",").replace(" ", ",")
    return NetworkSetup(
        values["is_on"],
        values["address"],
        values["port"] or 0,
        tuple(each for each in allowed.split(",") if each),
        _reading(values),
    )


NEW_SCANNER: Values = {
    "name": "",
    "port": None,
    "path": "",
    "baud": 9600,
    "block_check": False,
    "silence_ms": 50,
    "encoding": "",
    "beeper": "",
    "prefix": "",
    "gs_substitute": "~",
}


def _reading_values(reading: Reading) -> dict[str, Any]:
    return {"prefix": reading.prefix, "gs_substitute": reading.gs_substitute}


def _reading(values: Values) -> Reading:
    return Reading(values["prefix"], values["gs_substitute"])

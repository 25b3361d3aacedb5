"""The file in the data folder that keeps a station's scanners.

What cannot be read costs nobody a scan: the usual set-up is used, a sentence says so, and the
file is kept aside when a new one is written.
"""

from __future__ import annotations

import json
import logging
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from resources.catalogue import N_
from scanner.discovery import PortIdentity
from scanner.station_setup import (
    NetworkSetup,
    Reading,
    SerialSetup,
    StationSetup,
    WedgeSetup,
    first_problem,
)
from scanner.wedge_rules import WedgeEnd

logger = logging.getLogger(__name__)

FILE_NAME = "scanners.json"
_VERSION = 1
_LARGEST = 100_000
"""Bytes; a larger file is none of ours."""

BROKEN = N_(
    "The list of this station's scanners is damaged, so only scanners that type are read. "
    "Set the others up again under Settings, Scanners."
)
NOT_KEPT = N_(
    "The scanners' settings could not be saved on this computer, so nothing was changed. "
    "Make room on the disk or ask the technician, then save again."
)


@dataclass(frozen=True, slots=True)
class SetupRead:
    """What the file gave.

    Attributes:
        setup: What is used.
        sentence: Msgid of what is wrong with the file, or "".
    """

    setup: StationSetup
    sentence: str = ""


def read_setup(folder: Path) -> SetupRead:
    """The scanners kept in a data folder; never raises.

    Thread: any; it reads a file, so never the main thread.
    """
    path = folder / FILE_NAME
    try:
        if path.stat().st_size > _LARGEST:
            raise ValueError("too large")
        setup = setup_of(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return SetupRead(StationSetup())
    except (OSError, ValueError, RecursionError) as problem:
        logger.warning("%s is not used: %s", path, problem)
        return SetupRead(StationSetup(), BROKEN)
    return SetupRead(setup)


def keep_setup(folder: Path, setup: StationSetup) -> bool:
    """Write the file, whole or not at all; False where the disk does not take it.

    Raises:
        ValueError: The set-up has a problem; nothing is written.

    Thread: any; it writes a file, so never the main thread.
    """
    if (problem := first_problem(setup)) is not None:
        raise ValueError(problem)
    path = folder / FILE_NAME
    part = path.with_suffix(".part")
    text = json.dumps({"version": _VERSION, **asdict(setup)}, indent=1, ensure_ascii=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
        if read_setup(folder).sentence:
            path.replace(path.with_suffix(".damaged"))
        part.replace(path)
    except OSError:
        logger.warning("the scanners are not kept: %s cannot be written", path)
        return False
    return True


def setup_of(read: Any) -> StationSetup:
    """A set-up out of the file's JSON.

    Raises:
        ValueError: It is none of ours, or has a problem; the message names the part.
    """
    top = _table(read, "the file")
    if top.get("version") != _VERSION:
        raise ValueError("the version is not known")
    found = StationSetup(
        _wedge(_table(top.get("wedge"), "wedge")),
        tuple(_serial(_table(each, "serial")) for each in _list(top.get("serial"), "serial")),
        _network(_table(top.get("network"), "network")),
    )
    if (problem := first_problem(found)) is not None:
        raise ValueError(f"{problem.value} is wrong")
    return found


def _wedge(part: dict[str, Any]) -> WedgeSetup:
    return WedgeSetup(
        _number(part, "gap_ms"), WedgeEnd(_text(part, "end")), _reading(part, "wedge")
    )


def _serial(part: dict[str, Any]) -> SerialSetup:
    return SerialSetup(
        _text(part, "name"),
        _port(_table(part.get("port"), "port")),
        _number(part, "baud"),
        _number(part, "silence_ms"),
        _flag(part, "block_check"),
        _reading(part, "serial"),
        _text(part, "beeper"),
    )


def _network(part: dict[str, Any]) -> NetworkSetup:
    allowed = _list(part.get("allowed"), "allowed")
    if not all(isinstance(each, str) for each in allowed):
        raise ValueError("allowed is wrong")
    return NetworkSetup(
        _flag(part, "is_on"),
        _text(part, "address"),
        _number(part, "port"),
        tuple(allowed),
        _reading(part, "network"),
    )


def _reading(part: dict[str, Any], where: str) -> Reading:
    read = _table(part.get("reading"), f"reading of {where}")
    return Reading(_text(read, "prefix"), _text(read, "gs_substitute"), _text(read, "encoding"))


def _port(part: dict[str, Any]) -> PortIdentity:
    path = _text(part, "path")
    if not path:
        raise ValueError("path is wrong")
    return PortIdentity(
        path,
        None if part.get("vid") is None else _number(part, "vid"),
        None if part.get("pid") is None else _number(part, "pid"),
        None if part.get("serial_number") is None else _text(part, "serial_number"),
        None if part.get("location") is None else _text(part, "location"),
        _text(part, "description"),
    )


def _table(value: Any, what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{what} is wrong")
    return value


def _list(value: Any, what: str) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError(f"{what} is wrong")
    return value


def _number(part: dict[str, Any], name: str) -> int:
    value = part.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"{name} is wrong")
    return value


def _flag(part: dict[str, Any], name: str) -> bool:
    value = part.get(name)
    if not isinstance(value, bool):
        raise ValueError(f"{name} is wrong")
    return value


def _text(part: dict[str, Any], name: str) -> str:
    value = part.get(name)
    if not isinstance(value, str):
        raise ValueError(f"{name} is wrong")
    return value

"""The cookie that says which handheld works as which station: signed, so that nobody makes one."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from procedure.ids import StationId

NAME = "packbench_station"
KEY_BYTES = 32

_COOKIE = re.compile(r"([0-9]{1,19})\.([0-9a-f]{32})\.([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Device:
    """A handheld and the station it chose.

    Attributes:
        token: Random; another one each time a station is chosen.
    """

    station_id: StationId
    token: str


def new_device(station_id: StationId) -> Device:
    """A device that has just chosen a station."""
    return Device(station_id, secrets.token_hex(16))


def cookie_of(device: Device, key: bytes) -> str:
    """The cookie's value."""
    return f"{device.station_id}.{device.token}.{_signature(device, key)}"


def device_of(cookie: str | None, key: bytes) -> Device | None:
    """Whose cookie it is; None for no cookie, and for one that was not signed with the key."""
    found = _COOKIE.fullmatch(cookie or "")
    if found is None:
        return None
    device = Device(StationId(int(found[1])), found[2])
    return device if hmac.compare_digest(found[3], _signature(device, key)) else None


def signing_key(folder: Path) -> bytes:
    """The key of this data folder, made where there is none; only this account may read it."""
    path = folder / "gateway.key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(handle, "wb") as file:
        key = secrets.token_bytes(KEY_BYTES)
        file.write(key)
    return key


def _signature(device: Device, key: bytes) -> str:
    said = f"{device.station_id}.{device.token}".encode()
    return hmac.new(key, said, hashlib.sha256).hexdigest()

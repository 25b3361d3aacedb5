"""Which handheld works as which station: each station belongs to one device at a time."""

from __future__ import annotations

import threading
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from db.errors import CannotNow, Trouble
from db.identity import renew_node
from db.views.seats import Seat, seats
from fulfilment.goods.catalogue import ProductCatalogue
from fulfilment.house import House
from fulfilment.station.opening import open_station
from fulfilment.station.station import Station
from gateway.pda.device_cookie import Device, new_device, signing_key
from gateway.pda.station_thread import StationThread
from procedure.ids import StationId
from procedure.words import Screen

SCREENS = (Screen.PICK, Screen.SORT)
"""What a handheld's page can show."""


@dataclass(slots=True)
class Held:
    """A station in the hand of a device.

    Attributes:
        heard_at: When the device last asked for anything.
    """

    seat: Seat
    token: str
    thread: StationThread
    heard_at: datetime


class Handhelds:
    """The stations of a gateway and the devices that have them.

    Args:
        house: Open as long as this.
        folder: Data folder: journals, and the key that signs cookies.
        only: Names of the stations on offer; all of picking and of the put wall where it is empty.

    Raises:
        CannotNow: The database is away; a named station is not there or is for other work.

    Thread: safe from any thread; every method may wait for the database.
    """

    def __init__(self, house: House, folder: Path, only: Collection[str] = ()) -> None:
        self.house = house
        self.key = signing_key(folder)
        self._folder = folder
        self._only = frozenset(only)
        self._idle = timedelta(seconds=house.order_policy.lease_seconds)
        self._lock = threading.Lock()
        self._held: dict[StationId, Held] = {}
        self._catalogue: ProductCatalogue | None = None
        missing = self._only - {seat.name for seat in self._seats()}
        if missing:
            raise CannotNow(Trouble.NO_STATION, {"name": min(missing)})

    def free(self) -> tuple[Seat, ...]:
        """The stations that a device may choose now."""
        there = self._seats()
        with self._lock:
            return tuple(seat for seat in there if self._is_free(seat.station_id))

    def choose(self, station_id: StationId) -> Device | None:
        """Take a station for a device; None where it is not there or in use."""
        seat = self._seat(station_id)
        with self._lock:
            if seat is None or not self._is_free(station_id):
                return None
            device = new_device(station_id)
            self._take(seat, device)
            return device

    def held_by(self, device: Device) -> Held | None:
        """The station of a device; None where another one has it, or it is no longer there.

        After a new start of the gateway the first device with a signed cookie has its station
        again.
        """
        with self._lock:
            held = self._held.get(device.station_id)
        if held is None:
            seat = self._seat(device.station_id)
            if seat is None:
                return None
            with self._lock:
                held = self._held.get(device.station_id) or self._take(seat, device)
        if held.token != device.token:
            return None
        held.heard_at = self.house.clock()
        return held

    def let_go(self, device: Device) -> bool:
        """Give a station back; False where the device has none, or somebody is signed in."""
        held = self.held_by(device)
        if held is None or held.thread.look().result().shown.operator is not None:
            return False
        with self._lock:
            self._held.pop(device.station_id, None)
        held.thread.stop()
        return True

    def renew(self) -> None:
        """Renew the lease of this program's ids; at least once a day.

        Raises:
            CannotNow: The database is away, or the lease had ended.
        """
        renew_node(self.house.database, self.house.ids, self.house.clock())

    def close(self) -> None:
        """End all threads; what waits on their journals is applied after the next start."""
        with self._lock:
            held = list(self._held.values())
            self._held.clear()
        for each in held:
            each.thread.stop()

    def _seats(self) -> tuple[Seat, ...]:
        with self.house.database.read() as connection:
            there = seats(connection)
        return tuple(
            seat
            for seat in there
            if seat.home in (Screen.PICK, Screen.SORT)
            and (not self._only or seat.name in self._only)
        )

    def _seat(self, station_id: StationId) -> Seat | None:
        return next((seat for seat in self._seats() if seat.station_id == station_id), None)

    def _is_free(self, station_id: StationId) -> bool:
        held = self._held.get(station_id)
        return held is None or self.house.clock() - held.heard_at >= self._idle

    def _take(self, seat: Seat, device: Device) -> Held:
        """Give the station to a device; a thread that runs already goes on with its journal."""
        before = self._held.get(seat.station_id)
        thread = before.thread if before is not None else self._started(seat)
        held = Held(seat, device.token, thread, self.house.clock())
        self._held[seat.station_id] = held
        return held

    def _started(self, seat: Seat) -> StationThread:
        thread = StationThread(partial(self._open, seat), self._idle)
        thread.start()
        return thread

    def _open(self, seat: Seat) -> Station:
        """Thread: the station's."""
        with self._lock:
            known = self._catalogue
        if known is None:
            known = ProductCatalogue(self.house.database)
            known.load()
            with self._lock:
                self._catalogue = known
        return open_station(self.house, seat, self._folder, known)

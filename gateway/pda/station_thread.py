"""A handheld's station in a thread of its own: requests go in, futures come out.

What `desktop.station_worker` is to the window this is to a page: between two scans one waiting
scan is applied centrally, and while the centre is away it is asked again and again. Besides, a
station that nobody scanned at for a while signs its picker out.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from db.errors import CannotNow, StationDiskTrouble
from fulfilment.station.scan_entry import content_digest
from fulfilment.station.station import Station
from gateway.pda.face import Face
from procedure.codes import BadgeReading
from procedure.reading import read
from procedure.scans import RawScan
from procedure.verdicts import Verdict

logger = logging.getLogger(__name__)

RETRY_SECONDS = 2.0
"""How long to wait before an absent centre or a failed disk is tried again, and the clock looked
at."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to a posted scan.

    Attributes:
        verdict: None where the same id was posted with another content: nothing was done.
    """

    verdict: Verdict | None
    face: Face


@dataclass(frozen=True, slots=True)
class _Scan:
    raw: RawScan
    future: Future[Answered]


@dataclass(frozen=True, slots=True)
class _Look:
    future: Future[Face]


@dataclass(frozen=True, slots=True)
class _Stop:
    pass


_Item = _Scan | _Look | _Stop


class StationThread:
    """Runs a station for a page.

    Args:
        make_station: Opens journal and station; called in the thread, again where it failed.
        idle: After so long without a scan nobody is signed in any more.

    Thread: `scan`, `look` and `stop` from any thread.
    """

    def __init__(self, make_station: Callable[[], Station], idle: timedelta) -> None:
        self._make_station = make_station
        self._idle = idle
        self._queue: queue.SimpleQueue[_Item] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="packbench-pda")
        self._station: Station | None = None
        self._face: Face | None = None
        self._trouble: CannotNow | None = None
        self._scanned_at: datetime | None = None
        self._retry_at = 0.0

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Take no more requests, finish the one under way, and wait for the thread's end."""
        self._queue.put(_Stop())
        if self._thread.ident is not None:
            self._thread.join()

    def scan(self, raw: RawScan) -> Future[Answered]:
        """The verdict on a scan, once it is on the disk, and at a gate the centre's word.

        The future raises `CannotNow` where the station cannot be opened.
        """
        future: Future[Answered] = Future()
        self._queue.put(_Scan(raw, future))
        return future

    def look(self) -> Future[Face]:
        """What the station shows now; raises as `scan` does."""
        future: Future[Face] = Future()
        self._queue.put(_Look(future))
        return future

    # the thread ------------------------------------------------------------------

    def _run(self) -> None:
        while True:
            item = self._next()
            if isinstance(item, _Stop):
                break
            try:
                self._serve(item)
            except Exception as error:
                if not isinstance(error, CannotNow):
                    logger.exception("a handheld's station failed and is opened anew")
                    self._close()
                if item is not None:
                    item.future.set_exception(error)
        self._close()

    def _next(self) -> _Item | None:
        """The next request; None where there is something else to do, or it is time to look."""
        waiting = self._station is not None and len(self._station.waiting) > 0
        busy = waiting and self._trouble is None
        if waiting and not busy and time.monotonic() >= self._retry_at:
            return None  # however often the page asks
        try:
            return self._queue.get(block=not busy, timeout=None if busy else RETRY_SECONDS)
        except queue.Empty:
            return None

    def _serve(self, item: _Scan | _Look | None) -> None:
        if item is None:
            if self._station is not None:
                self._sign_out_where_idle(self._station)
                self._apply_one(self._station)
            return
        station = self._opened()
        self._sign_out_where_idle(station)
        match item:
            case _Scan(raw, future):
                future.set_result(self._scan(station, raw))
            case _Look(future):
                future.set_result(self._seen(station))

    def _opened(self) -> Station:
        if self._station is None:
            station = self._make_station()
            try:
                station.resume()
            except BaseException:
                station.close()
                raise
            self._station = station
            self._face = Face(station.show())
        return self._station

    def _close(self) -> None:
        if self._station is not None:
            self._station.close()
            self._station = None

    def _scan(self, station: Station, raw: RawScan) -> Answered:
        if _is_other_content(station, raw):
            station.scan(raw)  # it is kept, for somebody to look at
            return Answered(None, self._seen(station))
        self._scanned_at = station.house.clock()
        shown = station.scan(raw)
        self._face = self._before(station).after(shown)
        return Answered(shown.verdict, self._seen(station))

    def _sign_out_where_idle(self, station: Station) -> None:
        since = self._scanned_at
        if station.operator is None or since is None:
            return
        if station.house.clock() - since >= self._idle:
            station.sign_out()

    def _apply_one(self, station: Station) -> None:
        """Apply one waiting scan; whether that worked is what is known of the centre."""
        if not len(station.waiting):
            return
        try:
            interrupted = station.apply_next()
        except CannotNow as trouble:
            before, self._trouble = self._trouble, trouble
            self._retry_at = time.monotonic() + RETRY_SECONDS
            if isinstance(trouble, StationDiskTrouble) and not isinstance(before, type(trouble)):
                self._face = self._before(station).after(station.tell_trouble(trouble))
            return
        self._trouble = None
        if interrupted is not None:
            self._face = self._before(station).after(interrupted)

    def _before(self, station: Station) -> Face:
        return self._face or Face(station.show())

    def _seen(self, station: Station) -> Face:
        """The face now: what is shown, who is signed in, what waits."""
        face = self._before(station)
        shown = station.show()
        if (shown.operator, shown.state) != (face.shown.operator, face.shown.state):
            face = face.after(shown)
        if not station.unsaved:
            self._trouble = None
        answers = self._trouble is None or isinstance(self._trouble, StationDiskTrouble)
        self._face = replace(face, centre=answers, unsaved=station.unsaved)
        return self._face


def _is_other_content(station: Station, raw: RawScan) -> bool:
    """Whether the id of this scan stands in the journal with another text."""
    stored = station.journal.find(raw.event_id)
    if stored is None:
        return False
    code = read(raw, lambda _key: None)
    is_badge = any(isinstance(reading, BadgeReading) for reading in code.readings)
    key = "USR-" if is_badge else code.key
    return stored.digest != content_digest(raw.event_id, key, raw.device)

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
from enum import Enum, auto

from db.errors import CannotNow, StationDiskTrouble
from db.journal import JournalEntry
from fulfilment.station.scan_entry import content_digest
from fulfilment.station.station import Station
from gateway.pda.ahead import task_key
from gateway.pda.face import Face
from procedure.codes import BadgeReading
from procedure.machines.pick_state import PickState
from procedure.reading import read
from procedure.scans import RawScan
from procedure.verdicts import Verdict
from procedure.words import Screen

logger = logging.getLogger(__name__)

RETRY_SECONDS = 2.0
"""How long to wait before an absent centre or a failed disk is tried again, and the clock looked
at."""


class Untaken(Enum):
    """Why a scan was not even judged."""

    OTHER_CONTENT = auto()
    """Its id was posted before with another content."""
    OTHER_TASK = auto()
    """It was made for a task that is not open here any more."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to a posted scan: a verdict, or why nothing was done.

    Attributes:
        written: Whether it is on the station's disk; where not, it may be sent again.
    """

    said: Verdict | Untaken
    face: Face
    written: bool = True


@dataclass(frozen=True, slots=True)
class _Scan:
    raw: RawScan
    task: str
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

    def scan(self, raw: RawScan, task: str = "") -> Future[Answered]:
        """The verdict on a scan, once it is on the disk, and at a gate the centre's word.

        Args:
            task: The only task it may count for (`task_key`), where the handheld made it alone.

        The future raises `CannotNow` where the station cannot be opened.
        """
        future: Future[Answered] = Future()
        self._queue.put(_Scan(raw, task, future))
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
            case _Scan(raw, task, future):
                future.set_result(self._scan(station, raw, task))
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

    def _scan(self, station: Station, raw: RawScan, task: str) -> Answered:
        stored = station.journal.find(raw.event_id)
        if stored is not None and _is_other_content(stored, raw):
            station.scan(raw)  # it is kept, for somebody to look at
            return Answered(Untaken.OTHER_CONTENT, self._seen(station))
        if stored is None and task and task != _open_task(station):
            logger.warning("a scan made without connection was not counted: its task is over")
            return Answered(Untaken.OTHER_TASK, self._seen(station))
        self._scanned_at = station.house.clock()
        shown = station.scan(raw)
        self._face = self._before(station).after(shown)
        assert shown.verdict is not None
        return Answered(shown.verdict, self._seen(station), _is_written(station, raw))

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


def _is_written(station: Station, raw: RawScan) -> bool:
    try:
        return station.journal.find(raw.event_id) is not None
    except CannotNow:
        return False


def _open_task(station: Station) -> str:
    state = station.state_of(Screen.PICK)
    if station.operator is None or not isinstance(state, PickState) or state.task is None:
        return ""
    return task_key(state.task)


def _is_other_content(stored: JournalEntry, raw: RawScan) -> bool:
    """Whether the id of this scan stands in the journal with another text."""
    code = read(raw, lambda _key: None)
    is_badge = any(isinstance(reading, BadgeReading) for reading in code.readings)
    key = "USR-" if is_badge else code.key
    return stored.digest != content_digest(raw.event_id, key, raw.device)

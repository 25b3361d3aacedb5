"""The station's own thread: scans go in from any thread, what is shown comes out in the main one.

The main thread is not on the way of a scan (ARCHITECTURE, stop 3): a serial reader puts scans
straight into the queue. What waits is applied centrally, one scan at a time, when no scan waits to
be heard and the last verdict is painted; when nothing else waits, it looks whether a gate intended
paper, which another thread sends.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from db.errors import CannotNow, StationDiskTrouble
from fulfilment.station.on_scale import take_view
from fulfilment.station.station import Shown, Station
from procedure.scans import RawScan
from procedure.weighing import OnScale
from procedure.words import Screen
from procedure.words import Signal as Verdict

logger = logging.getLogger(__name__)

RETRY_SECONDS = 2.0
"""How long the worker waits before it tries an absent centre or a failed disk again."""
PAINT_SECONDS = 0.05
"""How long a verdict may take to be painted before the worker goes on regardless: three frames.
Python runs one thread at a time, so what is applied meanwhile would hold the paint up."""
QUEUE_LIMIT = 500
"""Scans that may wait to be read; beyond it the person is told, never silently."""


@dataclass(frozen=True, slots=True)
class _OpenScreen:
    screen: Screen


@dataclass(frozen=True, slots=True)
class _OnScale:
    shows: OnScale | None
    load: RawScan | None


@dataclass(frozen=True, slots=True)
class _Painted:
    pass


@dataclass(frozen=True, slots=True)
class _Stop:
    pass


_Item = RawScan | _OpenScreen | _OnScale | _Painted | _Stop

MakeStation = Callable[[], Station]
LookForPaper = Callable[[Station], None]


class StationWorker(QObject):
    """Runs a station in a thread of its own.

    Signals (received in the main thread):
        shown(Shown): Paint and sound this.
        unsaved(int): How many scans the centre does not have yet.
        centre(CannotNow): Why the centre takes nothing now; None when it does again.
        overloaded(int): So many scans wait to be read; scan more slowly.
        failed(CannotNow): The station could not be started.
        broken(): A fault of the program ended the thread: nothing is heard any more.

    Args:
        make_station: Opens journal and station; called in the worker's thread.
        look_for_paper: Has intended paper sent elsewhere; called in the worker's thread, asks the
            database and returns.
        sound: Gets the device that scanned and the verdict's signal, when the scan is on the
            disk; called in the worker's thread, must return at once.
    """

    shown = Signal(object)
    unsaved = Signal(int)
    centre = Signal(object)
    overloaded = Signal(int)
    failed = Signal(object)
    broken = Signal()
    stopped = Signal()

    def __init__(
        self,
        make_station: MakeStation,
        look_for_paper: LookForPaper,
        parent: QObject | None = None,
        sound: Callable[[str, Verdict], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self._make_station = make_station
        self._look_for_paper = look_for_paper
        self._sound = sound
        self._queue: queue.SimpleQueue[_Item] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="packbench-station")
        self._trouble: CannotNow | None = None
        self._retry_at = 0.0
        self._paper_waits = True
        self._touched = False
        self._paint_until: float | None = None

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Take no more scans, finish the one under way, and wait for the thread's end."""
        self._queue.put(_Stop())
        if self._thread.ident is not None:
            self._thread.join()

    def scan(self, raw: RawScan) -> None:
        """A scan was received.

        Thread: any.
        """
        self._queue.put(raw)
        waiting = self._queue.qsize()
        if waiting > QUEUE_LIMIT:
            self.overloaded.emit(waiting)

    def weigh(self, shows: OnScale | None, load: RawScan | None) -> None:
        """The scale shows this, or is away where None; `load` just came to lie still on it.

        Thread: any.
        """
        self._queue.put(_OnScale(shows, load))

    def open_screen(self, screen: Screen) -> None:
        """Later scans go to this screen."""
        self._queue.put(_OpenScreen(screen))

    def painted(self) -> None:
        """What was shown last stands on the window.

        Thread: any.
        """
        self._queue.put(_Painted())

    def touch(self) -> None:
        """Somebody is there, also where nothing is scanned: the station does not lock.

        Thread: any.
        """
        self._touched = True

    # the thread ------------------------------------------------------------------

    def _run(self) -> None:
        try:
            station = self._make_station()
        except CannotNow as trouble:
            self.failed.emit(trouble)
            return
        try:
            self._resume(station)
            self._serve(station)
        except Exception:
            logger.exception("the station's thread failed")
            self.broken.emit()
        finally:
            station.close()
            self.stopped.emit()

    def _resume(self, station: Station) -> None:
        try:
            station.resume()
        except CannotNow as trouble:
            self._put_off(station, trouble)
        self.unsaved.emit(station.unsaved)
        self.shown.emit(station.show())

    def _serve(self, station: Station) -> None:
        while True:
            item = self._next(station)
            match item:
                case _Stop():
                    return
                case _OpenScreen(screen):
                    self.shown.emit(station.open_screen(screen))
                case RawScan():
                    self._answer(item, station.scan(item))
                case _OnScale(shows, load):
                    weighed = take_view(station, shows, load)
                    if weighed is not None:
                        self.shown.emit(weighed)
                        self._paper_waits = True
                case _Painted():
                    self._paint_until = None
                    continue
                case None:
                    self._do_one_thing(station)
                    self._lock_where_idle(station)
            self.unsaved.emit(station.unsaved)

    def _answer(self, raw: RawScan, shown: Shown) -> None:
        self.shown.emit(shown)
        if self._sound is not None and shown.verdict is not None:
            self._sound(raw.device, shown.verdict.signal)
        self._paper_waits = True
        self._paint_until = time.monotonic() + PAINT_SECONDS

    def _next(self, station: Station) -> _Item | None:
        """The next item; None where there is something else to do, or it is time to try again."""
        something = station.waiting.any_left or self._paper_waits
        if self._trouble is not None and something and time.monotonic() >= self._retry_at:
            return None  # however fast the hand is
        wait = RETRY_SECONDS
        if self._trouble is None and something:
            wait, self._paint_until = self._left_to_paint(), None
        try:
            return self._queue.get(timeout=wait) if wait > 0 else self._queue.get(block=False)
        except queue.Empty:
            return None

    def _left_to_paint(self) -> float:
        """How many seconds the window may still take for what was shown last."""
        return 0.0 if self._paint_until is None else self._paint_until - time.monotonic()

    def _do_one_thing(self, station: Station) -> None:
        """Apply one waiting scan, or look for paper to be sent."""
        try:
            if station.waiting.any_left:
                interrupted = station.apply_next()
                if interrupted is not None:
                    self.shown.emit(interrupted)
            else:
                self._look_for_paper(station)
                self._paper_waits = False
        except CannotNow as trouble:
            self._put_off(station, trouble)
            return
        self._go_on()

    def _lock_where_idle(self, station: Station) -> None:
        if self._touched:
            self._touched = False
            station.stay()
        locked = station.lock_where_idle()
        if locked is not None:
            self.shown.emit(locked)

    def _put_off(self, station: Station, trouble: CannotNow) -> None:
        """Try again later; say why, once."""
        before, self._trouble = self._trouble, trouble
        self._retry_at = time.monotonic() + RETRY_SECONDS
        if before is not None and before.trouble is trouble.trouble:
            return
        if isinstance(trouble, StationDiskTrouble):
            self._say_centre_answers(before)
            self.shown.emit(station.tell_trouble(trouble))
        else:
            self.centre.emit(trouble)

    def _go_on(self) -> None:
        before, self._trouble = self._trouble, None
        self._say_centre_answers(before)

    def _say_centre_answers(self, before: CannotNow | None) -> None:
        if before is not None and not isinstance(before, StationDiskTrouble):
            self.centre.emit(None)

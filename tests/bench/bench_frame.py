"""How long a packer waits for a verdict: `python -m tests.bench frame`.

From the terminator of a unit's code to the painted verdict, in the real program without a display:
wedge and serial scanner in turn, journal on the disk, at 100,000 products and 1,000,000 past order
lines; a parcel of twenty lines is open. Then the same while another thread computes without a
pause, as a list being read or paper being drawn does; and fifty different codes in two seconds.

The goal is one frame of a 60 Hz display, 16.7 ms, at the 99th percentile.
"""

from __future__ import annotations

import os
import random
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from db.commit_floor import commit_floor
from desktop.cycle_collection import CycleCollection
from desktop.options import read_options
from desktop.program import Program
from desktop.short_turns import take_short_turns
from desktop.theme.apply import apply_theme
from desktop.theme.fonts import load_fonts
from desktop.theme.tokens import ThemeName
from procedure.verdicts import VerdictKind
from scanner.pty_scanner import PtyScanner
from tests.bench.large_floor import PARCELS, LargeFloor, large_floor
from tests.bench.scan_watch import ScanWatch, Watched
from tests.plugins.wide_orders import EANS

SCANS = 2_000
FRAME_MS = 1000 / 60
WARM_UP = 100
BESIDE = 200
BURST_MS = 2_000
LEAST_REST_MS, MOST_REST_MS = 22, 45
"""After a verdict; with twenty codes in turn none comes twice within a double read's window."""
KINDS = ("SQLite", "PostgreSQL")


def report(scans: int = SCANS, kinds: Sequence[str] = KINDS) -> Iterator[str]:
    """Lines with the figures on each database."""
    for kind in kinds:
        with large_floor(kind) as floor:
            yield from _measured(kind, floor, scans)


def _measured(kind: str, floor: LargeFloor, scans: int) -> Iterator[str]:
    before = commit_floor(floor.folder)
    with at_work(floor) as (watch, scanner):
        open_parcel(watch, floor.parcels["long"])
        single = _single_scans(watch, scanner, scans + WARM_UP)[WARM_UP:]
        with computing():
            beside = _single_scans(watch, scanner, BESIDE)
        _park(watch)
        bursts = [_burst(watch, scanner, floor, name) for name in ("burst-1", "burst-2")]
    bare = (before + commit_floor(floor.folder)) / 2
    yield f"bare one-insert commit on {kind:<10} run  median {bare:.3f} ms"
    for way, found in (("wedge", single[::2]), ("serial", single[1::2])):
        yield _line(f"terminator to paint, {way:<6} {kind:<10}", found)
    yield _line(f"beside a computing thread     {kind:<10}", beside)
    for found in bursts:
        yield _line(f"50 codes in 2 s, all right     {kind:<10}", found)


def _line(name: str, found: Sequence[Watched]) -> str:
    units = [each for each in found if each.is_unit]
    painted = sorted(each.painted_ms for each in units)
    told = sorted(each.told_ms for each in units)
    late = sum(ms > FRAME_MS for ms in painted)
    return (
        f"{name} median {median(painted):.2f} ms, p99 {_percentile(painted, 99):.2f} "
        f"(goal {FRAME_MS:.1f}), worst {painted[-1]:.2f}, "
        f"{late} of {len(units)} later than a frame; "
        f"heard after median {median(told):.2f}, p99 {_percentile(told, 99):.2f}"
    )


def _percentile(ordered: Sequence[float], percent: int) -> float:
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


@contextmanager
def at_work(floor: LargeFloor) -> Iterator[tuple[ScanWatch, PtyScanner]]:
    """The program in a copy of the large house, the packer signed in, and a serial scanner."""
    # The offscreen platform has no window manager to tell sizes to, and says so each time.
    qInstallMessageHandler(lambda kind, context, words: None)
    application = QApplication.instance() or QApplication(["packbench"])
    assert isinstance(application, QApplication)
    take_short_turns()
    load_fonts()
    apply_theme(application, ThemeName.LIGHT)
    with PtyScanner(floor.folder / "scanner") as scanner:
        program = Program(application, read_options(_arguments(floor, scanner), has_display=True))
        collection = CycleCollection(application)
        program.ready.connect(collection.settle)
        program.shown.connect(collection.postpone)
        collection.start()
        try:
            _start(program)
            watch = ScanWatch(program)
            watch.scan(lambda: watch.type(floor.badge))
            yield watch, scanner
        finally:
            program.close()
            collection.stop()


def _arguments(floor: LargeFloor, scanner: PtyScanner) -> list[str]:
    database = [] if floor.url is None else ["--db", floor.url]
    folder = ["--data", str(floor.folder), "--station", "pack-1", "--language", "en"]
    return [*folder, *database, "--serial", scanner.path]


def _start(program: Program) -> None:
    """Wait until the station stands behind the window."""
    loop = QEventLoop()
    program.shown.connect(loop.quit)
    QTimer.singleShot(120_000, loop, lambda: loop.exit(1))
    program.start()
    if loop.exec():
        raise TimeoutError("the program did not open the house within two minutes")


def open_parcel(watch: ScanWatch, code: str) -> None:
    """Open a parcel, as a scan of its sheet does."""
    said = watch.scan(lambda: watch.type(code)).shown.verdict
    assert said is not None
    assert said.kind is VerdictKind.PARCEL_OPENED, said
    chance = random.Random(1)
    watch.rest(chance, 200, 300)


def _single_scans(watch: ScanWatch, scanner: PtyScanner, scans: int) -> list[Watched]:
    """A unit after the other, wedge and serial in turn; each waits for the one before."""
    chance = random.Random(20261123)
    kinds, _ = PARCELS["long"]
    found = []
    for nth in range(scans):
        by = partial(watch.send, scanner) if nth % 2 else watch.type
        found.append(watch.scan(partial(by, EANS[nth % kinds])))
        watch.rest(chance, LEAST_REST_MS, MOST_REST_MS)
    return found


@contextmanager
def computing() -> Iterator[None]:
    """A thread that never lets go of Python by itself, while the block lasts."""
    done = threading.Event()

    def compute() -> None:
        while not done.is_set():
            sorted(map(str, range(1_000)))

    thread = threading.Thread(target=compute)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _park(watch: ScanWatch) -> None:
    watch.scan(lambda: watch.type("CMD-ABORT"))


def _burst(watch: ScanWatch, scanner: PtyScanner, floor: LargeFloor, name: str) -> list[Watched]:
    """Fifty different codes, one every forty milliseconds, whatever the station is about."""
    open_parcel(watch, floor.parcels[name])
    before = len(watch.wait_for(0))
    beat = BURST_MS // len(EANS)
    codes = iter(EANS)

    def send() -> None:
        code = next(codes, None)
        if code is None:
            timer.stop()
        else:
            watch.send(scanner, code)

    timer = QTimer()
    timer.setInterval(beat)
    timer.timeout.connect(send)
    timer.start()
    found = watch.wait_for(before + len(EANS))[before:]
    assert all(each.is_unit for each in found), "every one is right"
    _park(watch)
    return found


def main() -> None:
    """Print the figures of the databases named, or of both."""
    for line in report(kinds=sys.argv[1:] or KINDS):
        print(line, flush=True)


if __name__ == "__main__":
    main()

"""Ten thousand scans without a stop: `python -m tests.bench soak`.

What a long shift must not make grow: memory, open files, threads. The journal grows by every scan;
what it takes for one, and what SQLite keeps beside it, is told. Linux only: it reads /proc.
"""

from __future__ import annotations

import gc
import os
import random
import sys
import threading
import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.bench.bench_frame import at_work, open_parcel
from tests.bench.large_floor import PARCELS, LargeFloor, large_floor
from tests.bench.scan_watch import ScanWatch
from tests.plugins.wide_orders import EANS

SCANS = 10_000
WARM_UP = 1_000
"""By then every cache is filled, and the journal's own file has been written back once."""
LOOKS = 10
_MOST_GROWTH_MB = 10
"""More than this, and what grew is named."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the program takes at one moment; sizes in bytes."""

    memory: int
    files: int
    threads: int
    journal: int
    beside_journal: int


def report(scans: int = SCANS, traced: bool = False) -> Iterator[str]:
    """Lines with what grew over so many scans.

    Args:
        traced: Name the lines of the program whose memory grew most; slower.
    """
    if sys.platform != "linux":
        yield "soak                          only on Linux"
        return
    with large_floor("SQLite") as floor, at_work(floor) as (watch, _):
        open_parcel(watch, floor.parcels["soak"])
        _scan(watch, 0, WARM_UP)
        looks = [_look(floor)]
        if traced:
            tracemalloc.start(12)
        before = tracemalloc.take_snapshot() if traced else None
        for part in range(LOOKS):
            _scan(watch, WARM_UP + part * scans // LOOKS, scans // LOOKS)
            looks.append(_look(floor))
        yield from _lines(looks, scans)
        if before is not None:
            for line in tracemalloc.take_snapshot().compare_to(before, "lineno")[:12]:
                yield f"  {line}"


def _scan(watch: ScanWatch, first: int, scans: int) -> None:
    """Unit scans as quick as they are painted and applied; keys alone, in turn fifty codes."""
    chance = random.Random(first)
    kinds, each = PARCELS["soak"]
    assert first + scans < kinds * each, "the parcel is never complete"
    for nth in range(first, first + scans):
        found = watch.scan(partial(watch.type, EANS[nth % kinds]))
        assert found.is_unit, found.shown.verdict
        watch.rest(chance, 2, 6)
        watch.forget()


def _look(floor: LargeFloor) -> Look:
    gc.collect()
    (journal,) = (floor.folder / "journals").glob("*.journal")
    return Look(
        memory=_resident(),
        files=len(os.listdir("/proc/self/fd")),
        threads=threading.active_count(),
        journal=journal.stat().st_size,
        beside_journal=journal.with_name(journal.name + "-wal").stat().st_size,
    )


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _lines(looks: list[Look], scans: int) -> Iterator[str]:
    first, last = looks[0], looks[-1]
    steps = ", ".join(f"{look.memory / 2**20:.1f}" for look in looks)
    grown = (last.memory - first.memory) / 2**20
    yield f"soak, {scans} scans           memory {steps} MB: {grown:+.1f} MB"
    if grown > _MOST_GROWTH_MB:
        yield "soak                          it grew: see what with --traced"
    yield (
        f"soak, {scans} scans           open files {first.files} -> {last.files}, "
        f"threads {first.threads} -> {last.threads}"
    )
    most = max(look.beside_journal for look in looks)
    yield (
        f"soak, {scans} scans           journal {(last.journal - first.journal) / scans:.0f} "
        f"bytes a scan, at most {most / 2**20:.1f} MB not yet written back"
    )

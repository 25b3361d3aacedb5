"""Whatever comes in: a million inputs without an exception, and how long a code takes to be read.

`python -m tests.bench fuzz --inputs 1000000 [--seed N]` and `python -m tests.bench reading`. An
exception ends the run and names seed, round and input; `tests.floor.gauntlet.run_round` repeats it.
"""

from __future__ import annotations

import os
import random
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import partial
from statistics import median

from procedure.gs1 import get_ready
from procedure.reading import read
from procedure.scans import RawScan
from scanner.reception import Reception
from scanner.simulator import SteppingClock
from tests.floor.fuzzed import KNOWN, fuzzed
from tests.floor.gauntlet import ROUND, run_round
from tests.floor.goods import CATALOGUE

INPUTS = 1_000_000
READ = 20_000
GOAL_US = 300
_AT_ONCE = 50
"""Rounds that a process is given at once."""


def fuzz(inputs: int, seed: int | None, processes: int | None = None) -> Iterator[str]:
    """Send so many inputs through every stop and every machine.

    Raises:
        Exception: The first one that an input led to.
    """
    seed = random.SystemRandom().randrange(10**9) if seed is None else seed
    rounds, began = -(-inputs // ROUND), time.perf_counter()
    yield f"fuzzed inputs                 seed {seed}, {rounds * ROUND} inputs are on their way"
    seen: Counter[str] = Counter()
    with ProcessPoolExecutor(processes or os.cpu_count()) as pool:
        for found in pool.map(partial(run_round, seed), range(rounds), chunksize=_AT_ONCE):
            seen += found
    verdicts = sum(count for kind, count in seen.items() if kind.islower() and " " not in kind)
    yield (
        f"fuzzed inputs                 seed {seed}, {rounds * ROUND} inputs, 0 exceptions, "
        f"{verdicts} verdicts of {len(seen)} kinds, {time.perf_counter() - began:.0f} s"
    )


def reading(codes: int = READ) -> Iterator[str]:
    """How long codes take to be read: those of the trade, and whatever else comes."""
    get_ready()
    chance = random.Random(20261123)
    reception = Reception(SteppingClock(datetime(2026, 11, 23, 8, 0, tzinfo=UTC)))
    lines = {
        "codes of the trade": [chance.choice(KNOWN).encode() for _ in range(codes)],
        "anything at all": [fuzzed(chance) or b"?" for _ in range(codes)],
    }
    for name, those in lines.items():
        scans = [reception.of_bytes(line, device="bench") for line in those]
        taken, floor = _read_us(scans), _floor_us(scans)
        yield (
            f"reading, {name:<20} median {median(taken):.1f} us = "
            f"{median(taken) / floor:.0f} x NFKC and capitals alone, p99 "
            f"{taken[len(taken) * 99 // 100]:.1f} us (goal {GOAL_US}), worst {taken[-1]:.1f} us"
        )


def _read_us(scans: Sequence[RawScan]) -> list[float]:
    taken = []
    for scan in scans:
        began = time.perf_counter_ns()
        read(scan, CATALOGUE.get)
        taken.append((time.perf_counter_ns() - began) / 1000)
    return sorted(taken)


def _floor_us(scans: Sequence[RawScan]) -> float:
    """What the least that must be done to any text takes on this machine."""
    taken = []
    for scan in scans:
        began = time.perf_counter_ns()
        unicodedata.normalize("NFKC", scan.raw_text).upper()
        taken.append((time.perf_counter_ns() - began) / 1000)
    return median(taken)

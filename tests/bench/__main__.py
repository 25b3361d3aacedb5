"""The bench: figures the packer waits for, as ratios to this machine's own floor in the same run.

`python3 bootstrap.py bench` prints them; no test asserts a time.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from db.engine import sqlite_url
from gateway.demo.run import run_demo
from tests.bench import bench_frame, bench_inputs, bench_release, bench_soak, bench_twins

ORDERS = 150
STARTS = 7
PARTS = ("frame", "reading", "release", "twins", "fuzz", "soak")
ALONE = ("fuzz", "soak")
"""Parts that take long and run only where they are named."""


def main() -> None:
    """Run every part, or the one that is named, and print its figures against their goals."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("part", nargs="?", choices=PARTS, help="one part only")
    parser.add_argument("--orders", type=int, default=10_000, help="of a release")
    parser.add_argument("--products", type=int, default=10_000, help="of a release")
    parser.add_argument("--scans", type=int, default=bench_frame.SCANS, help="of the frame bench")
    parser.add_argument("--traced", action="store_true", help="name what grew in the soak")
    parser.add_argument("--inputs", type=int, default=bench_inputs.INPUTS, help="to be fuzzed")
    parser.add_argument("--seed", type=int, help="of the fuzzed inputs")
    parser.add_argument("--lines", type=int, default=bench_twins.LINES, help="of twins, a hand")
    asked = parser.parse_args()
    parts: dict[str, Callable[[], Iterator[str]]] = {
        "frame": lambda: bench_frame.report(asked.scans),
        "reading": bench_inputs.reading,
        "twins": lambda: bench_twins.report(asked.lines),
        "release": lambda: bench_release.report(asked.orders, asked.products),
        "soak": lambda: bench_soak.report(traced=asked.traced),
        "fuzz": lambda: bench_inputs.fuzz(asked.inputs, asked.seed),
    }
    if asked.part is None:
        _whole_bench()
    for name, part in parts.items():
        if asked.part == name or (asked.part is None and name not in ALONE):
            for line in part():
                print(line, flush=True)


def _whole_bench() -> None:
    with tempfile.TemporaryDirectory(prefix="packbench-bench-") as folder:
        for line in _scans(Path(folder)):
            print(line, flush=True)
        for line in _window(Path(folder)):
            print(line, flush=True)


def _scans(folder: Path) -> Iterator[str]:
    report = run_demo(sqlite_url(folder / "bench.sqlite"), ORDERS, folder)
    floor = report.commit_floor_ms
    yield f"bare one-insert commit        median {floor:.3f} ms"
    yield (
        f"journal + step                median {report.scan_ms_p50:.3f} ms = "
        f"{report.scan_ms_p50 / floor:.1f} x floor (goal 3), "
        f"p99 {report.scan_ms_p99:.3f} ms (goal 5)"
    )
    yield (
        f"apply, after the tone         median {report.apply_ms_p50:.3f} ms, "
        f"p99 {report.apply_ms_p99:.3f} ms (goal 10)"
    )
    yield (
        f"gates, centre asked           median {report.gate_ms_p50:.3f} ms, "
        f"p99 {report.gate_ms_p99:.3f} ms"
    )
    yield f"scans                         {report.scans_per_s:.0f} a second of {report.scans}"
    printed, decoded = report.labels_printed, report.labels_decoded
    yield f"labels                        {printed} printed, {decoded} read back"


def _window(folder: Path) -> Iterator[str]:
    times = sorted(_start_once(folder) for _ in range(STARTS))
    yield (
        f"window up, import to paint    median {statistics.median(times):.0f} ms, "
        f"worst {times[-1]:.0f} ms (goal 1500)"
    )


def _start_once(folder: Path) -> float:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.window_start", str(folder / "window")],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    return float(done.stdout.split()[-1])


if __name__ == "__main__":
    main()

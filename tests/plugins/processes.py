"""Processes of their own beside a test, begun without importing the whole program each time.

Where the system can fork, a server that has imported it already forks them off; elsewhere every
process imports for itself.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.synchronize import Barrier
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

T = TypeVar("T")

_context: ForkServerContext | SpawnContext
if sys.platform == "win32":
    _context = multiprocessing.get_context("spawn")
else:
    _context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(
    [
        "gateway.ctl",
        "gateway.demo.run",
        "gateway.import_orders",
        "tests.plugins.intake_process",
        "tests.plugins.reserve_process",
    ]
)


def at_once(work: Callable[..., T], parts: Sequence[tuple[object, ...]]) -> list[T]:
    """What `work` gives for each of the parts: a process for each, and they begin together.

    Args:
        work: A function of a module that another process can import.
    """
    gate = _context.Barrier(len(parts))
    with ProcessPoolExecutor(len(parts), _context, _wait_at, (gate,)) as processes:
        running = [processes.submit(work, *part) for part in parts]
        return [process.result() for process in running]


def _wait_at(gate: Barrier) -> None:
    gate.wait()


@dataclass(frozen=True, slots=True)
class Said:
    """How a command ended, and its words."""

    returncode: int
    stdout: str
    stderr: str


def packbenchctl(*arguments: str, folder: Path) -> Said:
    """Run a command in a process of its own, with a data folder of its own, in English."""
    environment = {"XDG_DATA_HOME": str(folder), "LANG": "C", "LC_ALL": "C"}
    with TemporaryDirectory() as place:
        words = [Path(place, name) for name in ("stdout", "stderr")]
        process = _context.Process(target=_command, args=(arguments, environment, words))
        process.start()
        process.join()
        code = process.exitcode
        process.close()
        assert code is not None
        return Said(code, *(path.read_text("utf-8") for path in words))


def _command(arguments: tuple[str, ...], environment: dict[str, str], words: list[Path]) -> None:
    """Be packbenchctl; its words go to files."""
    from gateway.ctl import main

    os.environ.update(environment)
    sys.argv = ["packbenchctl", *arguments]
    sys.stdout, sys.stderr = (path.open("w", encoding="utf-8") for path in words)
    main()

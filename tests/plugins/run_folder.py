"""One folder per test run, shared by all its workers, and things made in it only once.

The process that was started by the user (the controller) makes the folder and holds a lock on
a file in it for as long as it lives: whoever must tidy up after a run that was killed waits for
that lock.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

VARIABLE = "PACKBENCH_TEST_RUN"
"""Names the folder to the workers."""

MEMORY = Path("/dev/shm")
"""Linux's folder in memory: to bring a file to such a disk takes no time."""

_ROOM = 3 * 1024**3
"""What must be free there, in bytes; containers often have far less."""

_PATIENCE_S = 120.0


class CouldNotMakeError(Exception):
    """Another worker tried to make the thing, and this is why it could not."""


def run_folder() -> Path:
    """The folder of this test run."""
    return Path(os.environ[VARIABLE])


def in_memory() -> bool:
    """Whether this run's files are in memory rather than on a disk."""
    return run_folder().is_relative_to(MEMORY)


def _quick_place() -> Path:
    """Where a run writes: thousands of tests wait for their commits to be on the disk."""
    try:
        enough = shutil.disk_usage(MEMORY).free >= _ROOM and os.access(MEMORY, os.W_OK)
    except OSError:
        enough = False
    return MEMORY if enough else Path(tempfile.gettempdir())


def alive_file(folder: Path) -> Path:
    """The file whose lock the controller holds while it lives."""
    return folder / "alive"


def once(name: str, make: Callable[[], str]) -> str:
    """What `make` gave to the first worker of this run that asked; the others wait for it.

    Raises:
        CouldNotMakeError: The first worker failed; the reason is the same for everybody.
    """
    made, failed = run_folder() / f"{name}.made", run_folder() / f"{name}.failed"
    try:
        (run_folder() / name).mkdir()
    except FileExistsError:
        return _wait_for(name, made, failed)
    try:
        _write_whole(made, make())
    except Exception as problem:
        # Whatever it was, the workers that wait must hear of it.
        named = "" if isinstance(problem, CouldNotMakeError) else f"{type(problem).__name__}: "
        _write_whole(failed, f"{named}{problem}")
    return _wait_for(name, made, failed)


def _wait_for(name: str, made: Path, failed: Path) -> str:
    """The content of `made`, as soon as it is there."""
    end = time.monotonic() + _PATIENCE_S
    while time.monotonic() < end:
        if made.exists():
            return made.read_text(encoding="utf-8")
        if failed.exists():
            raise CouldNotMakeError(failed.read_text(encoding="utf-8"))
        time.sleep(0.02)
    raise CouldNotMakeError(f"{name} was not ready after {_PATIENCE_S:.0f} s")


def _write_whole(path: Path, text: str) -> None:
    """Write a file that nobody ever sees half written."""
    draft = path.with_suffix(".draft")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


class _Controller:
    """The process that owns the folder."""

    def __init__(self) -> None:
        place = _quick_place()
        self.folder = Path(tempfile.mkdtemp(prefix="packbench-tests-", dir=place))
        # Where pytest makes every `tmp_path`.
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(place))
        # A database server may run as another user and has to get through here.
        self.folder.chmod(0o755)
        self._outer = os.environ.get(VARIABLE)
        os.environ[VARIABLE] = str(self.folder)
        self._alive: IO[str] = alive_file(self.folder).open("w")
        if sys.platform != "win32":
            import fcntl

            fcntl.flock(self._alive, fcntl.LOCK_EX)

    @pytest.hookimpl(trylast=True)
    def pytest_unconfigure(self) -> None:
        """Remove the folder after everybody who used it has finished."""
        self._alive.close()
        shutil.rmtree(self.folder, ignore_errors=True)
        if self._outer is None:
            del os.environ[VARIABLE]
        else:
            os.environ[VARIABLE] = self._outer


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder, once per run."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(_Controller(), "run-folder")

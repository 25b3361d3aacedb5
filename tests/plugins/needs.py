"""Tests that need something a machine may lack, and what the summary says about them.

Only five marks may skip a test, and each skip is counted aloud at the end: a run that tried less
than it could must not look like a whole one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.plugins.cups_server import cups_path

ROOT = Path(__file__).resolve().parents[2]

WITHOUT_POSTGRESQL = "PACKBENCH_WITHOUT_POSTGRESQL"
SHARED_DATA = "PACKBENCH_SHARED_DATA"
WITH_BROWSER = "PACKBENCH_WITH_BROWSER"
"""Set to 1 where the browser must be there: its tests then fail without it."""


def shared_data_folder() -> Path | None:
    """The folder with the large data sets, or None where there is none.

    Named by PACKBENCH_SHARED_DATA; else `shared/data` in the working copy or beside it.
    """
    named = os.environ.get(SHARED_DATA)
    places = [Path(named)] if named else [ROOT / "shared/data", ROOT.parent / "shared/data"]
    return next((place for place in places if place.is_dir()), None)


def browser_path() -> str | None:
    """The program of Debian's Chromium, or of another one on the path; None where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@cache
def may_mount() -> bool:
    """Whether a disk can be mounted here that nobody else sees."""
    unshare = shutil.which("unshare")
    if sys.platform != "linux" or unshare is None or os.geteuid() != 0:
        return False
    tried = [unshare, "--mount", "mount", "-t", "tmpfs", "-o", "size=64k", "test", "/mnt"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


def reasons_to_skip() -> dict[str, str]:
    """The marks whose tests cannot run here, with the sentence for the summary."""
    reasons = {}
    if os.environ.get(WITHOUT_POSTGRESQL) == "1":
        reasons["needs_postgres"] = f"{WITHOUT_POSTGRESQL}=1 asks to leave PostgreSQL out."
    if shared_data_folder() is None:
        reasons["needs_shared"] = f"There is no large data folder; {SHARED_DATA} may name one."
    if browser_path() is None and os.environ.get(WITH_BROWSER) != "1":
        reasons["needs_browser"] = "There is no Chromium; on Debian: apt-get install chromium."
    if cups_path() is None:
        reasons["needs_cups"] = (
            "There is no print server; on Debian: apt-get install cups-daemon cups-client."
        )
    if not may_mount():
        reasons["needs_small_disk"] = "Only root of a Linux machine may mount a small disk."
    return reasons


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the tests whose mark says that they cannot run here."""
    for mark, reason in reasons_to_skip().items():
        for item in items:
            if item.get_closest_marker(mark):
                item.add_marker(pytest.mark.skip(reason=f"{mark}: {reason}"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests each mark has left out, and why."""
    skipped = terminalreporter.stats.get("skipped", [])
    for mark, reason in reasons_to_skip().items():
        left_out = sum(1 for report in skipped if mark in report.keywords)
        if left_out:
            terminalreporter.write_line(f"{mark}: {left_out} tests left out. {reason}")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder with the large data sets; only for tests marked `needs_shared`."""
    folder = shared_data_folder()
    assert folder is not None, "mark the test with needs_shared"
    return folder


@pytest.fixture(scope="session")
def browser_program() -> str:
    """The path of Chromium; only for tests marked `needs_browser`."""
    path = browser_path()
    assert path is not None, f"{WITH_BROWSER}=1 asks for Chromium, and there is none"
    return path

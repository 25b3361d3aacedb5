"""What every test with a window is held to, beside the Qt warnings that fail any test."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from tests.plugins.leftover_threads import running_since

_PATIENCE_S = 3.0


@pytest.fixture(autouse=True)
def no_thread_is_left_behind() -> Iterator[None]:
    """Fail a test that ends while a thread it started is still running.

    A thread that outlives its window talks to deleted widgets: the crash comes in another test,
    or at a customer's.
    """
    before = set(threading.enumerate())
    yield
    end = time.monotonic() + _PATIENCE_S
    while (left := running_since(before)) and time.monotonic() < end:
        time.sleep(0.005)
    assert not left, "still running: " + ", ".join(left)


@pytest.fixture(autouse=True, scope="session")
def _what_was_there_before_any_window() -> None:
    """Set aside what all tests share: what each leaves behind is then found in no time."""
    gc.collect()
    gc.freeze()


def pytest_runtest_logstart() -> None:
    """As in the program, no thread collects cycles while there is a window."""
    gc.disable()


def pytest_runtest_logfinish() -> None:
    """Destroy what the test left of its windows, here and now, in the main thread.

    Fixtures are torn down and let go by now. Later a thread of another test would find them.
    """
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    gc.enable()

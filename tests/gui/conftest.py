"""What every test with a window is held to, beside the Qt warnings that fail any test."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

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

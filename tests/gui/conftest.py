"""What every test with a window is held to, beside the Qt warnings that fail any test."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, SignalInstance
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from tests.plugins.leftover_threads import running_since

PATIENCE_MS = 30_000
"""How long a test waits for what must come: a limit for a busy machine, nothing is measured."""


class PatientBot(QtBot):
    """pytest-qt's own hand, which gives up only when nothing can come any more."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:
        """Let the window work until something is so."""
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(
        self,
        signal: SignalInstance,
        *,
        timeout: int = PATIENCE_MS,
        raising: bool | None = None,
        check_params_cb: Callable[..., bool] | None = None,
    ) -> SignalBlocker:
        """Let the window work until a signal comes."""
        return super().waitSignal(
            signal, timeout=timeout, raising=raising, check_params_cb=check_params_cb
        )


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """The hand at the window."""
    return PatientBot(request)


@pytest.fixture(autouse=True)
def no_thread_is_left_behind() -> Iterator[None]:
    """Fail a test that ends while a thread it started is still running.

    A thread that outlives its window talks to deleted widgets: the crash comes in another test,
    or at a customer's.
    """
    before = set(threading.enumerate())
    yield
    end = time.monotonic() + PATIENCE_MS / 1000
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

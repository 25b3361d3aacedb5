"""Threads that a test started and that still run."""

from __future__ import annotations

import os
import threading

from PySide6.QtCore import QThreadPool


def running_since(before: set[threading.Thread]) -> list[str]:
    """The names of threads that were not there before and have not ended."""
    left = [thread.name for thread in set(threading.enumerate()) - before if _is_running(thread)]
    if pooled := QThreadPool.globalInstance().activeThreadCount():
        left.append(f"{pooled} of Qt's global pool")
    return left


def _is_running(thread: threading.Thread) -> bool:
    """Whether a thread runs; Python never hears of the end of one that Qt started."""
    if isinstance(thread, threading._DummyThread):
        return os.path.exists(f"/proc/self/task/{thread.native_id}")
    return thread.is_alive()

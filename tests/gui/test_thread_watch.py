"""The watch for leftover threads sees both kinds, and lets finished ones go."""

from __future__ import annotations

import threading

from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from tests.plugins.leftover_threads import running_since


class Worker(QThread):
    """A thread of Qt's that runs Python until it is told to end."""

    def __init__(self) -> None:
        super().__init__()
        self.started_running = threading.Event()
        self.may_end = threading.Event()

    def run(self) -> None:
        threading.current_thread()
        self.started_running.set()
        self.may_end.wait()


def test_a_thread_of_python_is_seen_until_it_ends(qtbot: QtBot) -> None:
    before = set(threading.enumerate())
    may_end = threading.Event()
    thread = threading.Thread(target=may_end.wait, name="reader")
    thread.start()
    assert running_since(before) == ["reader"]
    may_end.set()
    thread.join()
    assert running_since(before) == []


def test_a_thread_of_qt_is_seen_until_it_ends(qtbot: QtBot) -> None:
    before = set(threading.enumerate())
    worker = Worker()
    worker.start()
    worker.started_running.wait()
    assert len(running_since(before)) == 1
    worker.may_end.set()
    worker.wait()
    # Qt says that it is over a moment before the system does.
    qtbot.waitUntil(lambda: not running_since(before))

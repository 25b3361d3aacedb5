"""PySide6 counts its references to None.

PySide6 6.12.0 loses one with every call that returns None; up to Python 3.11 the program is
aborted when none are left, after some hundred scans. Later Pythons do not count None.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal, Slot
from pytestqt.qtbot import QtBot

CALLS = 2000
SLACK = 200
"""Other threads and caches may take or give back a few."""


class Post(QObject):
    """Sends itself signals and events whose receivers return None."""

    sent = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.sent.connect(self.on_sent)

    @Slot(str)
    def on_sent(self, _text: str) -> None:
        """Receive a signal."""

    def customEvent(self, _event: QEvent) -> None:
        """Receive an event."""

    def call(self) -> None:
        self.setObjectName("post")

    def signal(self) -> None:
        self.sent.emit("6901234567892")

    def event_of_its_own(self) -> None:
        QCoreApplication.sendEvent(self, QEvent(QEvent.Type.User))


@pytest.mark.parametrize("act", [Post.call, Post.signal, Post.event_of_its_own])
def test_no_reference_to_none_is_lost(qtbot: QtBot, act: Callable[[Post], None]) -> None:
    post = Post()
    act(post)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        act(post)
    assert sys.getrefcount(None) > before - SLACK

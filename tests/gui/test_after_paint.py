"""The word that a paint is done comes after the paint, and once."""

from __future__ import annotations

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.after_paint import AfterPaint


class Slate(QWidget):
    """Writes down when it was painted."""

    def __init__(self, told: list[str]) -> None:
        super().__init__()
        self._told = told

    def paintEvent(self, event: QPaintEvent) -> None:
        self._told.append("paint")


def test_it_is_said_once_after_the_paint_that_was_due(qtbot: QtBot) -> None:
    told: list[str] = []
    slate, after = Slate(told), AfterPaint()
    qtbot.addWidget(slate)
    slate.show()
    qtbot.waitUntil(lambda: bool(told))
    told.clear()
    after.painted.connect(lambda: told.append("said"))
    for _ in range(3):
        slate.update()
        with qtbot.waitSignal(after.painted):
            after.wait()
    assert told == ["paint", "said"] * 3

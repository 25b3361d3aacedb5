"""A key press that nobody has got yet: a scanner's or a person's, only time will tell."""

from __future__ import annotations

from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QWidget

from desktop.key_reading import KeptPress


@dataclass(frozen=True, slots=True)
class HeldPress:
    """A press that may still be delivered.

    Attributes:
        widget: Whom it was for; None where a window was to find its focus.
    """

    press: KeptPress
    widget: QWidget | None

    def target(self) -> QObject | None:
        """Who gets it now: the window in front passes it on to its popup or focus widget."""
        if self.widget is not None:
            return self.widget if shiboken6.isValid(self.widget) else None
        window: QWindow | None = QGuiApplication.focusWindow()
        return window

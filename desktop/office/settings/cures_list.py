"""What a scanner test has found: each fault with its cure, or that nothing is wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.widgets.badges import Badge
from desktop.widgets.label import Label
from desktop.widgets.states import State
from scanner.cures import Cure


class _CureRow(QWidget):
    """A fault in bold, its cure below."""

    def __init__(self, cure: Cure) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Badge(State.ATTENTION))
        head.addWidget(Label(cure.fault, bold=True, most_lines=2), 1)
        column.addLayout(head)
        column.addWidget(Label(cure.cure, most_lines=8))


class CuresList(QScrollArea):
    """The cures, one under the other.

    Attributes:
        cures: What is shown.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cures: tuple[Cure, ...] = ()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_cures(self, cures: tuple[Cure, ...]) -> None:
        """Show these and no others."""
        self.cures = cures
        inside = QWidget()
        inside.setProperty("plain", "true")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(8)
        for cure in cures:
            column.addWidget(_CureRow(cure))
        column.addStretch(1)
        self.setWidget(inside)

"""A question answered by a choice where it stands: the choice, a button to go on, one to leave."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.widgets.buttons import Button
from desktop.widgets.choice import Choice
from desktop.widgets.label import Label


class ChoiceAsk(QWidget):
    """Hidden until `begin`; Enter answers, Escape leaves it. Without options it asks yes or no.

    Attributes:
        choice: What is chosen from.
    """

    answered = Signal(object)
    """Carries what belongs to the chosen option; None for a yes."""
    left = Signal()
    """Nobody wants to answer any more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = Label("", bold=True, most_lines=2)
        self.choice = Choice()
        self.go, self.leave = Button(kind="primary"), Button()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.question, 1)
        row.addWidget(self.choice, 1)
        row.addWidget(self.go)
        row.addWidget(self.leave)
        self.go.clicked.connect(self._on_go)
        self.leave.clicked.connect(self.stop)
        self.hide()

    @property
    def is_asking(self) -> bool:
        """Whether it is open."""
        return not self.isHidden()

    def begin(self, question: str, options: Sequence[tuple[str, Any]], go: str, leave: str) -> None:
        """Ask; all words are finished.

        Args:
            options: Words, and what `answered` carries for them.
        """
        self.question.setText(question)
        self.choice.clear()
        for words, value in options:
            self.choice.addItem(words, value)
        self.choice.setVisible(bool(options))
        self.choice.setAccessibleName(question)
        self.go.setText(go)
        self.leave.setText(leave)
        self.show()
        (self.choice if options else self.leave).setFocus(Qt.FocusReason.TabFocusReason)

    def stop(self) -> None:
        """Leave the question."""
        if self.is_asking:
            self.hide()
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the question; Enter on a choice answers it."""
        if event.key() == Qt.Key.Key_Escape:
            self.stop()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.choice.hasFocus():
            self._on_go()
        else:
            super().keyPressEvent(event)

    def _on_go(self) -> None:
        self.hide()
        self.answered.emit(self.choice.currentData())

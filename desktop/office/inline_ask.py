"""A question answered where it stands: a line, a button to go on, a button to leave it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.widgets.buttons import Button

LONGEST = 200


class InlineAsk(QWidget):
    """Hidden until `begin`; Enter answers, Escape leaves it.

    Attributes:
        line: What is typed into.
    """

    answered = Signal(str)
    """Carries the answer without blanks around it, never empty."""
    left = Signal()
    """Nobody wants to answer any more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setMaxLength(LONGEST)
        self.go = Button(kind="primary")
        self.leave = Button()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.go)
        row.addWidget(self.leave)
        self.line.returnPressed.connect(self._on_go)
        self.line.textChanged.connect(self._on_typed)
        self.go.clicked.connect(self._on_go)
        self.leave.clicked.connect(self.stop)
        self.hide()

    def begin(self, question: str, go: str, leave: str) -> None:
        """Ask; all three are finished words."""
        self.line.setPlaceholderText(question)
        self.line.setAccessibleName(question)
        self.line.clear()
        self.go.setText(go)
        self.leave.setText(leave)
        self._on_typed()
        self.show()
        self.line.setFocus()

    def stop(self) -> None:
        """Leave the question."""
        if not self.isHidden():
            self.hide()
            self.line.clear()
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the question."""
        if event.key() == Qt.Key.Key_Escape:
            self.stop()
            return
        super().keyPressEvent(event)

    def _on_typed(self) -> None:
        self.go.setEnabled(bool(self.line.text().strip()))

    def _on_go(self) -> None:
        answer = self.line.text().strip()
        if answer:
            self.hide()
            self.line.clear()
            self.answered.emit(answer)

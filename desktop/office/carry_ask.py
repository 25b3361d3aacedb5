"""How many units are carried, and to which shelf: asked where the walk is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from db.views.carries import Carry
from desktop.office.stock.ask import shelf_code
from desktop.widgets.buttons import Button
from desktop.widgets.choice import Amount
from resources.catalogue import N_, Translator

_WHERE = N_("Scan or enter the shelf they go to")


class CarryAsk(QWidget):
    """Hidden until `begin`; Enter answers, Escape leaves it.

    Attributes:
        quantity: How many units.
        shelf: Where they go.
    """

    answered = Signal(object, str, int)
    """Carries the `Carry`, the shelf and the units."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._carry: Carry | None = None
        self.quantity, self.shelf = Amount(1, 99_999), QLineEdit()
        self.quantity.setFixedWidth(96)
        self.go, self.leave = Button(kind="primary"), Button()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.quantity)
        row.addWidget(self.shelf, 1)
        row.addWidget(self.go)
        row.addWidget(self.leave)
        self.shelf.textChanged.connect(self._check)
        self.shelf.returnPressed.connect(self._on_go)
        self.go.clicked.connect(self._on_go)
        self.leave.clicked.connect(self.stop)
        self.hide()

    @property
    def is_asking(self) -> bool:
        """Whether it is open."""
        return not self.isHidden()

    def begin(self, carry: Carry, translator: Translator) -> None:
        """Ask for this walk; its own shelf and units are proposed."""
        self._carry = carry
        text = translator.text
        self.quantity.setMaximum(carry.quantity)
        self.quantity.setValue(carry.quantity)
        self.quantity.setAccessibleName(text(N_("Quantity")))
        self.shelf.setText(carry.to_shelf)
        self.shelf.setPlaceholderText(text(_WHERE))
        self.shelf.setAccessibleName(text(_WHERE))
        self.go.setText(text(N_("Carried")))
        self.leave.setText(text(N_("Leave it")))
        self._check()
        self.show()
        self.shelf.setFocus(Qt.FocusReason.TabFocusReason)
        self.shelf.selectAll()

    def take_shelf(self, code: str) -> bool:
        """A shelf was scanned: the goods are there now. Whether it was asked for."""
        if not self.is_asking:
            return False
        self.shelf.setText(code)
        self._on_go()
        return True

    def stop(self) -> None:
        """Leave the question."""
        if self.is_asking:
            self.hide()
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the question; Enter in the number answers it."""
        if event.key() == Qt.Key.Key_Escape:
            self.stop()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_go()
        else:
            super().keyPressEvent(event)

    def _check(self) -> None:
        self.go.setEnabled(bool(self.shelf.text().strip()))

    def _on_go(self) -> None:
        if self._carry is not None and self.go.isEnabled():
            self.hide()
            shelf = shelf_code(self.shelf.text())
            self.answered.emit(self._carry, shelf, self.quantity.value())

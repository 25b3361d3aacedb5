"""What an action with goods needs to know, asked where the goods are shown; never a dialog."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from db.views.stock_detail import StockPlace
from desktop.office.orders.words import in_words
from desktop.office.stock.actions import FORMS, StockAction, Wanted, conditions_of, most_units
from desktop.widgets.buttons import Button
from desktop.widgets.choice import Amount, Choice
from desktop.widgets.label import Label
from procedure.reading import matching_key
from procedure.texts import status_word
from procedure.words import StockCondition
from resources.catalogue import N_, Translator

LONGEST_REASON = 200
SHELF_PREFIX = "LOC-"
_WHY = N_("Why?")
_WHERE = N_("Scan or enter the shelf they go to")


class StockAsk(QWidget):
    """Hidden until `begin`; Enter answers, Escape leaves it.

    Attributes:
        quantity: How many units.
        before, after: Of which condition they are, and what they become.
        shelf: Where they go.
        reason: Why.
    """

    answered = Signal(object)
    """Carries what was filled in: a `Wanted`."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label("", bold=True)
        self.quantity = Amount(1, 99_999)
        self.quantity.setFixedWidth(96)
        self.before, self.after = Choice(), Choice()
        self.shelf, self.reason = QLineEdit(), QLineEdit()
        self.reason.setMaxLength(LONGEST_REASON)
        self.go, self.leave = Button(kind="primary"), Button()
        self._action = StockAction.MOVE
        self._place: StockPlace | None = None
        self._befores: tuple[StockCondition, ...] = ()
        self._afters: tuple[StockCondition, ...] = ()
        self._build()
        self.hide()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.title)
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        for row, widgets in (
            (self._first, (self.quantity, self.before, self.after, self.shelf)),
            (self._second, (self.reason, self.go, self.leave)),
        ):
            row.setSpacing(8)
            for widget in widgets:
                row.addWidget(widget, 0 if isinstance(widget, (Amount, Button)) else 1)
            column.addLayout(row)
        self._second.insertStretch(0)
        for line in (self.shelf, self.reason):
            line.returnPressed.connect(self._on_go)
            line.textChanged.connect(self._check)
        self.before.currentIndexChanged.connect(self._on_before)
        self.go.clicked.connect(self._on_go)
        self.leave.clicked.connect(self.stop)

    @property
    def action(self) -> StockAction:
        """What it asks for."""
        return self._action

    @property
    def is_asking(self) -> bool:
        """Whether it is open."""
        return not self.isHidden()

    def begin(self, action: StockAction, place: StockPlace, translator: Translator) -> None:
        """Ask what this action needs for this lot on this shelf."""
        form, text = FORMS[action], translator.text
        self._action, self._place = action, place
        self._befores, self._afters = conditions_of(place, action), form.after
        self.title.setText(f"{text(form.word)} · {place.shelf}{place.lot and ' · ' + place.lot}")
        for choice, conditions, name in (
            (self.before, self._befores, N_("Which units")),
            (self.after, self._afters, N_("Condition afterwards")),
        ):
            choice.blockSignals(True)
            choice.clear()
            choice.addItems([in_words(translator, status_word(c)) for c in conditions])
            choice.blockSignals(False)
            choice.setVisible(bool(conditions))
            choice.setAccessibleName(text(name))
        self.before.setVisible(len(self._befores) > 1)
        self.quantity.setVisible(form.quantity)
        self.quantity.setAccessibleName(text(N_("Quantity")))
        self.shelf.setVisible(form.to_shelf)
        self.reason.setVisible(form.reason)
        self._second.setStretch(0, 0 if form.reason else 1)
        for line, words in ((self.shelf, _WHERE), (self.reason, _WHY)):
            line.clear()
            line.setPlaceholderText(text(words))
            line.setAccessibleName(text(words))
        self.go.setText(text(form.word))
        self.leave.setText(text(N_("Leave it")))
        self._on_before()
        self.show()
        first = self.quantity if form.quantity else self.reason
        first.setFocus(Qt.FocusReason.TabFocusReason)
        if form.quantity:
            self.quantity.selectAll()

    def stop(self) -> None:
        """Leave the question."""
        if self.is_asking:
            self.hide()
            self.left.emit()

    def take_shelf(self, code: str) -> bool:
        """A shelf was scanned; whether it was asked for."""
        if not self.is_asking or self.shelf.isHidden():
            return False
        self.shelf.setText(code)
        (self.reason if not self.reason.isHidden() else self.go).setFocus()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the question; Enter in a number answers it."""
        if event.key() == Qt.Key.Key_Escape:
            self.stop()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_go()
        else:
            super().keyPressEvent(event)

    def _chosen_before(self) -> StockCondition | None:
        at = self.before.currentIndex()
        return self._befores[at] if 0 <= at < len(self._befores) else None

    def _on_before(self) -> None:
        if self._place is not None:
            most = max(1, most_units(self._place, self._action, self._chosen_before()))
            self.quantity.setMaximum(most)
            self.quantity.setValue(most if self._action is not StockAction.BLOCK else 1)
        self._check()

    def _check(self) -> None:
        shelf = self.shelf.isHidden() or bool(self.shelf.text().strip())
        reason = self._action is not StockAction.SCRAP or bool(self.reason.text().strip())
        self.go.setEnabled(shelf and reason)

    def _on_go(self) -> None:
        if not self.go.isEnabled():
            return
        at = self.after.currentIndex()
        wanted = Wanted(
            self.quantity.value(),
            shelf_code(self.shelf.text()),
            self._chosen_before() or StockCondition.GOOD,
            self._afters[at] if 0 <= at < len(self._afters) else StockCondition.GOOD,
            self.reason.text().strip(),
        )
        self.hide()
        self.answered.emit(wanted)


def shelf_code(text: str) -> str:
    """A shelf as its label or a person names it, without the label's prefix.

    Examples:
        >>> shelf_code(" loc-a-01-02 "), shelf_code("A-01-02")
        ('A-01-02', 'A-01-02')
    """
    return matching_key(text).removeprefix(SHELF_PREFIX)

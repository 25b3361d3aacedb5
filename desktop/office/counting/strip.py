"""What is being counted right now: the shelf, the goods on it, how many were found."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.office.goods_in_hand import InHand
from desktop.theme.active import colours
from desktop.widgets.badges import Badge
from desktop.widgets.buttons import Button
from desktop.widgets.choice import Amount
from desktop.widgets.frames import draw_box
from desktop.widgets.label import Label
from desktop.widgets.states import State, shade_of
from procedure.gs1 import MOST_UNITS
from resources.catalogue import N_, Translator

_SHELF = N_("Scan a shelf, then what stands on it.")
_PRODUCT = N_("Shelf {shelf}: scan what stands there, each product once or every unit.")
_GOODS = N_("{shelf} · {name}")
_LOT = N_("{shelf} · {name} · lot {lot}")
_ENTRY = N_("Shelf, product code or lot, by hand")


class CountStrip(QWidget):
    """The last verdict, what is in hand, and the fields to do it by hand.

    Attributes:
        entry: A shelf, code or lot typed by hand.
        units: How many were found.
        write: Writes it down.
    """

    entered = Signal(str)
    """Something was typed: treat it as a scan."""
    written = Signal()
    """Write down what is in hand."""
    units_changed = Signal(int)

    def __init__(self, translator: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._translator = translator
        self._hand = InHand()
        self._state = State.NEUTRAL
        self.badge = Badge(State.NEUTRAL, 24)
        self.verdict = Label("", most_lines=2)
        self.goods = Label("", bold=True, most_lines=2)
        self.entry, self.units = QLineEdit(), Amount(0, MOST_UNITS)
        self.units.setFixedWidth(96)
        self.write = Button(kind="primary")
        self._build()
        self.retranslate(translator)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        said = QHBoxLayout()
        said.setSpacing(10)
        said.addWidget(self.badge)
        said.addWidget(self.verdict, 1)
        column.addLayout(said)
        column.addWidget(self.goods)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.entry, 1)
        row.addWidget(self.units)
        row.addWidget(self.write)
        column.addLayout(row)
        self.entry.returnPressed.connect(self._on_entered)
        self.units.valueChanged.connect(self.units_changed)
        self.units.lineEdit().returnPressed.connect(self.written)
        self.write.clicked.connect(self.written)

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        self._translator = translator
        text = translator.text
        self.entry.setPlaceholderText(text(_ENTRY))
        self.entry.setAccessibleName(text(_ENTRY))
        self.units.setAccessibleName(text(N_("Units found")))
        self.write.setText(text(N_("Write down")))
        self.show_hand(self._hand)

    def show_hand(self, hand: InHand) -> None:
        """Show what is in hand."""
        self._hand, text = hand, self._translator.text
        name = hand.product.name if hand.product is not None else ""
        if not hand.shelf:
            words = text(_SHELF)
        elif not name:
            words = text(_PRODUCT, shelf=hand.shelf)
        elif hand.lot:
            words = text(_LOT, shelf=hand.shelf, name=name, lot=hand.lot)
        else:
            words = text(_GOODS, shelf=hand.shelf, name=name)
        self.goods.setText(words)
        self.units.blockSignals(True)
        self.units.setValue(hand.quantity)
        self.units.blockSignals(False)
        ready = bool(hand.shelf) and hand.product is not None
        self.units.setEnabled(ready)
        self.write.setEnabled(ready)

    def say(self, state: State, sentence: str) -> None:
        """The verdict of a scan."""
        self._state = state
        self.badge.set_state(state)
        self.verdict.setText(sentence)
        self.verdict.setVisible(bool(sentence))
        self.badge.setVisible(bool(sentence))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the verdict's tint behind everything."""
        c, bare = colours(), self._state is State.NEUTRAL
        tint = c.sunken if bare else shade_of(self._state).tint
        draw_box(QPainter(self), QRectF(self.rect()), tint, c.border)

    def _on_entered(self) -> None:
        if typed := self.entry.text().strip():
            self.entry.clear()
            self.entered.emit(typed)

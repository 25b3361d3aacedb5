"""What is being received: the product, its lot and date, how many, and where they go."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.office.goods_in_hand import InHand, day_typed
from desktop.office.stock.ask import shelf_code
from desktop.theme.tokens import Face
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Card
from desktop.widgets.choice import Amount
from desktop.widgets.label import Label
from procedure.gs1 import MOST_UNITS
from resources.catalogue import N_, Translator

_CAPTIONS = (N_("Lot"), N_("Expires"), N_("Units"), N_("Shelf"))
_NOTHING = N_("Nothing in hand")
_SCAN = N_("Scan a product or a carton.")


class ReceiveForm(Card):
    """The goods in hand. Scans fill it; every field may be typed into as well.

    Attributes:
        lot, expiry, units, shelf: The fields.
    """

    typed = Signal()
    """Somebody changed a field by hand: take `hand`."""
    submitted = Signal()
    """Book it in."""
    left = Signal()
    """Start over."""

    def __init__(self, translator: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding=16, spacing=10)
        self._translator = translator
        self._hand = InHand()
        self.name = Label("", Face.DETAIL_TITLE, bold=True, most_lines=2)
        self.sku = Label("", ink="text2")
        self.lot, self.expiry, self.shelf = QLineEdit(), QLineEdit(), QLineEdit()
        self.units = Amount(0, MOST_UNITS)
        self.book, self.over = Button(kind="primary"), Button()
        self._captions = tuple(Label("", Face.CAPTION, ink="text2") for _ in _CAPTIONS)
        self._build()
        self.retranslate(translator)

    def _build(self) -> None:
        self.body.addWidget(self.name)
        self.body.addWidget(self.sku)
        row = QHBoxLayout()
        row.setSpacing(8)
        fields = (self.lot, self.expiry, self.units, self.shelf)
        for caption, field, stretch in zip(self._captions, fields, (4, 3, 2, 4), strict=True):
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(caption)
            column.addWidget(field)
            row.addLayout(column, stretch)
        self.body.addLayout(row)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.over)
        buttons.addWidget(self.book)
        self.body.addLayout(buttons)
        self.expiry.setPlaceholderText("YYYY-MM-DD")
        for line in (self.lot, self.expiry, self.shelf):
            line.setMaxLength(40)
            line.textEdited.connect(self._on_typed)
            line.returnPressed.connect(self._on_return)
        self.units.valueChanged.connect(self._on_typed)
        self.book.clicked.connect(self.submitted)
        self.over.clicked.connect(self.left)

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        self._translator = translator
        fields = (self.lot, self.expiry, self.units, self.shelf)
        for caption, field, word in zip(self._captions, fields, _CAPTIONS, strict=True):
            caption.setText(translator.text(word))
            field.setAccessibleName(translator.text(word))
        self.book.setText(translator.text(N_("Book in")))
        self.over.setText(translator.text(N_("Start over")))
        self.show_hand(self._hand)

    @property
    def hand(self) -> InHand:
        """What is in hand as the fields say it."""
        return InHand(
            self._hand.product,
            self.lot.text().strip(),
            day_typed(self.expiry.text()),
            self.units.value(),
            shelf_code(self.shelf.text()),
        )

    @property
    def date_is_wrong(self) -> bool:
        """Whether something stands where a date should, and is none."""
        return bool(self.expiry.text().strip()) and day_typed(self.expiry.text()) is None

    def show_hand(self, hand: InHand) -> None:
        """Show what is in hand; who types keeps their place."""
        self._hand, text = hand, self._translator.text
        product = hand.product
        self.name.setText(text(_NOTHING) if product is None else product.name)
        self.name.set_ink("text3" if product is None else "text")
        self.sku.setText(text(_SCAN) if product is None else product.sku)
        for line, words in (
            (self.lot, hand.lot),
            (self.expiry, "" if hand.expires_on is None else hand.expires_on.isoformat()),
            (self.shelf, hand.shelf),
        ):
            if line.text() != words:
                line.setText(words)
        self.units.blockSignals(True)
        self.units.setValue(hand.quantity)
        self.units.blockSignals(False)
        keeps_lots = product is not None and product.lot_tracked
        for field in (self.lot, self.expiry):
            field.setEnabled(keeps_lots)
        for other in (self.units, self.shelf, self.over):
            other.setEnabled(product is not None)
        self._mark()

    def focus_missing(self) -> None:
        """Go to the first field that still lacks something."""
        hand = self.hand
        if hand.lacks_lot:
            self.lot.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not hand.quantity:
            self.units.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.shelf.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape starts over; Enter in a number goes on."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_return()
        else:
            super().keyPressEvent(event)

    def _on_typed(self) -> None:
        self._mark()
        self.typed.emit()

    def _mark(self) -> None:
        wrong = "wrong" if self.date_is_wrong else ""
        if self.expiry.property("state") != wrong:
            self.expiry.setProperty("state", wrong)
            self.expiry.style().unpolish(self.expiry)
            self.expiry.style().polish(self.expiry)
        hand = self.hand
        ready = hand.product is not None and bool(hand.shelf) and hand.quantity > 0
        self.book.setEnabled(ready and not hand.lacks_lot and not wrong)

    def _on_return(self) -> None:
        if self.book.isEnabled():
            self.submitted.emit()
        else:
            self.focus_missing()

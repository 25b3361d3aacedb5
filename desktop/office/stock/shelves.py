"""A product's lots on their shelves, and the buttons for the one that is chosen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.views.stock_detail import StockPlace
from desktop.office.listing.listing import Page, Speech
from desktop.office.listing.table import ListingTable
from desktop.office.stock.actions import FORMS, StockAction, Wanted
from desktop.office.stock.ask import StockAsk
from desktop.office.stock.places import PLACES
from desktop.office.stock.words import condition_words
from desktop.widgets.buttons import Button
from desktop.widgets.label import Label
from procedure.ids import LotId, ShelfId
from resources.catalogue import N_

_NOWHERE = N_("This product stands on no shelf. Book it in under Receive.")
_KEPT = N_("These units are kept for orders. Nothing else can be done with them.")
_COUNTED = N_("Shelf {shelf} is being counted ({count_no}); nothing moves there meanwhile.")


def _key(place: StockPlace) -> tuple[ShelfId, LotId]:
    return place.shelf_id, place.lot_id


class StockShelves(QWidget):
    """The places of one product.

    Args:
        speech: With what rows become words.
        parent: Its widget.

    Attributes:
        table: The places.
        buttons: The actions; those that cannot be done now are hidden.
        form: What the chosen action asks.
    """

    Allowed = Callable[[StockPlace], tuple[StockAction, ...]]
    asked = Signal(object, object)
    """An action was filled in: carries the `StockAction` and its `Wanted`."""

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speech = speech
        self._allowed: StockShelves.Allowed = lambda place: ()
        self.table: ListingTable[StockPlace] = ListingTable(PLACES, _key, speech)
        self.note = Label("", ink="text2", most_lines=2)
        self.buttons = {action: Button(size="small") for action in StockAction}
        self.form = StockAsk()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addWidget(self.note)
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for action, button in self.buttons.items():
            button.clicked.connect(partial(self._on_button, action))
            row.addWidget(button)
        row.addStretch(1)
        column.addWidget(self._row)
        column.addWidget(self.form)
        self.table.row_chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.form.answered.connect(self._on_answered)
        self.form.left.connect(self._on_left)

    @property
    def place(self) -> StockPlace | None:
        """The chosen place."""
        return self.table.chosen

    def clear(self) -> None:
        """Another product: nothing is known of it yet, and nothing is asked."""
        self.form.stop()
        self.table.choose(None)
        self.table.show_page(0, Page((), None))

    def show_places(
        self, page: Page[StockPlace], allowed: StockShelves.Allowed, speech: Speech
    ) -> None:
        """Show these; the chosen one stays, or the first is chosen."""
        self._allowed, self._speech = allowed, speech
        self.table.rows.speak(speech)
        self.table.show_page(0, page)
        if self.place is None:
            self.form.stop()
            if page.rows:
                self.table.choose(_key(page.rows[0]))
        self._offer()

    def take_shelf(self, code: str) -> bool:
        """A shelf was scanned; whether a question wanted it, or it is one of these."""
        if self.form.take_shelf(code):
            return True
        rows = self.table.rows
        for at in range(rows.rowCount()):
            place = rows.row_at(at)
            if place is not None and place.shelf == code:
                self.table.selectRow(at)
                return True
        return False

    def _offer(self) -> None:
        place, text = self.place, self._speech.translator.text
        offered = () if place is None else self._allowed(place)
        note = "" if place is None else self._note(place, offered)
        for action, button in self.buttons.items():
            button.setText(text(FORMS[action].word))
            button.setVisible(action in offered)
        self._row.setVisible(bool(offered) and not self.form.is_asking)
        self.table.setVisible(self.table.rows.rowCount() > 0)
        self.note.setText(text(_NOWHERE) if place is None else note)
        self.note.setVisible(bool(self.note.text()))
        if self.form.is_asking and self.form.action not in offered:
            self.form.stop()

    def _note(self, place: StockPlace, offered: tuple[StockAction, ...]) -> str:
        """What the row has no room for."""
        translator = self._speech.translator
        if place.count_no:
            return translator.text(_COUNTED, shelf=place.shelf, count_no=place.count_no)
        if len(place.blocked) > 1:
            return condition_words(place.blocked, translator)
        return translator.text(_KEPT) if place.allocated == place.on_hand and not offered else ""

    def _on_chosen(self) -> None:
        self.form.stop()
        self._offer()

    def _on_opened(self) -> None:
        first = next((b for b in self.buttons.values() if not b.isHidden()), None)
        if first is not None:
            first.setFocus()

    def _on_button(self, action: StockAction) -> None:
        if self.place is not None:
            self._row.hide()
            self.form.begin(action, self.place, self._speech.translator)

    def _on_answered(self, wanted: Wanted) -> None:
        self._offer()
        self.table.setFocus()
        self.asked.emit(self.form.action, wanted)

    def _on_left(self) -> None:
        self._offer()
        self.table.setFocus()

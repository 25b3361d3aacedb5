"""One product's stock beside the table: balance, lots on shelves, who holds it, its history."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from db.views.holders import HolderPage
from db.views.stock_detail import StockEvent
from desktop.office.latest import Answer, Latest, ask
from desktop.office.listing.listing import Page, Speech
from desktop.office.orders.actions import Outcome, refusal
from desktop.office.orders.words import in_words
from desktop.office.stock.actions import StockAction, Wanted, acting, offered
from desktop.office.stock.history import StockHistory
from desktop.office.stock.holders import StockHolders
from desktop.office.stock.listing import STOCK_STATES
from desktop.office.stock.parts import Equation, Figure, ProductHead
from desktop.office.stock.reading import ProductStock, read_holders, read_older, read_product
from desktop.office.stock.shelves import StockShelves
from desktop.widgets.buttons import Chip
from desktop.widgets.state_card import Absence, StateCard
from procedure.ids import OrderLineId, ProductId
from procedure.texts import status_word
from procedure.verdicts import VerdictKind, verdict
from procedure.words import Signal as Verdict
from resources.catalogue import N_, Translator

if TYPE_CHECKING:
    from desktop.office.desk import Desk

_CHOOSE = N_("Choose a product at the left to see where it stands.")
_GONE = N_("This product is not there any more. Choose another one.")
_LOADING = N_("The product is being read.")
_TABS = (N_("Lots and shelves"), N_("Who holds it"), N_("History"))
_COPIED = N_("{text} is copied.")
_NOT_THERE = N_("Shelf {shelf} has none of this product. Scan a shelf from the list.")


class StockDetail(QWidget):
    """Everything about one product's stock.

    Args:
        desk: What office screens work with.
        parent: Its widget.

    Attributes:
        shelves: Lots on their shelves, and what may be done with them.
        holders: Who holds the frozen units.
        history: What happened.
    """

    said = Signal(object, str)
    """What an action came to: `procedure.words.Signal` and a sentence."""
    changed = Signal()
    """Something was booked: lists are out of date."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._translator = desk, desk.translator
        self._reads: Latest[ProductStock | None] = Latest(desk.tasks)
        self._older: Latest[tuple[StockEvent, ...]] = Latest(desk.tasks)
        self._more: Latest[HolderPage] = Latest(desk.tasks)
        self._wanted: ProductId | None = None
        self._stock: ProductStock | None = None
        self._shelf_scanned = ""
        self._busy = False
        self.head, self.equation = ProductHead(), Equation()
        self.tabs = tuple(Chip("") for _ in _TABS)
        self.shelves = StockShelves(self._speech())
        self.holders, self.history = StockHolders(self._speech()), StockHistory()
        self.absence = StateCard()
        self._build()
        self._connect()
        self._name_tabs()
        self._say_absent(Absence.EMPTY, _CHOOSE)

    def _build(self) -> None:
        card = QFrame()
        card.setProperty("card", "true")
        whole = QVBoxLayout(card)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        below = QVBoxLayout()
        below.setContentsMargins(16, 14, 16, 14)
        below.setSpacing(12)
        below.addWidget(self.equation)
        row = QHBoxLayout()
        row.setSpacing(8)
        for at, chip in enumerate(self.tabs):
            chip.clicked.connect(partial(self.show_tab, at))
            row.addWidget(chip)
        row.addStretch(1)
        below.addLayout(row)
        here = QWidget()
        self._pages = QStackedLayout(here)
        for page in (self.shelves, self.holders, self.history):
            self._pages.addWidget(page)
        below.addWidget(here, 1)
        whole.addLayout(below, 1)
        self._card = card
        self._stack = QStackedLayout(self)
        self._stack.addWidget(card)
        self._stack.addWidget(self.absence)
        self.show_tab(0)

    def _connect(self) -> None:
        self.absence.pressed.connect(self.refresh)
        self.shelves.asked.connect(self._on_asked)
        self.holders.more_wanted.connect(self._on_more_wanted)
        self.holders.copied.connect(self._on_copied)
        self.history.older_wanted.connect(self._on_older_wanted)

    # what is shown -------------------------------------------------------------------

    @property
    def stock(self) -> ProductStock | None:
        """What is on the screen."""
        return self._stock

    def show_tab(self, at: int) -> None:
        """Show another part of the detail."""
        for other, chip in enumerate(self.tabs):
            chip.setChecked(other == at)
        self._pages.setCurrentIndex(at)

    def show_key(self, key: ProductId | None) -> None:
        """Show another product; the same one is read anew."""
        if key != self._wanted:
            self._wanted = key
            self._stock = None
            self._shelf_scanned = ""
            self._older.drop()
            self._more.drop()
            self.shelves.clear()
            self.holders.clear()
            self.history.clear()
        if key is None:
            self._reads.drop()
            self._say_absent(Absence.EMPTY, _CHOOSE)
        else:
            self.refresh()

    def refresh(self) -> None:
        """Read the product anew; what is being typed stays."""
        if (product := self._wanted) is None:
            return
        if self._stock is None and self.absence.absence is not Absence.LOADING:
            self._say_absent(Absence.LOADING, _LOADING)
        work = partial(read_product, self._desk.house, product)
        self._reads.ask(work, partial(self._on_read, product))

    def focus_first(self) -> None:
        """Give the keyboard to the shelves."""
        self.show_tab(0)
        self.shelves.table.setFocus()

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        self._translator = translator
        self._name_tabs()
        if self._stock is not None:
            self._fill(self._stock)
        elif self._wanted is None:
            self._say_absent(Absence.EMPTY, _CHOOSE)

    def _on_read(self, product: ProductId, answer: Answer[ProductStock | None]) -> None:
        if product != self._wanted:
            return
        if why_not := answer.why_not(self._translator):
            if self._stock is None:
                again = self._translator.text(N_("Try again"))
                self.absence.show_absence(Absence.ERROR, why_not, again)
                self._stack.setCurrentWidget(self.absence)
            return
        self._stock = answer.result
        if answer.result is None:
            self._say_absent(Absence.EMPTY, _GONE)
            return
        self._fill(answer.result)
        self._stack.setCurrentWidget(self._card)
        shelf, self._shelf_scanned = self._shelf_scanned, ""
        if shelf and not self.shelves.take_shelf(shelf):
            self.said.emit(Verdict.WRONG, self._translator.text(_NOT_THERE, shelf=shelf))

    def _fill(self, stock: ProductStock) -> None:
        text, row = self._translator.text, stock.row
        self.head.name.setText(row.name)
        self.head.sku.setText(row.sku)
        words = in_words(self._translator, status_word(row.status))
        self.head.status.set_tag(words, STOCK_STATES[row.status])
        self.equation.set_figures(
            (
                Figure(text(N_("On hand")), row.on_hand),
                Figure(text(N_("Available")), row.available),
                Figure(text(N_("Frozen")), row.reserved),
                Figure(text(N_("Blocked")), row.blocked),
            )
        )
        speech = self._speech()
        self.tabs[0].set_count(len(stock.places))
        self.shelves.show_places(Page(stock.places, None), self._posts_allow(), speech)
        self.holders.show_page(stock.holders, speech)
        self.history.show_newest(stock.events, speech)

    def _posts_allow(self) -> StockShelves.Allowed:
        actor = self._desk.actor()
        if actor is None or self._busy:
            return lambda place: ()
        return lambda place: offered(place, actor.posts)

    def _name_tabs(self) -> None:
        for chip, word in zip(self.tabs, _TABS, strict=True):
            chip.setText(self._translator.text(word))
            chip.setAccessibleName(self._translator.text(word))
            chip.updateGeometry()

    def _say_absent(self, absence: Absence, msgid: str) -> None:
        self.absence.show_absence(absence, self._translator.text(msgid), icon="shelf")
        self._stack.setCurrentWidget(self.absence)

    def _speech(self) -> Speech:
        return Speech(self._translator, self._desk.zone, self._desk.house.clock())

    def _on_older_wanted(self, before: int) -> None:
        if self._wanted is not None:
            work = partial(read_older, self._desk.house, self._wanted, before)
            self._older.ask(work, self._on_older)

    def _on_older(self, answer: Answer[tuple[StockEvent, ...]]) -> None:
        if answer.result is None:
            self.said.emit(Verdict.WRONG, answer.why_not(self._translator))
        else:
            self.history.append(answer.result, self._speech())

    def _on_more_wanted(self, after: OrderLineId | None) -> None:
        if self._wanted is None or after is None:
            self.holders.not_read()
            return
        work = partial(read_holders, self._desk.house, self._wanted, after)
        self._more.ask(work, self._on_more)

    def _on_more(self, answer: Answer[HolderPage]) -> None:
        if answer.result is None:
            self.holders.not_read()
        else:
            self.holders.append(answer.result)

    def _on_copied(self, text: str) -> None:
        self.said.emit(Verdict.GOOD, self._translator.text(_COPIED, text=text))

    # what may be done ----------------------------------------------------------------

    def take_shelf(self, code: str) -> bool:
        """A shelf was scanned; whether a question wanted it, or it holds this product.

        While the product is still being read, the shelf waits for it.
        """
        if self._wanted is not None and self._stock is None:
            self._shelf_scanned = code
            return True
        return self.shelves.take_shelf(code)

    def _on_asked(self, action: StockAction, wanted: Wanted) -> None:
        place, actor, product = self.shelves.place, self._desk.actor(), self._wanted
        if place is None or product is None or self._busy:
            return
        if actor is None:
            outcome = refusal(verdict(VerdictKind.NOT_SIGNED_IN), self._translator)
            self.said.emit(outcome.signal, outcome.sentence)
            return
        self._busy = True
        house = self._desk.house
        act = acting(house, actor, product, place, action, wanted, self._translator)
        ask(self._desk.tasks, act, self._on_done)

    def _on_done(self, answer: Answer[Outcome]) -> None:
        self._busy = False
        if answer.result is None:
            self.said.emit(Verdict.WRONG, answer.why_not(self._translator))
        else:
            self.said.emit(answer.result.signal, answer.result.sentence)
        self.refresh()
        self.changed.emit()

"""One request beside the list: who waits for it, the walks to make, ordering it (6.1.1a)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from db.views.carries import Carry
from db.views.purchase_numbers import WaitingOrder
from desktop.office.carry_ask import CarryAsk
from desktop.office.listing.keyed_detail import DetailWords, KeyedDetail
from desktop.office.listing.listing import Page
from desktop.office.listing.table import ListingTable
from desktop.office.orders.actions import Act
from desktop.office.orders.words import in_words
from desktop.office.progress_bars import BarRow, ProgressBars
from desktop.office.replenishing import acts as replenish_acts
from desktop.office.replenishing.acts import RequestRead, read_request
from desktop.office.replenishing.request_tables import CARRIES, WAITING
from desktop.office.replenishing.words import REQUEST_STATES
from desktop.office.stock.parts import ProductHead
from desktop.widgets.buttons import Button
from desktop.widgets.label import Label
from fulfilment.house import Actor, House
from procedure.permissions import UseCase, may
from procedure.texts import status_word
from procedure.words import ReplenishmentSource, ReplenishmentStatus
from resources.catalogue import N_

if TYPE_CHECKING:
    from desktop.office.desk import Desk

_WORDS = DetailWords(
    icon="refresh",
    choose=N_("Choose a request at the left to see who waits for it."),
    gone=N_("This request is not there any more. Choose another one."),
    loading=N_("The request is being read."),
)
_BUY = N_("From {supplier}: {count} ordered and on their way.")
_NOBODY_TO_ASK = N_("Nobody is named who sells this product. Name a supplier under Goods.")
_NO_WALK = N_("No reserve shelf has units that may be carried now.")
_OVER = N_("Nothing is left to do for this request.")
_NOBODY = N_("No order waits for it any more.")


class RequestDetail(KeyedDetail[RequestRead]):
    """One request.

    Attributes:
        head, bars: Which product, and how much has arrived.
        carries: The walks to make.
        waiting: The orders that wait, oldest promise first.
        order, walk: Buttons: draft a purchase order, carry the chosen lot.
        ask: Asks how many were carried, and where to.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _WORDS, parent)
        self.head, self.bars, self.note = ProductHead(), ProgressBars(), Label("", ink="text2")
        speech = self.speech()
        self.carries: ListingTable[Carry] = ListingTable(
            CARRIES, lambda c: (c.from_shelf, c.lot), speech
        )
        self.waiting: ListingTable[WaitingOrder] = ListingTable(
            WAITING, lambda o: o.order_id, speech
        )
        self.who = Label("", bold=True)
        self.order, self.walk = Button(size="small"), Button(size="small")
        self.ask = CarryAsk()
        self._build()
        self.walk.clicked.connect(self._on_walk)
        self.carries.opened.connect(self._on_walk)
        self.order.clicked.connect(self._on_order)
        self.ask.answered.connect(self._on_carried)
        self.ask.left.connect(self._offer)
        self.name_parts()

    def _build(self) -> None:
        card = QFrame()
        card.setProperty("card", "true")
        whole = QVBoxLayout(card)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        below = QVBoxLayout()
        below.setContentsMargins(16, 14, 16, 14)
        below.setSpacing(10)
        for part in (self.bars, self.note):
            below.addWidget(part)
        below.addWidget(self.carries, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.order)
        row.addWidget(self.walk)
        row.addStretch(1)
        below.addLayout(row)
        below.addWidget(self.ask)
        below.addWidget(self.who)
        below.addWidget(self.waiting, 1)
        below.addStretch(0)
        whole.addLayout(below, 1)
        self.set_card(card)

    def read(self, house: House, key: int) -> RequestRead | None:
        """The request, who waits, the walks."""
        return read_request(house, key)

    def fill(self, thing: RequestRead) -> None:
        """Show the request; the chosen walk stays, or the first is chosen."""
        row, speech = thing.row, self.speech()
        text = self.translator.text
        self.head.name.setText(row.name)
        self.head.sku.setText(f"{row.sku} · {in_words(self.translator, status_word(row.source))}")
        status = in_words(self.translator, status_word(row.status))
        self.head.status.set_tag(status, REQUEST_STATES[row.status])
        self.bars.set_rows((BarRow(text(N_("Units arrived")), row.arrived, row.quantity),))
        self.carries.rows.speak(speech)
        self.carries.show_page(0, Page(thing.carries, None))
        if self.carries.chosen is None and thing.carries:
            first = thing.carries[0]
            self.carries.choose((first.from_shelf, first.lot))
        self.carries.setVisible(bool(thing.carries))
        self.waiting.rows.speak(speech)
        self.waiting.show_page(0, Page(thing.waiting, None))
        self.waiting.setVisible(bool(thing.waiting))
        count = len(thing.waiting)
        words = text(N_("Waiting orders: {count}"), count=f"{count:,}") if count else text(_NOBODY)
        self.who.setText(words)
        self._offer()

    def clear(self) -> None:
        """Leave an open question."""
        self.ask.stop()
        self.carries.choose(None)

    def name_parts(self) -> None:
        """Write the fixed words anew."""
        self.order.setText(self.translator.text(N_("Draft purchase order")))
        self.walk.setText(self.translator.text(N_("Carry")))

    def focus_first(self) -> None:
        """Give the keyboard to the walks, or to the orders."""
        shown = self.waiting if self.carries.isHidden() else self.carries
        shown.setFocus()

    def take_shelf(self, code: str) -> bool:
        """A shelf was scanned: goods were taken there, or from there. Whether it was wanted."""
        if self.ask.take_shelf(code):
            return True
        for at in range(self.carries.rows.rowCount()):
            walk = self.carries.rows.row_at(at)
            if walk is not None and walk.from_shelf == code and not self.walk.isHidden():
                self.carries.selectRow(at)
                self._on_walk()
                return True
        return False

    def draft(self, requests: tuple[int, ...]) -> None:
        """Draft purchase orders of these requests."""
        translator = self.translator

        def make(house: House, actor: Actor) -> Act:
            return partial(replenish_acts.draft, house, actor, requests, translator)

        self.act(make)

    def _offer(self) -> None:
        if (thing := self.thing) is None:
            return
        row, actor = thing.row, self.desk.actor()
        is_open = row.status is ReplenishmentStatus.OPEN
        may_now: Callable[[UseCase], bool] = (
            (lambda use_case: False) if actor is None else partial(may, actor.posts)
        )
        buys = row.source is ReplenishmentSource.PURCHASE
        self.order.setVisible(buys and is_open and may_now(UseCase.PURCHASE))
        can_walk = bool(thing.carries) and may_now(UseCase.MOVE_STOCK)
        self.walk.setVisible(can_walk and not self.ask.is_asking)
        self.note.setText(self._note(thing))
        self.note.setVisible(bool(self.note.text()))
        if self.ask.is_asking and not can_walk:
            self.ask.stop()

    def _note(self, thing: RequestRead) -> str:
        row, text = thing.row, self.translator.text
        if row.status in (ReplenishmentStatus.DONE, ReplenishmentStatus.CANCELLED):
            return text(_OVER)
        if row.source is ReplenishmentSource.PURCHASE:
            if not row.supplier:
                return text(_NOBODY_TO_ASK)
            return text(_BUY, supplier=row.supplier, count=f"{row.on_order:,}")
        return "" if thing.carries else text(_NO_WALK)

    def _on_walk(self) -> None:
        walk = self.carries.chosen
        if walk is not None and not self.walk.isHidden():
            self.ask.begin(walk, self.translator)
            self._offer()

    def _on_carried(self, walk: Carry, shelf: str, quantity: int) -> None:
        translator = self.translator

        def make(house: House, actor: Actor) -> Act:
            return partial(replenish_acts.carry, house, actor, walk, shelf, quantity, translator)

        self._offer()
        self.act(make)

    def _on_order(self) -> None:
        if self.thing is not None:
            self.draft((self.thing.row.request_id,))

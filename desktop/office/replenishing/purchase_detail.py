"""One purchase order beside the list: its lines, sending it, following it (6.1.1a)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from db.views.purchasing import PurchaseLineRow
from desktop.office.choice_ask import ChoiceAsk
from desktop.office.inline_ask import InlineAsk
from desktop.office.listing.keyed_detail import DetailWords, KeyedDetail
from desktop.office.listing.listing import Page
from desktop.office.listing.table import ListingTable
from desktop.office.orders.actions import Act, Outcome
from desktop.office.orders.words import moment
from desktop.office.progress_bars import BarRow, ProgressBars
from desktop.office.replenishing import acts as replenish_acts
from desktop.office.replenishing.acts import PurchaseRead, read_purchase
from desktop.office.replenishing.purchase_listing import purchase_state, purchase_tag
from desktop.office.replenishing.request_tables import LINES
from desktop.office.replenishing.words import day_of
from desktop.theme.tokens import Face
from desktop.widgets.badges import Tag
from desktop.widgets.buttons import Button
from desktop.widgets.label import Label
from desktop.widgets.states import State
from fulfilment.house import Actor, House
from procedure.words import PurchaseStatus
from procedure.words import Signal as Verdict
from resources.catalogue import N_

if TYPE_CHECKING:
    from desktop.office.desk import Desk

_WORDS = DetailWords(
    icon="document",
    choose=N_("Choose a purchase order at the left."),
    gone=N_("This purchase order is not there any more. Choose another one."),
    loading=N_("The purchase order is being read."),
)
_WHEN = N_("Expected on, as 2026-12-31")
_NO_DAY = N_("“{text}” is no day. Write it as year, month and day, for example 2026-12-31.")
_SURE = N_("Expect nothing more of {po_no}?")


class PurchaseDetail(KeyedDetail[PurchaseRead]):
    """One purchase order.

    Attributes:
        number, status, about, bars: Its head.
        lines: What is ordered.
        send, expect, cancel: What may be done.
        day, sure: Ask for the day it is expected, and whether it is meant so.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _WORDS, parent)
        self.number = Label("", Face.DETAIL_TITLE, bold=True)
        self.status, self.about = Tag("", State.NEUTRAL), Label("", ink="text2")
        self.bars = ProgressBars()
        self.lines: ListingTable[PurchaseLineRow] = ListingTable(
            LINES, lambda r: r.line_no, self.speech()
        )
        self.send = Button(kind="primary", size="small")
        self.expect, self.cancel = Button(size="small"), Button(size="small")
        self.day, self.sure = InlineAsk(), ChoiceAsk()
        self._row = QWidget()
        self._build()
        self.send.clicked.connect(partial(self._run, replenish_acts.send))
        self.expect.clicked.connect(self._on_expect)
        self.cancel.clicked.connect(self._on_cancel)
        self.day.answered.connect(self._on_day)
        self.sure.answered.connect(partial(self._run, replenish_acts.cancel))
        for ask in (self.day, self.sure):
            ask.left.connect(self._offer)
        self.name_parts()

    def _build(self) -> None:
        card = QFrame()
        card.setProperty("card", "true")
        whole = QVBoxLayout(card)
        whole.setContentsMargins(16, 12, 16, 14)
        whole.setSpacing(10)
        whole.addWidget(self.number)
        tags = QHBoxLayout()
        tags.setSpacing(10)
        tags.addWidget(self.status)
        tags.addWidget(self.about, 1)
        whole.addLayout(tags)
        whole.addWidget(self.bars)
        whole.addWidget(self.lines, 1)
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.send)
        row.addWidget(self.expect)
        row.addStretch(1)
        row.addWidget(self.cancel)
        for part in (self._row, self.day, self.sure):
            whole.addWidget(part)
        self.set_card(card)

    def read(self, house: House, key: int) -> PurchaseRead | None:
        """The purchase order and its lines."""
        return read_purchase(house, key)

    def fill(self, thing: PurchaseRead) -> None:
        """Show the purchase order."""
        row, speech, text = thing.row, self.speech(), self.translator.text
        self.number.setText(row.po_no)
        self.status.set_tag(purchase_tag(row, speech), purchase_state(row))
        parts = [row.supplier]
        if row.sent_at is not None:
            parts.append(text(N_("sent {time}"), time=moment(row.sent_at, speech.zone, speech.now)))
        if row.expected_on is not None:
            parts.append(text(N_("expected {day}"), day=row.expected_on.isoformat()))
        self.about.setText(" · ".join(parts))
        self.bars.set_rows((BarRow(text(N_("Units received")), row.received, row.ordered),))
        self.lines.rows.speak(speech)
        self.lines.show_page(0, Page(thing.lines, None))
        self._offer()

    def clear(self) -> None:
        """Leave open questions."""
        self.day.stop()
        self.sure.stop()

    def name_parts(self) -> None:
        """Write the fixed words anew."""
        text = self.translator.text
        self.send.setText(text(N_("Send to supplier")))
        self.expect.setText(text(N_("Change expected day")))
        self.cancel.setText(text(N_("Cancel order")))

    def focus_first(self) -> None:
        """Give the keyboard to the lines."""
        self.lines.setFocus()

    def _offer(self) -> None:
        if self.thing is None:
            return
        status = self.thing.row.status
        coming = status in (PurchaseStatus.SENT, PurchaseStatus.PARTLY_RECEIVED)
        draft = status is PurchaseStatus.DRAFT
        asking = self.sure.is_asking or not self.day.isHidden()
        self._row.setVisible((draft or coming) and not asking)
        self.send.setVisible(draft)
        self.expect.setVisible(coming)

    def _on_expect(self) -> None:
        if self.thing is not None:
            text = self.translator.text
            self.day.begin(text(_WHEN), text(N_("Write down")), text(N_("Leave it")))
            self._offer()

    def _on_day(self, typed: str) -> None:
        day = day_of(typed)
        if day is None:
            self.said.emit(Verdict.ATTENTION, self.translator.text(_NO_DAY, text=typed))
            self._on_expect()
            return

        def expect(house: House, actor: Actor, key: int, translator: object) -> Outcome:
            return replenish_acts.expect(house, actor, key, day, self.translator)

        self._run(expect)

    def _on_cancel(self) -> None:
        if self.thing is not None:
            text = self.translator.text
            question = text(_SURE, po_no=self.thing.row.po_no)
            self.sure.begin(question, (), text(N_("Cancel order")), text(N_("Leave it")))
            self._offer()

    def _run(self, work: Callable[..., Outcome], *_: object) -> None:
        key, translator = self.key, self.translator
        if key is None:
            return

        def make(house: House, actor: Actor) -> Act:
            return partial(work, house, actor, key, translator)

        self._offer()
        self.act(make)

"""Receive: goods are booked in by scans alone: product, lot, quantity, shelf (3.2.1b, 6.1.1a).

The keyboard does it as well. The chosen purchase order is counted up; which orders waited for
the goods is no business of whoever receives them.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from db.views.open_purchases import OpenPurchase
from db.views.stock_detail import StockPlace
from desktop.office.goods_in_hand import Heard, InHand, heard
from desktop.office.latest import Answer, Latest, ask
from desktop.office.listing.listing import Page, Speech
from desktop.office.listing.table import ListingTable
from desktop.office.orders.actions import refusal
from desktop.office.receiving.form import ReceiveForm
from desktop.office.receiving.reading import Advice, Received, book, read_advice, read_purchases
from desktop.office.receiving.tables import HINTS, RECEIVED
from desktop.office.receiving.words import next_words, said_words
from desktop.office.scan_reading import Found, find_code
from desktop.theme.tokens import tokens
from desktop.widgets.choice import Choice
from desktop.widgets.columns import AnswerColumn, TwoColumns
from desktop.widgets.label import Label
from desktop.widgets.state_card import Absence, StateCard
from fulfilment.house import Actor
from fulfilment.stock.receiving import Receipt
from procedure.effects import Refused
from procedure.permissions import UseCase, may
from procedure.scans import RawScan
from procedure.verdicts import VerdictKind
from procedure.words import Signal as Verdict
from resources.catalogue import N_, Translator

if TYPE_CHECKING:
    from desktop.office.desk import Desk

POLL_MS = 1_500
ANSWER_WIDTH = 494
HINTS_HEIGHT = 38 + 3 * 36
NOTHING_LEAST = 120
_NO_PURCHASE = N_("Without a purchase order")
_PURCHASE = N_("{po_no} · {supplier} · {units} to come")
_STANDS = N_("Stands already on")
_STANDS_NOWHERE = N_("It stands nowhere yet: any free picking or reserve shelf will do.")
_TO_COME = N_("{units} of it are to come with {po_no}.")
_BOOKED, _NOT_BOOKED = N_("Booked in"), N_("Not booked in")
_THEN = N_("Scan its lot, quantity and shelf")
_CAME = N_("Booked in at this desk")
_NOTHING_CAME = N_("Nothing yet. What you book in appears here.")
_SIGN_IN = N_("Scan your badge to receive goods.")
_MAY_NOT = N_("Your post does not receive goods. Ask a supervisor to sign in.")


class ReceiveScreen(QWidget):
    """The goods in hand, where such goods stand, what came in; the verdict at the right.

    Attributes:
        purchase: The purchase order the goods came with.
        form: What is in hand.
        hints: Shelves that hold such goods.
        received: What was booked in at this desk.
        answer: The verdict and what comes next.
        closed: Stands in everything's place for who may not receive.
    """

    said = Signal(object, str)
    """For the message bar: `procedure.words.Signal` and a sentence."""
    sounded = Signal(object)
    """The tone of a scan's verdict: a `procedure.words.Signal`."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._translator = desk, desk.translator
        self._scans: Latest[Found] = Latest(desk.tasks)
        self._advice: Latest[Advice] = Latest(desk.tasks)
        self._purchases: Latest[tuple[OpenPurchase, ...]] = Latest(desk.tasks)
        self._reader: Actor | None = None
        self._open: tuple[OpenPurchase, ...] = ()
        self._came: tuple[Received, ...] = ()
        self._waiting: list[RawScan] = []
        self._busy = False
        self.hand = InHand()
        self.purchase = Choice()
        self.form = ReceiveForm(self._translator)
        self.advice, self.to_come = Label("", bold=True), Label("", ink="text2")
        self.came = Label("", bold=True)
        self.hints: ListingTable[StockPlace] = ListingTable(
            HINTS, lambda p: (p.shelf_id, p.lot_id), self._speech()
        )
        self.received: ListingTable[Received] = ListingTable(
            RECEIVED, lambda r: r.number, self._speech()
        )
        self.answer = AnswerColumn()
        self.closed = StateCard()
        self._build()
        self._connect()
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._on_tick)
        self._show_advice(None)
        self.retranslate(self._translator)

    def _build(self) -> None:
        work, shut = QWidget(), QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.hints.setFixedHeight(HINTS_HEIGHT)
        self.nothing = StateCard()
        self.nothing.setMinimumHeight(NOTHING_LEAST)
        for widget in (self.purchase, self.form, self.advice, self.hints, self.to_come):
            column.addWidget(widget)
        column.addWidget(self.came)
        column.addWidget(self.received, 1)
        column.addWidget(self.nothing, 1)
        margin = tokens().margin
        edge = QVBoxLayout(shut)
        edge.setContentsMargins(margin, margin, margin, margin)
        edge.addWidget(self.closed)
        self._whole = QStackedLayout(self)
        self._whole.addWidget(TwoColumns(work, self.answer, ANSWER_WIDTH, left_least=648))
        self._whole.addWidget(shut)

    def _connect(self) -> None:
        self.form.typed.connect(self._on_typed)
        self.form.submitted.connect(self._on_submitted)
        self.form.left.connect(self.start_over)
        self.hints.opened.connect(self._on_hint)
        self.purchase.currentIndexChanged.connect(self._on_purchase)

    # shown and hidden ----------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether the screen is in front and its person may receive."""
        return self._poll.isActive() and self._whole.currentIndex() == 0

    def activate(self) -> None:
        """The screen is in front now."""
        self._poll.start()
        self._look_who_works()

    def deactivate(self) -> None:
        """Another screen is in front; what is in hand stays."""
        self._poll.stop()
        for question in (self._scans, self._advice, self._purchases):
            question.drop()

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        """Keys for the foot."""
        text = self._translator.text
        return (
            ("Tab", text(N_("next field"))),
            ("Enter", text(N_("book in"))),
            ("Esc", text(N_("start over"))),
        )

    def take_scan(self, text: str) -> None:
        """A text without its device, as a palette gives it, is typed into the shelf."""
        self.form.shelf.setText(text)

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        self._translator = translator
        self.form.retranslate(translator)
        for table in (self.hints, self.received):
            table.rows.speak(self._speech())
        self.purchase.setAccessibleName(translator.text(N_("Purchase order")))
        self._offer_purchases()
        self._show_came()
        self._show_hand()
        self._wait()

    def _look_who_works(self) -> None:
        before, self._reader = self._reader, self._desk.actor()
        if self._reader is None or not may(self._reader.posts, UseCase.RECEIVE_STOCK):
            msgid = _SIGN_IN if self._reader is None else _MAY_NOT
            words = self._translator.text(msgid)
            self.closed.show_absence(Absence.NO_PERMISSION, words)
            self._whole.setCurrentIndex(1)
            return
        if before is not None and before.person_id != self._reader.person_id:
            self._came = ()
            self.start_over()
        self._whole.setCurrentIndex(0)
        self._read_purchases()
        self._show_came()

    def _on_tick(self) -> None:
        if self._desk.actor() != self._reader:
            self._look_who_works()
        elif self.is_open and not self._purchases.is_waiting and not self._is_choosing():
            self._read_purchases()

    # purchase orders -----------------------------------------------------------------

    def _is_choosing(self) -> bool:
        return self.purchase.view().isVisible()

    @property
    def po_no(self) -> str:
        """The chosen purchase order, or ""."""
        return str(self.purchase.currentData() or "")

    def _read_purchases(self) -> None:
        self._purchases.ask(partial(read_purchases, self._desk.house), self._on_purchases)

    def _on_purchases(self, answer: Answer[tuple[OpenPurchase, ...]]) -> None:
        if answer.result is not None and answer.result != self._open:
            self._open = answer.result
            self._offer_purchases()

    def _offer_purchases(self) -> None:
        chosen, text = self.po_no, self._translator.text
        self.purchase.blockSignals(True)
        self.purchase.clear()
        self.purchase.addItem(text(_NO_PURCHASE), "")
        for order in self._open:
            units = f"{order.open_units:,}"
            words = text(_PURCHASE, po_no=order.po_no, supplier=order.supplier, units=units)
            self.purchase.addItem(words, order.po_no)
        self.purchase.setCurrentIndex(max(0, self.purchase.findData(chosen)))
        self.purchase.blockSignals(False)

    def _on_purchase(self) -> None:
        self._read_advice()

    # scans ---------------------------------------------------------------------------

    def take_raw(self, raw: RawScan) -> None:
        """A scan; while one is booked the next waits, so that none overtakes it."""
        if not self.is_open:
            return
        self._waiting.append(raw)
        self._next_scan()

    def _next_scan(self) -> None:
        if self._waiting and not self._busy:
            self._busy = True
            work = partial(find_code, self._desk, self._waiting.pop(0))
            ask(self._desk.tasks, work, self._on_found)

    def _free_again(self) -> None:
        self._busy = False
        self._next_scan()

    def _on_found(self, answer: Answer[Found]) -> None:
        found = answer.result
        if found is None:
            self._judge(Verdict.WRONG, "", answer.why_not(self._translator))
            self._free_again()
            return
        at = self.purchase.findData(found.code.key) if found.code.key else -1
        if at > 0:
            self.purchase.setCurrentIndex(at)
            self._judge(Verdict.GOOD, found.code.key, self.purchase.currentText())
            self._free_again()
            return
        self.hand, what = heard(self.form.hand, found.code)
        self._show_hand()
        if what is Heard.SHELF and self.hand.product is not None:
            self._book()
            return
        signal, word, sentence = said_words(what, self.hand, self._translator)
        count = "" if word else f"{self.hand.quantity:,}"
        self._judge(signal, word, sentence, count)
        if what in (Heard.PRODUCT, Heard.LOT):
            self._read_advice()
        self._free_again()

    def _judge(self, signal: Verdict, word: str, sentence: str, count: str = "") -> None:
        self.answer.show_verdict(signal, word, count, sentence)
        self._ask_next()
        self.sounded.emit(signal)

    def _ask_next(self) -> None:
        instruction, about = next_words(self.hand, self._translator)
        self.answer.set_next(self._translator.text(N_("Next")), instruction, about)

    # the goods in hand ---------------------------------------------------------------

    def start_over(self) -> None:
        """Put down what is in hand; nothing is booked."""
        self.hand = InHand()
        self._show_hand()
        self._advice.drop()
        self._show_advice(None)
        self._wait()

    def _wait(self) -> None:
        """No scan to judge yet; what is in hand is asked for."""
        self.answer.show_waiting(next_words(self.hand, self._translator)[0])
        if self.hand.product is None:
            text = self._translator.text
            self.answer.set_next(text(N_("Then")), text(_THEN))

    def _show_hand(self) -> None:
        self.form.show_hand(self.hand)
        self._ask_next()

    def _on_typed(self) -> None:
        self.hand = self.form.hand
        self._ask_next()

    def _on_submitted(self) -> None:
        self.hand = self.form.hand
        if not self._busy:
            self._busy = True
            self._book()

    def _book(self) -> None:
        hand, actor = self.hand, self._desk.actor()
        if hand.product is None or actor is None:
            self._free_again()
            return
        receipt = Receipt(
            hand.product.product_id,
            hand.shelf,
            hand.lot,
            hand.expires_on,
            hand.quantity,
            self.po_no,
        )
        number, name = len(self._came) + 1, hand.product.name
        work = partial(book, self._desk.house, actor, receipt, number, name)
        ask(self._desk.tasks, work, self._on_booked)

    def _on_booked(self, answer: Answer[Received | Refused]) -> None:
        result = answer.result
        if result is None:
            self._judge(Verdict.WRONG, "", answer.why_not(self._translator))
        elif isinstance(result, Refused):
            outcome = refusal(result.verdict, self._translator)
            self._judge(outcome.signal, self._translator.text(_NOT_BOOKED), outcome.sentence)
            self.said.emit(outcome.signal, outcome.sentence)
            if result.verdict.kind is VerdictKind.EXPIRY_NEEDED:
                self.form.expiry.setFocus()
        else:
            self._came = (result, *self._came)
            self.hand = InHand()
            self._show_hand()
            self._show_came()
            self._show_advice(None)
            words = f"{result.name} · {result.booked.shelf_code}"
            quantity = f"{result.booked.quantity:,}"
            self._judge(Verdict.GOOD, self._translator.text(_BOOKED), words, quantity)
            self._read_purchases()
        self._free_again()

    # tables --------------------------------------------------------------------------

    def _read_advice(self) -> None:
        if self.hand.product is not None:
            product, lot = self.hand.product.product_id, self.hand.lot
            work = partial(read_advice, self._desk.house, product, lot, self.po_no)
            self._advice.ask(work, self._on_advice)

    def _on_advice(self, answer: Answer[Advice]) -> None:
        product = self.hand.product
        if answer.result is not None and product is not None:
            self._show_advice(answer.result)

    def _show_advice(self, advice: Advice | None) -> None:
        text = self._translator.text
        places = () if advice is None else advice.places
        self.hints.show_page(0, Page(places, None))
        self.hints.setVisible(bool(places))
        self.advice.setVisible(advice is not None)
        self.advice.setText(text(_STANDS if places else _STANDS_NOWHERE))
        to_come = 0 if advice is None else advice.to_come
        self.to_come.setVisible(to_come > 0)
        self.to_come.setText(text(_TO_COME, units=f"{to_come:,}", po_no=self.po_no))

    def _on_hint(self, index: QModelIndex) -> None:
        place = self.hints.rows.row_at(index.row())
        if place is not None:
            self.form.shelf.setText(place.shelf)
            self._on_typed()
            self.form.show_hand(self.hand)
            self.form.book.setFocus()

    def _show_came(self) -> None:
        text = self._translator.text
        self.received.rows.speak(self._speech())
        self.received.show_page(0, Page(self._came, None))
        self.came.setText(text(_CAME))
        self.nothing.show_absence(Absence.EMPTY, text(_NOTHING_CAME), icon="receive")
        self.received.setVisible(bool(self._came))
        self.nothing.setVisible(not self._came)

    def _speech(self) -> Speech:
        return Speech(self._translator, self._desk.zone, self._desk.house.clock())

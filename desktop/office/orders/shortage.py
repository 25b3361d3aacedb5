"""What an order lacks, and the choice: wait, ship a part, exchange, leave out, cancel (3.2.1a)."""

from __future__ import annotations

from collections.abc import Set
from datetime import date
from functools import partial

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.views.order_detail import OrderDetail as Order
from db.views.shortage import ShortageOptions, ShortLineView
from desktop.office.inline_ask import InlineAsk
from desktop.office.orders.actions import Act, Action, Outcome, refusal
from desktop.theme.active import colours
from desktop.widgets.buttons import Button
from desktop.widgets.frames import draw_box
from desktop.widgets.label import Label
from fulfilment.house import Actor, House
from fulfilment.orders.cancelling import cancel_order
from fulfilment.release.shortage_choice import (
    Choice,
    Exchange,
    LeaveOut,
    ShipPart,
    Wait,
    decide_shortage,
)
from procedure.effects import Refused
from procedure.verdicts import VerdictKind, verdict
from procedure.words import ShortageChoice
from procedure.words import Signal as Verdict
from resources.catalogue import N_, Translator

_C = ShortageChoice
_BUTTONS = {
    _C.WAIT: N_("Wait"),
    _C.SHIP_PART: N_("Ship a part"),
    _C.EXCHANGE: N_("Exchange"),
    _C.CANCEL: N_("Leave out"),
}
_HEADING = N_("Stock short")
_LACKS = N_("{missing} × {sku} missing, {there} kept for the customer.")
_EXPECTED = N_("More is expected on {day}.")
_PROMISED = N_("The customer waits until {day}.")
_INSTEAD = N_("Instead: {products}.")
_WHICH_DAY = N_("Which day do you promise? Year-month-day")
_WHICH_PRODUCT = N_("Which product instead? Its SKU")
_WHY_CANCEL = N_("Why is the whole order cancelled?")
_NO_DAY = N_("{text} is no day. Enter it as year-month-day, for example {example}.")
_LEAVE = N_("Leave it")
_DONE = {
    _C.WAIT: N_("Order {order_no} waits until {day}. The customer gets a message."),
    _C.SHIP_PART: N_("What is there of order {order_no} is picked now. The rest follows."),
    _C.EXCHANGE: N_("The other product is in order {order_no} now. It goes on."),
    _C.CANCEL: N_("The missing units are out of order {order_no}. The rest goes on."),
}
_CANCELLED = N_("Order {order_no} is cancelled. Its goods are given back.")


class Shortage(QWidget):
    """The lines that lack units, and a button for each choice there is.

    Attributes:
        buttons: A button per choice.
        cancel: Cancels the whole order.
        ask: The question a choice needs answered.
    """

    chosen = Signal(object)
    """Carries the `Choice`."""
    cancelled = Signal(str)
    """The whole order is to be cancelled; carries the reason."""
    not_understood = Signal(str)
    """Carries a sentence about what was typed."""

    def __init__(self) -> None:
        super().__init__()
        self._options: ShortageOptions | None = None
        self._translator: Translator | None = None
        self._asked = _C.WAIT
        self.heading = Label("", bold=True)
        self.words = Label("", most_lines=8)
        self.buttons = {choice: Button(size="small") for choice in _BUTTONS}
        self.cancel = Button(size="small")
        self.ask = InlineAsk()
        self._is_cancelling = False
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (*self.buttons.values(), self.cancel):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addWidget(self.heading)
        column.addWidget(self.words)
        column.addLayout(row)
        column.addWidget(self.ask)
        for choice, button in self.buttons.items():
            button.clicked.connect(partial(self._on_button, choice))
        self.cancel.clicked.connect(self._on_cancel)
        self.ask.answered.connect(self._on_answered)
        self.hide()

    def show_options(
        self, options: ShortageOptions | None, actions: Set[Action], translator: Translator
    ) -> None:
        """Show these; buttons only to who may decide."""
        self._options, self._translator = options, translator
        self.setVisible(options is not None)
        if options is None:
            self.ask.stop()
            return
        text = translator.text
        self.heading.setText(text(_HEADING))
        self.words.setText("\n".join(_line_words(line, translator) for line in options.lines))
        may_decide = Action.DECIDE_SHORTAGE in actions
        for choice, button in self.buttons.items():
            button.setText(text(_BUTTONS[choice]))
            button.setVisible(may_decide and choice in options.choices)
        self.cancel.setText(text(N_("Cancel order")))
        self.cancel.setVisible(Action.CANCEL_ORDER in actions)

    def set_busy(self, busy: bool) -> None:
        """Whether something is being carried out."""
        for button in (*self.buttons.values(), self.cancel):
            button.setEnabled(not busy)

    def _on_button(self, choice: ShortageChoice) -> None:
        if self._options is None or self._translator is None:
            return
        self._is_cancelling, self._asked = False, choice
        match choice:
            case ShortageChoice.SHIP_PART:
                self.chosen.emit(ShipPart())
            case ShortageChoice.CANCEL:
                self.chosen.emit(LeaveOut())
            case ShortageChoice.WAIT:
                day = self._options.expected_on
                self._begin(_WHICH_DAY, choice, "" if day is None else day.isoformat())
            case ShortageChoice.EXCHANGE:
                line = self._to_exchange()
                self._begin(_WHICH_PRODUCT, choice, line.alternatives[0].sku if line else "")

    def _begin(self, question: str, choice: ShortageChoice, answer: str) -> None:
        assert self._translator is not None
        text = self._translator.text
        self.ask.begin(text(question), text(_BUTTONS[choice]), text(_LEAVE))
        self.ask.line.setText(answer)

    def _on_cancel(self) -> None:
        if self._translator is None:
            return
        text = self._translator.text
        self._is_cancelling = True
        self.ask.begin(text(_WHY_CANCEL), text(N_("Cancel order")), text(_LEAVE))

    def _to_exchange(self) -> ShortLineView | None:
        assert self._options is not None
        return next((line for line in self._options.lines if line.alternatives), None)

    def _on_answered(self, answer: str) -> None:
        if self._is_cancelling:
            self.cancelled.emit(answer)
        elif self._asked is ShortageChoice.WAIT:
            self._answer_day(answer)
        else:
            self._answer_product(answer)

    def _answer_day(self, answer: str) -> None:
        try:
            day = date.fromisoformat(answer)
        except ValueError:
            self._begin(_WHICH_DAY, ShortageChoice.WAIT, answer)
            self._say(_NO_DAY, text=answer, example="2026-12-31")
            return
        self.chosen.emit(Wait(day))

    def _answer_product(self, answer: str) -> None:
        line = self._to_exchange()
        offered = () if line is None else line.alternatives
        found = next((a for a in offered if a.sku.upper() == answer.upper()), None)
        if line is None or found is None:
            assert self._translator is not None
            self._begin(_WHICH_PRODUCT, ShortageChoice.EXCHANGE, answer)
            why = verdict(VerdictKind.REPLACEMENT_REFUSED, why="not_offered", sku=answer)
            self.not_understood.emit(refusal(why, self._translator).sentence)
            return
        self.chosen.emit(Exchange(line.line_id, found.product_id))

    def _say(self, msgid: str, **params: str) -> None:
        assert self._translator is not None
        self.not_understood.emit(self._translator.text(msgid, **params))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tint."""
        c = colours()
        draw_box(QPainter(self), QRectF(self.rect()), c.attention_tint, c.attention)


def _line_words(line: ShortLineView, translator: Translator) -> str:
    text = translator.text
    words = [text(_LACKS, missing=line.missing, sku=line.sku, there=line.there)]
    if line.promised_on is not None:
        words.append(text(_PROMISED, day=line.promised_on.isoformat()))
    elif line.expected_on is not None:
        words.append(text(_EXPECTED, day=line.expected_on.isoformat()))
    if line.alternatives:
        products = ", ".join(f"{a.sku} ({a.available})" for a in line.alternatives)
        words.append(text(_INSTEAD, products=products))
    return " ".join(words)


def deciding(
    choice: Choice, house: House, actor: Actor, order: Order, translator: Translator
) -> Act:
    """Carry the customer's choice out."""

    def act() -> Outcome:
        result = decide_shortage(house, actor, order.order_id, choice)
        if isinstance(result, Refused):
            return refusal(result.verdict, translator)
        day = "" if result.promised_on is None else result.promised_on.isoformat()
        words = translator.text(_DONE[_kind(choice)], order_no=result.order_no, day=day)
        return Outcome(Verdict.GOOD, words, True)

    return act


def _kind(choice: Choice) -> ShortageChoice:
    match choice:
        case Wait():
            return _C.WAIT
        case ShipPart():
            return _C.SHIP_PART
        case Exchange():
            return _C.EXCHANGE
        case LeaveOut():
            return _C.CANCEL


def cancelling(
    reason: str, house: House, actor: Actor, order: Order, translator: Translator
) -> Act:
    """Cancel the whole order."""

    def act() -> Outcome:
        result = cancel_order(house, actor, order.order_id, reason)
        if isinstance(result, Refused):
            return refusal(result.verdict, translator)
        words = translator.text(_CANCELLED, order_no=order.order_no)
        return Outcome(Verdict.ATTENTION, words, True)

    return act

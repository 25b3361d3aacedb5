"""One order beside the table: everything about it, and what may be done with it now."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from db.views.order_detail import AsOf, order_detail
from db.views.order_detail import OrderDetail as Order
from desktop.office.latest import Answer, Latest, ask
from desktop.office.orders.actions import (
    Act,
    Action,
    Outcome,
    confirming,
    holding,
    lifting,
    offered,
    refusal,
    releasing,
    remarking,
)
from desktop.office.orders.filling import Filling
from desktop.office.orders.low_stock import LowChoice, LowStock, noting
from desktop.office.orders.photos import PhotoSection
from desktop.office.orders.sections import Goods, Head, Holds, Log, Parcels, Receiver, Remarks
from desktop.office.orders.shortage import Shortage, cancelling, deciding
from desktop.tasks import Tasks
from desktop.widgets.state_card import Absence, StateCard
from fulfilment.house import Actor, House
from fulfilment.privacy import FullReceiver, reveal_receiver
from fulfilment.release.shortage_choice import Choice
from procedure.effects import Refused
from procedure.ids import HoldId, OrderId
from procedure.verdicts import VerdictKind, verdict
from procedure.words import Signal as Verdict
from resources.catalogue import N_, Translator

REVEALED_S = 60
"""How long full personal data stays on the screen."""

_CHOOSE = N_("Choose an order at the left to see everything about it.")
_GONE = N_("This order is not there any more. Choose another one.")
_LOADING = N_("The order is being read.")
_AGAIN = N_("Try again")
_WHY_HOLD = N_("Why shall it wait?")
_WHY_LIFT = N_("Why may it go on?")
_WHY_REVEAL = N_("Why do you need it? Your answer is logged.")
_SHOWN = N_("Shown for {seconds} seconds; the look is logged with your reason.")


class OrderDetail(QWidget):
    """Everything about one order.

    Args:
        house: Where the order is read and changed.
        tasks: Carries reads and use cases out.
        actor: Who sits here now, or None.
        translator: The window's language.
        zone: In which times are shown.
        parent: Its widget.
    """

    said = Signal(object, str)
    """What an action came to: `procedure.words.Signal` and a sentence."""
    changed = Signal()
    """Something was written: lists are out of date."""

    def __init__(
        self,
        house: House,
        tasks: Tasks,
        actor: Callable[[], Actor | None],
        translator: Translator,
        zone: ZoneInfo,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._house, self._tasks, self._actor = house, tasks, actor
        self._translator, self._zone = translator, zone
        self._reads: Latest[Order | None] = Latest(tasks)
        self._reveals: Latest[FullReceiver | Refused] = Latest(tasks)
        self._wanted: OrderId | None = None
        self._order: Order | None = None
        self._full: FullReceiver | None = None
        self._lifting: HoldId | None = None
        self._busy = False
        self.head, self.holds, self.receiver = Head(), Holds(), Receiver()
        self.shortage = Shortage()
        self.low_stock = LowStock(house, tasks)
        self.photos = PhotoSection(house, tasks)
        self.goods, self.remarks, self.parcels, self.log = Goods(), Remarks(), Parcels(), Log()
        self._filling = Filling(self)
        self.absence = StateCard()
        self._build()
        self._connect()
        self._hide_again = QTimer(self)
        self._hide_again.setSingleShot(True)
        self._hide_again.setInterval(REVEALED_S * 1000)
        self._hide_again.timeout.connect(self.mask_again)
        self._say_absent(Absence.EMPTY, _CHOOSE)

    def _build(self) -> None:
        inner = QWidget()
        inner.setProperty("plain", "true")
        self._column = column = QVBoxLayout(inner)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(14)
        for section in (
            self.holds,
            self.shortage,
            self.receiver,
            self.goods,
            self.remarks,
            self.parcels,
            self.photos,
            self.log,
        ):
            column.addWidget(section)
        column.addStretch(1)
        self.goods.column.addWidget(self.low_stock)
        self.body = QScrollArea()
        self.body.setWidgetResizable(True)
        self.body.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.setWidget(inner)
        self._card = QFrame()
        self._card.setProperty("card", "true")
        whole = QVBoxLayout(self._card)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(self.body, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._card)
        self._stack.addWidget(self.absence)

    def _connect(self) -> None:
        self.absence.pressed.connect(self.refresh)
        self.head.primary.clicked.connect(self._on_primary)
        self.head.hold.clicked.connect(self._on_hold)
        self.head.why.answered.connect(self._on_why_held)
        self.holds.lift_asked.connect(self._on_lift)
        self.holds.why.answered.connect(self._on_why_lifted)
        self.shortage.chosen.connect(self._on_shortage)
        self.shortage.cancelled.connect(self._on_cancelled)
        self.low_stock.chosen.connect(self._on_low_stock)
        self.shortage.not_understood.connect(partial(self.said.emit, Verdict.ATTENTION))
        self.receiver.reveal.clicked.connect(self._on_reveal)
        self.receiver.why.answered.connect(self._on_why_revealed)
        self.remarks.written.connect(self._on_remark)

    # what is shown -------------------------------------------------------------------

    @property
    def order(self) -> Order | None:
        """The order on the screen."""
        return self._order

    @property
    def is_revealed(self) -> bool:
        """Whether full personal data is on the screen."""
        return self._full is not None

    def show_order(self, order_id: OrderId | None) -> None:
        """Show another order; the same one is read anew."""
        if order_id != self._wanted:
            self._wanted = order_id
            self.mask_again()
            for question in (self.head.why, self.holds.why, self.shortage.ask, self.receiver.why):
                question.stop()
            self.remarks.line.clear()
        if order_id is None:
            self._reads.drop()
            self._order = None
            self._say_absent(Absence.EMPTY, _CHOOSE)
        else:
            self.refresh()

    def refresh(self) -> None:
        """Read the order anew; what is being typed stays."""
        if (order_id := self._wanted) is None:
            return
        if self._order is None and self.absence.absence is not Absence.LOADING:
            self._say_absent(Absence.LOADING, _LOADING)
        self._reads.ask(partial(_read, self._house, order_id), partial(self._on_read, order_id))

    def mask_again(self) -> None:
        """Take full personal data off the screen, and want none that is still on its way."""
        self._reveals.drop()
        self._hide_again.stop()
        if self._full is not None:
            self._full = None
            self._fill()

    def focus_first(self) -> None:
        """Give the keyboard to the detail: its main button, or else what scrolls."""
        primary = self.head.primary
        target = self.body if primary.isHidden() or not primary.isEnabled() else primary
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        self._translator = translator
        if self._order is not None:
            self._fill()
        elif self._wanted is None:
            self._say_absent(Absence.EMPTY, _CHOOSE)

    def _on_read(self, order_id: OrderId, answer: Answer[Order | None]) -> None:
        if order_id != self._wanted:
            return
        if why_not := answer.why_not(self._translator):
            if self._order is not None and self._order.order_id == order_id:
                self.said.emit(Verdict.WRONG, why_not)
            else:
                self._order = None
                self._show_absent(Absence.ERROR, why_not, self._translator.text(_AGAIN))
            return
        before, self._order = self._order, answer.result
        if answer.result is None:
            self._say_absent(Absence.EMPTY, _GONE)
            return
        if before is not None and before.address != answer.result.address:
            self._full = None
        self._fill()
        if before is None or before.order_id != order_id:
            self.body.verticalScrollBar().setValue(0)
        self._stack.setCurrentWidget(self._card)

    def _fill(self) -> None:
        if self._order is None:
            return
        actor = self._actor()
        actions = frozenset() if actor is None else offered(self._order, actor.posts)
        self._filling.fill(
            self._order, self._full, actions, self._translator, self._zone, self._house.clock()
        )
        self.low_stock.follow(self._order, actions, self._translator)
        self.photos.follow(self._order, self._translator, self._zone, self._house.clock())
        self._set_busy(self._busy)
        self._column.activate()  # now, else a scroll bar that is not needed flashes up

    def _say_absent(self, absence: Absence, msgid: str) -> None:
        self._show_absent(absence, self._translator.text(msgid), "")

    def _show_absent(self, absence: Absence, sentence: str, button: str) -> None:
        self.absence.show_absence(absence, sentence, button, icon="document")
        self._stack.setCurrentWidget(self.absence)

    # what may be done ----------------------------------------------------------------

    def _on_primary(self) -> None:
        match self._filling.primary:
            case Action.CONFIRM:
                self._run(confirming)
            case Action.RELEASE:
                self._run(releasing)
            case _:
                pass

    def _on_hold(self) -> None:
        text = self._translator.text
        self.head.why.begin(text(_WHY_HOLD), text(N_("Hold")), text(N_("Leave it")))

    def _on_why_held(self, reason: str) -> None:
        self._run(partial(_with_reason, holding, reason))

    def _on_lift(self, hold_id: HoldId) -> None:
        self._lifting = hold_id
        text = self._translator.text
        self.holds.why.begin(text(_WHY_LIFT), text(N_("Lift hold")), text(N_("Leave it")))

    def _on_why_lifted(self, reason: str) -> None:
        hold_id = self._lifting
        if hold_id is not None:
            self._run(partial(_lifting_one, hold_id, reason))

    def _on_shortage(self, choice: Choice) -> None:
        self._run(partial(deciding, choice), self.shortage.ask.stop)

    def _on_cancelled(self, reason: str) -> None:
        self._run(partial(cancelling, reason), self.shortage.ask.stop)

    def _on_low_stock(self, choice: LowChoice) -> None:
        self._run(partial(noting, choice))

    def _on_remark(self, body: str) -> None:
        self._run(partial(_with_reason, remarking, body), self.remarks.line.clear)

    def _run(
        self,
        make: Callable[[House, Actor, Order, Translator], Act],
        afterwards: Callable[[], None] | None = None,
    ) -> None:
        order, actor = self._order, self._actor()
        if order is None or self._busy:
            return
        if actor is None:
            self._say(refusal(verdict(VerdictKind.NOT_SIGNED_IN), self._translator))
            return
        self._set_busy(True)
        act = make(self._house, actor, order, self._translator)
        ask(self._tasks, act, partial(self._on_done, afterwards))

    def _on_done(self, afterwards: Callable[[], None] | None, answer: Answer[Outcome]) -> None:
        self._set_busy(False)
        if answer.result is None:
            self.said.emit(Verdict.WRONG, answer.why_not(self._translator))
            return
        if answer.result.done and afterwards is not None:
            afterwards()
        self._say(answer.result)
        self.refresh()
        self.changed.emit()

    def _say(self, outcome: Outcome) -> None:
        self.said.emit(outcome.signal, outcome.sentence)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        buttons = [self.head.hold, self.head.primary, *(box.lift for box in self.holds.boxes)]
        for button in buttons:
            button.setEnabled(not busy)
        self.remarks.set_busy(busy)
        self.shortage.set_busy(busy)
        self.low_stock.set_busy(busy)

    # personal data -------------------------------------------------------------------

    def _on_reveal(self) -> None:
        if self.is_revealed:
            self.mask_again()
            return
        text = self._translator.text
        self.receiver.why.begin(text(_WHY_REVEAL), text(N_("Reveal")), text(N_("Leave it")))

    def _on_why_revealed(self, reason: str) -> None:
        order, actor = self._order, self._actor()
        if order is None or actor is None:
            return
        self._reveals.ask(
            partial(reveal_receiver, self._house, actor, order.order_id, reason),
            partial(self._on_revealed, order.order_id),
        )

    def _on_revealed(self, order_id: OrderId, answer: Answer[FullReceiver | Refused]) -> None:
        if self._order is None or order_id != self._order.order_id or order_id != self._wanted:
            return
        result = answer.result
        if result is None:
            self.said.emit(Verdict.WRONG, answer.why_not(self._translator))
        elif isinstance(result, Refused):
            self._say(refusal(result.verdict, self._translator))
        else:
            self._full = result
            self._hide_again.start()
            self._fill()
            sentence = self._translator.text(_SHOWN, seconds=REVEALED_S)
            self.said.emit(Verdict.ATTENTION, sentence)


def _read(house: House, order_id: OrderId) -> Order | None:
    with house.database.read() as connection:
        as_of = AsOf(house.today, house.order_policy.low_stock_below)
        return order_detail(connection, order_id, as_of)


def _with_reason(
    make: Callable[[House, Actor, Order, str, Translator], Act],
    reason: str,
    house: House,
    actor: Actor,
    order: Order,
    translator: Translator,
) -> Act:
    return make(house, actor, order, reason, translator)


def _lifting_one(
    hold_id: HoldId, reason: str, house: House, actor: Actor, order: Order, translator: Translator
) -> Act:
    return lifting(house, actor, order, hold_id, reason, translator)

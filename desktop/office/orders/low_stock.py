"""Low stock in an open order: ask the customer now; it is kept, or another is taken (2.2.2b)."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.views.order_detail import OrderDetail as Order
from desktop.office.latest import Answer, Latest
from desktop.office.orders.actions import Act, Action, Outcome, refusal
from desktop.tasks import Tasks
from desktop.theme.active import colours
from desktop.widgets.buttons import Chip
from desktop.widgets.frames import draw_box
from desktop.widgets.label import Label
from fulfilment.house import Actor, House
from fulfilment.orders.low_stock import LowLine, confirm_low_stock, low_lines
from procedure.effects import Refused
from procedure.ids import OrderLineId, ProductId
from procedure.text import NP_
from procedure.words import OrderStatus
from procedure.words import Signal as Verdict
from resources.catalogue import N_, Translator

ASKED = (OrderStatus.PENDING, OrderStatus.CONFIRMED)
"""Orders whose goods were not given to them yet."""
_ONLY = NP_(
    "Only {n} unit of {sku} is left. Ask the customer now.",
    "Only {n} units of {sku} are left. Ask the customer now.",
)
_KEPT = NP_(
    "Only {n} unit of {sku} is left. The customer keeps it: send it soon.",
    "Only {n} units of {sku} are left. The customer keeps it: send it soon.",
)
_TAKEN = N_("The customer takes {other} instead of {sku}.")
_KEEP = N_("Keep it, expedite")
_NOTED_KEPT = N_("It is in the log that order {order_no} keeps {sku}. Send it soon.")
_NOTED_TAKEN = N_("It is in the log that the customer of order {order_no} takes {other}.")
_GAP = 8
_ROW_WIDTH = 440


@dataclass(frozen=True, slots=True)
class LowChoice:
    """What the customer said about a line.

    Attributes:
        other_id, other: What is taken instead; None and "" where the product is kept.
    """

    line_id: OrderLineId
    sku: str
    other_id: ProductId | None = None
    other: str = ""


class LowLineBox(QWidget):
    """One line: how many are left, a chip for each choice; the chosen one is on.

    Args:
        line: What is low, and what may be offered.
        noted: SKU of what the customer takes, the line's own where it is kept; "" before that.
        may_choose: Whether the choices are offered.
        translator: The window's language.
    """

    chosen = Signal(object)
    """Carries the `LowChoice`."""

    def __init__(self, line: LowLine, noted: str, may_choose: bool, translator: Translator) -> None:
        super().__init__()
        self.words = Label(_sentence(line, noted, translator), most_lines=3)
        self.chips: list[Chip] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addWidget(self.words)
        if not may_choose:
            return
        self._add(Chip(translator.text(_KEEP)), LowChoice(line.line_id, line.sku), noted)
        for offer in line.alternatives:
            choice = LowChoice(line.line_id, line.sku, offer.product_id, offer.sku)
            self._add(Chip(offer.sku, offer.available), choice, noted)
        for chips in _in_rows(self.chips):
            row = QHBoxLayout()
            row.setSpacing(_GAP)
            for chip in chips:
                row.addWidget(chip)
            row.addStretch(1)
            column.addLayout(row)

    def _add(self, chip: Chip, choice: LowChoice, noted: str) -> None:
        is_noted = noted == (choice.other or choice.sku)
        chip.setChecked(is_noted)
        chip.clicked.connect(partial(self._on_chip, chip, choice, is_noted))
        self.chips.append(chip)

    def _on_chip(self, chip: Chip, choice: LowChoice, is_noted: bool) -> None:
        """The chip is on when the log says so, not before."""
        chip.setChecked(is_noted)
        if not is_noted:
            self.chosen.emit(choice)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tint."""
        c = colours()
        draw_box(QPainter(self), QRectF(self.rect()), c.accent_tint)


def _in_rows(chips: Sequence[Chip]) -> list[list[Chip]]:
    """Chips side by side as far as they fit into the narrowest detail; they do not shrink."""
    rows: list[list[Chip]] = [[]]
    room = _ROW_WIDTH
    for chip in chips:
        wide = chip.sizeHint().width() + _GAP
        if rows[-1] and wide > room:
            rows.append([])
            room = _ROW_WIDTH
        rows[-1].append(chip)
        room -= wide
    return rows


class LowStock(QWidget):
    """The lines of an order that are low; reads them by itself, as often as the order is read.

    Attributes:
        boxes: One per line that is low.
    """

    chosen = Signal(object)

    def __init__(self, house: House, tasks: Tasks) -> None:
        super().__init__()
        self._house = house
        self._reads: Latest[tuple[LowLine, ...]] = Latest(tasks)
        self._shown: tuple[object, ...] = ()
        self.boxes: list[LowLineBox] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.hide()

    def follow(self, order: Order, actions: Set[Action], translator: Translator) -> None:
        """Ask what is low in this order; nothing is where its goods were given to it."""
        if self._shown and self._shown[0] != order.order_id:
            self._show(order, (), actions, translator)
        if order.status not in ASKED:
            self._reads.drop()
            self._show(order, (), actions, translator)
            return
        self._reads.ask(
            partial(low_lines, self._house, order.order_id),
            partial(self._on_read, order, actions, translator),
        )

    def set_busy(self, busy: bool) -> None:
        """Whether something is being carried out."""
        for box in self.boxes:
            for chip in box.chips:
                chip.setEnabled(not busy)

    def _on_read(
        self,
        order: Order,
        actions: Set[Action],
        translator: Translator,
        answer: Answer[tuple[LowLine, ...]],
    ) -> None:
        if answer.result is not None:  # what stands there stays until it can be read again
            self._show(order, answer.result, actions, translator)

    def _show(
        self, order: Order, lines: tuple[LowLine, ...], actions: Set[Action], translator: Translator
    ) -> None:
        may_choose = Action.ASK_LOW_STOCK in actions
        noted = tuple(_noted(order, line.sku) for line in lines)
        shown = (order.order_id, lines, noted, may_choose, translator.language)
        if shown == self._shown:
            return
        self._shown = shown
        for box in self.boxes:
            self._column.removeWidget(box)
            box.deleteLater()
        self.boxes = [
            LowLineBox(line, taken, may_choose, translator)
            for line, taken in zip(lines, noted, strict=True)
        ]
        for box in self.boxes:
            box.chosen.connect(self.chosen)
            self._column.addWidget(box)
        self.setVisible(bool(lines))


def _noted(order: Order, sku: str) -> str:
    """What the newest row of the log says that the customer takes; "" where nobody asked yet."""
    for row in order.log:
        is_choice = row.action in ("low_stock_kept", "low_stock_swapped")
        if is_choice and str(row.data.get("sku", "")).upper() == sku.upper():
            return str(row.data.get("alternative", sku))
    return ""


def _sentence(line: LowLine, noted: str, translator: Translator) -> str:
    if noted in ("", line.sku):
        words = _KEPT if noted else _ONLY
        return translator.plural(*words, line.available, sku=line.sku)
    return translator.text(_TAKEN, other=noted, sku=line.sku)


def noting(
    choice: LowChoice, house: House, actor: Actor, order: Order, translator: Translator
) -> Act:
    """Write down what the customer said."""

    def act() -> Outcome:
        result = confirm_low_stock(house, actor, order.order_id, choice.line_id, choice.other_id)
        if isinstance(result, Refused):
            return refusal(result.verdict, translator)
        words = _NOTED_KEPT if choice.other_id is None else _NOTED_TAKEN
        told = translator.text(words, order_no=order.order_no, sku=choice.sku, other=choice.other)
        return Outcome(Verdict.GOOD, told, True)

    return act

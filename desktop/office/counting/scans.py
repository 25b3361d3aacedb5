"""Counting by scans: shelf, then goods; another product or shelf writes the last one down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.office.counting.acts import write_down
from desktop.office.counting.strip import CountStrip
from desktop.office.goods_in_hand import Heard, InHand, heard
from desktop.office.latest import Answer, ask
from desktop.office.orders.actions import Outcome
from desktop.office.scan_reading import Found, find_code
from desktop.widgets.states import State, state_of
from fulfilment.stock.count_sheets import CountSheetLine
from procedure.codes import CommandReading, KnownProduct, ShelfReading
from procedure.ids import ProductId
from procedure.scans import RawScan
from procedure.words import Command, CountRule, ScanSource
from procedure.words import Signal as Verdict
from resources.catalogue import N_, Translator
from scanner.reception import Reception

if TYPE_CHECKING:
    from desktop.office.desk import Desk

_NEXT = frozenset({Heard.OTHER_PRODUCT, Heard.OTHER_LOT})
_SHELF_FIRST = N_("Scan the shelf first, then what stands on it.")
_UNKNOWN = N_("This code is not known here. Scan another code of the goods, or ask purchasing.")
_WHICH = N_("This code is on two products. Scan another code of the one in your hand.")
_NO_SHELF = N_("This is no shelf. Scan the label of a shelf.")


class CountScans(QObject):
    """What is in hand while counting, shown in a strip.

    Args:
        desk: What office screens work with.
        strip: Shows it and lets it be done by hand.
        parent: Its owner.
    """

    counted = Signal()
    """Something was written down."""
    sounded = Signal(object)

    def __init__(self, desk: Desk, strip: CountStrip, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._strip, self._translator = desk, strip, desk.translator
        self._reception = Reception()
        self._count_id: int | None = None
        self._waiting: list[RawScan] = []
        self._shelf_scans: list[tuple[RawScan, Callable[[str], None]]] = []
        self._busy = False
        self.hand = InHand()
        strip.entered.connect(self._on_entered)
        strip.written.connect(self._on_written)
        strip.units_changed.connect(self._on_units)

    def start(self, count_id: int | None) -> None:
        """Another count: nothing is in hand."""
        self._count_id = count_id
        self._waiting.clear()
        self._take(InHand())
        self._strip.say(State.NEUTRAL, "")

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        self._translator = translator

    def take_raw(self, raw: RawScan) -> None:
        """A scan; while one is written down the next waits."""
        self._waiting.append(raw)
        self._next_scan()

    def read_shelf(self, raw: RawScan, receive: Callable[[str], None]) -> None:
        """Read a shelf's label, for a count to be begun; labels are heard in the order scanned."""
        self._shelf_scans.append((raw, receive))
        if len(self._shelf_scans) == 1:
            self._read_first_shelf()

    def _read_first_shelf(self) -> None:
        raw, receive = self._shelf_scans[0]

        def on_found(answer: Answer[Found]) -> None:
            readings = () if answer.result is None else answer.result.code.readings
            shelf = next((r.code for r in readings if isinstance(r, ShelfReading)), None)
            if shelf is None:
                self._strip.say(State.WRONG, self._translator.text(_NO_SHELF))
                self.sounded.emit(Verdict.WRONG)
            else:
                receive(shelf)
                self.sounded.emit(Verdict.GOOD)
            del self._shelf_scans[0]
            if self._shelf_scans:
                self._read_first_shelf()

        ask(self._desk.tasks, partial(find_code, self._desk, raw), on_found)

    def take_line(self, line: CountSheetLine) -> None:
        """A line of the sheet, to be counted by hand."""
        product = KnownProduct(
            ProductId(line.product_id), line.sku, line.name, bool(line.lot), CountRule.COUNT
        )
        self._take(InHand(product, line.lot, line.expires_on, line.counted or 0, line.shelf_code))
        self._strip.say(State.NEUTRAL, "")
        self._strip.units.setFocus()
        self._strip.units.selectAll()

    def _take(self, hand: InHand) -> None:
        self.hand = hand
        self._strip.show_hand(hand)

    def _on_entered(self, text: str) -> None:
        self.take_raw(self._reception.of_text(text, device="hand", source=ScanSource.MANUAL))

    def _on_units(self, units: int) -> None:
        self.hand = replace(self.hand, quantity=units)

    def _on_written(self) -> None:
        if not self._busy and self.hand.product is not None:
            self._busy = True
            self._write_down(None)

    # one scan after the other --------------------------------------------------------

    def _next_scan(self) -> None:
        if self._waiting and not self._busy:
            self._busy = True
            work = partial(find_code, self._desk, self._waiting.pop(0))
            ask(self._desk.tasks, work, self._on_found)

    def _free_again(self) -> None:
        self._busy = False
        self._next_scan()

    def _on_found(self, answer: Answer[Found]) -> None:
        if answer.result is None:
            self._say(Verdict.WRONG, answer.why_not(self._translator))
            self._free_again()
            return
        self._hear(answer.result)

    def _hear(self, found: Found) -> None:
        hand, what = heard(self.hand, found.code)
        if _confirms(found) and self.hand.product is not None:
            self._write_down(None)
            return
        moved = what is Heard.SHELF and self.hand.product is not None
        if moved or what in _NEXT:
            self._write_down(found)
            return
        self._answer(hand, what)
        self._free_again()

    def _answer(self, hand: InHand, what: Heard) -> None:
        text = self._translator.text
        match what:
            case Heard.UNKNOWN | Heard.NO_PRODUCT:
                self._say(Verdict.WRONG, text(_UNKNOWN))
            case Heard.WHICH_PRODUCT:
                self._say(Verdict.ATTENTION, text(_WHICH))
            case _ if not hand.shelf:
                self._say(Verdict.ATTENTION, text(_SHELF_FIRST))
            case _:
                self._take(hand)
                self._say(Verdict.GOOD, "")

    def _write_down(self, then: Found | None) -> None:
        actor = self._desk.actor()
        if actor is None or self._count_id is None:
            self._free_again()
            return
        house, hand = self._desk.house, self.hand
        work = partial(write_down, house, actor, self._count_id, hand, self._translator)
        ask(self._desk.tasks, work, partial(self._on_written_down, then))

    def _on_written_down(self, then: Found | None, answer: Answer[Outcome]) -> None:
        outcome = answer.result
        if outcome is None:
            self._say(Verdict.WRONG, answer.why_not(self._translator))
        else:
            self._say(outcome.signal, outcome.sentence)
            if outcome.done:
                self._take(InHand(shelf=self.hand.shelf))
                self.counted.emit()
                if then is not None:
                    self._hear(then)
                    return
        self._free_again()

    def _say(self, signal: Verdict, sentence: str) -> None:
        self._strip.say(state_of(signal), sentence)
        self.sounded.emit(signal)


def _confirms(found: Found) -> bool:
    return CommandReading(Command.CONFIRM) in found.code.readings

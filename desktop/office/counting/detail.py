"""One count beside the list: its lines, counting by scans, comparing and closing (3.2.1b)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from desktop.office.counting import acts as count_acts
from desktop.office.counting.acts import Opened, SheetRead, read_sheet, read_zones
from desktop.office.counting.begin import CountBegin
from desktop.office.counting.card import CountCard
from desktop.office.counting.scans import CountScans
from desktop.office.latest import Answer, Latest, ask
from desktop.office.listing.listing import Speech
from desktop.office.orders.actions import Outcome, refusal
from desktop.widgets.state_card import Absence, StateCard
from fulfilment.house import Actor, House
from fulfilment.stock.count_sheets import CountSheet
from procedure.effects import Refused
from procedure.permissions import UseCase, may
from procedure.scans import RawScan
from procedure.words import CountStatus
from procedure.words import Signal as Verdict
from resources.catalogue import N_, Translator

if TYPE_CHECKING:
    from desktop.office.desk import Desk

_CHOOSE = N_("Choose a count at the left, or begin a new one.")
_LOADING = N_("The count is being read.")
_WHY = N_("Why do found and books differ?")


class CountDetail(QWidget):
    """One count, or the question what to count.

    Args:
        desk: What office screens work with.
        parent: Its widget.

    Attributes:
        card: The count.
        begin: The question what to count.
        scans: What is being counted right now.
    """

    said = Signal(object, str)
    changed = Signal()
    sounded = Signal(object)
    opened = Signal(object)
    """A count was begun; carries its id."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._translator = desk, desk.translator
        self._reads: Latest[SheetRead | None] = Latest(desk.tasks)
        self._zones: Latest[tuple[tuple[str, int], ...]] = Latest(desk.tasks)
        self._wanted: int | None = None
        self._mark: tuple[Any, ...] | None = None
        self._sheet: CountSheet | None = None
        self._review = False
        self._reasons: dict[int, str] = {}
        self._busy = False
        self._asking_for: tuple[int, ...] = ()
        self._closing = False
        self.card = CountCard(self._translator, self._speech())
        self.begin = CountBegin(self._translator)
        self.absence = StateCard()
        self.scans = CountScans(desk, self.card.strip, self)
        self._stack = QStackedLayout(self)
        for page in (self.card, self.begin, self.absence):
            self._stack.addWidget(page)
        self._connect()
        self._say_absent(Absence.EMPTY, _CHOOSE)

    def _connect(self) -> None:
        self.card.compare.clicked.connect(self._on_compare)
        self.card.close_count.clicked.connect(self._on_close)
        self.card.give_up.clicked.connect(self._on_give_up)
        self.card.line_wanted.connect(self._on_line)
        self.card.why.answered.connect(self._on_why)
        self.scans.counted.connect(self.refresh)
        self.scans.counted.connect(self.changed)
        self.scans.sounded.connect(self.sounded)
        self.begin.begun.connect(self._on_begin)
        self.begin.left.connect(self._on_left)
        self.absence.pressed.connect(self.refresh)

    # what is shown -------------------------------------------------------------------

    @property
    def sheet(self) -> CountSheet | None:
        """The count on the screen."""
        return self._sheet

    @property
    def is_beginning(self) -> bool:
        """Whether it asks what to count."""
        return self._stack.currentWidget() is self.begin

    def show_key(self, key: int | None) -> None:
        """Show another count; the same one is read anew."""
        if key != self._wanted:
            self._wanted, self._mark, self._sheet = key, None, None
            self._review, self._reasons = False, {}
            self.card.why.stop()
            self.scans.start(key)
        if key is None:
            self._reads.drop()
            if not self.is_beginning:
                self._say_absent(Absence.EMPTY, _CHOOSE)
            return
        if self.is_beginning:
            self._stack.setCurrentWidget(self.card if self._sheet else self.absence)
        self._mark = None
        self.refresh()

    def refresh(self) -> None:
        """Read the count anew where it changed; what is being counted stays."""
        actor = self._desk.actor()
        if self._wanted is None or actor is None or self.is_beginning:
            return
        if self._sheet is None and self.absence.absence is not Absence.LOADING:
            self._say_absent(Absence.LOADING, _LOADING)
        house = self._desk.house
        work = partial(read_sheet, house, actor, self._wanted, self._review, self._mark)
        self._reads.ask(work, partial(self._on_read, self._wanted))

    def focus_first(self) -> None:
        """Give the keyboard to the count."""
        self.card.strip.entry.setFocus()

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        self._translator = translator
        self.card.retranslate(translator)
        self.begin.retranslate(translator)
        self.scans.retranslate(translator)
        if self._sheet is not None:
            self._fill()

    def _on_read(self, count_id: int, answer: Answer[SheetRead | None]) -> None:
        if count_id != self._wanted or self.is_beginning:
            return
        if why_not := answer.why_not(self._translator):
            if self._sheet is None:
                again = self._translator.text(N_("Try again"))
                self.absence.show_absence(Absence.ERROR, why_not, again)
            return
        if answer.result is None:
            return
        read = answer.result.sheet
        if isinstance(read, Refused):
            outcome = refusal(read.verdict, self._translator)
            self.absence.show_absence(Absence.NO_PERMISSION, outcome.sentence)
            self._stack.setCurrentWidget(self.absence)
            return
        self._mark, self._sheet = answer.result.mark, read
        if read.status is CountStatus.CLOSED and not self._review and self._may_close():
            self._review = True
            self.refresh()  # what was booked is no secret to whoever may book it
        self._fill()
        self._stack.setCurrentWidget(self.card)

    def _fill(self) -> None:
        if self._sheet is not None:
            may_close = self._may_close()
            self.card.show_sheet(
                self._sheet, self._reasons, self._review, may_close, self._speech()
            )

    def _may_close(self) -> bool:
        actor = self._desk.actor()
        return actor is not None and may(actor.posts, UseCase.ADJUST_STOCK)

    def _say_absent(self, absence: Absence, msgid: str) -> None:
        words = self._translator.text(msgid)
        self.absence.show_absence(absence, words, icon="clipboard-check")
        self._stack.setCurrentWidget(self.absence)

    def _speech(self) -> Speech:
        return Speech(self._translator, self._desk.zone, self._desk.house.clock())

    # counting ------------------------------------------------------------------------

    def take_raw(self, raw: RawScan) -> None:
        """A scan counts, or chooses a shelf for a new count."""
        if self.is_beginning:
            self.scans.read_shelf(raw, self.begin.add_shelf)
        elif self._sheet is not None and self._sheet.status is CountStatus.OPEN:
            self.scans.take_raw(raw)

    def _on_line(self, line_id: int) -> None:
        """A line was opened: count it by hand, or say why it differs."""
        sheet = self._sheet
        line = (
            None
            if sheet is None
            else next((each for each in sheet.lines if each.line_id == line_id), None)
        )
        if line is None or sheet is None or sheet.status is not CountStatus.OPEN:
            return
        if self._review and line.counted is not None and line.counted != line.expected:
            self._asking_for, self._closing = (line_id,), False
            self._ask_why()
        else:
            self.scans.take_line(line)

    # comparing and closing -----------------------------------------------------------

    def _on_compare(self) -> None:
        self._review = not self._review
        self._mark = None
        self.refresh()

    def _on_close(self) -> None:
        """Close it; lines that differ without a reason are asked for first, all at once."""
        sheet = self._sheet
        if sheet is None:
            return
        self._asking_for = tuple(
            line.line_id
            for line in sheet.lines
            if line.counted is not None
            and line.counted != line.expected
            and line.line_id not in self._reasons
        )
        if self._asking_for:
            self._closing = True
            self._ask_why()
        else:
            self._close()

    def _ask_why(self) -> None:
        text = self._translator.text
        self.card.why.begin(text(_WHY), text(N_("Write down")), text(N_("Leave it")))

    def _on_why(self, reason: str) -> None:
        self._reasons |= dict.fromkeys(self._asking_for, reason)
        self._fill()
        if self._closing:
            self._closing = False
            self._close()

    def _close(self) -> None:
        reasons = dict(self._reasons)
        self._run(
            lambda house, actor, count_id: count_acts.close(
                house, actor, count_id, reasons, self._translator
            )
        )

    def _on_give_up(self) -> None:
        self._run(
            lambda house, actor, count_id: count_acts.give_up(
                house, actor, count_id, self._translator
            )
        )

    def _run(self, act: Callable[[House, Actor, int], Outcome]) -> None:
        actor, count_id = self._desk.actor(), self._wanted
        if actor is None or count_id is None or self._busy:
            return
        self._busy = True
        ask(self._desk.tasks, partial(act, self._desk.house, actor, count_id), self._on_done)

    def _on_done(self, answer: Answer[Outcome]) -> None:
        self._busy = False
        if answer.result is None:
            self.said.emit(Verdict.WRONG, answer.why_not(self._translator))
        else:
            self.said.emit(answer.result.signal, answer.result.sentence)
        self._mark = None
        self.refresh()
        self.changed.emit()

    # a new count ---------------------------------------------------------------------

    def ask_new(self) -> None:
        """Ask what to count."""
        self._stack.setCurrentWidget(self.begin)
        self._zones.ask(partial(read_zones, self._desk.house), self._on_zones)

    def _on_zones(self, answer: Answer[tuple[tuple[str, int], ...]]) -> None:
        if answer.result is None:
            self.said.emit(Verdict.WRONG, answer.why_not(self._translator))
        self.begin.begin(answer.result or ())

    def _on_left(self) -> None:
        self._stack.setCurrentWidget(self.absence)
        key, self._wanted = self._wanted, None
        self._say_absent(Absence.EMPTY, _CHOOSE)
        self.show_key(key)

    def _on_begin(self) -> None:
        actor, form = self._desk.actor(), self.begin
        if actor is None or self._busy:
            return
        self._busy = True
        work = partial(
            count_acts.begin,
            self._desk.house,
            actor,
            form.shelves,
            form.chosen_zone,
            form.is_blind,
            form.reason.text().strip(),
            self._translator,
        )
        ask(self._desk.tasks, work, self._on_begun)

    def _on_begun(self, answer: Answer[Opened]) -> None:
        self._busy = False
        if answer.result is None:
            self.said.emit(Verdict.WRONG, answer.why_not(self._translator))
            return
        outcome = answer.result.outcome
        self.said.emit(outcome.signal, outcome.sentence)
        if answer.result.count_id is not None:
            self._say_absent(Absence.LOADING, _LOADING)
            self.opened.emit(answer.result.count_id)

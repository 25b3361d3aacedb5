"""The station's printers: which one prints which kind of paper, and a test page of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.office.goods.facts_page import FactsPage
from desktop.office.latest import Answer, Latest, ask
from desktop.office.listing.listing import ListColumn, Page, Speech
from desktop.office.listing.table import ListingTable
from desktop.office.orders.words import in_words
from desktop.office.settings.printer_fields import (
    PRINTER_FIELDS,
    binding_of,
    media_options,
    printer_values,
    queue_options,
    used_fields,
)
from desktop.theme.tokens import Face
from desktop.widgets.buttons import Button
from desktop.widgets.columns import TwoColumns
from desktop.widgets.label import Label
from desktop.widgets.table import Column
from fulfilment.paper.station_printers import FOLDER, Binding, bind_printer, bindings
from fulfilment.paper.trial import TrialPrinted, print_trial, printer_words
from printing.printers.queue import queues
from printing.problems import SENTENCES, CannotPrint, MaybePrinted
from procedure.effects import Refused
from procedure.paper_words import PRINTED_KINDS, PrinterWay
from procedure.scans import RawScan
from procedure.texts import sentence, status_word
from procedure.words import PrintKind
from procedure.words import Signal as Verdict
from resources.catalogue import N_, Translator

if TYPE_CHECKING:
    from desktop.office.desk import Desk

CARD_WIDTH = 566
_HINT = N_("Each kind of paper comes out of its own printer of this station.")
_SAVED = N_("{kind}: {printer}. It is in use now.")
_TRIED = N_("A test page went to {place}. Look whether its frame is whole and measure its ruler.")
_NO_QUEUES = N_(
    "This computer has no print queue. Set a printer up in its system and press F5, or choose "
    "another way for the paper."
)
_MAY_NOT = N_("Your post does not change settings. Ask a supervisor to sign in.")

Trial = TrialPrinted | Refused | CannotPrint | MaybePrinted


@dataclass(frozen=True, slots=True)
class PrinterRow:
    """A kind of paper as the table shows it, in finished words."""

    kind: PrintKind
    word: str
    printer: str


@dataclass(frozen=True, slots=True)
class Found:
    """What was read: the station's printers, and the queues of this computer."""

    bound: Mapping[PrintKind, Binding]
    queues: tuple[str, ...]


PRINTERS: tuple[ListColumn[PrinterRow], ...] = (
    ListColumn("kind", N_("Paper"), Column(170, strong=True), lambda r, s: r.word),
    ListColumn("printer", N_("Printer"), Column(0), lambda r, s: r.printer),
)


class PrintersTab(QWidget):
    """The kinds of paper at the left, the printer of one at the right.

    Attributes:
        table: All kinds of paper.
        page: The printer of the chosen one.
        trial: Prints a test page on it.
    """

    said = Signal(object, str)
    """For the message bar: `procedure.words.Signal` and a sentence."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert desk.paper is not None
        self._desk, self._paper, self._translator = desk, desk.paper, desk.translator
        self._found = Found({}, ())
        self._kind = PRINTED_KINDS[0]
        self._is_empty = True
        self._reading: Latest[Found] = Latest(desk.tasks)
        self.hint = Label("", ink="text2", most_lines=2)
        self.title = Label("", Face.DETAIL_TITLE, bold=True)
        self.trial = Button(size="small", icon_name="printer")
        self.table: ListingTable[PrinterRow] = ListingTable(
            PRINTERS, lambda row: row.kind, self._speech()
        )
        self.page = FactsPage(PRINTER_FIELDS, self._speech())
        self._build()
        self.table.row_chosen.connect(self.choose)
        self.trial.clicked.connect(self.print_trial)
        self.page.save_asked.connect(self._on_save)
        self.page.form.touched.connect(self._on_touched)
        QShortcut(QKeySequence("F5"), self).activated.connect(self.read)
        QShortcut(QKeySequence("F6"), self).activated.connect(self.print_trial)
        self.retranslate(desk.translator)

    def _build(self) -> None:
        left, card = QWidget(), QFrame()
        card.setProperty("card", "true")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.hint)
        column.addWidget(self.table, 1)
        inside, head = QVBoxLayout(card), QHBoxLayout()
        inside.setContentsMargins(16, 12, 16, 14)
        inside.setSpacing(10)
        head.addWidget(self.title, 1)
        head.addWidget(self.trial)
        inside.addLayout(head)
        inside.addWidget(self.page, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(TwoColumns(left, card, CARD_WIDTH, right_least=460))

    # life ----------------------------------------------------------------------------

    def activate(self) -> None:
        """The tab is in front now."""
        self._show(anew=False)
        self.read()

    def deactivate(self) -> None:
        """Another tab or screen is in front; what is being typed stays."""

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        """Keys for the foot."""
        text = self._translator.text
        return (("F5", text(N_("look for printers"))), ("F6", text(N_("test page"))))

    def take_raw(self, raw: RawScan) -> None:
        """The test page's code was scanned: it reads."""
        words = N_("{code} was read.")
        self.said.emit(Verdict.GOOD, self._translator.text(words, code=raw.raw_text))

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        self._translator = translator
        self.hint.setText(translator.text(_HINT))
        self.trial.setText(translator.text(N_("Test page")))
        self.table.rows.speak(self._speech())
        self.page.retranslate(translator)
        self._show(anew=False)

    # what is shown -------------------------------------------------------------------

    @Slot(object)
    def choose(self, kind: PrintKind) -> None:
        """Show the printer of another kind of paper."""
        self._kind = kind
        self._show(anew=True)

    @Slot()
    def read(self) -> None:
        """Read the station's printers, and which queues the computer has."""
        house, station_id = self._desk.house, self._paper.station_id
        self._reading.ask(lambda: Found(bindings(house, station_id), queues()), self._on_found)

    def _on_found(self, answer: Answer[Found]) -> None:
        if answer.result is None:
            self.said.emit(Verdict.WRONG, answer.why_not(self._translator))
            return
        self._found = answer.result
        self._show(anew=False)

    def _show(self, anew: bool) -> None:
        anew, self._is_empty = anew or self._is_empty, False
        t, binding = self._translator, self._found.bound.get(self._kind, FOLDER)
        rows = tuple(
            PrinterRow(kind, self._word(kind), printer_words(self._found.bound.get(kind, FOLDER)))
            for kind in PRINTED_KINDS
        )
        self.table.show_page(0, Page(rows, None))
        self.table.choose(self._kind)
        self.title.setText(self._word(self._kind))
        form, values = self.page.form, printer_values(binding)
        form.offer("media", media_options(self._kind, t))
        form.offer("queue", queue_options(self._found.queues, values["queue"], t))
        self.page.show_thing(values, None, anew)
        self._on_touched()

    def _word(self, kind: PrintKind) -> str:
        return in_words(self._translator, status_word(kind))

    @Slot()
    def _on_touched(self) -> None:
        """Only what means something for the chosen way can be filled in."""
        form = self.page.form
        used = used_fields(form.values["way"])
        for name, field in form.inputs.items():
            field.setEnabled(name in used)
        self.trial.setEnabled(not form.is_touched)

    # what is changed -----------------------------------------------------------------

    @Slot()
    def _on_save(self) -> None:
        actor, kind = self._desk.actor(), self._kind
        if actor is None:
            self.said.emit(Verdict.WRONG, self._translator.text(_MAY_NOT))
            return
        house, station_id = self._desk.house, self._paper.station_id
        wanted = binding_of(self.page.form.values)
        if wanted.way is PrinterWay.QUEUE and not (wanted.address or self._found.queues):
            self.said.emit(Verdict.WRONG, self._translator.text(_NO_QUEUES))
            return
        self.setEnabled(False)
        work = partial(bind_printer, house, actor, station_id, kind, wanted)
        ask(self._desk.tasks, work, partial(self._on_saved, kind))

    def _on_saved(self, kind: PrintKind, answer: Answer[Binding | Refused]) -> None:
        self.setEnabled(True)
        t, done = self._translator, answer.result
        if isinstance(done, Binding):
            self._found = Found({**self._found.bound, kind: done}, self._found.queues)
            words = t.text(_SAVED, kind=self._word(kind), printer=printer_words(done))
            self.said.emit(Verdict.GOOD, words)
            self._show(anew=True)
            self.read()  # what is still being read is older, and does not arrive any more
        else:
            self.said.emit(Verdict.WRONG, self._refusal(done) or answer.why_not(t))

    @Slot()
    def print_trial(self) -> None:
        """Print a test page where the chosen kind of paper comes out."""
        actor = self._desk.actor()
        if actor is None or not self.trial.isEnabled():
            return
        house, paper, kind = self._desk.house, self._paper, self._kind

        def work() -> Trial:
            try:
                return print_trial(house, actor, paper.station_id, kind, paper.folder)
            except (CannotPrint, MaybePrinted) as problem:
                return problem

        self.trial.setEnabled(False)
        ask(self._desk.tasks, work, partial(self._on_tried, kind))

    def _on_tried(self, kind: PrintKind, answer: Answer[Trial]) -> None:
        t, done = self._translator, answer.result
        self._on_touched()
        match done:
            case TrialPrinted(place=place):
                self._paper.note(kind, True)
                self.said.emit(Verdict.GOOD, t.text(_TRIED, place=place))
            case CannotPrint() | MaybePrinted():
                self._paper.note(kind, False)
                words = t.text(SENTENCES[done.problem], **done.params)
                self.said.emit(Verdict.WRONG, words)
            case _:
                self.said.emit(Verdict.WRONG, self._refusal(done) or answer.why_not(t))

    def _refusal(self, done: Refused | None) -> str:
        return "" if done is None else in_words(self._translator, sentence(done.verdict))

    def _speech(self) -> Speech:
        return Speech(self._translator, self._desk.zone, self._desk.house.clock())

"""Cards: commands, reasons, quantities, packaging, badges, shelf and tote labels, on paper.

What is chosen is drawn at once as it leaves the printer, in the language that is wanted; it is
saved as a PDF or sent to a printer.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from desktop.office.cards import acts
from desktop.office.cards.acts import CardsThere, Preview
from desktop.office.cards.form import BADGES, CardsForm
from desktop.office.cards.preview import CardPreview
from desktop.office.latest import Answer, Latest, ask
from desktop.office.listing.listing import Speech
from desktop.office.orders.actions import Outcome
from desktop.theme.tokens import tokens
from desktop.widgets.columns import TwoColumns
from desktop.widgets.state_card import Absence, StateCard
from fulfilment.house import Actor
from procedure.permissions import UseCase, may
from procedure.words import Signal as Verdict
from resources.catalogue import N_, Translator, load

if TYPE_CHECKING:
    from desktop.office.desk import Desk

POLL_MS = 2_000
"""How often it looks who is signed in."""
PREVIEW_WIDTH, PREVIEW_LEAST, FORM_LEAST = 620, 420, 560
_SIGN_IN = N_("Scan your badge to print cards.")
_MAY_NOT = N_("Your post does not print cards. Ask a supervisor to sign in.")


class CardsScreen(QWidget):
    """What is wanted at the left, the paper at the right.

    Attributes:
        form: What is wanted.
        preview: How it would be printed.
        closed: Stands in everything's place for who may not print cards.
    """

    said = Signal(object, str)
    """For the message bar: `procedure.words.Signal` and a sentence."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._translator = desk, desk.translator
        self._reads: Latest[CardsThere] = Latest(desk.tasks)
        self._draws: Latest[Preview] = Latest(desk.tasks)
        self._reader: Actor | None = None
        self._busy = False
        self.form = CardsForm(self._speech())
        self.preview = CardPreview(self._translator)
        self.closed = StateCard()
        self._build()
        self._connect()
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._on_tick)

    def _build(self) -> None:
        shut, margin = QWidget(), tokens().margin
        edge = QVBoxLayout(shut)
        edge.setContentsMargins(margin, margin, margin, margin)
        edge.addWidget(self.closed)
        opened, row = QWidget(), QVBoxLayout()
        row.setContentsMargins(margin, margin, margin, 0)
        row.addWidget(self.form.kinds)
        both = TwoColumns(
            self.form,
            self.preview,
            PREVIEW_WIDTH,
            right_least=PREVIEW_LEAST,
            left_least=FORM_LEAST,
        )
        column = QVBoxLayout(opened)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(both, 1)
        self._whole = QStackedLayout(self)
        self._whole.addWidget(opened)
        self._whole.addWidget(shut)

    def _connect(self) -> None:
        self.form.changed.connect(self._draw)
        self.form.save_asked.connect(self.save)
        self.form.print_asked.connect(self.print)
        self.preview.page_wanted.connect(self._on_page_wanted)
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+S", self.save),
            ("Ctrl+P", self.print),
            ("PgDown", lambda: self.preview.turn(1)),
            ("PgUp", lambda: self.preview.turn(-1)),
        )
        for key, slot in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # shown and hidden ----------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether the screen is in front and its person may print cards."""
        return self._poll.isActive() and self._whole.currentIndex() == 0

    def activate(self) -> None:
        """The screen is in front now."""
        self._poll.start()
        self._look_who_prints()

    def deactivate(self) -> None:
        """Another screen is in front; what was chosen stays."""
        self._poll.stop()
        self._reads.drop()
        self._draws.drop()

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        """Keys for the foot."""
        text = self._translator.text
        return (
            ("PgUp PgDn", text(N_("turn pages"))),
            ("Ctrl+S", text(N_("save"))),
            ("Ctrl+P", text(N_("print"))),
        )

    def take_scan(self, text: str) -> None:
        """A code that was scanned is nothing to print: cards are chosen, not scanned."""

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        self._translator = translator
        self.form.retranslate(self._speech())
        self.preview.retranslate(translator)
        if self._poll.isActive():
            self._look_who_prints()

    def _speech(self) -> Speech:
        return Speech(self._translator, self._desk.zone, self._desk.house.clock())

    def _look_who_prints(self) -> None:
        self._reader = self._desk.actor()
        if self._reader is None or not may(self._reader.posts, UseCase.PRINT_CARDS):
            msgid = _SIGN_IN if self._reader is None else _MAY_NOT
            self.closed.show_absence(Absence.NO_PERMISSION, self._translator.text(msgid))
            self._whole.setCurrentIndex(1)
            return
        self.form.allow_badges(may(self._reader.posts, UseCase.MANAGE_PEOPLE))
        self._whole.setCurrentIndex(0)
        self._reads.ask(partial(acts.read_there, self._desk.house, self._reader), self._on_read)
        self._draw()

    def _on_tick(self) -> None:
        if self._desk.actor() != self._reader:
            self._look_who_prints()

    def _on_read(self, answer: Answer[CardsThere]) -> None:
        if answer.result is None:
            self.said.emit(Verdict.WRONG, answer.why_not(self._translator))
        elif self.form.offer(answer.result):
            self._draw()

    # the paper -----------------------------------------------------------------------

    def _draw(self) -> None:
        """Draw what is wanted now; until it is there nothing else can be printed."""
        if self._reader is None or not self.is_open:
            return
        self.form.set_ready(False)
        self.preview.wait()
        order, on_cards = self.form.order, load(self.form.language)
        work = partial(
            acts.preview, self._desk.house, self._reader, order, on_cards, self._translator
        )
        self._draws.ask(work, self._on_drawn)

    def _on_drawn(self, answer: Answer[Preview]) -> None:
        shown = answer.result or Preview(answer.why_not(self._translator))
        self.preview.show_preview(shown)
        self.form.set_ready(shown.image is not None and not self._busy)

    def _on_page_wanted(self, page: int) -> None:
        self._draws.ask(partial(acts.other_page, self.preview.shown, page), self._on_drawn)

    # out -----------------------------------------------------------------------------

    def save(self) -> None:
        """Write what is shown into a file."""
        if self._reader is not None and self.form.is_ready:
            path = self.form.path or self._usual_path()
            self._send_out(partial(acts.save, path=path))

    def print(self) -> None:
        """Send what is shown to the chosen printer."""
        printer = self.form.chosen_printer
        if self._reader is not None and self.form.is_ready and printer is not None:
            self._send_out(partial(acts.send, printer=printer))

    def _send_out(self, out: Callable[..., Outcome]) -> None:
        self._busy = True
        self.form.set_ready(False)
        work = partial(
            out,
            self._desk.house,
            self._reader,
            self.form.order,
            on_cards=load(self.form.language),
            speaks=self._translator,
        )
        ask(self._desk.tasks, work, partial(self._on_out, self.form.kind is BADGES))

    def _on_out(self, badges: bool, answer: Answer[Outcome]) -> None:
        self._busy = False
        outcome = answer.result
        if outcome is None:
            self.said.emit(Verdict.WRONG, answer.why_not(self._translator))
        else:
            self.said.emit(outcome.signal, outcome.sentence)
            if outcome.done and badges:
                self.form.people.forget()
            if outcome.done:
                self.form.path_line.clear()
        if self.is_open:
            self._look_who_prints()

    def _usual_path(self) -> Path:
        """A name nobody has, in the downloads folder."""
        where = QStandardPaths.StandardLocation.DownloadLocation
        folder = Path(QStandardPaths.writableLocation(where) or Path.home())
        moment = self._desk.house.clock().astimezone(self._desk.zone)
        return folder / f"{self.form.title} {moment:%Y-%m-%d %H%M%S}.pdf"

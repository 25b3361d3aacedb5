"""The books of one packaging material: how many are there, what came, what a count found."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from db.views.packaging import PackagingEvent, PackagingRow
from desktop.office.goods.facts_form import LONGEST
from desktop.office.goods.packaging_acts import EVENTS_PAGE
from desktop.office.listing.listing import Speech
from desktop.office.orders.words import in_words, moment
from desktop.theme.tokens import Face
from desktop.widgets.buttons import Button
from desktop.widgets.label import Label
from desktop.widgets.states import State
from desktop.widgets.timeline import LogRow, Timeline
from fulfilment.packing.packaging import MOST_PIECES
from procedure.parcel_words import PackagingMove
from procedure.text import NP_
from procedure.texts import status_word
from resources.catalogue import N_, Translator

_THERE = NP_("{n} piece is there", "{n} pieces are there")
_LOW = N_("Fewer than {low}: buy some.")
_MISSING = N_("Below zero: more was packed than was booked in. Count them.")
_FROM = N_("Where from, or why it was counted")
OPENING = "opening"
"""The reason that the program itself writes for what was there at first."""
_STATES = {PackagingMove.RECEIVE: State.GOOD, PackagingMove.COUNT: State.ATTENTION}


def event_words(event: PackagingEvent, translator: Translator) -> str:
    """What a row of the books says: what, how many pieces, for which box, why."""
    what = in_words(translator, status_word(event.kind))
    why = translator.text(N_("opening stock")) if event.reason == OPENING else event.reason
    parts = (f"{what}: {event.quantity:+,}", event.box, why)
    return " · ".join(filter(None, parts))


class PackagingBooks(QWidget):
    """Pieces by the books; a line to receive or to count; what was booked, newest first.

    Attributes:
        pieces, reason: What is to be booked.
        receive, count: Book it as come, or as found.
        timeline, older: The ledger; asks for more of it.
    """

    receive_asked = Signal(int, str)
    """So many pieces came; where from, or ""."""
    count_asked = Signal(int, str)
    """So many pieces were found; why it was counted, or ""."""
    older_wanted = Signal(object)  # ids have 64 bits
    """Carries the id of the oldest row shown: give what was before it to `append`."""

    def __init__(self, translator: Translator) -> None:
        super().__init__()
        self._events: tuple[PackagingEvent, ...] = ()
        self._ended = False
        self.there = Label("", Face.NUMBER, bold=True)
        self.low = Label("", most_lines=2)
        self.pieces, self.reason = QLineEdit(), QLineEdit()
        self.pieces.setValidator(QIntValidator(0, MOST_PIECES, self.pieces))
        self.pieces.setFixedWidth(110)
        self.reason.setMaxLength(LONGEST)
        self.receive, self.count = Button(icon_name="receive"), Button(icon_name="check")
        self.timeline, self.older = Timeline(), Button(size="small")
        self.nothing = Label("", ink="text2", most_lines=2)
        self._build()
        self.pieces.textChanged.connect(self._check)
        self.receive.clicked.connect(lambda: self._book(self.receive_asked))
        self.count.clicked.connect(lambda: self._book(self.count_asked))
        self.older.clicked.connect(self._on_older)
        self.retranslate(translator)
        self._check()

    def _build(self) -> None:
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        row.setSpacing(8)
        row.addWidget(self.pieces)
        row.addWidget(self.reason, 1)
        row.addWidget(self.receive)
        row.addWidget(self.count)
        column.addWidget(self.there)
        column.addWidget(self.low)
        column.addLayout(row)
        column.addWidget(self.nothing)
        column.addWidget(self.timeline, 1)
        column.addWidget(self.older)

    @property
    def events(self) -> tuple[PackagingEvent, ...]:
        """What is shown of the books, newest first."""
        return self._events

    def show_books(
        self, row: PackagingRow, events: tuple[PackagingEvent, ...], speech: Speech, anew: bool
    ) -> None:
        """Show a material's books; what is being typed and older rows stay.

        Args:
            anew: Another material: nothing of the one before stays.
        """
        if anew:
            self._events = ()
            self.forget()
        text = speech.translator.text
        self.there.setText(speech.translator.plural(*_THERE, row.on_hand))
        warning = _MISSING if row.on_hand < 0 else _LOW if row.is_low else ""
        self.low.setText(text(warning, low=f"{row.low_below or 0:,}") if warning else "")
        self.low.setVisible(bool(warning))
        oldest = events[-1].movement_id if events else 0
        older = tuple(each for each in self._events if each.movement_id < oldest)
        if not older:
            self._ended = len(events) < EVENTS_PAGE
        self._events = events + older
        self._show(speech)

    def append(self, events: tuple[PackagingEvent, ...], speech: Speech) -> None:
        """Rows older than all that are shown."""
        self._events += events
        self._ended = len(events) < EVENTS_PAGE
        self._show(speech)

    def forget(self) -> None:
        """What was typed is booked, or another material is shown."""
        self.pieces.clear()
        self.reason.clear()

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        text = translator.text
        for line, words in ((self.pieces, N_("Pieces")), (self.reason, _FROM)):
            line.setPlaceholderText(text(words))
            line.setAccessibleName(text(words))
        self.receive.setText(text(N_("Receive")))
        self.count.setText(text(N_("Count")))
        self.older.setText(text(N_("Show older ones")))
        self.nothing.setText(text(N_("Nothing was booked of this material yet.")))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape forgets what was typed."""
        if event.key() == Qt.Key.Key_Escape:
            self.forget()
        else:
            super().keyPressEvent(event)

    def _show(self, speech: Speech) -> None:
        rows = tuple(
            LogRow(
                moment(each.at, speech.zone, speech.now),
                event_words(each, speech.translator),
                each.person or speech.translator.text(N_("System")),
                _STATES.get(each.kind, State.NEUTRAL),
            )
            for each in self._events
        )
        if rows != self.timeline.rows:
            bar = self.timeline.verticalScrollBar()
            place = bar.value()
            self.timeline.set_rows(rows)
            self.timeline.doItemsLayout()
            bar.setValue(place)
        self.nothing.setVisible(not rows)
        self.timeline.setVisible(bool(rows))
        self.older.setVisible(bool(rows) and not self._ended)

    def _check(self) -> None:
        there = self.pieces.hasAcceptableInput()
        self.receive.setEnabled(there)
        self.count.setEnabled(there)

    def _book(self, signal: SignalInstance) -> None:
        signal.emit(int(self.pieces.text()), self.reason.text().strip())

    def _on_older(self) -> None:
        if self._events:
            self.older_wanted.emit(self._events[-1].movement_id)

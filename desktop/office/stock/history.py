"""The ledger of one product, newest first; older rows come when they are asked for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.views.stock_detail import StockEvent
from desktop.office.listing.listing import Speech
from desktop.office.orders.words import moment
from desktop.office.stock.reading import HISTORY_PAGE
from desktop.office.stock.words import EVENT_STATES, event_sentence
from desktop.widgets.buttons import Button
from desktop.widgets.label import Label
from desktop.widgets.states import State
from desktop.widgets.timeline import LogRow, Timeline
from resources.catalogue import N_


class StockHistory(QWidget):
    """Rows of the ledger in words.

    Attributes:
        timeline: What happened.
        older: Asks for more.
    """

    older_wanted = Signal(object)  # ids have 64 bits
    """Carries the id of the oldest row shown: give what was before it to `append`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._events: tuple[StockEvent, ...] = ()
        self._speech: Speech | None = None
        self._ended = False
        self.timeline = Timeline()
        self.nothing = Label("", ink="text2", most_lines=2)
        self.older = Button(size="small")
        self.older.clicked.connect(self._on_older)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.nothing)
        column.addWidget(self.timeline, 1)
        column.addWidget(self.older)

    @property
    def events(self) -> tuple[StockEvent, ...]:
        """What is shown, newest first."""
        return self._events

    def clear(self) -> None:
        """Another product: nothing is known of it yet."""
        self._events, self._ended = (), False

    def show_newest(self, events: tuple[StockEvent, ...], speech: Speech) -> None:
        """The newest rows; older ones that were asked for stay, the ledger never changes them."""
        if not events or not self._events or events[-1].movement_id > self._events[0].movement_id:
            self._events, self._ended = events, len(events) < HISTORY_PAGE
        else:
            oldest = events[-1].movement_id
            older = tuple(e for e in self._events if e.movement_id < oldest)
            self._events = events + older
        self._show(speech)

    def append(self, events: tuple[StockEvent, ...], speech: Speech) -> None:
        """Rows older than all that are shown."""
        self._events += events
        self._ended = len(events) < HISTORY_PAGE
        self._show(speech)

    def _show(self, speech: Speech) -> None:
        text = speech.translator.text
        rows = tuple(
            LogRow(
                moment(event.at, speech.zone, speech.now),
                event_sentence(event, speech.translator),
                event.person or text(N_("System")),
                EVENT_STATES.get(event.kind, State.NEUTRAL),
            )
            for event in self._events
        )
        if rows != self.timeline.rows:
            bar = self.timeline.verticalScrollBar()
            place = bar.value()
            self.timeline.set_rows(rows)
            self.timeline.doItemsLayout()
            bar.setValue(place)
        self.nothing.setText(text(N_("Nothing has happened to this product's stock yet.")))
        self.nothing.setVisible(not rows)
        self.timeline.setVisible(bool(rows))
        self.older.setText(text(N_("Show older ones")))
        self.older.setVisible(bool(rows) and not self._ended)

    def _on_older(self) -> None:
        if self._events:
            self.older_wanted.emit(self._events[-1].movement_id)

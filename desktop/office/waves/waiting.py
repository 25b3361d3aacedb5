"""What waits to be put into waves: a card for each carrier, with the time until it comes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.office.listing.listing import Speech
from desktop.office.waves.words import CarrierWaiting, cut_off_words, kinds_words, orders_words
from desktop.theme.active import colours
from desktop.theme.tokens import Face, tokens
from desktop.widgets.badges import draw_tag, tag_width
from desktop.widgets.frames import draw_box
from desktop.widgets.label import Label
from desktop.widgets.lettering import draw_text, lettering
from desktop.widgets.shapes import draw_badge
from desktop.widgets.states import State
from procedure.ids import CarrierId
from resources.catalogue import N_

_NOBODY = N_("No confirmed order waits to be put into a wave.")
_EXPRESS = N_("{count} express")


class WaitingCard(QAbstractButton):
    """A carrier: how many orders, of which kinds, until when."""

    WIDTH, HEIGHT = 280, 74
    _PAD = 12
    _BADGE = 16

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.carrier_id: CarrierId | None = None
        self._title = self._pickup = self._kinds = self._express = ""
        self._soon = False
        self.setFixedSize(self.WIDTH, self.HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_waiting(self, waiting: CarrierWaiting, speech: Speech) -> None:
        """Show what waits for a carrier."""
        translator = speech.translator
        self.carrier_id = waiting.carrier_id
        self._title = f"{waiting.carrier} · {orders_words(waiting.orders, translator)}"
        self._pickup = cut_off_words(waiting.cut_off_at, speech.now, speech.zone, translator)
        self._kinds = kinds_words(waiting.kinds, translator)
        count = f"{waiting.express:,}"
        self._express = translator.text(_EXPRESS, count=count) if waiting.express else ""
        self._soon = waiting.is_soon(speech.now)
        parts = (self._title, self._express, self._pickup, self._kinds)
        self.setAccessibleName(", ".join(filter(None, parts)))
        self.update()

    def sizeHint(self) -> QSize:
        """Always the same."""
        return QSize(self.WIDTH, self.HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card, tinted while there is reason to hurry."""
        painter, c = QPainter(self), colours()
        edge = c.focus if self.hasFocus() else c.attention if self._soon else c.border
        line = tokens().border.focus if self.hasFocus() else 1
        fill = c.attention_tint if self._soon else c.sunken if self.isDown() else c.surface
        draw_box(painter, QRectF(self.rect()), fill, edge, line)
        room = self.width() - 2 * self._PAD
        tag = tag_width(self._express, State.PROGRESS) if self._express else 0
        first = QRectF(self._PAD, 8, room - tag - (8 if tag else 0), 20)
        draw_text(painter, self._title, lettering(Face.BODY, bold=True), first, c.text)
        if tag:
            at = QRectF(self.width() - self._PAD - tag, 7, tag, 22)
            draw_tag(painter, self._express, State.PROGRESS, at)
        left = float(self._PAD)
        if self._soon:
            badge = QRectF(left, 30, self._BADGE, self._BADGE)
            draw_badge(painter, State.ATTENTION, badge)
            left += self._BADGE + 6
        second = QRectF(left, 29, self.width() - self._PAD - left, 18)
        ink = c.attention_text if self._soon else c.text2
        draw_text(painter, self._pickup, lettering(Face.TABLE), second, ink)
        third = QRectF(self._PAD, 49, room, 17)
        draw_text(painter, self._kinds, lettering(Face.CAPTION), third, c.text2)


class WaitingStrip(QWidget):
    """The cards side by side; more than fit can be scrolled to.

    Attributes:
        cards: One for each carrier that has orders waiting.
    """

    chosen = Signal(object)
    """A card was pressed: plan waves for its carrier. Carries the carrier's id."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: tuple[WaitingCard, ...] = ()
        self.nobody = Label("", ink="text2")
        self._inside = QWidget()
        self._row = QHBoxLayout(self._inside)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self.nobody)
        self._row.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidget(self._inside)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setFixedHeight(WaitingCard.HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)
        self.show_waiting((), None)

    def show_waiting(self, waiting: tuple[CarrierWaiting, ...], speech: Speech | None) -> None:
        """Show what waits for each carrier; who is shown already keeps its card."""
        for at, each in enumerate(waiting):
            if at >= len(self.cards):
                card = WaitingCard()
                card.clicked.connect(lambda _=False, c=card: self.chosen.emit(c.carrier_id))
                self._row.insertWidget(at, card)
                self.cards += (card,)
            if speech is not None:
                self.cards[at].show_waiting(each, speech)
        for card in self.cards[len(waiting) :]:
            self._row.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = self.cards[: len(waiting)]
        self.nobody.setText("" if speech is None else speech.translator.text(_NOBODY))
        self.nobody.setVisible(not waiting and speech is not None)
        crowded = len(waiting) * (WaitingCard.WIDTH + 8) > max(self.width(), 1)
        self._area.setFixedHeight(WaitingCard.HEIGHT + (14 if crowded else 0))
        self.setVisible(speech is not None)

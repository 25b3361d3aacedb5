"""A page of cards as it leaves the printer, and which one of how many it is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.office.cards.acts import Preview
from desktop.theme.active import colours
from desktop.theme.icons import icon_pixmap
from desktop.theme.tokens import Face
from desktop.widgets.buttons import Button
from desktop.widgets.frames import draw_box
from desktop.widgets.label import Label
from desktop.widgets.lettering import CENTRE, draw_block, lettering, set_text
from procedure.text import NP_
from resources.catalogue import N_, Translator

_CARDS = NP_("{n} card", "{n} cards")
_WAIT = N_("The cards are being drawn.")
_PAD, _SIGN, _MOST_LINES = 16, 64, 5


class PagePicture(QWidget):
    """A sheet of paper on a sunken ground; a sentence where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(260, 260)
        self._image: QImage | None = None
        self._scaled: QPixmap | None = None
        self._words = ""

    @property
    def image(self) -> QImage | None:
        """The page that is shown."""
        return self._image

    @property
    def words(self) -> str:
        """What stands there instead of a page, or what the page is."""
        return self._words

    def show_page(self, image: QImage | None, words: str) -> None:
        """Show a page, or a sentence why there is none."""
        if image is None or image is not self._image:
            self._image, self._scaled = image, None
        self._words = words
        self.setAccessibleName(words)
        self.update()

    def paper_box(self, image: QImage) -> QRectF:
        """Where the paper lies: as large as there is room, and no larger than it is drawn."""
        room = self.size().shrunkBy(self.contentsMargins())
        wide, high = room.width() - 2 * _PAD, room.height() - 2 * _PAD
        scale = min(1.0, wide / image.width(), high / image.height())
        size = image.size() * scale
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        return QRectF(round(left), round(top), size.width(), size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the paper."""
        painter, c = QPainter(self), colours()
        draw_box(painter, QRectF(self.rect()), c.sunken, c.border)
        if self._image is None:
            self._draw_words(painter)
            return
        box, dpr = self.paper_box(self._image), self.devicePixelRatioF()
        size = (box.size() * dpr).toSize()
        if self._scaled is None or self._scaled.size() != size:
            keep = Qt.AspectRatioMode.IgnoreAspectRatio
            smooth = Qt.TransformationMode.SmoothTransformation
            self._scaled = QPixmap.fromImage(self._image.scaled(size, keep, smooth))
            self._scaled.setDevicePixelRatio(dpr)
        painter.drawPixmap(box.topLeft(), self._scaled)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(c.border_strong)
        painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 0.5))

    def _draw_words(self, painter: QPainter) -> None:
        c, style, ground = colours(), lettering(Face.CARD_TITLE), QRectF(self.rect())
        block = set_text(self._words, style, int(ground.width()) - 64, _MOST_LINES)
        top = round(ground.center().y() - (_SIGN + 16 + block.height) / 2)
        pixmap = icon_pixmap("badge-card", _SIGN, c.text2, self.devicePixelRatioF())
        painter.drawPixmap(round(ground.center().x() - _SIGN / 2), top, pixmap)
        room = QRectF(32, top + _SIGN + 16, ground.width() - 64, block.height)
        draw_block(painter, block, style, room, c.text2, CENTRE)


class CardPreview(QWidget):
    """Pages one by one.

    Attributes:
        picture: The page in front.
        before, after: The other pages.
        which: Which page it is, and how many cards there are.
    """

    page_wanted = Signal(int)
    """A person wants to see this page; the first is 0."""

    def __init__(self, translator: Translator) -> None:
        super().__init__()
        self._translator = translator
        self._shown = Preview()
        self.picture, self.which = PagePicture(), Label("", ink="text2", align=CENTRE)
        self.before, self.after = Button(size="small"), Button(size="small")
        row, column = QHBoxLayout(), QVBoxLayout(self)
        row.setSpacing(8)
        row.addWidget(self.before)
        row.addWidget(self.which, 1)
        row.addWidget(self.after)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.picture, 1)
        column.addLayout(row)
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self.retranslate(translator)
        self.show_preview(self._shown)

    @property
    def shown(self) -> Preview:
        """What is shown."""
        return self._shown

    def show_preview(self, shown: Preview) -> None:
        """Show a page, or why there is none."""
        self._shown = shown
        several = shown.pages > 1
        self.before.setVisible(several)
        self.after.setVisible(several)
        self.before.setEnabled(shown.page > 0)
        self.after.setEnabled(shown.page + 1 < shown.pages)
        words = shown.why_not if shown.image is None else self._page_words()
        self.which.setText("" if shown.image is None else words)
        self.picture.show_page(shown.image, words)

    def wait(self) -> None:
        """Other cards are being drawn; the old ones stay in sight until then."""
        if self._shown.image is None:
            self.picture.show_page(None, self._translator.text(_WAIT))

    def turn(self, pages: int) -> None:
        """Ask for a page so many further on, where there is one."""
        page = self._shown.page + pages
        if 0 <= page < self._shown.pages:
            self.page_wanted.emit(page)

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        self._translator = translator
        self.before.setText(translator.text(N_("Page before")))
        self.after.setText(translator.text(N_("Next page")))
        if self._shown.image is not None:
            self.which.setText(self._page_words())

    def _page_words(self) -> str:
        shown, translator = self._shown, self._translator
        cards = translator.plural(*_CARDS, shown.count)
        words = N_("{cards} · page {page} of {pages}")
        return translator.text(words, cards=cards, page=shown.page + 1, pages=shown.pages)

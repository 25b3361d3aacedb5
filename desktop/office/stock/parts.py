"""Parts of a product's detail: its head, and the balance as an equation."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.theme.active import colours, paint
from desktop.theme.tokens import Face
from desktop.widgets.badges import Tag
from desktop.widgets.frames import draw_box
from desktop.widgets.label import Label
from desktop.widgets.lettering import CENTRE, draw_text, lettering
from desktop.widgets.states import State


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of units and what they are, in finished words."""

    caption: str
    units: int


class Equation(QWidget):
    """On hand = available + frozen + blocked, as boxes with the signs between them."""

    HEIGHT = 62
    _SIGN = 20

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures: tuple[Figure, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The sum first, then its parts."""
        return self._figures

    def set_figures(self, figures: tuple[Figure, ...]) -> None:
        """Show these: the sum first, then its parts."""
        if figures != self._figures:
            self._figures = figures
            self.setAccessibleName(", ".join(f"{f.caption} {f.units}" for f in figures))
            self.update()

    def sizeHint(self) -> QSize:
        """As high as a number and its caption."""
        return QSize(400, self.HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint boxes and signs."""
        if not self._figures:
            return
        painter, c = QPainter(self), colours()
        many = len(self._figures)
        wide = (self.width() - self._SIGN * (many - 1)) // many
        for at, figure in enumerate(self._figures):
            box = QRectF(at * (wide + self._SIGN), 0, wide, self.HEIGHT)
            draw_box(painter, box, c.sunken if at == 0 else c.surface, c.border)
            number = QRectF(box.left() + 4, 6, wide - 8, Face.DETAIL_TITLE.line)
            style = lettering(Face.DETAIL_TITLE, bold=True)
            draw_text(painter, f"{figure.units:,}", style, number, c.text, CENTRE)
            caption = QRectF(box.left() + 4, number.bottom() + 2, wide - 8, Face.CAPTION.line)
            draw_text(painter, figure.caption, lettering(Face.CAPTION), caption, c.text2, CENTRE)
            if at < many - 1:
                sign = QRectF(box.right(), 0, self._SIGN, self.HEIGHT)
                words = "=" if at == 0 else "+"
                draw_text(painter, words, lettering(Face.BODY), sign, c.text2, CENTRE)


class ProductHead(QWidget):
    """Name on top; SKU and tags below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = Label("", Face.DETAIL_TITLE, bold=True, most_lines=2)
        self.status = Tag("", State.NEUTRAL)
        self.sku = Label("", ink="text2")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        column.addWidget(self.name)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.status)
        row.addWidget(self.sku, 1)
        column.addLayout(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the hairline below."""
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, paint(colours().border))

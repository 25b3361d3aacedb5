"""How far something is, as bars with their figures: one below the other, words in front."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop.office.painted import PaintedRows
from desktop.theme.active import colours
from desktop.theme.tokens import Face
from desktop.widgets.frames import draw_box
from desktop.widgets.lettering import RIGHT, draw_text, lettering, text_width
from desktop.widgets.shapes import draw_badge
from desktop.widgets.states import State

_ROW = 26
_BAR = 10
_BADGE = 16


@dataclass(frozen=True, slots=True)
class BarRow:
    """A part of the work in finished words, and how much of it is done."""

    caption: str
    done: int
    total: int

    @property
    def figures(self) -> str:
        """Done of all."""
        return f"{self.done:,} / {self.total:,}"


class ProgressBars(PaintedRows):
    """A bar for each part of the work; a finished one carries a tick."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[BarRow, ...] = ()

    @property
    def rows(self) -> tuple[BarRow, ...]:
        """What is shown."""
        return self._rows

    def set_rows(self, rows: tuple[BarRow, ...]) -> None:
        """Show these parts."""
        if rows != self._rows:
            self._rows = rows
            self.changed(*(f"{row.caption} {row.figures}" for row in rows))

    def heightForWidth(self, width: int) -> int:
        """The rows, one below the other."""
        return _ROW * len(self._rows)

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        """Paint captions, bars and figures."""
        c, style = colours(), lettering(Face.TABLE)
        words = max((text_width(row.caption, style) for row in self._rows), default=0) + 12
        figures = max((text_width(row.figures, style) for row in self._rows), default=0) + 12
        for at, row in enumerate(self._rows):
            top = at * _ROW
            draw_text(painter, row.caption, style, QRectF(0, top, words, _ROW), c.text2)
            right = self.width() - _BADGE - 6
            number = QRectF(right - figures, top, figures, _ROW)
            draw_text(painter, row.figures, style, number, c.text, RIGHT)
            bar = QRectF(words, top + (_ROW - _BAR) / 2, number.left() - words - 4, _BAR)
            draw_box(painter, bar, c.sunken, radius=_BAR / 2)
            if row.total and row.done:
                full = bar.width() * min(1.0, row.done / row.total)
                done = QRectF(bar.left(), bar.top(), max(float(_BAR), round(full)), _BAR)
                draw_box(painter, done, c.accent, radius=_BAR / 2)
            if row.total and row.done >= row.total:
                tick = QRectF(self.width() - _BADGE, top + (_ROW - _BADGE) / 2, _BADGE, _BADGE)
                draw_badge(painter, State.GOOD, tick)

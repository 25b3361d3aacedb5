"""What comes next, how the last scans went, how long it took."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.theme.active import colours
from desktop.theme.tokens import Face
from desktop.widgets.badges import TRAIL_LENGTH, draw_trail
from desktop.widgets.cards import PaintedCard
from desktop.widgets.frames import draw_rule
from desktop.widgets.lettering import RIGHT, draw_text, lettering, set_text, text_width
from desktop.widgets.states import State

FULL_HEIGHT = 200
COMPACT_HEIGHT = 58


class NextCard(PaintedCard):
    """The next instruction over the trail; compact keeps the trail alone.

    Args:
        trail_caption: Words before the trail, for example "Last scans".
        parent: Its widget.
    """

    def __init__(self, trail_caption: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = self._instruction = self._detail = self._aside = self._note = ""
        self._trail_caption = trail_caption
        self._states: tuple[State, ...] = ()
        self._compact = False

    @property
    def states(self) -> tuple[State, ...]:
        """The trail, newest last."""
        return self._states

    @property
    def is_compact(self) -> bool:
        """Whether only the trail is shown."""
        return self._compact

    def set_next(self, caption: str, instruction: str, detail: str = "", aside: str = "") -> None:
        """Say what comes next.

        Args:
            caption: For example "Next".
            instruction: For example "Scan Mug, blue".
            detail: For example "1 more, then 1 sheet bubble wrap".
            aside: At the right of the detail, bold, for example "× 1".
        """
        words = (caption, instruction, detail, aside)
        if words == (self._caption, self._instruction, self._detail, self._aside):
            return
        self._caption, self._instruction, self._detail, self._aside = words
        self.changed(*words)

    def set_trail(self, states: tuple[State, ...]) -> None:
        """Show the last four of these; the newest is last."""
        self._states = states[-TRAIL_LENGTH:]
        self.update()

    def push(self, state: State) -> None:
        """Add the newest scan to the trail."""
        self.set_trail((*self._states, state))

    def set_note(self, note: str) -> None:
        """Words at the right of the trail, for example "6.4 s"."""
        if note != self._note:
            self._note = note
            self.update()

    def set_compact(self, compact: bool) -> None:
        """Give the room above the trail to the verdict, or take it back."""
        if compact != self._compact:
            self._compact = compact
            self.updateGeometry()
            self.update()

    def wanted(self) -> QSize:
        """Full, or the trail's row alone."""
        return QSize(494, COMPACT_HEIGHT if self._compact else FULL_HEIGHT)

    def draw(self, painter: QPainter, box: QRectF) -> None:
        """Paint the instruction, the hairline and the trail."""
        inner = box.adjusted(24, 16, -24, -16)
        if self._compact:
            self._draw_trail(painter, inner, box.center().y())
            return
        self._draw_words(painter, inner)
        rule = box.bottom() - 62
        draw_rule(painter, inner.left(), inner.right(), rule, colours().border)
        self._draw_trail(painter, inner, (rule + box.bottom()) / 2)

    def _draw_words(self, painter: QPainter, inner: QRectF) -> None:
        c = colours()
        left, width, top = inner.left(), inner.width(), inner.top()
        draw_text(
            painter,
            self._caption,
            lettering(Face.REFERENCE),
            QRectF(left, top, width, Face.REFERENCE.line),
            c.text2,
        )
        top += Face.REFERENCE.line
        large, detail, most = lettering(Face.INSTRUCTION, bold=True), self._detail, 1
        if set_text(self._instruction, large, int(width)).elided:
            large = lettering(Face.LEAD, bold=True)
            # Two lines of instruction are worth more than the detail.
            if set_text(self._instruction, large, int(width)).elided:
                large = lettering(Face.STATION_BODY, bold=True)
                most = 2 if set_text(self._instruction, large, int(width)).elided else 1
        height = large.line * most if most > 1 else Face.INSTRUCTION.line
        draw_text(
            painter,
            self._instruction,
            large,
            QRectF(left, top, width, height),
            c.text,
            most_lines=most,
        )
        top += height
        bold = lettering(Face.STATION_BODY, bold=True)
        aside = text_width(self._aside, bold) + 16 if self._aside else 0
        room = QRectF(left, top, width, min(34.0, inner.bottom() - 46 - top))
        face = Face.STATION_BODY if room.height() >= 30 else Face.REFERENCE
        draw_text(painter, detail, lettering(face), room.adjusted(0, 0, -aside, 0), c.text2)
        draw_text(painter, self._aside, bold, room, c.text, RIGHT)

    def _draw_trail(self, painter: QPainter, inner: QRectF, middle: float) -> None:
        c, style = colours(), lettering(Face.REFERENCE)
        row = QRectF(inner.left(), middle - 16, inner.width(), 32)
        trail = TRAIL_LENGTH * 44 - 12
        note = text_width(self._note, style)
        caption = text_width(self._trail_caption, style)
        left = row.left()
        # Narrow cards give up the caption first: the badges speak for themselves.
        if self._trail_caption and caption + 12 + trail + 16 + note <= row.width():
            draw_text(painter, self._trail_caption, style, row, c.text2)
            left += caption + 12
        end = draw_trail(painter, self._states, left, middle)
        room = QRectF(end + 16, row.top(), row.right() - end - 16, row.height())
        draw_text(painter, self._note, style, room, c.text2, RIGHT)

"""The verdict panel: one glance from a metre away says whether the last scan was good."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.active import colours
from desktop.theme.icons import icon_pixmap
from desktop.theme.tokens import Face, tokens
from desktop.widgets.frames import draw_box, draw_rule
from desktop.widgets.lettering import (
    CENTRE,
    LEFT,
    draw_block,
    draw_text,
    lettering,
    set_text,
    text_width,
)
from desktop.widgets.shapes import draw_figure
from desktop.widgets.states import shade_of, state_of
from desktop.widgets.verdict_layout import (
    BESIDE_BELOW,
    PANEL,
    Arrangement,
    Place,
    Sizes,
    VerdictView,
    arrange,
)
from procedure.words import Signal


def draw_verdict(
    painter: QPainter,
    view: VerdictView,
    box: QRectF,
    sizes: Sizes = PANEL,
    radius: float | None = None,
) -> None:
    """Draw a verdict that fills the box.

    Args:
        painter: What to draw with.
        view: What it shows.
        box: The whole panel.
        sizes: The faces to use.
        radius: Of the panel's corners; None is a verdict's.
    """
    shade = shade_of(view.state)
    draw_box(painter, box, shade.fill, radius=tokens().radius.verdict if radius is None else radius)
    painter.save()
    painter.translate(box.topLeft())
    made = arrange(view, box.width(), box.height(), sizes)
    draw_figure(painter, view.state, made.shape, shade.on_fill, shade.fill)
    for piece in made.pieces:
        draw_block(painter, piece.block, piece.style, piece.at, shade.on_fill, piece.align)
    if made.rule is not None:
        rule = made.rule
        draw_rule(painter, rule.left(), rule.right(), rule.top(), shade.on_fill, rule.height())
    if made.place is not None and view.place is not None:
        _draw_place(painter, view.place, made.place, shade.on_fill, shade.fill)
    painter.restore()


def _draw_place(painter: QPainter, place: Place, box: QRectF, paper: str, ink: str) -> None:
    draw_box(painter, box, paper)
    inner = box.adjusted(24, 8, -24, -8)
    right = _draw_slots(painter, place, inner, paper, ink)
    room = QRectF(inner.left(), inner.top(), right - inner.left(), inner.height())
    caption, name = lettering(Face.STATION_BODY), lettering(Face.INSTRUCTION, bold=True)
    if set_text(place.name, name, int(room.width())).elided:
        name = lettering(Face.LEAD, bold=True)
    top = inner.top() + round((inner.height() - caption.line - name.line) / 2)
    draw_text(
        painter, place.caption, caption, QRectF(room.left(), top, room.width(), caption.line), ink
    )
    draw_text(
        painter,
        place.name,
        name,
        QRectF(room.left(), top + caption.line, room.width(), name.line),
        ink,
    )


def _draw_slots(painter: QPainter, place: Place, box: QRectF, paper: str, ink: str) -> float:
    """Draw the wall of slots at the right; gives where the room left of it ends."""
    rows = -(-place.slots // place.columns)
    cell, step = QSize(26, 28), QSize(28, 30)
    width = place.columns * step.width() - 2
    if place.slot is None or rows > 3 or width > box.width() / 2:
        return box.right()
    left = box.right() - width
    top = box.top() + round((box.height() - rows * step.height() + 2) / 2)
    number = lettering(Face.HINT, bold=True)
    for slot in range(1, place.slots + 1):
        row, column = divmod(slot - 1, place.columns)
        at = QRectF(
            left + column * step.width(), top + row * step.height(), cell.width(), cell.height()
        )
        here = slot == place.slot
        draw_box(painter, at, ink if here else paper, ink, line=2, radius=4)
        if here:
            draw_text(painter, str(slot), number, at, paper, CENTRE)
    return left - 16


def draw_waiting(painter: QPainter, prompt: str, icon: str, box: QRectF, dpr: float) -> None:
    """Draw the frame that waits for a scan: no fill, the accent says "here"."""
    c, border = colours(), tokens().border
    draw_box(painter, box, c.surface, c.accent, line=border.waiting, radius=tokens().radius.verdict)
    style = lettering(Face.LEAD, bold=True)
    low = box.height() < 220
    side = 96 if low else 144
    beside = low and box.width() > 320
    if beside:
        room = QRectF(
            box.left() + 24 + side + 16, box.top() + 16, box.width() - side - 64, box.height() - 32
        )
        at = QRectF(box.left() + 24, box.center().y() - side / 2, side, side)
        draw_text(painter, prompt, style, room, c.text, LEFT, 3)
    else:
        block = set_text(prompt, style, int(box.width() - 48), 3)
        # The drawing stands within an eighth of air, so the gap below it is small.
        top = round(box.top() + (box.height() - side - 12 - block.height) / 2)
        at = QRectF(round(box.center().x() - side / 2), top, side, side)
        draw_block(
            painter,
            block,
            style,
            QRectF(box.left() + 24, at.bottom() + 12, box.width() - 48, block.height),
            c.text,
            CENTRE,
        )
    painter.drawPixmap(at.toRect(), icon_pixmap(icon, side, c.accent, dpr))


class VerdictPanel(QWidget):
    """Shows the last verdict, or waits for the next scan. Never animated, never moved."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._view: VerdictView | None = None
        self._prompt = ""
        self._icon = "barcode-frame"

    @property
    def view(self) -> VerdictView | None:
        """The verdict that is shown; None while waiting."""
        return self._view

    @property
    def prompt(self) -> str:
        """What it waits for; shown only while there is no verdict."""
        return self._prompt

    def show_verdict(
        self,
        signal: Signal,
        word: str = "",
        count: str = "",
        sentence: str = "",
        place: Place | None = None,
        next_line: str = "",
        next_caption: str = "",
    ) -> None:
        """Show a verdict at the next paint.

        Args:
            signal: How it looks.
            word: Two or three words, for example "Wrong item".
            count: Large numbers instead of the word, for example "2 of 3".
            sentence: What happened and what to do.
            place: Where the thing in hand belongs.
            next_line: What to scan then.
            next_caption: A word above `next_line`, for example "Then".
        """
        self._view = VerdictView(
            state_of(signal), word, count, sentence, place, next_line, next_caption
        )
        self.setAccessibleName(" ".join(filter(None, (word, count, sentence, next_line))))
        self.update()

    def show_waiting(self, prompt: str, icon: str = "barcode-frame") -> None:
        """Wait for a scan: an accent frame, an icon and what to scan."""
        self._view, self._prompt, self._icon = None, prompt, icon
        self.setAccessibleName(prompt)
        self.update()

    def arrangement(self) -> Arrangement | None:
        """Where the parts stand at this size; None while waiting."""
        if self._view is None:
            return None
        return arrange(self._view, float(self.width()), float(self.height()), PANEL)

    def minimumSizeHint(self) -> QSize:
        """Room for the smallest shape that may be, and a word beside it."""
        return QSize(320, tokens().verdict.min_shape + 16)

    def sizeHint(self) -> QSize:
        """The panel of the packing screen at 1366 x 768."""
        return QSize(494, BESIDE_BELOW + 127)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the verdict, or the frame that waits."""
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self._view is None:
            draw_waiting(painter, self._prompt, self._icon, box, self.devicePixelRatioF())
        else:
            draw_verdict(painter, self._view, box)


class ScanPrompt(QWidget):
    """A card that says what to scan now, apart from any verdict."""

    def __init__(
        self, prompt: str = "", icon: str = "barcode-frame", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumSize(320, 128)
        self._prompt, self._icon = prompt, icon
        self.setAccessibleName(prompt)

    @property
    def prompt(self) -> str:
        """What it asks for."""
        return self._prompt

    def set_prompt(self, prompt: str, icon: str = "barcode-frame") -> None:
        """Ask for something else."""
        if (prompt, icon) == (self._prompt, self._icon):
            return
        self._prompt, self._icon = prompt, icon
        self.setAccessibleName(prompt)
        self.update()

    def text_width(self) -> int:
        """Width the prompt takes on one line, logical px."""
        return text_width(self._prompt, lettering(Face.LEAD, bold=True))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint frame, icon and prompt."""
        draw_waiting(
            QPainter(self), self._prompt, self._icon, QRectF(self.rect()), self.devicePixelRatioF()
        )

"""The cards of the picking screen: the shelf sign, the product, the slot."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.active import colours, paint
from desktop.theme.icons import icon_pixmap
from desktop.theme.tokens import Face
from desktop.widgets.cards import PaintedCard
from desktop.widgets.frames import draw_box
from desktop.widgets.lettering import (
    CENTRE,
    RIGHT,
    Lettering,
    draw_text,
    lettering,
    metrics,
    set_text,
    text_width,
)
from desktop.widgets.shapes import draw_badge
from desktop.widgets.states import State
from desktop.widgets.thumbs import draw_thumb


class ShelfSign(PaintedCard):
    """The next shelf in the largest letters of the window, each part named below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._title = self._note = self._code = ""
        self._captions: tuple[str, ...] = ()
        self._state: State | None = None

    def set_shelf(
        self,
        title: str,
        code: str,
        captions: tuple[str, ...],
        note: str = "",
        state: State | None = None,
    ) -> None:
        """Show a shelf.

        Args:
            title: For example "Go to shelf".
            code: For example "A-01-02-03"; its parts are split at "-".
            captions: A word for each part: zone, aisle, bay, level, slot.
            note: At the right, for example "wave WAV-0318 · stop 4 of 19".
            state: Badge instead of the pin, for example GOOD once it was scanned.
        """
        self._title, self._code, self._note = title, code, note
        self._captions, self._state = captions, state
        self.changed(title, code, note)

    def wanted(self) -> QSize:
        """The card of the picking screen."""
        return QSize(848, 380)

    def minimumSizeHint(self) -> QSize:
        """Room for the head and a code of half the size."""
        return QSize(320, 220)

    def code_size(self) -> int:
        """Font size of the code at the present width, logical px."""
        return self._code_style(self.width() - 64.0).size

    def _code_style(self, width: float) -> Lettering:
        full = Lettering(Face.SHELF.size, Face.SHELF.line, bold=True)
        wide = _code_width(self._code, full)
        tall = max(64.0, self.height() - 150.0)
        size = int(min(full.size, full.size * width / max(wide, 1), tall))
        return Lettering(size, size, bold=True)

    def draw(self, painter: QPainter, box: QRectF) -> None:
        """Paint the head, then the code in what is left."""
        c = colours()
        inner = box.adjusted(32, 24, -32, -24)
        head = QRectF(inner.left(), inner.top(), inner.width(), 36)
        sign = QRectF(head.left(), head.top() + 2, 32, 32)
        if self._state is None:
            pixmap = icon_pixmap("pin", 32, c.text, self.devicePixelRatioF())
            painter.drawPixmap(sign.toRect(), pixmap)
        else:
            draw_badge(painter, self._state, sign)
        bold = lettering(Face.STATION_BODY, bold=True)
        room = head.adjusted(44, 0, 0, 0)
        title = draw_text(painter, self._title, bold, room, c.text)
        draw_text(
            painter,
            self._note,
            lettering(Face.STATION_BODY),
            QRectF(title.right() + 24, head.top(), head.right() - title.right() - 24, 36),
            c.text2,
            RIGHT,
        )
        self._draw_code(
            painter,
            QRectF(inner.left(), head.bottom(), inner.width(), inner.bottom() - head.bottom()),
        )

    def _draw_code(self, painter: QPainter, room: QRectF) -> None:
        c, style, small = colours(), self._code_style(room.width()), lettering(Face.REFERENCE)
        dash, gap = style.size * 0.26, style.size * 0.07
        left = room.left() + round((room.width() - _code_width(self._code, style)) / 2)
        top = room.top() + round((room.height() - style.line - small.line) / 2)
        captions = (*self._captions, *("" for _ in range(9)))
        for at, part in enumerate(self._code.split("-")):
            if at:
                # A dash of its own: quieter than the parts it divides.
                thick = max(3, round(style.size * 0.08))
                middle = top + style.line * 0.55
                painter.fillRect(
                    QRectF(round(left + gap), round(middle), round(dash), thick),
                    paint(c.border_strong),
                )
                left += dash + 2 * gap
            wide = text_width(part, style)
            draw_text(painter, part, style, QRectF(left, top, wide + 2, style.line), c.text)
            below = QRectF(left - dash / 2, top + style.line, wide + dash, small.line)
            draw_text(painter, captions[at], small, below, c.text2, CENTRE)
            left += wide


def _code_width(code: str, style: Lettering) -> int:
    parts = code.split("-")
    between = style.size * (0.26 + 2 * 0.07)
    return round(sum(text_width(part, style) for part in parts) + between * (len(parts) - 1))


class ProductCard(PaintedCard):
    """What to take from the shelf, and how many."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sku = self._name = self._detail = self._reference = self._quantity = ""

    def set_product(
        self, sku: str, name: str, detail: str = "", reference: str = "", quantity: str = ""
    ) -> None:
        """Show a product.

        Args:
            sku: Chooses the pictogram, together with the name.
            name: The product's name.
            detail: For example "lot B2401".
            reference: For example "6901234567892 · best before 2028-03".
            quantity: For example "× 3".
        """
        self._sku, self._name, self._detail = sku, name, detail
        self._reference, self._quantity = reference, quantity
        self.changed(name, detail, reference, quantity)

    def wanted(self) -> QSize:
        """The card of the picking screen."""
        return QSize(848, 164)

    def draw(self, painter: QPainter, box: QRectF) -> None:
        """Paint pictogram, words and quantity."""
        if not self._name:
            return
        c = colours()
        thumb = QRectF(box.left() + 32, box.center().y() - 56, 112, 112)
        if box.width() < 620:
            thumb = QRectF(box.left() + 16, box.center().y() - 40, 80, 80)
        draw_thumb(painter, self._sku, self._name, thumb, self.devicePixelRatioF())
        large = lettering(Face.SLOT, bold=True)
        if text_width(self._quantity, large) > box.width() * 0.25:
            large = lettering(Face.VERDICT_COUNT, bold=True)
        right = box.right() - (32 if box.width() >= 620 else 16)
        amount = text_width(self._quantity, large)
        draw_text(
            painter,
            self._quantity,
            large,
            QRectF(right - amount, box.top(), amount + 1, box.height()),
            c.text,
        )
        left = thumb.right() + (24 if box.width() >= 620 else 16)
        self._draw_words(
            painter, QRectF(left, box.top() + 8, right - amount - 24 - left, box.height() - 16)
        )

    def _draw_words(self, painter: QPainter, room: QRectF) -> None:
        c, width = colours(), int(room.width())
        name, most = lettering(Face.INSTRUCTION, bold=True), 1
        if set_text(self._name, name, width).elided:
            name, most = lettering(Face.STATION_BODY, bold=True), 2
        rows = [(self._name, name, c.text, most)]
        if self._detail:
            rows.append((self._detail, lettering(Face.STATION_BODY), c.text, 1))
        if self._reference:
            rows.append((self._reference, lettering(Face.REFERENCE), c.text2, 1))
        blocks = [set_text(text, style, width, lines) for text, style, _, lines in rows]
        top = room.top() + round((room.height() - sum(block.height for block in blocks)) / 2)
        for (text, style, ink, lines), block in zip(rows, blocks, strict=True):
            at = QRectF(room.left(), top, width, block.height)
            draw_text(painter, text, style, at, ink, most_lines=lines)
            top += block.height


class SlotCard(PaintedCard):
    """The slot of the cart to put it into, as large as can be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = self._detail = self._slot = ""

    def set_slot(self, caption: str, detail: str, slot: str) -> None:
        """Show a slot, for example ("Put into slot", "order …0042", "7")."""
        self._caption, self._detail, self._slot = caption, detail, slot
        self.changed(caption, detail, slot)

    def wanted(self) -> QSize:
        """The card of the picking screen."""
        return QSize(382, 130)

    def draw(self, painter: QPainter, box: QRectF) -> None:
        """Paint the words left, the slot right."""
        c, large = colours(), lettering(Face.SLOT, bold=True)
        inner = box.adjusted(24, 0, -24, 0)
        wide = text_width(self._slot, large)
        # Digits have no descender: centre what is seen, not the line.
        drop = round(
            (metrics(large).ascent() - metrics(large).descent() - metrics(large).capHeight()) / 2
        )
        draw_text(
            painter,
            self._slot,
            large,
            inner.adjusted(inner.width() - wide, -drop, 1, -drop),
            c.text,
        )
        small, body = lettering(Face.REFERENCE), lettering(Face.STATION_BODY)
        room = inner.width() - wide - 16
        top = box.center().y() - (small.line + body.line) / 2
        draw_text(
            painter, self._caption, small, QRectF(inner.left(), top, room, small.line), c.text2
        )
        draw_text(
            painter,
            self._detail,
            body,
            QRectF(inner.left(), top + small.line, room, body.line),
            c.text,
        )


class StepChips(QWidget):
    """The steps of one line in order: done ones ticked, the present one filled."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(48)
        self._steps: tuple[str, ...] = ()
        self._current = 0

    def set_steps(self, steps: tuple[str, ...], current: int) -> None:
        """Show the steps.

        Args:
            steps: Their names, for example ("Shelf", "Product", "Lot", "Quantity").
            current: Index of the present one; everything before it is done.
        """
        self._steps, self._current = steps, current
        self.setAccessibleName(steps[current] if current < len(steps) else "")
        self.update()

    def _lettering(self) -> tuple[Lettering, Lettering, int]:
        for face, pad in ((Face.STATION_BODY, 16), (Face.REFERENCE, 12), (Face.HINT, 8)):
            plain, bold = lettering(face), lettering(face, bold=True)
            wide = (
                sum(
                    text_width(f"{at} {step}", bold) + 2 * pad + 48
                    for at, step in enumerate(self._steps, 1)
                )
                - 48
            )
            if wide <= self.width():
                break
        return plain, bold, pad

    def paintEvent(self, event: object) -> None:
        """Paint the chips and the arrows between them."""
        painter = QPainter(self)
        plain, bold, pad = self._lettering()
        c, left = colours(), 0.0
        for at, step in enumerate(self._steps):
            if at:
                pixmap = icon_pixmap("chevron-right", 24, c.text2, self.devicePixelRatioF())
                painter.drawPixmap(int(left) + 12, 12, pixmap)
                left += 48
            here, done = at == self._current, at < self._current
            style = bold if here else plain
            sign = 28 if done else text_width(f"{at + 1} ", style)
            box = QRectF(left, 0, sign + text_width(step, style) + 2 * pad, 48)
            draw_box(
                painter, box, c.accent if here else c.surface, c.accent if here else c.border_strong
            )
            ink = c.on_accent if here else c.text
            if done:
                draw_badge(painter, State.GOOD, QRectF(left + pad, 13, 22, 22))
            else:
                draw_text(painter, f"{at + 1}", style, box.adjusted(pad, 0, 0, 0), ink)
            draw_text(painter, step, style, box.adjusted(pad + sign, 0, 0, 0), ink)
            left = box.right()

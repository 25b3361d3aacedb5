"""Parts of an order, painted: address boxes, lines, remarks, parcels."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop.office.painted import PaintedRows
from desktop.theme.active import colours
from desktop.theme.icons import icon_pixmap
from desktop.theme.tokens import Face
from desktop.widgets.badges import draw_tag, tag_width
from desktop.widgets.frames import draw_box, draw_rule
from desktop.widgets.lettering import (
    RIGHT,
    Block,
    draw_block,
    draw_text,
    lettering,
    set_text,
    text_width,
)
from desktop.widgets.shapes import draw_badge
from desktop.widgets.states import State
from desktop.widgets.thumbs import draw_thumb

_GAP = 8


@dataclass(frozen=True, slots=True)
class AddressBox:
    """A part of the address in finished words.

    Attributes:
        caption: Which part, and what is wrong with it.
        value: The part itself; a dash where it is missing.
        doubtful: Somebody must look at it.
    """

    caption: str
    value: str
    doubtful: bool = False


class AddressBoxes(PaintedRows):
    """Small framed boxes, each with its mark; the last one takes what is left of its row."""

    HEIGHT = 48
    _PAD = 10
    _BADGE = 14

    def __init__(self) -> None:
        super().__init__()
        self._boxes: tuple[AddressBox, ...] = ()

    @property
    def boxes(self) -> tuple[AddressBox, ...]:
        """What is shown."""
        return self._boxes

    def set_boxes(self, boxes: tuple[AddressBox, ...]) -> None:
        """Show these parts."""
        if boxes != self._boxes:
            self._boxes = boxes
            self.changed(*(f"{box.caption} {box.value}" for box in boxes))

    def _natural(self, box: AddressBox) -> int:
        caption = text_width(box.caption, lettering(Face.CAPTION)) + self._BADGE + 5
        return max(caption, text_width(box.value, lettering(Face.BODY))) + 2 * self._PAD

    def _places(self, width: int) -> list[QRectF]:
        places: list[QRectF] = []
        left = top = 0
        for box in self._boxes:
            wide = min(self._natural(box), width)
            if left and left + wide > width:
                left, top = 0, top + self.HEIGHT + _GAP
            places.append(QRectF(left, top, wide, self.HEIGHT))
            left += wide + _GAP
        if places:
            last = places[-1]
            last.setRight(width)
            lines = self._value(self._boxes[-1], last.width()).lines
            last.setHeight(self.HEIGHT + max(0, len(lines) - 1) * Face.BODY.line)
        return places

    def _value(self, box: AddressBox, width: float) -> Block:
        return set_text(box.value, lettering(Face.BODY), int(width) - 2 * self._PAD, 3)

    def heightForWidth(self, width: int) -> int:
        """As many rows as the boxes take."""
        places = self._places(max(1, width))
        return int(places[-1].bottom()) if places else 0

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        """Paint frames, marks and words."""
        c = colours()
        for box, at in zip(self._boxes, self._places(self.width()), strict=True):
            doubt = box.doubtful
            draw_box(
                painter,
                at,
                c.attention_tint if doubt else c.surface,
                c.attention if doubt else c.border,
            )
            inner = at.adjusted(self._PAD, 5, -self._PAD, -5)
            state = State.ATTENTION if doubt else State.GOOD
            size = self._BADGE
            draw_badge(painter, state, QRectF(inner.left(), inner.top() + 1, size, size))
            caption = QRectF(inner.left() + size + 5, inner.top(), inner.width() - size - 5, 17)
            draw_text(
                painter,
                box.caption,
                lettering(Face.CAPTION),
                caption,
                c.attention_text if doubt else c.text2,
            )
            value = QRectF(inner.left(), inner.top() + 18, inner.width(), inner.height() - 18)
            style = lettering(Face.BODY)
            draw_text(painter, box.value, style, value, c.text, most_lines=3)


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of the order in finished words."""

    sku: str
    name: str
    wording: str
    quantity: str
    stock: str
    stock_state: State
    price: str
    is_part: bool = False
    """It belongs to the bundle above it."""


class OrderLines(PaintedRows):
    """Picture, name and number, quantity, stock, price; a hairline between the lines."""

    ROW = 46
    _THUMB = 32
    _PRICE = 92
    _NARROW = 440
    _PART = 24

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[LineRow, ...] = ()

    @property
    def rows(self) -> tuple[LineRow, ...]:
        """What is shown."""
        return self._rows

    def set_rows(self, rows: tuple[LineRow, ...]) -> None:
        """Show these lines."""
        if rows != self._rows:
            self._rows = rows
            words = (f"{r.name} {r.sku} {r.wording} {r.quantity} {r.stock} {r.price}" for r in rows)
            self.changed(*words)

    def _height(self, row: LineRow) -> int:
        return self.ROW + (24 if row.wording else 0)

    def heightForWidth(self, width: int) -> int:
        """The rows, one below the other."""
        return sum(self._height(row) for row in self._rows) + 1

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        """Paint the lines that can be seen."""
        tags = max((tag_width(row.stock, row.stock_state) for row in self._rows), default=0)
        top = 0.0
        for row in self._rows:
            height = self._height(row)
            if top <= exposed.bottom() and top + height >= exposed.top():
                self._draw_row(painter, row, QRectF(0, top, self.width(), height), tags)
            top += height
        draw_rule(painter, 0, self.width(), top, colours().border)

    def _draw_row(self, painter: QPainter, row: LineRow, box: QRectF, tags: int) -> None:
        c = colours()
        draw_rule(painter, box.left(), box.right(), box.top(), c.border)
        first = QRectF(box.left(), box.top() + 1, box.width(), self.ROW - 1)
        inset = self._PART if row.is_part else 0
        thumb = QRectF(inset, first.top() + 7, self._THUMB, self._THUMB)
        draw_thumb(painter, row.sku, row.name, thumb, self.devicePixelRatioF())
        left = inset + self._THUMB + 12
        if self.width() < self._NARROW:
            self._draw_narrow(painter, row, first.adjusted(left, 0, 0, 0))
        else:
            self._draw_wide(painter, row, first.adjusted(left, 0, 0, 0), tags)
        if row.wording:
            wide = min(first.width() - left, tag_width(row.wording, State.ATTENTION))
            draw_tag(
                painter, row.wording, State.ATTENTION, QRectF(left, first.bottom() - 2, wide, 22)
            )

    def _draw_wide(self, painter: QPainter, row: LineRow, box: QRectF, tags: int) -> None:
        c, body = colours(), lettering(Face.BODY)
        price = QRectF(box.right() - self._PRICE, box.top(), self._PRICE, box.height())
        draw_text(painter, row.price, body, price, c.text, RIGHT)
        tag = QRectF(price.left() - tags - 4, box.top(), tags, box.height())
        if row.stock:
            draw_tag(painter, row.stock, row.stock_state, tag)
        count = text_width(row.quantity, body)
        count_at = QRectF(tag.left() - 12 - count, box.top(), count, box.height())
        draw_text(painter, row.quantity, body, count_at, c.text, RIGHT)
        room = QRectF(box.left(), box.top() + 4, count_at.left() - 12 - box.left(), 20)
        draw_text(painter, row.name, body, room, c.text)
        below = QRectF(box.left(), box.top() + 23, room.width(), 17)
        draw_text(painter, row.sku, lettering(Face.CAPTION), below, c.text2)

    def _draw_narrow(self, painter: QPainter, row: LineRow, box: QRectF) -> None:
        """The stock goes under the price, so that the name keeps its room."""
        c, body = colours(), lettering(Face.BODY)
        wide = text_width(row.price, body)
        room = QRectF(box.left(), box.top() + 2, box.width() - wide - 12, 20)
        draw_text(
            painter,
            row.price,
            body,
            QRectF(box.right() - wide, room.top(), wide, 20),
            c.text,
            RIGHT,
        )
        draw_text(painter, row.name, body, room, c.text)
        tag = tag_width(row.stock, row.stock_state) if row.stock else 0
        lower = QRectF(box.left(), box.top() + 23, box.width() - tag - 12, 20)
        draw_text(painter, f"{row.quantity} · {row.sku}", lettering(Face.TABLE), lower, c.text2)
        if row.stock:
            draw_tag(
                painter,
                row.stock,
                row.stock_state,
                QRectF(box.right() - tag, lower.top() - 1, tag, 22),
            )


@dataclass(frozen=True, slots=True)
class RemarkBox:
    """A remark in finished words; the customer's own stand out."""

    caption: str
    body: str
    strong: bool


class RemarkBoxes(PaintedRows):
    """Remarks two and two."""

    _PAD = 12
    _MOST_LINES = 4

    def __init__(self) -> None:
        super().__init__()
        self._boxes: tuple[RemarkBox, ...] = ()

    @property
    def boxes(self) -> tuple[RemarkBox, ...]:
        """What is shown."""
        return self._boxes

    def set_boxes(self, boxes: tuple[RemarkBox, ...]) -> None:
        """Show these remarks."""
        if boxes != self._boxes:
            self._boxes = boxes
            self.changed(*(f"{box.caption} {box.body}" for box in boxes))

    def _places(self, width: int) -> list[QRectF]:
        across = 2 if len(self._boxes) > 1 and width >= 400 else 1
        wide = (width - _GAP * (across - 1)) // across
        places: list[QRectF] = []
        top = 0.0
        for start in range(0, len(self._boxes), across):
            row = self._boxes[start : start + across]
            blocks = (
                set_text(
                    box.body,
                    lettering(Face.BODY, bold=box.strong),
                    wide - 2 * self._PAD,
                    self._MOST_LINES,
                )
                for box in row
            )
            height = 36 + max(max(1, len(block.lines)) for block in blocks) * Face.BODY.line
            for at in range(len(row)):
                places.append(QRectF(at * (wide + _GAP), top, wide, height))
            top += height + _GAP
        return places

    def heightForWidth(self, width: int) -> int:
        """As many rows as the remarks take."""
        places = self._places(max(1, width))
        return int(places[-1].bottom()) if places else 0

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        """Paint the boxes."""
        c = colours()
        for box, at in zip(self._boxes, self._places(self.width()), strict=True):
            draw_box(
                painter,
                at,
                c.attention_tint if box.strong else c.surface,
                c.attention if box.strong else c.border,
            )
            inner = at.adjusted(self._PAD, 7, -self._PAD, -7)
            caption = QRectF(inner.left(), inner.top(), inner.width(), 17)
            draw_text(
                painter,
                box.caption,
                lettering(Face.CAPTION),
                caption,
                c.attention_text if box.strong else c.text2,
            )
            style = lettering(Face.BODY, bold=box.strong)
            block = set_text(box.body, style, int(inner.width()), self._MOST_LINES)
            draw_block(painter, block, style, inner.adjusted(0, 20, 0, 0), c.text)


@dataclass(frozen=True, slots=True)
class ParcelRow:
    """A parcel in finished words.

    Attributes:
        number: Its waybill number; a dash before there is one.
        name: Its box and carrier.
    """

    number: str
    name: str
    status: str
    state: State


class ParcelRows(PaintedRows):
    """A row for each parcel: number, box and carrier, status."""

    ROW = 46

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[ParcelRow, ...] = ()

    @property
    def rows(self) -> tuple[ParcelRow, ...]:
        """What is shown."""
        return self._rows

    def set_rows(self, rows: tuple[ParcelRow, ...]) -> None:
        """Show these parcels."""
        if rows != self._rows:
            self._rows = rows
            self.changed(*(f"{row.name} {row.number} {row.status}" for row in rows))

    def heightForWidth(self, width: int) -> int:
        """The rows, one below the other."""
        return self.ROW * len(self._rows) + 1

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        """Paint the rows."""
        c = colours()
        pixmap = icon_pixmap("box", 18, c.text2, self.devicePixelRatioF())
        for at, row in enumerate(self._rows):
            box = QRectF(0, at * self.ROW, self.width(), self.ROW)
            draw_rule(painter, 0, box.right(), box.top(), c.border)
            painter.drawPixmap(7, int(box.center().y()) - 9, pixmap)
            tag = tag_width(row.status, row.state)
            room = QRectF(44, box.top() + 4, box.right() - tag - 12 - 44, 20)
            draw_text(painter, row.number, lettering(Face.BODY), room, c.text)
            below = QRectF(room.left(), box.top() + 24, room.width(), 17)
            draw_text(painter, row.name, lettering(Face.CAPTION), below, c.text2)
            draw_tag(
                painter,
                row.status,
                row.state,
                QRectF(box.right() - tag, box.top(), tag, box.height()),
            )
        draw_rule(painter, 0, self.width(), len(self._rows) * self.ROW, c.border)

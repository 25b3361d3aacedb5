"""Text on the token grid: fixed line heights, wrapping, then an ellipsis.

Qt's own labels take the font's line height, which is generous in fonts that hold Chinese and
differs from system to system. Here a line is as high as the tokens say.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QTextLayout, QTextOption

from desktop.theme.active import paint
from desktop.theme.fonts import font
from desktop.theme.tokens import Face

LEFT = Qt.AlignmentFlag.AlignLeft
CENTRE = Qt.AlignmentFlag.AlignHCenter
RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class Lettering:
    """A face in one weight.

    Attributes:
        size: Font size in logical px.
        line: Height of one line in logical px.
        bold: 700 instead of 400.
    """

    size: int
    line: int
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A text broken into lines for one width.

    Attributes:
        lines: What each line shows.
        elided: Whether something is left out at the end.
        width: Of the widest line, logical px.
        height: Of all lines, logical px.
    """

    lines: tuple[str, ...]
    elided: bool
    width: int
    height: int


@lru_cache(maxsize=128)
def lettering(face: Face, bold: bool = False) -> Lettering:
    """The lettering of a face of the type scale."""
    return Lettering(face.size, face.line, bold)


@lru_cache(maxsize=128)
def metrics(style: Lettering) -> QFontMetricsF:
    """The metrics of a lettering."""
    return QFontMetricsF(font(style.size, style.bold))


def _narrow_dots(text: str) -> str:
    # WORKAROUND(the bundled font's middle dot is as wide as a Chinese character): a narrow
    # one where it stands between spaces and divides words.
    return text.replace(" · ", " \u2219 ")


@lru_cache(maxsize=2048)
def text_width(text: str, style: Lettering) -> int:
    """How wide a text is on one line, logical px, rounded up."""
    return ceil(metrics(style).horizontalAdvance(_narrow_dots(text)))


@lru_cache(maxsize=2048)
def set_text(text: str, style: Lettering, width: int, most_lines: int = 1) -> Block:
    """The text broken into at most so many lines; the last one ends in "…" if need be.

    Args:
        text: One paragraph; line feeds start a new line.
        style: What it is set in.
        width: Logical px there are.
        most_lines: 1 or more.
    """
    if not text:
        return Block((), False, 0, 0)
    text = _narrow_dots(text)
    if "\n" not in text and text_width(text, style) <= width:
        return Block((text,), False, text_width(text, style), style.line)
    lines = _broken(text, style, width) if most_lines > 1 else [text]
    elided = len(lines) > most_lines or most_lines == 1
    if elided:
        rest = "".join(lines[most_lines - 1 :]).replace("\u2028", " ")
        kept = metrics(style).elidedText(rest, Qt.TextElideMode.ElideRight, width)
        lines = [*lines[: most_lines - 1], kept]
    shown = tuple(line.rstrip("\u2028 ") for line in lines)
    return Block(
        shown, elided, max(text_width(line, style) for line in shown), style.line * len(shown)
    )


def _broken(text: str, style: Lettering, width: int) -> list[str]:
    layout = QTextLayout(text.replace("\n", "\u2028"), font(style.size, style.bold))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        # Qt counts in UTF-16; characters beyond U+FFFF count two.
        start, length = line.textStart() * 2, line.textLength() * 2
        lines.append(layout.text().encode("utf-16-le")[start : start + length].decode("utf-16-le"))
    layout.endLayout()
    return lines


def draw_block(
    painter: QPainter,
    block: Block,
    style: Lettering,
    at: QRectF,
    colour: str,
    align: Qt.AlignmentFlag = LEFT,
) -> QRectF:
    """Draw a broken text from the top of `at`; gives what it covers."""
    measure = metrics(style)
    painter.setFont(font(style.size, style.bold))
    painter.setPen(paint(colour))
    baseline = at.top() + (style.line + measure.ascent() - measure.descent()) / 2
    for line in block.lines:
        painter.drawText(QPointF(_left(line, style, at, align), round(baseline)), line)
        baseline += style.line
    return QRectF(_left_edge(block.width, at, align), at.top(), block.width, block.height)


def draw_text(
    painter: QPainter,
    text: str,
    style: Lettering,
    at: QRectF,
    colour: str,
    align: Qt.AlignmentFlag = LEFT,
    most_lines: int = 1,
) -> QRectF:
    """Break and draw a text, centred between top and bottom of `at`; gives what it covers."""
    block = set_text(text, style, int(at.width()), most_lines)
    top = at.top() + round((at.height() - block.height) / 2)
    return draw_block(
        painter, block, style, QRectF(at.left(), top, at.width(), block.height), colour, align
    )


def _left(line: str, style: Lettering, at: QRectF, align: Qt.AlignmentFlag) -> float:
    return _left_edge(text_width(line, style), at, align)


def _left_edge(width: int, at: QRectF, align: Qt.AlignmentFlag) -> float:
    if align == RIGHT:
        return at.right() - width
    if align == CENTRE:
        return at.left() + round((at.width() - width) / 2)
    return at.left()

"""Text into its place: shrink, then wrap, then refuse.

A label never loses a part of an address without saying so: what does not fit at the smallest
legible size is refused, and only what may be cut (the goods summary) is cut, visibly.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from printing.problems import CannotPrint, PrintProblem

Measure = Callable[[str, float], float]
"""Gives the width in mm of a text at a size in points."""

SMALLEST_PT = 6.5
"""A Chinese character of 18 dots at 203 dpi: the smallest that thermal paper shows legibly."""
STEP_PT = 0.5
ELLIPSIS = "…"

_NOT_FIRST = frozenset("×，。、；：！？）》」』】〕％…,.;:!?)]}%")
_NOT_LAST = frozenset("（《「『【〔([{")
_PIECE = re.compile(r"[!-~\u00a1-\u024f]+ ?|. ?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Lines at one size.

    Attributes:
        lines: The text, line by line.
        size_pt: Type size.
        leading_mm: From one baseline to the next.
    """

    lines: tuple[str, ...]
    size_pt: float
    leading_mm: float

    @property
    def height_mm(self) -> float:
        """Height of all lines."""
        return em_mm(self.size_pt) + (len(self.lines) - 1) * self.leading_mm


def em_mm(size_pt: float) -> float:
    """A type size in millimetres.

    Examples:
        >>> em_mm(72)
        25.4
    """
    return size_pt / 72 * 25.4


def leading_mm(size_pt: float) -> float:
    """From one baseline to the next: airy where there is room, tight in small print."""
    return em_mm(size_pt) * (1.34 if size_pt >= 9 else 1.22)


def wrap(
    text: str, width: float, size_pt: float, measure: Measure, indent: float = 0.0
) -> tuple[str, ...]:
    """The text in lines no wider than `width` mm: Chinese breaks anywhere, words stay whole.

    No line begins with closing or ends with opening punctuation where that can be helped; a
    word wider than a line is broken. The first line is shorter by `indent` mm.
    """
    if measure(text, size_pt) <= width - indent:
        return (text.rstrip(),) if text.strip() else ()
    lines: list[str] = []
    line = ""
    for piece in _pieces(text, width - indent, size_pt, measure):
        room = width if lines else width - indent
        if line and measure((line + piece).rstrip(), size_pt) > room:
            full, line = _break(line, piece)
            lines.append(full.rstrip())
        line += piece
    if line.strip():
        lines.append(line.rstrip())
    return tuple(lines)


def _break(line: str, piece: str) -> tuple[str, str]:
    """Where to end a full line, so that punctuation keeps its neighbour."""
    keep = len(line)
    if piece[0] in _NOT_FIRST:
        keep -= 1
    while keep > 1 and line[keep - 1] in _NOT_LAST:
        keep -= 1
    # A line of punctuation alone has no better place to break.
    if keep < 1 or (keep < len(line) and line[keep - 1].isascii() and line[keep].isascii()):
        keep = len(line)
    return line[:keep], line[keep:]


def _pieces(text: str, width: float, size_pt: float, measure: Measure) -> list[str]:
    pieces: list[str] = []
    for piece in _PIECE.findall(text):
        while len(piece) > 1 and measure(piece.rstrip(), size_pt) > width:
            fits = 1
            while measure(piece[: fits + 1], size_pt) <= width:
                fits += 1
            pieces.append(piece[:fits])
            piece = piece[fits:]
        pieces.append(piece)
    return pieces


def fit_line(
    text: str,
    width: float,
    measure: Measure,
    largest: float,
    smallest: float = SMALLEST_PT,
    *,
    field: str,
) -> float:
    """The largest size in points at which a text fits on one line.

    Args:
        text: What is to be written.
        width: Room in mm.
        measure: Gives widths.
        largest: Size in points to begin with.
        smallest: Size in points that is still legible.
        field: Name of the field, for the refusal.

    Raises:
        CannotPrint: `text_too_long`, with the field's name; the text itself may be personal.
    """
    needed = measure(text, largest)
    if needed <= width:
        return largest
    size = int(largest * width / needed / STEP_PT) * STEP_PT
    if size < smallest:
        raise CannotPrint(PrintProblem.TEXT_TOO_LONG, field=field)
    return size


def fit_block(
    text: str,
    width: float,
    height: float,
    measure: Measure,
    largest: float,
    smallest: float = SMALLEST_PT,
    *,
    field: str,
    tidy: bool = False,
) -> TextBlock:
    """The text in a box, at the largest size at which its lines fit.

    With `tidy`, an address is not left with a few characters on its last line.

    Raises:
        CannotPrint: `text_too_long`, with the field's name.
    """
    size = largest
    while size >= smallest:
        leading = leading_mm(size)
        room = int((height - em_mm(size)) / leading + 1 + 1e-9)
        # Reject sizes that cannot fit before wrapping word by word.
        if room and measure(text, size) <= room * width:
            lines = wrap(text, width, size, measure)
            if len(lines) <= room:
                if tidy:
                    lines = _without_widow(lines, width, size, measure)
                return TextBlock(lines, size, leading)
        size -= STEP_PT
    raise CannotPrint(PrintProblem.TEXT_TOO_LONG, field=field)


_DIVISION_END = re.compile(r"[省市区區县縣旗镇鎮乡鄉村路街道巷号號，,](?![道号號])")
_WIDOW = 0.4


def _without_widow(
    lines: tuple[str, ...], width: float, size_pt: float, measure: Measure
) -> tuple[str, ...]:
    """The same lines, the last two broken behind a part of an address when the last is short."""
    if len(lines) < 2 or measure(lines[-1], size_pt) > _WIDOW * width:
        return lines
    first, last = lines[-2:]
    between = " " if first[-1].isascii() or last[0].isascii() else ""
    for end in reversed([match.end() for match in _DIVISION_END.finditer(first)]):
        if len(first) // 3 < end < len(first):
            moved = first[end:].lstrip() + between + last
            if measure(moved, size_pt) <= width:
                return (*lines[:-2], first[:end], moved)
    return lines


def cut(text: str, width: float, size_pt: float, measure: Measure) -> str:
    """The text on one line, its end replaced by an ellipsis where it is too wide.

    Only for what may be cut without harm; never for names, numbers or addresses.
    """
    if measure(text, size_pt) <= width:
        return text
    while text and measure(text + ELLIPSIS, size_pt) > width:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS

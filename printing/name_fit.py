"""A product's name in three lines: smaller where it is long, cut where it is longer still.

The name helps the eye; the code beside it decides. So its end may go, visibly, rather than the
whole sheet be refused.
"""

from __future__ import annotations

from printing.fonts import Weight, printable, width_mm
from printing.text_fit import ELLIPSIS, TextBlock, cut, leading_mm, wrap

_SIZES_PT = (11.0, 9.5, 8.5)
_MOST_LINES = 3


def fit_name(name: str, width: float) -> TextBlock:
    """The name in bold lines no wider than `width` mm.

    Examples:
        >>> fit_name("Mug", 60).lines
        ('Mug',)
        >>> fit_name("Mug " * 90, 60).lines[-1][-1]
        '…'
    """
    text = printable(name)
    for size in _SIZES_PT:
        if size != _SIZES_PT[-1] and _bold(text, size) > _MOST_LINES * width:
            continue
        lines = wrap(text, width, size, _bold)
        if len(lines) <= _MOST_LINES:
            return TextBlock(lines, size, leading_mm(size))
    size = _SIZES_PT[-1]
    last = cut(lines[_MOST_LINES - 1] + ELLIPSIS, width, size, _bold)
    return TextBlock((*lines[: _MOST_LINES - 1], last), size, leading_mm(size))


def _bold(text: str, size_pt: float) -> float:
    return width_mm(text, size_pt, Weight.BOLD)

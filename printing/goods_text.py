"""The goods summary: as much as fits, and it says when there is more."""

from __future__ import annotations

from collections.abc import Sequence

from printing.documents import GoodsLine
from printing.fonts import printable, width_mm
from printing.text_fit import ELLIPSIS, wrap

_BETWEEN = "；"


def goods_lines(
    goods: Sequence[GoodsLine],
    width: float,
    size_pt: float,
    most: int,
    indent: float,
    more_kinds: str,
) -> tuple[str, ...]:
    """The products in at most so many lines.

    Args:
        goods: Products, most important first.
        width: Room in mm.
        size_pt: Type size.
        most: How many lines there is room for, at least 1.
        indent: The first line is shorter by so many mm.
        more_kinds: Words for "n kinds in all", with `{n}`; ends a summary that was cut.
    """
    items = [f"{printable(line.name)}×{line.quantity}" for line in goods]
    end = more_kinds.format(n=len(items)) if len(items) > 1 else ""
    for count in range(_how_many_at_most(items, width * most, size_pt), 0, -1):
        whole = count == len(items)
        summary = _BETWEEN.join(items[:count]) + ("" if whole else ELLIPSIS + end)
        lines = wrap(summary, width, size_pt, width_mm, indent)
        if len(lines) <= most:
            return lines
    if not items:
        return ()
    return _cut_first(items[0], end, width, size_pt, most, indent)


def _how_many_at_most(items: Sequence[str], room: float, size_pt: float) -> int:
    """How many items could fit if no line lost any room: where to begin trying."""
    used = 0.0
    for count, item in enumerate(items):
        used += width_mm(item, size_pt)
        if used > room:
            return count
    return len(items)


def _cut_first(
    item: str, end: str, width: float, size_pt: float, most: int, indent: float
) -> tuple[str, ...]:
    """One name too long for all lines: its end gives way, its quantity stays."""
    name, times, quantity = item.rpartition("×")
    while name:
        lines = wrap(
            f"{name}{ELLIPSIS}{times}{quantity}{end and ' '}{end}",
            width,
            size_pt,
            width_mm,
            indent,
        )
        if len(lines) <= most:
            return lines
        name = name[: -max(1, len(name) // 20)]
    return (f"{times}{quantity}",)

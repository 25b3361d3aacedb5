"""Paper sizes, and lengths in whole printer dots.

A bar is sharp only when its edges fall on dots, so every code is laid out in dots of the
printer's nominal resolution and only then turned into points.

References:
    FIELD "Labels and waybills" (sizes, Code 128 geometry); ISO/IEC 15417 (quiet zone 10 X).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

MM_PER_INCH = 25.4
POINTS_PER_INCH = 72.0
MIN_MODULE_MM = 0.249
"""The narrowest module a hand scanner reads from a thermal label: 2 dots at 203 dpi, 3 at 300."""
WIDEST_MODULE_MM = 0.5
"""A wider one gains nothing and is too long for a scanner held close."""
QUIET_MM = 6.35
"""Least quiet zone of a Code 128; ten modules where those are wider."""
PAPER_TOLERANCE_MM = 1.0


@dataclass(frozen=True, slots=True)
class Media:
    """A sheet or label.

    Attributes:
        name: Stable name, stored in print jobs and settings.
        width_mm: Width of the page.
        height_mm: Height of the page; of endless paper the longest one.
        tear_mm: Distance of the perforation from the top, or None.
        endless: Whether a page is only as long as what stands on it.
    """

    name: str
    width_mm: float
    height_mm: float
    tear_mm: float | None = None
    endless: bool = False

    @property
    def width_pt(self) -> float:
        """Width in PDF points."""
        return self.width_mm / MM_PER_INCH * POINTS_PER_INCH

    @property
    def height_pt(self) -> float:
        """Height in PDF points."""
        return self.height_mm / MM_PER_INCH * POINTS_PER_INCH

    def matches(self, width_mm: float, height_mm: float) -> bool:
        """Whether a page of this size may be printed on it: within one millimetre each way.

        Examples:
            >>> LABEL_100_150.matches(100.4, 149.2), LABEL_100_150.matches(100, 180)
            (True, False)
            >>> ROLL_80.matches(80, 312), ROLL_80.matches(80, 1500)
            (True, False)
        """
        if abs(self.width_mm - width_mm) > PAPER_TOLERANCE_MM:
            return False
        if self.endless:
            return height_mm <= self.height_mm + PAPER_TOLERANCE_MM
        return abs(self.height_mm - height_mm) <= PAPER_TOLERANCE_MM


LABEL_76_130 = Media("76x130", 76, 130, 80)
LABEL_100_110 = Media("100x110", 100, 110)
LABEL_100_150 = Media("100x150", 100, 150, 90)
LABEL_100_177 = Media("100x177", 100, 177, 107)
LABEL_100_180 = Media("100x180", 100, 180, 110)
LABEL_100_203 = Media("100x203", 100, 203, 128)
LABEL_100_210 = Media("100x210", 100, 210, 132)
ROLL_80 = Media("80mm", 80, 1000, endless=True)
"""A receipt roll. Drivers take longer pages, but nobody walks with more than a metre of paper."""
A5 = Media("A5", 148, 210)
A4 = Media("A4", 210, 297)

MEDIA: Mapping[str, Media] = MappingProxyType(
    {
        media.name: media
        for media in (
            LABEL_76_130,
            LABEL_100_110,
            LABEL_100_150,
            LABEL_100_177,
            LABEL_100_180,
            LABEL_100_203,
            LABEL_100_210,
            ROLL_80,
            A5,
            A4,
        )
    }
)
"""Every paper by its name."""

STICKERS: Mapping[str, Media] = MappingProxyType(
    {
        media.name: media
        for media in (Media("70x50", 70, 50), Media("80x50", 80, 50), Media("100x50", 100, 50))
    }
)
"""Stickers on a roll, one a page, for shelves and totes."""

DPIS = (203, 300)
"""Nominal resolutions of the printers in use. What a driver calls 203 dpi is a raster of 203
columns an inch, one column a dot, even where the head has 8 dots a millimetre."""


def dots_of(length_mm: float, dpi: int) -> int:
    """A length in whole dots, rounded to the nearest.

    Examples:
        >>> dots_of(100, 203), dots_of(25.4, 300)
        (799, 300)
    """
    return round(length_mm * dpi / MM_PER_INCH)


def mm_of(dots: float, dpi: int) -> float:
    """Dots as millimetres.

    Examples:
        >>> mm_of(203, 203)
        25.4
    """
    return dots * MM_PER_INCH / dpi


def least_module(dpi: int) -> int:
    """The fewest dots a bar's module may have.

    Examples:
        >>> least_module(203), least_module(300), least_module(600)
        (2, 3, 6)
    """
    return math.ceil(MIN_MODULE_MM * dpi / MM_PER_INCH)


def quiet_dots(module: int, dpi: int) -> int:
    """Dots of white on each side of a Code 128: ten modules, and at least 6.35 mm.

    Examples:
        >>> quiet_dots(3, 203), quiet_dots(6, 203)
        (51, 60)
    """
    return max(10 * module, math.ceil(QUIET_MM * dpi / MM_PER_INCH))


def widest_module(
    modules: int, width_mm: float, dpi: int, quiet: bool = True, most: int | None = None
) -> int | None:
    """The widest whole-dot module with which a code fits a width, or None where none fits.

    Args:
        modules: Modules of the code without its quiet zones.
        width_mm: Room from edge to edge.
        dpi: The printer's nominal resolution.
        quiet: Whether the quiet zones must fit into the width as well.
        most: A module wider than this is not wanted, or None.

    References:
        FIELD "Labels and waybills": never below 2 dots at 203 dpi, 3 at 300.

    Examples:
        >>> widest_module(145, 100, 203), widest_module(145, 76, 203), widest_module(145, 30, 203)
        (4, 3, None)
    """
    room = math.floor(width_mm * dpi / MM_PER_INCH + 1e-9)
    module = room // modules if modules else 0
    if most is not None:
        module = min(module, most)
    while module >= least_module(dpi):
        white = 2 * quiet_dots(module, dpi) if quiet else 0
        if modules * module + white <= room:
            return module
        module -= 1
    return None

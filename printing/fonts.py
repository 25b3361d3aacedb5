"""The label font: what it can write, how wide a text is, and its registration with ReportLab.

One family in two weights, embedded as a subset into every PDF. ReportLab draws nothing for a
character it has no glyph for and says nothing, so every text is asked about first.

Thread: everything here may be called from any thread; `SUBSETTING` is held while a PDF is
closed, because ReportLab reads glyphs through one file position for each font.
"""

from __future__ import annotations

import threading
import unicodedata
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "fonts"
SUBSETTING = threading.Lock()
_REGISTERING = threading.Lock()

ASCENT = 0.88
"""Height of a Chinese character above the baseline, in ems."""
CAP_HEIGHT = 0.733
"""Height of a figure or capital above the baseline, in ems."""


class Weight(StrEnum):
    """The two cuts; the value is the name ReportLab knows them by."""

    REGULAR = "PackbenchSans"
    BOLD = "PackbenchSans-Bold"


_FILES = {
    Weight.REGULAR: "NotoSansSC_400Regular.ttf",
    Weight.BOLD: "NotoSansSC_700Bold.ttf",
}


def font(weight: Weight) -> Any:
    """The registered ReportLab font of a weight; the first call loads the file (some 40 ms)."""
    with _REGISTERING:
        return _load(weight)


@cache
def _load(weight: Weight) -> Any:
    from reportlab.pdfbase.pdfmetrics import registerFont

    from printing.font_embedding import EmbeddedFont

    loaded = EmbeddedFont(weight.value, str(FOLDER / _FILES[weight]), asciiReadable=False)
    registerFont(loaded)
    return loaded


@cache
def _widths(weight: Weight) -> tuple[dict[int, float], float]:
    """Widths in thousandths of an em by character, and that of a character without its own."""
    face = font(weight).face
    return face.charWidths, face.defaultWidth


@lru_cache(maxsize=4096)
def printable(text: str) -> str:
    """The text as it can be drawn: composed (NFC), on one line, without invisible characters.

    Variation selectors, zero-width and control characters have no ink; runs of white space
    become one space.

    Examples:
        >>> printable("马克杯\\u200b  蓝\\t350ml\\n")
        '马克杯 蓝 350ml'
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip(" ")
    composed = unicodedata.normalize("NFC", text)
    inked = (
        " " if char.isspace() else char
        for char in composed
        if char.isspace() or not (unicodedata.category(char) in ("Cc", "Cf") or _selects(char))
    )
    return " ".join("".join(inked).split())


def _selects(char: str) -> bool:
    return 0xFE00 <= ord(char) <= 0xFE0F or 0xE0100 <= ord(char) <= 0xE01EF


@lru_cache(maxsize=4096)
def missing_glyphs(text: str) -> str:
    """The characters of a text the label font cannot draw, each once, in order.

    Examples:
        >>> missing_glyphs("陈文静 Mug"), missing_glyphs("生日快乐🎂🎂")
        ('', '🎂')
    """
    glyphs = font(Weight.REGULAR).face.charToGlyph
    return "".join(dict.fromkeys(char for char in printable(text) if ord(char) not in glyphs))


def width_mm(text: str, size_pt: float, weight: Weight = Weight.REGULAR) -> float:
    """How wide a text is at a type size.

    Examples:
        >>> round(width_mm("收", 72), 1)
        25.4
    """
    return _thousandths(text, weight) * size_pt / 72 * 25.4 / 1000


@lru_cache(maxsize=8192)
def _thousandths(text: str, weight: Weight) -> float:
    widths, default = _widths(weight)
    return sum(widths.get(ord(char), default) for char in text)

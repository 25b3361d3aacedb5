"""Letters: the system's own where it has good ones, and ours that carry everything."""

from __future__ import annotations

import sys
from functools import cache, lru_cache

from PySide6.QtGui import QFont, QFontDatabase

from desktop.theme.places import resource_path

BUNDLED = "Noto Sans SC"
_FILES = ("NotoSansSC_400Regular.ttf", "NotoSansSC_700Bold.ttf")
_SYSTEM = {
    "win32": ("Segoe UI", "Microsoft YaHei UI", "Microsoft JhengHei UI"),
    "darwin": (".AppleSystemUIFont", "PingFang SC"),
}


class FontMissing(Exception):
    """A bundled font could not be loaded; the installation is damaged."""


@cache
def load_fonts() -> tuple[str, ...]:
    """Register the bundled fonts once; gives the families in the order of use.

    On Windows and macOS the system's letters come first. Elsewhere "the system font" may be
    anything, or nothing at all on a bare station, so there the bundled font comes first.

    Raises:
        FontMissing: A font file is not there or is not a font.
    """
    for name in _FILES:
        path = resource_path("fonts", name)
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FontMissing(str(path))
    return (*_SYSTEM.get(sys.platform, ()), BUNDLED)


@lru_cache(maxsize=64)
def font(size: int, bold: bool = False) -> QFont:
    """A font of the window. Shared: never change the returned object.

    Args:
        size: Logical px.
        bold: 700 instead of 400; there are no other weights.
    """
    made = QFont()
    made.setFamilies(load_fonts())
    made.setPixelSize(size)
    made.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    made.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return made

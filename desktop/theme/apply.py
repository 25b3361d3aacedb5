"""Put a theme on the running program."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from desktop.theme.active import set_active
from desktop.theme.fonts import font
from desktop.theme.palette import build_palette
from desktop.theme.qss import build_qss
from desktop.theme.tokens import Face, ThemeName, tokens


def apply_theme(app: QApplication, name: ThemeName | str) -> None:
    """Switch every window to the theme, at any time.

    Raises:
        ValueError: There is no theme of this name.
        FontMissing: A bundled font could not be loaded.
    """
    theme = ThemeName(name)
    shades = tokens().themes[theme]
    set_active(theme)
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    app.setFont(font(Face.BODY.size))
    app.setPalette(build_palette(shades))
    # The sheet goes last: setting it tells every widget to paint itself anew.
    app.setStyleSheet(build_qss(shades))

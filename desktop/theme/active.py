"""The theme that is on now.

Painted widgets ask here while they paint, so a change of theme needs no list of widgets:
Qt tells every widget that the style changed, and each paints itself anew.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QColor

from desktop.theme.tokens import Colours, ThemeName, tokens

_active = ThemeName.LIGHT


def theme_name() -> ThemeName:
    """The name of the theme that is on."""
    return _active


def colours() -> Colours:
    """The colours of the theme that is on."""
    return tokens().themes[_active]


def set_active(name: ThemeName) -> None:
    """Remember the theme. Call `apply_theme`, which also tells Qt."""
    global _active
    _active = name


@lru_cache(maxsize=256)
def paint(colour: str) -> QColor:
    """A token colour as Qt wants it. Shared: never change the returned object."""
    return QColor(colour)

"""The button in the strip that changes the colours: light, dark, and both for colour-blind eyes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.theme.active import theme_name
from desktop.theme.tokens import ThemeName
from desktop.widgets.buttons import Button
from resources.catalogue import N_

THEME_WORDS = {
    ThemeName.LIGHT: N_("Colours: light"),
    ThemeName.DARK: N_("Colours: dark"),
    ThemeName.COLOURBLIND_LIGHT: N_("Colours: light, for colour-blind eyes"),
    ThemeName.COLOURBLIND_DARK: N_("Colours: dark, for colour-blind eyes"),
}
"""Names of the themes, as a sentence for the foot says them."""


def following(name: ThemeName) -> ThemeName:
    """The theme that comes after this one; after the last the first.

    Examples:
        >>> following(ThemeName.LIGHT), following(ThemeName.COLOURBLIND_DARK)
        (<ThemeName.DARK: 'dark'>, <ThemeName.LIGHT: 'light'>)
    """
    all_names = list(ThemeName)
    return all_names[(all_names.index(name) + 1) % len(all_names)]


class ThemeButton(Button):
    """Asks for the next theme at a click. No key presses it: a scanner types keys."""

    wanted = Signal(object)
    """Carries the `ThemeName` that a person asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "sun-moon", kind="quiet", size="small", parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self.wanted.emit(following(theme_name()))

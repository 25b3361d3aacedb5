"""What a person at a station sees: the window around a screen, the overlay, words cut off."""

from __future__ import annotations

from dataclasses import dataclass
from gettext import NullTranslations

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.shell import Shell
from desktop.stations.screen import StationScreen
from desktop.widgets.overlay import FullScreenVerdict
from desktop.widgets.verdict import VerdictPanel
from desktop.widgets.verdict_layout import VerdictView
from resources.catalogue import Translator


class _Marked(NullTranslations):
    def gettext(self, message: str) -> str:
        return f"‹{message}›"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"‹{msgid1 if n == 1 else msgid2}›"


def unlike(translator: Translator) -> Translator:
    """A language in which every word can be told from its source."""
    return Translator(translator.language, _Marked())


def framed(qtbot: QtBot, screen: StationScreen) -> Shell:
    """The screen in the program's window of 1366 × 768."""
    shell = Shell(lambda text, **params: text.format(**params))
    qtbot.addWidget(shell)
    shell.add_screen(screen.screen.value, "Screen", "box", screen, True)
    shell.resize(1366, 768)
    shell.show()
    shell.show_screen(screen.screen.value)
    QApplication.processEvents()
    return shell


def overlay_of(screen: StationScreen) -> FullScreenVerdict:
    """The window's overlay."""
    window = screen.window()
    assert isinstance(window, Shell)
    return window.overlay


def over(screen: StationScreen) -> VerdictView | None:
    """What covers the window now, or None."""
    return overlay_of(screen).view


@dataclass(frozen=True)
class Cut:
    """A widget that sticks out, or words that are not whole."""

    what: str
    words: str


def nothing_is_cut(screen: StationScreen, panel: VerdictPanel) -> None:
    """Fail where a visible widget leaves its screen or the verdict's words are not whole."""
    found: list[Cut] = []
    room = screen.rect()
    for child in screen.findChildren(QWidget):
        if not child.isVisible() or child.window() is not screen.window():
            continue
        at = child.rect().translated(child.mapTo(screen, child.rect().topLeft()))
        parent = child.parentWidget()
        in_a_list = parent is not None and "scroll" in parent.objectName()
        if not in_a_list and not room.contains(at):
            found.append(Cut(type(child).__name__, f"{at} in {room}"))
    made = panel.arrangement()
    if made is not None:
        box = panel.rect().toRectF()
        for piece in made.pieces:
            if piece.block.elided or not box.contains(piece.at):
                found.append(Cut("verdict", " ".join(piece.block.lines)))
        if not made.fits:
            found.append(Cut("verdict", "does not fit"))
    assert not found

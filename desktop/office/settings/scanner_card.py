"""One scanner of the station: how it is, its settings, and what may be done with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from desktop.office.goods.facts_form import Line
from desktop.office.goods.facts_page import FactsPage
from desktop.office.listing.listing import Speech
from desktop.theme.tokens import Face
from desktop.widgets.badges import Badge
from desktop.widgets.buttons import Button
from desktop.widgets.label import Label
from desktop.widgets.states import State
from resources.catalogue import N_, Translator

_FIXED = N_(
    "This scanner is named on the command line (--serial), so it is the program's start that is "
    "to be changed. Set it up here instead to keep it."
)


class ScannerCard(QFrame):
    """A card with a title, a state, and one form of several.

    Attributes:
        pages: The forms by their kind.
        remove: Takes the scanner out; hidden where it cannot be.
    """

    save_asked = Signal()
    """Save what the form in front says."""
    remove_asked = Signal()
    left = Signal()
    """Nobody wants to fill it in any more."""

    def __init__(self, forms: Mapping[str, Sequence[tuple[str, Line]]], speech: Speech) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.pages = {kind: FactsPage(lines, speech) for kind, lines in forms.items()}
        self.title = Label("", Face.DETAIL_TITLE, bold=True)
        self.badge, self.state = Badge(State.GOOD), Label("", ink="text2", most_lines=3)
        self.remove = Button(size="small")
        self.fixed = Label("", most_lines=4)
        self._shown = next(iter(forms))
        self._build()
        self.remove.clicked.connect(self.remove_asked)
        for page in self.pages.values():
            page.save_asked.connect(self.save_asked)
            page.left.connect(self.left)
        self.retranslate(speech.translator)

    def _build(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 14)
        whole.setSpacing(10)
        head, how, here = QHBoxLayout(), QHBoxLayout(), QWidget()
        head.addWidget(self.title, 1)
        head.addWidget(self.remove)
        how.setSpacing(10)
        how.addWidget(self.badge)
        how.addWidget(self.state, 1)
        self._pages = QStackedLayout(here)
        for page in self.pages.values():
            self._pages.addWidget(page)
        fixed = QWidget()
        column = QVBoxLayout(fixed)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.fixed)
        column.addStretch(1)
        self._pages.addWidget(fixed)
        whole.addLayout(head)
        whole.addLayout(how)
        whole.addWidget(here, 1)

    @property
    def page(self) -> FactsPage:
        """The form in front."""
        return self.pages[self._shown]

    def show_form(self, kind: str, title: str, can_remove: bool) -> None:
        """Bring a form to the front."""
        self._shown = kind
        self.title.setText(title)
        self.remove.setVisible(can_remove)
        self._pages.setCurrentWidget(self.page)

    def show_fixed(self, title: str) -> None:
        """A scanner that nobody can change here."""
        self.title.setText(title)
        self.remove.hide()
        self._pages.setCurrentIndex(len(self.pages))

    def show_state(self, state: State, sentence: str) -> None:
        """How it is doing, and what to do."""
        self.badge.set_state(state)
        self.badge.setVisible(bool(sentence))
        self.state.setText(sentence)

    def show_values(self, values: Mapping[str, Any], anew: bool) -> None:
        """Show settings; what is being typed stays, unless the scanner is another."""
        self.page.show_thing(values, None, anew)

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        self.remove.setText(translator.text(N_("Remove")))
        self.fixed.setText(translator.text(_FIXED))
        for page in self.pages.values():
            page.retranslate(translator)

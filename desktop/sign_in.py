"""The screen while nobody is signed in."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.widgets.state_card import Absence, StateCard
from resources.catalogue import N_, Translator

SIGN_IN = "sign_in"
"""The screen's key."""


class SignInScreen(QWidget):
    """Asks for a badge, and says what went wrong with the last one."""

    def __init__(self, translator: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._translator = translator
        self._card = StateCard(station=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(self._card)
        self.ask()

    def wait(self) -> None:
        """The house is being opened."""
        self._card.show_absence(
            Absence.LOADING, self._translator.text(N_("Opening the warehouse…"))
        )

    def ask(self) -> None:
        """Ask for a badge."""
        sentence = N_("Scan your badge to begin.")
        self._card.show_absence(Absence.EMPTY, self._translator.text(sentence), icon="badge-card")

    def refuse(self, sentence: str) -> None:
        """Say why the last scan did not sign anybody in."""
        self._card.show_absence(Absence.NO_PERMISSION, sentence)

    def fail(self, sentence: str) -> None:
        """Say why the program cannot work now."""
        self._card.show_absence(Absence.ERROR, sentence)

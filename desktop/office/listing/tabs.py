"""Several listings on one screen, one of them in front: chips above choose which."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from desktop.office.listing.screen import ListingScreen
from desktop.theme.tokens import tokens
from desktop.widgets.buttons import Chip
from procedure.scans import RawScan
from resources.catalogue import N_, Translator


@dataclass(frozen=True, slots=True)
class Tab:
    """A listing and the word of its chip, a msgid."""

    word: str
    screen: ListingScreen[Any]


class ListingTabs(QWidget):
    """An office screen made of listings; the one in front reads, the others rest.

    Attributes:
        tabs: The listings, in the order of their chips.
        chips: Choose which one is in front.
    """

    said = Signal(object, str)
    """For the message bar: `procedure.words.Signal` and a sentence."""

    def __init__(
        self, tabs: tuple[Tab, ...], translator: Translator, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.tabs, self.chips = tabs, tuple(Chip("") for _ in tabs)
        self._translator = translator
        self._is_open = False
        margin = tokens().margin
        row = QHBoxLayout()
        row.setContentsMargins(margin, margin, margin, 0)
        row.setSpacing(8)
        here = QWidget()
        self._pages = QStackedLayout(here)
        for at, (tab, chip) in enumerate(zip(tabs, self.chips, strict=True)):
            chip.clicked.connect(partial(self.show_tab, at))
            row.addWidget(chip)
            self._pages.addWidget(tab.screen)
            tab.screen.said.connect(self.said)
            tab.screen.add_key("Ctrl+Tab", self._show_next)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(row)
        whole.addWidget(here, 1)
        self._name_chips()
        self.show_tab(0)

    @property
    def shown(self) -> ListingScreen[Any]:
        """The listing in front."""
        return self.tabs[self._pages.currentIndex()].screen

    def show_tab(self, at: int) -> None:
        """Bring another listing to the front."""
        for other, chip in enumerate(self.chips):
            chip.setChecked(other == at)
        if at != self._pages.currentIndex():
            self.shown.deactivate()
            self._pages.setCurrentIndex(at)
            if self._is_open:
                self.shown.activate()

    def activate(self) -> None:
        """The screen is in front now: the listing in front reads."""
        self._is_open = True
        self.shown.activate()

    def deactivate(self) -> None:
        """Another screen is in front: stop reading."""
        self._is_open = False
        self.shown.deactivate()

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        """Keys for the foot."""
        return (
            *self.tabs[0].screen.key_hints(),
            ("Ctrl+Tab", self._translator.text(N_("next list"))),
        )

    def take_scan(self, text: str) -> None:
        """What was scanned is looked for in the listing in front."""
        self.shown.take_scan(text)

    def take_raw(self, raw: RawScan) -> None:
        """A scan goes to the listing in front, as the device delivered it where it wants that."""
        take_raw = getattr(self.shown, "take_raw", None)
        if take_raw is None:
            self.shown.take_scan(raw.raw_text)
        else:
            take_raw(raw)

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        self._translator = translator
        self._name_chips()
        for tab in self.tabs:
            tab.screen.retranslate(translator)

    def _name_chips(self) -> None:
        for tab, chip in zip(self.tabs, self.chips, strict=True):
            chip.setText(self._translator.text(tab.word))
            chip.setAccessibleName(self._translator.text(tab.word))
            chip.updateGeometry()

    def _show_next(self) -> None:
        self.show_tab((self._pages.currentIndex() + 1) % len(self.tabs))

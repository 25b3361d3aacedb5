"""Over a listing's table: its chips with their counts, the box to search in, and buttons."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.office.listing.listing import ListChip
from desktop.office.orders.filters import SEARCH_MS, SearchBox
from desktop.widgets.buttons import Chip
from resources.catalogue import Translator


class ListingBar(QWidget):
    """One chip is on; the search narrows it further.

    Attributes:
        search: The box.
    """

    changed = Signal()
    """Another chip was chosen, or typing came to rest."""

    def __init__(
        self,
        chips: tuple[ListChip, ...],
        hint: str,
        translator: Translator,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._choices, self._hint = chips, hint
        self.chips = tuple(Chip("") for _ in chips)
        self.search = SearchBox()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(SEARCH_MS)
        self._rest.timeout.connect(self.changed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        for at, chip in enumerate(self.chips):
            chip.setAutoExclusive(False)
            chip.clicked.connect(self._chooser(at))
            self._row.addWidget(chip)
        self._row.addSpacing(8 if chips else 0)
        self._row.addWidget(self.search, 1)
        if self.chips:
            self.chips[0].setChecked(True)
        self.search.textChanged.connect(self._rest.start)
        self.search.returnPressed.connect(self._on_return)
        self.retranslate(translator)

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        for chip, choice in zip(self.chips, self._choices, strict=True):
            word = translator.text(choice.word)
            chip.setText(word)
            chip.setAccessibleName(word)
            chip.updateGeometry()
            chip.update()
        self.search.setPlaceholderText(translator.text(self._hint))
        self.search.setAccessibleName(translator.text(self._hint))

    def add_button(self, button: QWidget) -> None:
        """A button at the right, for what the listing lets one begin."""
        self._row.addWidget(button)

    @property
    def chip(self) -> str:
        """Name of the chip that is on; empty where there are none."""
        on = (c.name for c, chip in zip(self._choices, self.chips, strict=True) if chip.isChecked())
        return next(on, "")

    @property
    def text(self) -> str:
        """What is searched for."""
        return self.search.text().strip()

    @property
    def is_narrow(self) -> bool:
        """Whether anything is filtered out."""
        return bool(self.text) or (bool(self.chips) and not self.chips[0].isChecked())

    def show_all(self) -> None:
        """The first chip, and nothing searched for."""
        self.search_for("")

    def search_for(self, text: str) -> None:
        """Search among all rows, without waiting for more to be typed."""
        self.search.blockSignals(True)
        self.search.setText(text)
        self.search.blockSignals(False)
        self._rest.stop()
        self.choose(0)

    def choose(self, at: int) -> None:
        """Turn one chip on."""
        for other, chip in enumerate(self.chips):
            chip.setChecked(other == at)
        self.changed.emit()

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many rows each chip has."""
        for chip, choice in zip(self.chips, self._choices, strict=True):
            chip.set_count(counts.get(choice.name))

    def _chooser(self, at: int) -> Callable[[], None]:
        return lambda: self.choose(at)

    def _on_return(self) -> None:
        self._rest.stop()
        self.changed.emit()

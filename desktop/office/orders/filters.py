"""The chips above the orders table, with their counts, and the box to search in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QTimer, Signal
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from db.views.orders import OrderCounts, OrderFilter
from desktop.theme.active import colours, paint
from desktop.theme.icons import icon
from desktop.widgets.buttons import Chip
from procedure.words import OrderStatus, ServiceLevel
from resources.catalogue import N_, Translator

SEARCH_MS = 150
"""How long typing must rest before the table follows."""
LONGEST_SEARCH = 60

_O = OrderStatus


@dataclass(frozen=True, slots=True)
class _Choice:
    """A chip: its word and what it lets through."""

    word: str
    statuses: frozenset[OrderStatus] = frozenset()
    held: bool | None = None


CHOICES = (
    _Choice(N_("All")),
    _Choice(N_("Call first"), held=True),
    _Choice(N_("To pick"), frozenset({_O.CONFIRMED, _O.PICKING})),
    _Choice(N_("Packing"), frozenset({_O.PACKING})),
    _Choice(N_("Ready"), frozenset({_O.READY_TO_SHIP})),
    _Choice(N_("Short"), frozenset({_O.BACKORDERED})),
    _Choice(N_("Shipped"), frozenset({_O.PARTLY_SHIPPED, _O.SHIPPED, _O.COMPLETED})),
)
_EXPRESS = N_("Express")
_HINT = N_("Order, external or waybill number")


class SearchBox(QLineEdit):
    """A line with a magnifying glass."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(LONGEST_SEARCH)
        self.setMinimumWidth(140)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setClearButtonEnabled(False)
        self._glass = self.addAction(self._icon(), QLineEdit.ActionPosition.LeadingPosition)

    def _icon(self) -> QIcon:
        return icon("search", 18, colours().text3, self.devicePixelRatioF())

    def changeEvent(self, event: QEvent) -> None:
        """Tint the glass anew when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._glass.setIcon(self._icon())


class _Divider(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(1, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(QRectF(self.rect()), paint(colours().border_strong))


class OrderFilters(QWidget):
    """One chip of the statuses is on; Express narrows it further; the search narrows both.

    Attributes:
        search: The box.
    """

    changed = Signal()
    """Another filter was chosen, or typing came to rest."""

    def __init__(self, translator: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips = tuple(Chip("") for _ in CHOICES)
        self.express = Chip("")
        self.search = SearchBox()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(SEARCH_MS)
        self._rest.timeout.connect(self.changed)
        self._asked = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for at, chip in enumerate(self.chips):
            chip.setAutoExclusive(False)
            chip.clicked.connect(self._chooser(at))
            row.addWidget(chip)
        row.addWidget(_Divider())
        row.addWidget(self.express)
        row.addSpacing(8)
        row.addWidget(self.search, 1)
        self.chips[0].setChecked(True)
        self.express.clicked.connect(self.changed)
        self.search.textChanged.connect(self._on_typed)
        self.search.returnPressed.connect(self._on_return)
        self.retranslate(translator)

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        words = [translator.text(choice.word) for choice in CHOICES]
        for chip, word in zip(self.chips, words, strict=True):
            _name(chip, word)
        _name(self.express, translator.text(_EXPRESS))
        self.search.setPlaceholderText(translator.text(_HINT))
        self.search.setAccessibleName(translator.text(_HINT))

    @property
    def chosen(self) -> OrderFilter:
        """What the table shows."""
        choice = CHOICES[self._on()]
        return OrderFilter(
            statuses=choice.statuses,
            held=choice.held,
            service=ServiceLevel.EXPRESS if self.express.isChecked() else None,
            text=self.search.text().strip(),
        )

    @property
    def is_narrow(self) -> bool:
        """Whether anything is filtered out."""
        return self.chosen != OrderFilter()

    def clear(self) -> None:
        """Show everything again."""
        self.search_for("")

    def search_for(self, text: str) -> None:
        """Search among all orders, without waiting for more to be typed."""
        self.search.blockSignals(True)
        self.search.setText(text)
        self.search.blockSignals(False)
        self.express.setChecked(False)
        self._rest.stop()
        self._choose(0)

    def set_counts(self, counts: OrderCounts) -> None:
        """Show how many orders each chip has."""
        for chip, choice in zip(self.chips, CHOICES, strict=True):
            if choice.held:
                chip.set_count(counts.held)
            else:
                chip.set_count(
                    counts.of(tuple(choice.statuses)) if choice.statuses else counts.total
                )
        self.express.set_count(counts.express)

    def _on(self) -> int:
        return next((at for at, chip in enumerate(self.chips) if chip.isChecked()), 0)

    def _chooser(self, at: int) -> Callable[[], None]:
        return lambda: self._choose(at)

    def _choose(self, at: int) -> None:
        for other, chip in enumerate(self.chips):
            chip.setChecked(other == at)
        self.changed.emit()

    def _on_typed(self) -> None:
        self._rest.start()

    def _on_return(self) -> None:
        self._rest.stop()
        self.changed.emit()


def _name(chip: Chip, word: str) -> None:
    chip.setText(word)
    chip.setAccessibleName(word)
    chip.updateGeometry()
    chip.update()

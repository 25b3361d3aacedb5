"""A new count: which shelves, blind or open, and why."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from desktop.office.stock.ask import LONGEST_REASON, shelf_code
from desktop.theme.tokens import Face
from desktop.widgets.buttons import Button, Chip
from desktop.widgets.cards import Card
from desktop.widgets.choice import Choice
from desktop.widgets.label import Label
from resources.catalogue import N_, Translator

_TITLE = N_("New count")
_HINT = N_(
    "Scan the shelves one after the other, or choose a whole zone. Nobody takes from them until "
    "the count is closed."
)
_NONE = N_("No shelf yet")
_SCANNED = N_("Only scanned shelves")
_ZONE = N_("Zone {zone}, {count} shelves")
_BLIND = N_("Whoever counts does not see what the books say.")
_SHOWN = N_("Whoever counts sees what the books say.")


class CountBegin(Card):
    """The question what to count.

    Attributes:
        shelves: Codes scanned or typed so far.
        line, zone, blind, shown, reason: Its fields.
    """

    begun = Signal()
    """Begin the count: take `shelves`, `chosen_zone`, `is_blind`, `reason`."""
    left = Signal()

    def __init__(self, translator: Translator) -> None:
        super().__init__(padding=16, spacing=12)
        self.shelves: tuple[str, ...] = ()
        self._zones: tuple[tuple[str, int], ...] = ()
        self._title = Label("", Face.DETAIL_TITLE, bold=True)
        self._hint = Label("", ink="text2", most_lines=3)
        self.line, self.reason = QLineEdit(), QLineEdit()
        self.reason.setMaxLength(LONGEST_REASON)
        self.zone, self.blind, self.shown = Choice(), Chip(""), Chip("")
        self._manner = Label("", ink="text2")
        self.listed = Label("", most_lines=6)
        self.go, self.leave = Button(kind="primary"), Button()
        for widget in (self._title, self._hint, self.line, self.listed, self.zone, self.reason):
            self.body.addWidget(widget)
        manner = QHBoxLayout()
        manner.setSpacing(8)
        manner.addWidget(self.blind)
        manner.addWidget(self.shown)
        manner.addWidget(self._manner, 1)
        self.body.addLayout(manner)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.go)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self.line.returnPressed.connect(self._on_line)
        self.reason.returnPressed.connect(self._on_go)
        self.zone.currentIndexChanged.connect(self._show)
        self.blind.clicked.connect(partial(self.set_blind, True))
        self.shown.clicked.connect(partial(self.set_blind, False))
        self.go.clicked.connect(self._on_go)
        self.leave.clicked.connect(self.left)
        self._translator = translator
        self.set_blind(True)
        self.retranslate(translator)

    @property
    def is_blind(self) -> bool:
        """Whether whoever counts does not see what the books say."""
        return self.blind.isChecked()

    def set_blind(self, blind: bool) -> None:
        """Count blind, or with the books shown."""
        self.blind.setChecked(blind)
        self.shown.setChecked(not blind)
        self._manner.setText(self._translator.text(_BLIND if blind else _SHOWN))

    @property
    def chosen_zone(self) -> str:
        """The zone that is counted whole, or ""."""
        return str(self.zone.currentData() or "")

    def begin(self, zones: tuple[tuple[str, int], ...]) -> None:
        """Ask anew.

        Args:
            zones: Names, and how many of their shelves can be counted now.
        """
        self.shelves = ()
        self._zones = zones
        self.line.clear()
        self.reason.clear()
        self._offer_zones()
        self.line.setFocus()

    def add_shelf(self, code: str) -> None:
        """A shelf was scanned; a second scan of it takes it out again."""
        if code in self.shelves:
            self.shelves = tuple(shelf for shelf in self.shelves if shelf != code)
        else:
            self.shelves += (code,)
        self._show()

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        self._translator = translator
        text = translator.text
        self._title.setText(text(_TITLE))
        self._hint.setText(text(_HINT))
        for chip, word in ((self.blind, N_("Blind")), (self.shown, N_("Books shown"))):
            chip.setText(text(word))
            chip.setAccessibleName(text(word))
        self.set_blind(self.is_blind)
        self.go.setText(text(N_("Begin count")))
        self.leave.setText(text(N_("Leave it")))
        for field, words in (
            (self.line, N_("Scan or enter a shelf")),
            (self.reason, N_("Why is it counted?")),
        ):
            field.setPlaceholderText(text(words))
            field.setAccessibleName(text(words))
        self.zone.setAccessibleName(text(N_("Zone")))
        self._offer_zones()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves it."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _offer_zones(self) -> None:
        chosen, text = self.chosen_zone, self._translator.text
        self.zone.blockSignals(True)
        self.zone.clear()
        self.zone.addItem(text(_SCANNED), "")
        for zone, count in self._zones:
            self.zone.addItem(text(_ZONE, zone=zone, count=f"{count:,}"), zone)
        self.zone.setCurrentIndex(max(0, self.zone.findData(chosen)))
        self.zone.blockSignals(False)
        self._show()

    def _show(self) -> None:
        zone = self.chosen_zone
        self.line.setEnabled(not zone)
        self.listed.setText(", ".join(self.shelves) or self._translator.text(_NONE))
        self.listed.set_ink("text" if self.shelves else "text3")
        self.listed.setVisible(not zone)
        self.go.setEnabled(bool(zone or self.shelves))

    def _on_line(self) -> None:
        if code := shelf_code(self.line.text()):
            self.line.clear()
            self.add_shelf(code)
        elif self.shelves:
            self.reason.setFocus()

    def _on_go(self) -> None:
        if self.go.isEnabled():
            self.begun.emit()

"""Settings: tabs, of which each person sees those of their posts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from desktop.office.settings.tabs import SETTINGS_TABS, HintingTab, SettingsEntry, SettingsTab
from desktop.theme.tokens import tokens
from desktop.widgets.buttons import Chip
from desktop.widgets.state_card import Absence, StateCard
from procedure.permissions import may
from procedure.scans import RawScan
from resources.catalogue import N_, Translator

if TYPE_CHECKING:
    from desktop.office.desk import Desk

_SIGN_IN = N_("Scan your badge to see the settings.")
_MAY_NOT = N_("Your post does not change settings. Ask a supervisor to sign in.")


class SettingsScreen(QWidget):
    """Chips above, the tab below; only the tab in front is active.

    Attributes:
        tabs: The tabs by their keys.
        chips: Choose which one is in front.
        closed: Stands in everything's place for who may see none.
    """

    said = Signal(object, str)
    """For the message bar: `procedure.words.Signal` and a sentence."""
    hints_changed = Signal()
    """Another tab is in front; it has other keys."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        entries: tuple[SettingsEntry, ...] = SETTINGS_TABS,
    ) -> None:
        super().__init__(parent)
        self._desk, self._translator, self._entries = desk, desk.translator, entries
        self.chips = {entry.key: Chip("") for entry in entries}
        self.tabs: dict[str, SettingsTab] = {}
        self.closed = StateCard()
        self._shown = entries[0].key
        self._is_open = False
        margin = tokens().margin
        row = QHBoxLayout()
        row.setContentsMargins(margin, margin, margin, 0)
        row.setSpacing(8)
        here = QWidget()
        self._pages = QStackedLayout(here)
        for entry in entries:
            tab = entry.make(desk)
            self.tabs[entry.key] = tab
            self._pages.addWidget(tab)
            tab.said.connect(self.said)
            if isinstance(tab, HintingTab):
                tab.hints_changed.connect(self.hints_changed)
            self.chips[entry.key].clicked.connect(partial(self.show_tab, entry.key))
            row.addWidget(self.chips[entry.key])
        row.addStretch(1)
        opened, shut = QWidget(), QWidget()
        whole = QVBoxLayout(opened)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(row)
        whole.addWidget(here, 1)
        edge = QVBoxLayout(shut)
        edge.setContentsMargins(margin, margin, margin, margin)
        edge.addWidget(self.closed)
        self._whole = QStackedLayout(self)
        self._whole.addWidget(opened)
        self._whole.addWidget(shut)
        QShortcut(QKeySequence("Ctrl+Tab"), self).activated.connect(self._show_next)
        self.retranslate(desk.translator)

    @property
    def shown(self) -> SettingsTab:
        """The tab in front."""
        return self.tabs[self._shown]

    @property
    def allowed(self) -> tuple[str, ...]:
        """Keys of the tabs that whoever is signed in may see."""
        actor = self._desk.actor()
        if actor is None:
            return ()
        return tuple(e.key for e in self._entries if may(actor.posts, e.use_case))

    def show_tab(self, key: str) -> None:
        """Bring another tab to the front."""
        for each, chip in self.chips.items():
            chip.setChecked(each == key)
        if key == self._shown:
            return
        if self._is_open:
            self.shown.deactivate()
        self._shown = key
        self._pages.setCurrentIndex(list(self.tabs).index(key))
        if self._is_open:
            self.shown.activate()
            self.hints_changed.emit()

    def activate(self) -> None:
        """The screen is in front now."""
        allowed = self.allowed
        for key, chip in self.chips.items():
            chip.setVisible(key in allowed)
        self._whole.setCurrentIndex(0 if allowed else 1)
        if not allowed:
            words = _SIGN_IN if self._desk.actor() is None else _MAY_NOT
            sentence = self._translator.text(words)
            self.closed.show_absence(Absence.NO_PERMISSION, sentence)
            return
        self.show_tab(self._shown if self._shown in allowed else allowed[0])
        if not self._is_open:
            self._is_open = True
            self.shown.activate()

    def deactivate(self) -> None:
        """Another screen is in front."""
        if self._is_open:
            self._is_open = False
            self.shown.deactivate()

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        """Keys for the foot."""
        hints = self.shown.key_hints()
        if len(self.tabs) < 2:
            return hints
        return (*hints, ("Ctrl+Tab", self._translator.text(N_("next tab"))))

    def take_scan(self, text: str) -> None:
        """Scans come as the device delivered them; see `take_raw`."""

    def take_raw(self, raw: RawScan) -> None:
        """A scan goes to the tab in front."""
        if self._is_open:
            self.shown.take_raw(raw)

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        self._translator = translator
        for entry in self._entries:
            chip, word = self.chips[entry.key], translator.text(entry.word)
            chip.setText(word)
            chip.setAccessibleName(word)
            chip.setChecked(entry.key == self._shown)
            chip.updateGeometry()
            self.tabs[entry.key].retranslate(translator)

    def _show_next(self) -> None:
        allowed = self.allowed
        if self._is_open and self._shown in allowed:
            self.show_tab(allowed[(allowed.index(self._shown) + 1) % len(allowed)])

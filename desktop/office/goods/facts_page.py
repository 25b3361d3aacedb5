"""A form with its buttons; where somebody else changed the thing meanwhile, both versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.office.goods.facts_form import FactsForm, Line
from desktop.office.listing.listing import ListColumn, Page, Speech
from desktop.office.listing.table import ListingTable
from desktop.widgets.buttons import Button
from desktop.widgets.label import Label
from desktop.widgets.table import Column
from resources.catalogue import N_, Translator


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that two people wrote differently, in finished words."""

    title: str
    mine: str
    theirs: str


_DIFFERENCES: tuple[ListColumn[Difference], ...] = (
    ListColumn("title", N_("Field"), Column(150, strong=True), lambda d, s: d.title),
    ListColumn("mine", N_("Yours"), Column(0), lambda d, s: d.mine),
    ListColumn("theirs", N_("Theirs"), Column(0), lambda d, s: d.theirs),
)
_BOTH = N_("Somebody else changed this meanwhile. Which shall it be?")


class FactsPage(QWidget):
    """A thing to fill in, or to change.

    Attributes:
        form: Its fields.
        save, undo: Write it; show again what stands there.
        both: The fields that two people wrote differently.
        mine, theirs: Write one's own over the other's, or take the other's.
    """

    save_asked = Signal()
    """Save `form.values` over `version`."""
    left = Signal()
    """Nobody wants to fill it in any more."""

    def __init__(
        self,
        lines: Sequence[tuple[str, Line]],
        speech: Speech,
        *,
        is_new: bool = False,
        title: Label | None = None,
    ) -> None:
        super().__init__()
        self._is_new = is_new
        self._theirs: Mapping[str, Any] | None = None
        self._their_version: int | None = None
        self.version: int | None = None
        self.form = FactsForm(lines, speech.translator)
        self.save, self.undo = Button(kind="primary"), Button()
        self.mine, self.theirs = Button(), Button(kind="primary")
        self.question = Label("", bold=True, most_lines=2)
        self.both: ListingTable[Difference] = ListingTable(_DIFFERENCES, lambda d: d.title, speech)
        self._asking, self._buttons = QWidget(), QWidget()
        self._build(title)
        self.form.touched.connect(self._check)
        self.save.clicked.connect(self._on_save)
        self.undo.clicked.connect(self._on_undo)
        self.mine.clicked.connect(self._on_mine)
        self.theirs.clicked.connect(self._on_theirs)
        self.retranslate(speech.translator)
        self._settle()

    def _build(self, title: Label | None) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        if title is not None:
            column.addWidget(title)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("plain", "true")
        within = QVBoxLayout(inside)
        within.setContentsMargins(0, 0, 12, 0)
        within.addWidget(self.form)
        within.addStretch(1)
        area.setWidget(inside)
        column.addWidget(area, 2)
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.setSpacing(8)
        asking.addWidget(self.question)
        asking.addWidget(self.both, 1)
        choose, row = QHBoxLayout(), QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        for layout, buttons in ((choose, (self.mine, self.theirs)), (row, (self.undo, self.save))):
            layout.setSpacing(8)
            layout.addStretch(1)
            for button in buttons:
                layout.addWidget(button)
        asking.addLayout(choose)
        column.addWidget(self._asking, 1)
        column.addWidget(self._buttons)

    @property
    def is_asking(self) -> bool:
        """Whether both versions are shown."""
        return not self._asking.isHidden()

    def show_thing(self, values: Mapping[str, Any], version: int | None, anew: bool) -> None:
        """Show what stands in the house; what is being typed stays, unless the thing is another.

        Args:
            version: What a change is made over.
            anew: Another thing, or one that was just saved.
        """
        if anew or not self.form.is_touched:
            self.form.show_values(values, not self._is_new)
            self.version = version
            self._settle()

    def show_conflict(self, theirs: Mapping[str, Any], version: int, speech: Speech) -> None:
        """Show both versions, and ask which one it shall be."""
        self._theirs, self._their_version = theirs, version
        rows = tuple(Difference(*each) for each in self.form.differences(theirs))
        self.both.rows.speak(speech)
        self.both.show_page(0, Page(rows, None))
        self._asking.show()
        self._buttons.hide()
        self.theirs.setFocus()

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        self.form.retranslate(translator)
        text = translator.text
        self.save.setText(text(N_("Save")))
        self.undo.setText(text(N_("Leave it") if self._is_new else N_("Undo")))
        self.mine.setText(text(N_("Write mine over it")))
        self.theirs.setText(text(N_("Take theirs")))
        self.question.setText(text(_BOTH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves, Escape leaves it as it was."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.is_asking:
            self._on_save()
        elif event.key() == Qt.Key.Key_Escape:
            self._on_undo()
        else:
            super().keyPressEvent(event)

    def _settle(self) -> None:
        self._theirs = self._their_version = None
        self._asking.hide()
        self._buttons.show()
        self._check()

    def _check(self) -> None:
        touched = self.form.is_touched
        self.save.setEnabled(touched)
        self.undo.setEnabled(touched or self._is_new)

    def _on_save(self) -> None:
        if self.save.isEnabled():
            self.save_asked.emit()

    def _on_undo(self) -> None:
        self.form.show_values(self.form.shown, not self._is_new)
        self._settle()
        self.left.emit()

    def _on_mine(self) -> None:
        self.version = self._their_version
        self._settle()
        self.save_asked.emit()

    def _on_theirs(self) -> None:
        if self._theirs is not None:
            self.show_thing(self._theirs, self._their_version, True)

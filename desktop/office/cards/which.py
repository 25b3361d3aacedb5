"""Which shelves, totes and people get cards: the questions of each kind."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.office.listing.listing import ListColumn, Page, Speech
from desktop.office.listing.table import ListingTable
from desktop.office.orders.words import in_words
from desktop.widgets.buttons import Chip
from desktop.widgets.choice import Amount, Choice
from desktop.widgets.label import Label
from desktop.widgets.states import State
from desktop.widgets.table import Column
from fulfilment.cards.badges import BadgeHolder
from fulfilment.cards.card_sheets import MOST_TOTES, ShelfRange
from procedure.ids import PersonId
from procedure.texts import status_word
from resources.catalogue import N_, Translator

MOST_NUMBER = 9_999
"""Tote numbers have four digits."""
_LONGEST_CODE = 24


def _form(parent: QWidget) -> QFormLayout:
    form = QFormLayout(parent)
    form.setContentsMargins(0, 0, 0, 0)
    form.setHorizontalSpacing(12)
    form.setVerticalSpacing(8)
    return form


class WhichShelves(QWidget):
    """A zone, and from which shelf or aisle to which.

    Attributes:
        zone, first, last: Its fields.
    """

    changed = Signal()

    def __init__(self, translator: Translator) -> None:
        super().__init__()
        self.zone, self.first, self.last = Choice(), QLineEdit(), QLineEdit()
        self._captions = tuple(Label("", ink="text2") for _ in range(3))
        form = _form(self)
        for caption, field in zip(self._captions, (self.zone, self.first, self.last), strict=True):
            form.addRow(caption, field)
        self.zone.activated.connect(self.changed)
        for line in (self.first, self.last):
            line.setMaxLength(_LONGEST_CODE)
            line.textEdited.connect(self.changed)
        self.retranslate(translator)

    @property
    def shelves(self) -> ShelfRange:
        """The shelves that are wanted."""
        return ShelfRange(self.zone.currentText(), self.first.text(), self.last.text())

    def offer(self, zones: tuple[str, ...]) -> None:
        """Let one choose from these zones; what is chosen stays."""
        before = self.zone.currentText()
        if zones != tuple(self.zone.itemText(at) for at in range(self.zone.count())):
            self.zone.clear()
            self.zone.addItems(list(zones))
            self.zone.setCurrentIndex(max(0, self.zone.findText(before)))

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        words = (N_("Zone"), N_("From shelf or aisle"), N_("To shelf or aisle"))
        fields = (self.zone, self.first, self.last)
        for caption, field, msgid in zip(self._captions, fields, words, strict=True):
            caption.setText(translator.text(msgid))
            field.setAccessibleName(translator.text(msgid))
        self.first.setPlaceholderText(translator.text(N_("the first one")))
        self.last.setPlaceholderText(translator.text(N_("the last one")))


class WhichTotes(QWidget):
    """From which number to which.

    Attributes:
        first, last: Its fields.
    """

    changed = Signal()

    def __init__(self, translator: Translator) -> None:
        super().__init__()
        self.first, self.last = Amount(1, MOST_NUMBER), Amount(1, MOST_NUMBER)
        self.last.setValue(10)
        self._captions = tuple(Label("", ink="text2") for _ in range(2))
        form = _form(self)
        for caption, field in zip(self._captions, (self.first, self.last), strict=True):
            field.setKeyboardTracking(False)
            field.valueChanged.connect(self._on_changed)
            form.addRow(caption, field)
        self.retranslate(translator)

    @property
    def first_number(self) -> int:
        """Number of the first tote."""
        return self.first.value()

    @property
    def count(self) -> int:
        """How many totes; at least 1, at most `MOST_TOTES`."""
        return self.last.value() - self.first.value() + 1

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        words = (N_("From number"), N_("To number"))
        for caption, field, msgid in zip(
            self._captions, (self.first, self.last), words, strict=True
        ):
            caption.setText(translator.text(msgid))
            field.setAccessibleName(translator.text(msgid))

    def _on_changed(self) -> None:
        """The last number follows the first, so that there is always a tote, and not too many."""
        first = self.first.value()
        least, most = first, min(MOST_NUMBER, first + MOST_TOTES - 1)
        self.last.blockSignals(True)
        self.last.setValue(max(least, min(most, self.last.value())))
        self.last.blockSignals(False)
        self.changed.emit()


@dataclass(frozen=True, slots=True)
class _Row:
    holder: BadgeHolder
    chosen: bool


def _posts(row: _Row, speech: Speech) -> str:
    posts = sorted(row.holder.posts)
    return ", ".join(in_words(speech.translator, status_word(post)) for post in posts)


_COLUMNS: tuple[ListColumn[_Row], ...] = (
    ListColumn(
        "name",
        N_("Name"),
        Column(0, sign=True, strong=True),
        lambda r, s: r.holder.name,
        sign=lambda r: State.GOOD if r.chosen else State.NEUTRAL,
    ),
    ListColumn("posts", N_("Post"), Column(150), _posts),
    ListColumn("badges", N_("Badges"), Column(72, number=True), lambda r, s: f"{r.holder.badges}"),
)


class _PeopleTable(ListingTable[_Row]):
    """People; a click, Space or Enter chooses one or leaves one out."""

    toggled = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter toggle the row."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggled.emit()
        else:
            super().keyPressEvent(event)


class WhichPeople(QWidget):
    """Who gets a new badge.

    Attributes:
        table: Who works here.
        keep_old: Whether the badges they have go on opening stations.
    """

    changed = Signal()

    def __init__(self, speech: Speech) -> None:
        super().__init__()
        self._holders: tuple[BadgeHolder, ...] = ()
        self._chosen: tuple[PersonId, ...] = ()
        self.note = Label("", ink="text2", most_lines=3)
        self.keep_old = Chip("")
        self.table = _PeopleTable(_COLUMNS, lambda r: r.holder.person_id, speech)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.note)
        column.addWidget(self.keep_old)
        column.addWidget(self.table, 1)
        self.keep_old.clicked.connect(self._on_keep)
        self.table.clicked.connect(self._on_clicked)
        self.table.toggled.connect(self._toggle)
        self._speech = speech
        self.retranslate(speech)

    @property
    def people(self) -> tuple[PersonId, ...]:
        """Who was chosen, in the order they were chosen."""
        return self._chosen

    def offer(self, holders: tuple[BadgeHolder, ...]) -> None:
        """Let one choose from these people; who is chosen and still here stays so."""
        there = {holder.person_id for holder in holders}
        self._holders = holders
        self._chosen = tuple(each for each in self._chosen if each in there)
        self._show()

    def choose(self, person_id: PersonId) -> None:
        """Choose somebody, or leave them out again."""
        if person_id in self._chosen:
            self._chosen = tuple(each for each in self._chosen if each != person_id)
        else:
            self._chosen = (*self._chosen, person_id)
        self._show()
        self.changed.emit()

    def forget(self) -> None:
        """Their badges are printed: nobody is chosen any more."""
        self._chosen = ()
        self._show()

    def retranslate(self, speech: Speech) -> None:
        """Speak another language."""
        self._speech = speech
        text = speech.translator.text
        self.keep_old.setText(text(N_("Older badges go on opening stations")))
        self.keep_old.updateGeometry()
        self.table.setAccessibleName(text(N_("Who gets a new badge")))
        self._say_note()
        self.table.rows.speak(speech)
        self._show()

    def _say_note(self) -> None:
        words = (
            N_("Choose who gets a new badge.")
            if self.keep_old.isChecked()
            else N_("Choose who gets a new badge. Their older ones open nothing any more then.")
        )
        self.note.setText(self._speech.translator.text(words))

    def _show(self) -> None:
        rows = tuple(_Row(holder, holder.person_id in self._chosen) for holder in self._holders)
        self.table.show_page(0, Page(rows, None))

    def _on_keep(self) -> None:
        self._say_note()
        self.changed.emit()

    def _on_clicked(self, index: QModelIndex) -> None:
        self._toggle()

    def _toggle(self) -> None:
        if (row := self.table.chosen) is not None:
            self.choose(row.holder.person_id)

"""A count on a card: head, lines, what is being counted, and how it ends."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.office.counting.lines import LINES, CountedLine
from desktop.office.counting.listing import COUNT_STATES
from desktop.office.counting.strip import CountStrip
from desktop.office.inline_ask import InlineAsk
from desktop.office.listing.listing import Page, Speech
from desktop.office.listing.table import ListingTable
from desktop.office.orders.words import in_words
from desktop.theme.tokens import Face
from desktop.widgets.badges import Tag
from desktop.widgets.buttons import Button
from desktop.widgets.label import Label
from desktop.widgets.states import State
from fulfilment.stock.count_sheets import CountSheet
from procedure.texts import status_word
from procedure.words import CountStatus
from resources.catalogue import N_, Translator

_COMPARE, _COUNT_ON = N_("Compare with books"), N_("Count on")
_EMPTY = N_("The books have nothing on these shelves. Scan what you find there.")


class CountCard(QFrame):
    """One count.

    Attributes:
        table: Its lines.
        strip: What is being counted.
        compare, close_count, give_up: How it goes on.
        why: Why found and books differ.
    """

    line_wanted = Signal(object)
    """A line was opened by Enter or a double click; carries its id."""

    def __init__(self, translator: Translator, speech: Speech) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self._translator = translator
        self.number = Label("", Face.DETAIL_TITLE, bold=True)
        self.status, self.blind = Tag("", State.NEUTRAL), Tag("", State.ENDED)
        self.reason = Label("", ink="text2")
        self.table: ListingTable[CountedLine] = ListingTable(LINES, _key, speech)
        self.nothing = Label("", ink="text2", most_lines=2)
        self.strip = CountStrip(translator)
        self.why = InlineAsk()
        self.compare, self.give_up = Button(), Button()
        self.close_count = Button(kind="primary")
        self._ends = QWidget()
        self._build()
        self.table.opened.connect(self._on_opened)
        self.retranslate(translator)

    def _build(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 14)
        whole.setSpacing(10)
        whole.addWidget(self.number)
        tags = QHBoxLayout()
        tags.setSpacing(8)
        tags.addWidget(self.status)
        tags.addWidget(self.blind)
        tags.addWidget(self.reason, 1)
        whole.addLayout(tags)
        whole.addWidget(self.table, 1)
        whole.addWidget(self.nothing, 1)
        whole.addWidget(self.strip)
        whole.addWidget(self.why)
        ends = QHBoxLayout(self._ends)
        ends.setContentsMargins(0, 0, 0, 0)
        ends.setSpacing(8)
        ends.addWidget(self.give_up)
        ends.addStretch(1)
        ends.addWidget(self.compare)
        ends.addWidget(self.close_count)
        whole.addWidget(self._ends)

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        self._translator = translator
        self.strip.retranslate(translator)
        self.give_up.setText(translator.text(N_("Give up")))
        self.close_count.setText(translator.text(N_("Close count")))
        self.nothing.setText(translator.text(_EMPTY))

    def show_sheet(
        self,
        sheet: CountSheet,
        reasons: Mapping[int, str],
        review: bool,
        may_close: bool,
        speech: Speech,
    ) -> None:
        """Show a count.

        Args:
            reasons: Why lines differ, said here and not booked yet, by the line's id.
            review: Found and books stand side by side.
            may_close: The person may book what was found.
        """
        translator, is_open = self._translator, sheet.status is CountStatus.OPEN
        self.number.setText(sheet.count_no)
        self.status.set_tag(
            in_words(translator, status_word(sheet.status)), COUNT_STATES[sheet.status]
        )
        words = translator.text(N_("Blind") if sheet.blind else N_("Books shown"))
        self.blind.set_tag(words, State.ENDED)
        self.reason.setText(sheet.reason)
        rows = tuple(
            CountedLine(line, reasons.get(line.line_id, "") or line.reason) for line in sheet.lines
        )
        shows_books = review or not sheet.blind
        hidden = frozenset() if shows_books else frozenset({"books", "differs"})
        self.table.show_columns(frozenset(c.name for c in LINES) - hidden)
        self.table.rows.speak(speech)
        self.table.show_page(0, Page(rows, None))
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.strip.setVisible(is_open and not review)
        self._ends.setVisible(is_open)
        self.compare.setVisible(may_close)
        self.compare.setText(translator.text(_COUNT_ON if review else _COMPARE))
        self.close_count.setVisible(may_close and review)

    def _on_opened(self, index: QModelIndex) -> None:
        row = self.table.rows.row_at(index.row())
        if row is not None:
            self.line_wanted.emit(row.line.line_id)


def _key(row: CountedLine) -> int:
    return row.line.line_id

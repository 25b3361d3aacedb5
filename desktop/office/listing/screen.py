"""A screen of the office: a listing at the left, one of its rows in detail at the right.

What is in sight is read anew every `POLL_MS`, and the detail with it, so that what another
station changed shows within two seconds. That costs one page, however long the table is.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Generic

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.office.latest import Answer, Latest
from desktop.office.listing.bar import ListingBar
from desktop.office.listing.export import ListingExport
from desktop.office.listing.foot import ListingFoot
from desktop.office.listing.frame import ListingFrame
from desktop.office.listing.listing import PAGE, Asked, Listing, Page, Row, Speech
from desktop.office.listing.table import ListingTable
from desktop.office.reading_pace import ReadingPace
from desktop.widgets.state_card import Absence
from fulfilment.house import Actor
from procedure.permissions import may
from procedure.words import Signal as Verdict
from resources.catalogue import N_, Translator

if TYPE_CHECKING:
    from desktop.office.desk import Desk

POLL_MS = 1_200
"""How often what is in sight is read anew."""
COUNT_TICKS = 8
"""After so many readings the chips' counts are read anew too."""
_COPIED = N_("{text} is copied.")


class ListingScreen(QWidget, Generic[Row]):
    """A listing with chips, search, columns and export, and a detail.

    Args:
        desk: What office screens work with.
        listing: What is shown.
        detail: A widget; see `desktop.office.listing.listing.ListingDetail`.
        above: Stands over the bar, for what the rows come from; or nothing.
        parent: Its widget.

    Attributes:
        bar: Chips and search.
        table: The rows.
        detail: The chosen row.
        absence: Stands in the table's place while there are none.
        closed: Stands in everything's place for who may not see it.
    """

    said = Signal(object, str)
    """For the message bar: `procedure.words.Signal` and a sentence."""

    def __init__(
        self,
        desk: Desk,
        listing: Listing[Row],
        detail: Any,
        parent: QWidget | None = None,
        *,
        above: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk, self.listing, self.detail = desk, listing, detail
        self.translator = desk.translator
        self._pages: Latest[Page[Row]] = Latest(desk.tasks)
        self._more: Latest[Page[Row]] = Latest(desk.tasks)
        self._counts: Latest[Mapping[str, int]] = Latest(desk.tasks)
        self._choices: Latest[frozenset[str] | None] = Latest(desk.tasks)
        self._reader: Actor | None = None
        self._sort, self._descending = "", False
        self._fresh = False
        self._troubled = False
        self._ticks = 0
        self._pace = ReadingPace()
        self.bar = ListingBar(listing.chips, listing.words.hint, self.translator)
        self.table: ListingTable[Row] = ListingTable(listing.columns, listing.key, self._speech())
        self.foot = ListingFoot(listing.columns, self.translator)
        self.export: ListingExport[Row] = ListingExport(self, self.foot)
        self._build(above)
        self._connect()
        self._add_keys()
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._on_tick)

    def _build(self, above: QWidget | None) -> None:
        self._frame = ListingFrame(self.bar, self.table, self.foot, self.detail, above)
        self.absence, self.closed = self._frame.absence, self._frame.closed
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._frame)
        self.foot.show_columns(self.table.columns_shown)

    def _connect(self) -> None:
        self.bar.changed.connect(self._on_asked)
        self.table.row_chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.table.sort_asked.connect(self._on_sort)
        self.table.rows.more_wanted.connect(self._on_more_wanted)
        self.foot.columns_chosen.connect(self._on_columns)
        self.absence.pressed.connect(self._on_absence_pressed)
        self.detail.said.connect(self.said)
        self.detail.changed.connect(self.read_again)

    def add_key(self, keys: str, slot: Callable[[], object]) -> None:
        """A key that works anywhere on this screen."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)

    def _add_keys(self) -> None:
        self.add_key("/", self._on_search_key)
        self.add_key("Ctrl+E", self.export.begin)
        for keys, widget, slot in (
            (QKeySequence(QKeySequence.StandardKey.Copy), self.table, self._on_copy),
            (QKeySequence(Qt.Key.Key_Escape), self.bar.search, self._on_leave_search),
            (QKeySequence(Qt.Key.Key_Down), self.bar.search, self.table.setFocus),
        ):
            shortcut = QShortcut(keys, widget)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)

    # shown and hidden ----------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether the screen is in front and its person may see it."""
        return self._poll.isActive() and self._frame.is_open

    def activate(self) -> None:
        """The screen is in front now: read, and keep up to date."""
        self._poll.start()
        self._look_who_reads()

    def deactivate(self) -> None:
        """Another screen is in front: stop reading. An export goes on."""
        self._poll.stop()
        self._drop()

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        """Keys for the foot."""
        text = self.translator.text
        return (
            ("↑ ↓", text(N_("move"))),
            ("Enter", text(N_("go to the detail"))),
            ("/", text(N_("search"))),
            ("Ctrl+C", text(N_("copy"))),
            ("Ctrl+E", text(N_("export"))),
        )

    def take_scan(self, text: str) -> None:
        """What was scanned is looked for among all rows."""
        self.bar.search_for(text)

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        self.translator = translator
        self.bar.retranslate(translator)
        self.foot.retranslate(translator)
        self.table.rows.speak(self._speech())
        self.detail.retranslate(translator)
        self._say_how_many()
        if self._poll.isActive():
            self._look_who_reads()

    def _look_who_reads(self) -> None:
        """Read for who may; others see why not, and nothing is read for them."""
        self._reader = self.desk.actor()
        words = self.listing.words
        if self._reader is None or not may(self._reader.posts, self.listing.use_case):
            self._drop()
            self._fresh = False
            self.table.show_page(0, Page((), None))
            self.detail.show_key(None)
            msgid = words.sign_in if self._reader is None else words.may_not
            self.closed.show_absence(Absence.NO_PERMISSION, self.translator.text(msgid))
            self._frame.set_open(False)
            return
        self._frame.set_open(True)
        work = partial(self.desk.columns.of, self._reader.person_id, self.listing.name)
        self._choices.ask(work, self._on_columns_read)
        self.detail.show_key(self.listing.key(row) if (row := self.table.chosen) else None)
        self.read_again()

    def _drop(self) -> None:
        for question in (self._pages, self._more, self._counts, self._choices):
            question.drop()
        self.table.rows.not_read()

    # reading -------------------------------------------------------------------------

    @property
    def asked(self) -> Asked:
        """What the table shows."""
        return Asked(self.bar.chip, self.bar.text, self._sort, self._descending)

    def rows_expected(self) -> int | None:
        """How many rows match, where the chip that is on says so; None where nobody counted."""
        at = next((at for at, chip in enumerate(self.bar.chips) if chip.isChecked()), None)
        return None if at is None or self.bar.text else self.bar.chips[at].count

    def read_again(self) -> None:
        """Something may have changed: read what is in sight, the counts and the detail."""
        if not self.is_open:
            return
        if not self.table.rows.rowCount():
            self._say_absent(Absence.LOADING, self.listing.words.loading)
        self._read_sight()
        self._read_counts()

    def _read_sight(self) -> None:
        """Read the pages in sight, or the first one where another filter was chosen."""
        first, following, limit = 0, None, PAGE
        if self._fresh:
            seen, many = self.table.stretch_in_sight()
            first, following = self.table.rows.start_of(seen)
            limit = max(PAGE, seen + many + 1 - first)
        work = partial(self.listing.read, self.desk.house, self.asked, following, limit)
        self._pace.begin()
        self._pages.ask(work, partial(self._on_page, first))

    def _read_counts(self) -> None:
        self._ticks = 0
        if self.listing.counts is not None:
            self._counts.ask(partial(self.listing.counts, self.desk.house), self._on_counts)

    def _on_tick(self) -> None:
        if self.desk.actor() != self._reader:
            self._look_who_reads()
            return
        if not self.is_open:
            return
        self._ticks += 1
        if self._pace.is_resting:
            return
        if not self._pages.is_waiting and not self._more.is_waiting:
            self._read_sight()
        if self._ticks >= COUNT_TICKS and not self._counts.is_waiting:
            self._read_counts()
        if self._fresh:
            self.detail.refresh()

    def _on_page(self, first: int, answer: Answer[Page[Row]]) -> None:
        self._pace.end()
        if answer.result is None:
            self._on_trouble(answer.why_not(self.translator))
            return
        self._troubled = False
        rows, page, begins = self.table.rows, answer.result, not self._fresh
        if first and rows.would_repeat(first, page):
            self._fresh = False
            self._read_sight()
            return
        if not rows.same_places(first, page):
            self._more.drop()
        rows.speak(self._speech())
        self.table.show_page(first, page)
        self._fresh = True
        if begins and self.table.chosen is None:
            self.table.go_to_top()
            self._choose_first()
        self._show_table()

    def _choose_first(self) -> None:
        if self.table.rows.rowCount():
            self.table.selectRow(0)
        else:
            self.table.choose(None)
            self.detail.show_key(None)

    def _show_table(self) -> None:
        self._say_how_many()
        words = self.listing.words
        if self.table.rows.rowCount():
            self._frame.show_table(True)
            self.table.fill_up()
        elif self.bar.is_narrow:
            self._say_absent(Absence.EMPTY, words.no_match, words.show_all)
        else:
            self._say_absent(Absence.EMPTY, words.none_yet)

    def _on_trouble(self, why_not: str) -> None:
        """Old rows stay, with a word about it; without rows the sentence takes their place."""
        if not self.table.rows.rowCount():
            again = self.translator.text(N_("Try again"))
            self.absence.show_absence(Absence.ERROR, why_not, again)
            self._frame.show_table(False)
        elif not self._troubled:
            self.said.emit(Verdict.ATTENTION, why_not)
        self._troubled = True

    def _on_more_wanted(self) -> None:
        following = self.table.rows.following
        if following is None or not self._fresh:
            self.table.rows.not_read()
            return
        work = partial(self.listing.read, self.desk.house, self.asked, following, PAGE)
        self._more.ask(work, self._on_more)

    def _on_more(self, answer: Answer[Page[Row]]) -> None:
        if answer.result is None:
            self.table.rows.not_read()
            self._on_trouble(answer.why_not(self.translator))
            return
        self.table.rows.append(answer.result)
        self._say_how_many()

    def _on_counts(self, answer: Answer[Mapping[str, int]]) -> None:
        if answer.result is not None:
            self.bar.set_counts(answer.result)

    def _say_absent(self, absence: Absence, msgid: str, button: str = "") -> None:
        text = self.translator.text
        words = text(button) if button else ""
        self.absence.show_absence(absence, text(msgid), words, icon=self.listing.icon)
        self._frame.show_table(False)

    def _say_how_many(self) -> None:
        rows, words = self.table.rows, self.listing.words
        many = rows.rowCount()
        if not many:
            self.foot.say("")
        elif rows.following is None:
            self.foot.say(self.translator.plural(*words.all, many))
        else:
            msgid = words.full if rows.is_full else words.more
            self.foot.say(self.translator.text(msgid, count=f"{many:,}"))

    def _speech(self) -> Speech:
        return Speech(self.translator, self.desk.zone, self.desk.house.clock())

    # what a person does --------------------------------------------------------------

    def _on_asked(self) -> None:
        """Other rows are wanted: from the top, with the first of them in the detail."""
        self._fresh = False
        self.table.choose(None)
        self._more.drop()
        if self.is_open:  # else it is read when the screen is back
            self._read_sight()

    def _on_sort(self, word: str) -> None:
        if self._sort != word:
            self._sort, self._descending = word, False
        elif not self._descending:
            self._descending = True
        else:
            self._sort, self._descending = "", False
        self.table.show_sorting(self._sort, self._descending)
        self._on_asked()

    def _on_chosen(self, key: Hashable) -> None:
        self.detail.show_key(key)

    def _on_opened(self, index: QModelIndex) -> None:
        self.detail.focus_first()

    def _on_columns_read(self, answer: Answer[frozenset[str] | None]) -> None:
        columns = self.listing.columns
        kept = (answer.result or frozenset()) & {column.name for column in columns}
        names = kept or frozenset(column.name for column in columns if not column.hidden)
        self.table.show_columns(names)
        self.foot.show_columns(names)

    def _on_columns(self, names: frozenset[str]) -> None:
        self.table.show_columns(names)
        if self._reader is not None:
            person, keep = self._reader.person_id, self.desk.columns.keep
            self.desk.tasks.start(partial(keep, person, self.listing.name, names), lambda _: None)

    def _on_absence_pressed(self) -> None:
        if self.absence.absence is Absence.ERROR:
            self.read_again()
        else:
            self.bar.show_all()

    def _on_search_key(self) -> None:
        self.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.search.selectAll()

    def _on_leave_search(self) -> None:
        self.bar.search.clear()
        self.table.setFocus()

    def _on_copy(self) -> None:
        row = self.table.chosen
        if row is not None:
            copied = self.listing.copied(row)
            QGuiApplication.clipboard().setText(copied)
            self.said.emit(Verdict.GOOD, self.translator.text(_COPIED, text=copied))

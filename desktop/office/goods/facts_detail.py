"""A product, shelf, supplier or material beside its list: its facts, a new one, and files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from desktop.office.goods.acts import Saved
from desktop.office.goods.facts_form import Line
from desktop.office.goods.facts_page import FactsPage
from desktop.office.goods.sheets_page import SheetsPage
from desktop.office.latest import Answer, ask
from desktop.office.listing.keyed_detail import DetailWords, KeyedDetail
from desktop.theme.tokens import Face
from desktop.widgets.buttons import Chip
from desktop.widgets.cards import Card
from desktop.widgets.label import Label
from fulfilment.goods.sheets import GoodsKind
from procedure.words import Signal as Verdict
from resources.catalogue import N_

if TYPE_CHECKING:
    from desktop.office.desk import Desk

Thing = TypeVar("Thing")
Save = Callable[..., Saved]


class FactsDetail(KeyedDetail[Thing]):
    """One thing of the goods; a subclass says what its values are.

    Args:
        words: What it says where there is nothing.
        lines: The form's rows.
        new: Msgid over the form of a new one.
        blank: The values of a new one.
        save: The use case.
        kind: What its files are about; None where there are none.

    Attributes:
        page, fresh: The form of the chosen thing, and of a new one.
        sheets: Files in and out, or None.
    """

    made = Signal(object)
    """A new one is there; carries its key."""

    def __init__(
        self,
        desk: Desk,
        words: DetailWords,
        lines: Sequence[tuple[str, Line]],
        new: str,
        blank: Mapping[str, Any],
        save: Save,
        kind: GoodsKind | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, words, parent)
        self._new, self._blank, self._save = new, blank, save
        self._anew = True
        speech = self.speech()
        self.title, self.new_title = (Label("", Face.DETAIL_TITLE, bold=True) for _ in range(2))
        self.page = FactsPage(lines, speech)
        self.fresh = FactsPage(lines, speech, is_new=True, title=self.new_title)
        self.sheets = None if kind is None else SheetsPage(desk, kind, speech)
        self._tabs: list[tuple[str, Chip]] = []
        self._build()
        self.page.save_asked.connect(partial(self._on_save, self.page))
        self.fresh.save_asked.connect(partial(self._on_save, self.fresh))
        self.fresh.left.connect(self.leave_aside)
        if self.sheets is not None:
            self.sheets.left.connect(self.leave_aside)
            self.sheets.said.connect(self.said)
            self.sheets.imported.connect(self._on_imported)
        self.add_tab(N_("Facts"), self.page)

    def _build(self) -> None:
        card, fresh = QFrame(), Card()
        card.setProperty("card", "true")
        whole = QVBoxLayout(card)
        whole.setContentsMargins(16, 12, 16, 14)
        whole.setSpacing(10)
        whole.addWidget(self.title)
        self._chips = QWidget()
        row = QHBoxLayout(self._chips)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addStretch(1)
        whole.addWidget(self._chips)
        here = QWidget()
        self._pages = QStackedLayout(here)
        whole.addWidget(here, 1)
        fresh.body.addWidget(self.fresh)
        self._fresh_card = fresh
        self.set_card(card)
        self.add_aside(fresh)
        if self.sheets is not None:
            self.add_aside(self.sheets)

    def values(self, thing: Thing) -> Mapping[str, Any]:
        """The values of the form."""
        raise NotImplementedError

    def version(self, thing: Thing) -> int | None:
        """What a change is made over; None where nobody counts."""
        raise NotImplementedError

    def heading(self, thing: Thing) -> str:
        """What the thing is called."""
        raise NotImplementedError

    def add_tab(self, word: str, page: QWidget) -> None:
        """One more part of the thing; the word is a msgid."""
        chip = Chip(self.translator.text(word))
        at = len(self._tabs)
        chip.clicked.connect(partial(self.show_tab, at))
        layout = self._chips.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.insertWidget(at, chip)
        self._tabs.append((word, chip))
        self._pages.addWidget(page)
        self._chips.setVisible(len(self._tabs) > 1)
        self.show_tab(0)

    def show_tab(self, at: int) -> None:
        """Show another part."""
        for other, (_, chip) in enumerate(self._tabs):
            chip.setChecked(other == at)
        self._pages.setCurrentIndex(at)

    def fill(self, thing: Thing) -> None:
        """Show the thing; what is being typed stays."""
        self.title.setText(self.heading(thing))
        self.page.show_thing(self.values(thing), self.version(thing), self._anew)
        self._anew = False

    def clear(self) -> None:
        """Another thing comes."""
        self._anew = True

    def name_parts(self) -> None:
        """Write the fixed words anew."""
        for word, chip in self._tabs:
            chip.setText(self.translator.text(word))
            chip.updateGeometry()
        for page in (self.page, self.fresh):
            page.retranslate(self.translator)
        if self.sheets is not None:
            self.sheets.retranslate(self.translator)
        self.new_title.setText(self.translator.text(self._new))

    def focus_first(self) -> None:
        """Give the keyboard to the form."""
        self.show_tab(0)
        self.page.form.focus_first()

    def ask_new(self) -> None:
        """A form for a new one."""
        self.new_title.setText(self.translator.text(self._new))
        self.fresh.show_thing(self._blank, None, True)
        self.show_aside(self._fresh_card)
        self.fresh.form.focus_first()

    def ask_file(self, path: Path | None = None) -> None:
        """Files in and out; a dropped file is previewed at once. Nothing where it has no files."""
        if self.sheets is not None:
            self.show_aside(self.sheets)
            self.sheets.begin(path)

    @property
    def is_new(self) -> bool:
        """Whether a new one is being filled in."""
        return self.shows_aside(self._fresh_card)

    def _on_imported(self) -> None:
        self._anew = not self.page.form.is_touched
        self.changed.emit()

    def _on_save(self, page: FactsPage) -> None:
        actor = self.desk.actor()
        if actor is None or not page.isEnabled():
            return
        key = None if page is self.fresh else self.key
        work = partial(
            self._save,
            self.desk.house,
            actor,
            page.form.values,
            key,
            page.version,
            self.translator,
        )
        page.setEnabled(False)
        ask(self.desk.tasks, work, partial(self._on_saved, page, key))

    def _on_saved(self, page: FactsPage, key: int | None, answer: Answer[Saved]) -> None:
        page.setEnabled(True)
        saved = answer.result
        if saved is None:
            self.said.emit(Verdict.WRONG, answer.why_not(self.translator))
            return
        self.said.emit(saved.outcome.signal, saved.outcome.sentence)
        if page is self.page and key != self.key:
            return  # another thing is shown by now
        if saved.theirs is not None and saved.version is not None:
            page.show_conflict(saved.theirs, saved.version, self.speech())
        elif saved.key is not None:
            self._anew = True
            if page is self.fresh:
                self.leave_aside()
                self.made.emit(saved.key)
            self.refresh()
            self.changed.emit()

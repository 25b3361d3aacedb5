"""A listing's table: keeps its place and its chosen row while rows change under it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.office.listing.listing import ListColumn, Page, Row, Speech
from desktop.office.listing.model import ListingModel
from desktop.widgets.table import DenseTable

FLEXIBLE_LEAST = 130
"""What a column without a width of its own keeps before others give way."""
_Flag = QItemSelectionModel.SelectionFlag


class ListingTable(DenseTable, Generic[Row]):
    """Shows a `ListingModel`; arguments as there.

    Attributes:
        rows: Its model.
    """

    row_chosen = Signal(object)
    """A person moved to another row; carries its key."""
    sort_asked = Signal(str)
    """A title was clicked; carries the column's word for sorting."""

    def __init__(
        self,
        columns: tuple[ListColumn[Row], ...],
        key: Callable[[Row], Hashable],
        speech: Speech,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tuple(column.look for column in columns), parent=parent)
        self._listed = columns
        self._visible = frozenset(c.name for c in columns if not c.hidden)
        self._wanted: Hashable | None = None
        self._quiet = False
        self.rows: ListingModel[Row] = ListingModel(columns, key, speech, self)
        self.setModel(self.rows)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.rows.rowsInserted.connect(self._on_inserted)
        head = self.horizontalHeader()
        head.setSectionsClickable(True)
        head.sectionClicked.connect(self._on_title)

    @property
    def chosen(self) -> Row | None:
        """What stands in the current row."""
        return self.rows.row_at(self.currentIndex().row())

    def stretch_in_sight(self) -> tuple[int, int]:
        """The first row in sight, and how many there are at least."""
        first = max(0, self.rowAt(0))
        last = self.rowAt(self.viewport().height() - 1)
        if last < 0:
            last = self.rows.rowCount() - 1
        return first, last - first + 1

    def show_page(self, first: int, page: Page[Row]) -> None:
        """Show these rows from a page's first row on; place and chosen row stay."""
        if self.rows.same_places(first, page):
            self.rows.update(first, page)
            return
        anchor, offset = self._anchor()
        self._quiet = True
        self.rows.replace(first, page)
        self._quiet = False
        self.choose(self._wanted)
        self._return_to(anchor, offset)

    def choose(self, key: Hashable | None) -> None:
        """Make this row the current one, now or as soon as it is read; says nothing about it."""
        self._wanted = key
        row = None if key is None else self.rows.place_of(key)
        model = self.selectionModel()
        self._quiet = True
        if row is None:
            model.clear()
        elif row != self.currentIndex().row() or not model.hasSelection():
            model.setCurrentIndex(self.rows.index(row, 0), _Flag.ClearAndSelect | _Flag.Rows)
        self._quiet = False

    def fill_up(self) -> None:
        """Ask for more where the end is in sight: Qt asks only while somebody scrolls."""
        bar = self.verticalScrollBar()
        if bar.value() == bar.maximum() and self.rows.canFetchMore(QModelIndex()):
            self.rows.fetchMore(QModelIndex())

    def go_to_top(self) -> None:
        """Scroll to the first row."""
        self.verticalScrollBar().setValue(0)

    # columns -------------------------------------------------------------------------

    def show_columns(self, names: frozenset[str]) -> None:
        """Show these columns, as far as there is room."""
        self._visible = names
        self.fit_columns()

    @property
    def columns_shown(self) -> frozenset[str]:
        """The columns a person wants to see."""
        return self._visible

    def show_sorting(self, sort: str, descending: bool) -> None:
        """Mark the column the rows are sorted by."""
        head = self.horizontalHeader()
        at = next((at for at, c in enumerate(self._listed) if sort and c.sort == sort), None)
        head.setSortIndicatorShown(at is not None)
        if at is not None:
            order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            head.setSortIndicator(at, order)

    def fit_columns(self) -> None:
        """Give the chosen columns the table's width; the spare ones give way first."""
        room = self.viewport().width()
        columns = self._listed
        shown = [at for at, column in enumerate(columns) if column.name in self._visible]
        while _least(columns, shown) > room:
            spare = max(shown, key=lambda at: columns[at].spare)
            if not columns[spare].spare:
                break
            shown.remove(spare)
        free = [at for at in shown if not columns[at].look.width]
        rest = room - sum(columns[at].look.width for at in shown)
        for at, column in enumerate(columns):
            self.setColumnHidden(at, at not in shown)
            width = column.look.width or max(80, rest // max(1, len(free)))
            self.horizontalHeader().resizeSection(at, width)
        if shown and not free and rest > 0:
            last = shown[-1]
            self.horizontalHeader().resizeSection(last, columns[last].look.width + rest)

    def _on_title(self, section: int) -> None:
        if word := self._listed[section].sort:
            self.sort_asked.emit(word)

    # place ---------------------------------------------------------------------------

    def _anchor(self) -> tuple[Hashable | None, int]:
        """The first row in sight and how far it is from the top; None at the very top."""
        if self.verticalScrollBar().value() == 0:
            return None, 0
        row = self.rowAt(0)
        return self.rows.key_at(row), self.rowViewportPosition(row)

    def _return_to(self, anchor: Hashable | None, offset: int) -> None:
        self.updateGeometries()  # the scroll bar's range, now and not at the next event
        row = None if anchor is None else self.rows.place_of(anchor)
        bar = self.verticalScrollBar()
        if anchor is None:
            bar.setValue(0)
        elif row is not None:
            bar.setValue(self.verticalHeader().sectionPosition(row) - offset)

    def _on_current(self, current: QModelIndex, before: QModelIndex) -> None:
        key = self.rows.key_at(current.row())
        if key is not None and not self._quiet:
            self._wanted = key
            self.row_chosen.emit(key)

    def _on_inserted(self) -> None:
        if self._wanted is not None and not self.selectionModel().hasSelection():
            self.choose(self._wanted)


def _least(columns: tuple[ListColumn[Row], ...], shown: list[int]) -> int:
    return sum(columns[at].look.width or FLEXIBLE_LEAST for at in shown)

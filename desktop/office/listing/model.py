"""The rows of a listing: pages below each other, any stretch of which may be read anew."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Generic

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from desktop.office.listing.listing import MOST_ROWS, ListColumn, Page, Row, Speech
from desktop.widgets.table import DISPLAY, SIGN, TAG

_Index = QModelIndex | QPersistentModelIndex


class ListingModel(QAbstractTableModel, Generic[Row]):
    """Rows page by page; it asks for the next page and never reads itself.

    Args:
        columns: What stands in a row.
        key: Tells a row from all others.
        speech: With what rows become words.
        parent: Its owner.

    Attributes:
        following: Where the next page begins; None at the end.
    """

    more_wanted = Signal()
    """The table is scrolled to its end: give the page at `following` to `append`."""

    def __init__(
        self,
        columns: tuple[ListColumn[Row], ...],
        key: Callable[[Row], Hashable],
        speech: Speech,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns, self._key, self._speech = columns, key, speech
        self._rows: list[Row] = []
        self._starts: list[tuple[int, Any | None]] = [(0, None)]
        self._places: dict[Hashable, int] = {}
        self._asked = False
        self.following: Any | None = None

    @property
    def is_full(self) -> bool:
        """Whether there are more rows than are kept."""
        return self.following is not None and len(self._rows) >= MOST_ROWS

    def row_at(self, row: int) -> Row | None:
        """What stands in a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def key_at(self, row: int) -> Hashable | None:
        """The key of what stands in a row."""
        found = self.row_at(row)
        return None if found is None else self._key(found)

    def place_of(self, key: Hashable) -> int | None:
        """In which row something stands."""
        return self._places.get(key)

    def start_of(self, row: int) -> tuple[int, Any | None]:
        """The page that holds a row: its first row, and how to read it."""
        first, begin = next(start for start in reversed(self._starts) if start[0] <= row)
        return first, begin

    def same_places(self, first: int, page: Page[Row]) -> bool:
        """Whether `replace` would move no row."""
        if first + len(page.rows) > len(self._rows):
            return False
        at_end = page.following is None
        if at_end and first + len(page.rows) != len(self._rows):
            return False
        key = self._key
        return all(self._places.get(key(row)) == at for at, row in enumerate(page.rows, first))

    def would_repeat(self, first: int, page: Page[Row]) -> bool:
        """Whether a row of this page stands above it too: it moved down, so all is read anew."""
        key = self._key
        return any(self._places.get(key(row), first) < first for row in page.rows)

    def update(self, first: int, page: Page[Row]) -> None:
        """The same rows in the same places with new figures."""
        self._rows[first : first + len(page.rows)] = page.rows
        if first + len(page.rows) == len(self._rows):
            self.following = page.following
        if page.rows:
            last = self.index(first + len(page.rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(first, 0), last)

    def replace(self, first: int, page: Page[Row]) -> None:
        """These rows from a page's first row on; what stood below is read again when wanted."""
        self.beginResetModel()
        self._starts = [start for start in self._starts if start[0] <= first]
        self._rows[first:] = page.rows
        self.following, self._asked = page.following, False
        self._number()
        self.endResetModel()

    def append(self, page: Page[Row]) -> None:
        """Add the page that was asked for; a row that moved down stands twice nowhere."""
        self._asked = False
        key, begin = self._key, self.following
        rows = [row for row in page.rows if key(row) not in self._places]
        self.following = page.following
        if not rows:
            return
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self._rows += rows
        self._starts.append((first, begin))
        self._number(first)
        self.endInsertRows()

    def not_read(self) -> None:
        """The page could not be read; scrolling asks again."""
        self._asked = False

    def speak(self, speech: Speech) -> None:
        """Say it in another language, or at another moment."""
        other = speech.translator is not self._speech.translator
        self._speech = speech
        if self._rows:
            last = self.index(len(self._rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        if other:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def _number(self, first: int = 0) -> None:
        key = self._key
        if not first:
            self._places.clear()
        for at, row in enumerate(self._rows[first:], first):
            self._places[key(row)] = at

    # Qt ----------------------------------------------------------------------------

    def rowCount(self, parent: _Index | None = None) -> int:
        """Rows read so far."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        """The listing's columns, hidden ones too."""
        return len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """Titles of the columns."""
        if role == DISPLAY and orientation == Qt.Orientation.Horizontal:
            return self._speech.translator.text(self._columns[section].title)
        return None

    def data(self, index: _Index, role: int = DISPLAY) -> Any:
        """What the table's delegate paints."""
        row, column = self._rows[index.row()], self._columns[index.column()]
        if role == DISPLAY:
            return column.words(row, self._speech)
        if role == TAG and column.tag is not None:
            return column.tag(row)
        if role == SIGN and column.sign is not None:
            return column.sign(row)
        return None

    def canFetchMore(self, parent: _Index) -> bool:
        """Whether scrolling on brings more; one page at a time, and never more than are kept."""
        return not self._asked and self.following is not None and not self.is_full

    def fetchMore(self, parent: _Index) -> None:
        """Ask for the next page."""
        self._asked = True
        self.more_wanted.emit()

"""The rows of the orders table: held orders under their heading, then all others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from db.views.orders import OrderRow
from desktop.office.orders.reading import Cursor, Rows
from desktop.office.orders.words import age_words, status_tag
from desktop.widgets.states import State
from desktop.widgets.table import DISPLAY, GROUP, TAG, Column
from procedure.ids import OrderId
from procedure.text import NP_
from resources.catalogue import N_, Translator

_Index = QModelIndex | QPersistentModelIndex
MOST_ROWS = 5_000
"""Rows kept in memory; who needs older ones searches."""

COLUMNS = (
    Column(128, strong=True),
    Column(98),
    Column(70),
    Column(70),
    Column(46),
    Column(46, number=True),
    Column(58, number=True),
    Column(0, tag=True),
)
CHANNEL, AGE, STATUS = 1, 6, 7
_TITLES = (
    N_("Order"),
    N_("Channel"),
    N_("Receiver"),
    N_("City"),
    N_("Via"),
    N_("Pcs"),
    N_("Age"),
    N_("Status"),
)
_CALL_FIRST = N_("Contact customer first")
_OTHERS = N_("All others")
_ORDERS = NP_("{n} order", "{n} orders")


@dataclass(frozen=True, slots=True)
class Heading:
    """A row that spans the table.

    Attributes:
        held: Over the held orders.
        count: How many stand under it; None where not all are read yet.
    """

    held: bool
    count: int | None


_Item = OrderRow | Heading


class OrdersModel(QAbstractTableModel):
    """Orders page by page; it asks for the next page and never reads itself."""

    more_wanted = Signal()
    """The table is scrolled to its end: give the page at `cursor` to `append`."""

    def __init__(self, translator: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._translator = translator
        self._items: list[_Item] = []
        self._rows: Rows = Rows((), (), None)
        self._now: datetime | None = None
        self._asked = False

    @property
    def cursor(self) -> Cursor | None:
        """Where the next page begins; None at the end."""
        return self._rows.cursor

    @property
    def orders(self) -> int:
        """How many orders are read."""
        return len(self._rows.held) + len(self._rows.others)

    @property
    def is_full(self) -> bool:
        """Whether there are more orders than are kept."""
        return self.cursor is not None and self.orders >= MOST_ROWS

    def order_at(self, row: int) -> OrderRow | None:
        """The order in a row; None for a heading."""
        if not 0 <= row < len(self._items):
            return None
        item = self._items[row]
        return item if isinstance(item, OrderRow) else None

    def row_of(self, order_id: OrderId) -> int | None:
        """Where an order stands."""
        for row, item in enumerate(self._items):
            if isinstance(item, OrderRow) and item.order_id == order_id:
                return row
        return None

    def first_order(self) -> int | None:
        """The first row that is an order."""
        return next((at for at, item in enumerate(self._items) if isinstance(item, OrderRow)), None)

    def headings(self) -> tuple[int, ...]:
        """Rows that span the table."""
        return tuple(at for at, item in enumerate(self._items) if isinstance(item, Heading))

    def same_places(self, rows: Rows) -> bool:
        """Whether `show` would move no row."""
        return _places(_items_of(rows)) == _places(self._items)

    def show(self, rows: Rows, now: datetime) -> None:
        """Show these rows instead; where none moved, only cells are painted anew."""
        items = _items_of(rows)
        moved = _places(items) != _places(self._items)
        if moved:
            self.beginResetModel()
        self._rows, self._items, self._now, self._asked = rows, items, now, False
        if moved:
            self.endResetModel()
        else:
            self._repaint(0, len(COLUMNS) - 1)

    def append(self, rows: Rows) -> None:
        """Add the page that was asked for."""
        self._asked = False
        before = self._rows
        self._rows = Rows(before.held + rows.held, before.others + rows.others, rows.cursor)
        items = _items_of(self._rows)
        first, last = len(self._items), len(items) - 1
        if last < first:
            return
        self.beginInsertRows(QModelIndex(), first, last)
        self._items = items
        self.endInsertRows()
        self.dataChanged.emit(self.index(0, 0), self.index(0, 0))

    def not_read(self) -> None:
        """The page could not be read; scrolling asks again."""
        self._asked = False

    def set_now(self, now: datetime) -> None:
        """Let the ages grow."""
        self._now = now
        self._repaint(AGE, AGE)

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        self._translator = translator
        self._repaint(0, len(COLUMNS) - 1)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def _repaint(self, first: int, last: int) -> None:
        if self._items:
            end = self.index(len(self._items) - 1, last)
            self.dataChanged.emit(self.index(0, first), end)

    # Qt ----------------------------------------------------------------------------

    def rowCount(self, parent: _Index | None = None) -> int:
        """Orders and headings read so far."""
        return 0 if parent is not None and parent.isValid() else len(self._items)

    def columnCount(self, parent: _Index | None = None) -> int:
        """The columns of `COLUMNS`."""
        return len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """Titles of the columns."""
        if role == DISPLAY and orientation == Qt.Orientation.Horizontal:
            return self._translator.text(_TITLES[section])
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings cannot be chosen, and the arrow keys pass over them."""
        if self.order_at(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled

    def data(self, index: _Index, role: int = DISPLAY) -> Any:
        """What the table's delegate paints."""
        item = self._items[index.row()]
        at = index.column()
        if isinstance(item, Heading):
            return self._heading(item, role) if at == 0 else None
        if role == DISPLAY:
            return self._words(item, at)
        if role == TAG and at == STATUS:
            return status_tag(item.status, item.holds, self._translator)[1]
        return None

    def _heading(self, heading: Heading, role: int) -> str | None:
        if role == GROUP:
            return State.ATTENTION if heading.held else ""
        if role != DISPLAY:
            return None
        words = self._translator.text(_CALL_FIRST if heading.held else _OTHERS)
        if heading.count is None:
            return words
        return f"{words} · {self._translator.plural(*_ORDERS, heading.count)}"

    def _words(self, row: OrderRow, at: int) -> str:
        match at:
            case 0:
                return row.order_no
            case 1:
                return row.channel
            case 2:
                return row.receiver
            case 3:
                return row.city
            case 4:
                return row.carrier
            case 5:
                return f"{row.pieces:,}"
            case 6:
                return age_words(row.received_at, self._now or row.received_at, self._translator)
            case _:
                return status_tag(row.status, row.holds, self._translator)[0]

    def canFetchMore(self, parent: _Index) -> bool:
        """Whether scrolling on brings more; one page at a time, and never more than are kept."""
        return not self._asked and self.cursor is not None and not self.is_full

    def fetchMore(self, parent: _Index) -> None:
        """Ask for the next page."""
        self._asked = True
        self.more_wanted.emit()


def _items_of(rows: Rows) -> list[_Item]:
    """Headings stand only where there are held orders; a plain list needs none."""
    if not rows.held:
        return list(rows.others)
    all_held = rows.cursor is None or not rows.cursor.held
    items: list[_Item] = [Heading(True, len(rows.held) if all_held else None), *rows.held]
    if rows.others:
        items += [Heading(False, None), *rows.others]
    return items


def _places(items: Sequence[_Item]) -> list[OrderId | bool]:
    return [item.held if isinstance(item, Heading) else item.order_id for item in items]

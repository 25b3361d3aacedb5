"""The lines of an order: what is in the box and what is missing, readable from a metre."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.theme.active import colours, paint
from desktop.theme.tokens import Face, tokens
from desktop.widgets.frames import RoundedEdge, draw_rule
from desktop.widgets.lettering import RIGHT, draw_block, draw_text, lettering, set_text, text_width
from desktop.widgets.shapes import draw_badge
from desktop.widgets.states import State
from desktop.widgets.thumbs import draw_thumb

_Index = QModelIndex | QPersistentModelIndex
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
ROW = int(Qt.ItemDataRole.UserRole) + 1
"""The role that gives the whole `LineRow`."""

_THUMB = 64
_TEXT_LEFT = 96
_BADGE = 30


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line as the screen shows it.

    Attributes:
        key: Tells this line from all others of the task.
        sku: Chooses the pictogram, together with the name.
        name: The product's name.
        reference: What helps to find it: code, lot, shelf.
        quantity: Finished words, for example "2 / 3".
        state: Badge beside the quantity; a done line has a tick. None shows none.
        current: Whether this is the line to work on now.
    """

    key: str
    sku: str
    name: str
    reference: str
    quantity: str
    state: State | None = None
    current: bool = False


class LineModel(QAbstractListModel):
    """Holds the rows and tells the view only what changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[LineRow, ...] = ()

    @property
    def rows(self) -> tuple[LineRow, ...]:
        """What is shown."""
        return self._rows

    def set_rows(self, rows: tuple[LineRow, ...]) -> None:
        """Show these rows; rows that stay are not painted anew."""
        same_keys = [row.key for row in rows] == [row.key for row in self._rows]
        if not same_keys:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        changed = [at for at, row in enumerate(rows) if row != self._rows[at]]
        self._rows = rows
        for at in changed:
            index = self.index(at)
            self.dataChanged.emit(index, index)

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many lines there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        """The row itself, or its name for screen readers."""
        if role == ROW:
            return self._rows[index.row()]
        if role == _DISPLAY:
            row = self._rows[index.row()]
            return f"{row.name}, {row.quantity}"
        return None


class LineDelegate(QStyledItemDelegate):
    """Paints one line: pictogram, name, reference, badge, quantity."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """All rows are equally high."""
        return QSize(200, tokens().height.station_line)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the row over its whole rectangle."""
        row: LineRow = index.data(ROW)
        box = QRectF(option.rect)
        painter.save()
        _draw_ground(painter, row, box)
        top = box.top() + (box.height() - 1 - _THUMB) // 2
        dpr = option.widget.devicePixelRatioF()
        draw_thumb(painter, row.sku, row.name, QRectF(box.left() + 16, top, _THUMB, _THUMB), dpr)
        right = _draw_quantity(painter, row, box)
        _draw_words(painter, row, box, right)
        painter.restore()


def _draw_ground(painter: QPainter, row: LineRow, box: QRectF) -> None:
    c, border = colours(), tokens().border
    painter.fillRect(box, paint(c.accent_tint if row.current else c.surface))
    if row.current:
        bar = QRectF(box.left(), box.top(), border.current_row_station, box.height())
        painter.fillRect(bar, paint(c.accent))
        draw_rule(painter, bar.right(), box.right(), box.bottom() - 1, c.border)
    else:
        draw_rule(painter, box.left(), box.right(), box.bottom() - 1, c.border)


def _draw_quantity(painter: QPainter, row: LineRow, box: QRectF) -> float:
    """Draw quantity and badge at the right; gives where the room for words ends."""
    style = lettering(Face.LEAD, bold=True)
    room = QRectF(box.left(), box.top(), box.width() - 16, box.height() - 1)
    draw_text(painter, row.quantity, style, room, colours().text, RIGHT)
    left = room.right() - text_width(row.quantity, style) - 24
    if row.state is not None:
        left -= _BADGE
        middle = box.top() + (box.height() - 1) / 2
        draw_badge(painter, row.state, QRectF(left, round(middle - _BADGE / 2), _BADGE, _BADGE))
        left -= 16
    return left


def _draw_words(painter: QPainter, row: LineRow, box: QRectF, right: float) -> None:
    name = lettering(Face.STATION_BODY, row.current)
    small = lettering(Face.REFERENCE)
    left = box.left() + _TEXT_LEFT
    width = int(right - left)
    most = 2 if row.reference else 3
    block = set_text(row.name, name, width, most)
    below = small.line if row.reference else 0
    top = box.top() + round((box.height() - 1 - block.height - below) / 2)
    at = QRectF(left, top, width, block.height)
    draw_block(painter, block, name, at, colours().text)
    if row.reference:
        draw_text(
            painter,
            row.reference,
            small,
            QRectF(left, at.bottom(), width, small.line),
            colours().text2,
        )


class LineList(QListView):
    """The lines of an order in a card; the current one is kept in sight."""

    def __init__(self, parent: QWidget | None = None, *, rounded: bool = True) -> None:
        super().__init__(parent)
        self._model = LineModel(self)
        self.setModel(self._model)
        self.setItemDelegate(LineDelegate(self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumHeight(tokens().height.station_line)
        self.setProperty("edged", "true" if rounded else "false")
        self._edge = RoundedEdge(self) if rounded else None

    @property
    def rows(self) -> tuple[LineRow, ...]:
        """What is shown."""
        return self._model.rows

    def set_rows(self, rows: tuple[LineRow, ...]) -> None:
        """Show these lines; only what changed is painted anew."""
        before = self._current()
        self._model.set_rows(rows)
        now = self._current()
        if now is not None and now != before:
            self.scrollTo(self._model.index(now), QAbstractItemView.ScrollHint.EnsureVisible)

    def dataChanged(self, topLeft: _Index, bottomRight: _Index, roles: Sequence[int] = ()) -> None:
        """Paint the changed rows alone. Qt's own list would lay out and paint every row."""
        for at in range(topLeft.row(), bottomRight.row() + 1):
            self.update(self._model.index(at))

    def _current(self) -> int | None:
        return next((at for at, row in enumerate(self._model.rows) if row.current), None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the rounded edge over everything and the current line in sight."""
        super().resizeEvent(event)
        if self._edge is not None:
            self._edge.setGeometry(self.rect())
        now = self._current()
        if now is not None:
            self.scrollTo(self._model.index(now), QAbstractItemView.ScrollHint.EnsureVisible)

"""What happened to an order, newest first: time, node, sentence, source."""

from __future__ import annotations

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
from desktop.widgets.lettering import RIGHT, draw_block, draw_text, lettering, set_text, text_width
from desktop.widgets.shapes import draw_badge
from desktop.widgets.states import State

_Index = QModelIndex | QPersistentModelIndex
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ROW = int(Qt.ItemDataRole.UserRole) + 1
_MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class LogRow:
    """One entry, in finished words.

    Attributes:
        time: For example "16:58".
        sentence: What happened.
        source: Who or what did it.
        state: Node; NEUTRAL is a small dot.
    """

    time: str
    sentence: str
    source: str = ""
    state: State = State.NEUTRAL


class _LogModel(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[LogRow, ...] = ()

    def set_rows(self, rows: tuple[LogRow, ...]) -> None:
        if rows != self.rows:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        return f"{row.time} {row.sentence}" if role == _DISPLAY else None


class _LogDelegate(QStyledItemDelegate):
    """Paints one entry and the connector to its neighbours."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self.time_width = 48

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        row: LogRow = index.data(_ROW)
        width = self._view.viewport().width()
        lines = max(1, len(self._sentence(row, width)))
        return QSize(100, tokens().height.timeline_row + (lines - 1) * Face.TABLE.line)

    def _room(self, row: LogRow, width: int) -> int:
        source = text_width(row.source, lettering(Face.TABLE)) + 16 if row.source else 0
        return max(60, width - self.time_width - 32 - min(source, width // 3))

    def _sentence(self, row: LogRow, width: int) -> tuple[str, ...]:
        return set_text(
            row.sentence, lettering(Face.BODY), self._room(row, width), _MOST_LINES
        ).lines

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: LogRow = index.data(_ROW)
        box, c = QRectF(option.rect), colours()
        painter.save()
        small, body = lettering(Face.TABLE), lettering(Face.BODY)
        first = QRectF(box.left(), box.top(), box.width(), tokens().height.timeline_row)
        draw_text(painter, row.time, small, first, c.text2)
        centre = QRectF(box.left() + self.time_width, first.top(), 16, first.height()).center()
        last = index.row() == index.model().rowCount() - 1
        top = box.top() if index.row() else centre.y()
        bottom = centre.y() if last else box.bottom()
        painter.fillRect(QRectF(round(centre.x()) - 1, top, 2, bottom - top), paint(c.border))
        size = 13 if row.state is State.NEUTRAL else 14
        node = QRectF(round(centre.x() - size / 2), round(centre.y() - size / 2), size, size)
        # A gap in the connector, so that the node stands free.
        painter.fillRect(node.adjusted(-1, -3, 1, 3), paint(c.surface))
        draw_badge(painter, row.state, node)
        left = box.left() + self.time_width + 32
        block = set_text(row.sentence, body, self._room(row, int(box.width())), _MOST_LINES)
        draw_block(
            painter, block, body, QRectF(left, box.top() + 3, block.width, block.height), c.text
        )
        draw_text(painter, row.source, small, first, c.text3, RIGHT)
        painter.restore()


class Timeline(QListView):
    """The log of one order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _LogModel(self)
        self.setModel(self._model)
        self._delegate = _LogDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def rows(self) -> tuple[LogRow, ...]:
        """What is shown."""
        return self._model.rows

    def set_rows(self, rows: tuple[LogRow, ...]) -> None:
        """Show these entries, in this order."""
        wide = max((text_width(row.time, lettering(Face.TABLE)) for row in rows), default=36)
        self._delegate.time_width = wide + 16
        self._model.set_rows(rows)

    def content_height(self) -> int:
        """Height at which nothing scrolls, at the present width."""
        return sum(self.sizeHintForRow(row) for row in range(len(self._model.rows)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the sentences anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

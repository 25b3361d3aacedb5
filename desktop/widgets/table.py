"""The dense table of the office: 36 px rows, hairlines, numbers right.

The model stays with the screen. It answers four roles, as plain ints because comparing them
with enums costs more than the painting:

- `DISPLAY`: the words, `str`
- `TAG`: a `State`; the cell then becomes a tag. Asked only in columns that say `tag=True`
- `SIGN`: a `State`; a badge before the words. Asked only in columns that say `sign=True`
- `GROUP`: a `State` or "" on column 0 of a group row, None on every other row
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.theme.active import colours, paint
from desktop.theme.icons import icon_pixmap
from desktop.theme.tokens import Face, tokens
from desktop.widgets.badges import draw_tag
from desktop.widgets.frames import RoundedEdge
from desktop.widgets.lettering import LEFT, RIGHT, draw_text, lettering, text_width
from desktop.widgets.shapes import draw_badge
from desktop.widgets.states import State

_Index = QModelIndex | QPersistentModelIndex
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
TAG = int(Qt.ItemDataRole.UserRole) + 1
SIGN = int(Qt.ItemDataRole.UserRole) + 2
GROUP = int(Qt.ItemDataRole.UserRole) + 3
_PAD = 8


@dataclass(frozen=True, slots=True)
class Column:
    """How one column looks. Its title comes from the model's header.

    Attributes:
        width: Logical px; 0 takes what is left.
        number: Right-aligned.
        tag: The cell is a tag when the model gives a state for `TAG`.
        sign: A badge stands before the words when the model gives a state for `SIGN`.
        strong: Bold in the selected row.
    """

    width: int
    number: bool = False
    tag: bool = False
    sign: bool = False
    strong: bool = False


class HeadRow(QHeaderView):
    """The header: bold titles on sunken ground, an arrow where the table is sorted."""

    def __init__(self, columns: tuple[Column, ...], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = columns
        self.setFixedHeight(tokens().height.table_header)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Paint one title."""
        c, style = colours(), lettering(Face.TABLE, bold=True)
        painter.fillRect(rect, paint(c.sunken))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, paint(c.border))
        room = QRectF(rect.left() + _PAD, rect.top(), rect.width() - _PAD - 4, rect.height() - 1)
        if logicalIndex == 0:
            room.setLeft(room.left() + 4)
        column = self._columns[logicalIndex]
        if column.number:
            room.setRight(rect.left() + rect.width() - _PAD)
        words = self.model().headerData(logicalIndex, Qt.Orientation.Horizontal, DISPLAY) or ""
        if self.isSortIndicatorShown() and logicalIndex == self.sortIndicatorSection():
            arrow = "chevron-down"
            if self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder:
                arrow = "chevron-up"
            room.setRight(room.right() - 16)
            end = (
                room.right()
                if column.number
                else min(room.left() + text_width(words, style), room.right())
            )
            pixmap = icon_pixmap(arrow, 14, c.text2, self.devicePixelRatioF())
            painter.drawPixmap(round(end) + 2, round(rect.center().y()) - 7, pixmap)
        draw_text(painter, words, style, room, c.text2, RIGHT if column.number else LEFT)


class RowDelegate(QStyledItemDelegate):
    """Paints cells as text and nothing else, for speed."""

    def __init__(self, columns: tuple[Column, ...], face: Face, parent: QWidget) -> None:
        super().__init__(parent)
        self._columns = columns
        self._plain, self._bold = lettering(face), lettering(face, bold=True)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Rows have fixed heights; only the width of a header matters."""
        return QSize(80, tokens().height.table_row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one cell over its whole rectangle."""
        rect: QRect = option.rect
        at = index.column()
        if at == 0:
            group = index.data(GROUP)
            if group is not None:
                self._paint_group(painter, rect, group, index.data(DISPLAY))
                return
        c, column = colours(), self._columns[at]
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, paint(c.accent_tint if selected else c.surface))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, paint(c.border))
        if selected and at == 0:
            bar = tokens().border.current_row_office
            painter.fillRect(rect.left(), rect.top(), bar, rect.height(), paint(c.accent))
        words = index.data(DISPLAY)
        room = QRectF(rect.left() + _PAD, rect.top(), rect.width() - 2 * _PAD, rect.height() - 1)
        if at == 0:
            room.setLeft(room.left() + 4)
        if column.tag and (state := index.data(TAG)) is not None:
            painter.save()
            draw_tag(painter, words, State(state), room)
            painter.restore()
            return
        if column.sign and (state := index.data(SIGN)) is not None:
            draw_badge(painter, State(state), QRectF(room.left(), room.center().y() - 9, 18, 18))
            room.setLeft(room.left() + 26)
        if words:
            style = self._bold if selected and column.strong else self._plain
            draw_text(painter, words, style, room, c.text, RIGHT if column.number else LEFT)

    def _paint_group(self, painter: QPainter, rect: QRect, group: str, words: str) -> None:
        c = colours()
        painter.fillRect(rect, paint(c.canvas))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, paint(c.border))
        left = rect.left() + _PAD + 4
        if group:
            draw_badge(painter, State(group), QRectF(left, rect.center().y() - 8, 16, 16))
            left += 24
        room = QRectF(left, rect.top(), rect.right() - left, rect.height() - 1)
        draw_text(painter, words, lettering(Face.BODY, bold=True), room, c.text)


class DenseTable(QTableView):
    """A table of the office, in a card of its own.

    Args:
        columns: How the columns look, in the model's order.
        face: Its letters; the shipping desk uses SHIP_TABLE.
        row_height: Logical px; 0 is the office's.
        parent: Its widget.
    """

    opened = Signal(QModelIndex)
    """Enter was pressed on a row, or it was double-clicked."""

    def __init__(
        self,
        columns: tuple[Column, ...],
        face: Face = Face.TABLE,
        row_height: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = columns
        self._groups: set[int] = set()
        self._row_height = row_height or tokens().height.table_row
        self.setItemDelegate(RowDelegate(columns, face, self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(24)
        self.verticalHeader().setDefaultSectionSize(self._row_height)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalHeader(HeadRow(columns, self))
        self.setProperty("edged", "true")
        self.doubleClicked.connect(self.opened)
        self._edge = RoundedEdge(self)

    def set_group_rows(self, rows: Iterable[int]) -> None:
        """Let these rows span all columns; call it after the model changed."""
        wanted = set(rows)
        for row in self._groups - wanted:
            if self.rowSpan(row, 0) == 1 and self.columnSpan(row, 0) > 1:
                self.setSpan(row, 0, 1, 1)
            self.setRowHeight(row, self._row_height)
        for row in wanted - self._groups:
            self.setSpan(row, 0, 1, len(self._columns))
            self.setRowHeight(row, tokens().height.group_row)
        self._groups = wanted

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the columns without a width what is left; keep the rounded edge on top."""
        super().resizeEvent(event)
        self.fit_columns()
        self._edge.setGeometry(self.rect())
        self._edge.raise_()

    def fit_columns(self) -> None:
        """Set the columns' widths for the present width of the table."""
        if self.model() is None:
            return
        fixed = sum(column.width for column in self._columns)
        free = [at for at, column in enumerate(self._columns) if column.width == 0]
        left = self.viewport().width() - fixed
        for at, column in enumerate(self._columns):
            width = column.width or max(80, left // len(free))
            self.horizontalHeader().resizeSection(at, width)

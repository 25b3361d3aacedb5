"""The table of the shipping desk: rows of 40 px, a sentence under each parcel that must wait."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.stations.desk_rows import DeskRow
from desktop.theme.active import colours, paint
from desktop.theme.icons import icon_pixmap
from desktop.theme.tokens import Face, tokens
from desktop.widgets.frames import RoundedEdge, draw_rule
from desktop.widgets.lettering import RIGHT, draw_text, lettering, text_width
from desktop.widgets.shapes import draw_badge
from desktop.widgets.states import shade_of

_Index = QModelIndex | QPersistentModelIndex
_ROW = int(Qt.ItemDataRole.UserRole) + 1
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_EDGE, _PAD = 16, 12
_NUMBER, _ORDER, _WEIGHT, _STATE = 208, 192, 72, 200
_FOOT = 32


def column_boxes(row: QRectF) -> tuple[QRectF, QRectF, QRectF, QRectF, QRectF]:
    """Where number, order, city, weight and state stand in a row; the city takes what is left."""
    left, right = row.left() + _EDGE, row.right() - _EDGE
    state = QRectF(right - _STATE, row.top(), _STATE, row.height())
    weight = QRectF(state.left() - _PAD - _WEIGHT, row.top(), _WEIGHT, row.height())
    number = QRectF(left, row.top(), _NUMBER, row.height())
    order = QRectF(number.right(), row.top(), _ORDER, row.height())
    city = QRectF(
        order.right(), row.top(), max(0, weight.left() - order.right() - _PAD), row.height()
    )
    return number, order, city, weight, state


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[DeskRow, ...] = ()

    def set_rows(self, rows: tuple[DeskRow, ...]) -> None:
        if [row.key for row in rows] != [row.key for row in self.rows]:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return
        changed = [at for at, row in enumerate(rows) if row != self.rows[at]]
        self.rows = rows
        for at in changed:
            self.dataChanged.emit(self.index(at), self.index(at))

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role == _DISPLAY:
            return row.sentence or f"{row.number} {row.order_no} {row.city} {row.state}"
        return None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(320, tokens().height.ship_row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: DeskRow = index.data(_ROW)
        # As wide as the list, scroll bar and all: columns stand below their titles.
        box = QRectF(option.rect)
        box.setWidth(option.widget.width())
        painter.save()
        if row.sentence:
            _draw_sentence(painter, row, box, option.widget.devicePixelRatioF())
        else:
            _draw_parcel(painter, row, box, option.widget.devicePixelRatioF())
        painter.restore()


def _draw_sentence(painter: QPainter, row: DeskRow, box: QRectF, dpr: float) -> None:
    c = colours()
    shade = shade_of(row.badge) if row.badge is not None else None
    painter.fillRect(box, paint(shade.tint if shade else c.sunken))
    draw_rule(painter, box.left(), box.right(), box.bottom() - 1, c.border)
    ink = shade.on_tint if shade else c.text
    pixmap = icon_pixmap("chevron-right", 20, ink, dpr)
    painter.drawPixmap(round(box.left()) + _EDGE, round(box.center().y() - 10), pixmap)
    room = box.adjusted(_EDGE + 26, 0, -_EDGE, -1)
    style = lettering(Face.HINT)
    draw_text(painter, row.sentence, style, room, ink)


def _draw_parcel(painter: QPainter, row: DeskRow, box: QRectF, dpr: float) -> None:
    c, border = colours(), tokens().border
    painter.fillRect(box, paint(c.accent_tint if row.current else c.surface))
    draw_rule(painter, box.left(), box.right(), box.bottom() - 1, c.border)
    if row.current:
        painter.fillRect(
            QRectF(box.left(), box.top(), border.current_row_office, box.height()), paint(c.accent)
        )
    number, order, city, weight, state = column_boxes(box.adjusted(0, 0, 0, -1))
    plain = lettering(Face.SHIP_TABLE)
    bold = lettering(Face.SHIP_TABLE, bold=row.has_number)
    draw_text(
        painter,
        row.number,
        bold,
        number.adjusted(0, 0, -8, 0),
        c.text if row.has_number else c.text2,
    )
    draw_text(painter, row.order_no, plain, order.adjusted(0, 0, -8, 0), c.text)
    draw_text(painter, row.city, plain, city, c.text)
    draw_text(painter, row.weight, plain, weight, c.text, RIGHT)
    left = state.left() + 12
    if row.badge is not None:
        draw_badge(painter, row.badge, QRectF(left, round(box.center().y()) - 11, 20, 20))
    elif row.icon:
        pixmap = icon_pixmap(row.icon, 20, c.text2, dpr)
        painter.drawPixmap(round(left), round(box.center().y()) - 11, pixmap)
    draw_text(painter, row.state, plain, state.adjusted(12 + 28, 0, 0, 0), c.text)


class _Rows(QListView):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows_model = _Model(self)
        self.setModel(self.rows_model)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_current(self) -> None:
        for at, row in enumerate(self.rows_model.rows):
            if row.current:
                self.scrollTo(self.rows_model.index(at), QAbstractItemView.ScrollHint.EnsureVisible)
                return


class _Head(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(tokens().height.ship_row)
        self.titles: tuple[str, ...] = ()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, c = QPainter(self), colours()
        painter.fillRect(self.rect(), paint(c.sunken))
        draw_rule(painter, 0, self.width(), self.height() - 1, c.border)
        boxes = column_boxes(QRectF(0, 0, self.width(), self.height() - 1))
        for at, (title, box) in enumerate(zip(self.titles, boxes, strict=False)):
            bold = lettering(Face.SHIP_TABLE, bold=True)
            if at == 3:
                draw_text(painter, title, bold, box, c.text2, RIGHT)
            else:
                room = box.adjusted(12 if at == 4 else 0, 0, 0, 0)
                draw_text(painter, title, bold, room, c.text2)


class _Foot(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(_FOOT)
        self.left = self.right = ""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, c, style = QPainter(self), colours(), lettering(Face.HINT)
        painter.fillRect(self.rect(), paint(c.surface))
        draw_rule(painter, 0, self.width(), 0, c.border)
        room = QRectF(_EDGE, 1, self.width() - 2 * _EDGE, self.height() - 1)
        draw_text(painter, self.right, style, room, c.text2, RIGHT)
        taken = text_width(self.right, style) + 16
        draw_text(painter, self.left, style, room.adjusted(0, 0, -taken, 0), c.text2)


class DeskTable(QWidget):
    """Head, rows and foot in one card; the parcel in hand is kept in sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head, self._rows, self._foot = _Head(self), _Rows(self), _Foot(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._rows, 1)
        column.addWidget(self._foot)
        self._edge = RoundedEdge(self)

    @property
    def rows(self) -> tuple[DeskRow, ...]:
        """What is shown."""
        return self._rows.rows_model.rows

    @property
    def foot(self) -> tuple[str, str]:
        """The words below the rows, left and right."""
        return self._foot.left, self._foot.right

    def set_titles(self, titles: tuple[str, str, str, str, str]) -> None:
        """Titles of number, order, city, weight and state."""
        if titles != self._head.titles:
            self._head.titles = titles
            self._head.update()

    def set_rows(self, rows: tuple[DeskRow, ...]) -> None:
        """Show these rows; only what changed is painted anew."""
        if rows != self._rows.rows_model.rows:
            self._rows.rows_model.set_rows(rows)
            self._rows.show_current()

    def set_foot(self, left: str, right: str) -> None:
        """Words below the rows."""
        if (left, right) != (self._foot.left, self._foot.right):
            self._foot.left, self._foot.right = left, right
            self._foot.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the rounded edge over everything."""
        super().resizeEvent(event)
        self._edge.setGeometry(self.rect())
        self._edge.raise_()
        self._rows.show_current()

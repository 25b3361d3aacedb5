"""The orders table: keeps its place and its selected order while rows change under it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from desktop.office.orders.model import CHANNEL, COLUMNS, STATUS, OrdersModel
from desktop.office.orders.reading import Rows
from desktop.widgets.table import DenseTable
from procedure.ids import OrderId
from resources.catalogue import Translator

STATUS_LEAST = 120
_Flag = QItemSelectionModel.SelectionFlag


class OrdersTable(DenseTable):
    """Shows an `OrdersModel`.

    Attributes:
        orders: Its model.
    """

    order_chosen = Signal(object)
    """A person moved to another order; carries its id."""

    def __init__(self, translator: Translator, parent: QWidget | None = None) -> None:
        super().__init__(COLUMNS, parent=parent)
        self.orders = OrdersModel(translator, self)
        self.setModel(self.orders)
        self._quiet = False
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.orders.rowsInserted.connect(self._on_inserted)

    @property
    def chosen(self) -> OrderId | None:
        """The order of the current row."""
        row = self.orders.order_at(self.currentIndex().row())
        return None if row is None else row.order_id

    def rows_in_use(self) -> int:
        """How many rows from the top one must know to show what is shown now."""
        lowest = self.rowAt(self.viewport().height() - 1)
        if lowest < 0:
            lowest = self.orders.rowCount() - 1
        return max(lowest, self.currentIndex().row()) + 1

    def show_rows(self, rows: Rows, now: datetime, chosen: OrderId | None) -> None:
        """Show these rows with that order chosen; who has scrolled down stays where they are."""
        if self.orders.same_places(rows):
            self.orders.show(rows, now)
            self._choose(chosen)
            return
        anchor, offset = self._anchor()
        self._quiet = True
        self.set_group_rows(())
        self.orders.show(rows, now)
        self.set_group_rows(self.orders.headings())
        self._quiet = False
        self._choose(chosen)
        self._return_to(anchor, offset)

    def fill_up(self) -> None:
        """Ask for more where the end is in sight: Qt asks only while somebody scrolls."""
        bar = self.verticalScrollBar()
        if bar.value() == bar.maximum() and self.orders.canFetchMore(QModelIndex()):
            self.orders.fetchMore(QModelIndex())

    def fit_columns(self) -> None:
        """Do without the channel where there is little room: the detail names it too."""
        room = self.viewport().width()
        fixed = sum(column.width for column in COLUMNS)
        narrow = room < fixed + STATUS_LEAST
        self.setColumnHidden(CHANNEL, narrow)
        super().fit_columns()
        if narrow:
            rest = room - fixed + COLUMNS[CHANNEL].width
            self.horizontalHeader().resizeSection(STATUS, max(80, rest))

    def go_to_top(self) -> None:
        """Scroll to the newest."""
        self.verticalScrollBar().setValue(0)

    def _anchor(self) -> tuple[OrderId | None, int]:
        """The first order in sight and how far it is from the top; None at the very top."""
        if self.verticalScrollBar().value() == 0:
            return None, 0
        for row in range(self.rowAt(0), self.orders.rowCount()):
            if (order := self.orders.order_at(row)) is not None:
                return order.order_id, self.rowViewportPosition(row)
        return None, 0

    def _return_to(self, anchor: OrderId | None, offset: int) -> None:
        self.updateGeometries()  # the scroll bar's range, now and not at the next event
        row = None if anchor is None else self.orders.row_of(anchor)
        bar = self.verticalScrollBar()
        if anchor is None:
            bar.setValue(0)
        elif row is not None:
            bar.setValue(self.verticalHeader().sectionPosition(row) - offset)

    def _choose(self, order_id: OrderId | None) -> None:
        row = None if order_id is None else self.orders.row_of(order_id)
        self._quiet = True
        model = self.selectionModel()
        if row is None:
            model.clear()
        elif row != self.currentIndex().row() or not model.hasSelection():
            index = self.orders.index(row, 0)
            model.setCurrentIndex(index, _Flag.ClearAndSelect | _Flag.Rows)
        self._quiet = False

    def _on_current(self, current: QModelIndex, before: QModelIndex) -> None:
        order = self.orders.order_at(current.row())
        if order is not None and not self._quiet:
            self.order_chosen.emit(order.order_id)

    def _on_inserted(self) -> None:
        self.set_group_rows(self.orders.headings())

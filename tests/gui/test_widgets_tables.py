"""The office's table and timeline: rows of text, told apart by tint and by shape."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.theme.active import colours
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import Face, ThemeName, tokens
from desktop.widgets.states import State
from desktop.widgets.table import DISPLAY, GROUP, TAG, Column, DenseTable
from desktop.widgets.timeline import LogRow, Timeline

COLUMNS = (Column(140, strong=True), Column(60, number=True), Column(0, tag=True))


class Orders(QAbstractTableModel):
    """A group row, then orders."""

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 6

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        return ("Order", "Pcs", "Status")[section] if role == DISPLAY else None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        if index.row() == 0:
            group = {DISPLAY: "Contact customer first", GROUP: State.ATTENTION}
            return group.get(role) if index.column() == 0 else None
        if role == TAG:
            return State.WRONG if index.row() == 2 else State.GOOD
        words = (f"2026112300004{index.row()}", str(index.row()), "Shipped")
        return words[index.column()] if role == DISPLAY else None


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> None:
    apply_theme(qapp, ThemeName.LIGHT)


@pytest.fixture
def table(qtbot: QtBot) -> DenseTable:
    made = DenseTable(COLUMNS)
    qtbot.addWidget(made)
    made.setModel(Orders(made))
    made.set_group_rows((0,))
    made.resize(500, 300)
    made.show()
    return made


def test_rows_are_dense_and_groups_span(table: DenseTable) -> None:
    assert table.rowHeight(1) == tokens().height.table_row
    assert table.rowHeight(0) == tokens().height.group_row
    assert table.columnSpan(0, 0) == 3
    assert table.horizontalHeader().height() == tokens().height.table_header
    assert sum(table.columnWidth(at) for at in range(3)) == table.viewport().width()
    table.set_group_rows((1,))
    assert (table.columnSpan(0, 0), table.columnSpan(1, 0)) == (1, 3)


def test_the_selected_row_is_tinted_and_has_its_bar(table: DenseTable) -> None:
    table.selectRow(2)
    image = table.viewport().grab().toImage()
    c, top = colours(), table.rowViewportPosition(2)
    bar = [image.pixelColor(x, top + 18).name() for x in range(5)]
    assert bar == [c.accent.lower()] * 4 + [c.accent_tint.lower()]
    other = table.rowViewportPosition(3)
    assert image.pixelColor(1, other + 18).name() == c.surface.lower()
    assert image.pixelColor(300, other + 35).name() == c.border.lower()


def test_tags_differ_in_tint(table: DenseTable) -> None:
    image = table.viewport().grab().toImage()
    c, left = colours(), table.columnViewportPosition(2) + 11
    tints = [image.pixelColor(left, table.rowViewportPosition(row) + 18).name() for row in (1, 2)]
    assert tints == [c.good_tint.lower(), c.wrong_tint.lower()]


def test_a_groups_badge_survives_the_way_through_qt(table: DenseTable) -> None:
    image = table.viewport().grab().toImage()
    row = {image.pixelColor(x, 20).name() for x in range(10, 32)}
    assert colours().attention.lower() in row


def test_enter_opens_the_selected_row(qtbot: QtBot, table: DenseTable) -> None:
    table.selectRow(3)
    with qtbot.waitSignal(table.opened) as caught:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert caught.args is not None
    assert caught.args[0].row() == 3


def test_the_sorted_column_shows_an_arrow(table: DenseTable) -> None:
    head = table.horizontalHeader()
    before = head.grab().toImage()
    head.setSortIndicatorShown(True)
    head.setSortIndicator(1, Qt.SortOrder.AscendingOrder)
    up = head.grab().toImage()
    head.setSortIndicator(1, Qt.SortOrder.DescendingOrder)
    assert len({before.cacheKey(), up.cacheKey()}) == 2
    assert before != up
    assert head.grab().toImage() != up


def test_a_long_sentence_makes_its_row_higher(qtbot: QtBot) -> None:
    log = Timeline()
    qtbot.addWidget(log)
    log.resize(400, 300)
    log.show()
    log.set_rows(
        (
            LogRow("16:58", "Paid", "Tmall", State.GOOD),
            LogRow(
                "16:49",
                "The teapot is sold out and the customer wants to hear of another one "
                "before anything is refunded",
                "System",
                State.ATTENTION,
            ),
        )
    )
    row = tokens().height.timeline_row
    assert log.sizeHintForRow(0) == row
    assert log.sizeHintForRow(1) == row + 2 * Face.TABLE.line
    assert log.content_height() == 2 * row + 2 * Face.TABLE.line
    image = log.viewport().grab().toImage()
    nodes = {image.pixelColor(x, y).name() for x in range(40, 80) for y in range(row)}
    assert colours().good.lower() in nodes

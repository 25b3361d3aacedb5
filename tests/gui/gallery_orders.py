"""The orders of `gallery.py`: a listing with one of them open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.theme.tokens import Face
from desktop.widgets.badges import Tag
from desktop.widgets.buttons import Button, Chip
from desktop.widgets.cards import Card
from desktop.widgets.choice import Amount, Choice
from desktop.widgets.columns import TwoColumns
from desktop.widgets.label import Label
from desktop.widgets.states import State
from desktop.widgets.table import DISPLAY, GROUP, TAG, Column, DenseTable
from desktop.widgets.timeline import LogRow, Timeline
from tests.gui.gallery_frame import framed


class OrdersModel(QAbstractTableModel):
    """A dozen invented orders."""

    HEAD = ("Order", "Channel", "Receiver", "City", "Via", "Pcs", "Age", "Status")
    CALL, SHIPPED = ("Call first", State.ATTENTION), ("Shipped", State.GOOD)
    ROWS = (
        (State.ATTENTION, "Contact customer first  3"),
        ("20261123000046", "Tmall", "陈*静", "杭州", "SF", "5", "18 min", CALL),
        ("20261123000039", "JD", "赵*", "成都", "JD", "2", "26 min", CALL),
        ("20261123000031", "Douyin", "欧阳*", "东莞", "ZTO", "1", "41 min", CALL),
        ("", "All others"),
        (
            "20261123000044",
            "Web",
            "林*豪",
            "中国香港",
            "SF",
            "3",
            "12 min",
            ("To pick", State.PROGRESS),
        ),
        (
            "20261123000043",
            "Tmall",
            "王*明",
            "北京",
            "SF",
            "1",
            "15 min",
            ("Packing", State.PROGRESS),
        ),
        ("20261123000038", "Tmall", "黄*婷", "广州", "ZTO", "2", "29 min", ("Short", State.WRONG)),
        ("20261123000037", "JD", "周*", "南京", "JD", "1", "31 min", SHIPPED),
        ("20261123000035", "Douyin", "吴*杰", "武汉", "YTO", "2", "36 min", SHIPPED),
        ("20261123000028", "Tmall", "马*", "青岛", "SF", "2", "47 min", ("Gone", State.ENDED)),
    )

    def rowCount(self, parent: object = None) -> int:
        return len(self.ROWS)

    def columnCount(self, parent: object = None) -> int:
        return len(self.HEAD)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if role == DISPLAY and orientation == Qt.Orientation.Horizontal:
            return self.HEAD[section]
        if role == int(Qt.ItemDataRole.TextAlignmentRole) and section in (5, 6):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        row: tuple[Any, ...] = self.ROWS[index.row()]
        at = index.column()
        if len(row) == 2:
            return {DISPLAY: row[1], GROUP: row[0]}.get(role) if at == 0 else None
        if role == DISPLAY:
            return row[at][0] if at == 7 else row[at]
        return row[at][1] if role == TAG and at == 7 else None


def orders(_: Callable[..., str]) -> QWidget:
    left = QWidget()
    column = QVBoxLayout(left)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(16)
    chips = QHBoxLayout()
    chips.setSpacing(8)
    for at, (name, count) in enumerate((("All", 354), ("Call first", 3), ("To pick", 61))):
        chip = Chip(name, count)
        chip.setChecked(at == 0)
        chips.addWidget(chip)
    chips.addStretch(1)
    column.addLayout(chips)
    table = DenseTable(
        (
            Column(136, strong=True),
            Column(66),
            Column(72),
            Column(78),
            Column(58),
            Column(50, number=True),
            Column(70, number=True),
            Column(0, tag=True),
        )
    )
    table.setModel(OrdersModel(table))
    table.set_group_rows((0, 4))
    table.selectRow(1)
    column.addWidget(table, 1)
    return framed(
        _, "Orders", TwoColumns(left, orders_detail(), 582, left_least=648), station=False
    )


def orders_detail() -> QWidget:
    card = Card(padding=16, spacing=12)
    head = QHBoxLayout()
    head.setSpacing(12)
    head.addWidget(Label("20261123000046", Face.DETAIL_TITLE, bold=True))
    head.addWidget(Tag("Call first", State.ATTENTION))
    head.addWidget(Tag("SF express", State.ENDED))
    head.addStretch(1)
    head.addWidget(Button("Undo", "undo"))
    head.addWidget(Button("Release", kind="primary"))
    card.body.addLayout(head)
    form = QHBoxLayout()
    line, spin = QLineEdit(), Amount()
    box = Choice(("顺丰 SF, standard", "圆通 YTO"))
    line.setPlaceholderText("Order, waybill, SKU, person")
    form.addWidget(line)
    form.addWidget(box)
    form.addWidget(spin)
    card.body.addLayout(form)
    card.body.addWidget(Label("Log", bold=True))
    log = Timeline()
    log.set_rows(
        (
            LogRow("16:58", "Held: engraving remark needs a call", "Rule 12", State.ATTENTION),
            LogRow(
                "16:49",
                "Teapot sold out, one line short; the customer wants to hear of another "
                "one before anything is refunded",
                "System",
                State.ATTENTION,
            ),
            LogRow("16:41", "Stock reserved for 2 of 3 lines", "System"),
            LogRow("16:40", "Paid ¥ 384.00", "Tmall", State.GOOD),
        )
    )
    card.body.addWidget(log, 1)
    small = QHBoxLayout()
    small.addWidget(Button("Reveal", "eye", size="small"))
    disabled = Button("Place order", kind="primary")
    disabled.setEnabled(False)
    small.addWidget(disabled)
    small.addWidget(Button("Skip for now", size="guide"))
    small.addStretch(1)
    card.body.addLayout(small)
    return card

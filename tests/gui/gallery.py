"""Pictures of every widget and of screens made of them, in all themes and two languages.

Run it by hand, it is no test: `python tests/gui/gallery.py FOLDER`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.shell import Shell
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import Face, ThemeName
from desktop.widgets.badges import Tag
from desktop.widgets.buttons import Button, Chip
from desktop.widgets.cards import Card, LineCard
from desktop.widgets.choice import Amount, Choice
from desktop.widgets.columns import AnswerColumn, TwoColumns
from desktop.widgets.label import Label
from desktop.widgets.lines import LineRow
from desktop.widgets.next_card import NextCard
from desktop.widgets.order_head import OrderHead, OrderView
from desktop.widgets.picking import ProductCard, ShelfSign, SlotCard, StepChips
from desktop.widgets.remark import RemarkBar
from desktop.widgets.state_card import Absence, StateCard
from desktop.widgets.states import State
from desktop.widgets.table import DISPLAY, GROUP, TAG, Column, DenseTable
from desktop.widgets.timeline import LogRow, Timeline
from desktop.widgets.verdict import ScanPrompt, VerdictPanel
from desktop.widgets.verdict_layout import Place
from procedure.words import Signal

ZH = {
    "Pick": "拣货",
    "Pack": "打包",
    "QC": "质检",
    "Ship": "发货",
    "Settings": "设置",
    "Orders": "订单",
    "Station": "工位",
    "unsaved": "未保存",
    "Scanner": "扫码枪",
    "Printer": "打印机",
    "Database": "数据库",
    "Help": "帮助",
    "Confirm": "确认",
    "Undo": "撤销",
    "Short": "缺货",
    "Print": "打印",
    "Next box": "下一箱",
    "Skip": "跳过",
    "Lock": "锁定",
    "Next": "下一步",
    "Last scans": "最近扫描",
    "Then": "然后",
    "Remark": "备注",
    "Saved": "已保存",
    "Not counted": "未计数",
    "3 of 4 items": "已扫 3 / 4 件",
    "cut-off 18:00": "截单 18:00",
    "express": "特快",
    "box 1 of 2": "第 1 箱，共 2 箱",
    "Mug, blue, 350 ml": "蓝色马克杯 350 ml",
    "Bubble wrap": "气泡膜",
    "fragile · 1 sheet per mug": "易碎 · 每只杯子一张",
    "Tea, 龙井, 250 g": "龙井茶 250 g",
    "2 of 3": "2 / 3",
    "Scan Mug, blue": "请扫描蓝色马克杯",
    "1 more, then 1 sheet bubble wrap": "还差 1 件，然后 1 张气泡膜",
    "Wrong item": "商品不对",
    "This mug belongs to order …0043.": "这只杯子属于订单 …0043，请不要放进这个箱子。",
    "Put it back in": "请放回",
    "Slot 7": "7 号格口",
    "expected 1,286 g": "预计 1,286 g",
    "Go to shelf": "去货位",
    "Scan the shelf": "请扫描货位",
    "Put into slot": "放入格口",
    "order …0042": "订单 …0042",
    "After this": "之后",
    "Shelf": "货位",
    "Product": "商品",
    "Lot": "批次",
    "Quantity": "数量",
    "zone": "区",
    "aisle": "巷道",
    "bay": "列",
    "level": "层",
    "lot B2401": "批次 B2401",
    "wave WAV-0318 · stop 4 of 19": "波次 WAV-0318 · 第 4 站，共 19 站",
    "2 of 3 counted": "已计 2 / 3",
    "Order complete": "订单完成",
    "Stopped": "订单已拦截",
    "Scan the confirm card": "请扫描确认卡",
    "The customer cancelled this order. Put the goods aside and call your supervisor.": "顾客取消了这个订单。请把商品放到一边，并通知主管。",  # noqa: E501
}


@dataclass(frozen=True)
class Scene:
    """One picture to make."""

    name: str
    build: Callable[[Callable[..., str]], QWidget]
    size: tuple[int, int] = (1366, 768)


def english(text: str, **params: object) -> str:
    """Leaves the words as they are."""
    return text.format(**params)


def chinese(text: str, **params: object) -> str:
    """The gallery's own few words in Chinese."""
    return ZH.get(text, text).format(**params)


def framed(_: Callable[..., str], key: str, screen: QWidget, station: bool = True) -> Shell:
    made = Shell(_)
    everything = {
        "Pick": "cart",
        "Pack": "box",
        "QC": "clipboard-check",
        "Ship": "truck",
        "Orders": "document",
    }
    for name, its_icon in everything.items():
        made.add_screen(
            name,
            _(name),
            its_icon,
            screen if name == key else QWidget(),
            station if name == key else True,
        )
    made.add_screen("Settings", _("Settings"), "gear", QWidget(), False, at_bottom=True)
    for name in ("scanner", "printer", "database"):
        made.set_indicator(name, State.GOOD, _(name.title()))
    made.set_unsaved(0)
    words = ("Help", "Confirm", "Undo", "Short", "Print", "Next box", "Skip", "Lock")
    made.set_key_hints(tuple((f"F{at}", _(word)) for at, word in enumerate(words, 1)))
    made.set_station("P-07")
    made.set_operator("李雯", "")
    made.show_screen(key)
    return made


def pack_work(_: Callable[..., str]) -> QWidget:
    work = QWidget()
    column = QVBoxLayout(work)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(16)
    head = OrderHead()
    head.set_order(
        OrderView(
            "20261123000042",
            f"顺丰 SF · {_('express')} · {_('box 1 of 2')}",
            _("3 of 4 items"),
            3,
            4,
            _("cut-off 18:00"),
        )
    )
    remark = RemarkBar()
    remark.set_remark(_("Remark"), '刻字 "To Anna"')
    lines = LineCard()
    lines.set_rows(
        (
            LineRow(
                "1",
                "MUG",
                _("Mug, blue, 350 ml"),
                "6901234567892 · " + _("lot B2401"),
                "2 / 3",
                None,
                True,
            ),
            LineRow("2", "WRAP", _("Bubble wrap"), _("fragile · 1 sheet per mug"), "2 / 3"),
            LineRow(
                "3", "TEA", _("Tea, 龙井, 250 g"), "6923450011278 · L1108", "1 / 1", State.GOOD
            ),
        )
    )
    lines.set_foot("M2  ·  320 × 220 × 160 mm", _("expected 1,286 g"))
    column.addWidget(head)
    column.addWidget(remark)
    column.addWidget(lines, 1)
    return work


def answer(_: Callable[..., str]) -> AnswerColumn:
    made = AnswerColumn(_("Last scans"))
    made.set_next(_("Next"), _("Scan Mug, blue"), _("1 more, then 1 sheet bubble wrap"))
    made.set_trail((State.GOOD, State.GOOD, State.WRONG))
    return made


def pack_good(_: Callable[..., str]) -> QWidget:
    right = answer(_)
    right.show_verdict(Signal.GOOD, count=_("2 of 3"), sentence=_("Mug, blue, 350 ml"))
    right.set_note("6.4 s")
    made = framed(_, "Pack", TwoColumns(pack_work(_), right, 494))
    made.say(Signal.GOOD, _("Saved"))
    return made


def wrong(_: Callable[..., str], right: AnswerColumn) -> None:
    right.show_verdict(
        Signal.WRONG,
        _("Wrong item"),
        "",
        _("This mug belongs to order …0043."),
        Place(_("Put it back in"), _("Slot 7"), 7),
        _("Scan Mug, blue"),
        _("Then"),
    )
    right.set_note(_("2 of 3 counted"))


def pack_wrong(_: Callable[..., str]) -> QWidget:
    right = answer(_)
    wrong(_, right)
    made = framed(_, "Pack", TwoColumns(pack_work(_), right, 494))
    made.say(Signal.WRONG, _("Not counted"))
    return made


def pack_docked(_: Callable[..., str]) -> QWidget:
    right = answer(_)
    wrong(_, right)
    made = framed(_, "Pack", TwoColumns(pack_work(_), right, 494))
    made.say(Signal.WRONG, "This code is not known here. Check the label, then scan it again.")
    dock = Card()
    dock.body.addWidget(Label("Scanner", Face.CARD_TITLE, bold=True))
    dock.body.addWidget(Label("Click a code to scan it.", ink="text2", most_lines=3))
    for code in ("6901234567892", "LOC-A-01-02-03", "CMD-CONFIRM"):
        dock.body.addWidget(Button(code, "scanner"))
    dock.body.addStretch(1)
    made.set_dock(dock)
    made.set_unsaved(12)
    return made


def stopped(_: Callable[..., str]) -> QWidget:
    made = pack_good(_)
    assert isinstance(made, Shell)
    made.resize(1366, 768)
    made.show_overlay(
        Signal.STOP,
        _("Stopped"),
        sentence=_(
            "The customer cancelled this order. Put the goods aside and call your supervisor."
        ),
        next_line=_("Scan the confirm card"),
    )
    return made


def complete(_: Callable[..., str]) -> QWidget:
    made = pack_good(_)
    assert isinstance(made, Shell)
    made.resize(1366, 768)
    made.show_overlay(Signal.COMPLETE, _("Order complete"), sentence="20261123000042")
    return made


def pick(_: Callable[..., str]) -> QWidget:
    work = QWidget()
    column = QVBoxLayout(work)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(16)
    sign, product, steps = ShelfSign(), ProductCard(), StepChips()
    sign.set_shelf(
        _("Go to shelf"),
        "A-01-02-03",
        (_("zone"), _("aisle"), _("bay"), _("level")),
        _("wave WAV-0318 · stop 4 of 19"),
    )
    product.set_product(
        "MUG", _("Mug, blue, 350 ml"), _("lot B2401"), "6901234567892 · 2028-03", "× 3"
    )
    steps.set_steps((_("Shelf"), _("Product"), _("Lot"), _("Quantity")), 1)
    for part in (sign, product, steps):
        column.addWidget(part, 1 if part is sign else 0)
    right = QWidget()
    column = QVBoxLayout(right)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(16)
    panel, slot, after = VerdictPanel(), SlotCard(), NextCard(_("Last scans"))
    panel.show_waiting(_("Scan the shelf"))
    slot.set_slot(_("Put into slot"), _("order …0042"), "7")
    after.set_next(_("After this"), "A-01-04-01", _("Tea, 龙井, 250 g"), "× 1")
    after.set_trail((State.GOOD, State.GOOD, State.GOOD, State.DUPLICATE))
    column.addWidget(panel, 1)
    column.addWidget(slot)
    column.addWidget(after)
    made = framed(_, "Pick", TwoColumns(work, right, 382))
    made.set_unsaved(2)
    made.set_indicator("database", State.OFFLINE, _("Database"))
    made.say(State.ATTENTION, "2 saved here only")
    return made


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


VERDICTS = (
    (Signal.GOOD, "Shelf right", "", "Now scan the product."),
    (Signal.COMPLETE, "Order complete", "", "20261123000042"),
    (Signal.WRONG, "Wrong shelf", "", "This is A-01-02-04. Go to A-01-02-03 and scan its label."),
    (Signal.ATTENTION, "Why is it short?", "", "Scan a reason card: not found, damaged."),
    (Signal.DUPLICATE, "Same code twice", "", "The second read was not counted."),
    (Signal.STOP, "Stop", "", "This label belongs to another parcel. Take it off, call your lead."),
)


def verdicts(_: Callable[..., str]) -> QWidget:
    sheet = QWidget()
    for at, (signal, word, count, sentence) in enumerate(VERDICTS):
        panel = VerdictPanel(sheet)
        panel.setGeometry(16 + (at % 3) * 446, 16 + at // 3 * 376, 430, 360)
        panel.show_verdict(signal, word, count, sentence)
    for at, (signal, word, count, sentence) in enumerate(VERDICTS):
        panel = VerdictPanel(sheet)
        panel.setGeometry(16 + (at % 3) * 446, 784 + at // 3 * 176, 430, 160)
        panel.show_verdict(signal, word, count, sentence)
    prompt = ScanPrompt("Scan a pick sheet or a tote", parent=sheet)
    prompt.setGeometry(16, 1136, 430, 160)
    prompt = ScanPrompt("请扫描拣货单", "badge-card", parent=sheet)
    prompt.setGeometry(462, 1136, 430, 260)
    return sheet


def absences(_: Callable[..., str]) -> QWidget:
    sheet = QWidget()
    made = (
        (Absence.EMPTY, "No orders here. Choose another filter, or import a file.", "Import"),
        (Absence.LOADING, "Loading", ""),
        (
            Absence.ERROR,
            "The database does not answer. Your scans are safe on this station; "
            "try again in a minute.",
            "Try again",
        ),
        (Absence.NO_PERMISSION, "Only a supervisor may see this. Ask one to sign in.", ""),
    )
    for at, (absence, sentence, button) in enumerate(made):
        card = StateCard(station=at == 3, parent=sheet)
        card.setGeometry(16 + (at % 2) * 456, 16 + at // 2 * 316, 440, 300)
        card.show_absence(absence, sentence, button)
    return sheet


SCENES = (
    Scene("pack-good", pack_good),
    Scene("pack-wrong", pack_wrong),
    Scene("pack-docked", pack_docked),
    Scene("stop", stopped),
    Scene("complete", complete),
    Scene("pick", pick),
    Scene("orders", orders),
    Scene("verdicts", verdicts, (1354, 1412)),
    Scene("absences", absences, (928, 648)),
    Scene("pack-large", pack_good, (1920, 1080)),
)


def main(folder: Path) -> None:
    """Make all pictures."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    wanted = sys.argv[2:]
    for theme in ThemeName:
        for language, _ in (("en", english), ("zh", chinese)):
            for scene in SCENES:
                name = f"{scene.name}-{theme}-{language}"
                if wanted and not any(part in name for part in wanted):
                    continue
                apply_theme(app, theme)
                widget = scene.build(_)
                widget.resize(QSize(*scene.size))
                widget.show()
                app.processEvents()
                widget.grab().save(str(folder / f"{name}.png"))
                widget.close()
                widget.deleteLater()


if __name__ == "__main__":
    main(Path(sys.argv[1]))

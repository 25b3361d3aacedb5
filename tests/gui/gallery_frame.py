"""The window around the pictures of `gallery.py`, and its words in two languages."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import (
    QWidget,
)

from desktop.shell import Shell
from desktop.widgets.states import State

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

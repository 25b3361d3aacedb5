"""A picture for every product before anybody took one: a pictogram chosen by its name.

The same product always gets the same pictogram and ink, on every station.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple
from zlib import crc32

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPixmap, QPixmapCache

from desktop.theme.icons import render_svg
from desktop.theme.places import resource_path
from desktop.theme.tokens import tokens
from desktop.widgets.frames import draw_box

_WORDS = (
    ("wrap", "wrap bubble tissue 气泡"),
    ("teapot", "teapot kettle 茶壶"),
    ("tin", "tea tin tins jar storage canister 茶"),
    ("mug", "mug cup beaker tumbler 杯"),
    ("cake", "cake cakestand cupcake muffin jelly 蛋糕"),
    ("bowl", "bowl dish basin colander 碗"),
    ("plate", "plate tray saucer coaster platter doormat 盘"),
    ("candle", "candle candles wax incense 蜡烛"),
    ("lamp", "lantern lamp light lights t-light holder candlestick 灯"),
    ("heart", "heart love wreath 心"),
    ("clock", "clock timer watch 钟"),
    ("frame", "frame mirror picture photo print canvas 相框"),
    ("bag", "bag shopper backpack purse tote pouch jumbo 袋 包"),
    ("bottle", "bottle water flask perfume vase 瓶"),
    ("bird", "bird owl hen chicken duck dove rabbit 鸟"),
    ("bunting", "bunting garland streamer flag chain decoration decorations 彩旗"),
    ("umbrella", "umbrella parasol raincoat poncho 伞"),
    ("card", "card envelope postage gift stickers sticker letter 贺卡"),
    ("toy", "toy doll game bear playing puzzle children child soldier 玩具"),
    ("cushion", "cushion pillow quilt throw blanket towel apron 垫"),
    ("cutlery", "cutlery spoon fork knife spatula baking kitchen 餐具"),
    ("book", "book notebook journal pad diary pencil pen 本"),
    ("sign", "sign plaque hook hanger doorstop chalkboard 牌"),
    ("jewel", "necklace bracelet earrings ring bead charm 项链"),
)
_INKS = {
    "blue": "blue navy 蓝",
    "green": "green 绿 龙井",
    "red": "red retrospot 红",
    "clay": "clay brown wood wooden chocolate 陶",
    "pink": "pink rose strawberry 粉",
    "ivory": "ivory cream white natural vanilla 白",
    "slate": "bubble tissue grey gray silver black metal zinc 气泡 灰 黑",
    "violet": "purple lavender violet 紫",
    "teal": "turquoise teal mint aqua 青",
    "ochre": "gold yellow orange brass 金 黄",
}


class Thumb(NamedTuple):
    """Which pictogram, in which ink."""

    pictogram: str
    ink: str


@lru_cache(maxsize=4096)
def thumb_for(sku: str, name: str) -> Thumb:
    """The pictogram of a product: by a word of its name, else by its SKU.

    Examples:
        >>> thumb_for("MUG-BL-350", "Mug, blue, 350 ml")
        Thumb(pictogram='mug', ink='blue')
    """
    words = set(re.findall(r"[a-z-]+", name.lower()))
    mark = crc32(sku.encode("utf-8"))
    inks = sorted(tokens().thumbs.inks)
    pictogram = _by_word(_WORDS, words, name) or "box"
    ink = _by_word(tuple(_INKS.items()), words, name) or inks[mark % len(inks)]
    return Thumb(pictogram, ink)


def _by_word(table: tuple[tuple[str, str], ...], words: set[str], name: str) -> str | None:
    for key, hints in table:
        for hint in hints.split():
            if hint in words or (not hint.isascii() and hint in name):
                return key
    return None


@cache
def _source(pictogram: str) -> str:
    return resource_path("thumbs", f"{pictogram}.svg").read_text(encoding="utf-8")


def thumb_pixmap(thumb: Thumb, size: int, dpr: float = 1.0) -> QPixmap:
    """The bare pictogram, `size` logical px high and wide."""
    key = f"thumb:{thumb.pictogram}:{thumb.ink}:{size}:{dpr}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    ink = tokens().thumbs.inks[thumb.ink]
    source = _source(thumb.pictogram).replace("mainInk", ink.main)
    source = source.replace("deepInk", ink.deep).replace("lightInk", ink.light)
    pixmap = render_svg(source, size, dpr)
    QPixmapCache.insert(key, pixmap)
    return pixmap


def draw_thumb(painter: QPainter, sku: str, name: str, box: QRectF, dpr: float) -> None:
    """Draw the product's tile: white paper in every theme, so that colours stay true."""
    thumbs = tokens().thumbs
    draw_box(painter, box, thumbs.paper, thumbs.edge)
    size = round(box.width() * 0.78)
    at = QRectF(0, 0, size, size)
    at.moveCenter(box.center())
    painter.drawPixmap(at.toRect(), thumb_pixmap(thumb_for(sku, name), size, dpr))

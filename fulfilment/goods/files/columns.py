"""The columns of each kind of sheet: names in English and Chinese, and how their cells read.

The first name of each language is the one we write ourselves, so that what we write can be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fulfilment.goods.files.cells import (
    Read,
    day,
    flag,
    grams,
    key_words,
    millimetres,
    one_of,
    whole,
    words,
)
from fulfilment.goods.import_stock import MOST_UNITS as MOST_STOCK
from fulfilment.goods.product_facts import (
    LONGEST_NAME,
    MOST_GRAMS,
    MOST_LOW_STOCK,
    MOST_MARGIN_DAYS,
    MOST_MM,
)
from fulfilment.goods.product_links import MOST_UNITS as MOST_PARTS
from fulfilment.goods.sheets import GoodsKind
from fulfilment.goods.shelves import MOST_WALK_KEY
from fulfilment.goods.suppliers import MOST_LEAD_DAYS
from fulfilment.intake.drafts import sku_key
from procedure.product_codes import LONGEST, MOST_UNITS
from procedure.reading import matching_key
from procedure.words import CountRule, DangerClass, SaleStatus, ShelfKind

ENGLISH, SIMPLE, TRADITIONAL = "en", "zh_CN", "zh_TW"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet.

    Attributes:
        name: English name; under it the value stands in a row.
        read: Makes a value of a cell.
        chinese: Our names for it, simplified and traditional.
        also: Other names it is known by.
        required: A row cannot do without it.
        example: A cell as it might be.
    """

    name: str
    read: Read
    chinese: tuple[str, str]
    also: tuple[str, ...] = ()
    required: bool = False
    example: str = ""

    def title(self, language: str) -> str:
        """The heading we write."""
        if language == ENGLISH:
            return self.name
        return self.chinese[0 if language == SIMPLE else 1]

    @property
    def titles(self) -> tuple[str, ...]:
        """Every heading it is found by."""
        return (self.name, *self.chinese, *self.also)


def _shelf(text: str) -> str:
    return matching_key(text).removeprefix("LOC-")


_SKU = key_words(LONGEST, sku_key)
_CODE = key_words(LONGEST, matching_key)
_NAME = words(LONGEST_NAME)
_SALE = one_of(
    {
        **dict.fromkeys(("on_sale", "在售", "可售", "上架", "在售中"), SaleStatus.ON_SALE),
        **dict.fromkeys(("discontinued", "停产", "停產"), SaleStatus.DISCONTINUED),
        **dict.fromkeys(("delisted", "下架"), SaleStatus.DELISTED),
    }
)
_DANGER = one_of(
    {
        **dict.fromkeys(("none", "no", "无", "無", "否", "普货", "普貨"), DangerClass.NONE),
        **dict.fromkeys(("battery", "电池", "電池", "带电", "帶電"), DangerClass.BATTERY),
        **dict.fromkeys(("dangerous", "yes", "危险品", "危險品", "是"), DangerClass.DANGEROUS),
    }
)
_RULE = one_of(
    {
        **dict.fromkeys(
            ("scan_every_unit", "逐件扫描", "逐件掃描", "逐件"), CountRule.SCAN_EVERY_UNIT
        ),
        **dict.fromkeys(("count", "计数", "計數", "数量", "數量"), CountRule.COUNT),
    }
)
_KIND = one_of(
    {
        **dict.fromkeys(("pick", "拣货", "揀貨", "拣货位", "揀貨位"), ShelfKind.PICK),
        **dict.fromkeys(("reserve", "存储", "儲存", "备货", "備貨", "存储位"), ShelfKind.RESERVE),
        **dict.fromkeys(("staging", "暂存", "暫存", "集货", "集貨"), ShelfKind.STAGING),
        **dict.fromkeys(("inspection", "质检", "質檢", "待检", "待檢"), ShelfKind.INSPECTION),
    }
)


def _sku(name: str, chinese: tuple[str, str], *also: str) -> Column:
    return Column(name, _SKU, chinese, also, required=True, example="MUG-BL-350")


_PRODUCT = _sku(
    "sku", ("商品编码", "商品編碼"), "货号", "貨號", "商品代码", "商品代碼", "product", "item_no"
)
_SUPPLIER = ("supplier", _CODE, ("供应商", "供應商"), ("供应商编码", "供應商編碼", "vendor"))

_PRODUCTS = (
    _PRODUCT,
    Column(
        "name",
        _NAME,
        ("名称", "名稱"),
        ("品名", "商品名称", "商品名稱", "description"),
        example="Mug, blue, 350 ml",
    ),
    Column(
        "sale_status",
        _SALE,
        ("销售状态", "銷售狀態"),
        ("状态", "狀態", "status"),
        example="on_sale",
    ),
    Column("weight_g", grams(MOST_GRAMS), ("重量", "重量"), ("weight",), example="340"),
    Column(
        "length_mm", millimetres(MOST_MM), ("长", "長"), ("length", "长度", "長度"), example="120"
    ),
    Column("width_mm", millimetres(MOST_MM), ("宽", "寬"), ("width", "宽度", "寬度"), example="90"),
    Column("height_mm", millimetres(MOST_MM), ("高", "高"), ("height", "高度"), example="100"),
    Column("fragile", flag, ("易碎", "易碎"), ("易碎品",), example="yes"),
    Column("heavy", flag, ("重货", "重貨"), ("重件", "超重"), example="no"),
    Column("danger", _DANGER, ("危险品", "危險品"), ("dangerous", "电池", "電池"), example="none"),
    Column("lot_tracked", flag, ("批次管理", "批次管理"), ("批号管理", "批號管理"), example="no"),
    Column("serial_tracked", flag, ("序列号管理", "序號管理"), ("序列號管理",), example="no"),
    Column("customisable", flag, ("可定制", "可客製"), ("customizable", "可定製"), example="no"),
    Column(
        "count_rule",
        _RULE,
        ("清点方式", "清點方式"),
        ("计数规则", "計數規則"),
        example="scan_every_unit",
    ),
    Column(
        "shipping_margin_days",
        whole(0, MOST_MARGIN_DAYS),
        ("发货余量天数", "出貨餘量天數"),
        ("临期天数", "臨期天數", "margin_days"),
        example="0",
    ),
    Column(
        "low_stock_below",
        whole(0, MOST_LOW_STOCK),
        ("低库存线", "低庫存線"),
        ("安全库存", "安全庫存", "low_stock"),
        example="10",
    ),
    Column(*_SUPPLIER, example="YIWU-1"),
)

SHEETS: Mapping[GoodsKind, tuple[Column, ...]] = MappingProxyType(
    {
        GoodsKind.PRODUCTS: _PRODUCTS,
        GoodsKind.CODES: (
            _PRODUCT,
            Column(
                "code",
                key_words(LONGEST, str),
                ("条码", "條碼"),
                ("barcode", "ean", "gtin", "国际条码", "國際條碼", "商品条码", "商品條碼"),
                required=True,
                example="6901234567892",
            ),
            Column(
                "units",
                whole(1, MOST_UNITS),
                ("件数", "件數"),
                ("箱规", "箱規", "装箱数", "裝箱數", "content"),
                example="1",
            ),
        ),
        GoodsKind.SHELVES: (
            Column(
                "shelf",
                key_words(LONGEST, _shelf),
                ("库位", "儲位"),
                ("庫位", "货位", "貨位", "货架", "貨架", "location", "code"),
                required=True,
                example="A-01-02-03",
            ),
            Column("zone", words(3, matching_key), ("库区", "庫區"), ("区域", "區域"), example="A"),
            Column(
                "kind", _KIND, ("类型", "類型"), ("库位类型", "儲位類型", "type"), example="pick"
            ),
            Column(
                "walk_key",
                whole(0, MOST_WALK_KEY),
                ("行走顺序", "行走順序"),
                ("拣货顺序", "揀貨順序", "walking_order"),
            ),
            Column("active", flag, ("启用", "啟用"), ("有效", "使用中"), example="yes"),
        ),
        GoodsKind.STOCK: (
            _PRODUCT,
            Column(
                "shelf",
                key_words(LONGEST, _shelf),
                ("库位", "儲位"),
                ("庫位", "货位", "貨位", "location"),
                required=True,
                example="A-01-02-03",
            ),
            Column(
                "lot",
                key_words(LONGEST, matching_key),
                ("批次", "批次"),
                ("批号", "批號", "batch"),
                example="",
            ),
            Column(
                "expires_on",
                day,
                ("到期日", "到期日"),
                ("有效期", "有效期至", "失效日期", "效期", "expiry", "best_before"),
                example="",
            ),
            Column(
                "quantity",
                whole(-MOST_STOCK * 1000, MOST_STOCK * 1000),
                ("数量", "數量"),
                ("库存", "庫存", "期初数量", "期初數量", "qty", "units"),
                required=True,
                example="20",
            ),
        ),
        GoodsKind.SUPPLIERS: (
            Column(*_SUPPLIER, required=True, example="YIWU-1"),
            Column(
                "name", _NAME, ("名称", "名稱"), ("供应商名称", "供應商名稱"), example="义乌百货"
            ),
            Column("contact", _NAME, ("联系人", "聯絡人"), ("聯繫人",)),
            Column(
                "phone",
                key_words(LONGEST_NAME, str),
                ("电话", "電話"),
                ("手机", "手機", "telephone"),
            ),
            Column("email", _NAME, ("邮箱", "電子郵件"), ("电子邮件", "郵箱", "e_mail")),
            Column(
                "lead_days",
                whole(0, MOST_LEAD_DAYS),
                ("到货天数", "到貨天數"),
                ("交期", "lead_time"),
                example="7",
            ),
            Column("active", flag, ("启用", "啟用"), ("有效",), example="yes"),
        ),
        GoodsKind.ALTERNATIVES: (
            _PRODUCT,
            _sku("alternative", ("替代商品", "替代商品"), "替代品", "alternative_sku"),
            Column("rank", whole(1, 1000), ("顺序", "順序"), ("优先级", "優先順序"), example="1"),
        ),
        GoodsKind.BUNDLES: (
            _sku("bundle", ("组合编码", "組合編碼"), "套装编码", "套裝編碼", "组合", "組合"),
            _sku("part", ("组成商品", "組成商品"), "子商品", "part_sku", "单品", "單品"),
            Column("quantity", whole(1, MOST_PARTS), ("数量", "數量"), ("qty",), example="2"),
        ),
        GoodsKind.GIFTS: (
            _PRODUCT,
            _sku("gift", ("赠品", "贈品"), "赠品编码", "贈品編碼", "gift_sku"),
            Column(
                "from_quantity",
                whole(1, MOST_PARTS),
                ("起赠数量", "起贈數量"),
                ("满赠数量", "滿贈數量"),
                example="1",
            ),
            Column(
                "quantity",
                whole(1, MOST_PARTS),
                ("赠送数量", "贈送數量"),
                ("数量", "數量", "qty"),
                example="1",
            ),
        ),
    }
)

"""The words printed on paper. Labels speak the carrier's language, sheets the floor's.

They are not in the message catalogue: a label's words belong to the trade (收, 寄, 补打) and
stay the same whatever language the screen speaks.

References:
    FIELD "Labels and waybills" and "Operations" (words of the trade).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class LabelWords:
    """Words of a waybill; `{n}` and `{i}` are filled in."""

    receiver: str
    sender: str
    pieces: str
    more_kinds: str
    weight: str
    parcel: str
    copy: str


@dataclass(frozen=True, slots=True)
class SheetWords:
    """Words of a pick sheet and of card sheets."""

    pick_sheet: str
    order: str
    orders: str
    more_orders: str
    wave: str
    zone: str
    carrier: str
    cut_off: str
    express: str
    attention: str
    column_no: str
    column_shelf: str
    column_product: str
    column_quantity: str
    slot: str
    lot: str
    expires: str
    lines_and_pieces: str
    page: str
    copy: str
    picked_by: str


_LABEL_CN = LabelWords("收", "寄", "共 {n} 件", "等 {n} 种", "重量", "包裹 {i}/{n}", "补打{n}")

LABEL_WORDS: Mapping[str, LabelWords] = MappingProxyType(
    {
        "zh_CN": _LABEL_CN,
        "zh_TW": LabelWords(
            "收", "寄", "共 {n} 件", "等 {n} 種", "重量", "包裹 {i}/{n}", "補印{n}"
        ),
        "en": LabelWords(
            "To", "Fr", "{n} pcs", "{n} kinds", "Weight", "Parcel {i}/{n}", "Reprint {n}"
        ),
    }
)

SHEET_WORDS: Mapping[str, SheetWords] = MappingProxyType(
    {
        "zh_CN": SheetWords(
            pick_sheet="拣货单",
            order="订单",
            orders="{n} 个订单",
            more_orders="等共 {n} 单",
            wave="波次",
            zone="库区",
            carrier="承运商",
            cut_off="截单",
            express="加急",
            attention="注意",
            column_no="序",
            column_shelf="货位",
            column_product="商品",
            column_quantity="数量",
            slot="格口",
            lot="批次",
            expires="有效期至",
            lines_and_pieces="{lines} 行 · {pieces} 件",
            page="第 {page} 页，共 {pages} 页",
            copy="补打{n}",
            picked_by="拣货员",
        ),
        "zh_TW": SheetWords(
            pick_sheet="揀貨單",
            order="訂單",
            orders="{n} 個訂單",
            more_orders="等共 {n} 單",
            wave="波次",
            zone="庫區",
            carrier="承運商",
            cut_off="截單",
            express="加急",
            attention="注意",
            column_no="序",
            column_shelf="儲位",
            column_product="商品",
            column_quantity="數量",
            slot="格口",
            lot="批次",
            expires="有效期至",
            lines_and_pieces="{lines} 行 · {pieces} 件",
            page="第 {page} 頁，共 {pages} 頁",
            copy="補印{n}",
            picked_by="揀貨員",
        ),
        "en": SheetWords(
            pick_sheet="Pick sheet",
            order="Order",
            orders="{n} orders",
            more_orders="… {n} in all",
            wave="Wave",
            zone="Zone",
            carrier="Carrier",
            cut_off="Cut-off",
            express="Express",
            attention="Attention",
            column_no="No.",
            column_shelf="Shelf",
            column_product="Product",
            column_quantity="Qty",
            slot="Slot",
            lot="Lot",
            expires="Use by",
            lines_and_pieces="{lines} lines · {pieces} pieces",
            page="Page {page} of {pages}",
            copy="Reprint {n}",
            picked_by="Picked by",
        ),
    }
)


def label_words(language: str) -> LabelWords:
    """Words for a label; a language without its own gets the carrier's, simplified Chinese."""
    return LABEL_WORDS.get(language, _LABEL_CN)


def sheet_words(language: str) -> SheetWords:
    """Words for a sheet; a language without its own gets English."""
    return SHEET_WORDS.get(language, SHEET_WORDS["en"])

"""The fields of a product, a shelf, a supplier and a packaging material, as forms show them.

References:
    clauses 2.2.2a, 2.2.2b; 3.2.3a.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from desktop.office.goods.facts_form import Field, Kind, Line
from desktop.office.goods.packaging_acts import SIDES, rule_name
from fulfilment.goods.product_facts import MOST_GRAMS, MOST_LOW_STOCK, MOST_MARGIN_DAYS, MOST_MM
from fulfilment.goods.shelves import MOST_WALK_KEY
from fulfilment.goods.suppliers import MOST_LEAD_DAYS
from fulfilment.packing.packaging import MOST_PIECES
from procedure.parcel_words import PackagingKind, PackingCause
from procedure.texts import status_word
from procedure.words import CountRule, DangerClass, SaleStatus, ShelfKind
from resources.catalogue import N_


def _options(words: Iterable[StrEnum]) -> tuple[tuple[str, Any], ...]:
    return tuple((status_word(each).msgid, each) for each in words)


def _size(name: str, title: str) -> Field:
    return Field(name, title, Kind.NUMBER, MOST_MM, blank=True)


def _flag(name: str, title: str) -> Field:
    return Field(name, title, Kind.FLAG)


NO_SUPPLIER = (N_("Nobody yet"), None)
PRODUCT: tuple[tuple[str, Line], ...] = (
    ("", (Field("sku", N_("SKU"), fixed=True),)),
    ("", (Field("name", N_("Name")),)),
    ("", (Field("sale_status", N_("Sale"), Kind.CHOICE, options=_options(SaleStatus)),)),
    ("", (Field("weight_g", N_("Weight, g"), Kind.NUMBER, MOST_GRAMS, blank=True),)),
    (
        N_("Size, mm"),
        (
            _size("length_mm", N_("Length")),
            _size("width_mm", N_("Width")),
            _size("height_mm", N_("Height")),
        ),
    ),
    (
        N_("Handling"),
        (
            _flag("fragile", N_("Fragile")),
            _flag("heavy", N_("Heavy")),
            _flag("customisable", N_("Made to wish")),
        ),
    ),
    ("", (Field("danger", N_("Danger"), Kind.CHOICE, options=_options(DangerClass)),)),
    (
        N_("Kept by"),
        (_flag("lot_tracked", N_("Lot")), _flag("serial_tracked", N_("Serial number"))),
    ),
    ("", (Field("count_rule", N_("Counting"), Kind.CHOICE, options=_options(CountRule)),)),
    (
        "",
        (
            Field(
                "shipping_margin_days",
                N_("Shipping margin, days"),
                Kind.NUMBER,
                MOST_MARGIN_DAYS,
            ),
        ),
    ),
    (
        "",
        (Field("low_stock_below", N_("Low stock below"), Kind.NUMBER, MOST_LOW_STOCK, blank=True),),
    ),
    ("", (Field("supplier_id", N_("Supplier"), Kind.CHOICE, options=(NO_SUPPLIER,)),)),
)
SHELF: tuple[tuple[str, Line], ...] = (
    ("", (Field("code", N_("Shelf"), fixed=True),)),
    ("", (Field("kind", N_("Kind"), Kind.CHOICE, options=_options(ShelfKind)),)),
    ("", (Field("zone", N_("Zone")),)),
    ("", (Field("walk_key", N_("Place on the way"), Kind.NUMBER, MOST_WALK_KEY, blank=True),)),
    (N_("Use"), (_flag("active", N_("In use")),)),
)
SUPPLIER: tuple[tuple[str, Line], ...] = (
    ("", (Field("code", N_("Code"), fixed=True),)),
    ("", (Field("name", N_("Name")),)),
    ("", (Field("contact", N_("Contact")),)),
    ("", (Field("phone", N_("Phone")),)),
    ("", (Field("email", N_("E-mail")),)),
    ("", (Field("lead_days", N_("Days until goods come"), Kind.NUMBER, MOST_LEAD_DAYS),)),
    (N_("Use"), (_flag("active", N_("In use")),)),
)


def _pieces(name: str, title: str) -> Field:
    return Field(name, title, Kind.NUMBER, MOST_PIECES, blank=True)


_RULE_TITLES = {
    PackingCause.FRAGILE: N_("Pieces for fragile goods"),
    PackingCause.HEAVY: N_("Pieces for heavy goods"),
    PackingCause.BATTERY: N_("Pieces for batteries"),
    PackingCause.DANGEROUS: N_("Pieces for dangerous goods"),
}
PACKAGING: tuple[tuple[str, Line], ...] = (
    ("", (Field("code", N_("Card code"), fixed=True),)),
    ("", (Field("name", N_("Name")),)),
    ("", (Field("kind", N_("Kind"), Kind.CHOICE, options=_options(PackagingKind)),)),
    ("", (Field("weight_g", N_("Weight, g"), Kind.NUMBER, MOST_PIECES),)),
    (
        N_("Room inside, mm"),
        tuple(
            _size(name, title)
            for name, title in zip(SIDES, (N_("Length"), N_("Width"), N_("Height")), strict=True)
        ),
    ),
    ("", (_pieces("max_load_g", N_("Carries at most, g")),)),
    ("", (_pieces("low_below", N_("To be bought below")),)),
    *(("", (_pieces(rule_name(cause), _RULE_TITLES[cause]),)) for cause in PackingCause),
    (N_("Use"), (_flag("active", N_("In use")),)),
)

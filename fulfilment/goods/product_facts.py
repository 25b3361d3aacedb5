"""What one may write down of a product, and what of it is refused. Pure: no database.

The form on the screen and the rows of a sheet go through the same checks.

References:
    FIELD "Operations", "Scanners"; clauses 2.2.2a, 2.2.2b.
"""

from __future__ import annotations

from dataclasses import dataclass

from procedure.product_codes import sku_refusal
from procedure.verdicts import Verdict, VerdictKind, verdict
from procedure.words import CountRule, DangerClass, SaleStatus

MOST_GRAMS = 1_000_000
MOST_MM = 10_000
MOST_MARGIN_DAYS = 3_650
MOST_LOW_STOCK = 1_000_000
LONGEST_NAME = 200
SIZES = ("length_mm", "width_mm", "height_mm")


@dataclass(frozen=True, slots=True)
class ProductFacts:
    """A product as somebody writes it down.

    Attributes:
        sku: As `sku_key` makes it; fixed once the product is there.
        length_mm, width_mm, height_mm: Of one unit.
        shipping_margin_days: Lots that expire within so many days are not sent.
        low_stock_below: Fewer than this is "low"; the policy's number where None.
        supplier_id: Whom it is bought from.
    """

    sku: str
    name: str
    sale_status: SaleStatus = SaleStatus.ON_SALE
    weight_g: int | None = None
    length_mm: int | None = None
    width_mm: int | None = None
    height_mm: int | None = None
    fragile: bool = False
    heavy: bool = False
    danger: DangerClass = DangerClass.NONE
    lot_tracked: bool = False
    serial_tracked: bool = False
    customisable: bool = False
    count_rule: CountRule = CountRule.SCAN_EVERY_UNIT
    shipping_margin_days: int = 0
    low_stock_below: int | None = None
    supplier_id: int | None = None


@dataclass(frozen=True, slots=True)
class StoredProduct:
    """A product as the database has it.

    Attributes:
        has_stock: Whether any unit of it is on hand anywhere.
    """

    product_id: int
    version: int
    is_bundle: bool
    has_stock: bool
    facts: ProductFacts


def facts_refusal(facts: ProductFacts, before: StoredProduct | None) -> Verdict | None:
    """Why a product cannot be written down so, or None."""
    if before is None and (refused := sku_refusal(facts.sku)) is not None:
        return refused
    why = _bad_text(facts) or _bad_number(facts) or _bad_rule(facts)
    if why:
        return verdict(VerdictKind.PRODUCT_REFUSED, why=why, sku=facts.sku)
    if before is None:
        return None
    if before.facts.sku != facts.sku:
        return verdict(VerdictKind.PRODUCT_REFUSED, why="sku_fixed", sku=before.facts.sku)
    tracking = (facts.lot_tracked, facts.serial_tracked)
    if before.has_stock and tracking != (before.facts.lot_tracked, before.facts.serial_tracked):
        return verdict(VerdictKind.PRODUCT_REFUSED, why="tracking", sku=facts.sku)
    return None


def _bad_text(facts: ProductFacts) -> str:
    if not facts.name.strip():
        return "name"
    return "name_long" if len(facts.name) > LONGEST_NAME else ""


def _bad_number(facts: ProductFacts) -> str:
    if facts.weight_g is not None and not 0 < facts.weight_g <= MOST_GRAMS:
        return "weight"
    sizes = [size for name in SIZES if (size := getattr(facts, name)) is not None]
    if any(not 0 < size <= MOST_MM for size in sizes):
        return "size"
    if not 0 <= facts.shipping_margin_days <= MOST_MARGIN_DAYS:
        return "margin"
    low = facts.low_stock_below
    return "low_stock" if low is not None and not 0 <= low <= MOST_LOW_STOCK else ""


def _bad_rule(facts: ProductFacts) -> str:
    """A quantity card can stand for units only where each is like the other."""
    if facts.serial_tracked and facts.count_rule is CountRule.COUNT:
        return "count_serial"
    return ""

"""The lines of a new order: what was ordered, a bundle's parts in its place, gifts behind it.

A bundle becomes a row of its own and a line for each part at price 0, so that picking and packing
need to know nothing of bundles; the order's total stays what was asked. Bundles and lines share
one row of numbers, so that a gift names either.

References:
    Clauses 3.1.1a (what is ordered is what is picked), 3.1.2a (wording goes with the goods).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from db.schema.products import Product, ProductGift, ProductPart
from fulfilment.house import Work
from fulfilment.intake.drafts import LineDraft, OrderDraft, sku_key
from procedure.words import SaleStatus


@dataclass(frozen=True, slots=True)
class KnownPart:
    """A product in a bundle, or a gift."""

    product_id: int
    sku: str
    name: str
    quantity: int
    sale_status: SaleStatus


@dataclass(frozen=True, slots=True)
class KnownGift:
    """A gift, and from how many units on it is given."""

    part: KnownPart
    from_quantity: int


@dataclass(frozen=True, slots=True)
class KnownSku:
    """What intake must know of a product.

    Attributes:
        parts: Of one unit, where it is a bundle.
    """

    product_id: int
    sale_status: SaleStatus
    is_bundle: bool = False
    parts: tuple[KnownPart, ...] = ()
    gifts: tuple[KnownGift, ...] = ()


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line to be.

    Attributes:
        line_no: From 1, shared with the order's bundles.
        bundle_no: Number of the bundle it is a part of.
        gift_of: Number of the line or bundle it is given with.
    """

    line_no: int
    product_id: int | None
    sku: str
    name: str
    quantity: int
    unit_price_minor: int
    customization: str
    bundle_no: int | None = None
    gift_of: int | None = None


@dataclass(frozen=True, slots=True)
class NewBundle:
    """A bundle as it was ordered."""

    line_no: int
    product_id: int
    sku: str
    name: str
    quantity: int
    unit_price_minor: int


@dataclass(frozen=True, slots=True)
class NewLines:
    """Everything an order asks for.

    Attributes:
        numbers: Number of each line of the draft, in its order.
    """

    lines: tuple[NewLine, ...]
    bundles: tuple[NewBundle, ...]
    numbers: tuple[int, ...]

    @property
    def pieces(self) -> int:
        """Units that are picked and packed."""
        return sum(line.quantity for line in self.lines)


def products_by_sku(work: Work, drafts: Sequence[OrderDraft]) -> dict[str, KnownSku]:
    """The products these drafts name, by SKU key, with what belongs to them."""
    keys = sorted({sku_key(line.sku) for draft in drafts for line in draft.lines})
    rows = work.connection.execute(
        select(Product.sku, Product.id, Product.sale_status, Product.is_bundle).where(
            Product.sku.in_(keys)
        )
    ).all()
    parts = _parts_of_bundles(work, [row.id for row in rows if row.is_bundle])
    gifts = _gifts_with(work, [row.id for row in rows])
    return {
        row.sku: KnownSku(
            row.id,
            row.sale_status,
            row.is_bundle,
            tuple(parts.get(row.id, ())),
            tuple(gifts.get(row.id, ())),
        )
        for row in rows
    }


def _parts_of_bundles(work: Work, bundles: Sequence[int]) -> dict[int, list[KnownPart]]:
    if not bundles:
        return {}
    found: dict[int, list[KnownPart]] = {}
    for row in work.connection.execute(
        select(
            ProductPart.bundle_id,
            ProductPart.part_id,
            ProductPart.quantity,
            Product.sku,
            Product.name,
            Product.sale_status,
        )
        .join(Product, Product.id == ProductPart.part_id)
        .where(ProductPart.bundle_id.in_(sorted(bundles)))
        .order_by(ProductPart.bundle_id, Product.sku)
    ):
        part = KnownPart(row.part_id, row.sku, row.name, row.quantity, row.sale_status)
        found.setdefault(row.bundle_id, []).append(part)
    return found


def _gifts_with(work: Work, products: Sequence[int]) -> dict[int, list[KnownGift]]:
    """What is given with these products; a gift that is not on sale any more is not given."""
    found: dict[int, list[KnownGift]] = {}
    for row in work.connection.execute(
        select(
            ProductGift.product_id,
            ProductGift.gift_id,
            ProductGift.from_quantity,
            ProductGift.quantity,
            Product.sku,
            Product.name,
            Product.sale_status,
        )
        .join(Product, Product.id == ProductGift.gift_id)
        .where(
            ProductGift.product_id.in_(sorted(products)),
            Product.sale_status == SaleStatus.ON_SALE,
        )
        .order_by(ProductGift.product_id, Product.sku)
    ):
        part = KnownPart(row.gift_id, row.sku, row.name, row.quantity, row.sale_status)
        found.setdefault(row.product_id, []).append(KnownGift(part, row.from_quantity))
    return found


def lines_of(draft: OrderDraft, products: Mapping[str, KnownSku]) -> NewLines:
    """The lines and bundles of one draft."""
    lines: list[NewLine] = []
    bundles: list[NewBundle] = []
    numbers: list[int] = []
    ordered: Counter[str] = Counter()
    first: dict[str, int] = {}
    for line in draft.lines:
        line_no = len(lines) + len(bundles) + 1
        numbers.append(line_no)
        known = products.get(sku_key(line.sku))
        if known is None or not known.parts:
            product_id = None if known is None else known.product_id
            lines.append(_line(line_no, line, product_id))
        else:
            bundles.append(_bundle(line_no, line, known))
            lines.extend(_parts(line_no, line, known.parts))
        if known is not None:
            ordered[sku_key(line.sku)] += line.quantity
            first.setdefault(sku_key(line.sku), line_no)
    for sku, units in ordered.items():
        for gift in products[sku].gifts:
            if units >= gift.from_quantity:
                line_no = len(lines) + len(bundles) + 1
                lines.append(_free(line_no, gift.part, gift.part.quantity, "", gift_of=first[sku]))
    return NewLines(tuple(lines), tuple(bundles), tuple(numbers))


def _line(line_no: int, line: LineDraft, product_id: int | None) -> NewLine:
    return NewLine(
        line_no,
        product_id,
        line.sku,
        line.name,
        line.quantity,
        line.unit_price_minor,
        line.customization or "",
    )


def _bundle(line_no: int, line: LineDraft, known: KnownSku) -> NewBundle:
    return NewBundle(
        line_no, known.product_id, line.sku, line.name, line.quantity, line.unit_price_minor
    )


def _parts(bundle_no: int, line: LineDraft, parts: Sequence[KnownPart]) -> list[NewLine]:
    wording = line.customization or ""
    return [
        _free(number, part, part.quantity * line.quantity, wording, bundle_no=bundle_no)
        for number, part in enumerate(parts, start=bundle_no + 1)
    ]


def _free(
    line_no: int,
    part: KnownPart,
    quantity: int,
    wording: str,
    *,
    bundle_no: int | None = None,
    gift_of: int | None = None,
) -> NewLine:
    """A line nobody pays for by itself."""
    return NewLine(
        line_no, part.product_id, part.sku, part.name, quantity, 0, wording, bundle_no, gift_of
    )

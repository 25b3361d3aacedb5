"""What belongs to a product: parts of a bundle, gifts with it, and what may stand in for it.

A bundle has no stock of its own: its parts are picked. A part is never a bundle itself.

References:
    Clauses 2.2.2b (alternatives), 3.1.1a (what is ordered is what is picked).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select, update

from db.schema.products import Product, ProductAlternative, ProductGift, ProductPart
from fulfilment.goods.product_facts import StoredProduct
from fulfilment.goods.product_rows import locked_products
from fulfilment.house import Actor, House, Refuse, Work
from procedure.effects import Refused
from procedure.ids import ProductId
from procedure.permissions import UseCase
from procedure.verdicts import Verdict, VerdictKind, verdict

MOST_UNITS = 1_000
"""Units of one part in a bundle, or of a gift."""

MOST_LINKS = 50


@dataclass(frozen=True, slots=True)
class Part:
    """So many units of a product in one bundle."""

    product_id: ProductId
    quantity: int


@dataclass(frozen=True, slots=True)
class Gift:
    """Who orders at least `from_quantity` units gets `quantity` units of this with them."""

    product_id: ProductId
    from_quantity: int
    quantity: int


@dataclass(frozen=True, slots=True)
class LinksSaved:
    """What belongs to the product is written; `changed` is False where it was so already."""

    count: int
    changed: bool


def save_parts(
    house: House, actor: Actor, bundle_id: ProductId, parts: Sequence[Part]
) -> LinksSaved | Refused:
    """Make a product a bundle of these parts; without parts it is an ordinary product again.

    Raises:
        CannotNow: The database cannot be written now.
    """

    def body(work: Work) -> LinksSaved:
        products = _locked(work, bundle_id, [part.product_id for part in parts])
        bundle = products[bundle_id]
        if parts:
            _refuse(bundle_refusal(bundle, is_part=is_part_somewhere(work, bundle_id)))
        for part in parts:
            _refuse(part_refusal(bundle, products[part.product_id], part.quantity))
        _refuse_twice(bundle, [part.product_id for part in parts])
        rows = [
            {"bundle_id": bundle_id, "part_id": part.product_id, "quantity": part.quantity}
            for part in sorted(parts, key=lambda part: part.product_id)
        ]
        changed = _replace(work, ProductPart, "bundle_id", bundle_id, "part_id", rows)
        mark_bundles(work, [bundle_id], is_bundle=bool(parts))
        return LinksSaved(len(parts), changed)

    return house.run(actor, UseCase.MANAGE_GOODS, body)


def bundle_refusal(bundle: StoredProduct, *, is_part: bool) -> Verdict | None:
    """Why a product cannot be a bundle, or None."""
    why = "has_stock" if bundle.has_stock else "is_part" if is_part else ""
    if not why:
        return None
    return verdict(VerdictKind.BUNDLE_REFUSED, why=why, bundle=bundle.facts.sku)


def part_refusal(bundle: StoredProduct, part: StoredProduct, quantity: int) -> Verdict | None:
    """Why a product cannot be a part of a bundle, or None."""
    why = ""
    if part.product_id == bundle.product_id:
        why = "itself"
    elif part.is_bundle:
        why = "part_is_bundle"
    elif not 1 <= quantity <= MOST_UNITS:
        why = "quantity"
    if not why:
        return None
    return verdict(
        VerdictKind.BUNDLE_REFUSED,
        why=why,
        bundle=bundle.facts.sku,
        part=part.facts.sku,
        most=MOST_UNITS,
    )


def is_part_somewhere(work: Work, product_id: int) -> bool:
    """Whether some bundle has this product in it."""
    found = select(ProductPart.bundle_id).where(ProductPart.part_id == product_id).limit(1)
    return work.connection.scalar(found) is not None


def mark_bundles(work: Work, product_ids: Sequence[int], *, is_bundle: bool) -> None:
    """Say of products whether they are bundles; who knew it keeps its version."""
    work.connection.execute(
        update(Product)
        .where(Product.id.in_(sorted(product_ids)), Product.is_bundle != is_bundle)
        .values(is_bundle=is_bundle, version=Product.version + 1)
    )


def save_gifts(
    house: House, actor: Actor, product_id: ProductId, gifts: Sequence[Gift]
) -> LinksSaved | Refused:
    """Give a product exactly these gifts.

    Raises:
        CannotNow: The database cannot be written now.
    """

    def body(work: Work) -> LinksSaved:
        ids = [gift.product_id for gift in gifts]
        products = _locked(work, product_id, ids)
        for gift in gifts:
            given = products[gift.product_id]
            _refuse(gift_refusal(given, gift.from_quantity, gift.quantity))
        _refuse_twice(products[product_id], ids)
        rows = [
            {
                "product_id": product_id,
                "gift_id": gift.product_id,
                "from_quantity": gift.from_quantity,
                "quantity": gift.quantity,
            }
            for gift in sorted(gifts, key=lambda gift: gift.product_id)
        ]
        changed = _replace(work, ProductGift, "product_id", product_id, "gift_id", rows)
        return LinksSaved(len(gifts), changed)

    return house.run(actor, UseCase.MANAGE_GOODS, body)


def gift_refusal(gift: StoredProduct, from_quantity: int, quantity: int) -> Verdict | None:
    """Why a product cannot be given so, or None: a gift is one article, picked as it is."""
    sku = gift.facts.sku
    if gift.is_bundle:
        return verdict(VerdictKind.LINK_REFUSED, why="gift_bundle", sku=sku)
    if not (1 <= quantity <= MOST_UNITS and 1 <= from_quantity <= MOST_UNITS):
        return verdict(VerdictKind.LINK_REFUSED, why="gift_quantity", sku=sku, most=MOST_UNITS)
    return None


def save_alternatives(
    house: House, actor: Actor, product_id: ProductId, best_first: Sequence[ProductId]
) -> LinksSaved | Refused:
    """Say what may be offered instead of a product, the best first.

    Raises:
        CannotNow: The database cannot be written now.
    """

    def body(work: Work) -> LinksSaved:
        product = _locked(work, product_id, best_first)[product_id]
        if product_id in best_first:
            raise Refuse(VerdictKind.LINK_REFUSED, why="itself", sku=product.facts.sku)
        _refuse_twice(product, best_first)
        rows = [
            {"product_id": product_id, "alternative_id": alternative, "rank": rank}
            for rank, alternative in enumerate(best_first, start=1)
        ]
        changed = _replace(
            work, ProductAlternative, "product_id", product_id, "alternative_id", rows
        )
        return LinksSaved(len(best_first), changed)

    return house.run(actor, UseCase.MANAGE_GOODS, body)


def _locked(work: Work, owner: int, others: Sequence[int]) -> dict[int, StoredProduct]:
    products = locked_products(work, {owner, *others})
    if not {owner, *others} <= products.keys():
        raise Refuse(VerdictKind.GOODS_NOT_FOUND, what="product")
    return products


def _refuse(refused: Verdict | None) -> None:
    if refused is not None:
        raise Refuse(refused.kind, **refused.params)


def _refuse_twice(owner: StoredProduct, ids: Sequence[int]) -> None:
    if len(set(ids)) != len(ids):
        raise Refuse(VerdictKind.LINK_REFUSED, why="twice", sku=owner.facts.sku)
    if len(ids) > MOST_LINKS:
        raise Refuse(VerdictKind.LINK_REFUSED, why="too_many", sku=owner.facts.sku, most=MOST_LINKS)


def _replace(
    work: Work,
    table: type[Any],
    owner_column: str,
    owner: int,
    order_by: str,
    rows: Sequence[dict[str, Any]],
) -> bool:
    """Put these rows in place of the owner's; whether anything was different."""
    where = getattr(table, owner_column) == owner
    columns = [column.name for column in table.__table__.columns]
    before = [
        tuple(row)
        for row in work.connection.execute(
            select(*(getattr(table, name) for name in columns)).where(where)
        )
    ]
    wanted = [tuple(row[name] for name in columns) for row in rows]
    if sorted(before) == sorted(wanted):
        return False
    work.connection.execute(delete(table).where(where))
    if rows:
        work.connection.execute(insert(table), list(rows))
    return True

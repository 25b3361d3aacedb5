"""What products really weigh, learned from parcels that were weighed.

A parcel with units of one product only tells what one weighs: its weight without carton and
materials, divided by its units. Of five such parcels and more the median is believed.

References:
    FIELD "Operations" (weight check): a weight is learned from the median of at least five
    parcels of one product.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Any

from sqlalchemy import bindparam, func, select, update

from db.schema.orders import OrderLine
from db.schema.packaging import Packaging, ParcelMaterial
from db.schema.parcels import Parcel, ParcelItem
from db.schema.products import Product
from fulfilment.house import Actor, House, Work
from procedure.effects import Refused
from procedure.ids import ProductId
from procedure.permissions import UseCase

LEAST_PARCELS = 5
LOOKED_BACK = timedelta(days=180)
"""Older parcels say nothing: makers change what they sell."""
NEAR_PERCENT = 2
"""A product that weighs so much more or less than the books say is left as it is."""


@dataclass(frozen=True, slots=True)
class LearnedWeight:
    """What one unit of a product weighs by the parcels of it.

    Attributes:
        known_g: By the books, or None.
        learned_g: Median over the parcels, at least 1.
        parcels: So many were weighed.
    """

    product_id: ProductId
    version: int
    sku: str
    name: str
    known_g: int | None
    learned_g: int
    parcels: int


def learned_weights(
    house: House, actor: Actor, least: int = LEAST_PARCELS
) -> tuple[LearnedWeight, ...] | Refused:
    """Products that weigh something else than the books say, by SKU.

    Args:
        least: Fewest parcels that a weight is learned from, at least 1.

    Raises:
        CannotNow: The database is away.
    """
    return house.run(actor, UseCase.MANAGE_GOODS, lambda work: _learned(work, max(1, least)))


def take_weights(house: House, actor: Actor, learned: Sequence[LearnedWeight]) -> int | Refused:
    """Write learned weights into the books; how many.

    A product that somebody changed meanwhile is left as it is.

    Raises:
        CannotNow: The database cannot be written now; nothing was written.
    """

    def take(work: Work) -> int:
        if not learned:
            return 0
        done = work.connection.execute(
            update(Product)
            .where(Product.id == bindparam("the_id"), Product.version == bindparam("the_version"))
            .values(weight_g=bindparam("grams"), version=Product.version + 1),
            [
                {"the_id": each.product_id, "the_version": each.version, "grams": each.learned_g}
                for each in sorted(learned, key=lambda each: each.product_id)
            ],
        )
        return int(done.rowcount)

    return house.run(actor, UseCase.MANAGE_GOODS, take)


def _learned(work: Work, least: int) -> tuple[LearnedWeight, ...]:
    grams: dict[int, list[float]] = defaultdict(list)
    for row in work.connection.execute(_parcels_of_one_product(work)):
        goods_g = row.weight_g - (row.carton_g or 0) - (row.material_g or 0)
        if goods_g > 0:
            grams[row.product_id].append(goods_g / row.units)
    enough = {product: median(found) for product, found in grams.items() if len(found) >= least}
    products = work.connection.execute(
        select(Product.id, Product.version, Product.sku, Product.name, Product.weight_g)
        .where(Product.id.in_(sorted(enough)))
        .order_by(Product.sku)
    )
    found = (
        LearnedWeight(
            ProductId(row.id),
            row.version,
            row.sku,
            row.name,
            row.weight_g,
            max(1, round(enough[row.id])),
            len(grams[row.id]),
        )
        for row in products
    )
    return tuple(each for each in found if not _is_known(each))


def _is_known(learned: LearnedWeight) -> bool:
    if learned.known_g is None:
        return False
    return abs(learned.learned_g - learned.known_g) * 100 <= learned.known_g * NEAR_PERCENT


def _parcels_of_one_product(work: Work) -> Any:
    """Weighed parcels that hold units of one product only, in a carton that is known."""
    inside = (
        select(
            ParcelItem.parcel_id,
            func.min(OrderLine.product_id).label("product_id"),
            func.sum(ParcelItem.packed).label("units"),
        )
        .join(OrderLine, OrderLine.id == ParcelItem.order_line_id)
        .where(ParcelItem.packed > 0)
        .group_by(ParcelItem.parcel_id)
        .having(func.min(OrderLine.product_id) == func.max(OrderLine.product_id))
        .subquery()
    )
    material = (
        select(func.sum(ParcelMaterial.used * Packaging.weight_g))
        .join(Packaging, Packaging.id == ParcelMaterial.packaging_id)
        .where(ParcelMaterial.parcel_id == Parcel.id)
        .correlate(Parcel)
        .scalar_subquery()
    )
    return (
        select(
            inside.c.product_id,
            inside.c.units,
            Parcel.weight_g,
            Packaging.weight_g.label("carton_g"),
            material.label("material_g"),
        )
        .join(inside, inside.c.parcel_id == Parcel.id)
        .join(Packaging, Packaging.id == Parcel.packaging_id)
        .where(
            Parcel.warehouse_id == work.warehouse_id,
            Parcel.weight_g.is_not(None),
            Parcel.weighed_at >= work.now - LOOKED_BACK,
        )
    )

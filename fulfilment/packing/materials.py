"""Materials that a parcel's goods ask for: given when it opens, confirmed, booked when it closes.

References:
    clause 3.2.3a.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from db.schema.orders import OrderLine
from db.schema.packaging import Packaging, PackagingMovement, PackagingRule, ParcelMaterial
from db.schema.parcels import Parcel, ParcelItem
from db.schema.products import Product
from fulfilment.house import Refuse, Work
from fulfilment.packing.lease import hold_lease
from fulfilment.packing.packaging_stock import PackagingChange, post_packaging
from procedure.ids import PackagingId, ParcelId
from procedure.pack_effects import ChooseCarton, UseMaterial
from procedure.packaging import Carton, causes_of
from procedure.parcel_words import PackagingKind, PackagingMove, PackingCause
from procedure.tasks import PackMaterial
from procedure.verdicts import VerdictKind
from procedure.words import ParcelStatus


def ask_materials(work: Work, parcel_id: ParcelId, causes: Collection[PackingCause]) -> None:
    """Note which materials a parcel's goods ask for by the rules as they are now.

    What was confirmed before stays; what is no longer asked for and not confirmed goes.
    """
    asked = _asked(work, causes)
    known = {
        row.packaging_id: row
        for row in work.connection.execute(
            select(ParcelMaterial.packaging_id, ParcelMaterial.asked, ParcelMaterial.used).where(
                ParcelMaterial.parcel_id == parcel_id
            )
        )
    }
    new = sorted(set(asked) - set(known))
    if new:
        work.connection.execute(
            insert(ParcelMaterial),
            [
                {"parcel_id": parcel_id, "packaging_id": each, "asked": asked[each], "used": 0}
                for each in new
            ],
        )
    gone = [each for each, row in known.items() if each not in asked and not row.used]
    if gone:
        work.connection.execute(
            delete(ParcelMaterial).where(
                ParcelMaterial.parcel_id == parcel_id, ParcelMaterial.packaging_id.in_(gone)
            )
        )


def _asked(work: Work, causes: Collection[PackingCause]) -> dict[int, int]:
    """Pieces of each active material; of two rules for the same one the larger counts."""
    if not causes:
        return {}
    rows = work.connection.execute(
        select(PackagingRule.packaging_id, func.max(PackagingRule.quantity))
        .join(Packaging, Packaging.id == PackagingRule.packaging_id)
        .where(
            PackagingRule.cause.in_(sorted(causes)),
            Packaging.active,
            Packaging.warehouse_id == work.warehouse_id,
        )
        .group_by(PackagingRule.packaging_id)
    )
    return {packaging_id: int(quantity) for packaging_id, quantity in rows}


def materials_of(work: Work, parcel_id: ParcelId) -> tuple[tuple[PackMaterial, ...], int]:
    """What a parcel was asked to get, by name, and the weight of it all in grams."""
    rows = work.connection.execute(
        select(
            ParcelMaterial.packaging_id,
            ParcelMaterial.asked,
            ParcelMaterial.used,
            Packaging.code,
            Packaging.name,
            Packaging.kind,
            Packaging.weight_g,
        )
        .join(Packaging, Packaging.id == ParcelMaterial.packaging_id)
        .where(ParcelMaterial.parcel_id == parcel_id)
        .order_by(Packaging.name, Packaging.id)
    ).all()
    causes: dict[int, list[PackingCause]] = defaultdict(list)
    for packaging_id, cause in work.connection.execute(
        select(PackagingRule.packaging_id, PackagingRule.cause)
        .where(PackagingRule.packaging_id.in_([row.packaging_id for row in rows]))
        .order_by(PackagingRule.cause)
    ):
        causes[packaging_id].append(cause)
    found = tuple(
        PackMaterial(
            PackagingId(row.packaging_id),
            row.code,
            row.name,
            row.kind,
            tuple(causes[row.packaging_id]),
            row.asked,
            row.used,
            row.weight_g,
        )
        for row in rows
    )
    return found, sum(row.weight_g * max(row.asked, row.used) for row in rows)


def cartons(work: Work) -> tuple[Carton, ...]:
    """The active cartons of the house, by code."""
    rows = work.connection.execute(
        select(Packaging)
        .with_only_columns(
            Packaging.id,
            Packaging.code,
            Packaging.name,
            Packaging.weight_g,
            Packaging.max_load_g,
            Packaging.inner_length_mm,
            Packaging.inner_width_mm,
            Packaging.inner_height_mm,
        )
        .where(
            Packaging.warehouse_id == work.warehouse_id,
            Packaging.kind == PackagingKind.CARTON,
            Packaging.active,
        )
        .order_by(Packaging.code)
    )
    return tuple(
        Carton(PackagingId(r.id), r.code, r.name, r.weight_g, _room(r), r.max_load_g) for r in rows
    )


def _room(row: Any) -> tuple[int, int, int] | None:
    if row.inner_length_mm is None:
        return None
    return row.inner_length_mm, row.inner_width_mm, row.inner_height_mm


# the packer confirms -------------------------------------------------------------


def use_material(work: Work, effect: UseMaterial) -> None:
    """A material is in the open parcel, or was taken out again; booked when it closes.

    Raises:
        Refuse: The lease is gone, the order was stopped, or its goods do not ask for it.
    """
    hold_lease(work, effect.parcel_id, effect.fence, ParcelStatus.OPEN)
    is_in = effect.quantity > 0
    changed = work.connection.execute(
        update(ParcelMaterial)
        .where(
            ParcelMaterial.parcel_id == effect.parcel_id,
            ParcelMaterial.packaging_id == effect.packaging_id,
            ParcelMaterial.used + effect.quantity >= 0,
        )
        .values(
            used=ParcelMaterial.used + effect.quantity,
            confirmed_by=work.actor.person_id if is_in else None,
            confirmed_at=work.now if is_in else None,
        )
    )
    if changed.rowcount != 1:
        raise Refuse(VerdictKind.ORDER_CHANGED)


def choose_carton(work: Work, effect: ChooseCarton) -> None:
    """The open parcel is packed in this carton.

    Raises:
        Refuse: The lease is gone, or the order was stopped.
    """
    hold_lease(work, effect.parcel_id, effect.fence, ParcelStatus.OPEN)
    work.connection.execute(
        update(Parcel).where(Parcel.id == effect.parcel_id).values(packaging_id=effect.packaging_id)
    )


# closing and opening once more ------------------------------------------------------


def book_materials(work: Work, parcel_id: ParcelId) -> None:
    """Book what a parcel that closes is packed in.

    Raises:
        Refuse: `MATERIAL_OPEN`, naming what the goods in it ask for and nobody confirmed.
    """
    ask_materials(work, parcel_id, causes_in(work, parcel_id))
    materials, _ = materials_of(work, parcel_id)
    lacking = [each.name for each in materials if each.used < each.quantity]
    if lacking:
        raise Refuse(VerdictKind.MATERIAL_OPEN, name=", ".join(lacking))
    used = [(each.packaging_id, each.used) for each in materials if each.used]
    carton = work.connection.scalar(select(Parcel.packaging_id).where(Parcel.id == parcel_id))
    if carton is not None:
        used.append((PackagingId(carton), 1))
    post_packaging(
        work,
        [PackagingChange(PackagingMove.USE, each, -n, parcel_id) for each, n in used],
    )


def causes_in(work: Work, parcel_id: ParcelId) -> set[PackingCause]:
    """What of the goods that are in a parcel asks for materials."""
    rows = work.connection.execute(
        select(Product.fragile, Product.heavy, Product.danger)
        .join(OrderLine, OrderLine.product_id == Product.id)
        .join(ParcelItem, ParcelItem.order_line_id == OrderLine.id)
        .where(ParcelItem.parcel_id == parcel_id, ParcelItem.packed > 0)
        .distinct()
    )
    return {cause for row in rows for cause in causes_of(row.fragile, row.heavy, row.danger)}


def give_materials_back(work: Work, parcel_id: ParcelId) -> None:
    """What was booked for a parcel is on the shelf again, and is confirmed anew."""
    booked: Sequence[Any] = work.connection.execute(
        select(PackagingMovement.packaging_id, func.sum(PackagingMovement.quantity).label("n"))
        .where(PackagingMovement.parcel_id == parcel_id)
        .group_by(PackagingMovement.packaging_id)
        .order_by(PackagingMovement.packaging_id)
    ).all()
    post_packaging(
        work,
        [
            PackagingChange(
                PackagingMove.GIVE_BACK, PackagingId(row.packaging_id), -int(row.n), parcel_id
            )
            for row in booked
            if row.n
        ],
    )
    work.connection.execute(
        update(ParcelMaterial)
        .where(ParcelMaterial.parcel_id == parcel_id)
        .values(used=0, confirmed_by=None, confirmed_at=None)
    )

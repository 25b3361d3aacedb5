"""What a closed parcel weighs, and what it should weigh; who accepted it where both differ.

References:
    FIELD "Operations" (weight check).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from db.schema.orders import OrderLine
from db.schema.packaging import Packaging
from db.schema.parcels import Parcel, ParcelItem
from db.schema.products import Product
from fulfilment.house import Refuse, Work
from fulfilment.log import audit
from fulfilment.packing.materials import materials_of
from fulfilment.people import person_may
from fulfilment.quality.lots import ClosingParcel
from procedure.ids import OrderId, ParcelId
from procedure.pack_effects import Weighed
from procedure.permissions import UseCase
from procedure.verdicts import VerdictKind


def keep_weight(work: Work, parcel: ClosingParcel, weighed: Weighed | None) -> None:
    """Write down what a parcel that closes should weigh, and what the scale showed.

    A weight that is off and was accepted stands in the order's log, with why and by whom.

    Raises:
        Refuse: `APPROVAL_NEEDED`: it was accepted by nobody who may.
    """
    expected_g = expected_weight(work, parcel.parcel_id)
    values: dict[str, Any] = {"expected_g": expected_g, "weight_g": None, "weighed_at": None}
    if weighed is not None:
        values |= {"weight_g": weighed.grams, "weighed_at": work.now}
    box_code = work.connection.scalar(
        update(Parcel)
        .where(Parcel.id == parcel.parcel_id)
        .values(**values)
        .returning(Parcel.box_code)
    )
    if weighed is None or weighed.accepted is None:
        return
    if not person_may(work, weighed.supervisor_id, UseCase.ACCEPT_WEIGHT):
        raise Refuse(VerdictKind.APPROVAL_NEEDED)
    data = {
        "box": box_code,
        "grams": weighed.grams,
        "expected": expected_g,
        "supervisor": weighed.supervisor_id,
    }
    reason = weighed.accepted.value
    entry = audit.Entry(OrderId(parcel.order_id), "weight_accepted", data=data, reason=reason)
    audit.append(work, [entry])
    if weighed.supervisor_id == work.actor.person_id:
        box = {"box": box_code}
        audit.append(work, [audit.Entry(OrderId(parcel.order_id), "accepted_by_packer", data=box)])


def expected_weight(work: Work, parcel_id: ParcelId) -> int | None:
    """What goods, materials and carton should weigh; None where a product's weight is unknown."""
    goods = work.connection.execute(
        select(Product.weight_g, ParcelItem.packed)
        .join(OrderLine, OrderLine.product_id == Product.id)
        .join(ParcelItem, ParcelItem.order_line_id == OrderLine.id)
        .where(ParcelItem.parcel_id == parcel_id)
    ).all()
    if any(row.weight_g is None for row in goods):
        return None
    _, material_g = materials_of(work, parcel_id)
    carton_g = work.connection.scalar(
        select(Packaging.weight_g)
        .join(Parcel, Parcel.packaging_id == Packaging.id)
        .where(Parcel.id == parcel_id)
    )
    goods_g = sum(int(row.weight_g) * int(row.packed) for row in goods)
    return goods_g + material_g + int(carton_g or 0)

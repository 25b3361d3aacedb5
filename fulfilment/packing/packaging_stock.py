"""The books of packaging: every change is a movement, and what is there is their sum.

Goods never wait for packaging: where nobody booked what came, the books go below zero until a
count says what is there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, insert, select, update

from db.schema.packaging import Packaging, PackagingMovement
from fulfilment.house import Work
from procedure.ids import PackagingId, ParcelId
from procedure.parcel_words import PackagingMove


@dataclass(frozen=True, slots=True)
class PackagingChange:
    """So many pieces more of a packaging material (fewer where negative).

    Attributes:
        parcel_id: The parcel they went into or came back from, or None.
        reason: Why they were booked; "" where the kind says it.
    """

    kind: PackagingMove
    packaging_id: PackagingId
    quantity: int
    parcel_id: ParcelId | None = None
    reason: str = ""


def post_packaging(work: Work, changes: Sequence[PackagingChange]) -> None:
    """Book changes; the rows of the materials are locked in the order of their ids."""
    if not changes:
        return
    sums: dict[PackagingId, int] = defaultdict(int)
    for change in changes:
        sums[change.packaging_id] += change.quantity
    touched = sorted(sums)
    work.connection.execute(
        select(Packaging.id)
        .where(Packaging.id.in_(touched))
        .order_by(Packaging.id)
        .with_for_update()
    )
    work.connection.execute(
        update(Packaging)
        .where(Packaging.id == bindparam("the_id"))
        .values(on_hand=Packaging.on_hand + bindparam("change")),
        [{"the_id": each, "change": sums[each]} for each in touched],
    )
    work.connection.execute(
        insert(PackagingMovement),
        [
            {
                "id": id_,
                "packaging_id": change.packaging_id,
                "kind": change.kind,
                "quantity": change.quantity,
                "parcel_id": change.parcel_id,
                "person_id": work.actor.person_id,
                "station_id": work.actor.station_id,
                "reason": change.reason,
                "at": work.now,
            }
            for id_, change in zip(work.new_ids(len(changes)), changes, strict=True)
        ],
    )

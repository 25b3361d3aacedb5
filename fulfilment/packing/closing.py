"""Closing a parcel: number taken, label intended, packaging booked, all at once (3.2.3, 4.2.1).

Paper follows after the commit, see `fulfilment.paper.spool`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select, update

from db.schema.parcels import Parcel, ParcelItem
from fulfilment.house import Refuse, Work
from fulfilment.packing.boxes import split_rest
from fulfilment.packing.labelling import label_parcel, order_ready
from fulfilment.packing.lease import hold_lease, locked_parcel
from fulfilment.packing.materials import book_materials
from fulfilment.packing.parcel_weight import keep_weight
from fulfilment.quality.drawing import goes_to_inspection
from fulfilment.quality.lots import ClosingParcel
from fulfilment.shipping.shippable import require_shippable_address
from procedure.effects import CloseParcel, ParcelClosed
from procedure.inspect_effects import ParcelToInspect
from procedure.pack_effects import BoxClosed, NextBox
from procedure.verdicts import VerdictKind
from procedure.words import ParcelStatus


def close_parcel(work: Work, gate: CloseParcel) -> ParcelClosed | ParcelToInspect:
    """Close a parcel whose every unit is in: number taken, label intended, order ready.

    A parcel that is drawn for inspection waits for it instead, without number and label (3.2.3b).

    Raises:
        Refuse: Stopped, taken elsewhere, a unit missing, a bad address, no number left, or a
            weight accepted by nobody who may (`APPROVAL_NEEDED`).
    """
    row = locked_parcel(work, gate.parcel_id)
    hold_lease(work, gate.parcel_id, gate.fence, ParcelStatus.OPEN)
    missing = work.connection.scalar(
        select(func.sum(ParcelItem.quantity - ParcelItem.packed)).where(
            ParcelItem.parcel_id == gate.parcel_id
        )
    )
    if missing:
        raise Refuse(VerdictKind.ORDER_CHANGED, order_no=row.order_no)
    number = _close(work, gate, row)
    return ParcelToInspect(row.order_no) if number is None else ParcelClosed(number)


def next_box(work: Work, gate: NextBox) -> BoxClosed | ParcelToInspect:
    """Close a box with what is in it; the rest of its goods waits in a new one.

    A box that is drawn for inspection waits for it, as in `close_parcel`.

    Raises:
        Refuse: As for closing; `BOX_EMPTY` where nothing is in it.
    """
    row = locked_parcel(work, gate.parcel_id)
    hold_lease(work, gate.parcel_id, gate.fence, ParcelStatus.OPEN)
    box_code = split_rest(work, gate.parcel_id, row.order_no)
    number = _close(work, gate, row, {"next_box": box_code})
    return ParcelToInspect(row.order_no) if number is None else BoxClosed(number, box_code)


def _close(
    work: Work, gate: CloseParcel | NextBox, row: Any, data: dict[str, str] | None = None
) -> str | None:
    """The number of a parcel that has everything it is for; None where it is inspected first."""
    parcel_id = gate.parcel_id
    require_shippable_address(work, row.order_id, row.order_no, row.address_version)
    book_materials(work, parcel_id)
    parcel = ClosingParcel(parcel_id, row.order_id, row.order_no, row.carrier_id)
    is_drawn = goes_to_inspection(work, parcel)
    work.connection.execute(
        update(Parcel)
        .where(Parcel.id == parcel_id)
        .values(packed_at=work.now, packed_by=work.actor.person_id)
    )
    keep_weight(work, parcel, gate.weighed)
    if is_drawn:
        return None
    number = label_parcel(work, parcel_id, row)
    order_ready(work, row, data or {})
    return number

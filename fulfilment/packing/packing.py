"""Packing: a parcel is opened at one bench, put aside, and its label printed again (3.2.3).

Filling it: `packed_units`, `materials`. Closing: `closing`. Opening it once more: `reopening`.
"""

from __future__ import annotations

from sqlalchemy import select, update

from db.packable import is_unclaimed
from db.schema.parcels import Parcel
from db.schema.waybills import WaybillNumber
from fulfilment.house import Refuse, Work
from fulfilment.log import audit
from fulfilment.packing.lease import hold_lease, locked_parcel
from fulfilment.packing.opened_parcel import opened_parcel
from fulfilment.packing.parcel_lookup import find_parcel, require_going
from fulfilment.paper import spool
from fulfilment.paper.box_stickers import intend_box_sticker
from fulfilment.picking.leases import lease_end
from fulfilment.quality.awaited import require_goods
from fulfilment.shipping.shippable import require_shippable_address
from procedure.effects import (
    Done,
    OpenParcel,
    ParcelClosed,
    ParcelOpened,
    ParkParcel,
    ReprintLabel,
)
from procedure.ids import OrderId, ParcelId
from procedure.verdicts import VerdictKind
from procedure.words import ParcelStatus


def open_parcel(work: Work, gate: OpenParcel) -> ParcelOpened:
    """Claim the parcel behind a code for this station.

    A parcel that is closed already, but not proven to carry its label, opens to be scanned back.

    Raises:
        Refuse: Not found, not picked yet, stopped, shipped, or on another bench.
    """
    row = find_parcel(work, gate.ref)
    require_going(row)
    require_goods(work, row)
    if row.status is ParcelStatus.BOUND:
        raise Refuse(VerdictKind.ALREADY_COUNTED, order_no=row.order_no)
    fence = work.connection.scalar(
        update(Parcel)
        .where(Parcel.id == row.id, is_unclaimed(work.now, work.actor.station_id))
        .values(
            holder_station_id=work.actor.station_id,
            holder_person_id=work.actor.person_id,
            lease_until=lease_end(work),
            fence=Parcel.fence + 1,
        )
        .returning(Parcel.fence)
    )
    if fence is None:
        raise Refuse(VerdictKind.TASK_TAKEN, code=row.order_no)
    if row.status is ParcelStatus.OPEN:
        intend_box_sticker(work, ParcelId(row.id), row.box_code)
    return ParcelOpened(opened_parcel(work, row, fence))


def park_parcel(work: Work, gate: ParkParcel) -> Done:
    """Give an open parcel back; what is counted stays counted."""
    work.connection.execute(
        update(Parcel)
        .where(
            Parcel.id == gate.parcel_id,
            Parcel.fence == gate.fence,
            Parcel.holder_station_id == work.actor.station_id,
        )
        .values(holder_station_id=None, holder_person_id=None, lease_until=None)
    )
    return Done()


def reprint_label(work: Work, gate: ReprintLabel) -> ParcelClosed:
    """Intend the label once more: counted, marked as a copy, never an original again.

    Raises:
        Refuse: Stopped, taken elsewhere, or the parcel has no live number.
    """
    row = locked_parcel(work, gate.parcel_id)
    hold_lease(work, gate.parcel_id, gate.fence, ParcelStatus.PACKED)
    require_shippable_address(work, row.order_id, row.order_no, row.address_version)
    waybill = work.connection.execute(
        select(WaybillNumber.id, WaybillNumber.number)
        .join(Parcel, Parcel.id == WaybillNumber.parcel_id)
        .where(
            WaybillNumber.parcel_id == gate.parcel_id,
            Parcel.address_version == row.address_version,
        )
        .order_by(WaybillNumber.id.desc())
    ).first()
    if waybill is None:
        raise Refuse(VerdictKind.DEAD_LABEL, order_no=row.order_no)
    if spool.revive_failed(work, gate.parcel_id):
        return ParcelClosed(waybill.number)
    copy_no = spool.next_copy(work, gate.parcel_id)
    spool.intend_waybill(work, gate.parcel_id, waybill.id, copy_no=copy_no, reason="faint")
    audit.append(
        work,
        [
            audit.Entry(
                OrderId(row.order_id),
                "label_reprinted",
                data={"copy": copy_no, "number": waybill.number},
            )
        ],
    )
    return ParcelClosed(waybill.number)

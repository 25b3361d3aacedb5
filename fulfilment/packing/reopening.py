"""Opening a closed parcel once more, until the carrier has it: who did it and why is logged."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, update

from db.schema.parcels import Parcel
from db.schema.waybills import HandoverParcel, WaybillNumber
from fulfilment.house import Refuse, Work
from fulfilment.log import audit
from fulfilment.orders.steps import Move, move_orders
from fulfilment.packing.materials import give_materials_back
from fulfilment.packing.opened_parcel import opened_parcel
from fulfilment.packing.parcel_lookup import find_parcel, require_going
from fulfilment.paper import spool
from fulfilment.picking.leases import lease_end
from fulfilment.quality.calling_off import call_off
from procedure.effects import ParcelOpened
from procedure.ids import OrderId, ParcelId
from procedure.pack_effects import ReopenParcel
from procedure.verdicts import VerdictKind
from procedure.words import OrderStatus, ParcelStatus, WaybillState

_CLOSED = (ParcelStatus.TO_INSPECT, ParcelStatus.PACKED, ParcelStatus.BOUND)
_LIVE = (WaybillState.ALLOCATED, WaybillState.PRINTED, WaybillState.BOUND)


def reopen_parcel(work: Work, gate: ReopenParcel) -> ParcelOpened:
    """The closed parcel behind a code, open at this bench with everything still in it.

    Its number is void and its label dead, whether it was stuck on or not; what it was packed in
    is given back; a carrier it was counted for gets it no more.

    Raises:
        Refuse: Not found, stopped, shipped, not closed, or at another bench.
    """
    row = find_parcel(work, gate.ref)
    require_going(row)
    if row.status not in _CLOSED:
        raise Refuse(VerdictKind.NOT_CLOSED, order_no=row.order_no)
    if _is_elsewhere(work, row):
        raise Refuse(VerdictKind.TASK_TAKEN, code=row.order_no)
    parcel_id = ParcelId(row.id)
    work.connection.execute(delete(HandoverParcel).where(HandoverParcel.parcel_id == parcel_id))
    work.connection.execute(
        update(WaybillNumber)
        .where(WaybillNumber.parcel_id == parcel_id, WaybillNumber.state.in_(_LIVE))
        .values(state=WaybillState.VOID, changed_at=work.now)
    )
    spool.drop_unsent(work, [parcel_id])
    give_materials_back(work, parcel_id)
    call_off(work, [parcel_id])
    _open_again(work, parcel_id)
    _log(work, row, gate)
    opened = find_parcel(work, row.box_code)
    return ParcelOpened(opened_parcel(work, opened, opened.fence))


def _is_elsewhere(work: Work, row: Any) -> bool:
    """Whether another bench is about to prove its label."""
    return (
        row.holder_station_id not in (None, work.actor.station_id)
        and row.lease_until is not None
        and row.lease_until >= work.now
    )


def _open_again(work: Work, parcel_id: ParcelId) -> None:
    work.connection.execute(
        update(Parcel)
        .where(Parcel.id == parcel_id)
        .values(
            status=ParcelStatus.OPEN,
            packed_at=None,
            packed_by=None,
            bound_at=None,
            address_version=None,
            expected_g=None,
            weight_g=None,
            weighed_at=None,
            attempt=Parcel.attempt + 1,
            holder_station_id=work.actor.station_id,
            holder_person_id=work.actor.person_id,
            lease_until=lease_end(work),
            fence=Parcel.fence + 1,
        )
    )


def _log(work: Work, row: Any, gate: ReopenParcel) -> None:
    order_id, data = OrderId(row.order_id), {"box": row.box_code, "number": row.number or ""}
    if row.order_status is OrderStatus.READY_TO_SHIP:
        before, after = OrderStatus.READY_TO_SHIP, OrderStatus.PACKING
        move = Move(order_id, before, after, "parcel_reopened", data, gate.reason.value)
        move_orders(work, [move])
        return
    entry = audit.Entry(order_id, "parcel_reopened", data=data, reason=gate.reason.value)
    audit.append(work, [entry])

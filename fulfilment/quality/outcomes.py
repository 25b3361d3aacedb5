"""The end of an inspection: the parcel gets its label, or goes back to be picked and packed anew.

References:
    clause 3.2.3b; "What must never happen" 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select, update

from db.schema.inspection import (
    Inspection,
    InspectionDefect,
    InspectionItem,
    InspectionSerial,
)
from db.schema.parcels import Parcel
from fulfilment.house import Refuse, Work
from fulfilment.log import audit
from fulfilment.packing.labelling import label_parcel, order_ready
from fulfilment.picking.leases import lease_end
from fulfilment.quality.inspections import hold_inspection, packed_here
from fulfilment.quality.lot_verdict import judge_lot
from fulfilment.quality.repick import WrongUnits, send_back
from fulfilment.shipping.shippable import require_shippable_address
from procedure.defects import DEFECTS, DefectOf
from procedure.ids import InspectionId, LotId, OrderId, OrderLineId, ParcelId
from procedure.inspect_effects import (
    FailInspection,
    InspectionFailed,
    InspectionPassed,
    PassInspection,
)
from procedure.parcel_words import DefectCode, InspectionStatus
from procedure.verdicts import VerdictKind


def pass_inspection(work: Work, gate: PassInspection) -> InspectionPassed:
    """Every unit is found and nothing is wrong: the parcel gets its number and label.

    The bench holds the parcel from now on, to scan its label back.

    Raises:
        Refuse: The lease is gone, stopped, a unit not found or a defect noted, a bad address, or
            no number left.
    """
    row = hold_inspection(work, gate.inspection_id, gate.fence)
    lacks = _not_found(work, gate.inspection_id) or _unread(work, gate.inspection_id)
    if lacks or _defects(work, gate.inspection_id):
        raise Refuse(VerdictKind.ORDER_CHANGED, order_no=row.order_no)
    require_shippable_address(work, row.order_id, row.order_no, row.address_version)
    _end(work, gate.inspection_id, InspectionStatus.PASSED)
    parcel_id = ParcelId(row.parcel_id)
    number = label_parcel(work, parcel_id, row)
    fence = work.connection.execute(
        update(Parcel)
        .where(Parcel.id == parcel_id)
        .values(
            holder_station_id=work.actor.station_id,
            holder_person_id=work.actor.person_id,
            lease_until=lease_end(work),
            fence=Parcel.fence + 1,
        )
        .returning(Parcel.fence)
    ).scalar_one()
    audit.append(work, [audit.Entry(OrderId(row.order_id), "inspection_passed")])
    _note_packer(work, row)
    order_ready(work, row, {})
    if row.lot_id is not None:
        judge_lot(work, row.lot_id)
    return InspectionPassed(number, fence)


def fail_inspection(work: Work, gate: FailInspection) -> InspectionFailed:
    """Something is wrong: what is wrong is kept back, others are picked, and it is packed anew.

    Raises:
        Refuse: The lease is gone, stopped, or no defect is noted.
    """
    row = hold_inspection(work, gate.inspection_id, gate.fence)
    defects = _defects(work, gate.inspection_id)
    if not defects:
        raise Refuse(VerdictKind.ORDER_CHANGED, order_no=row.order_no)
    _end(work, gate.inspection_id, InspectionStatus.FAILED)
    _note_packer(work, row)
    codes = sorted({str(defect.code) for defect in defects})
    sent = send_back(work, row, _wrong_units(defects), codes)
    end = judge_lot(work, row.lot_id) if row.lot_id is not None else None
    if end is None or not end.is_rejected:
        return InspectionFailed(row.order_no, sent.to_pick, sent.missing)
    return InspectionFailed(
        row.order_no, sent.to_pick, sent.missing, end.lot_no, end.held, end.left
    )


def _note_packer(work: Work, row: Any) -> None:
    """The order's log says where nobody else looked into a parcel than who packed it."""
    if packed_here(work, row.packed_by):
        data = {"box": row.box_code}
        entry = audit.Entry(OrderId(row.order_id), "inspected_by_packer", data=data)
        audit.append(work, [entry])


def _not_found(work: Work, inspection_id: InspectionId) -> int:
    missing = work.connection.scalar(
        select(func.sum(InspectionItem.quantity - InspectionItem.found)).where(
            InspectionItem.inspection_id == inspection_id
        )
    )
    return int(missing or 0)


def _unread(work: Work, inspection_id: InspectionId) -> bool:
    """Whether a serial number that was packed was not read again."""
    lacks = select(InspectionSerial.serial).where(
        InspectionSerial.inspection_id == inspection_id, ~InspectionSerial.found
    )
    return work.connection.scalar(lacks.limit(1)) is not None


def _defects(work: Work, inspection_id: InspectionId) -> Sequence[Any]:
    return work.connection.execute(
        select(
            InspectionDefect.code,
            InspectionDefect.order_line_id,
            InspectionDefect.lot_id,
            InspectionDefect.quantity,
        )
        .where(InspectionDefect.inspection_id == inspection_id)
        .order_by(InspectionDefect.id)
    ).all()


def _wrong_units(defects: Sequence[Any]) -> list[WrongUnits]:
    """Units that are to be replaced, with what they are kept back as."""
    found = []
    for defect in defects:
        kind = DEFECTS[DefectCode(defect.code)]
        if kind.of is DefectOf.PARCEL or kind.condition is None:
            continue
        found.append(
            WrongUnits(
                OrderLineId(defect.order_line_id),
                LotId(defect.lot_id),
                defect.quantity,
                kind.condition,
                defect.code,
            )
        )
    return found


def _end(work: Work, inspection_id: InspectionId, status: InspectionStatus) -> None:
    work.connection.execute(
        update(Inspection)
        .where(Inspection.id == inspection_id)
        .values(
            status=status,
            inspector_id=work.actor.person_id,
            finished_at=work.now,
            holder_station_id=None,
            holder_person_id=None,
            lease_until=None,
        )
    )

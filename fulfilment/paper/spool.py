"""The spool: paper is intended in the transaction that causes it, and sent after its commit.

A job is marked as sent, durably, before its bytes go out: after a crash in between nobody
prints a second original by itself; the label that is missing is noticed when it is to be
scanned back, and reprinted with a reason. States: intent → sent → confirmed | unknown.

References:
    FIELD "Labels and waybills" (printing, reprint); ARCHITECTURE rule 3 (outbox).
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, insert, select, update

from db.schema.outbox import PrintJob
from db.schema.waybills import WaybillNumber
from fulfilment.house import Work
from procedure.ids import ParcelId, PrintJobId, WaybillId
from procedure.words import PrintKind, PrintState, WaybillState


def intend_waybill(
    work: Work, parcel_id: ParcelId, waybill_id: WaybillId, copy_no: int, reason: str
) -> PrintJobId:
    """Intend a waybill label.

    Args:
        copy_no: 0 for the original, n for the n-th copy.
        reason: Why it is printed again; "" for the original.
    """
    job_id = PrintJobId(work.new_id())
    work.connection.execute(
        insert(PrintJob).values(
            id=job_id,
            key=f"waybill:{waybill_id}:{copy_no}",
            kind=PrintKind.WAYBILL,
            state=PrintState.INTENT,
            station_id=work.actor.station_id,
            person_id=work.actor.person_id,
            parcel_id=parcel_id,
            waybill_id=waybill_id,
            copy_no=copy_no,
            reason=reason,
            printer="",
            result="",
            created_at=work.now,
            changed_at=work.now,
        )
    )
    return job_id


def next_copy(work: Work, parcel_id: ParcelId) -> int:
    """The number of the parcel's next copy, at least 1."""
    last = work.connection.scalar(
        select(func.max(PrintJob.copy_no)).where(
            PrintJob.parcel_id == parcel_id, PrintJob.kind == PrintKind.WAYBILL
        )
    )
    return int(last or 0) + 1


def revive_failed(work: Work, parcel_id: ParcelId) -> bool:
    """Intend the parcel's newest label again where nothing of it left; False where it may have."""
    newest = work.connection.execute(
        select(PrintJob.id, PrintJob.state)
        .where(PrintJob.parcel_id == parcel_id, PrintJob.kind == PrintKind.WAYBILL)
        .order_by(PrintJob.id.desc())
        .limit(1)
    ).first()
    if newest is None or newest.state is not PrintState.FAILED:
        return False
    work.connection.execute(
        update(PrintJob)
        .where(PrintJob.id == newest.id)
        .values(state=PrintState.INTENT, station_id=work.actor.station_id, changed_at=work.now)
    )
    return True


def drop_unsent(work: Work, parcel_ids: Collection[ParcelId]) -> None:
    """Labels of parcels that have not left are never printed: their number is void."""
    work.connection.execute(
        update(PrintJob)
        .where(
            PrintJob.parcel_id.in_(sorted(parcel_ids)),
            PrintJob.kind == PrintKind.WAYBILL,
            PrintJob.state == PrintState.INTENT,
        )
        .values(state=PrintState.FAILED, result="void", changed_at=work.now)
    )


def mark_sent(work: Work, job_id: PrintJobId, printer: str) -> bool:
    """Claim a job for sending; False where somebody else has it already."""
    waybill_id = work.connection.execute(
        update(PrintJob)
        .where(PrintJob.id == job_id, PrintJob.state == PrintState.INTENT)
        .values(state=PrintState.SENT, printer=printer, changed_at=work.now)
        .returning(PrintJob.id, PrintJob.waybill_id)
    ).first()
    if waybill_id is None:
        return False
    if waybill_id.waybill_id is not None:
        work.connection.execute(
            update(WaybillNumber)
            .where(
                WaybillNumber.id == waybill_id.waybill_id,
                WaybillNumber.state == WaybillState.ALLOCATED,
            )
            .values(state=WaybillState.PRINTED, changed_at=work.now)
        )
    return True


def mark_result(work: Work, job_id: PrintJobId, state: PrintState, result: str) -> None:
    """Write down what became of a job: where it went, or the code of what went wrong.

    A job whose label was scanned back meanwhile stays confirmed.
    """
    work.connection.execute(
        update(PrintJob)
        .where(PrintJob.id == job_id, PrintJob.state.in_((PrintState.INTENT, PrintState.SENT)))
        .values(state=state, result=result, changed_at=work.now)
    )


def confirm_waybill(work: Work, parcel_id: ParcelId) -> None:
    """The label was scanned on its box: the newest paper of the parcel is proven."""
    newest = select(func.max(PrintJob.id)).where(
        PrintJob.parcel_id == parcel_id,
        PrintJob.kind == PrintKind.WAYBILL,
        PrintJob.state.in_((PrintState.SENT, PrintState.UNKNOWN)),
    )
    work.connection.execute(
        update(PrintJob)
        .where(PrintJob.id == newest.scalar_subquery())
        .values(state=PrintState.CONFIRMED, changed_at=work.now)
    )

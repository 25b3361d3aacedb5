"""Where printed paper went."""

from __future__ import annotations

from sqlalchemy import Connection, select

from db.schema.outbox import PrintJob
from db.schema.waybills import WaybillNumber
from procedure.words import PrintKind, PrintState


def newest_label(connection: Connection, number: str | None) -> tuple[str, str] | None:
    """Number and place of the newest paper of a waybill; of any waybill where None."""
    conditions = [] if number is None else [WaybillNumber.number == number]
    row = connection.execute(
        select(WaybillNumber.number, PrintJob.result)
        .join(WaybillNumber, WaybillNumber.id == PrintJob.waybill_id)
        .where(
            PrintJob.kind == PrintKind.WAYBILL,
            PrintJob.state.in_((PrintState.SENT, PrintState.CONFIRMED)),
            *conditions,
        )
        .order_by(PrintJob.id.desc())
        .limit(1)
    ).first()
    return None if row is None else (row.number, row.result)

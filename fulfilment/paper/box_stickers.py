"""A box's own sticker, so that it has a code before its label is on it (3.2.3a, 4.2.2a).

It comes out by itself when a box is opened for the first time at a bench that has a printer for
cards and stickers; a bench without one names boxes by their tote, their pick sheet or their label.

References:
    SCREENS "Pack" (scan tote, pick sheet or waybill to open); clause 4.2.2a (the box's own code).
"""

from __future__ import annotations

from sqlalchemy import select

from db.schema.outbox import PrintJob
from db.schema.printers import StationPrinter
from db.upsert import insert_or
from fulfilment.house import Work
from procedure.ids import ParcelId
from procedure.words import PrintKind, PrintState

BOX = "BOX-"
"""How the code of a box begins."""


def intend_box_sticker(work: Work, parcel_id: ParcelId, box_code: str) -> None:
    """Intend the sticker of a box, once, where the actor's station can print one."""
    station_id = work.actor.station_id
    printer = select(StationPrinter.station_id).where(
        StationPrinter.station_id == station_id, StationPrinter.kind == PrintKind.CARD
    )
    if station_id is None or work.connection.scalar(printer) is None:
        return
    work.connection.execute(
        insert_or(work.connection, PrintJob)
        .values(
            id=work.new_id(),
            key=f"box:{parcel_id}",
            kind=PrintKind.CARD,
            state=PrintState.INTENT,
            station_id=station_id,
            person_id=work.actor.person_id,
            parcel_id=parcel_id,
            subject=box_code,
            copy_no=0,
            reason="",
            printer="",
            result="",
            created_at=work.now,
            changed_at=work.now,
        )
        .on_conflict_do_nothing(index_elements=["key"])
    )

"""Sending intended paper to a printer: read, draw, mark as sent, then send. Never twice by itself.

A stop bites here too: a label is marked as sent only while its order may go on and its address
is the one it was closed for, read in that same transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import select

from db.schema.orders import Order
from db.schema.outbox import PrintJob
from db.schema.parcels import Parcel
from fulfilment import paper, spool
from fulfilment.house import Actor, House, Refuse, Work
from fulfilment.shippable import require_shippable_address
from printing.problems import CannotPrint
from procedure.effects import Refused
from procedure.ids import PrintJobId, StationId
from procedure.permissions import UseCase
from procedure.verdicts import VerdictKind
from procedure.words import OrderStatus, PrintKind, PrintState

if TYPE_CHECKING:
    from printing.printers import Printer

BATCH = 100
"""Jobs looked at in one go."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What became of a job.

    Attributes:
        problem: Code of what went wrong, or "" where it was sent.
        place: Where the paper went.
    """

    job_id: PrintJobId
    kind: PrintKind
    problem: str
    place: str


def print_due(
    house: House, actor: Actor, station_id: StationId, printer: Printer
) -> tuple[Printed, ...]:
    """Print what is intended for a station, oldest first.

    Raises:
        CannotNow: The database is away; what was not sent stays intended.
    """
    return tuple(
        _print(house, actor, job_id, kind, printer) for job_id, kind in _due(house, station_id)
    )


def _due(house: House, station_id: StationId) -> Sequence[tuple[PrintJobId, PrintKind]]:
    with house.database.read() as connection:
        rows = connection.execute(
            select(PrintJob.id, PrintJob.kind)
            .where(PrintJob.state == PrintState.INTENT, PrintJob.station_id == station_id)
            .order_by(PrintJob.id)
            .limit(BATCH)
        ).all()
    return [(PrintJobId(id_), kind) for id_, kind in rows]


def _print(
    house: House, actor: Actor, job_id: PrintJobId, kind: PrintKind, printer: Printer
) -> Printed:
    try:
        drawn = house.run(actor, UseCase.PRINT, partial(_draw, job_id=job_id, kind=kind))
    except CannotPrint as problem:
        return _failed(house, actor, job_id, kind, problem.problem.value)
    if isinstance(drawn, Refused):
        return _failed(house, actor, job_id, kind, drawn.verdict.kind.value)
    pdf, title = drawn
    claimed = house.run(
        actor, UseCase.PRINT, partial(_claim, job_id=job_id, printer=type(printer).__name__)
    )
    if isinstance(claimed, Refused):
        return _failed(house, actor, job_id, kind, claimed.verdict.kind.value)
    if not claimed:
        return Printed(job_id, kind, "", "")
    try:
        place = printer.send(pdf, title).where
    except CannotPrint as problem:
        return _failed(house, actor, job_id, kind, problem.problem.value, after_sent=True)
    _note(house, actor, job_id, PrintState.SENT, place)
    return Printed(job_id, kind, "", place)


def _draw(work: Work, job_id: PrintJobId, kind: PrintKind) -> tuple[bytes, str]:
    if kind is PrintKind.WAYBILL:
        from printing.media import LABEL_100_150
        from printing.waybill import render_waybill

        label = paper.waybill_label(work, job_id)
        copy = f"-copy{label.copy_no}" if label.copy_no else ""
        return render_waybill(label, LABEL_100_150), f"waybill-{label.number}{copy}"
    from printing.pick_sheet import render_pick_sheet

    sheet = paper.pick_sheet(work, job_id)
    copy = f"-copy{sheet.copy_no}" if sheet.copy_no else ""
    return render_pick_sheet(sheet), f"pick-sheet-{sheet.sheet_code}{copy}"


def _claim(work: Work, job_id: PrintJobId, printer: str) -> bool:
    row = work.connection.execute(
        select(
            Order.id,
            Order.order_no,
            Order.status,
            Order.open_holds,
            Order.address_version,
            Parcel.address_version.label("label_address"),
        )
        .join(Parcel, Parcel.order_id == Order.id)
        .join(PrintJob, PrintJob.parcel_id == Parcel.id)
        .where(PrintJob.id == job_id)
        .with_for_update(of=Order)
    ).first()
    if row is not None:
        if row.open_holds or row.status is OrderStatus.CANCELLED:
            raise Refuse(VerdictKind.ORDER_STOPPED, order_no=row.order_no)
        if row.label_address != row.address_version:
            raise Refuse(VerdictKind.DEAD_LABEL, number="", order_no=row.order_no)
        require_shippable_address(work, row.id, row.order_no, row.address_version)
    return spool.mark_sent(work, job_id, printer)


def _failed(
    house: House,
    actor: Actor,
    job_id: PrintJobId,
    kind: PrintKind,
    code: str,
    *,
    after_sent: bool = False,
) -> Printed:
    """Nothing left this program, or nobody knows: after the claim it may have."""
    _note(house, actor, job_id, PrintState.UNKNOWN if after_sent else PrintState.FAILED, code)
    return Printed(job_id, kind, code, "")


def _note(house: House, actor: Actor, job_id: PrintJobId, state: PrintState, text: str) -> None:
    house.run(
        actor,
        UseCase.PRINT,
        lambda work: spool.mark_result(work, job_id, state, text),
    )

"""Sending intended paper to a printer: read, draw, mark as sent, then send. Never twice by itself.

A stop bites here too: a label is marked as sent only while its order may go on and its address
is the one it was closed for, read in that same transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, select

from db.schema.orders import Order
from db.schema.outbox import PrintJob
from db.schema.parcels import Parcel
from db.schema.people import Station
from db.schema.picking import PickTask
from fulfilment.house import Actor, House, Refuse, Work
from fulfilment.paper import pick_paper, sheet_spool, spool
from fulfilment.paper import waybill_paper as paper
from fulfilment.paper.box_stickers import BOX
from fulfilment.paper.station_printers import PaperWay, Ways
from fulfilment.shipping.shippable import require_shippable_address
from printing.problems import CannotPrint, MaybePrinted
from procedure.effects import Refused
from procedure.ids import PrintJobId, StationId
from procedure.permissions import UseCase
from procedure.verdicts import VerdictKind
from procedure.words import OrderStatus, PickTaskStatus, PrintKind, PrintState, SheetPaper

if TYPE_CHECKING:
    from printing.media import Media
    from printing.printers import Printer

BATCH = 100
"""Jobs looked at in one go."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What became of a job.

    Attributes:
        problem: Code of what went wrong, or "" where it was sent.
        place: Where the paper went.
        params: What the problem's sentence is filled with.
    """

    job_id: PrintJobId
    kind: PrintKind
    problem: str
    place: str
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Look:
    """How paper looks that is not the carrier's.

    Attributes:
        language: Of a pick sheet's headings; one of those the program speaks.
        sheet_paper: What pick sheets are printed on; None for what the job's station has.
    """

    language: str = "en"
    sheet_paper: SheetPaper | None = None


def print_due(
    house: House,
    actor: Actor,
    station_id: StationId,
    printer: Printer | Ways,
    look: Look = Look(),
) -> tuple[Printed, ...]:
    """Print what is intended for a station, oldest first.

    Args:
        printer: One printer for all paper, or where each kind of paper goes.

    Raises:
        CannotNow: The database is away; what was not sent stays intended.
    """
    due = _intended(house, PrintJob.station_id == station_id)
    ways = printer if callable(printer) else _one(printer)
    return tuple(_print(house, actor, job_id, kind, ways(kind), look) for job_id, kind in due)


def paper_waits(house: House, station_id: StationId) -> bool:
    """Whether something is intended for a station.

    Raises:
        CannotNow: The database is away.
    """
    return bool(_intended(house, PrintJob.station_id == station_id))


def print_jobs(
    house: House, actor: Actor, job_ids: Sequence[PrintJobId], printer: Printer, look: Look
) -> tuple[Printed, ...]:
    """Print these jobs as far as they are still intended, oldest first.

    Raises:
        CannotNow: The database is away; what was not sent stays intended.
    """
    printed: list[Printed] = []
    for start in range(0, len(job_ids), BATCH):
        due = _intended(house, PrintJob.id.in_(job_ids[start : start + BATCH]))
        way = PaperWay(printer)
        printed += (_print(house, actor, job_id, kind, way, look) for job_id, kind in due)
    return tuple(printed)


def _one(printer: Printer) -> Ways:
    return lambda _: PaperWay(printer)


def _intended(house: House, which: ColumnElement[bool]) -> Sequence[tuple[PrintJobId, PrintKind]]:
    with house.database.read() as connection:
        rows = connection.execute(
            select(PrintJob.id, PrintJob.kind)
            .where(PrintJob.state == PrintState.INTENT, which)
            .order_by(PrintJob.id)
            .limit(BATCH)
        ).all()
    return [(PrintJobId(id_), kind) for id_, kind in rows]


def _print(
    house: House, actor: Actor, job_id: PrintJobId, kind: PrintKind, way: PaperWay, look: Look
) -> Printed:
    draw = partial(_draw, job_id=job_id, kind=kind, look=look, media=way.media)
    try:
        drawn = house.run(actor, UseCase.PRINT, draw)
    except CannotPrint as problem:
        return _failed(house, actor, job_id, kind, problem.problem.value, problem.params)
    if isinstance(drawn, Refused):
        return _refused(house, actor, job_id, kind, drawn)
    pdf, title = drawn
    claimed = house.run(
        actor,
        UseCase.PRINT,
        partial(_claim, job_id=job_id, kind=kind, printer=type(way.printer).__name__),
    )
    if isinstance(claimed, Refused):
        return _refused(house, actor, job_id, kind, claimed)
    if not claimed:
        return Printed(job_id, kind, "", "")
    try:
        place = way.printer.send(pdf, title).where
    except CannotPrint as problem:
        return _failed(house, actor, job_id, kind, problem.problem.value, problem.params)
    except MaybePrinted as problem:
        _note(house, actor, job_id, PrintState.UNKNOWN, problem.problem.value)
        return Printed(job_id, kind, problem.problem.value, "", problem.params)
    _note(house, actor, job_id, PrintState.SENT, place)
    return Printed(job_id, kind, "", place)


def _draw(
    work: Work, job_id: PrintJobId, kind: PrintKind, look: Look, media: Media | None
) -> tuple[bytes, str]:
    if kind is PrintKind.WAYBILL:
        from printing.media import LABEL_100_150
        from printing.waybill import render_waybill

        label = paper.waybill_label(work, job_id)
        copy = f"-copy{label.copy_no}" if label.copy_no else ""
        return render_waybill(label, media or LABEL_100_150), f"waybill-{label.number}{copy}"
    if kind is PrintKind.CARD:
        return _draw_sticker(work, job_id, media)
    from printing.media import MEDIA
    from printing.pick_sheet import render_pick_sheet

    sheet_spool.bring_up_to_date(work, job_id)
    _sheet_holds(work, job_id)  # a task that is over says so, rather than that it has no lines
    sheet = pick_paper.pick_sheet(work, job_id)
    paper_there = media or MEDIA[look.sheet_paper or _station_paper(work, job_id)]
    copy = f"-copy{sheet.copy_no}" if sheet.copy_no else ""
    pdf = render_pick_sheet(sheet, paper_there, language=look.language)
    return pdf, f"pick-sheet-{sheet.sheet_code}{copy}"


def _draw_sticker(work: Work, job_id: PrintJobId, media: Media | None) -> tuple[bytes, str]:
    """The sticker of a box or of a shelf, by what the job is about."""
    from fulfilment.cards.card_sheets import box_sticker, shelf_label
    from printing.documents import CardSheet
    from printing.stickers import USUAL, render_stickers

    subject = work.connection.execute(
        select(PrintJob.subject).where(PrintJob.id == job_id)
    ).scalar_one()
    is_box = subject.startswith(BOX)
    title = subject if is_box else f"shelf-{subject}"
    card = box_sticker(subject) if is_box else shelf_label(subject)
    return render_stickers(CardSheet(title, (card,)), media or USUAL), title


def _station_paper(work: Work, job_id: PrintJobId) -> SheetPaper:
    paper_there = work.connection.scalar(
        select(Station.sheet_paper)
        .join(PrintJob, PrintJob.station_id == Station.id)
        .where(PrintJob.id == job_id)
    )
    return paper_there or SheetPaper.A4


def _claim(work: Work, job_id: PrintJobId, kind: PrintKind, printer: str) -> bool:
    if kind is PrintKind.PICK_SHEET:
        return _sheet_holds(work, job_id) and spool.mark_sent(work, job_id, printer)
    if kind is PrintKind.CARD:
        return spool.mark_sent(work, job_id, printer)
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


def _sheet_holds(work: Work, job_id: PrintJobId) -> bool:
    """Whether what was drawn is still the task; where it changed since, the job waits.

    Raises:
        Refuse: There is nothing left to pick with it: `ORDER_STOPPED`, `TASK_FINISHED`,
            `SHEET_OUT_OF_DATE` (the task was cancelled).
    """
    row = work.connection.execute(
        select(
            PrintJob.key,
            PickTask.status,
            PickTask.sheet_code,
            PickTask.sheet_version,
            Order.order_no,
            Order.open_holds,
            Order.status.label("order_status"),
        )
        .join(PickTask, PickTask.id == PrintJob.pick_task_id)
        .outerjoin(Order, Order.id == PickTask.order_id)
        .where(PrintJob.id == job_id)
        .with_for_update(of=PickTask)
    ).one()
    if row.open_holds or row.order_status is OrderStatus.CANCELLED:
        raise Refuse(VerdictKind.ORDER_STOPPED, order_no=row.order_no)
    if row.status is PickTaskStatus.PICKED:
        raise Refuse(VerdictKind.TASK_FINISHED)
    if row.status is PickTaskStatus.CANCELLED:
        raise Refuse(VerdictKind.SHEET_OUT_OF_DATE, code=row.sheet_code)
    return sheet_spool.version_of(row.key) == int(row.sheet_version)


def _failed(
    house: House,
    actor: Actor,
    job_id: PrintJobId,
    kind: PrintKind,
    code: str,
    params: Mapping[str, str | int],
) -> Printed:
    """Nothing left this program: what is asked for again is the original."""
    _note(house, actor, job_id, PrintState.FAILED, code)
    return Printed(job_id, kind, code, "", params)


def _refused(
    house: House, actor: Actor, job_id: PrintJobId, kind: PrintKind, refused: Refused
) -> Printed:
    said = refused.verdict
    return _failed(house, actor, job_id, kind, said.kind.value, said.params)


def _note(house: House, actor: Actor, job_id: PrintJobId, state: PrintState, text: str) -> None:
    house.run(
        actor,
        UseCase.PRINT,
        lambda work: spool.mark_result(work, job_id, state, text),
    )

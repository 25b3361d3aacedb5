"""The main job by its use cases, on every database: from a draft to the hand-over."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from db.schema.outbox import PrintJob
from fulfilment.house import SYSTEM, Work
from fulfilment.intake.intake import Taken, take_orders
from fulfilment.log.check import check_log
from fulfilment.orders.confirmation import confirm_orders
from fulfilment.paper import spool
from fulfilment.paper.print_jobs import print_due
from fulfilment.release.reservation import Released, release_orders
from fulfilment.station.scan_application import carry_out
from fulfilment.stock.check import check_stock
from printing.printers.file import FilePrinter
from procedure.effects import (
    Answer,
    BindLabel,
    ClaimPickTask,
    CloseHandover,
    CloseParcel,
    CountParcel,
    Done,
    Effect,
    FinishPick,
    HandoverCounted,
    LabelBound,
    OpenParcel,
    PackUnits,
    ParcelClosed,
    ParcelOpened,
    PickTaskOpened,
    PickUnits,
    PrintSheet,
    Refused,
)
from procedure.ids import PrintJobId
from procedure.permissions import UseCase
from procedure.words import Post, PrintKind, PrintState, Screen
from tests.plugins.houses import SmallHouse, draft


def ask(at: SmallHouse, post: Post, screen: Screen, *effects: Effect) -> Answer:
    """Let a person's station carry effects out in one transaction."""
    use_case = UseCase(screen.value)

    def body(work: Work) -> Answer:
        return [carry_out(work, effect) for effect in effects][-1]

    answer: Answer = at.house.run(at.at(post, screen), use_case, body)
    return answer


def released(at: SmallHouse, *numbers: str) -> Released:
    """Orders taken, confirmed and released to picking."""
    rep = at.people[Post.SERVICE_REP]
    taken = take_orders(at.house, rep, [draft(number) for number in numbers])
    assert isinstance(taken, Taken)
    confirm_orders(at.house, rep, taken.orders)
    result = release_orders(at.house, rep, taken.orders)
    assert isinstance(result, Released)
    return result


def test_an_order_goes_from_the_draft_to_the_carrier(small_house: SmallHouse) -> None:
    at = small_house
    assert len(released(at, "A-1").to_pick) == 1

    opened = ask(at, Post.PICKER, Screen.PICK, ClaimPickTask(None))
    assert isinstance(opened, PickTaskOpened)
    task = opened.task
    assert [(s.shelf, s.lot, s.quantity) for s in task.stops] == [
        ("A-01-01-01", "", 2),
        ("A-01-01-02", "L1108", 1),
    ]
    for stop in task.stops:
        effect = PickUnits(task.task_id, task.fence, stop.line_id, stop.quantity)
        assert ask(at, Post.PICKER, Screen.PICK, effect) == Done()
    finished = ask(at, Post.PICKER, Screen.PICK, FinishPick(task.task_id, task.fence))
    assert finished == Done(3)
    assert check_stock(at.house.database) is None

    box = ask(at, Post.PACKER, Screen.PACK, OpenParcel(task.sheet_code))
    assert isinstance(box, ParcelOpened)
    parcel = box.task
    for item in parcel.items:
        ask(
            at,
            Post.PACKER,
            Screen.PACK,
            PackUnits(
                parcel.parcel_id, parcel.fence, item.order_line_id, item.lot_id, item.quantity
            ),
        )
    closed = ask(at, Post.PACKER, Screen.PACK, CloseParcel(parcel.parcel_id, parcel.fence))
    assert isinstance(closed, ParcelClosed)
    print_everything(at)
    bound = ask(at, Post.PACKER, Screen.PACK, BindLabel(parcel.box_code, closed.number))
    assert bound == LabelBound(closed.number, parcel.order_no)

    counted = ask(at, Post.SHIPPER, Screen.SHIP, CountParcel(None, closed.number))
    assert isinstance(counted, HandoverCounted)
    assert counted.task.counted == (closed.number,)
    left = ask(at, Post.SHIPPER, Screen.SHIP, CloseHandover(counted.task.handover_id))
    assert left == Done(1)
    assert check_stock(at.house.database) is None
    assert check_log(at.house.database).broken is None


def print_everything(at: SmallHouse) -> None:
    """Mark all intended paper as sent, as the spool does before it sends."""

    def body(work: Work) -> None:
        for job in work.connection.scalars(
            select(PrintJob.id).where(PrintJob.state == PrintState.INTENT)
        ).all():
            spool.mark_sent(work, PrintJobId(job), "test")

    assert not isinstance(at.house.run(SYSTEM, UseCase.PRINT, body), Refused)


def test_the_pick_sheet_is_intended_with_the_card_and_the_second_one_is_a_copy(
    small_house: SmallHouse, tmp_path: Path
) -> None:
    at = small_house
    released(at, "A-1")
    opened = ask(at, Post.PICKER, Screen.PICK, ClaimPickTask(None))
    assert isinstance(opened, PickTaskOpened)
    picker, printer = at.at(Post.PICKER, Screen.PICK), FilePrinter(tmp_path)
    assert picker.station_id is not None
    for _ in range(2):
        sheet = PrintSheet(opened.task.task_id, opened.task.fence)
        assert ask(at, Post.PICKER, Screen.PICK, sheet) == Done()
        (printed,) = print_due(at.house, picker, picker.station_id, printer)
        assert printed.problem == ""
    with at.house.database.read() as connection:
        rows = connection.execute(
            select(PrintJob.kind, PrintJob.copy_no).order_by(PrintJob.id)
        ).all()
    assert [tuple(row) for row in rows] == [(PrintKind.PICK_SHEET, 0), (PrintKind.PICK_SHEET, 1)]

"""Pick sheets on purpose: where they come out, copies and their reason, sheets out of date."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from db.schema.orders import Order
from db.schema.outbox import PrintJob
from db.schema.picking import PickTask
from db.schema.waybills import Carrier
from fulfilment.house import Actor
from fulfilment.orders.holds import lift_hold
from fulfilment.orders.remarks import write_remark
from fulfilment.paper.pick_paper import pick_sheet
from fulfilment.paper.print_jobs import Look, Printed, print_due
from fulfilment.paper.sheet_printing import (
    SheetPlace,
    SheetsIntended,
    print_sheets,
    print_wave_sheets,
    set_sheet_station,
    wave_numbered,
)
from fulfilment.set_up import add_station
from fulfilment.waves.taking_back import WaveCancelled, cancel_wave
from printing.bitmap import bitmaps
from printing.documents import PickSheet, SlotUnits
from printing.printers.file import FilePrinter
from procedure.effects import (
    ClaimPickTask,
    OpenParcel,
    ParcelOpened,
    PickTaskOpened,
    PickTaskShort,
    PrintSheet,
    Refused,
    ReleasePickTask,
    ShortPick,
)
from procedure.ids import OrderId, PickTaskId, PrintJobId, StationId
from procedure.permissions import UseCase
from procedure.verdicts import VerdictKind
from procedure.words import (
    Post,
    PrintState,
    Screen,
    ServiceLevel,
    SheetPaper,
    ShortReason,
)
from tests.plugins.everything import nothing_written
from tests.plugins.houses import MUG, TEA, SmallHouse, draft
from tests.plugins.journey import (
    PACKER,
    PICKER,
    ask,
    claimed,
    expect,
    hold,
    line,
    order_no,
    picked,
    released,
    set_up,
    verdict_of,
)
from tests.plugins.wave_rows import CUT_OFF, sorted_wave

HERE, ZONE = SheetPlace.HERE, SheetPlace.ZONE
LEAD = (Post.SUPERVISOR, Screen.PICK)


def task_of(at: SmallHouse, order: OrderId) -> PickTaskId:
    with at.house.database.read() as connection:
        found = select(PickTask.id).where(PickTask.order_id == order)
        return PickTaskId(connection.execute(found).scalar_one())


def intended(
    at: SmallHouse, *orders: OrderId, where: SheetPlace = HERE, reason: str = ""
) -> SheetsIntended | Refused:
    tasks = [task_of(at, order) for order in orders]
    return print_sheets(at.house, at.at(*LEAD), tasks, where, reason)


def papers(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.iterdir()) if folder.exists() else []


def print_here(
    at: SmallHouse, folder: Path, station: StationId | None = None, look: Look | None = None
) -> tuple[Printed, ...]:
    actor = at.at(*LEAD)
    station = station or actor.station_id
    assert station is not None
    return print_due(at.house, actor, station, FilePrinter(folder), look or Look())


def jobs(at: SmallHouse) -> list[Any]:
    with at.house.database.read() as connection:
        columns = (PrintJob.station_id, PrintJob.copy_no, PrintJob.reason, PrintJob.state)
        return list(connection.execute(select(*columns).order_by(PrintJob.id)))


def read_sheet(at: SmallHouse, job: PrintJobId) -> PickSheet:
    result = at.house.run(at.at(*LEAD), UseCase.PRINT, lambda work: pick_sheet(work, job))
    return expect(PickSheet, result)


def short_one(at: SmallHouse, order: OrderId) -> None:
    """A unit is missing: the task changes; it is given back."""
    task = claimed(at, order)
    gate = ShortPick(task.task_id, task.fence, task.stops[0].line_id, 1, ShortReason.NOT_FOUND)
    expect(PickTaskShort, ask(at, PICKER, gate))
    ask(at, PICKER, ReleasePickTask(task.task_id, task.fence))


# where ----------------------------------------------------------------------------


def test_sheets_of_many_tasks_come_out_here(at: SmallHouse, tmp_path: Path) -> None:
    orders = released(at, draft("A-1"), draft("A-2", lines=(line(MUG, 1),)))
    answer = expect(SheetsIntended, intended(at, *orders))
    assert (len(answer.jobs), answer.copies, answer.left_out) == (2, 0, 0)
    assert [job.problem for job in print_here(at, tmp_path / "out")] == ["", ""]
    assert papers(tmp_path / "out") == [
        f"pick-sheet-PICK-{order_no(at, order)}-1" for order in orders
    ]
    assert print_here(at, tmp_path / "out") == ()


def test_the_zones_station_prints_on_its_own_paper(at: SmallHouse, tmp_path: Path) -> None:
    (order,) = released(at, draft("A-1", lines=(line(MUG, 1),)))
    set_up(at, lambda work: work.connection.execute(update(PickTask).values(zone="A")).rowcount)
    belt = set_up(at, lambda work: add_station(work, "belt-A", None, "A", SheetPaper.ROLL))
    set_up(at, lambda work: add_station(work, "cart-A", None, "A", SheetPaper.A5))
    expect(SheetsIntended, intended(at, order, where=ZONE))
    assert [job.station_id for job in jobs(at)] == [belt], "the first by name"
    assert print_here(at, tmp_path / "out") == ()
    (printed,) = print_here(at, tmp_path / "out", belt)
    assert page_width(Path(printed.place)) == 80


def page_width(pdf: Path) -> int:
    return round(bitmaps(pdf.read_bytes(), 203)[0].width_mm)


def test_a_station_may_change_its_zone_and_paper(at: SmallHouse, tmp_path: Path) -> None:
    boss = at.people[Post.ADMINISTRATOR]
    assert (
        set_sheet_station(at.house, boss, "pick-1", "B", SheetPaper.A5) == at.stations[Screen.PICK]
    )
    (order,) = released(at, draft("A-1", lines=(line(MUG, 1),)))
    expect(SheetsIntended, intended(at, order))
    (printed,) = print_here(at, tmp_path / "out")
    assert page_width(Path(printed.place)) == 148
    with nothing_written(at.house.database):
        unknown = set_sheet_station(at.house, boss, "pick-9", "B", SheetPaper.A5)
        forbidden = set_sheet_station(at.house, at.at(*PICKER), "pick-1", "", SheetPaper.A4)
    assert verdict_of(unknown).kind is VerdictKind.NOTHING_TO_DO
    assert verdict_of(forbidden).kind is VerdictKind.NOT_ALLOWED


def test_a_zone_without_a_station_is_said(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    set_up(at, lambda work: work.connection.execute(update(PickTask).values(zone="K")).rowcount)
    with nothing_written(at.house.database):
        refused = verdict_of(intended(at, order, where=ZONE))
    assert (refused.kind, refused.params["zone"]) == (VerdictKind.NO_SHEET_PRINTER, "K")


def test_a_place_without_a_station_prints_nothing_here(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    nowhere: Actor = at.people[Post.SUPERVISOR]
    with nothing_written(at.house.database):
        refused = print_sheets(at.house, nowhere, [task_of(at, order)], HERE)
    assert verdict_of(refused).kind is VerdictKind.NO_SHEET_PRINTER


def test_who_may_not_print_intends_nothing(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    buyer = replace(at.people[Post.PURCHASING], station_id=at.stations[Screen.PICK])
    with nothing_written(at.house.database):
        refused = print_sheets(at.house, buyer, [task_of(at, order)], HERE)
    assert verdict_of(refused).kind is VerdictKind.NOT_ALLOWED


def test_what_is_finished_or_stopped_gets_no_sheet(at: SmallHouse) -> None:
    done, stopped, going = released(at, *(draft(f"A-{n}", lines=(line(MUG, 1),)) for n in range(3)))
    picked(at, done)
    hold(at, stopped)
    answer = expect(SheetsIntended, intended(at, done, stopped, going))
    assert (len(answer.jobs), answer.left_out) == (1, 2)
    with nothing_written(at.house.database):
        refused = intended(at, done, stopped)
    assert verdict_of(refused).kind is VerdictKind.NOTHING_TO_DO


# copies ---------------------------------------------------------------------------


def test_a_copy_needs_a_reason_and_says_that_it_is_one(at: SmallHouse, tmp_path: Path) -> None:
    (order,) = released(at, draft("A-1"))
    expect(SheetsIntended, intended(at, order))
    print_here(at, tmp_path / "out")
    with nothing_written(at.house.database):
        refused = verdict_of(intended(at, order, reason="  "))
    sheet = f"PICK-{order_no(at, order)}-1"
    assert (refused.kind, refused.params["sheet"]) == (VerdictKind.REASON_NEEDED, sheet)
    answer = expect(SheetsIntended, intended(at, order, reason="wet"))
    assert answer.copies == 1
    assert read_sheet(at, answer.jobs[0]).copy_no == 1
    print_here(at, tmp_path / "out")
    expect(SheetsIntended, intended(at, order, reason="lost"))
    print_here(at, tmp_path / "out")
    assert [(job.copy_no, job.reason) for job in jobs(at)] == [(0, ""), (1, "wet"), (2, "lost")]
    assert papers(tmp_path / "out") == [
        f"pick-sheet-{sheet}",
        f"pick-sheet-{sheet}-copy1",
        f"pick-sheet-{sheet}-copy2",
    ]


def test_at_the_desk_the_second_sheet_is_a_copy(at: SmallHouse, tmp_path: Path) -> None:
    (order,) = released(at, draft("A-1"))
    task = claimed(at, order)
    for _ in range(2):
        ask(at, PICKER, PrintSheet(task.task_id, task.fence))
        print_here(at, tmp_path / "out")
    assert [(job.copy_no, job.reason) for job in jobs(at)] == [(0, ""), (1, "at_the_desk")]


def test_paper_that_never_left_is_no_original_lost(at: SmallHouse, tmp_path: Path) -> None:
    (order,) = released(at, draft("A-1"))
    expect(SheetsIntended, intended(at, order))
    expect(SheetsIntended, intended(at, order))
    assert len(jobs(at)) == 1, "it still waits to be printed"
    stopped = hold(at, order)
    (printed,) = print_here(at, tmp_path / "out")
    assert printed.problem == VerdictKind.ORDER_STOPPED.value
    assert jobs(at)[0].state is PrintState.FAILED
    lift_hold(at.house, at.people[Post.SERVICE_REP], stopped, "goes on")
    expect(SheetsIntended, intended(at, order))
    print_here(at, tmp_path / "out")
    assert papers(tmp_path / "out") == [f"pick-sheet-PICK-{order_no(at, order)}-1"]


# out of date ----------------------------------------------------------------------


def test_an_old_sheet_opens_nothing_and_the_new_one_does(at: SmallHouse, tmp_path: Path) -> None:
    (order,) = released(at, draft("A-1", lines=(line(TEA, 6),)))
    expect(SheetsIntended, intended(at, order))
    print_here(at, tmp_path / "out")
    old = f"PICK-{order_no(at, order)}-1"
    short_one(at, order)
    with nothing_written(at.house.database):
        refused = verdict_of(ask(at, PICKER, ClaimPickTask(old)))
    assert (refused.kind, refused.params["code"]) == (VerdictKind.SHEET_OUT_OF_DATE, old)
    answer = expect(SheetsIntended, intended(at, order))
    assert answer.copies == 0, "a new version is an original"
    sheet = read_sheet(at, answer.jobs[0])
    assert sheet.sheet_code == f"{old}-V2"
    assert [(row.shelf, row.quantity) for row in sheet.rows] == [
        ("A-01-01-02", 5),
        ("A-01-02-01", 1),
    ]
    print_here(at, tmp_path / "out")
    opened = expect(PickTaskOpened, ask(at, PICKER, ClaimPickTask(sheet.sheet_code)))
    assert opened.task.sheet_code == old


def test_what_waited_for_the_printer_comes_out_as_the_task_is_now(
    at: SmallHouse, tmp_path: Path
) -> None:
    (order,) = released(at, draft("A-1", lines=(line(TEA, 6),)))
    expect(SheetsIntended, intended(at, order))
    short_one(at, order)
    print_here(at, tmp_path / "out")
    assert papers(tmp_path / "out") == [f"pick-sheet-PICK-{order_no(at, order)}-1-V2"]
    refused = verdict_of(intended(at, order))
    assert refused.kind is VerdictKind.REASON_NEEDED, "version 2 is on paper already"


def test_a_sheet_of_a_cancelled_task_is_not_printed(at: SmallHouse, tmp_path: Path) -> None:
    wave = sorted_wave(at, released(at, draft("A-1")))
    expect(SheetsIntended, print_wave_sheets(at.house, at.at(*LEAD), wave, HERE))
    expect(WaveCancelled, cancel_wave(at.house, at.at(*LEAD), wave))
    (printed,) = print_here(at, tmp_path / "out")
    assert printed.problem == VerdictKind.SHEET_OUT_OF_DATE.value
    assert papers(tmp_path / "out") == []


def test_a_parcel_is_found_by_any_sheet_of_its_task(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1", lines=(line(TEA, 6),)))
    short_one(at, order)
    sheet = picked(at, order).sheet_code
    for code in (f"{sheet}-V2", sheet):
        opened = expect(ParcelOpened, ask(at, PACKER, OpenParcel(code)))
        assert opened.task.box_code == f"BOX-{order_no(at, order)}-1"


# waves ----------------------------------------------------------------------------


@pytest.mark.sop("3.2.2b")
def test_a_waves_sheet_visits_a_shelf_once_and_names_the_slots(at: SmallHouse) -> None:
    orders = released(
        at,
        draft("A-1"),
        draft("A-2", lines=(line(MUG, 1),)),
        draft("A-3", lines=(line(TEA, 2), line(MUG, 4))),
    )
    wave = sorted_wave(at, orders)
    assert wave_numbered(at.house, "WAV-20261123-001") == wave
    assert wave_numbered(at.house, "WAV-20261123-002") is None
    write_remark(at.house, at.people[Post.SERVICE_REP], orders[1], "gift wrap", True)
    answer = expect(SheetsIntended, print_wave_sheets(at.house, at.at(*LEAD), wave, HERE))
    sheet = read_sheet(at, answer.jobs[0])
    assert [(row.shelf, row.quantity, row.slots) for row in sheet.rows] == [
        ("A-01-01-01", 7, (SlotUnits(1, 2), SlotUnits(2, 1), SlotUnits(3, 4))),
        ("A-01-01-02", 3, (SlotUnits(1, 1), SlotUnits(3, 2))),
    ]
    assert sheet.order_nos == tuple(order_no(at, order) for order in orders)
    assert (sheet.wave_no, sheet.zone) == ("WAV-20261123-001", "A")
    assert (sheet.carrier, sheet.cut_off) == ("顺丰速运", CUT_OFF)
    assert sheet.remarks == ("2: gift wrap",)


def test_a_stop_makes_the_shared_sheet_old_and_the_new_one_leaves_the_order_out(
    at: SmallHouse, tmp_path: Path
) -> None:
    orders = released(at, draft("A-1"), draft("A-2", lines=(line(MUG, 1),)))
    wave = sorted_wave(at, orders)
    expect(SheetsIntended, print_wave_sheets(at.house, at.at(*LEAD), wave, HERE))
    print_here(at, tmp_path / "out")
    hold(at, orders[0])
    answer = expect(SheetsIntended, print_wave_sheets(at.house, at.at(*LEAD), wave, HERE))
    sheet = read_sheet(at, answer.jobs[0])
    assert sheet.sheet_code == "PICK-20261123-001-1-V2"
    assert sheet.order_nos == (order_no(at, orders[1]),)
    assert [(row.shelf, row.quantity) for row in sheet.rows] == [("A-01-01-01", 1)]


def test_the_carrier_of_one_order_and_its_express_stand_on_its_sheet(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1", service=ServiceLevel.EXPRESS))
    answer = expect(SheetsIntended, intended(at, order))
    sheet = read_sheet(at, answer.jobs[0])
    with at.house.database.read() as connection:
        carrier = select(Carrier.name).join(Order).where(Order.id == order)
        assert sheet.carrier == connection.scalar(carrier)
    assert sheet.express
    assert sheet.operator == Post.SUPERVISOR.value

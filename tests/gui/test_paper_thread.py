"""Paper leaves beside the scans: a printer that hangs holds nobody up, and nothing prints twice."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.errors import CannotNow, Trouble
from db.schema.outbox import PrintJob
from db.views.seats import seats
from desktop.house_opening import Opened, paper_finder, paper_sender, station_maker
from desktop.paper_thread import PaperThread
from desktop.paper_words import not_printed
from desktop.station_worker import StationWorker
from fulfilment.house import Actor
from fulfilment.paper.print_jobs import Printed
from fulfilment.paper.station_printers import Binding, bind_printer
from procedure.ids import PrintJobId
from procedure.paper_words import PrinterLanguage, PrinterWay
from procedure.verdicts import VerdictKind
from procedure.words import Post, PrintKind, PrintState, Screen
from resources.catalogue import load
from scanner.simulator import SimulatedScanner
from tests.plugins.houses import SmallHouse, draft, small_house_at
from tests.plugins.journey import PACKER, closed, released
from tests.plugins.raw_port import listening


@pytest.fixture
def built(tmp_path: Path) -> Iterator[SmallHouse]:
    """The small house on SQLite, with a label intended at the packing bench."""
    built = small_house_at(tmp_path / "house.sqlite")
    (order,) = released(built, draft("A-1"))
    closed(built, order)
    yield built
    built.house.close()


@pytest.fixture
def opened(built: SmallHouse, tmp_path: Path) -> Opened:
    with built.house.database.read() as connection:
        seat = next(s for s in seats(connection) if s.home is Screen.PACK)
    return Opened(built.house, seat, tmp_path)


def job_states(at: SmallHouse) -> list[PrintState]:
    with at.house.database.read() as connection:
        return list(connection.scalars(select(PrintJob.state)))


def test_a_scan_is_answered_while_a_printer_hangs(
    qtbot: QtBot, built: SmallHouse, opened: Opened
) -> None:
    under_way, go_on = threading.Event(), threading.Event()
    send = paper_sender(opened)

    def hangs(actor: Actor) -> tuple[Printed, ...]:
        under_way.set()
        go_on.wait()
        return send(actor)

    paper = PaperThread(hangs)
    worker = StationWorker(station_maker(opened), paper_finder(opened, paper.look))
    paper.start()
    with qtbot.waitSignal(worker.shown):
        worker.start()
    try:
        worker.scan(SimulatedScanner().scan(built.badges[Post.PACKER]))
        qtbot.waitUntil(under_way.is_set)
        with qtbot.waitSignal(worker.shown) as told:
            worker.scan(SimulatedScanner().scan("LOC-A-01-01-01"))
        with qtbot.waitSignal(paper.printed) as printed:
            go_on.set()
    finally:
        go_on.set()
        worker.stop()
        paper.stop()
    assert told.args is not None
    assert told.args[0].verdict is not None
    assert printed.args is not None
    assert printed.args[0].problem == ""
    assert job_states(built) == [PrintState.SENT]
    assert len(list((opened.folder / "printed").iterdir())) == 1, "asked often, printed once"


def test_the_label_comes_out_of_the_benchs_own_printer(
    qtbot: QtBot, built: SmallHouse, opened: Opened
) -> None:
    with listening() as port:
        zebra = Binding(
            PrinterWay.NETWORK, f"127.0.0.1:{port.port}", PrinterLanguage.ZPL, 203, "100x150"
        )
        bind_printer(
            built.house,
            built.people[Post.TECHNICIAN],
            opened.seat.station_id,
            PrintKind.WAYBILL,
            zebra,
        )
        paper = PaperThread(paper_sender(opened))
        paper.start()
        try:
            with qtbot.waitSignal(paper.printed) as told:
                paper.look(built.at(*PACKER))
        finally:
            paper.stop()
    assert told.args is not None
    assert told.args[0].place == f"127.0.0.1:{port.port}"
    assert port.taken[0].startswith(b"^XA")


def test_paper_waits_while_the_database_is_away(
    qtbot: QtBot, built: SmallHouse, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.paper_thread.RETRY_SECONDS", 0.01)
    send, asked = paper_sender(opened), 0

    def away_twice(actor: Actor) -> tuple[Printed, ...]:
        nonlocal asked
        asked += 1
        if asked < 3:
            raise CannotNow(Trouble.DATABASE_AWAY)
        return send(actor)

    paper = PaperThread(away_twice)
    paper.start()
    try:
        with qtbot.waitSignal(paper.printed):
            paper.look(built.at(*PACKER))
    finally:
        paper.stop()
    assert asked == 3
    assert job_states(built) == [PrintState.SENT]


def test_a_fault_of_the_program_keeps_back_one_look_and_not_the_later_ones(
    qtbot: QtBot, built: SmallHouse, opened: Opened
) -> None:
    send, asked = paper_sender(opened), 0

    def fails_once(actor: Actor) -> tuple[Printed, ...]:
        nonlocal asked
        asked += 1
        if asked == 1:
            raise RuntimeError("a bug")
        return send(actor)

    paper = PaperThread(fails_once)
    paper.start()
    try:
        with qtbot.waitSignal(paper.failed):
            paper.look(built.at(*PACKER))
        assert job_states(built) == [PrintState.INTENT]
        with qtbot.waitSignal(paper.printed):
            paper.look(built.at(*PACKER))
    finally:
        paper.stop()
    assert job_states(built) == [PrintState.SENT]


@pytest.mark.parametrize(
    ("problem", "params", "words"),
    [
        (
            "printer_away",
            {"printer": "zebra"},
            "The printer zebra does not answer, so nothing was printed. Switch it on, check its "
            "cable, then print again.",
        ),
        (
            "printer_away",
            {},
            "The paper was not printed. Press F5 to try again, or call the technician.",
        ),
        ("order_stopped", {"order_no": "20261127000002"}, None),
        (
            "what",
            {},
            "The paper was not printed. Press F5 to try again, or call the technician.",
        ),
    ],
)
def test_why_paper_was_not_printed_is_said(
    problem: str, params: dict[str, str], words: str | None
) -> None:
    printed = Printed(PrintJobId(1), PrintKind.WAYBILL, problem, "", params)
    said = not_printed(printed, load("en"))
    assert said == words if words else "20261127000002" in said
    assert VerdictKind.ORDER_STOPPED.value not in said

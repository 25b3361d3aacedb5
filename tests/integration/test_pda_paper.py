"""Paper from a handheld: it comes out where the zone prints, or the page says why not."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from db.schema.outbox import PrintJob
from fulfilment.paper.shelf_labels import intend_shelf_label
from fulfilment.paper.station_printers import Binding, bind_printer
from gateway.printer_places import printer_named
from printing.printers import Printer
from printing.printers.file import FilePrinter
from printing.printers.network import NetworkPrinter
from procedure.effects import Refused
from procedure.ids import uuid7
from procedure.paper_words import PrinterLanguage, PrinterWay
from procedure.verdicts import VerdictKind
from procedure.words import Post, PrintKind, PrintState, Screen
from tests.plugins.everything import nothing_written
from tests.plugins.handhelds import Handheld
from tests.plugins.houses import SmallHouse, draft
from tests.plugins.journey import order_no, released
from tests.plugins.raw_port import listening

SHELF = "A-01-01-01"


@pytest.fixture
def printers(tmp_path: Path, request: pytest.FixtureRequest) -> dict[str, Printer]:
    """What the gateway was started with: one printer for every zone, or what the test says."""
    zones: tuple[str, ...] = getattr(request, "param", ("",))
    return {zone: FilePrinter(tmp_path / "paper" / zone) for zone in zones}


def at_work(at: SmallHouse, handheld: Handheld) -> str:
    """Signed in, an order's task open; its sheet's code."""
    (order,) = released(at, draft("A-1"))
    number = order_no(at, order)
    handheld.signals(at.badges[Post.PICKER], number)
    return f"PICK-{number}-1"


def label(handheld: Handheld, nth: int = 1) -> tuple[str, str]:
    """Ask for the label of the shelf in front; what sounds, and what is said."""
    key = str(uuid7(1_800_000_000_000 + nth, nth.to_bytes(10, "big")))
    answer = handheld.tool("/pda/label", {"event_id": key}).json()
    return answer["signal"], answer["said"]


def jobs(at: SmallHouse) -> list[tuple[PrintKind, PrintState, str]]:
    """The print jobs, oldest first."""
    with at.house.database.read() as connection:
        rows = connection.execute(
            select(PrintJob.kind, PrintJob.state, PrintJob.subject).order_by(PrintJob.id)
        )
        return [(row.kind, row.state, row.subject) for row in rows]


def wait_for(seen: Callable[[], bool]) -> None:
    """Paper is sent beside the station: look until it is there."""
    until = time.monotonic() + 60
    while not seen():
        assert time.monotonic() < until, "it did not come"


def test_the_sheet_comes_out_at_the_printer(
    at: SmallHouse, handheld: Handheld, tmp_path: Path
) -> None:
    sheet = at_work(at, handheld)
    assert handheld.signals("CMD-PRINT") == ["good"]
    wait_for(lambda: any((tmp_path / "paper").glob("*.pdf")))
    assert [state for _, state, _ in jobs(at)] == [PrintState.SENT]
    assert [path.name for path in (tmp_path / "paper").glob("*.pdf")] == [f"pick-sheet-{sheet}.pdf"]


def test_a_shelf_label_comes_out_once_for_each_tap_and_is_in_the_books(
    at: SmallHouse, handheld: Handheld, tmp_path: Path
) -> None:
    at_work(at, handheld)
    assert label(handheld) == ("good", f"The label of shelf {SHELF} is sent to the printer.")
    assert label(handheld)[0] == "good"
    wait_for(lambda: jobs(at) == [(PrintKind.CARD, PrintState.SENT, SHELF)])
    wait_for((tmp_path / "paper" / f"shelf-{SHELF}.pdf").exists)
    with at.house.database.read() as connection:
        row = connection.execute(select(PrintJob.__table__)).one()
    assert row.person_id == at.people[Post.PICKER].person_id
    assert row.station_id == at.stations[Screen.PICK]
    assert label(handheld, 2)[0] == "good"
    wait_for(lambda: [state for _, state, _ in jobs(at)] == [PrintState.SENT] * 2)


@pytest.mark.parametrize("printers", [()], indirect=True, ids=["none"])
def test_without_a_printer_nothing_is_printed_and_it_says_so(
    at: SmallHouse, handheld: Handheld
) -> None:
    at_work(at, handheld)
    with nothing_written(at.house.database):
        signal, said = label(handheld)
        answer = handheld.post(handheld.event("CMD-PRINT"))
    assert (signal, answer.status_code, answer.json()["signal"]) == ("wrong", 409, "wrong")
    for words in (said, answer.json()["said"]):
        assert "No printer is set up" in words
        assert "nothing was printed" in words


@pytest.mark.parametrize("printers", [()], indirect=True, ids=["none"])
def test_a_printer_bound_to_the_station_takes_its_kind_of_paper(
    at: SmallHouse, handheld: Handheld
) -> None:
    administrator = at.people[Post.ADMINISTRATOR]
    at_work(at, handheld)
    with listening() as raw:
        where = f"127.0.0.1:{raw.port}"
        binding = Binding(PrinterWay.NETWORK, where, PrinterLanguage.TSPL, 203)
        bind_printer(at.house, administrator, at.stations[Screen.PICK], PrintKind.CARD, binding)
        assert label(handheld)[0] == "good"
        wait_for(lambda: bool(raw.taken))
    assert raw.taken[0].startswith(b"SIZE")
    wait_for(lambda: jobs(at) == [(PrintKind.CARD, PrintState.SENT, SHELF)])
    assert handheld.post(handheld.event("CMD-PRINT")).status_code == 409, "sheets go nowhere"


def test_there_is_no_label_without_a_shelf(at: SmallHouse, handheld: Handheld) -> None:
    handheld.scan(at.badges[Post.PICKER])
    with nothing_written(at.house.database):
        signal, said = label(handheld)
    assert signal == "wrong"
    assert "Open a task first" in said


def test_paper_that_did_not_come_out_is_told_on_the_page(
    at: SmallHouse, handheld: Handheld, tmp_path: Path
) -> None:
    (tmp_path / "paper").write_text("no folder")
    at_work(at, handheld)
    label(handheld)
    wait_for(lambda: 'id="paper"' in handheld.page())
    assert "is not a folder that can be used" in handheld.page()
    assert [state for _, state, _ in jobs(at)] == [PrintState.FAILED]
    handheld.scan(f"LOC-{SHELF}")
    assert 'id="paper"' not in handheld.page()


def test_who_may_not_print_labels_and_shelves_that_are_not_there(at: SmallHouse) -> None:
    asked = ((Post.PACKER, SHELF, VerdictKind.NOT_ALLOWED), (Post.PICKER, "Z-09", None))
    for post, shelf, kind in asked:
        with nothing_written(at.house.database):
            answer = intend_shelf_label(at.house, at.people[post], shelf, "k")
        assert isinstance(answer, Refused)
        assert answer.verdict.kind is (kind or VerdictKind.NOTHING_TO_DO)


def test_printers_are_named_by_zone_and_place() -> None:
    zone, there = printer_named("A=tspl://10.0.0.7:9101")
    assert isinstance(there, NetworkPrinter)
    assert (zone, there.name) == ("A", "10.0.0.7:9101")
    for wrong in ("", "A=", "lpd://host", "zpl://", "zpl://host/many"):
        with pytest.raises(ValueError, match=r".*"):
            printer_named(wrong)

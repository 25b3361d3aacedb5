"""Settings, Printers: bound, tried, refused with a sentence; the next label comes out there."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.office.settings.printer_fields import media_options
from desktop.office.settings.printers_tab import PrintersTab
from desktop.program import Program
from desktop.widgets.states import State
from printing.media import STICKERS
from printing.trial_page import CODE
from procedure.paper_words import PrinterLanguage, PrinterWay
from procedure.words import Post, PrintKind
from resources.catalogue import load
from tests.gui.program_bench import ProgramBench
from tests.plugins.burnt import codes_on, from_zpl
from tests.plugins.cups_server import CupsServer
from tests.plugins.raw_port import listening

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys")


@pytest.fixture
def bench(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[ProgramBench]:
    made = ProgramBench(qtbot, qapp, tmp_path)
    yield made
    made.close()


def tab_of(bench: ProgramBench, program: Program, post: Post = Post.TECHNICIAN) -> PrintersTab:
    screen = bench.settings(program, post)
    screen.show_tab("printers")
    tab = screen.tabs["printers"]
    assert isinstance(tab, PrintersTab)
    return tab


def said(program: Program) -> str:
    return program.shell._foot.message.sentence


def sign(program: Program) -> State:
    return program.shell._strip.indicator("printer").state


def save(bench: ProgramBench, program: Program, tab: PrintersTab, **values: object) -> str:
    """Fill the form in, save it, and give what is said."""
    tab.page.form.write(values)
    tab._on_touched()
    before = said(program)
    tab.page.save.setEnabled(True)
    tab.page.save.click()
    bench.qtbot.waitUntil(lambda: tab.isEnabled() and said(program) != before)
    return said(program)


def shown(tab: PrintersTab) -> list[tuple[str, str]]:
    rows = tab.table.rows
    return [(rows.index(r, 0).data(), rows.index(r, 1).data()) for r in range(rows.rowCount())]


def test_a_label_printer_is_bound_and_prints_its_test_page(bench: ProgramBench) -> None:
    program = bench.start()
    tab = tab_of(bench, program)
    assert shown(tab) == [
        ("Waybill", "PDF"),
        ("Pick sheet", "PDF"),
        ("Shelf and box stickers", "PDF"),
    ]
    assert ("F6", "test page") in program.shell._foot.hints.hints
    enabled = {name for name, field in tab.page.form.inputs.items() if field.isEnabled()}
    assert enabled == {"way", "media"}, "what means nothing for PDF files cannot be filled in"
    with listening() as port:
        words = save(
            bench,
            program,
            tab,
            way=PrinterWay.NETWORK,
            address=f"127.0.0.1:{port.port}",
            language=PrinterLanguage.ZPL,
            dpi=203,
            media="100x150",
        )
        zebra = f"127.0.0.1:{port.port} (ZPL, 203 dpi, 100x150)"
        assert words == f"Waybill: {zebra}. It is in use now."
        assert shown(tab)[0] == ("Waybill", zebra)
        tab.trial.click()
        bench.qtbot.waitUntil(lambda: said(program).startswith("A test page went to 127.0.0.1:"))
    assert codes_on(from_zpl(port.taken[0])) == {CODE}
    assert sign(program) is State.GOOD
    tab.trial.click()
    bench.qtbot.waitUntil(lambda: "does not answer, so nothing was printed" in said(program))
    assert tab.trial.isEnabled()
    assert sign(program) is State.WRONG, "the strip says that a printer is dead"
    tab.choose(PrintKind.PICK_SHEET)
    tab.trial.click()
    bench.qtbot.waitUntil(lambda: said(program).startswith("A test page went to"))
    assert sign(program) is State.WRONG, "a good sheet says nothing about the label printer"
    tab.choose(PrintKind.WAYBILL)
    save(bench, program, tab, way=PrinterWay.FOLDER, media="100x150")
    tab.trial.click()
    bench.qtbot.waitUntil(lambda: sign(program) is State.GOOD)


def test_what_was_said_on_one_screen_does_not_stand_on_another(bench: ProgramBench) -> None:
    program = bench.start()
    tab = tab_of(bench, program)
    assert program.navigation is not None
    with listening() as port:
        address = f"127.0.0.1:{port.port}"
    save(bench, program, tab, way=PrinterWay.NETWORK, address=address, media="100x150")
    tab.trial.click()
    bench.qtbot.waitUntil(lambda: "does not answer" in said(program))
    program.navigation.open("settings")
    assert "does not answer" in said(program), "the same screen again changes nothing"
    other = next(key for key in program.shell.screens if key not in ("settings", "sign-in"))
    program.navigation.open(other)
    assert said(program) == ""
    program.shell.say(State.OFFLINE, "The database is away.")
    program.navigation.open("settings")
    assert said(program) == "The database is away.", "what the station says stays"


def test_what_was_read_before_a_change_does_not_undo_it_on_the_screen(
    bench: ProgramBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked, go_on = threading.Event(), threading.Event()

    def slow() -> tuple[str, ...]:
        looked.set()
        go_on.wait()
        return ()

    program = bench.start()
    monkeypatch.setattr("desktop.office.settings.printers_tab.queues", slow)
    try:
        tab = tab_of(bench, program)
        bench.qtbot.waitUntil(looked.is_set)
        save(bench, program, tab, way=PrinterWay.NETWORK, address="10.0.0.9")
    finally:
        go_on.set()
    bench.qtbot.waitUntil(lambda: not tab._reading.is_waiting)
    assert shown(tab)[0] == ("Waybill", "10.0.0.9 (TSPL, 203 dpi)")


def test_what_cannot_be_is_refused_and_what_was_typed_stays(bench: ProgramBench) -> None:
    program = bench.start()
    tab = tab_of(bench, program)
    words = save(bench, program, tab, way=PrinterWay.NETWORK, address="ten one")
    assert words.startswith("ten one is no address.")
    assert tab.page.form.values["address"] == "ten one"
    assert shown(tab)[0] == ("Waybill", "PDF")
    assert not tab.trial.isEnabled(), "what is not saved is not tried"


def test_a_computer_without_print_queues_says_so(
    bench: ProgramBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    program = bench.start()
    tab = tab_of(bench, program)
    words = save(bench, program, tab, way=PrinterWay.QUEUE)
    assert words.startswith("This computer has no print queue. Set a printer up in its system")
    assert shown(tab)[0] == ("Waybill", "PDF")


@pytest.mark.needs_cups
def test_the_queues_of_this_computer_are_offered(bench: ProgramBench, cups: CupsServer) -> None:
    cups.add("zebra")
    program = bench.start()
    tab = tab_of(bench, program)
    tab.choose(PrintKind.PICK_SHEET)
    bench.qtbot.waitUntil(lambda: tab._found.queues == ("zebra",))
    words = save(bench, program, tab, way=PrinterWay.QUEUE, queue="zebra", media="A4")
    assert words == "Pick sheet: zebra (A4). It is in use now."
    tab.trial.click()
    bench.qtbot.waitUntil(lambda: said(program).startswith("A test page went to zebra-1."))
    assert cups.printed() == "1"
    cups.run("cupsdisable", "zebra")
    tab.trial.click()
    bench.qtbot.waitUntil(lambda: said(program).startswith("The printer zebra is stopped"))


def test_each_kind_of_paper_has_its_own_sizes() -> None:
    labels = [value for _, value in media_options(PrintKind.WAYBILL, load("en"))]
    sheets = [value for _, value in media_options(PrintKind.PICK_SHEET, load("en"))]
    assert labels[0] is None
    assert {"76x130", "100x150", "100x180"} <= set(labels)
    assert sheets == [None, "80mm", "A5", "A4"]
    stickers = [value for _, value in media_options(PrintKind.CARD, load("en"))]
    assert stickers == [None, *STICKERS]

"""Printing through a real CUPS queue: whole, at actual size, and never into a stopped queue."""

from __future__ import annotations

from pathlib import Path

import pytest

from printing.media import LABEL_100_150, LABEL_100_180
from printing.printers.queue import QueuePrinter, queues
from printing.problems import CannotPrint, PrintProblem
from printing.waybill import render_waybill
from tests.plugins.cups_server import CupsServer
from tests.plugins.waybill_sample import LABEL

pytestmark = pytest.mark.needs_cups
PDF = render_waybill(LABEL, LABEL_100_150)


def refusal(printer: QueuePrinter, pdf: bytes = PDF) -> PrintProblem:
    with pytest.raises(CannotPrint) as refused:
        printer.send(pdf, "waybill")
    return refused.value.problem


def test_a_label_comes_out_byte_for_byte_and_at_its_own_size(cups: CupsServer) -> None:
    cups.add("zebra")
    sent = QueuePrinter("zebra", LABEL_100_150).send(PDF, "waybill-SF1")
    assert (sent.where, sent.complete) == ("zebra-1", False)
    assert cups.printed() == "1"
    assert (cups.out / "1.pdf").read_bytes() == PDF
    title, options = (cups.out / "1.options").read_text().splitlines()
    assert title == "waybill-SF1"
    assert "media=Custom.100x150mm" in options
    assert "print-scaling=none" in options
    assert "nofit-to-page" in options or "fit-to-page=false" in options


def test_its_queues_are_found(cups: CupsServer) -> None:
    assert queues() == ()
    cups.add("zebra")
    cups.add("office")
    assert queues() == ("office", "zebra")


def test_a_stopped_queue_gets_nothing_to_print_later(cups: CupsServer) -> None:
    cups.add("zebra")
    cups.run("cupsdisable", "zebra")
    assert refusal(QueuePrinter("zebra")) is PrintProblem.PRINTER_STOPPED
    cups.run("cupsenable", "zebra")
    cups.run("cupsreject", "zebra")
    assert refusal(QueuePrinter("zebra")) is PrintProblem.PRINTER_STOPPED
    cups.run("cupsaccept", "zebra")
    assert QueuePrinter("zebra").send(PDF, "later").where == "zebra-1", "nothing was queued before"
    assert cups.printed() == "1"


def test_a_queue_that_is_not_there_is_named(cups: CupsServer) -> None:
    cups.add("zebra")
    assert refusal(QueuePrinter("zebra2")) is PrintProblem.PRINTER_UNKNOWN


def test_paper_of_another_size_never_reaches_the_queue(cups: CupsServer) -> None:
    cups.add("zebra")
    wide = render_waybill(LABEL, LABEL_100_180)
    assert refusal(QueuePrinter("zebra", LABEL_100_150), wide) is PrintProblem.WRONG_PAGE_SIZE
    assert refusal(QueuePrinter("zebra"), b"") is PrintProblem.NOTHING_TO_PRINT
    assert cups.run("lpstat", "-W", "all", "-o") == ""


def test_without_a_print_server_nothing_was_printed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "no.sock"))
    assert refusal(QueuePrinter("zebra")) in (
        PrintProblem.PRINTER_UNKNOWN,
        PrintProblem.PRINTER_AWAY,
    )
    assert queues() == ()

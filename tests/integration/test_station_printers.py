"""Printers bound to stations: what is refused, what is kept, and where paper goes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fulfilment.paper.print_jobs import print_due
from fulfilment.paper.station_printers import (
    FOLDER,
    Binding,
    bind_printer,
    bindings,
    way_of,
    ways_of,
)
from printing.media import LABEL_100_180
from printing.printers.file import FilePrinter
from printing.printers.queue import QueuePrinter
from procedure.effects import Refused
from procedure.ids import StationId
from procedure.paper_words import PrinterLanguage, PrinterWay
from procedure.texts import sentence
from procedure.verdicts import VerdictKind
from procedure.words import Post, PrintKind, Screen
from tests.plugins.burnt import codes_on, from_tspl
from tests.plugins.everything import nothing_written
from tests.plugins.houses import SmallHouse, draft
from tests.plugins.journey import PACKER, closed, released, verdict_of
from tests.plugins.raw_port import listening

ZEBRA = Binding(PrinterWay.NETWORK, "10.1.2.3", PrinterLanguage.ZPL, 203, "100x150")
QUEUE = Binding(PrinterWay.QUEUE, "zebra", media="100x180")


def bench(at: SmallHouse) -> StationId:
    return at.stations[Screen.PACK]


def test_a_printer_is_bound_changed_and_taken_away(at: SmallHouse) -> None:
    actor = at.people[Post.TECHNICIAN]
    assert bindings(at.house, bench(at)) == {}
    for binding in (ZEBRA, QUEUE):
        assert bind_printer(at.house, actor, bench(at), PrintKind.WAYBILL, binding) == binding
        assert bindings(at.house, bench(at)) == {PrintKind.WAYBILL: binding}
    bind_printer(at.house, actor, bench(at), PrintKind.PICK_SHEET, ZEBRA)
    assert bindings(at.house, at.stations[Screen.SHIP]) == {}
    bind_printer(at.house, actor, bench(at), PrintKind.WAYBILL, FOLDER)
    assert bindings(at.house, bench(at)) == {PrintKind.PICK_SHEET: ZEBRA}


@pytest.mark.parametrize(
    ("binding", "why"),
    [
        (replace(ZEBRA, address=""), "address"),
        (replace(QUEUE, address="  "), "address"),
        (replace(FOLDER, address="zebra"), "address"),
        (replace(ZEBRA, address="ten one"), "host"),
        (replace(ZEBRA, address="zebra:0"), "host"),
        (replace(ZEBRA, language=None), "language"),
        (replace(ZEBRA, dpi=600), "dpi"),
        (replace(ZEBRA, media="A0"), "media"),
        (replace(QUEUE, dpi=203), "other"),
    ],
)
def test_what_cannot_print_is_not_bound(at: SmallHouse, binding: Binding, why: str) -> None:
    with nothing_written(at.house.database):
        refused = bind_printer(
            at.house, at.people[Post.TECHNICIAN], bench(at), PrintKind.WAYBILL, binding
        )
    said = verdict_of(refused)
    assert (said.kind, said.params["why"]) == (VerdictKind.PRINTER_REFUSED, why)
    assert "{" not in sentence(said).msgid.format(**said.params)


def test_who_packs_does_not_bind_printers_and_no_station_is_invented(at: SmallHouse) -> None:
    with nothing_written(at.house.database):
        packer = bind_printer(at.house, at.people[Post.PACKER], bench(at), PrintKind.WAYBILL, ZEBRA)
        nowhere = bind_printer(
            at.house, at.people[Post.TECHNICIAN], StationId(7), PrintKind.WAYBILL, ZEBRA
        )
    assert verdict_of(packer).kind is VerdictKind.NOT_ALLOWED
    assert isinstance(nowhere, Refused)
    assert nowhere.verdict.params["why"] == "station"


def test_paper_goes_where_its_kind_is_bound(tmp_path: Path) -> None:
    ways = ways_of({PrintKind.WAYBILL: QUEUE}, tmp_path)
    label, sheet = ways(PrintKind.WAYBILL), ways(PrintKind.PICK_SHEET)
    assert isinstance(label.printer, QueuePrinter)
    assert label.media is LABEL_100_180
    assert isinstance(sheet.printer, FilePrinter)
    assert sheet.media is None
    assert way_of(replace(QUEUE, media="70x50"), tmp_path).media is not None, "stickers too"


def test_a_label_comes_out_of_the_bound_printer_on_its_paper(
    at: SmallHouse, tmp_path: Path
) -> None:
    (order,) = released(at, draft("A-1"))
    parcel = closed(at, order)
    with listening() as port:
        zebra = Binding(
            PrinterWay.NETWORK, f"127.0.0.1:{port.port}", PrinterLanguage.TSPL, 203, "100x180"
        )
        bind_printer(at.house, at.people[Post.TECHNICIAN], bench(at), PrintKind.WAYBILL, zebra)
        ways = ways_of(bindings(at.house, bench(at)), tmp_path / "out")
        (printed,) = print_due(at.house, at.at(*PACKER), bench(at), ways)
    assert printed.problem == ""
    (burnt,) = from_tspl(port.taken[0])
    assert (burnt.width_mm, burnt.height_mm) == (LABEL_100_180.width_mm, LABEL_100_180.height_mm)
    assert parcel.number in codes_on(burnt)
    assert not (tmp_path / "out").exists()

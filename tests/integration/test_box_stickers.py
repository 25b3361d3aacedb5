"""A box gets its own sticker when it is opened at a bench that prints stickers, and one only."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from db.schema.outbox import PrintJob
from fulfilment.paper.print_jobs import print_due
from fulfilment.paper.station_printers import Binding, bind_printer, bindings, ways_of
from procedure.effects import OpenParcel, ParcelOpened, ParkParcel
from procedure.pack_effects import NextBox
from procedure.paper_words import PrinterLanguage, PrinterWay
from procedure.words import Post, PrintKind, Screen
from tests.plugins.burnt import codes_on, from_tspl
from tests.plugins.houses import CABLE, MUG, SmallHouse, draft
from tests.plugins.journey import (
    PACKER,
    all_units,
    ask,
    expect,
    line,
    opened,
    order_no,
    released,
)
from tests.plugins.raw_port import listening


def stickers(at: SmallHouse) -> list[str]:
    with at.house.database.read() as connection:
        return list(
            connection.scalars(
                select(PrintJob.subject)
                .where(PrintJob.kind == PrintKind.CARD)
                .order_by(PrintJob.id)
            )
        )


def sticker_printer(at: SmallHouse, port: int) -> None:
    roll = Binding(PrinterWay.NETWORK, f"127.0.0.1:{port}", PrinterLanguage.TSPL, 203, "80x50")
    bench = at.stations[Screen.PACK]
    assert bind_printer(at.house, at.people[Post.TECHNICIAN], bench, PrintKind.CARD, roll) == roll


def test_a_bench_without_stickers_prints_none(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    opened(at, order)
    assert stickers(at) == []


def test_each_box_of_an_order_gets_its_sticker_once(at: SmallHouse, tmp_path: Path) -> None:
    (order,) = released(at, draft("A-1", lines=(line(MUG, 1), line(CABLE, 1))))
    number = order_no(at, order)
    with listening() as port:
        sticker_printer(at, port.port)
        parcel = opened(at, order)
        assert stickers(at) == [f"BOX-{number}-1"]
        ask(at, PACKER, ParkParcel(parcel.parcel_id, parcel.fence))
        task = expect(ParcelOpened, ask(at, PACKER, OpenParcel(number))).task
        assert stickers(at) == [f"BOX-{number}-1"], "opened again, not printed again"
        ask(at, PACKER, all_units(task)[0])
        ask(at, PACKER, NextBox(task.parcel_id, task.fence))
        ask(at, PACKER, OpenParcel(f"BOX-{number}-2"))
        assert stickers(at) == [f"BOX-{number}-1", f"BOX-{number}-2"]
        bench = at.stations[Screen.PACK]
        ways = ways_of(bindings(at.house, bench), tmp_path)
        printed = print_due(at.house, at.at(*PACKER), bench, ways)
    of_boxes = [each for each in printed if each.kind is PrintKind.CARD]
    assert [each.problem for each in of_boxes] == ["", ""]
    read = [codes_on(page) for data in port.taken for page in from_tspl(data)]
    assert {f"BOX-{number}-1"} in read
    assert {f"BOX-{number}-2"} in read

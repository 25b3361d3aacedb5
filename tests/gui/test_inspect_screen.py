"""The inspection screen: what an inspector sees after each scan, and what waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.stations.inspect_screen import InspectScreen
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from desktop.widgets.states import State
from fulfilment.quality.waiting import InspectionQueue
from procedure.defects import DEFECTS
from procedure.parcel_words import DefectCode, DrawnBecause, SamplingPlan
from procedure.policy import InspectionPolicy
from procedure.tasks import Draw
from procedure.verdicts import VerdictKind
from resources.catalogue import load
from tests.floor.goods import (
    BOX,
    DRILL,
    DRILL_EAN,
    LAMP_EAN,
    MUG,
    MUG_EAN,
    NUMBER,
    OTHER_NUMBER,
    TEA_EAN,
    Line,
)
from tests.floor.inspection import inspect_task
from tests.gui.gallery_inspect import PASSING, PLAN, QUEUE, failed_lot
from tests.gui.station_bench import Bench, inspect_bench
from tests.gui.station_sight import framed, nothing_is_cut, over, unlike

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
D = DefectCode


@pytest.fixture
def screen(qtbot: QtBot, qapp: QApplication) -> Iterator[InspectScreen]:
    apply_theme(qapp, ThemeName.LIGHT)
    made = InspectScreen(load("en"))
    window = framed(qtbot, made)
    yield made
    window.close()


@pytest.fixture
def bench(screen: InspectScreen) -> Bench:
    made = inspect_bench(screen)
    made.show()
    return made


def test_the_open_parcel_says_why_it_was_drawn_and_by_what(
    screen: InspectScreen, bench: Bench
) -> None:
    bench.scan(BOX, MUG_EAN)
    order = screen.head.order
    assert order is not None
    assert order.number == "20261123000042"
    assert order.route == "SF Express · Drawn by plan · parcel 12 of 90"
    assert order.counted == "1 of 3 found"
    assert screen.foot_words == ("ISO 2859-1, level II: 20 of 90", "seed INS-20261123-001-7")


def test_a_parcel_in_no_lot_shows_its_box_instead_of_a_plan(screen: InspectScreen) -> None:
    task = replace(inspect_task(Line(MUG, 1)), draw=Draw(DrawnBecause.FAILED_BEFORE))
    inspect_bench(screen, task).scan(BOX)
    order = screen.head.order
    assert order is not None
    assert order.route == "SF Express · Failed before"
    assert screen.foot_words == (f"Box {BOX}", "")


def test_units_say_what_is_found_what_is_wrong_and_what_is_next(
    screen: InspectScreen, bench: Bench
) -> None:
    bench.scan(BOX, MUG_EAN, D.DAMAGED)
    mug, tea = screen.lines.lines.rows
    assert (mug.quantity, mug.state, mug.current) == ("1 / 2", State.WRONG, True)
    assert mug.reference == "MUG-BL · Damaged × 1"
    assert (tea.quantity, tea.state, tea.current) == ("0 / 1", None, False)
    told = "Next Scan Mug, blue 2 not looked at; confirm fails it"
    assert screen.next.accessibleName() == told
    bench.scan(MUG_EAN, TEA_EAN)
    assert [row.current for row in screen.lines.lines.rows] == [False, True]


def test_every_defect_card_stands_on_the_screen_the_worst_first(
    screen: InspectScreen, bench: Bench
) -> None:
    bench.scan(BOX, MUG_EAN, D.DAMAGED, D.DAMAGED, D.BOX_DAMAGED)
    tiles = screen.defects.tiles
    assert {tile.code for tile in tiles} == set(DEFECTS)
    assert [tile.grade for tile in tiles] == ["Critical"] * 2 + ["Major"] * 5 + ["Minor"] * 2
    noted = {tile.name: tile.noted for tile in tiles if tile.noted}
    assert noted == {"Damaged": 2, "Box damaged": 1}


def test_a_card_on_the_screen_is_clicked_like_its_printed_one(
    qtbot: QtBot, screen: InspectScreen, bench: Bench
) -> None:
    bench.scan(BOX, MUG_EAN)
    QApplication.processEvents()
    at = next(n for n, tile in enumerate(screen.defects.tiles) if tile.code == D.DAMAGED)
    middle: QPointF = screen.defects.places()[at].center()
    with qtbot.waitSignal(screen.defect_chosen) as clicked:
        QTest.mouseClick(screen.defects, Qt.MouseButton.LeftButton, pos=middle.toPoint())
    assert clicked.args == [D.DAMAGED.value]
    assert screen.defects.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_a_wrong_product_is_said_and_not_counted(screen: InspectScreen, bench: Bench) -> None:
    bench.scan(BOX, MUG_EAN)
    before = screen.lines.lines.rows
    assert bench.scan(LAMP_EAN).kind is VerdictKind.WRONG_PRODUCT
    QApplication.processEvents()
    view = screen.verdict.view
    assert view is not None
    assert (view.word, view.next_line) == ("Wrong product", "Scan Mug, blue")
    assert screen.lines.lines.rows == before
    nothing_is_cut(screen, screen.verdict)


@pytest.mark.sop("3.2.3b")
def test_with_the_last_right_unit_it_passes_and_the_label_is_asked_for(
    screen: InspectScreen, bench: Bench
) -> None:
    bench.scan(*PASSING)
    view = over(screen)
    assert view is not None
    assert view.word == "Passed"
    assert screen.label.isVisible()
    assert screen.label.number == "SF 1234 5678 90123"
    assert bench.scan(OTHER_NUMBER).kind is VerdictKind.SWAPPED_LABEL
    view = over(screen)
    assert view is not None
    assert view.state is State.STOP
    bench.scan("CMD-CONFIRM", NUMBER)
    assert screen.label.isHidden() or not screen.label.isVisible()


def test_who_inspects_what_they_packed_is_told(screen: InspectScreen) -> None:
    task = replace(inspect_task(Line(MUG, 1)), remarks=("No plastic",), packed_by_inspector=True)
    bench = inspect_bench(screen, task)
    bench.scan(BOX)
    own, remark = screen.remarks.remarks
    assert own == "You packed this box yourself."
    assert remark == "No plastic"
    nothing_is_cut(screen, screen.verdict)
    assert not screen.remarks.is_elided()


def test_where_every_parcel_is_inspected_no_parcel_is_counted_that_is_not_there(
    screen: InspectScreen,
) -> None:
    every = Draw(DrawnBecause.PLAN, "INS-20261123-001", SamplingPlan.ALL, 1, 5, 5, "INS-7")
    inspect_bench(screen, replace(inspect_task(Line(MUG, 1)), draw=every)).scan(BOX)
    order = screen.head.order
    assert order is not None
    assert order.route == "SF Express · Drawn by plan · parcel 1"
    assert screen.foot_words == ("Every parcel", "")


def test_what_is_wrong_waits_for_the_confirm_card_and_fails(
    screen: InspectScreen, bench: Bench
) -> None:
    bench.scan(BOX, MUG_EAN, D.WRONG_SLIP, MUG_EAN, TEA_EAN, "B2401")
    assert screen.next.accessibleName() == "Next Scan the confirm card to send the parcel back"
    assert bench.scan("CMD-CONFIRM").kind is VerdictKind.INSPECTION_FAILED
    QApplication.processEvents()
    view = screen.verdict.view
    assert view is not None
    assert view.place is not None
    assert (view.word, view.place.name) == ("Failed", "Packing bench")
    nothing_is_cut(screen, screen.verdict)


def test_a_box_failed_early_tells_how_much_nobody_looked_at(
    screen: InspectScreen, bench: Bench
) -> None:
    bench.scan(BOX, MUG_EAN, D.WRONG_SLIP, "CMD-CONFIRM")
    QApplication.processEvents()
    view = screen.verdict.view
    assert view is not None
    assert "2 units were not looked at. Bring its box to packing" in view.sentence
    nothing_is_cut(screen, screen.verdict)


def test_a_rejected_lot_is_told_in_full(screen: InspectScreen, bench: Bench) -> None:
    failed_lot(screen)
    QApplication.processEvents()
    view = screen.verdict.view
    assert view is not None
    assert view.sentence.startswith("Lot INS-20261123-001 is rejected: 12 parcels are kept here")
    nothing_is_cut(screen, screen.verdict)


def test_the_list_shows_what_waits_what_comes_next_and_why_others_cannot(
    screen: InspectScreen, bench: Bench
) -> None:
    screen.show_queue(QUEUE)
    rows = screen.waiting.lines.rows
    assert [row.name for row in rows][:3] == [
        "20261123000042-1",
        "20261123000043-1",
        "20261123000051-1",
    ]
    assert rows[0].reference == "The order is stopped. Keep the box here."
    assert rows[1].reference == "At bench QC-2 now."
    assert rows[2].reference == "Express · Drawn by plan · 51 / 90 · INS-20261123-001"
    assert [row.name for row in rows if row.current] == ["20261123000051-1"]
    assert rows[4].reference == "Failed before"
    assert screen.waiting.isVisible()


def test_the_next_parcel_names_the_box_to_fetch(screen: InspectScreen, bench: Bench) -> None:
    bench.scan("CMD-CONFIRM")
    QApplication.processEvents()
    assert screen.next.accessibleName().startswith("Next Scan box 20261123000042-1")
    nothing_is_cut(screen, screen.verdict)
    assert bench.scan(MUG_EAN).kind is VerdictKind.WRONG_KIND
    QApplication.processEvents()
    nothing_is_cut(screen, screen.verdict)
    assert screen.lines.lines.rows[0].quantity == "0 / 2"


def test_the_unit_whose_serial_is_awaited_is_the_current_line(screen: InspectScreen) -> None:
    task = inspect_task(Line(MUG, 1), Line(DRILL, 2))
    bench = inspect_bench(screen, task)
    bench.scan(BOX, DRILL_EAN)
    assert [row.current for row in screen.lines.lines.rows] == [False, True]
    assert screen.next.accessibleName().startswith("Next Scan the serial of Drill")
    assert bench.scan("S-99").kind is VerdictKind.SERIAL_WRONG
    QApplication.processEvents()
    nothing_is_cut(screen, screen.verdict)


def test_an_empty_list_says_why_and_what_to_do(screen: InspectScreen, bench: Bench) -> None:
    screen.show_queue(InspectionQueue(InspectionPolicy(), (), 0))
    assert screen.idle.headline == "No plan draws parcels"
    assert "supervisor" in screen.idle.sentence
    screen.show_queue(InspectionQueue(PLAN, (), 0))
    assert screen.idle.headline == "Nothing to inspect"
    assert screen.idle.isVisible()


def test_every_word_is_translated(screen: InspectScreen, bench: Bench) -> None:
    screen.retranslate(unlike(load("en")))
    bench.scan(BOX, MUG_EAN, D.DAMAGED)
    assert all(tile.name.startswith("‹") for tile in screen.defects.tiles)
    assert screen.foot_words[0].startswith("‹")
    screen.show_queue(QUEUE)
    bench.scan("CMD-ABORT")
    assert all(row.reference.startswith("‹") for row in screen.waiting.lines.rows)

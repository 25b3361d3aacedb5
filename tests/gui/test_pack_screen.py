"""The packing screen: what a packer sees after each scan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.views.floor import FloorCounts
from desktop.stations.pack_screen import PackScreen
from desktop.theme.active import colours
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from desktop.widgets.states import State
from procedure.verdicts import VerdictKind, verdict
from procedure.weighing import OnScale
from resources.catalogue import load
from tests.floor.goods import (
    BOWL_EAN,
    DRILL_EAN,
    MUG,
    MUG_EAN,
    NUMBER,
    OTHER_NUMBER,
    SHEET,
    TEA_B2401,
    TEA_EAN,
    Line,
    pack_task,
)
from tests.gui.station_bench import Bench, many_lines, mixed_parcel, pack_bench, tea_and_mugs
from tests.gui.station_sight import framed, nothing_is_cut, over, unlike

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
FULL = (SHEET, MUG_EAN, MUG_EAN, MUG_EAN, TEA_B2401)
LONG = (
    "Please do not use plastic, and write the name on the outside of the box so that my "
    "neighbour can take it in while I am away until the fifth of December."
)


@pytest.fixture
def screen(qtbot: QtBot, qapp: QApplication) -> Iterator[PackScreen]:
    apply_theme(qapp, ThemeName.LIGHT)
    made = PackScreen(load("en"))
    window = framed(qtbot, made)
    yield made
    window.close()


@pytest.fixture
def bench(screen: PackScreen) -> Bench:
    made = pack_bench(screen)
    made.show()
    return made


def quantities(screen: PackScreen) -> list[str]:
    return [row.quantity for row in screen.lines.lines.rows]


def test_the_head_says_which_order_by_whom_and_how_far(screen: PackScreen, bench: Bench) -> None:
    bench.scan(SHEET, MUG_EAN)
    order = screen.head.order
    assert order is not None
    assert order.number == "20261123000042"
    assert order.route == "SF Express · box 1 of 2"
    assert order.counted == "1 of 4 packed"
    assert (order.done, order.total) == (1, 4)


def test_lines_say_what_is_in_what_is_fragile_and_what_is_done(
    screen: PackScreen, bench: Bench
) -> None:
    bench.scan(SHEET, MUG_EAN)
    mug, tea = screen.lines.lines.rows
    assert (mug.quantity, mug.state, mug.current) == ("1 / 3", State.ATTENTION, True)
    assert mug.reference == "fragile · MUG-BL"
    assert (tea.reference, tea.state, tea.current) == ("TEA-250 · lot B2401", None, False)
    bench.scan(MUG_EAN, MUG_EAN)
    mug, tea = screen.lines.lines.rows
    assert (mug.state, mug.current, tea.current) == (State.GOOD, False, True)


def test_a_unit_whose_lot_is_awaited_is_the_current_line(screen: PackScreen, bench: Bench) -> None:
    bench.scan(SHEET, TEA_EAN)
    assert [row.current for row in screen.lines.lines.rows] == [False, True]
    assert screen.next.accessibleName() == "Next Scan lot B2401 of Tea, 250 g"


def test_a_good_unit_shows_its_count_and_what_is_next(screen: PackScreen, bench: Bench) -> None:
    bench.scan(SHEET, MUG_EAN, MUG_EAN)
    view = screen.verdict.view
    assert view is not None
    assert (view.state, view.count, view.sentence) == (State.GOOD, "2 of 3", "Mug, blue")
    assert screen.next.accessibleName() == "Next Scan Mug, blue 2 of 4 packed"


def test_a_wrong_product_is_said_shown_and_not_counted(screen: PackScreen, bench: Bench) -> None:
    bench.scan(SHEET, MUG_EAN)
    before = quantities(screen)
    bench.scan(BOWL_EAN)
    QApplication.processEvents()
    view = screen.verdict.view
    assert view is not None
    assert view.word == "Wrong product"
    assert view.sentence.startswith("Bowl does not belong to order 20261123000042.")
    assert (view.next_caption, view.next_line) == ("Then", "Scan Mug, blue")
    assert quantities(screen) == before
    image = screen.verdict.grab().toImage()
    assert image.pixelColor(4, image.height() // 2).name() == colours().wrong.lower()
    assert screen.next.is_compact


def test_one_too_many_leaves_the_counts(screen: PackScreen, bench: Bench) -> None:
    bench.scan(SHEET, MUG_EAN, MUG_EAN, MUG_EAN)
    before = quantities(screen)
    assert bench.scan(MUG_EAN).kind is VerdictKind.OVER_SCAN
    assert quantities(screen) == before == ["3 / 3", "0 / 1"]
    order = screen.head.order
    assert order is not None
    assert order.counted == "3 of 4 packed"


@pytest.mark.sop("3.1.2b")
def test_every_remark_is_read_in_full_while_the_parcel_is_open(screen: PackScreen) -> None:
    assert not screen.remarks.isVisible()
    bench = pack_bench(screen, tea_and_mugs((LONG, '刻字 "To Anna"', LONG)))
    bench.scan(SHEET, MUG_EAN)
    QApplication.processEvents()
    assert screen.remarks.isVisible()
    assert screen.remarks.remarks == (LONG, '刻字 "To Anna"', LONG)
    assert not screen.remarks.is_elided()
    assert screen.remarks.height() >= screen.remarks.heightForWidth(screen.remarks.width())
    assert screen.lines.height() >= 104


def test_a_short_remark_is_read_from_a_metre(screen: PackScreen, bench: Bench) -> None:
    bench.scan(SHEET)
    QApplication.processEvents()
    assert screen.remarks.letter_size() == 26
    assert screen.remarks.height() == 64


def test_box_and_weight_stand_below_the_lines(screen: PackScreen, bench: Bench) -> None:
    bench.scan(SHEET)
    assert screen.lines.isVisible()
    assert screen.foot_words == ("Box BOX-20261123000042-1", "expected 1,286 g")
    pack_bench(screen, many_lines(1)).scan(SHEET)
    assert screen.foot_words[1] == "weight not known"


def test_the_label_to_stick_on_stands_large(screen: PackScreen, bench: Bench) -> None:
    bench.scan(*FULL)
    QApplication.processEvents()
    view = over(screen)
    assert view is not None
    assert view.word == "Parcel complete"
    assert screen.label.isVisible()
    assert screen.label.number == "SF 1234 5678 90123"
    assert screen.label.number_style().size >= 40
    assert "Stick the label on this box and scan it" in screen.label.accessibleName()
    bench.scan(MUG_EAN)
    assert over(screen) is None
    assert screen.label.isVisible()


def test_the_right_label_ends_the_parcel(screen: PackScreen, bench: Bench) -> None:
    bench.scan(*FULL, NUMBER)
    view = over(screen)
    assert view is not None
    assert view.word == "Right label"
    assert screen.idle.isVisible()


@pytest.mark.sop("4.2.2a")
def test_a_swapped_label_stops_with_both_sides_named(screen: PackScreen, bench: Bench) -> None:
    bench.scan(*FULL, OTHER_NUMBER)
    view = over(screen)
    assert view is not None
    assert view.state is State.STOP
    assert OTHER_NUMBER in view.sentence
    assert NUMBER in view.sentence
    bench.scan(NUMBER)
    assert over(screen) == view
    bench.scan("CMD-CONFIRM")
    assert over(screen) is None
    assert screen.label.isVisible()


def test_idle_says_why_and_what_to_do(screen: PackScreen, bench: Bench) -> None:
    screen.show_floor(FloorCounts(12, 3, 4, 2, 31))
    assert screen.idle.headline == "4 parcels wait"
    assert screen.idle.sentence == "Scan a pick sheet, a tote or an order number."
    screen.show_floor(FloorCounts(12, 3, 0, 2, 31))
    assert (screen.idle.headline, "label" in screen.idle.sentence) == ("Nothing to pack", True)
    screen.show_floor(FloorCounts(12, 3, 0, 0, 31))
    assert "come from picking" in screen.idle.sentence
    screen.show_floor(FloorCounts(12, 3, 0, 0, 31, packing=2, held=1))
    assert screen.idle.sentence.startswith("2 parcels are in somebody's hands at other benches.")
    screen.show_floor(FloorCounts(12, 3, 0, 0, 31, held=1))
    assert screen.idle.sentence.startswith("1 parcel is held. Customer service lets it go on;")


def test_nobody_signed_in_sees_no_order(screen: PackScreen, bench: Bench) -> None:
    bench.scan(SHEET)
    bench.operator = None
    bench.show()
    assert screen.sign_in.isVisible()
    assert not screen.head.isVisible()
    assert screen.verdict.prompt == "Scan your badge"


def test_the_current_one_of_many_lines_is_in_sight(screen: PackScreen) -> None:
    bench = pack_bench(screen, many_lines(10))
    bench.scan(SHEET)
    QApplication.processEvents()
    lines = screen.lines.lines
    last = lines.model().index(9, 0)
    assert not lines.viewport().rect().intersects(lines.visualRect(last))
    state = bench.desk.state
    done = tuple(replace(item, packed=item.quantity) for item in state.items[:9])
    bench.desk.state = replace(state, items=(*done, state.items[9]))
    bench.show(verdict(VerdictKind.LINE_DONE, name="Product number 9", counted=2, of=2))
    assert lines.viewport().rect().contains(lines.visualRect(last))


def test_another_language_says_everything_anew(screen: PackScreen, bench: Bench) -> None:
    bench.scan(SHEET)
    bench.scan(BOWL_EAN)
    screen.retranslate(unlike(load("en")))
    order = screen.head.order
    assert order is not None
    words = (
        order.route,
        order.counted,
        screen.verdict.accessibleName(),
        screen.next.accessibleName(),
        *screen.foot_words,
    )
    assert all("‹" in each for each in words), words
    assert all("‹" in row.reference for row in screen.lines.lines.rows)


def test_a_stop_follows_the_language(screen: PackScreen, bench: Bench) -> None:
    bench.scan(*FULL, OTHER_NUMBER)
    screen.retranslate(unlike(load("en")))
    view = over(screen)
    assert view is not None
    assert view.word == "‹Swapped label›"


WALK = (
    SHEET,
    MUG_EAN,
    BOWL_EAN,
    TEA_EAN,
    "B9999",
    "B2401",
    "QTY-9",
    "CMD-SHORT",
    "PICK-20261123-0043",
    "CMD-UNDO",
    TEA_B2401,
    MUG_EAN,
    MUG_EAN,
    MUG_EAN,
    TEA_EAN,
    "4711-UNKNOWN-CODE",
    "CMD-PRINT",
)


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
def test_no_words_are_cut_at_1366_by_768(screen: PackScreen, language: str) -> None:
    screen.retranslate(load(language))
    bench = pack_bench(screen)
    bench.show()
    for text in WALK:
        bench.scan(text)
        QApplication.processEvents()
        nothing_is_cut(screen, screen.verdict)
        assert not screen.remarks.is_elided()


@pytest.mark.sop("3.2.3a")
def test_a_mixed_parcel_shows_both_materials_and_which_is_due(screen: PackScreen) -> None:
    bench = pack_bench(screen, mixed_parcel())
    bench.scan(SHEET)
    rows = {row.name: row for row in screen.lines.lines.rows}
    assert rows["Bubble wrap"].quantity == "0 / 2"
    assert rows["Bubble wrap"].reference == "for fragile goods · MAT-WRAP"
    assert rows["Cardboard"].reference == "for heavy goods · MAT-BOARD"
    bench.scan(MUG_EAN, DRILL_EAN, "SN-1")
    wrap, board = screen.lines.lines.rows[2:]
    assert (wrap.current, wrap.state, board.current) == (True, State.ATTENTION, False)
    assert screen.next.accessibleName().startswith("Next Add Bubble wrap 2 pieces,")
    bench.scan("MAT-WRAP")
    wrap, board = screen.lines.lines.rows[2:]
    assert (wrap.state, wrap.current, board.current) == (State.GOOD, False, True)


def test_the_foot_says_what_it_is_packed_in_and_what_it_should_weigh(screen: PackScreen) -> None:
    bench = pack_bench(screen, mixed_parcel())
    bench.scan(SHEET)
    assert screen.foot_words == (
        "BOX-20261123000042-1 · packed in Carton S",
        "expected 2,190 g",
    )
    bench.scan("MAT-CARTON-M")
    assert screen.foot_words[1] == "expected 2,260 g"


def test_on_the_scale_the_foot_says_what_this_box_should_weigh(screen: PackScreen) -> None:
    bench = pack_bench(screen, replace(pack_task(Line(MUG, 3)), expected_g=3 * 340))
    bench.desk.scale = OnScale(0)
    bench.scan(SHEET, MUG_EAN)
    assert screen.foot_words[1] == "expected 1,110 g"
    bench.scan("CMD-NEXTBOX", "WEIGHT-90")
    assert screen.foot_words[1] == "expected 430 g"
    view = screen.verdict.view
    assert view is not None
    assert view.sentence.startswith("340 g too light")

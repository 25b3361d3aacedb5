"""The shipping desk: carriers, parcels, the pair of box and label, the hand-over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.views.floor import CarrierQueue, DeskParcel, FloorCounts
from desktop.stations.carrier_cards import clock_text, time_left
from desktop.stations.desk_table import column_boxes
from desktop.stations.label_preview import plausible_dpi, true_size
from desktop.stations.ship_screen import ShipScreen
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from desktop.widgets.states import State
from procedure.ids import CarrierId, ParcelId
from procedure.verdicts import VerdictKind
from procedure.words import ParcelStatus, ServiceLevel, WaybillState
from resources.catalogue import load
from tests.floor.goods import BOX, MUG_EAN, NUMBER, ORDER, OTHER_NUMBER
from tests.gui.station_bench import Bench, ship_bench
from tests.gui.station_sight import framed, nothing_is_cut, over, unlike

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 9, 17, 50, tzinfo=UTC)
QUEUES = (
    CarrierQueue(CarrierId(1), "SF Express", time(18, 0), 48, 31),
    CarrierQueue(CarrierId(2), "YTO", None, 0, 0),
)


def parcel(
    at: int,
    number: str,
    status: ParcelStatus,
    waybill: WaybillState | None,
    holds: int = 0,
    grams: int | None = 1286,
) -> DeskParcel:
    return DeskParcel(
        ParcelId(at),
        f"BOX-{ORDER}-{at}",
        number,
        ORDER,
        "杭州",
        "SF Express",
        ServiceLevel.STANDARD,
        grams,
        status,
        waybill,
        holds,
        False,
    )


PARCELS = (
    parcel(1, NUMBER, ParcelStatus.BOUND, WaybillState.BOUND),
    parcel(2, OTHER_NUMBER, ParcelStatus.PACKED, WaybillState.PRINTED),
    parcel(3, "SF1340267715235", ParcelStatus.PACKED, WaybillState.PRINTED, holds=1),
    parcel(4, "SF1340267715244", ParcelStatus.PACKED, WaybillState.ALLOCATED),
    parcel(5, "", ParcelStatus.PACKED, None, grams=None),
)


@pytest.fixture
def screen(qtbot: QtBot, qapp: QApplication) -> Iterator[ShipScreen]:
    apply_theme(qapp, ThemeName.LIGHT)
    made = ShipScreen(load("en"))
    window = framed(qtbot, made)
    yield made
    window.close()


@pytest.fixture
def bench(screen: ShipScreen) -> Bench:
    made = ship_bench(screen)
    made.show()
    screen.show_desk(QUEUES, PARCELS, NOW, SHANGHAI)
    return made


def test_each_carrier_says_how_long_and_how_much(screen: ShipScreen, bench: Bench) -> None:
    sf, yto = screen.carriers.carriers
    assert sf.left == timedelta(minutes=42, seconds=10)
    assert (sf.cut_off, sf.waiting, sf.ready) == ("18:00", 48, "31 of 48 checked")
    assert (yto.cut_off, yto.left) == ("no cut-off", None)


def test_cut_offs_are_meant_in_the_warehouses_zone() -> None:
    queue = QUEUES[0]
    assert time_left(queue, NOW, ZoneInfo("UTC")) == timedelta(hours=8, minutes=42, seconds=10)
    late = datetime(2026, 11, 23, 10, 0, 5, tzinfo=UTC)
    left = time_left(queue, late, SHANGHAI)
    assert left == timedelta(seconds=-5)
    assert clock_text(left) == "−0:00:05"


def test_the_clocks_change_with_the_day_of_the_zone() -> None:
    berlin, at_four = ZoneInfo("Europe/Berlin"), CarrierQueue(CarrierId(1), "X", time(4, 0), 1, 1)
    spring_night = datetime(2026, 3, 29, 0, 0, tzinfo=berlin)
    assert time_left(at_four, spring_night, berlin) == timedelta(hours=3)


def test_rows_say_how_far_each_parcel_is(screen: ShipScreen, bench: Bench) -> None:
    rows = [(row.number, row.state, row.badge) for row in screen.table.rows if not row.sentence]
    assert rows == [
        (NUMBER, "Label checked", State.GOOD),
        (OTHER_NUMBER, "Check label", State.ATTENTION),
        ("SF1340267715235", "On hold", State.WRONG),
        ("SF1340267715244", "To print", None),
        (f"BOX-{ORDER}-5", "No label yet", State.ATTENTION),
    ]
    assert [row.weight for row in screen.table.rows if not row.sentence][-2:] == ["1.29", "–"]
    assert screen.table.foot == ("5 of 48 parcels", "1 on hold, 3 labels to check")


def test_a_parcel_on_hold_has_its_sentence_below_it(screen: ShipScreen, bench: Bench) -> None:
    keys = [row.key for row in screen.table.rows]
    assert keys == ["1", "2", "3", "3/why", "4", "5"]
    assert screen.table.rows[3].sentence.startswith("The order is on hold.")


def test_a_counted_parcel_shows_its_last_digits_its_row_and_the_progress(
    screen: ShipScreen, bench: Bench
) -> None:
    bench.scan(NUMBER, OTHER_NUMBER)
    view = screen.verdict.view
    assert view is not None
    assert (view.state, view.count, view.sentence) == (State.GOOD, "99999", "Counted, 2 of 48")
    card = screen.handover.view
    assert (card.carrier, card.counted, card.done, card.total) == (
        "SF Express",
        "2 of 48 counted",
        2,
        48,
    )
    rows = {row.number: row for row in screen.table.rows}
    assert rows[NUMBER].badge is State.COMPLETE
    assert (rows[OTHER_NUMBER].current, rows[NUMBER].current) == (True, False)
    assert [one.open for one in screen.carriers.carriers] == [True, False]


def test_a_parcel_counted_twice_says_so_and_counts_once(screen: ShipScreen, bench: Bench) -> None:
    bench.scan(NUMBER, OTHER_NUMBER, NUMBER)
    view = screen.verdict.view
    assert view is not None
    assert view.state is State.DUPLICATE
    assert NUMBER in view.sentence
    assert screen.handover.view.done == 2


@pytest.mark.sop("4.2.2a")
def test_box_and_label_are_scanned_as_a_pair(screen: ShipScreen, bench: Bench) -> None:
    bench.scan(BOX)
    view = screen.verdict.view
    assert view is not None
    assert (view.count, view.sentence) == (NUMBER[-5:], "Box found")
    assert screen.handover.view.instruction == f"Scan label {NUMBER}"
    bench.scan(OTHER_NUMBER)
    view = over(screen)
    assert view is not None
    assert view.state is State.STOP
    bench.scan("CMD-CONFIRM")
    assert over(screen) is None
    bench.scan(NUMBER)
    view = over(screen)
    assert view is not None
    assert view.word == "Right label"
    now = screen.verdict.view
    assert now is not None
    assert now.count == NUMBER[-5:]


def test_a_wrong_verdict_takes_the_whole_row_and_gives_it_back(
    screen: ShipScreen, bench: Bench
) -> None:
    bench.scan(NUMBER)
    width = screen.verdict.width()
    assert bench.scan(MUG_EAN).kind is VerdictKind.WRONG_KIND
    assert screen.verdict.width() > width * 2
    assert not screen.handover.isVisible()
    bench.scan(OTHER_NUMBER)
    assert screen.verdict.width() == width
    assert screen.handover.isVisible()


def test_an_empty_desk_says_why(screen: ShipScreen, bench: Bench) -> None:
    screen.show_floor(FloorCounts(12, 3, 4, 2, 0))
    screen.show_desk(QUEUES, (), NOW, SHANGHAI)
    QApplication.processEvents()
    assert screen.idle.isVisible()
    assert screen.idle.headline == "No parcel waits here"
    assert "packed and labelled" in screen.idle.sentence
    assert screen.idle.fits()
    screen.show_floor(FloorCounts(12, 3, 0, 0, 0))
    assert "has left" in screen.idle.sentence


def test_nobody_signed_in_sees_no_parcels(screen: ShipScreen, bench: Bench) -> None:
    bench.operator = None
    bench.show()
    QApplication.processEvents()
    assert screen.sign_in.isVisible()
    assert not screen.table.isVisible()
    assert screen.verdict.prompt == "Scan your badge"


def test_the_label_is_shown_in_its_true_size(screen: ShipScreen, bench: Bench) -> None:
    image = QImage(799, 1199, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    screen.show_label(image, "100 × 150 mm")
    wanted = true_size(plausible_dpi(screen.label.screen().physicalDotsPerInch()))
    assert screen.label.label_box().size().toSize() == wanted
    assert screen.label.is_true_size()
    screen.label.resize(QSize(300, 300))
    box = screen.label.label_box()
    assert not screen.label.is_true_size()
    assert QRectF(screen.label.rect()).contains(box)
    assert box.height() / box.width() == pytest.approx(1.5, abs=0.02)


def test_the_columns_do_not_touch() -> None:
    boxes = column_boxes(QRectF(0, 0, 816, 40))
    for left, right in pairwise(boxes):
        assert left.right() <= right.left()
    assert boxes[-1].right() <= 816


def test_the_clocks_rest_while_nobody_looks(screen: ShipScreen, bench: Bench) -> None:
    assert screen.carriers._ticking.isActive()
    bench.operator = None
    bench.show()
    assert not screen.carriers._ticking.isActive()


def test_too_many_carriers_keep_those_with_parcels(screen: ShipScreen, bench: Bench) -> None:
    many = tuple(CarrierQueue(CarrierId(at), f"C{at}", None, int(at > 4), 0) for at in range(1, 9))
    screen.show_desk(many, PARCELS, NOW, SHANGHAI)
    assert [one.name for one in screen.carriers.shown_carriers()] == ["C5", "C6", "C7", "C8"]


def test_another_language_says_everything_anew(screen: ShipScreen, bench: Bench) -> None:
    bench.scan(NUMBER)
    screen.retranslate(unlike(load("en")))
    rows = screen.table.rows
    assert all("‹" in (row.state or row.sentence) for row in rows)
    card = screen.handover.view
    words = (
        card.instruction,
        card.detail,
        card.counted,
        *screen.table.foot,
        screen.carriers.carriers[0].ready,
        screen.verdict.accessibleName(),
    )
    assert all("‹" in each for each in words), words


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
def test_no_words_are_cut_at_1366_by_768(screen: ShipScreen, bench: Bench, language: str) -> None:
    screen.retranslate(load(language))
    for text in (
        NUMBER,
        MUG_EAN,
        NUMBER,
        "CMD-PRINT",
        BOX,
        MUG_EAN,
        NUMBER,
        "4711-UNKNOWN-CODE",
        OTHER_NUMBER,
        "CMD-CONFIRM",
    ):
        bench.scan(text)
        QApplication.processEvents()
        nothing_is_cut(screen, screen.verdict)

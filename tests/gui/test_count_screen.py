"""Counting by scans, blind or with the books shown, comparing, reasons, and closing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select, update

from db.schema.counting import StockCount
from db.schema.picking import PickTask
from db.schema.stock import Shelf, Stock, StockMovement
from desktop.office.counting.screen import CountScreen
from desktop.tasks import Tasks
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from fulfilment.house import SYSTEM
from fulfilment.intake.intake import Taken, take_orders
from fulfilment.orders.confirmation import confirm_orders
from fulfilment.release.reservation import release_orders
from fulfilment.stock.counting import CountOpened, count_line, open_count
from procedure.ids import ProductId
from procedure.words import CountStatus, Post, Signal
from tests.gui.listing_bench import Office, cells, raw_scan
from tests.plugins.houses import EAN, MUG, START, TEA, SmallHouse, draft

pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
    pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"),
]
MUGS, TEAS = "A-01-01-01", "A-01-01-02"


@pytest.fixture
def office(
    small_house: SmallHouse, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> Iterator[Office]:
    apply_theme(qapp, ThemeName.LIGHT)
    tasks = Tasks()
    yield Office(small_house, qtbot, tasks, tmp_path, Post.SUPERVISOR)
    tasks.close()


@pytest.fixture
def screen(office: Office) -> Iterator[CountScreen]:
    made = CountScreen(office.desk)
    office.show(made)
    yield made
    made.deactivate()


def _begin(office: Office, *shelves: str, blind: bool = True) -> int:
    lead = office.small.people[Post.SUPERVISOR]
    opened = open_count(office.small.house, lead, shelves, blind, "yearly")
    assert isinstance(opened, CountOpened)
    return opened.count_id


def _open(office: Office, screen: CountScreen) -> None:
    screen.activate()
    office.qtbot.waitUntil(lambda: screen.count.sheet is not None)


def _scan(office: Office, screen: CountScreen, *texts: str) -> None:
    heard: list[object] = []
    screen.sounded.connect(heard.append)
    for text in texts:
        screen.take_raw(raw_scan(text))
    scans = screen.count.scans
    office.qtbot.waitUntil(lambda: len(heard) >= len(texts) and not scans._busy)
    screen.sounded.disconnect(heard.append)


def _lines(screen: CountScreen) -> list[tuple[str, str, int | None, int | None]]:
    sheet = screen.count.sheet
    assert sheet is not None
    return [(each.sku, each.lot, each.expected, each.counted) for each in sheet.lines]


def test_a_blind_count_is_done_by_scans_and_shows_no_books(
    office: Office, screen: CountScreen
) -> None:
    _begin(office, MUGS, TEAS)
    office.actor = office.small.people[Post.PICKER]
    _open(office, screen)
    table = screen.count.card.table
    assert table.isColumnHidden(3)
    assert not screen.count.card.compare.isVisible()
    _scan(office, screen, f"LOC-{MUGS}", EAN[MUG], EAN[MUG], f"LOC-{TEAS}", EAN[TEA], "L1108")
    _scan(office, screen, "QTY-10", "CMD-CONFIRM")
    office.qtbot.waitUntil(lambda: _lines(screen) == [(MUG, "", None, 2), (TEA, "L1108", None, 10)])
    assert screen.count.card.strip.verdict.text() == f"10 × {TEA} on {TEAS}"


def test_another_product_writes_the_last_one_down(office: Office, screen: CountScreen) -> None:
    _begin(office, MUGS)
    _open(office, screen)
    _scan(office, screen, f"LOC-{MUGS}", EAN[MUG], "QTY-19")
    _scan(office, screen, EAN[TEA])
    office.qtbot.waitUntil(lambda: _lines(screen)[0][3] == 19)
    assert screen.count.scans.hand.product is not None
    assert screen.count.scans.hand.product.sku == TEA
    assert screen.count.scans.hand.shelf == MUGS


def test_a_difference_needs_a_reason_and_closing_books_it(
    office: Office, screen: CountScreen
) -> None:
    count_id = _begin(office, MUGS, TEAS)
    _open(office, screen)
    _scan(office, screen, f"LOC-{MUGS}", EAN[MUG], "QTY-18", f"LOC-{TEAS}", EAN[TEA], "L1108")
    _scan(office, screen, "QTY-10", "CMD-CONFIRM")
    card = screen.count.card
    assert not card.close_count.isVisible()
    card.compare.click()
    office.qtbot.waitUntil(card.close_count.isVisible)
    office.qtbot.waitUntil(lambda: not card.table.isColumnHidden(3))
    rows = card.table.rows
    assert [rows.index(0, c).data() for c in (3, 4, 5)] == ["20", "18", "−2"]
    card.close_count.click()
    assert card.why.isVisible()
    card.why.line.setText("two broken, thrown away")
    QTest.keyClick(card.why.line, Qt.Key.Key_Return)
    office.qtbot.waitUntil(lambda: cells(screen, 8) == ["Closed"])
    assert office.said[-1][0] is Signal.GOOD
    assert office.said[-1][1].endswith("is closed; 1 difference is booked.")
    with office.small.house.database.read() as connection:
        on_hand = connection.scalar(
            select(Stock.on_hand).where(Stock.product_id == office.small.products[MUG])
        )
        status = connection.scalar(select(StockCount.status).where(StockCount.id == count_id))
        free = connection.scalar(select(Shelf.count_id).where(Shelf.code == MUGS))
    assert (on_hand, status, free) == (18, CountStatus.CLOSED, None)
    office.qtbot.waitUntil(lambda: cells(screen, 3) == ["1"])
    assert not card.strip.isVisible()


def test_closing_before_everything_is_counted_is_refused_and_books_nothing(
    office: Office, screen: CountScreen
) -> None:
    _begin(office, MUGS)
    _open(office, screen)
    with office.small.house.database.read() as connection:
        before = connection.scalar(select(func.count()).select_from(StockMovement))
    screen.count.card.compare.click()
    office.qtbot.waitUntil(screen.count.card.close_count.isVisible)
    screen.count.card.close_count.click()
    office.qtbot.waitUntil(lambda: bool(office.said))
    assert office.said[0][1].startswith("MUG-BL-350 on shelf A-01-01-01 is not counted yet.")
    with office.small.house.database.read() as connection:
        assert before == connection.scalar(select(func.count()).select_from(StockMovement))


def test_a_new_count_is_begun_with_scanned_shelves(office: Office, screen: CountScreen) -> None:
    screen.activate()
    office.qtbot.waitUntil(lambda: screen.absence.sentence.startswith("There are no counts yet."))
    screen.new.click()
    begin = screen.count.begin
    office.qtbot.waitUntil(lambda: begin.zone.count() == 2)
    assert not begin.go.isEnabled()
    _scan(office, screen, f"LOC-{MUGS}", EAN[MUG], f"LOC-{TEAS}")
    assert begin.shelves == (MUGS, TEAS)
    begin.add_shelf(TEAS)
    begin.reason.setText("yearly")
    begin.go.click()
    office.qtbot.waitUntil(lambda: screen.count.sheet is not None)
    sheet = screen.count.sheet
    assert sheet is not None
    assert (sheet.shelves, sheet.blind, sheet.reason) == ((MUGS,), True, "yearly")
    office.qtbot.waitUntil(lambda: cells(screen, 1) == ["yearly"])


def test_a_whole_zone_is_counted_without_staging(office: Office, screen: CountScreen) -> None:
    screen.activate()
    screen.new.click()
    begin = screen.count.begin
    office.qtbot.waitUntil(lambda: begin.zone.count() == 2)
    assert begin.zone.itemText(1) == "Zone A, 4 shelves"
    begin.zone.setCurrentIndex(1)
    begin.set_blind(False)
    begin.go.click()
    office.qtbot.waitUntil(lambda: screen.count.sheet is not None)
    assert [expected for *_, expected, _ in _lines(screen)] == [20, 10, 10, 100]


def test_a_shelf_that_is_being_picked_is_refused_with_its_sentence(
    office: Office, screen: CountScreen
) -> None:
    house, lead = office.small.house, office.small.people[Post.SUPERVISOR]
    taken = take_orders(house, SYSTEM, [draft()])
    assert isinstance(taken, Taken)
    confirm_orders(house, lead, taken.orders)
    release_orders(house, lead, taken.orders)
    with house.database.write() as connection:
        connection.execute(update(PickTask).values(lease_until=START.replace(hour=3)))
    screen.activate()
    screen.new.click()
    office.qtbot.waitUntil(lambda: screen.count.begin.zone.count() == 2)
    screen.count.begin.add_shelf(MUGS)
    screen.count.begin.go.click()
    office.qtbot.waitUntil(lambda: bool(office.said))
    signal, said = office.said[0]
    assert said.startswith(f"Shelf {MUGS} is being picked for ")
    assert signal is Signal.WRONG
    assert screen.count.is_beginning
    assert screen.count.begin.shelves == (MUGS,)


def test_what_a_colleague_counts_shows_and_giving_up_frees_the_shelf(
    office: Office, screen: CountScreen
) -> None:
    count_id = _begin(office, MUGS)
    _open(office, screen)
    picker, mug = office.small.people[Post.PICKER], office.small.products[MUG]
    count_line(office.small.house, picker, count_id, MUGS, ProductId(mug), "", 7)
    office.qtbot.waitUntil(lambda: _lines(screen)[0][3] == 7)
    office.qtbot.waitUntil(lambda: cells(screen, 2) == ["1 / 1"])
    screen.count.card.give_up.click()
    office.qtbot.waitUntil(lambda: cells(screen, 8) == ["Cancelled"])
    with office.small.house.database.read() as connection:
        assert connection.scalar(select(Shelf.count_id).where(Shelf.code == MUGS)) is None


def test_a_line_is_counted_by_hand(office: Office, screen: CountScreen) -> None:
    _begin(office, TEAS)
    _open(office, screen)
    table, strip = screen.count.card.table, screen.count.card.strip
    table.opened.emit(table.rows.index(0, 0))
    strip.units.setValue(9)
    strip.write.click()
    office.qtbot.waitUntil(lambda: _lines(screen) == [(TEA, "L1108", None, 9)])
    strip.entry.setText(MUGS)
    QTest.keyClick(strip.entry, Qt.Key.Key_Return)
    office.qtbot.waitUntil(lambda: strip.verdict.text().startswith("This code is not known"))

"""The office's shared table: pages, place, freshness, search, sorting, columns, states."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from db.schema.products import Product
from desktop.office.listing.listing import PAGE
from desktop.office.stock.listing import STOCK
from desktop.tasks import WORKERS, Tasks
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from desktop.widgets.state_card import Absence
from fulfilment.house import SYSTEM, Work
from fulfilment.set_up import NewProduct, add_products
from procedure.permissions import UseCase
from procedure.words import Post
from resources.catalogue import load
from tests.gui.listing_bench import Office, PlainDetail, cells
from tests.gui.office_bench import BusyTasks
from tests.plugins.houses import CABLE, MUG, TEA, SmallHouse

pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
    pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"),
]


@pytest.fixture
def office(
    small_house: SmallHouse, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> Iterator[Office]:
    apply_theme(qapp, ThemeName.LIGHT)
    tasks = Tasks()
    yield Office(small_house, qtbot, tasks, tmp_path, Post.SUPERVISOR)
    tasks.close()


def _add(office: Office, *skus: str) -> None:
    def body(work: Work) -> None:
        add_products(work, [NewProduct(sku, f"Name of {sku}", ()) for sku in skus])

    office.small.house.run(SYSTEM, UseCase.MANAGE_GOODS, body)


def _rename(office: Office, sku: str, name: str) -> None:
    with office.small.house.database.write() as connection:
        connection.execute(update(Product).where(Product.sku == sku).values(name=name))


def test_a_change_made_elsewhere_appears_without_a_click(office: Office) -> None:
    screen = office.listing(STOCK)
    office.open(screen)
    assert cells(screen) == [MUG, TEA, CABLE]
    _rename(office, TEA, "Another tea")
    office.qtbot.waitUntil(lambda: cells(screen, 1)[1] == "Another tea")
    _add(office, "AAA")
    office.qtbot.waitUntil(lambda: cells(screen) == ["AAA", MUG, TEA, CABLE])
    screen.deactivate()


def test_the_chosen_row_stays_chosen_when_rows_come_in_above(office: Office) -> None:
    screen = office.listing(STOCK)
    office.open(screen)
    screen.table.selectRow(1)
    detail: PlainDetail = screen.detail
    assert detail.key == office.small.products[TEA]
    _add(office, "AAA", "AAB")
    office.qtbot.waitUntil(lambda: screen.table.rows.rowCount() == 5)
    assert screen.table.currentIndex().row() == 3
    assert detail.key == office.small.products[TEA]
    screen.deactivate()


def test_the_next_page_comes_when_somebody_scrolls_and_the_place_is_kept(office: Office) -> None:
    _add(office, *(f"A-{n:03}" for n in range(PAGE + 60)))
    screen = office.listing(STOCK)
    office.open(screen)
    rows, bar = screen.table.rows, screen.table.verticalScrollBar()
    assert rows.rowCount() == PAGE
    assert screen.foot.caption.text() == "100 products shown, more below."
    bar.setValue(bar.maximum())
    office.qtbot.waitUntil(lambda: rows.rowCount() == PAGE + 63)
    assert screen.foot.caption.text() == "163 products shown, no more below."
    bar.setValue(bar.maximum())
    top = rows.key_at(screen.table.rowAt(0))
    _add(office, "A-1225")  # between the first row in sight and the last
    office.qtbot.waitUntil(lambda: "A-1225" in cells(screen))
    assert rows.key_at(screen.table.rowAt(0)) == top
    assert len(set(cells(screen))) == PAGE + 64
    screen.deactivate()


def test_search_follows_typing_and_one_button_shows_everything_again(office: Office) -> None:
    screen = office.listing(STOCK)
    office.open(screen)
    screen.activateWindow()
    screen.bar.search.setFocus()
    QTest.keyClicks(screen.bar.search, "lj")
    office.qtbot.waitUntil(lambda: cells(screen) == [TEA])
    office.qtbot.waitUntil(lambda: screen.detail.key == office.small.products[TEA])
    screen.take_scan("nothing like it")
    office.qtbot.waitUntil(lambda: screen.absence.isVisible())
    assert screen.absence.absence is Absence.EMPTY
    assert screen.detail.key is None
    screen.absence.pressed.emit()
    office.qtbot.waitUntil(lambda: screen.table.rows.rowCount() == 3)
    assert screen.table.isVisible()
    screen.deactivate()


def test_a_title_sorts_up_then_down_then_not_at_all(office: Office) -> None:
    _add(office, "ZZZ")
    screen = office.listing(STOCK)
    office.open(screen)
    head = screen.table.horizontalHeader()
    head.sectionClicked.emit(2)
    office.qtbot.waitUntil(lambda: cells(screen) == ["ZZZ", MUG, TEA, CABLE])
    assert head.isSortIndicatorShown()
    head.sectionClicked.emit(2)
    office.qtbot.waitUntil(lambda: cells(screen) == [CABLE, TEA, MUG, "ZZZ"])
    head.sectionClicked.emit(2)
    office.qtbot.waitUntil(lambda: cells(screen) == [MUG, TEA, CABLE, "ZZZ"])
    assert not head.isSortIndicatorShown()
    head.sectionClicked.emit(1)
    assert not head.isSortIndicatorShown()
    screen.deactivate()


def test_columns_are_chosen_per_person_and_found_again(office: Office, tmp_path: Path) -> None:
    screen = office.listing(STOCK)
    office.open(screen)
    table = screen.table
    on_hand = next(a for a in screen.foot.menu.actions() if a.text() == "On hand")
    on_hand.trigger()
    assert table.isColumnHidden(5)
    assert sum(table.columnWidth(at) for at in range(7)) == table.viewport().width()
    screen.deactivate()
    kept = tmp_path / "columns.json"
    office.qtbot.waitUntil(kept.exists)
    office.actor = office.small.people[Post.PICKER]
    again = office.listing(STOCK)
    office.open(again)
    office.qtbot.waitUntil(lambda: not again._choices.is_waiting)
    assert not again.table.isColumnHidden(5)
    again.deactivate()
    office.actor = office.small.people[Post.SUPERVISOR]
    again.activate()
    office.qtbot.waitUntil(lambda: again.table.isColumnHidden(5))
    again.deactivate()


def test_the_last_column_cannot_be_taken_away(office: Office) -> None:
    screen = office.listing(STOCK)
    screen.foot.show_columns(frozenset({"sku"}))
    first = screen.foot.menu.actions()[0]
    assert first.isChecked()
    assert not first.isEnabled()


def test_in_a_narrow_window_spare_columns_give_way(office: Office) -> None:
    screen = office.listing(STOCK)
    office.open(screen)
    screen.resize(998, 676)
    QApplication.processEvents()
    table = screen.table
    assert table.isColumnHidden(5)
    assert not table.isColumnHidden(2)
    assert sum(table.columnWidth(at) for at in range(7) if not table.isColumnHidden(at)) == (
        table.viewport().width()
    )
    screen.deactivate()


def test_who_may_not_see_it_sees_why(office: Office) -> None:
    office.actor = office.small.people[Post.PACKER]
    screen = office.listing(STOCK)
    screen.activate()
    assert screen.closed.isVisible()
    assert screen.closed.absence is Absence.NO_PERMISSION
    office.actor = None
    screen._poll.timeout.emit()
    assert screen.closed.sentence == "Scan your badge to see the stock."
    office.actor = office.small.people[Post.PICKER]
    screen._poll.timeout.emit()
    office.qtbot.waitUntil(lambda: screen.table.rows.rowCount() == 3)
    assert not screen.closed.isVisible()
    office.actor = None
    screen._poll.timeout.emit()
    assert screen.table.rows.rowCount() == 0
    assert screen.detail.key is None
    screen.deactivate()


def test_an_absent_database_is_told_and_rows_stay(office: Office, tmp_path: Path) -> None:
    screen = office.listing(STOCK)
    office.open(screen)
    office.small.house.database.close()
    away = tmp_path.rename(tmp_path.with_name("away"))
    for _ in range(2):
        screen._read_sight()
        office.qtbot.waitUntil(lambda: not screen._pages.is_waiting)
    assert screen.table.rows.rowCount() == 3
    assert len(office.said) == 1
    screen.take_scan("lj")
    office.qtbot.waitUntil(lambda: len(office.said) == 1 and not screen._pages.is_waiting)
    away.rename(tmp_path)
    office.qtbot.waitUntil(lambda: cells(screen) == [TEA])
    screen.deactivate()


def test_a_late_answer_to_an_older_question_is_not_shown(office: Office) -> None:
    screen = office.listing(STOCK)
    office.open(screen)
    busy = BusyTasks(office.tasks, WORKERS)
    screen.bar.choose(3)
    screen.take_scan("lj")
    busy.let_go()
    office.qtbot.waitUntil(lambda: cells(screen) == [TEA])
    screen.deactivate()


def test_the_keyboard_does_it_all(office: Office) -> None:
    screen = office.listing(STOCK)
    office.open(screen)
    table = screen.table
    screen.activateWindow()
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert screen.detail.key == office.small.products[TEA]
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == TEA
    QTest.keyClick(table, Qt.Key.Key_Slash)
    assert screen.bar.search.hasFocus()
    QTest.keyClick(screen.bar.search, Qt.Key.Key_Escape)
    assert table.hasFocus()
    screen.deactivate()


def test_another_language_reaches_titles_and_foot(office: Office) -> None:
    screen = office.listing(STOCK)
    office.open(screen)
    screen.retranslate(load("zh_CN"))
    assert screen.table.rows.headerData(6, Qt.Orientation.Horizontal) == "状态"
    assert screen.key_hints()[0][1] == "移动"
    screen.deactivate()

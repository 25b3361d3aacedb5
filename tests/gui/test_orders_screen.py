"""The orders table: fresh without a click, held ones first, masked, and only for who may."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.office.orders import model as orders_model
from desktop.tasks import WORKERS, Tasks
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from desktop.widgets.state_card import Absence
from desktop.widgets.states import State
from desktop.widgets.table import TAG
from fulfilment.orders.confirmation import confirm_orders
from procedure.words import OrderStatus, Post, ServiceLevel, Signal
from resources.catalogue import load
from tests.gui.office_bench import DETAIL, NAME, PHONE, BusyTasks, Office, held_draft, texts_of
from tests.plugins.houses import SmallHouse, draft

pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
    pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"),
]


@pytest.fixture
def office(small_house: SmallHouse, qtbot: QtBot, qapp: QApplication) -> Iterator[Office]:
    apply_theme(qapp, ThemeName.LIGHT)
    tasks = Tasks()
    made = Office(small_house, qtbot, tasks)
    yield made
    made.screen.deactivate()
    tasks.close()


def test_an_order_appears_in_the_open_screen_without_a_click(office: Office) -> None:
    office.take(draft("A-1"))
    office.open()
    assert office.orders.orders == 1
    (new,) = office.take(draft("A-2"))
    office.qtbot.waitUntil(lambda: office.orders.orders == 2)
    assert office.orders.row_of(new) == 0
    assert office.screen.filters.chips[0].count == 2


def test_a_change_made_elsewhere_appears_in_table_and_detail(office: Office) -> None:
    (order,) = office.take(draft())
    office.open()
    confirm_orders(office.small.house, office.small.people[Post.SUPERVISOR], [order])
    office.tick()
    office.qtbot.waitUntil(lambda: office.orders.index(0, 7).data() == "Confirmed")
    office.qtbot.waitUntil(
        lambda: (
            office.detail.order is not None and office.detail.order.status is OrderStatus.CONFIRMED
        )
    )


def test_nothing_is_read_again_while_nothing_changes(office: Office) -> None:
    office.take(draft())
    office.open()
    painted: list[object] = []
    office.orders.modelReset.connect(lambda: painted.append("moved"))
    office.small.clock.advance(timedelta(minutes=5))
    office.tick()
    office.qtbot.waitUntil(lambda: office.orders.index(0, 6).data() == "5 min")
    assert painted == []


def test_held_orders_stand_on_top(office: Office) -> None:
    old_held, fine = office.take(held_draft("H-1"), draft("A-1"))
    (new_held,) = office.take(held_draft("H-2"))
    office.open()
    orders = office.orders
    assert [orders.row_of(order) for order in (new_held, old_held, fine)] == [1, 2, 4]
    assert office.rows()[0] == "Contact customer first · 2 orders"
    assert office.rows()[3] == "All others"
    assert orders.headings() == (0, 3)
    assert orders.index(1, 7).data() == "Call first"
    assert orders.index(1, 7).data(TAG) == State.ATTENTION
    assert office.screen.table.columnSpan(0, 0) == orders.columnCount()
    assert office.shows(new_held)


def test_without_held_orders_there_is_no_heading(office: Office) -> None:
    office.take(draft("A-1"), draft("A-2"))
    office.open()
    assert office.orders.headings() == ()


@pytest.mark.parametrize("post", [Post.PICKER, Post.PACKER, Post.INSPECTOR])
def test_who_may_not_see_orders_sees_none(office: Office, post: Post) -> None:
    (order,) = office.take(draft())
    office.actor = office.small.people[post]
    office.screen.activate()
    office.tick()
    assert office.screen.closed.absence is Absence.NO_PERMISSION
    assert office.screen.closed.isVisible()
    assert not office.screen._listings.is_waiting
    assert office.orders.rowCount() == 0
    assert office.detail.order is None
    assert str(order) not in "".join(texts_of(office.screen))


def test_nobody_signed_in_sees_none(office: Office) -> None:
    office.take(draft())
    office.actor = None
    office.screen.activate()
    assert office.screen.closed.sentence == "Scan your badge to see the orders."
    assert not office.screen._listings.is_waiting


def test_orders_go_when_the_person_goes(office: Office) -> None:
    office.take(draft())
    office.open()
    office.actor = None
    office.tick()
    assert office.orders.rowCount() == 0
    assert office.detail.order is None
    assert office.screen.closed.isVisible()
    office.actor = office.small.people[Post.SHIPPER]
    office.tick()
    office.qtbot.waitUntil(lambda: office.orders.rowCount() == 1)
    assert not office.screen.closed.isVisible()


def test_an_answer_that_comes_after_the_person_went_is_not_shown(office: Office) -> None:
    office.take(draft())
    busy = BusyTasks(office.tasks, WORKERS)
    office.screen.activate()
    office.actor = None
    office.tick()
    busy.let_go()
    done: list[object] = []
    office.tasks.start(lambda: None, done.append)
    office.qtbot.waitUntil(lambda: bool(done))
    assert office.orders.rowCount() == 0


def test_personal_data_is_masked_everywhere(office: Office) -> None:
    first, second = office.take(draft("A-1"), held_draft("H-1"))
    office.open()
    for order in (first, second):
        office.choose(order)
        read = "\n".join(texts_of(office.screen))
        for secret in (PHONE, NAME, DETAIL, "478号", "1201"):
            assert secret not in read
        assert "138****8000" in read
        assert "陈*静" in read


def test_chips_count_and_filter(office: Office) -> None:
    pending, express, held = office.take(
        draft("A-1"), draft("A-2", service=ServiceLevel.EXPRESS), held_draft("H-1")
    )
    confirm_orders(office.small.house, office.small.people[Post.SUPERVISOR], [pending])
    office.open()
    filters = office.screen.filters
    assert [chip.count for chip in filters.chips] == [3, 1, 1, 0, 0, 0, 0]
    assert filters.express.count == 1
    filters.chips[1].click()
    office.qtbot.waitUntil(lambda: office.orders.orders == 1)
    assert office.orders.row_of(held) == 1
    filters.chips[2].click()
    office.qtbot.waitUntil(lambda: office.orders.row_of(pending) == 0)
    assert [chip.isChecked() for chip in filters.chips].count(True) == 1
    filters.chips[0].click()
    filters.express.click()
    office.qtbot.waitUntil(lambda: office.orders.row_of(express) == 0)
    office.qtbot.waitUntil(lambda: office.shows(express))
    assert office.orders.orders == 1


def test_typing_finds_an_order_by_the_beginning_of_its_number(office: Office) -> None:
    _, wanted = office.take(draft("A-1"), draft("B-7"))
    office.open()
    office.screen.activateWindow()
    office.screen.filters.search.setFocus()
    QTest.keyClicks(office.screen.filters.search, "b-")
    assert office.orders.orders == 2
    office.qtbot.waitUntil(lambda: office.orders.orders == 1)
    assert office.orders.row_of(wanted) == 0
    QTest.keyClick(office.screen.filters.search, Qt.Key.Key_Escape)
    office.qtbot.waitUntil(lambda: office.orders.orders == 2)
    office.screen.search("A-1")
    office.qtbot.waitUntil(lambda: office.orders.orders == 1)


def test_where_nothing_matches_one_button_shows_everything(office: Office) -> None:
    office.take(draft())
    office.open()
    office.screen.search("nothing like it")
    office.qtbot.waitUntil(lambda: office.screen.absence.isVisible())
    assert office.screen.absence.absence is Absence.EMPTY
    assert office.detail.order is None
    office.screen.absence.pressed.emit()
    office.qtbot.waitUntil(lambda: office.orders.orders == 1)
    assert office.screen.table.isVisible()
    assert office.screen.filters.search.text() == ""


def test_an_empty_house_says_that_orders_will_come(office: Office) -> None:
    office.screen.activate()
    assert office.screen.absence.absence is Absence.LOADING
    office.qtbot.waitUntil(lambda: office.screen.absence.absence is Absence.EMPTY)
    assert office.screen.absence.sentence.startswith("There are no orders yet.")
    office.take(draft())
    office.tick()
    office.qtbot.waitUntil(lambda: office.orders.orders == 1)
    assert office.screen.table.isVisible()
    office.qtbot.waitUntil(lambda: office.detail.order is not None)


def _take_away(office: Office, folder: Path) -> Path:
    """The database's folder is gone, as a network drive that went away."""
    office.small.house.database.close()
    return folder.rename(folder.with_name("away"))


def test_an_absent_database_is_told_with_what_to_do(office: Office, tmp_path: Path) -> None:
    office.take(draft())
    away = _take_away(office, tmp_path)
    office.screen.activate()
    office.qtbot.waitUntil(lambda: office.screen.absence.absence is Absence.ERROR)
    assert office.screen.absence.sentence.startswith("The database does not answer.")
    away.rename(tmp_path)
    office.screen.absence.pressed.emit()
    office.qtbot.waitUntil(lambda: office.orders.orders == 1)


def test_rows_stay_when_the_database_goes_and_it_is_said_once(
    office: Office, tmp_path: Path
) -> None:
    office.take(draft())
    office.open()
    away = _take_away(office, tmp_path)
    for _ in range(2):
        office.tick()
        office.qtbot.waitUntil(lambda: not office.screen._listings.is_waiting)
    assert office.orders.orders == 1
    assert office.screen.table.isVisible()
    assert [signal for signal, _ in office.said] == [Signal.ATTENTION]
    away.rename(tmp_path)


def test_the_keyboard_does_it_all(office: Office) -> None:
    held, fine = office.take(held_draft("H-1"), draft("A-1"))
    office.open()
    table = office.screen.table
    office.screen.activateWindow()
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    office.qtbot.waitUntil(lambda: office.shows(fine))
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert office.detail.order is not None
    assert QGuiApplication.clipboard().text() == office.detail.order.order_no
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert office.detail.head.primary.hasFocus()
    QTest.keyClick(office.detail.head.primary, Qt.Key.Key_Slash)
    assert office.screen.filters.search.hasFocus()
    QTest.keyClick(office.screen.filters.search, Qt.Key.Key_Slash)
    assert office.screen.filters.search.text() == "/"
    QTest.keyClick(office.screen.filters.search, Qt.Key.Key_Escape)
    assert table.hasFocus()
    QTest.keyClick(table, Qt.Key.Key_Up)
    office.qtbot.waitUntil(lambda: office.shows(held))


def test_a_hidden_screen_reads_nothing(office: Office) -> None:
    office.take(draft("A-1"))
    office.open()
    office.screen.deactivate()
    assert not office.screen._poll.isActive()
    office.take(draft("A-2"))
    office.screen.activate()
    office.qtbot.waitUntil(lambda: office.orders.orders == 2)


def test_typing_that_rests_after_the_screen_was_left_waits_for_its_return(office: Office) -> None:
    office.take(draft("A-1"), draft("B-1"))
    office.open()
    office.screen.filters.search.setText("B")
    office.screen.deactivate()
    with office.qtbot.waitSignal(office.screen.filters.changed):
        pass
    assert not office.screen._listings.is_waiting
    office.screen.activate()
    office.qtbot.waitUntil(lambda: office.orders.orders == 1)


def test_in_a_narrow_window_the_status_still_fits(office: Office) -> None:
    office.take(draft())
    office.open()
    table = office.screen.table
    assert not table.isColumnHidden(orders_model.CHANNEL)
    office.screen.resize(998, 676)
    QApplication.processEvents()
    assert table.isColumnHidden(orders_model.CHANNEL)
    seen = sum(table.columnWidth(at) for at in range(8) if not table.isColumnHidden(at))
    assert seen == table.viewport().width()


def test_another_language_reaches_every_word(office: Office) -> None:
    office.take(held_draft("H-1"), draft("A-1"))
    office.open()
    office.screen.retranslate(load("zh_CN"))
    office.qtbot.waitUntil(lambda: not office.screen._listings.is_waiting)
    read = "\n".join(texts_of(office.screen))
    for english in (
        "Order",
        "Contact",
        "Call first",
        "All others",
        "Receiver",
        "Lines",
        "Lift",
        "city",
        "available",
        "Taken",
        "System",
        "shown",
    ):
        assert english not in read
    assert office.orders.headerData(0, Qt.Orientation.Horizontal) == "订单"
    assert office.screen.key_hints()[0][1] == "移动"

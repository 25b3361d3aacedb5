"""The orders table in pages: rows and places stay while more come in, late answers do not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.office.orders import model as orders_model
from desktop.office.orders.reading import PAGE
from desktop.tasks import WORKERS, Tasks
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from tests.gui.office_bench import BusyTasks, Office, held_draft
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


def test_the_next_page_comes_when_somebody_scrolls(office: Office) -> None:
    office.take(*(draft(f"A-{n}") for n in range(PAGE + 30)))
    office.open()
    assert office.orders.orders == PAGE
    foot = office.screen._foot
    assert foot.text() == "100 orders shown, more below."
    bar = office.screen.table.verticalScrollBar()
    bar.setValue(bar.maximum())
    office.qtbot.waitUntil(lambda: office.orders.orders == PAGE + 30)
    numbers = office.rows()
    assert numbers == sorted(set(numbers), reverse=True)
    assert foot.text() == "130 orders shown, no more below."


def test_held_orders_fill_the_first_page_before_the_others(office: Office) -> None:
    office.take(*(held_draft(f"H-{n}") for n in range(PAGE + 5)), draft("A-1"), draft("A-2"))
    office.open()
    assert office.rows()[0] == "Contact customer first"
    assert office.orders.headings() == (0,)
    bar = office.screen.table.verticalScrollBar()
    bar.setValue(bar.maximum())
    office.qtbot.waitUntil(lambda: office.orders.orders == PAGE + 7)
    assert office.orders.headings() == (0, PAGE + 6)
    assert office.rows()[0] == "Contact customer first · 105 orders"
    assert office.screen.table.columnSpan(PAGE + 6, 0) == office.orders.columnCount()


def test_no_more_rows_are_kept_than_memory_allows(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orders_model, "MOST_ROWS", PAGE)
    office.take(*(draft(f"A-{n}") for n in range(PAGE + 1)))
    office.open()
    assert office.orders.is_full
    assert not office.orders.canFetchMore(QModelIndex())
    assert office.screen._foot.text().startswith("100 orders shown, the newest.")


def test_who_scrolled_down_stays_there_when_orders_come_in(office: Office) -> None:
    orders = office.take(*(draft(f"A-{n}") for n in range(60)))
    office.open()
    office.choose(orders[20])
    table = office.screen.table
    table.verticalScrollBar().setValue(table.verticalScrollBar().value() + 11)
    top = office.orders.order_at(table.rowAt(0))
    assert top is not None
    place = table.rowViewportPosition(table.rowAt(0))
    office.take(draft("B-1"), held_draft("H-1"))
    office.tick()
    office.qtbot.waitUntil(lambda: office.orders.orders == 62)
    row = office.orders.row_of(top.order_id)
    assert row is not None
    assert table.rowViewportPosition(row) == place
    assert table.chosen == orders[20]
    assert office.shows(orders[20])


def test_rows_of_later_pages_stay_when_orders_come_in(office: Office) -> None:
    orders = office.take(*(draft(f"A-{n}") for n in range(PAGE + 50)))
    office.open()
    bar = office.screen.table.verticalScrollBar()
    bar.setValue(bar.maximum())
    office.qtbot.waitUntil(lambda: office.orders.orders == PAGE + 50)
    office.choose(orders[5])
    office.take(draft("B-1"))
    office.tick()
    office.qtbot.waitUntil(lambda: office.screen.filters.chips[0].count == PAGE + 51)
    assert office.screen.table.chosen == orders[5]
    assert office.shows(orders[5])


def test_held_and_other_orders_share_the_first_page(office: Office) -> None:
    office.take(*(held_draft(f"H-{n}") for n in range(10)))
    office.take(*(draft(f"A-{n}") for n in range(PAGE)))
    office.open()
    assert office.orders.orders == PAGE


def test_at_the_top_the_new_order_is_in_sight_and_the_choice_stays(office: Office) -> None:
    orders = office.take(*(draft(f"A-{n}") for n in range(60)))
    office.open()
    (new,) = office.take(draft("B-1"))
    office.tick()
    office.qtbot.waitUntil(lambda: office.orders.orders == 61)
    assert office.screen.table.rowAt(0) == office.orders.row_of(new)
    assert office.screen.table.chosen == orders[-1]


def test_a_late_answer_is_not_shown(office: Office) -> None:
    office.take(draft("A-1"), draft("A-2"))
    office.open()
    shown: list[int] = []
    office.orders.modelReset.connect(lambda: shown.append(office.orders.orders))
    busy = BusyTasks(office.tasks, WORKERS)
    office.screen.filters.chips[5].click()
    office.screen.filters.chips[0].click()
    busy.let_go()
    office.qtbot.waitUntil(lambda: not office.screen._listings.is_waiting)
    assert shown == []
    assert office.orders.orders == 2


def test_holding_the_arrow_key_reads_only_the_order_it_ends_at(office: Office) -> None:
    orders = office.take(*(draft(f"A-{n}") for n in range(5)))
    office.open()
    office.qtbot.waitUntil(lambda: not office.detail._reads.is_waiting)
    before = office.tasks._last
    busy = BusyTasks(office.tasks, WORKERS)
    for row in (1, 2, 3, 4):
        office.screen.table.selectRow(row)
    busy.let_go()
    office.qtbot.waitUntil(lambda: office.shows(orders[0]))
    asked = office.tasks._last - before - WORKERS
    # The first, overtaken while it waited; the last; whether its stock is low; and its photos.
    assert asked == 4

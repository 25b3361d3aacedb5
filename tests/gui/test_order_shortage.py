"""Stock in an open order, live; and the choice of an order that is short."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select, update

from db.schema.orders import Order, OrderLine
from db.schema.products import Product
from desktop.office.orders.screen import POLL_MS
from desktop.tasks import Tasks
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from desktop.widgets.states import State
from procedure.ids import OrderId
from procedure.words import OrderStatus, Post, SaleStatus, Signal
from tests.gui.office_bench import Office
from tests.plugins.houses import CABLE, MUG, TEA, SmallHouse, draft
from tests.plugins.journey import line, released, set_up
from tests.plugins.shortfalls import alternatives, three_ordered_two_there

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


def _stock(office: Office) -> tuple[str, State]:
    row = office.detail.goods.lines.rows[0]
    return row.stock, row.stock_state


@pytest.mark.sop("2.2.2a")
def test_an_open_order_shows_what_another_station_does_to_its_stock(office: Office) -> None:
    """Nobody touches this screen: it asks by itself, more often than every two seconds."""
    small = office.small
    assert POLL_MS < 2_000
    (order,) = office.take(draft(lines=(line(MUG, 2),)))
    office.open()
    office.choose(order)
    assert _stock(office) == ("20 available", State.GOOD)
    released(small, draft("B-1", lines=(line(MUG, 15),)))
    office.qtbot.waitUntil(lambda: _stock(office) == ("Low stock: 5", State.ATTENTION))
    released(small, draft("B-2", lines=(line(MUG, 5),)))
    office.qtbot.waitUntil(lambda: _stock(office) == ("Sold out", State.WRONG))
    for sale, word in (
        (SaleStatus.DISCONTINUED, "Discontinued"),
        (SaleStatus.DELISTED, "Delisted"),
    ):
        _sell(small, sale)
        office.qtbot.waitUntil(partial(_shows, office, word))


def _shows(office: Office, word: str) -> bool:
    return _stock(office) == (word, State.WRONG)


def _sell(small: SmallHouse, sale: SaleStatus) -> None:
    change = update(Product).where(Product.sku == MUG).values(sale_status=sale)
    set_up(small, lambda work: work.connection.execute(change).rowcount)


def _open_short(office: Office) -> OrderId:
    order = three_ordered_two_there(office.small)
    alternatives(office.small, MUG, TEA, CABLE)
    office.open()
    office.choose(order)
    office.qtbot.waitUntil(office.detail.shortage.isVisible)
    return order


def _status(office: Office, order: OrderId) -> object:
    return office.scalar(select(Order.status).where(Order.id == order))


def test_what_is_missing_stands_there_with_every_choice(office: Office) -> None:
    _open_short(office)
    box = office.detail.shortage
    assert box.words.text() == (
        f"1 × {MUG} missing, 2 kept for the customer. Instead: {TEA} (20), {CABLE} (100)."
    )
    assert [button.text() for button in box.buttons.values() if button.isVisible()] == [
        "Wait",
        "Ship a part",
        "Exchange",
        "Leave out",
    ]
    assert box.cancel.isVisible()


def test_a_part_is_shipped_with_one_click(office: Office) -> None:
    order = _open_short(office)
    QTest.mouseClick(list(office.detail.shortage.buttons.values())[1], Qt.MouseButton.LeftButton)
    office.qtbot.waitUntil(lambda: bool(office.said))
    assert office.said[0][0] is Signal.GOOD
    assert _status(office, order) is OrderStatus.PICKING
    office.qtbot.waitUntil(lambda: not list(office.detail.shortage.buttons.values())[1].isVisible())


def test_the_day_is_asked_for_and_must_be_one(office: Office) -> None:
    order = _open_short(office)
    box = office.detail.shortage
    next(iter(box.buttons.values())).click()
    assert box.ask.isVisible()
    QTest.keyClicks(box.ask.line, "Friday")
    QTest.keyClick(box.ask.line, Qt.Key.Key_Return)
    assert office.said[0][1].startswith("Friday is no day.")
    assert box.ask.isVisible()
    box.ask.line.setText("2026-12-04")
    QTest.keyClick(box.ask.line, Qt.Key.Key_Return)
    office.qtbot.waitUntil(lambda: len(office.said) == 2)
    assert "waits until 2026-12-04" in office.said[1][1]
    office.qtbot.waitUntil(lambda: "waits until 2026-12-04" in box.words.text())
    assert not box.ask.isVisible()
    assert _status(office, order) is OrderStatus.BACKORDERED


def test_the_best_product_is_proposed_in_exchange(office: Office) -> None:
    order = _open_short(office)
    box = office.detail.shortage
    list(box.buttons.values())[2].click()
    assert box.ask.line.text() == TEA
    box.ask.line.setText("COFFEE")
    box.ask.go.click()
    assert office.said[0][1].startswith("COFFEE is not among")
    box.ask.line.setText(CABLE.lower())
    box.ask.go.click()
    office.qtbot.waitUntil(lambda: len(office.said) == 2)
    lines = select(OrderLine.sku_text).where(OrderLine.order_id == order, OrderLine.line_no == 2)
    assert office.scalar(lines) == CABLE
    office.qtbot.waitUntil(lambda: not box.isVisible())


def test_what_is_missing_is_left_out(office: Office) -> None:
    order = _open_short(office)
    list(office.detail.shortage.buttons.values())[3].click()
    office.qtbot.waitUntil(lambda: bool(office.said))
    assert office.scalar(select(OrderLine.cancelled).where(OrderLine.order_id == order)) == 1


def test_the_whole_order_is_cancelled_for_a_reason(office: Office) -> None:
    order = _open_short(office)
    box = office.detail.shortage
    box.cancel.click()
    QTest.keyClicks(box.ask.line, "does not want to wait")
    QTest.keyClick(box.ask.line, Qt.Key.Key_Return)
    office.qtbot.waitUntil(lambda: bool(office.said))
    assert _status(office, order) is OrderStatus.CANCELLED
    office.qtbot.waitUntil(lambda: not box.isVisible())


def test_purchasing_sees_what_is_missing_but_does_not_decide(office: Office) -> None:
    office.actor = office.small.people[Post.PURCHASING]
    _open_short(office)
    box = office.detail.shortage
    assert not any(button.isVisible() for button in box.buttons.values())
    assert not box.cancel.isVisible()

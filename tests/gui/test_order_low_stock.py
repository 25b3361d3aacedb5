"""Low stock in an open order asks for an expedited word and offers what is there (2.2.2b)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select, update

from db.schema.log import OrderLog
from db.schema.products import Product
from desktop.office.orders.low_stock import LowLineBox
from desktop.tasks import Tasks
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from procedure.ids import OrderId
from procedure.words import Post, Signal
from tests.gui.office_bench import Office
from tests.plugins.houses import CABLE, MUG, TEA, SmallHouse, draft
from tests.plugins.journey import line, release, released, set_up
from tests.plugins.shortfalls import alternatives

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


def _open_low(office: Office) -> OrderId:
    """Nine mugs are left and six are wanted; tea and cables may stand in."""
    released(office.small, draft("A-0", lines=(line(MUG, 11),)))
    alternatives(office.small, MUG, TEA, CABLE)
    (order,) = office.take(draft(lines=(line(MUG, 6),)))
    office.open()
    office.choose(order)
    office.qtbot.waitUntil(office.detail.low_stock.isVisible)
    return order


def _box(office: Office) -> LowLineBox:
    (box,) = office.detail.low_stock.boxes
    return box


def _offers(office: Office) -> list[tuple[str, int | None, bool]]:
    return [(chip.text(), chip.count, chip.isChecked()) for chip in _box(office).chips]


def _logged(office: Office, order: OrderId) -> object:
    logged = select(OrderLog.action).where(OrderLog.order_id == order)
    return office.scalar(logged.order_by(OrderLog.seq.desc()).limit(1))


@pytest.mark.sop("2.2.2b")
def test_low_stock_asks_now_and_offers_only_what_may_be_taken(office: Office) -> None:
    """The list follows what other stations sell and take; the choice is in the log and stays on."""
    small = office.small
    order = _open_low(office)
    assert _box(office).words.text() == f"Only 9 units of {MUG} are left. Ask the customer now."
    assert _offers(office) == [
        ("Keep it, expedite", None, False),
        (TEA, 20, False),
        (CABLE, 100, False),
    ]
    released(small, draft("B-1", lines=(line(TEA, 15),)))
    gone = update(Product).where(Product.sku == CABLE).values(sale_status="delisted")
    set_up(small, lambda work: work.connection.execute(gone).rowcount)
    office.qtbot.waitUntil(lambda: len(_box(office).chips) == 1)
    QTest.mouseClick(_box(office).chips[0], Qt.MouseButton.LeftButton)
    office.qtbot.waitUntil(lambda: _offers(office) == [("Keep it, expedite", None, True)])
    assert office.said[0][0] is Signal.GOOD
    assert _logged(office, order) == "low_stock_kept"
    assert "The customer keeps it: send it soon." in _box(office).words.text()


def test_what_is_taken_instead_is_written_down_and_stays_on(office: Office) -> None:
    order = _open_low(office)
    QTest.mouseClick(_box(office).chips[2], Qt.MouseButton.LeftButton)
    office.qtbot.waitUntil(lambda: _offers(office)[2] == (CABLE, 100, True))
    assert _logged(office, order) == "low_stock_swapped"
    assert _box(office).words.text() == f"The customer takes {CABLE} instead of {MUG}."
    QTest.mouseClick(_box(office).chips[2], Qt.MouseButton.LeftButton)
    assert len(office.said) == 1, "it is noted already"


def test_who_does_not_confirm_orders_sees_it_and_chooses_nothing(office: Office) -> None:
    office.actor = office.small.people[Post.PURCHASING]
    _open_low(office)
    assert _box(office).chips == []


def test_an_order_on_its_way_is_asked_about_no_more(office: Office) -> None:
    order = _open_low(office)
    office.detail.head.primary.click()
    office.qtbot.waitUntil(lambda: bool(office.said))
    assert office.detail.low_stock.isVisible(), "confirmed, and still low"
    release(office.small, [order])
    office.qtbot.waitUntil(lambda: not office.detail.low_stock.isVisible())

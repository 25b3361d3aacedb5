"""The stock screen: live on both databases, one product in detail, what may be done with it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.office.stock.actions import StockAction
from desktop.office.stock.screen import StockScreen
from desktop.tasks import Tasks
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from desktop.widgets.states import State
from desktop.widgets.table import TAG
from fulfilment.house import SYSTEM
from fulfilment.intake.drafts import LineDraft
from fulfilment.intake.intake import Taken, take_orders
from fulfilment.orders.confirmation import confirm_orders
from fulfilment.release.reservation import release_orders
from fulfilment.stock.blocking import block_goods, unblock_goods
from fulfilment.stock.bookings import Units
from fulfilment.stock.counting import open_count
from procedure.ids import ProductId
from procedure.words import Post, Signal, StockCondition
from tests.gui.listing_bench import Office, cells, raw_scan
from tests.plugins.houses import CABLE, MUG, TEA, SmallHouse, draft

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
MUGS = "A-01-01-01"


@pytest.fixture
def office(
    small_house: SmallHouse, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> Iterator[Office]:
    apply_theme(qapp, ThemeName.LIGHT)
    tasks = Tasks()
    yield Office(small_house, qtbot, tasks, tmp_path, Post.SUPERVISOR)
    tasks.close()


@pytest.fixture
def screen(office: Office) -> Iterator[StockScreen]:
    made = StockScreen(office.desk)
    office.show(made)
    office.open(made)
    office.qtbot.waitUntil(lambda: made.product.stock is not None)
    yield made
    made.deactivate()


def _release(office: Office, sku: str, quantity: int) -> None:
    """Another station takes an order for so many units and reserves them."""
    house = office.small.house
    lines = (LineDraft(sku, "Goods", quantity, 100),)
    taken = take_orders(house, SYSTEM, [draft(f"S-{sku}-{quantity}", lines=lines)])
    assert isinstance(taken, Taken)
    lead = office.small.people[Post.SUPERVISOR]
    confirm_orders(house, lead, taken.orders)
    release_orders(house, lead, taken.orders)


def _block(office: Office, quantity: int, condition: StockCondition) -> None:
    mug = office.small.products[MUG]
    units = Units(ProductId(mug), "", MUGS, quantity)
    block_goods(office.small.house, office.small.people[Post.SUPERVISOR], units, condition, "")


def _press(screen: StockScreen, action: StockAction) -> None:
    button = screen.product.shelves.buttons[action]
    assert button.isVisible()
    button.click()
    assert screen.product.shelves.form.is_asking


def _shows(screen: StockScreen, skus: list[str]) -> bool:
    return cells(screen) == skus


def _figures(screen: StockScreen) -> list[int]:
    return [figure.units for figure in screen.product.equation.figures]


@pytest.mark.sop("2.2.2a")
def test_status_changes_in_an_open_screen_when_another_station_takes_stock(
    office: Office, screen: StockScreen
) -> None:
    status, tags = screen.table.rows.index(0, 6), screen.table.rows
    assert (cells(screen)[0], status.data()) == (MUG, "Available")
    _release(office, MUG, 15)
    office.qtbot.waitUntil(lambda: tags.index(0, 6).data() == "Low stock")
    assert tags.index(0, 6).data(TAG) == State.ATTENTION
    office.qtbot.waitUntil(lambda: _figures(screen) == [20, 5, 15, 0])
    assert screen.product.head.status.accessibleName() == "Low stock"
    _release(office, MUG, 5)
    office.qtbot.waitUntil(lambda: tags.index(0, 6).data() == "Sold out")
    office.qtbot.waitUntil(lambda: _figures(screen) == [20, 0, 20, 0])


@only_sqlite
def test_chips_show_what_is_low_sold_out_and_blocked(office: Office, screen: StockScreen) -> None:
    _release(office, MUG, 15)
    _release(office, TEA, 20)
    _block(office, 2, StockCondition.DAMAGED)
    screen.read_again()
    office.qtbot.waitUntil(lambda: [c.count for c in screen.bar.chips] == [3, 1, 1, 1])
    for at, expected in ((1, [MUG]), (2, [TEA]), (3, [MUG]), (0, [MUG, TEA, CABLE])):
        screen.bar.chips[at].click()
        office.qtbot.waitUntil(partial(_shows, screen, expected))


@only_sqlite
def test_the_detail_shows_lots_on_shelves_and_the_history(
    office: Office, screen: StockScreen
) -> None:
    screen.table.selectRow(1)
    detail = screen.product
    office.qtbot.waitUntil(lambda: detail.stock is not None and detail.stock.row.sku == TEA)
    rows = detail.shelves.table.rows
    assert [[rows.index(r, c).data() for c in range(6)] for r in range(2)] == [
        ["A-01-01-02", "L1108", "2027-03-01", "10", "0", "–"],
        ["A-01-02-01", "L1201", "2027-09-01", "10", "0", "–"],
    ]
    detail.show_tab(2)
    said = [row.sentence for row in detail.history.timeline.rows]
    assert said == [
        "Received: 10 on A-01-02-01 · lot L1201 · opening stock",
        "Received: 10 on A-01-01-02 · lot L1108 · opening stock",
    ]
    assert not detail.history.older.isVisible()


@only_sqlite
def test_every_frozen_unit_has_its_holder_with_its_place(
    office: Office, screen: StockScreen
) -> None:
    holders = screen.product.holders
    screen.product.show_tab(1)
    assert holders.nobody.isVisible()
    _release(office, MUG, 4)
    rows = holders.table.rows
    office.qtbot.waitUntil(lambda: rows.rowCount() == 1)
    order_no, units, where = (rows.index(0, column).data() for column in range(3))
    assert units == "4"
    assert where == MUGS
    holders.table.selectRow(0)
    holders.table.setFocus()
    QTest.keyClick(holders.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == order_no


@only_sqlite
def test_goods_are_moved_by_a_scan_of_the_other_shelf(office: Office, screen: StockScreen) -> None:
    _press(screen, StockAction.MOVE)
    form = screen.product.shelves.form
    assert form.quantity.value() == 20
    form.quantity.setValue(4)
    assert not form.go.isEnabled()
    screen.take_raw(raw_scan("LOC-A-01-02-01"))
    office.qtbot.waitUntil(form.go.isEnabled)
    form.go.click()
    office.qtbot.waitUntil(lambda: bool(office.said))
    assert office.said == [(Signal.GOOD, "4 × MUG-BL-350 stand on A-01-02-01 now.")]
    table = screen.product.shelves.table.rows
    office.qtbot.waitUntil(lambda: table.rowCount() == 2)
    assert [table.index(r, 3).data() for r in range(2)] == ["16", "4"]


@only_sqlite
def test_goods_are_kept_back_with_a_condition_and_given_free(
    office: Office, screen: StockScreen
) -> None:
    form, rows = screen.product.shelves.form, screen.product.shelves.table.rows
    _press(screen, StockAction.BLOCK)
    form.after.setCurrentText("Damaged")
    form.quantity.setValue(3)
    form.reason.setText("wet carton")
    QTest.keyClick(form.reason, Qt.Key.Key_Return)
    office.qtbot.waitUntil(lambda: rows.index(0, 5).data() == "3 Damaged")
    assert _figures(screen) == [20, 17, 0, 3]
    _press(screen, StockAction.UNBLOCK)
    assert form.quantity.maximum() == 3
    form.quantity.setValue(1)
    form.go.click()
    office.qtbot.waitUntil(lambda: rows.index(0, 5).data() == "2 Damaged")
    _press(screen, StockAction.SCRAP)
    assert not form.go.isEnabled()
    form.reason.setText("broken")
    form.go.click()
    office.qtbot.waitUntil(lambda: _figures(screen) == [18, 18, 0, 0])
    assert [signal for signal, _ in office.said] == [Signal.GOOD] * 3
    newest = screen.product.history.timeline.rows[0].sentence
    assert newest.startswith("Scrapped: 2 on A-01-01-01")


@only_sqlite
def test_a_refusal_is_said_in_its_sentence_and_nothing_changes(
    office: Office, screen: StockScreen
) -> None:
    _press(screen, StockAction.MOVE)
    form = screen.product.shelves.form
    form.shelf.setText("Z-99")
    form.go.click()
    office.qtbot.waitUntil(lambda: bool(office.said))
    signal, said = office.said[0]
    assert signal is Signal.WRONG
    assert said == "There is no shelf Z-99 here. Look at its label and scan that."
    assert screen.product.stock is not None
    assert screen.product.stock.places[0].free == 20


@only_sqlite
def test_a_shelf_under_count_offers_nothing_and_says_why(
    office: Office, screen: StockScreen
) -> None:
    _press(screen, StockAction.COUNT)
    screen.product.shelves.form.reason.setText("label fell off")
    screen.product.shelves.form.go.click()
    shelves = screen.product.shelves
    office.qtbot.waitUntil(lambda: shelves.note.text().startswith("Shelf A-01-01-01 is being"))
    assert not any(button.isVisible() for button in shelves.buttons.values())


@only_sqlite
def test_a_count_that_begins_elsewhere_takes_an_open_question_away(
    office: Office, screen: StockScreen
) -> None:
    _press(screen, StockAction.MOVE)
    lead = office.small.people[Post.SUPERVISOR]
    open_count(office.small.house, lead, [MUGS], True, "label fell off")
    office.qtbot.waitUntil(lambda: not screen.product.shelves.form.is_asking)
    assert screen.product.shelves.note.isVisible()


@only_sqlite
@pytest.mark.parametrize(
    ("post", "expected"),
    [
        (Post.SERVICE_REP, set()),
        (Post.PICKER, {StockAction.MOVE, StockAction.BLOCK, StockAction.COUNT}),
        (Post.INSPECTOR, {StockAction.BLOCK}),
    ],
)
def test_only_what_the_post_may_do_is_offered(
    office: Office, post: Post, expected: set[StockAction]
) -> None:
    office.actor = office.small.people[post]
    screen = StockScreen(office.desk)
    office.show(screen)
    office.open(screen)
    office.qtbot.waitUntil(lambda: screen.product.stock is not None)
    buttons = screen.product.shelves.buttons.items()
    assert {action for action, button in buttons if button.isVisible()} == expected
    screen.deactivate()


@only_sqlite
def test_a_scanned_product_is_shown_and_escape_leaves_a_question(
    office: Office, screen: StockScreen
) -> None:
    _press(screen, StockAction.MOVE)
    form = screen.product.shelves.form
    QTest.keyClick(form.shelf, Qt.Key.Key_Escape)
    assert not form.is_asking
    screen.take_raw(raw_scan("6923450011270"))
    office.qtbot.waitUntil(lambda: cells(screen) == [TEA])
    detail = screen.product
    # The list is there before the detail: a shelf means one of the product that is shown.
    office.qtbot.waitUntil(lambda: detail.stock is not None and len(detail.stock.places) == 2)
    screen.take_raw(raw_scan("LOC-A-01-02-01"))
    office.qtbot.waitUntil(
        lambda: detail.shelves.place is not None and detail.shelves.place.shelf == "A-01-02-01"
    )


@only_sqlite
@pytest.mark.parametrize(
    ("shelf", "chosen", "said"),
    [
        ("A-01-02-01", "A-01-02-01", []),
        (
            "A-02-01-01",
            "A-01-01-02",
            ["Shelf A-02-01-01 has none of this product. Scan a shelf from the list."],
        ),
    ],
)
def test_a_shelf_scanned_while_its_product_is_read_is_not_lost(
    office: Office, screen: StockScreen, shelf: str, chosen: str, said: list[str]
) -> None:
    detail = screen.product
    detail.show_key(ProductId(office.small.products[TEA]))
    assert detail.stock is None
    assert detail.take_shelf(shelf)
    office.qtbot.waitUntil(lambda: detail.stock is not None)
    assert detail.shelves.place is not None
    assert detail.shelves.place.shelf == chosen
    assert [sentence for _, sentence in office.said] == said


@only_sqlite
def test_older_history_comes_when_asked_for_and_stays(office: Office, screen: StockScreen) -> None:
    for _ in range(30):
        _block(office, 1, StockCondition.DAMAGED)
        mug, lead = office.small.products[MUG], office.small.people[Post.SUPERVISOR]
        units = Units(ProductId(mug), "", MUGS, 1)
        unblock_goods(office.small.house, lead, units, StockCondition.DAMAGED, "")
    history = screen.product.history
    screen.product.show_tab(2)
    office.qtbot.waitUntil(lambda: len(history.events) == 50)
    history.older.click()
    office.qtbot.waitUntil(lambda: len(history.events) == 61)
    assert not history.older.isVisible()
    _block(office, 1, StockCondition.DAMAGED)
    office.qtbot.waitUntil(lambda: len(history.events) == 62)
    ids = [event.movement_id for event in history.events]
    assert ids == sorted(set(ids), reverse=True)

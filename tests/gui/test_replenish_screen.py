"""The replenish screen: requests with who waits, walks from reserve, purchase orders followed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.schema.purchasing import Replenishment
from desktop.office.replenishing.screen import ReplenishScreen
from desktop.tasks import Tasks
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from desktop.widgets.states import State
from desktop.widgets.table import TAG
from fulfilment.stock.bookings import Booked
from fulfilment.stock.counting import CountOpened, open_count
from fulfilment.stock.receiving import Receipt, receive_goods
from fulfilment.supply.purchasing import draft_purchase_orders, send_purchase_order
from procedure.words import Post, Signal
from tests.gui.listing_bench import Office, cells, raw_scan
from tests.plugins.everything import nothing_written
from tests.plugins.houses import CABLE, MUG, TEA, SmallHouse, draft
from tests.plugins.journey import confirmed, expect, line, release
from tests.plugins.shortfalls import RESERVE, add_reserve_shelf, add_supplier, requests, stand

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
TEAS = "A-01-01-02"


@pytest.fixture
def office(
    small_house: SmallHouse, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> Iterator[Office]:
    """Mugs and cables are missing, tea stands on a reserve shelf; cables have no supplier."""
    at = small_house
    stand(at, TEA, add_reserve_shelf(at), 9)
    add_supplier(at, "CUPS", MUG, email="cups@example.com", lead_days=3)
    orders = confirmed(
        at,
        draft("A-1", lines=(line(MUG, 24),)),
        draft("A-2", lines=(line(MUG, 1), line(CABLE, 103))),
        draft("A-3", lines=(line(TEA, 26),)),
    )
    release(at, orders)
    apply_theme(qapp, ThemeName.LIGHT)
    tasks = Tasks()
    yield Office(at, qtbot, tasks, tmp_path, Post.SUPERVISOR)
    tasks.close()


@pytest.fixture
def screen(office: Office) -> Iterator[ReplenishScreen]:
    made = ReplenishScreen(office.desk)
    office.show(made)
    made.activate()
    office.qtbot.waitUntil(lambda: made.requests.request.thing is not None)
    yield made
    made.deactivate()


def _choose(office: Office, screen: ReplenishScreen, sku: str, chip: int) -> None:
    """One request of a source is in the detail."""
    listing = screen.requests
    listing.bar.choose(chip)
    office.qtbot.waitUntil(lambda: sku in cells(listing) and not listing._pages.is_waiting)
    listing.table.selectRow(cells(listing).index(sku))
    detail = listing.request
    office.qtbot.waitUntil(lambda: detail.thing is not None and detail.thing.row.sku == sku)


def _sent(office: Office) -> str:
    """A purchase order for mugs went to its supplier, at another station."""
    house, buyer = office.small.house, office.small.people[Post.PURCHASING]
    with house.database.read() as connection:
        mug = office.small.products[MUG]
        wanted = select(Replenishment.id).where(Replenishment.product_id == mug)
        ids = list(connection.scalars(wanted))
    (drafted,) = expect(tuple, draft_purchase_orders(house, buyer, ids))
    send_purchase_order(house, buyer, drafted.purchase_order_id)
    return str(drafted.po_no)


def _purchases(office: Office, screen: ReplenishScreen) -> None:
    screen.chips[1].click()
    detail = screen.purchases.purchase
    office.qtbot.waitUntil(lambda: detail.thing is not None)


@pytest.mark.sop("3.2.1a")
def test_what_is_missing_is_seen_with_who_waits_oldest_promise_first(
    office: Office, screen: ReplenishScreen
) -> None:
    listing = screen.requests
    office.qtbot.waitUntil(lambda: [c.count for c in listing.bar.chips] == [3, 1, 2, None])
    _choose(office, screen, MUG, 2)
    detail = listing.request
    at = cells(listing).index(MUG)
    assert [listing.table.rows.index(at, c).data() for c in (2, 3, 5)] == [
        "5",
        "2",
        "From a supplier",
    ]
    waiting = detail.waiting.rows
    assert waiting.rowCount() == 2
    assert detail.who.text() == "Waiting orders: 2"
    assert detail.note.text() == "From CUPS Ltd: 0 ordered and on their way."
    assert detail.order.isVisible()
    assert not detail.walk.isVisible()


@only_sqlite
def test_a_walk_from_reserve_is_booked_by_a_scan_of_the_shelf(
    office: Office, screen: ReplenishScreen
) -> None:
    _choose(office, screen, TEA, 1)
    detail = screen.requests.request
    rows = detail.carries.rows
    assert [rows.index(0, c).data() for c in (0, 4)] == [RESERVE, "6"]
    screen.take_raw(raw_scan(f"LOC-{RESERVE}"))
    office.qtbot.waitUntil(lambda: detail.ask.is_asking)
    screen.take_raw(raw_scan(f"LOC-{TEAS}"))
    office.qtbot.waitUntil(lambda: bool(office.said))
    assert office.said[0] == (
        Signal.GOOD,
        f"6 × {TEA} stand on {TEAS} now. Orders that waited are tried again.",
    )
    office.qtbot.waitUntil(lambda: detail.thing is not None and not detail.thing.carries)
    assert (TEA, "reserve", "done", 6, 6) in requests(office.small)


@only_sqlite
def test_a_refused_walk_says_why_and_books_nothing(office: Office, screen: ReplenishScreen) -> None:
    _choose(office, screen, TEA, 1)
    detail = screen.requests.request
    detail.walk.click()
    expect(
        CountOpened,
        open_count(
            office.small.house, office.small.people[Post.SUPERVISOR], [TEAS], True, "label fell off"
        ),
    )
    detail.ask.shelf.setText(TEAS)
    with nothing_written(office.small.house.database):
        QTest.keyClick(detail.ask.shelf, Qt.Key.Key_Return)
        office.qtbot.waitUntil(lambda: bool(office.said))
    assert office.said[0][0] is Signal.WRONG
    assert TEAS in office.said[0][1]


@only_sqlite
def test_chosen_requests_become_a_draft_that_is_sent_and_followed(
    office: Office, screen: ReplenishScreen
) -> None:
    _choose(office, screen, MUG, 2)
    listing = screen.requests
    assert listing.order.text() == "Draft purchase orders (1)"
    listing.order.click()
    office.qtbot.waitUntil(lambda: bool(office.said))
    assert office.said[0][1].startswith("1 purchase order is drafted: PO-")
    office.qtbot.waitUntil(lambda: not listing.order.isEnabled())
    _purchases(office, screen)
    detail = screen.purchases.purchase
    assert detail.status.accessibleName() == "Draft"
    assert not detail.expect.isVisible()
    detail.send.click()
    office.qtbot.waitUntil(lambda: detail.status.accessibleName() == "Sent")
    day = office.small.house.today + timedelta(days=3)
    assert office.said[-1][1].endswith(f"is sent. Its goods are expected on {day.isoformat()}.")
    later = (day + timedelta(days=4)).isoformat()
    detail.expect.click()
    detail.day.line.setText("next week")
    QTest.keyClick(detail.day.line, Qt.Key.Key_Return)
    assert office.said[-1][0] is Signal.ATTENTION
    detail.day.line.setText(later.replace("-", "/"))
    QTest.keyClick(detail.day.line, Qt.Key.Key_Return)
    office.qtbot.waitUntil(lambda: f"expected {later}" in detail.about.text())


@only_sqlite
def test_several_chosen_with_one_nobody_sells_draft_nothing(
    office: Office, screen: ReplenishScreen
) -> None:
    listing = screen.requests
    _choose(office, screen, MUG, 2)
    both = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    other = listing.table.rows.index(cells(listing).index(CABLE), 0)
    listing.table.selectionModel().select(other, both)
    assert listing.order.text() == "Draft purchase orders (2)"
    with nothing_written(office.small.house.database):
        listing.order.click()
        office.qtbot.waitUntil(lambda: bool(office.said))
    signal, said = office.said[0]
    assert signal is Signal.WRONG
    assert CABLE in said


@only_sqlite
def test_what_came_is_counted_and_the_rest_can_be_cancelled(
    office: Office, screen: ReplenishScreen
) -> None:
    po_no = _sent(office)
    _purchases(office, screen)
    detail = screen.purchases.purchase
    lead = office.small.people[Post.SUPERVISOR]
    receipt = Receipt(office.small.products[MUG], "A-02-01-01", "", None, 2, po_no)
    expect(Booked, receive_goods(office.small.house, lead, receipt))
    office.qtbot.waitUntil(lambda: detail.bars.rows[0].figures == "2 / 5")
    assert detail.lines.rows.index(0, 3).data() == "2"
    detail.cancel.click()
    detail.sure.go.click()
    office.qtbot.waitUntil(lambda: detail.status.accessibleName() == "Received")
    assert office.said[-1][1].startswith(f"Nothing more is expected of {po_no}.")
    assert not detail.cancel.isVisible()


@only_sqlite
def test_what_is_late_stands_out(office: Office, screen: ReplenishScreen) -> None:
    _sent(office)
    office.small.clock.now += timedelta(days=5)
    _purchases(office, screen)
    rows = screen.purchases.table.rows
    assert (rows.index(0, 6).data(), rows.index(0, 6).data(TAG)) == ("Late", State.ATTENTION)
    screen.purchases.take_scan("cups")
    office.qtbot.waitUntil(lambda: rows.rowCount() == 1)
    screen.purchases.take_scan("nobody")
    office.qtbot.waitUntil(lambda: screen.purchases.absence.isVisible())


@only_sqlite
def test_a_picker_carries_but_does_not_buy(office: Office) -> None:
    office.actor = office.small.people[Post.PICKER]
    screen = ReplenishScreen(office.desk)
    office.show(screen)
    screen.activate()
    office.qtbot.waitUntil(lambda: screen.requests.request.thing is not None)
    assert not screen.requests.order.isVisible()
    assert not screen.requests.request.order.isVisible()
    screen.chips[1].click()
    assert screen.purchases.closed.accessibleName().startswith("Your post does not buy goods.")
    office.actor = office.small.people[Post.PACKER]
    screen.show_tab(0)
    assert screen.requests.closed.isVisible()
    screen.deactivate()

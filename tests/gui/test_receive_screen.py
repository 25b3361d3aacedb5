"""Receiving by scans alone, and by the keyboard; a refusal books nothing and keeps the hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import func, insert, select

from db.schema.products import ProductCode
from db.schema.purchasing import PurchaseLine, PurchaseOrder, Supplier
from db.schema.stock import Lot, StockMovement
from desktop.office.receiving.screen import ReceiveScreen
from desktop.tasks import Tasks
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from procedure.words import Post, PurchaseStatus, Signal
from tests.gui.listing_bench import Office, raw_scan
from tests.plugins.houses import EAN, MUG, START, TEA, SmallHouse

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
    yield Office(small_house, qtbot, tasks, tmp_path, Post.PICKER)
    tasks.close()


@pytest.fixture
def screen(office: Office) -> Iterator[ReceiveScreen]:
    made = ReceiveScreen(office.desk)
    office.show(made)
    made.activate()
    office.qtbot.waitUntil(lambda: not made._purchases.is_waiting)
    yield made
    made.deactivate()


def _scan(office: Office, screen: ReceiveScreen, *texts: str) -> None:
    """All scans at once, as a fast hand gives them; each is judged in turn."""
    heard: list[object] = []
    screen.sounded.connect(heard.append)
    for text in texts:
        screen.take_raw(raw_scan(text))
    office.qtbot.waitUntil(lambda: len(heard) == len(texts))
    screen.sounded.disconnect(heard.append)


def _movements(office: Office) -> int:
    with office.small.house.database.read() as connection:
        return int(connection.scalar(select(func.count()).select_from(StockMovement)) or 0)


def _word(screen: ReceiveScreen) -> str:
    view = screen.answer.verdict.view
    return "" if view is None else view.word


def _came(screen: ReceiveScreen) -> list[list[str]]:
    rows = screen.received.rows
    return [[rows.index(r, c).data() for c in (1, 3, 4, 5)] for r in range(rows.rowCount())]


def _purchase(office: Office, po_no: str, sku: str, quantity: int) -> None:
    """A purchase order that was sent."""
    house = office.small.house
    supplier, order = house.ids(), house.ids()
    with house.database.write() as connection:
        connection.execute(
            insert(Supplier).values(
                id=supplier,
                code=po_no,
                name="Kiln & Co",
                contact="",
                phone="",
                email="",
                lead_days=7,
                active=True,
                version=1,
            )
        )
        connection.execute(
            insert(PurchaseOrder).values(
                id=order,
                warehouse_id=house.place.warehouse_id,
                po_no=po_no,
                supplier_id=supplier,
                status=PurchaseStatus.SENT,
                note="",
                created_at=START,
                sent_at=START,
                expected_on=date(2026, 11, 30),
                version=1,
            )
        )
        connection.execute(
            insert(PurchaseLine).values(
                id=house.ids(),
                purchase_order_id=order,
                line_no=1,
                product_id=office.small.products[sku],
                quantity=quantity,
                received=0,
            )
        )


def test_goods_are_booked_in_by_scans_alone(office: Office, screen: ReceiveScreen) -> None:
    _scan(office, screen, EAN[MUG], EAN[MUG], "QTY-24", f"LOC-{MUGS}")
    assert _came(screen) == [[MUG, "–", "24", MUGS]]
    assert screen.hand.product is None
    assert _word(screen) == "Booked in"
    assert screen.answer.next.states[-1].value == "good"


def test_a_gs1_code_fills_lot_and_date(office: Office, screen: ReceiveScreen) -> None:
    code = f"]C1010{EAN[TEA]}1728030110L2001"
    _scan(office, screen, code)
    assert screen.form.lot.text() == "L2001"
    assert screen.form.expiry.text() == "2028-03-01"
    _scan(office, screen, f"LOC-{TEAS}")
    assert _came(screen) == [[TEA, "L2001", "1", TEAS]]
    with office.small.house.database.read() as connection:
        until = connection.scalar(select(Lot.expires_on).where(Lot.code == "L2001"))
    assert until == date(2028, 3, 1)


def test_a_carton_code_stands_for_its_content(office: Office, screen: ReceiveScreen) -> None:
    with office.small.house.database.write() as connection:
        product = office.small.products[MUG]
        connection.execute(
            insert(ProductCode).values(
                key="CARTON-12", product_id=product, units=12, shown="CARTON-12"
            )
        )
    _scan(office, screen, "carton-12", EAN[MUG])
    assert screen.form.units.value() == 13


def test_the_lot_is_asked_for_and_typed(office: Office, screen: ReceiveScreen) -> None:
    _scan(office, screen, EAN[TEA])
    assert screen.answer.next.accessibleName().startswith("Next Scan or enter the lot")
    screen.activateWindow()
    form = screen.form
    form.lot.setFocus()
    QTest.keyClicks(form.lot, "L3001")
    QTest.keyClicks(form.expiry, "soon")
    assert form.expiry.property("state") == "wrong"
    form.expiry.clear()
    QTest.keyClicks(form.expiry, "20280301")
    assert form.expiry.property("state") == ""
    form.units.setValue(5)
    QTest.keyClicks(form.shelf, TEAS.lower())
    QTest.keyClick(form.shelf, Qt.Key.Key_Return)
    office.qtbot.waitUntil(lambda: _came(screen) == [[TEA, "L3001", "5", TEAS]])


def test_a_refusal_says_why_books_nothing_and_keeps_what_is_in_hand(
    office: Office, screen: ReceiveScreen
) -> None:
    before = _movements(office)
    _scan(office, screen, EAN[MUG], "LOC-Z-99")
    assert office.said == [
        (Signal.WRONG, "There is no shelf Z-99 here. Look at its label and scan that.")
    ]
    assert _word(screen) == "Not booked in"
    assert screen.hand.product is not None
    _scan(office, screen, f"LOC-{MUGS}")
    assert _came(screen) == [[MUG, "–", "1", MUGS]]
    assert _movements(office) == before + 1


def test_the_same_lot_with_another_date_is_refused(office: Office, screen: ReceiveScreen) -> None:
    before = _movements(office)
    _scan(office, screen, f"]C1010{EAN[TEA]}1728030110L1108", f"LOC-{TEAS}")
    assert office.said[0][1].startswith("Lot L1108 of TEA-LJ-250 is known to expire on 2027-03-01")
    assert _movements(office) == before


def test_an_unknown_code_and_another_product_change_nothing(
    office: Office, screen: ReceiveScreen
) -> None:
    _scan(office, screen, "4006381333931")
    assert _word(screen) == "Unknown code"
    _scan(office, screen, EAN[MUG], EAN[TEA])
    assert _word(screen) == "Other product"
    assert screen.hand.product is not None
    assert screen.hand.product.sku == MUG
    QTest.keyClick(screen.form.shelf, Qt.Key.Key_Escape)
    assert screen.hand.product is None


def test_where_such_goods_stand_is_shown_and_enter_takes_the_shelf(
    office: Office, screen: ReceiveScreen
) -> None:
    _scan(office, screen, EAN[TEA])
    office.qtbot.waitUntil(lambda: screen.hints.rows.rowCount() == 2)
    _scan(office, screen, "L1201")
    office.qtbot.waitUntil(lambda: screen.hints.rows.index(0, 2).data() == "L1201")
    screen.hints.opened.emit(screen.hints.rows.index(0, 0))
    assert screen.form.shelf.text() == "A-01-02-01"
    assert screen.form.book.isEnabled()


def test_a_purchase_order_is_chosen_by_its_number_and_counted_up(
    office: Office, screen: ReceiveScreen
) -> None:
    _purchase(office, "PO-20261123-001", MUG, 30)
    office.qtbot.waitUntil(lambda: screen.purchase.count() == 2)
    _scan(office, screen, "PO-20261123-001", EAN[MUG])
    assert screen.po_no == "PO-20261123-001"
    office.qtbot.waitUntil(lambda: screen.to_come.text().startswith("30 of it are to come"))
    _scan(office, screen, "QTY-30", f"LOC-{MUGS}")
    assert _came(screen) == [[MUG, "–", "30", MUGS]]
    office.qtbot.waitUntil(lambda: screen.purchase.count() == 1)
    with office.small.house.database.read() as connection:
        status = connection.scalar(select(PurchaseOrder.status))
    assert status is PurchaseStatus.RECEIVED


def test_who_may_not_receive_sees_why_and_scans_do_nothing(office: Office) -> None:
    office.actor = office.small.people[Post.PACKER]
    screen = ReceiveScreen(office.desk)
    office.show(screen)
    screen.activate()
    assert screen.closed.isVisible()
    screen.take_raw(raw_scan(EAN[MUG]))
    assert not screen._busy
    office.actor = office.small.people[Post.PICKER]
    screen._poll.timeout.emit()
    assert not screen.closed.isVisible()
    screen.deactivate()

"""Full personal data: asked for with a reason, logged, and soon masked again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from db.schema.log import RevealLog
from desktop.tasks import WORKERS, Tasks
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from fulfilment.house import SYSTEM
from fulfilment.orders.confirmation import confirm_orders
from procedure.words import Post
from tests.gui.office_bench import DETAIL, NAME, PHONE, BusyTasks, Office, texts_of
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


def _reveal(office: Office, reason: str = "customer calls") -> None:
    receiver = office.detail.receiver
    receiver.reveal.click()
    QTest.keyClicks(receiver.why.line, reason)
    QTest.keyClick(receiver.why.line, Qt.Key.Key_Return)


def test_revealing_asks_why_and_is_logged(office: Office) -> None:
    (order,) = office.take(draft())
    office.open()
    receiver = office.detail.receiver
    receiver.reveal.click()
    QTest.keyClick(receiver.why.line, Qt.Key.Key_Return)
    assert not office.detail.is_revealed
    assert office.scalar(select(func.count()).select_from(RevealLog)) == 0
    receiver.why.stop()
    _reveal(office)
    office.qtbot.waitUntil(lambda: office.detail.is_revealed)
    assert (receiver.name.text(), receiver.phone.text()) == (NAME, PHONE)
    assert receiver.address.boxes[-1].value == DETAIL
    with office.small.house.database.read() as connection:
        (row,) = connection.execute(select(RevealLog.__table__)).all()
    rep = office.small.people[Post.SERVICE_REP]
    assert (row.person_id, row.order_id, row.reason) == (rep.person_id, order, "customer calls")


def _is_masked(office: Office) -> bool:
    read = "\n".join(texts_of(office.screen))
    return not any(secret in read for secret in (PHONE, NAME, DETAIL))


def test_what_was_revealed_is_masked_again(office: Office) -> None:
    first, second = office.take(draft("A-1"), draft("A-2"))
    office.open()
    detail = office.detail

    def reveal() -> None:
        _reveal(office)
        office.qtbot.waitUntil(lambda: detail.is_revealed)
        assert not _is_masked(office)

    reveal()
    detail.receiver.reveal.click()
    assert _is_masked(office)
    reveal()
    detail._hide_again.timeout.emit()
    assert _is_masked(office)
    reveal()
    office.choose(first)
    assert _is_masked(office)
    office.choose(second)
    assert _is_masked(office)
    reveal()
    office.screen.deactivate()
    assert _is_masked(office)
    office.screen.activate()
    reveal()
    office.actor = office.small.people[Post.SUPERVISOR]
    office.tick()
    assert _is_masked(office)


def test_fresh_data_do_not_hide_what_was_revealed(office: Office) -> None:
    (order,) = office.take(draft())
    office.open()
    _reveal(office)
    office.qtbot.waitUntil(lambda: office.detail.is_revealed)
    confirm_orders(office.small.house, SYSTEM, [order])
    office.tick()
    office.qtbot.waitUntil(lambda: office.detail.head.primary.text() == "Release")
    assert office.detail.receiver.phone.text() == PHONE


def test_personal_data_that_comes_too_late_is_not_shown(office: Office) -> None:
    first, _ = office.take(draft("A-1"), draft("A-2"))
    office.open()
    busy = BusyTasks(office.tasks, WORKERS)
    _reveal(office)
    row = office.orders.row_of(first)
    assert row is not None
    office.screen.table.selectRow(row)
    busy.let_go()
    office.qtbot.waitUntil(lambda: office.shows(first))
    office.qtbot.waitUntil(lambda: office.detail._reveals._running is None)
    assert office.scalar(select(func.count()).select_from(RevealLog)) == 1
    assert not office.detail.is_revealed
    assert _is_masked(office)


def test_who_comes_back_to_an_order_has_to_ask_again(office: Office) -> None:
    first, second = office.take(draft("A-1"), draft("A-2"))
    office.open()
    busy = BusyTasks(office.tasks, WORKERS)
    _reveal(office)
    for order in (first, second):
        row = office.orders.row_of(order)
        assert row is not None
        office.screen.table.selectRow(row)
    busy.let_go()
    office.qtbot.waitUntil(lambda: office.detail._reveals._running is None)
    office.qtbot.waitUntil(lambda: not office.detail._reads.is_waiting)
    assert office.shows(second)
    assert not office.detail.is_revealed

"""The packaging tab of the goods screen: materials with their rules, and the books of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from db.views.packaging import PackagingRow, packaging_of
from desktop.office.goods.facts_page import FactsPage
from desktop.office.goods.packaging_acts import EVENTS_PAGE
from desktop.office.goods.packaging_page import PackagingPage
from desktop.office.goods.screen import GoodsScreen
from desktop.tasks import Tasks
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from desktop.widgets.buttons import Chip
from fulfilment.packing.packaging import (
    PackagingFacts,
    PackagingSaved,
    receive_packaging,
    save_packaging,
)
from procedure.ids import PackagingId
from procedure.parcel_words import PackagingKind, PackingCause
from procedure.words import Post, Signal
from resources.catalogue import load
from tests.gui.listing_bench import Office, cells
from tests.plugins.everything import nothing_written
from tests.plugins.houses import SmallHouse
from tests.plugins.journey import expect

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"),
    pytest.mark.sop("3.2.3a"),
]
only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
WRAP = PackagingFacts(
    "MAT-WRAP",
    "Bubble wrap",
    PackagingKind.WRAP,
    12,
    low_below=100,
    rules=((PackingCause.FRAGILE, 1),),
)
CARTON = PackagingFacts("MAT-S", "Carton S", PackagingKind.CARTON, 90, (200, 150, 120), 3_000)


@pytest.fixture
def office(
    small_house: SmallHouse, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> Iterator[Office]:
    apply_theme(qapp, ThemeName.LIGHT)
    tasks = Tasks()
    for facts in (WRAP, CARTON):
        boss = small_house.people[Post.SUPERVISOR]
        expect(PackagingSaved, save_packaging(small_house.house, boss, facts))
    yield Office(small_house, qtbot, tasks, tmp_path, Post.SUPERVISOR)
    tasks.close()


@pytest.fixture
def page(office: Office) -> Iterator[PackagingPage]:
    screen = GoodsScreen(office.desk)
    office.show(screen)
    screen.activate()
    screen.chips[3].click()
    made = screen.packaging.page
    assert isinstance(made, PackagingPage)
    office.qtbot.waitUntil(lambda: made.thing is not None)
    screen.packaging.table.choose(_id(made, WRAP.code))
    made.show_key(_id(made, WRAP.code))
    office.qtbot.waitUntil(lambda: made.title.text() == WRAP.name)
    yield made
    screen.deactivate()


def _screen(page: PackagingPage) -> GoodsScreen:
    above = page.parent()
    while not isinstance(above, GoodsScreen):
        assert above is not None
        above = above.parent()
    return above


def _id(page: PackagingPage, code: str) -> PackagingId:
    rows = _screen(page).packaging.table.rows
    shown = (rows.row_at(at) for at in range(rows.rowCount()))
    found = next(row for row in shown if isinstance(row, PackagingRow) and row.code == code)
    return found.packaging_id


def _stored(office: Office, packaging_id: PackagingId) -> PackagingRow:
    with office.small.house.database.read() as connection:
        row = packaging_of(connection, packaging_id)
    assert row is not None
    return row


def _type(page: FactsPage, name: str, text: str) -> None:
    line = page.form.inputs[name]
    assert isinstance(line, QLineEdit)
    line.setText(text)
    line.textEdited.emit(text)


def _said(office: Office, sentence: str) -> None:
    office.qtbot.waitUntil(lambda: bool(office.said) and sentence in office.said[-1][1])


def test_a_material_is_made_with_its_size_and_rules(office: Office, page: PackagingPage) -> None:
    screen = _screen(page)
    assert cells(screen.packaging) == [CARTON.code, WRAP.code]
    assert not screen.packaging.files.isVisible()
    screen.packaging.new.click()
    for name, text in (
        ("code", "mat-long"),
        ("name", "Long carton"),
        ("weight_g", "410"),
        ("length_mm", "900"),
        ("width_mm", "120"),
        ("height_mm", "110"),
        ("max_load_g", "5000"),
        ("low_below", "20"),
        ("rule_heavy", "2"),
    ):
        _type(page.fresh, name, text)
    page.fresh.save.click()
    office.qtbot.waitUntil(lambda: page.title.text() == "Long carton")
    office.qtbot.waitUntil(lambda: "MAT-LONG" in cells(screen.packaging))
    row = _stored(office, _id(page, "MAT-LONG"))
    assert (row.kind, row.inner_mm) == (PackagingKind.CARTON, (900, 120, 110))
    assert (row.weight_g, row.max_load_g, row.low_below) == (410, 5_000, 20)
    assert (row.rules, row.active, row.on_hand) == (((PackingCause.HEAVY, 2),), True, 0)


@only_sqlite
def test_a_size_with_a_side_left_out_is_refused(office: Office, page: PackagingPage) -> None:
    _type(page.page, "length_mm", "100")
    with nothing_written(office.small.house.database):
        page.page.save.click()
        _said(office, f"Sizes, weights or pieces of {WRAP.code} cannot be so.")
    assert office.said[-1][0] is Signal.WRONG
    assert page.page.form.is_touched


@only_sqlite
def test_what_another_wrote_meanwhile_is_shown_beside_ones_own(
    office: Office, page: PackagingPage
) -> None:
    boss, wrap = office.small.people[Post.ADMINISTRATOR], _id(page, WRAP.code)
    theirs = replace(WRAP, name="Foil", rules=((PackingCause.FRAGILE, 3),))
    _type(page.page, "name", "Air cushion")
    expect(PackagingSaved, save_packaging(office.small.house, boss, theirs, wrap, 1))
    with nothing_written(office.small.house.database):
        page.page.save.click()
        office.qtbot.waitUntil(lambda: page.page.is_asking)
    rows = page.page.both.rows
    shown = [tuple(rows.index(r, c).data() for c in range(3)) for r in range(rows.rowCount())]
    assert shown == [("Name", "Air cushion", "Foil"), ("Pieces for fragile goods", "1", "3")]
    page.page.mine.click()
    office.qtbot.waitUntil(lambda: page.title.text() == "Air cushion")
    row = _stored(office, wrap)
    assert (row.rules, row.version) == (WRAP.rules, 3)


def test_pieces_are_received_and_counted_with_a_reason(office: Office, page: PackagingPage) -> None:
    page.show_tab(1)
    books, wrap = page.books, _id(page, WRAP.code)
    assert books.nothing.isVisible()
    assert books.low.text() == "Fewer than 100: buy some."
    assert not books.receive.isEnabled()
    QTest.keyClicks(books.pieces, "120")
    books.receive.click()
    _said(office, "120 pieces of Bubble wrap are there by the books now.")
    office.qtbot.waitUntil(lambda: len(books.events) == 1)
    assert (books.pieces.text(), books.low.isVisible()) == ("", False)
    QTest.keyClicks(books.pieces, "117")
    with nothing_written(office.small.house.database):
        books.count.click()
        office.qtbot.waitUntil(lambda: office.said[-1][0] is Signal.WRONG)
    assert books.pieces.text() == "117"
    QTest.keyClicks(books.reason, "stocktaking")
    books.count.click()
    _said(office, "117 pieces of Bubble wrap are there by the books now.")
    office.qtbot.waitUntil(lambda: len(books.events) == 2)
    newest = books.timeline.rows[0]
    assert (newest.sentence, newest.source) == (
        "Counted: -3 · stocktaking",
        office.small.people[Post.SUPERVISOR].name,
    )
    assert _stored(office, wrap).on_hand == 117


@only_sqlite
def test_older_bookings_come_when_they_are_asked_for(office: Office, page: PackagingPage) -> None:
    boss, wrap = office.small.people[Post.SUPERVISOR], _id(page, WRAP.code)
    for pieces in range(1, EVENTS_PAGE + 3):
        receive_packaging(office.small.house, boss, wrap, pieces)
    page.show_tab(1)
    books = page.books
    page.refresh()
    office.qtbot.waitUntil(lambda: len(books.events) == EVENTS_PAGE)
    books.older.click()
    office.qtbot.waitUntil(lambda: len(books.events) == EVENTS_PAGE + 2)
    assert not books.older.isVisible()
    receive_packaging(office.small.house, boss, wrap, 99)
    page.refresh()
    office.qtbot.waitUntil(lambda: books.events[0].quantity == 99)
    assert [each.quantity for each in books.events[1:]] == list(range(EVENTS_PAGE + 2, 0, -1))
    QTest.keyClicks(books.pieces, "5")
    page.show_key(_id(page, CARTON.code))
    office.qtbot.waitUntil(lambda: page.title.text() == CARTON.name)
    assert (books.events, books.pieces.text()) == ((), "")


@only_sqlite
def test_what_is_to_be_bought_has_a_chip_and_a_card_finds_its_material(
    office: Office, page: PackagingPage
) -> None:
    screen = _screen(page)
    low = next(chip for chip in screen.packaging.bar.chips if "To buy" in chip.text())
    assert isinstance(low, Chip)
    low.click()
    office.qtbot.waitUntil(lambda: cells(screen.packaging) == [WRAP.code])
    screen.take_scan(CARTON.code)
    office.qtbot.waitUntil(lambda: cells(screen.packaging) == [CARTON.code])


@only_sqlite
def test_it_speaks_chinese(office: Office, page: PackagingPage) -> None:
    _screen(page).retranslate(load("zh_CN"))
    office.qtbot.waitUntil(lambda: page.books.there.text() == "现有 0 件")


@only_sqlite
@pytest.mark.parametrize("post", [Post.PURCHASING])
def test_who_may_not_manage_packaging_is_told_so(office: Office, post: Post) -> None:
    office.actor = office.small.people[post]
    screen = GoodsScreen(office.desk)
    office.show(screen)
    screen.activate()
    screen.show_tab(3)
    closed = screen.packaging.closed
    assert closed.isVisible()
    assert closed.accessibleName().startswith("Your post does not manage packaging.")
    screen.deactivate()

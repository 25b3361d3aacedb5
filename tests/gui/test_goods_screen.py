"""The goods screen: products, shelves, suppliers; edits of two people; files in and out."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from db.views.products import product_detail
from desktop.office.goods.acts import values_of
from desktop.office.goods.details import ProductPage
from desktop.office.goods.facts_page import FactsPage
from desktop.office.goods.lines_editor import LinesEditor
from desktop.office.goods.screen import GoodsListing, GoodsScreen
from desktop.tasks import Tasks
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from desktop.widgets.buttons import Chip
from fulfilment.goods.product_facts import ProductFacts
from fulfilment.goods.products import ProductSaved, save_product
from procedure.words import Post, Signal
from tests.gui.listing_bench import Office, cells
from tests.plugins.everything import nothing_written
from tests.plugins.houses import CABLE, MUG, TEA, SmallHouse
from tests.plugins.journey import expect

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)


@pytest.fixture
def office(
    small_house: SmallHouse, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> Iterator[Office]:
    apply_theme(qapp, ThemeName.LIGHT)
    tasks = Tasks()
    yield Office(small_house, qtbot, tasks, tmp_path, Post.PURCHASING)
    tasks.close()


@pytest.fixture
def screen(office: Office) -> Iterator[GoodsScreen]:
    made = GoodsScreen(office.desk)
    office.show(made)
    made.activate()
    office.qtbot.waitUntil(lambda: made.products.page.thing is not None)
    yield made
    made.deactivate()


def _product(screen: GoodsScreen) -> ProductPage:
    page = screen.products.page
    assert isinstance(page, ProductPage)
    return page


def _line(page: FactsPage, name: str) -> QLineEdit:
    line = page.form.inputs[name]
    assert isinstance(line, QLineEdit)
    return line


def _type(page: FactsPage, name: str, text: str) -> None:
    """Somebody types into a field."""
    _line(page, name).setText(text)
    _line(page, name).textEdited.emit(text)


def _renamed_elsewhere(office: Office, name: str) -> None:
    """A colleague gives the mug another name at another station."""
    house, mug = office.small.house, office.small.products[MUG]
    with house.database.read() as connection:
        detail = product_detail(connection, mug)
    assert detail is not None
    facts = replace(ProductFacts(**values_of(ProductFacts, detail)), name=name)
    lead = office.small.people[Post.SUPERVISOR]
    expect(ProductSaved, save_product(house, lead, facts, mug, detail.version))


def _reads(editor: LinesEditor, text: str) -> bool:
    return editor.text.toPlainText() == text


def _has(listing: GoodsListing, code: str) -> bool:
    return code in cells(listing)


def _said(office: Office, sentence: str) -> None:
    office.qtbot.waitUntil(lambda: bool(office.said) and sentence in office.said[-1][1])


def test_a_product_is_changed_and_what_another_wrote_is_not_lost(
    office: Office, screen: GoodsScreen
) -> None:
    page = screen.products.page.page
    assert cells(screen.products) == [MUG, TEA, CABLE]
    assert _line(page, "sku").text() == MUG
    assert not _line(page, "sku").isEnabled()
    _type(page, "name", "Mug, blue")
    fragile = page.form.inputs["fragile"]
    assert isinstance(fragile, Chip)
    fragile.click()
    _renamed_elsewhere(office, "Becher")
    screen.products.page.refresh()
    with nothing_written(office.small.house.database):
        page.save.click()
        office.qtbot.waitUntil(lambda: page.is_asking)
    _said(office, "was changed by somebody else meanwhile")
    rows = page.both.rows
    assert [rows.index(0, c).data() for c in range(3)] == ["Name", "Mug, blue", "Becher"]
    page.mine.click()
    office.qtbot.waitUntil(lambda: cells(screen.products, 1)[0] == "Mug, blue")
    assert office.said[-1] == (Signal.GOOD, f"{MUG} is saved.")
    office.qtbot.waitUntil(lambda: not page.form.is_touched)


@only_sqlite
def test_the_others_version_can_be_taken(office: Office, screen: GoodsScreen) -> None:
    page = screen.products.page.page
    _type(page, "name", "Mug, blue")
    _renamed_elsewhere(office, "Becher")
    QTest.keyClick(_line(page, "name"), Qt.Key.Key_Return)
    office.qtbot.waitUntil(lambda: page.is_asking)
    page.theirs.click()
    assert _line(page, "name").text() == "Becher"
    assert not page.save.isEnabled()


@only_sqlite
def test_a_refused_change_is_said_and_undone(office: Office, screen: GoodsScreen) -> None:
    page = screen.products.page.page
    _type(page, "name", " ")
    with nothing_written(office.small.house.database):
        page.save.click()
        office.qtbot.waitUntil(lambda: bool(office.said))
    assert office.said[0][0] is Signal.WRONG
    assert page.form.is_touched
    QTest.keyClick(_line(page, "name"), Qt.Key.Key_Escape)
    assert _line(page, "name").text() == "Mug, blue, 350 ml"


@only_sqlite
def test_a_new_product_gets_codes_a_gift_and_an_alternative(
    office: Office, screen: GoodsScreen
) -> None:
    detail = _product(screen)
    screen.products.new.click()
    assert detail.is_new
    _type(detail.fresh, "sku", "jar-1")
    _type(detail.fresh, "name", "Jar")
    detail.fresh.save.click()
    office.qtbot.waitUntil(lambda: not detail.is_new and detail.title.text() == "Jar")
    links = detail.links
    for editor, typed, expected in (
        (links.codes, "4006381333931 = 12", "4006381333931 = 12"),
        (links.gifts, "tea-lj-250 × 2 from 3", f"{TEA} × 2 from 3"),
        (links.alternatives, f"{CABLE}\n{MUG}", f"{CABLE}\n{MUG}"),
    ):
        office.said.clear()
        editor.text.setPlainText(typed)
        editor.save.click()
        _said(office, "JAR-1 is saved.")
        office.qtbot.waitUntil(partial(_reads, editor, expected))


@only_sqlite
def test_lines_that_do_not_read_or_name_nobody_save_nothing(
    office: Office, screen: GoodsScreen
) -> None:
    links = _product(screen).links
    with nothing_written(office.small.house.database):
        links.codes.text.setPlainText("4006381333931 = many")
        links.codes.save.click()
        _said(office, "“4006381333931 = many” does not read as a line here.")
        links.parts.text.setPlainText("nobody × 2")
        links.parts.save.click()
        _said(office, "There is no product NOBODY.")
        links.codes.text.setPlainText("6923450011270")
        links.codes.save.click()
        _said(office, TEA)
    assert office.said[-1][0] is Signal.WRONG


@only_sqlite
def test_a_picture_is_put_beside_a_product_and_taken_away(
    office: Office, screen: GoodsScreen, tmp_path: Path
) -> None:
    picture = _product(screen).picture
    (tmp_path / "mug.txt").write_text("no picture")
    (tmp_path / "mug.png").write_bytes(PNG)
    with nothing_written(office.small.house.database):
        picture.path.setText(str(tmp_path / "mug.txt"))
        picture.save.click()
        office.qtbot.waitUntil(lambda: bool(office.said))
    assert office.said[0][0] is Signal.WRONG
    picture.path.setText(str(tmp_path / "mug.png"))
    QTest.keyClick(picture.path, Qt.Key.Key_Return)
    _said(office, f"The picture of {MUG} is saved.")
    office.qtbot.waitUntil(lambda: not picture.image.pixmap().isNull())
    picture.remove.click()
    office.qtbot.waitUntil(lambda: picture.image.pixmap().isNull())


@only_sqlite
def test_shelves_and_suppliers_are_made_and_changed(office: Office, screen: GoodsScreen) -> None:
    made: tuple[tuple[int, str, dict[str, str]], ...] = (
        (1, "B-01-01-01", {}),
        (2, "CUPS", {"name": "Cups Ltd", "email": "cups@example.com", "lead_days": "3"}),
    )
    for at, code, values in made:
        screen.chips[at].click()
        listing = screen.shown
        assert isinstance(listing, GoodsListing)
        listing.new.click()
        fresh = listing.page.fresh
        _type(fresh, "code", code.lower())
        for name, text in values.items():
            _type(fresh, name, text)
        fresh.save.click()
        office.qtbot.waitUntil(partial(_has, listing, code))
    page = screen.suppliers.page.page
    office.qtbot.waitUntil(lambda: _line(page, "email").text() == "cups@example.com")
    with nothing_written(office.small.house.database):
        _type(page, "email", "nowhere")
        page.save.click()
        office.qtbot.waitUntil(lambda: office.said[-1][0] is Signal.WRONG)
    _type(page, "email", "new@example.com")
    page.save.click()
    office.qtbot.waitUntil(lambda: cells(screen.suppliers, 2) == ["new@example.com"])


def _dropped(screen: GoodsScreen, path: Path) -> None:
    """A file is dropped on the screen."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDropEvent(QPointF(10, 10), copy, data, left, Qt.KeyboardModifier.NoModifier)
    screen.dropEvent(event)


@only_sqlite
def test_a_dropped_file_shows_every_rows_fate_before_it_is_imported(
    office: Office, screen: GoodsScreen, tmp_path: Path
) -> None:
    path = tmp_path / "goods.csv"
    path.write_text(
        f"sku,name,weight_g\n{MUG},Mug,410\nJAR-1,Jar,200\nJAR-2,,200\n", encoding="utf-8"
    )
    sheets = screen.products.page.sheets
    assert sheets is not None
    with nothing_written(office.small.house.database):
        _dropped(screen, path)
        office.qtbot.waitUntil(sheets.go.isEnabled)
    rows = sheets.table.rows
    assert [(rows.index(r, 0).data(), rows.index(r, 1).data()) for r in range(3)] == [
        ("4", "To be corrected"),
        ("2", "Changed"),
        ("3", "New"),
    ]
    assert "name" in rows.index(0, 2).data()
    sheets.go.click()
    office.qtbot.waitUntil(lambda: "JAR-1" in cells(screen.products))
    assert office.said[-1][0] is Signal.ATTENTION
    office.qtbot.waitUntil(lambda: sheets.summary.isVisible())
    assert not sheets.go.isEnabled()


@only_sqlite
def test_files_that_are_no_tables_are_named_and_exports_come_back(
    office: Office, screen: GoodsScreen, tmp_path: Path
) -> None:
    screen.products.files.click()
    sheets = screen.products.page.sheets
    assert sheets is not None
    sheets.path.setText(str(tmp_path / "away.csv"))
    sheets.look.click()
    _said(office, "away.csv cannot be read.")
    assert not sheets.go.isEnabled()
    out = tmp_path / "products.xlsx"
    sheets.path.setText(str(out))
    sheets.export.click()
    _said(office, "3 rows are in the file products.xlsx.")
    sheets.export.click()
    _said(office, "There is a file products.xlsx already.")
    sheets.look.click()
    office.qtbot.waitUntil(lambda: sheets.table.rows.rowCount() == 3)
    assert sheets.table.rows.index(0, 1).data() == "As it was"
    assert not sheets.go.isEnabled()
    sheets.path.setText(str(tmp_path / "empty.csv"))
    sheets.template.click()
    _said(office, "The file empty.csv has the columns and no rows.")
    QTest.keyClick(sheets.path, Qt.Key.Key_Escape)
    office.qtbot.waitUntil(lambda: screen.products.page.title.isVisible())


@only_sqlite
def test_who_may_not_manage_goods_sees_none(office: Office) -> None:
    office.actor = office.small.people[Post.PICKER]
    screen = GoodsScreen(office.desk)
    office.show(screen)
    screen.activate()
    closed = screen.products.closed
    assert closed.isVisible()
    assert closed.accessibleName().startswith("Your post does not manage goods.")
    screen.deactivate()

"""A listing written to a file: every row that matches, whole or not at all."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.views.stock import StockRow
from desktop.office.listing.listing import Asked, Page, Speech
from desktop.office.listing.sheet_export import Exported, Fate, Progress, export_listing
from desktop.office.stock.listing import STOCK
from desktop.tasks import Tasks
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from fulfilment.house import SYSTEM, House, Work
from fulfilment.set_up import NewProduct, add_products
from procedure.permissions import UseCase
from procedure.words import Post, Signal
from resources.catalogue import load
from tests.gui.listing_bench import Office
from tests.plugins.houses import CABLE, MUG, TEA, SmallHouse

pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
    pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"),
]


@pytest.fixture
def office(
    small_house: SmallHouse, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> Iterator[Office]:
    apply_theme(qapp, ThemeName.LIGHT)
    tasks = Tasks()
    yield Office(small_house, qtbot, tasks, tmp_path, Post.SUPERVISOR)
    tasks.close()


def _export(house: House, path: Path, text: str = "", progress: Progress | None = None) -> Exported:
    speech = Speech(load("en"), house.place.zone, house.clock())
    asked = Asked("all", text)
    return export_listing(
        house, STOCK, asked, STOCK.columns, speech, path, progress or Progress.begin()
    )


def _add(house: House, *products: NewProduct) -> None:
    def body(work: Work) -> None:
        add_products(work, products)

    house.run(SYSTEM, UseCase.MANAGE_GOODS, body)


def test_a_csv_file_holds_every_row_that_matches_and_more_than_one_page(
    small_house: SmallHouse, tmp_path: Path
) -> None:
    house, path = small_house.house, tmp_path / "stock.csv"
    _add(house, *(NewProduct(f"A-{n:04}", f"杯 {n}", ()) for n in range(1_100)))
    assert _export(house, path, "杯") == Exported(Fate.WRITTEN, 1_100)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["SKU", "Name", "Available", "Frozen", "Blocked", "On hand", "Status"]
    assert rows[1] == ["A-0000", "杯 0", "0", "0", "0", "0", "Sold out"]
    assert len(rows) == 1_101


def test_a_sheet_keeps_numbers_as_numbers_and_no_name_becomes_a_formula(
    small_house: SmallHouse, tmp_path: Path
) -> None:
    house, path = small_house.house, tmp_path / "stock.xlsx"
    _add(house, NewProduct("=1+1", '=HYPERLINK("http://x")\x07', ()))
    assert _export(house, path).rows == 4
    cells = list(load_workbook(path).active.iter_rows(min_row=2))
    assert [row[0].value for row in cells] == ["=1+1", MUG, TEA, CABLE]
    assert cells[0][0].data_type == cells[0][1].data_type == "s"
    assert cells[1][2].value == 20
    other = tmp_path / "stock.csv"
    _export(house, other)
    assert "\"'=HYPERLINK" in other.read_text(encoding="utf-8-sig")


def test_an_empty_listing_gives_a_sheet_with_its_titles(
    small_house: SmallHouse, tmp_path: Path
) -> None:
    path = tmp_path / "nothing.xlsx"
    assert _export(small_house.house, path, "nothing like it").rows == 0
    assert [cell.value for cell in load_workbook(path).active[1]][:2] == ["SKU", "Name"]


def test_a_file_that_is_there_is_never_written_over(
    small_house: SmallHouse, tmp_path: Path
) -> None:
    path = tmp_path / "stock.csv"
    path.write_text("mine", encoding="utf-8")
    assert _export(small_house.house, path).fate is Fate.EXISTS
    assert path.read_text(encoding="utf-8") == "mine"
    assert _export(small_house.house, tmp_path / "stock.doc").fate is Fate.UNKNOWN_ENDING
    assert _export(small_house.house, tmp_path / "no" / "x.csv").fate is Fate.NOT_WRITABLE


def test_a_stopped_export_leaves_no_file(small_house: SmallHouse, tmp_path: Path) -> None:
    progress = Progress.begin()
    progress.stop.set()
    for name in ("stock.csv", "stock.xlsx"):
        nowhere = _export(small_house.house, tmp_path / "out" / name, progress=progress)
        assert nowhere.fate is Fate.NOT_WRITABLE, "the folder is missing before anybody stops"
        assert _export(small_house.house, tmp_path / name, progress=progress).fate is Fate.STOPPED
        assert not list(tmp_path.glob("stock.*"))


def test_the_screen_asks_for_a_name_and_says_what_came_of_it(
    office: Office, tmp_path: Path
) -> None:
    screen = office.listing(STOCK)
    office.open(screen)
    screen.activateWindow()
    screen.table.setFocus()
    QTest.keyClick(screen.table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert screen.foot.line.isVisible()
    assert screen.foot.line.text().endswith("stock 2026-11-23 1000.xlsx")
    QTest.keyClick(screen.foot.line, Qt.Key.Key_Escape)
    assert not screen.foot.line.isVisible()
    screen.foot.export.click()
    screen.foot.line.setText(str(tmp_path / "mine.csv"))
    QTest.keyClick(screen.foot.line, Qt.Key.Key_Return)
    assert screen.export.is_running
    office.qtbot.waitUntil(lambda: not screen.export.is_running)
    assert office.said == [(Signal.GOOD, "3 rows are in the file mine.csv.")]
    assert (tmp_path / "mine.csv").is_file()
    screen.deactivate()


def test_a_running_export_shows_how_far_it_is_and_can_be_stopped(
    office: Office, tmp_path: Path
) -> None:
    def endless(house: House, asked: Asked, after: Any | None, limit: int) -> Page[StockRow]:
        return Page(STOCK.read(house, asked, None, limit).rows, 1)

    screen = office.listing(STOCK)
    office.open(screen)
    office.qtbot.waitUntil(lambda: screen.bar.chips[0].count == 3)
    screen.listing = replace(STOCK, read=endless)
    screen.foot.named.emit(str(tmp_path / "mine.csv"))
    far = screen.foot.far
    office.qtbot.waitUntil(lambda: " of 3 rows, " in far.text() and not far.text().startswith("0"))
    screen.foot.stop.click()
    office.qtbot.waitUntil(lambda: not screen.export.is_running)
    assert office.said == [(Signal.ATTENTION, "The export is stopped. There is no file.")]
    assert not (tmp_path / "mine.csv").exists()
    screen.deactivate()

"""The cards screen: what is chosen is drawn, saved and printed; badges are issued once."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.office.cards.form import BADGES, KINDS
from desktop.office.cards.screen import CardsScreen
from desktop.tasks import Tasks
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from fulfilment.cards.badges import BadgeHolder, badge_holders
from fulfilment.cards.card_sheets import QUANTITIES, CardKind
from fulfilment.paper.station_printers import Binding, bind_printer
from fulfilment.people import actor_of_badge
from printing.media import dots_of
from procedure.paper_words import PrinterLanguage, PrinterWay
from procedure.words import Command, Post, PrintKind, Screen, Signal
from resources.catalogue import LANGUAGES, load
from tests.gui.listing_bench import Office
from tests.plugins.everything import nothing_written
from tests.plugins.houses import SmallHouse
from tests.plugins.journey import expect

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def office(
    small_house: SmallHouse, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> Iterator[Office]:
    apply_theme(qapp, ThemeName.LIGHT)
    tasks = Tasks()
    yield Office(small_house, qtbot, tasks, tmp_path, Post.ADMINISTRATOR)
    tasks.close()


@pytest.fixture
def screen(office: Office) -> Iterator[CardsScreen]:
    made = CardsScreen(office.desk)
    office.show(made)
    made.activate()
    office.qtbot.waitUntil(lambda: made.form.is_ready)
    yield made
    made.deactivate()


def _want(office: Office, screen: CardsScreen, kind: CardKind | None) -> None:
    """Somebody presses a chip and waits for the paper."""
    screen.form.chips[KINDS.index(kind)].click()
    office.qtbot.waitUntil(lambda: screen.form.is_ready)


def _text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    finally:
        document.close()


def _saved(office: Office, screen: CardsScreen, path: Path) -> None:
    screen.form.path_line.setText(str(path))
    office.said.clear()
    screen.form.save_button.click()
    office.qtbot.waitUntil(lambda: bool(office.said))
    office.qtbot.waitUntil(lambda: screen.form.is_ready or screen.form.kind is BADGES)


def _holder(office: Office, post: Post) -> BadgeHolder:
    return next(each for each in badge_holders(office.small.house) if each.posts == {post})


def test_the_command_cards_are_drawn_at_once_and_saved_in_the_wanted_language(
    office: Office, screen: CardsScreen, tmp_path: Path
) -> None:
    shown = screen.preview.shown
    assert (shown.count, shown.pages) == (len(Command), -(-len(Command) // 10))
    assert screen.preview.which.text() == f"{len(Command)} cards · page 1 of {shown.pages}"
    picture = screen.preview.picture
    assert picture.image is not None
    paper = picture.grab(picture.paper_box(picture.image).toAlignedRect()).toImage()
    greys = [
        paper.pixelColor(x, paper.height() // 6).lightness() for x in range(4, paper.width() - 4)
    ]
    assert max(greys) == 255, "the paper is white"
    assert min(greys) < 128, "the bars of two cards are on this line"
    screen.form.language_choice.setCurrentIndex(list(LANGUAGES).index("zh_TW"))
    screen.form.language_choice.activated.emit(0)
    office.qtbot.waitUntil(lambda: screen.form.is_ready)
    path = tmp_path / "cards.pdf"
    _saved(office, screen, path)
    assert office.said[-1] == (Signal.GOOD, f"{len(Command)} cards are in {path}.")
    text = _text_of(path)
    assert load("zh_TW").text("Confirm") in text
    assert "Confirm" not in text


@only_sqlite
def test_pages_are_turned_and_other_kinds_begin_at_the_first(
    office: Office, screen: CardsScreen
) -> None:
    _want(office, screen, CardKind.QUANTITIES)
    assert screen.preview.shown.count == len(QUANTITIES)
    assert not screen.preview.before.isEnabled()
    screen.preview.after.click()
    office.qtbot.waitUntil(lambda: screen.preview.shown.page == 1)
    first = screen.preview.picture.image
    QTest.keyClick(screen, Qt.Key.Key_PageUp)
    office.qtbot.waitUntil(lambda: screen.preview.shown.page == 0)
    assert screen.preview.picture.image != first
    screen.preview.turn(-1)
    assert screen.preview.shown.page == 0
    _want(office, screen, CardKind.REASONS)
    assert screen.preview.shown.page == 0


@only_sqlite
def test_shelves_come_by_zone_and_aisle_also_on_stickers(
    office: Office, screen: CardsScreen
) -> None:
    _want(office, screen, CardKind.SHELVES)
    shelves, form = screen.form.shelves, screen.form
    shelves.zone.setCurrentText("A")
    shelves.zone.activated.emit(0)
    office.qtbot.waitUntil(lambda: form.is_ready)
    count = screen.preview.shown.count
    assert count > 1
    form.paper.setCurrentIndex(form.paper.findData("70x50"))
    form.paper.activated.emit(0)
    office.qtbot.waitUntil(lambda: screen.preview.shown.pages == count)
    QTest.keyClicks(shelves.first, "a-99")
    office.qtbot.waitUntil(lambda: screen.preview.shown.image is None)
    assert screen.preview.picture.words.startswith("Shelf labels A: there are none here.")
    assert not form.save_button.isEnabled()
    _want(office, screen, CardKind.COMMANDS)
    assert form.paper.count() == 1


@only_sqlite
def test_totes_are_numbered_from_to(office: Office, screen: CardsScreen) -> None:
    _want(office, screen, CardKind.TOTES)
    totes = screen.form.totes
    assert (totes.first_number, totes.count) == (1, 10)
    totes.first.setValue(120)
    assert (totes.first_number, totes.count) == (120, 1)
    totes.last.setValue(9_999)
    assert totes.count == 2_000
    totes.last.setValue(131)
    office.qtbot.waitUntil(lambda: screen.preview.shown.count == 12)


@only_sqlite
def test_a_file_that_is_there_stays_and_another_ending_is_refused(
    office: Office, screen: CardsScreen, tmp_path: Path
) -> None:
    path = tmp_path / "cards.pdf"
    path.write_text("mine")
    _saved(office, screen, path)
    assert office.said[-1][1].startswith("There is a file cards.pdf already.")
    assert path.read_text() == "mine"
    _saved(office, screen, tmp_path / "cards.txt")
    assert office.said[-1] == (
        Signal.ATTENTION,
        "A file of cards ends in .pdf. Choose another name.",
    )


def test_a_badge_is_previewed_without_being_issued_and_printed_once(
    office: Office, screen: CardsScreen, tmp_path: Path
) -> None:
    house, station = office.small.house, office.small.stations[Screen.PICK]
    picker, old = _holder(office, Post.PICKER), office.small.badges[Post.PICKER]
    screen.form.chips[KINDS.index(BADGES)].click()
    office.qtbot.waitUntil(lambda: bool(screen.preview.shown.why_not))
    people = screen.form.people
    assert not screen.form.save_button.isEnabled()
    with nothing_written(house.database):
        people.table.choose(picker.person_id)
        QTest.keyClick(people.table, Qt.Key.Key_Space)
        office.qtbot.waitUntil(lambda: screen.form.is_ready)
    assert screen.preview.shown.count == 1
    path = tmp_path / "badges.pdf"
    _saved(office, screen, path)
    assert office.said[-1] == (Signal.GOOD, f"1 card is in {path}.")
    assert people.people == ()
    assert actor_of_badge(house, old, station) is None
    text = _text_of(path)
    assert picker.name in text
    assert "USR-" not in text


@only_sqlite
def test_who_may_not_give_badges_is_not_offered_any_and_others_see_no_cards(
    office: Office, screen: CardsScreen
) -> None:
    screen.form.choose(BADGES)
    office.actor = office.small.people[Post.SUPERVISOR]
    screen.activate()
    assert not screen.form.chips[KINDS.index(BADGES)].isVisible()
    assert screen.form.kind is CardKind.COMMANDS
    office.actor = office.small.people[Post.PACKER]
    screen.activate()
    assert screen.closed.isVisible()
    assert screen.closed.accessibleName().startswith("Your post does not print cards.")
    office.actor = None
    screen.activate()
    assert screen.closed.accessibleName().startswith("Scan your badge to print cards.")


@pytest.fixture
def label_printer() -> Iterator[socket.socket]:
    """A raw port that takes whatever comes."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def _bind(office: Office, address: str) -> Binding:
    """A station of the house is bound to a label printer."""
    binding = Binding(PrinterWay.NETWORK, address, PrinterLanguage.TSPL, 300, "80x50")
    boss, station = office.small.people[Post.ADMINISTRATOR], office.small.stations[Screen.PACK]
    house = office.small.house
    return expect(Binding, bind_printer(house, boss, station, PrintKind.WAYBILL, binding))


def test_labels_go_to_a_label_printer_of_the_house_in_its_own_dots(
    office: Office, screen: CardsScreen, label_printer: socket.socket
) -> None:
    words = screen.form.printer.currentText()
    assert words.startswith("There is no printer here.")
    screen.print()
    assert not screen.form.print_button.isEnabled()
    port = label_printer.getsockname()[1]
    bound = _bind(office, f"127.0.0.1:{port}")
    screen.activate()
    office.qtbot.waitUntil(lambda: screen.form.chosen_printer == bound)
    _want(office, screen, CardKind.TOTES)
    form = screen.form
    form.paper.setCurrentIndex(form.paper.findData("80x50"))
    form.paper.activated.emit(0)
    form.totes.last.setValue(2)
    office.qtbot.waitUntil(lambda: form.is_ready and screen.preview.shown.count == 2)
    form.print_button.click()
    taken = label_printer.accept()[0]
    received = b""
    while some := taken.recv(65_536):
        received += some
    taken.close()
    office.qtbot.waitUntil(lambda: bool(office.said))
    assert office.said[-1][0] is Signal.GOOD, office.said
    assert received.count(b"SIZE 80.0 mm,50.0 mm") == 2
    assert f"BITMAP 0,0,{-(-dots_of(80, 300) // 8)},".encode() in received


@only_sqlite
def test_a_printer_that_is_away_is_named(
    office: Office, screen: CardsScreen, label_printer: socket.socket
) -> None:
    port = label_printer.getsockname()[1]
    label_printer.close()
    _bind(office, f"127.0.0.1:{port}")
    screen.activate()
    office.qtbot.waitUntil(lambda: screen.form.chosen_printer is not None)
    _want(office, screen, CardKind.TOTES)
    form = screen.form
    form.paper.setCurrentIndex(form.paper.findData("80x50"))
    form.paper.activated.emit(0)
    office.qtbot.waitUntil(lambda: form.is_ready)
    QTest.keyClick(screen, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    office.qtbot.waitUntil(lambda: bool(office.said))
    signal, said = office.said[-1]
    assert signal is Signal.WRONG
    assert said.startswith(f"The printer 127.0.0.1:{port} does not answer")


@only_sqlite
def test_it_speaks_chinese(office: Office, screen: CardsScreen) -> None:
    zh = load("zh_CN")
    screen.retranslate(zh)
    assert screen.form.chips[0].text() == zh.text("Command cards")
    office.qtbot.waitUntil(lambda: "张" in screen.preview.which.text())

"""The demo's scanner: a click is a scan, and nothing in it ever takes the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.demo.code_card import CodeCard
from desktop.demo.dock import COMMANDS, MOST_CODES, UNKNOWN, DemoDock
from desktop.theme.active import colours
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from fulfilment.within_reach import CODE128_AIM, EAN_AIM, SCALE_AIM, Reachable
from procedure.gtin import has_right_check_digit
from resources.catalogue import load

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

BADGES = (("张敏", "Packer", "USR-AAAA"), ("杨帆", "Shipper", "USR-BBBB"))
SHELF = Reachable("A-02-01-03", "LOC-A-02-01-03", CODE128_AIM, True)
MUG = Reachable("Salt & Pepper {mug}", "2901122334455", EAN_AIM, False)
SHEET = Reachable("Pick sheet", "PS20261123000042", CODE128_AIM, False)


@pytest.fixture
def dock(qtbot: QtBot, qapp: QApplication) -> DemoDock:
    apply_theme(qapp, ThemeName.LIGHT)
    made = DemoDock(load("en"))
    qtbot.addWidget(made)
    made.show_badges(BADGES)
    made.resize(280, 2000)
    made.show()
    return made


def _click(qtbot: QtBot, dock: DemoDock, card: CodeCard) -> list[object]:
    with qtbot.waitSignal(dock.scanned) as caught:
        QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    assert caught.args is not None
    return list(caught.args)


def test_a_badge_is_scanned_by_a_click(qtbot: QtBot, dock: DemoDock) -> None:
    assert [card.what for card in dock.badges] == ["张敏", "杨帆"]
    assert _click(qtbot, dock, dock.badges[1]) == ["USR-BBBB", CODE128_AIM]
    assert "Shipper" in dock.badges[1].accessibleName()
    assert "USR-BBBB" not in dock.badges[1].accessibleName()


def test_codes_within_reach_are_scanned_with_their_symbology(qtbot: QtBot, dock: DemoDock) -> None:
    dock.show_reach((SHELF, MUG, SHEET))
    shown = [card for card in dock.codes if card.isVisible()]
    assert [(card.what, card.is_right) for card in shown] == [
        ("A-02-01-03", True),
        ("Salt & Pepper {mug}", False),
        ("Pick sheet", False),
    ]
    assert _click(qtbot, dock, shown[0]) == [SHELF.text, CODE128_AIM]
    assert _click(qtbot, dock, shown[1]) == [MUG.text, EAN_AIM]


def test_the_right_one_has_a_bar_at_its_left(dock: DemoDock) -> None:
    dock.show_reach((SHELF, MUG))
    QApplication.processEvents()
    marks = [card.grab().toImage().pixelColor(1, 26).name() for card in dock.codes[:2]]
    assert marks[0] == colours().accent.lower()
    assert marks[1] != colours().accent.lower()


def test_commands_are_scanned_as_their_cards(qtbot: QtBot, dock: DemoDock) -> None:
    assert [card.code for card in dock.commands] == [command.value for command in COMMANDS]
    for card in dock.commands:
        assert _click(qtbot, dock, card) == [card.code, CODE128_AIM]
    assert dock.commands[0].what == "Confirm"


def test_a_reason_card_says_what_it_is_for(dock: DemoDock) -> None:
    means = {card.code: card.accessibleName() for card in dock.commands}
    assert means["WHY-DAMAGED"] == "Damaged why it is short"
    assert means["WHY-NOCODE"] == "No code on it count it by hand"
    assert means["WHY-CODEDAMAGED"] == "Code damaged count it by hand"


def test_an_unknown_code_is_a_good_code_of_nothing(qtbot: QtBot, dock: DemoDock) -> None:
    assert has_right_check_digit(UNKNOWN)
    assert _click(qtbot, dock, dock.unknown) == [UNKNOWN, EAN_AIM]


def test_some_other_product_is_real_and_not_asked_for(qtbot: QtBot, dock: DemoDock) -> None:
    dock.show_reach((SHELF, MUG))
    assert not dock.other.isVisible()
    dock.show_reach((SHELF, SHEET))
    assert _click(qtbot, dock, dock.other) == [MUG.text, EAN_AIM]
    tin = Reachable("Tin", "2901122334462", EAN_AIM, False)
    dock.show_reach((SHELF,), tin)
    assert _click(qtbot, dock, dock.other) == [tin.text, EAN_AIM]


def test_nothing_within_reach_says_what_to_do(dock: DemoDock) -> None:
    assert dock._nothing.isVisible()
    dock.show_reach((SHELF,))
    assert not dock._nothing.isVisible()


def test_only_so_many_codes_lie_about(dock: DemoDock) -> None:
    many = [Reachable(f"Shelf {n}", f"LOC-{n}", CODE128_AIM, n == 0) for n in range(40)]
    dock.show_reach(many)
    assert [card.code for card in dock.codes if card.isVisible()] == [
        f"LOC-{n}" for n in range(MOST_CODES)
    ]
    assert dock.codes[0].is_right


def test_badges_fold_away_once_somebody_works(dock: DemoDock) -> None:
    assert dock.people.isVisible()
    dock.show_reach((SHELF,))
    assert not dock.people.isVisible()
    dock.show_reach(())
    assert dock.people.isVisible()
    QTest.mouseClick(dock._fold, Qt.MouseButton.LeftButton)
    assert not dock.people.isVisible()
    dock.show_reach((SHELF,))
    QTest.mouseClick(dock._fold, Qt.MouseButton.LeftButton)
    dock.show_reach((SHELF, MUG))
    assert dock.people.isVisible()


def test_fewer_badges_leave_no_old_one(dock: DemoDock) -> None:
    dock.show_badges(BADGES[:1])
    assert [card.what for card in dock.badges if card.isVisible()] == ["张敏"]


def test_nothing_in_the_dock_takes_the_keyboard(qtbot: QtBot, qapp: QApplication) -> None:
    apply_theme(qapp, ThemeName.LIGHT)
    window = QWidget()
    qtbot.addWidget(window)
    line, made = QLineEdit(), DemoDock(load("en"))
    row = QHBoxLayout(window)
    row.addWidget(line)
    row.addWidget(made)
    made.show_badges(BADGES)
    made.show_reach((SHELF, MUG))
    window.resize(700, 1600)
    window.show()
    window.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    scans: list[str] = []
    made.scanned.connect(lambda text, aim: scans.append(text))
    for card in made.findChildren(CodeCard):
        if card.isVisible():
            QTest.mouseClick(card, Qt.MouseButton.LeftButton)
            assert line.hasFocus()
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    assert line.hasFocus()
    before = list(scans)
    QTest.keyClicks(line, "2901122334455")
    QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClick(line, Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Space)
    assert scans == before
    takers = [
        part for part in made.findChildren(QWidget) if part.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    assert takers == []


def test_another_language_reaches_every_word(dock: DemoDock) -> None:
    dock.show_reach((SHEET,))
    dock.retranslate(load("zh_TW"))
    words = [card.what for card in (dock.codes[0], dock.unknown, *dock.commands)]
    assert not any(word.isascii() for word in words)


def test_a_scale_is_put_on_the_bench_and_loads_on_the_scale(qtbot: QtBot, dock: DemoDock) -> None:
    assert _click(qtbot, dock, dock.scale) == ["0", SCALE_AIM]
    box = Reachable("Box on the scale", "1286", SCALE_AIM, True)
    dock.show_reach((box,))
    assert dock.codes[0].what == "Box on the scale"
    assert _click(qtbot, dock, dock.codes[0]) == ["1286", SCALE_AIM]


def test_reasons_and_badges_are_shown_in_words(dock: DemoDock) -> None:
    damaged = Reachable("Damaged", "WHY-DAMAGED", CODE128_AIM, True)
    boss = Reachable("孙丽", "USR-CCCC", CODE128_AIM, True, under="Supervisor")
    dock.show_reach((damaged, boss))
    dock.retranslate(load("zh_CN"))
    assert not dock.codes[0].what.isascii()
    assert dock.codes[1].accessibleName() == "孙丽 Supervisor"

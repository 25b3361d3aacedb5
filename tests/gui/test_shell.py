"""The window: only the screens that were added, one foot for stations and one for the office."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.shell import DOCK_WIDTH, Shell
from desktop.theme.active import colours
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName, tokens
from desktop.widgets.states import State
from procedure.words import Signal

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


def upper(text: str, **params: object) -> str:
    """A language in which every word can be told from its source."""
    return text.upper().replace("{SCREEN}", str(params.get("screen", "")))


@pytest.fixture
def shell(qtbot: QtBot, qapp: QApplication) -> Shell:
    apply_theme(qapp, ThemeName.LIGHT)
    made = Shell(upper)
    qtbot.addWidget(made)
    made.add_screen("pack", "Pack", "box", QWidget(), True)
    made.add_screen("orders", "Orders", "document", QWidget(), False)
    made.add_screen("settings", "Settings", "gear", QWidget(), False, at_bottom=True)
    made.add_screen("sign-in", "Sign in", "badge-card", QWidget(), True, in_rail=False)
    made.resize(1366, 768)
    made.show()
    made.show_screen("pack")
    QApplication.processEvents()
    return made


def test_the_rail_shows_only_what_was_added(shell: Shell) -> None:
    assert shell._rail.keys == ("pack", "orders", "settings")
    assert shell.screens == ("pack", "orders", "settings", "sign-in")
    tops = [shell._rail.item(key).y() for key in shell._rail.keys]
    assert tops == sorted(tops)
    assert tops[2] > 600
    with pytest.raises(ValueError, match="pack"):
        shell.add_screen("pack", "Pack", "box", QWidget(), True)


def test_a_supervisors_many_screens_fit_into_the_smallest_window(shell: Shell) -> None:
    for at in range(8):
        shell.add_screen(f"more-{at}", f"More {at}", "shelf", QWidget(), False)
    QApplication.processEvents()
    assert shell.height() == 768
    boxes = [shell._rail.item(key).geometry() for key in shell._rail.keys]
    boxes.sort(key=lambda box: box.top())
    assert all(upper.bottom() < lower.top() for upper, lower in pairwise(boxes))
    assert boxes[-1].bottom() < 768
    for at in range(8, 12):
        shell.add_screen(f"more-{at}", f"More {at}", "shelf", QWidget(), False)
    QApplication.processEvents()
    boxes = sorted((shell._rail.item(k).geometry() for k in shell._rail.keys), key=lambda b: b.y())
    assert shell.height() == 768
    assert all(upper.bottom() < lower.top() for upper, lower in pairwise(boxes))


def test_a_screen_can_be_taken_out_and_come_back(shell: Shell) -> None:
    widget = shell.remove_screen("orders")
    assert list(shell._rail.keys) == ["pack", "settings"]
    shell.add_screen("orders", "Orders", "document", widget, False)
    assert list(shell._rail.keys) == ["pack", "settings", "orders"]
    QApplication.processEvents()
    assert shell._rail.item("orders").y() < shell._rail.item("settings").y()


def test_the_rail_asks_and_the_program_answers(qtbot: QtBot, shell: Shell) -> None:
    with qtbot.waitSignal(shell.screen_requested) as caught:
        QTest.mouseClick(shell._rail.item("orders"), Qt.MouseButton.LeftButton)
    assert caught.args == ["orders"]
    assert shell.shown_screen == "pack"
    shell.show_screen("orders")
    assert shell.shown_screen == "orders"
    assert shell._strip.title.text() == "Orders"
    assert shell.windowTitle() == "Orders - PACKBENCH"


def test_a_refused_screen_leaves_the_rail_where_it_was(qtbot: QtBot, shell: Shell) -> None:
    QTest.mouseClick(shell._rail.item("orders"), Qt.MouseButton.LeftButton)
    shell.show_screen("pack")
    assert shell._rail.item("pack").isChecked()
    assert not shell._rail.item("orders").isChecked()


def test_the_foot_is_higher_on_a_station(shell: Shell) -> None:
    heights = tokens().height
    assert shell._foot.height() == heights.foot_station
    shell.show_screen("orders")
    QApplication.processEvents()
    assert shell._foot.height() == heights.foot_office


def test_the_foot_says_one_sentence_with_its_badge(shell: Shell) -> None:
    shell.say(Signal.WRONG, "Not counted. Put it back.")
    assert shell._foot.message.sentence == "Not counted. Put it back."
    assert shell._foot.message.state is State.WRONG
    assert not shell._foot.message.is_elided()
    shell.say(None, "")
    assert shell._foot.message.state is None


def test_all_keys_and_a_long_sentence_fit_the_smallest_window(shell: Shell) -> None:
    words = ("Help", "Confirm", "Undo", "Short", "Print", "Next box", "Skip", "Lock")
    shell.set_key_hints(tuple((f"F{at}", word) for at, word in enumerate(words, 1)))
    shell.say(Signal.WRONG, "This code is not known here. Check the label, then scan it again.")
    QApplication.processEvents()
    assert len(shell._foot.hints._boxes()) == 8
    assert not shell._foot.message.is_elided()


def test_a_clicked_hint_is_passed_on(qtbot: QtBot, shell: Shell) -> None:
    shell.set_key_hints((("F2", "Confirm"),))
    QApplication.processEvents()
    hints = shell._foot.hints
    with qtbot.waitSignal(shell.key_pressed) as caught:
        QTest.mouseClick(hints, Qt.MouseButton.LeftButton, pos=hints.rect().center())
    assert caught.args == ["F2"]


def test_the_strip_names_station_person_and_devices(shell: Shell) -> None:
    shell.set_station("P-07")
    shell.set_operator("李雯", "Packer")
    shell.set_indicator("scanner", State.GOOD, "Scanner")
    shell.set_indicator("scanner", State.WRONG, "Scanner unplugged")
    shell.set_indicator("database", State.OFFLINE, "Database")
    where = shell._strip._whereabouts.accessibleName()
    assert where == "STATION P-07 李雯 Packer"
    assert shell._strip.indicator("scanner").state is State.WRONG
    assert shell._strip.indicator("scanner").words == "Scanner unplugged"
    QApplication.processEvents()
    first, second = (shell._strip.indicator(name).x() for name in ("scanner", "database"))
    assert first < second < shell._strip.width()


def test_stripes_appear_with_the_first_unsaved_scan(shell: Shell) -> None:
    shell.set_unsaved(0)
    QApplication.processEvents()
    strip = shell._strip
    row = strip.height() - 4
    calm = {strip.grab().toImage().pixelColor(x, row).name() for x in range(200)}
    shell.set_unsaved(2)
    QApplication.processEvents()
    image = strip.grab().toImage()
    loud = {image.pixelColor(x, row).name() for x in range(200)}
    assert calm == {colours().surface.lower()}
    assert {colours().attention.lower(), tokens().stripe.lower()} <= loud


def test_a_dock_stands_right_of_the_screens(shell: Shell) -> None:
    dock = QWidget()
    before = shell._stack.width()
    shell.set_dock(dock)
    QApplication.processEvents()
    assert dock.width() == DOCK_WIDTH
    assert shell._stack.width() == before - DOCK_WIDTH
    assert dock.mapTo(shell, dock.rect().topRight()).x() == shell.width() - 1
    shell.set_dock(None)
    QApplication.processEvents()
    assert shell._stack.width() == before


def test_a_stop_covers_everything_but_the_dock(shell: Shell) -> None:
    shell.show_overlay(Signal.STOP, "Stop", next_line="Scan the confirm card")
    assert shell.overlay.geometry() == shell._ground.rect()
    dock = QWidget()
    shell.set_dock(dock)
    QApplication.processEvents()
    at = shell.overlay.mapTo(shell, shell.overlay.rect().topRight())
    assert at.x() == dock.mapTo(shell, dock.rect().topLeft()).x() - 1
    shell.overlay.clear()
    assert shell.overlay.isHidden()


def test_a_scanners_enter_finds_no_button(qtbot: QtBot, shell: Shell) -> None:
    pressed: list[str] = []
    shell.screen_requested.connect(pressed.append)
    shell.activateWindow()
    assert not isinstance(QApplication.focusWidget(), QPushButton)
    QTest.keyClick(shell, Qt.Key.Key_Return)
    QTest.keyClick(shell, Qt.Key.Key_Space)
    assert pressed == []


def test_a_theme_switch_repaints_the_whole_window(shell: Shell, qapp: QApplication) -> None:
    light = shell.grab().toImage()
    apply_theme(qapp, ThemeName.DARK)
    QApplication.processEvents()
    dark = shell.grab().toImage()
    spots = [(44, 400), (700, 8), (700, 740), (700, 300)]
    themes = tokens().themes
    for image, shades in ((light, themes[ThemeName.LIGHT]), (dark, themes[ThemeName.DARK])):
        found = [image.pixelColor(x, y).name() for x, y in spots]
        assert found == [shades.surface.lower()] * 3 + [shades.canvas.lower()]
    apply_theme(qapp, ThemeName.LIGHT)

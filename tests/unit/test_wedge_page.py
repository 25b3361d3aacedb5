"""The wedge on a scan page, and when the page turns."""

from __future__ import annotations

from procedure.words import ScanSource
from scanner.keystrokes import Held, Key
from scanner.payload import GS
from scanner.wedge import due_ms
from scanner.wedge_rules import Fate, WedgeScan
from tests.plugins.wedge_desk import SETTINGS, desk

ENTER, TAB = (Key.ENTER, "\r"), (Key.TAB, "\t")


def test_on_a_scan_page_the_pace_only_decides_the_source() -> None:
    it = desk(page=True)
    it.keys("LOC-A-01-02-03\r", gap=10)
    it.keys("LOC-A-01-02-03\r", gap=400)
    assert it.scans == [
        WedgeScan("LOC-A-01-02-03", ScanSource.WEDGE),
        WedgeScan("LOC-A-01-02-03", ScanSource.MANUAL),
    ]
    assert it.widget == []


def test_one_character_is_enough_on_a_scan_page() -> None:
    it = desk(page=True)
    it.keys("7\r", gap=5)
    assert it.scans == [WedgeScan("7", ScanSource.WEDGE)]


def test_slow_keys_on_a_scan_page_are_not_one_scan_each() -> None:
    it = desk(page=True)
    for char in "CMD":
        it.key(char, after=300)
        it.wait(200)
    assert (it.scans, it.state.pending) == ([], "CMD")


def test_a_scan_does_not_join_what_lies_typed_on_the_page() -> None:
    it = desk(page=True)
    it.key("x")
    it.wait(2000)
    it.keys("6901234567892\r", gap=5)
    assert it.scans == [WedgeScan("6901234567892", ScanSource.WEDGE)]
    assert it.forgotten == ["x"]


def test_typed_text_nobody_ends_is_forgotten_visibly() -> None:
    it = desk(page=True)
    it.keys("CM", gap=200)
    due = due_ms(it.state, SETTINGS)
    it.wait(51)
    assert due is not None
    it.wait(9948)
    assert it.forgotten == []
    it.wait(1)
    assert (it.forgotten, it.state.pending) == (["CM"], "")


def test_enter_and_tab_never_leave_a_scan_page() -> None:
    it = desk(page=True)
    for key, text in (ENTER, TAB):
        assert it.key(text, key=key, after=3000) is Fate.SWALLOW
    assert (it.scans, it.widget) == ([], [])


def test_the_space_bar_alone_is_no_code() -> None:
    it = desk(page=True)
    it.keys("  \r7\r", gap=300)
    assert it.texts == ["7"]


def test_backspace_and_escape_edit_typed_text_and_else_pass() -> None:
    it = desk(page=True)
    assert it.key(key=Key.ESCAPE) is Fate.PASS
    it.keys("CMDX", gap=200)
    assert it.key("\b", key=Key.BACKSPACE, after=200) is Fate.SWALLOW
    it.keys("\r", gap=200)
    assert it.texts == ["CMD"]
    it.keys("abc", gap=200)
    assert it.key(key=Key.ESCAPE, after=200) is Fate.SWALLOW
    assert it.state.pending == ""


def test_a_slow_scanner_keeps_its_gs_on_a_scan_page() -> None:
    it = desk(page=True)
    it.keys("10B7", gap=70)
    it.key(GS, held=Held.CTRL, after=70)
    it.keys("2", gap=70)
    it.key(key=Key.ALT, after=70)
    for digit in "029":
        it.key(digit, held=Held.ALT, after=70)
    it.key(key=Key.ALT_RELEASE, after=70)
    it.keys("X\r", gap=70)
    assert it.texts == [f"10B7{GS}2{GS}X"]


def test_shortcuts_pass_on_a_scan_page() -> None:
    it = desk(page=True)
    assert it.key("k", held=Held.CTRL) is Fate.PASS
    assert it.key(key=Key.OTHER, after=10) is Fate.PASS


# Turning the page ----------------------------------------------------------------------------


def test_turning_to_a_scan_page_releases_typing_and_keeps_a_scan() -> None:
    it = desk()
    it.keys("ab", gap=5)
    it.turn(True)
    assert it.seen == "ab"
    it = desk()
    it.keys("6901", gap=5)
    it.turn(True)
    it.keys("23\r", gap=5)
    assert (it.texts, it.seen) == (["690123"], "")


def test_leaving_a_scan_page_forgets_typed_text_visibly_and_keeps_a_scan() -> None:
    it = desk(page=True)
    it.keys("CM", gap=200)
    it.turn(False)
    assert (it.forgotten, it.widget) == (["CM"], [])
    it = desk(page=True)
    it.keys("6901", gap=5)
    it.turn(False)
    it.keys("23\r\r", gap=5)
    assert (it.texts, it.widget) == (["690123"], [])

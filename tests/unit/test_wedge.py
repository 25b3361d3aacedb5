"""The wedge on an ordinary page: what is a scanner, what is a person, and what is GS."""

from __future__ import annotations

import pytest

from procedure.words import ScanSource
from scanner.keystrokes import Held, Key
from scanner.payload import GS
from scanner.wedge import due_ms
from scanner.wedge_rules import Fate, WedgeEnd, WedgeScan, WedgeSettings
from tests.plugins.wedge_desk import SETTINGS, desk

# An ordinary page ----------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\r", "\t"])
@pytest.mark.parametrize("gap", [0, 2, 50])
def test_a_fast_code_is_a_scan_and_no_key_of_it_reaches_a_widget(end: str, gap: int) -> None:
    it = desk()
    it.keys("6901234567892" + end, gap=gap)
    assert it.scans == [WedgeScan("6901234567892", ScanSource.WEDGE)]
    assert it.widget == []


def test_slow_keys_reach_the_widget_in_order() -> None:
    it = desk()
    it.keys("hello\r", gap=51)
    assert (it.seen, it.scans) == ("hello\r", [])


def test_a_held_key_is_released_as_soon_as_the_gap_is_over() -> None:
    it = desk()
    assert it.key("a") is Fate.HOLD
    assert due_ms(it.state, SETTINGS) == it.now + 51
    it.wait(50)
    assert it.seen == ""
    it.wait(1)
    assert it.seen == "a"
    assert due_ms(it.state, SETTINGS) is None


def test_three_fast_keys_are_typing_and_four_are_a_scanner() -> None:
    it = desk()
    it.keys("the", gap=10)
    it.wait(51)
    assert (it.seen, it.scans) == ("the", [])
    it.keys("then", gap=10)
    it.wait(100)
    assert (it.seen, it.texts) == ("the", ["then"])


def test_enter_after_fewer_than_four_fast_keys_passes_after_them() -> None:
    it = desk()
    it.keys("ok\r", gap=10)
    assert (it.seen, it.scans) == ("ok\r", [])


def test_a_scan_without_terminator_ends_after_100_ms() -> None:
    it = desk()
    it.keys("ABCD", gap=5)
    it.wait(99)
    assert it.scans == []
    it.wait(1)
    assert it.texts == ["ABCD"]


def test_a_stall_inside_a_scan_does_not_cut_it() -> None:
    it = desk()
    it.keys("690123", gap=5)
    it.key("4", after=99)
    it.keys("567892\r", gap=5)
    assert (it.texts, it.widget) == (["6901234567892"], [])


def test_crlf_is_one_end_and_its_second_key_presses_nothing() -> None:
    it = desk()
    it.keys("690123\r\r", gap=2)
    it.key("\n", key=Key.CHARACTER, held=Held.CTRL, after=2)
    assert (it.texts, it.widget) == (["690123"], [])


def test_a_persons_enter_after_a_scan_passes() -> None:
    it = desk()
    it.keys("690123\r", gap=2)
    assert it.key("\r", key=Key.ENTER, after=51) is Fate.PASS


def test_the_late_enter_of_a_slow_scanner_presses_nothing() -> None:
    it = desk()
    it.keys("690123", gap=2)
    it.wait(100)
    assert it.key("\r", key=Key.ENTER, after=300) is Fate.SWALLOW
    assert it.texts == ["690123"]
    assert it.key("\r", key=Key.ENTER, after=500) is Fate.PASS


def test_a_late_timer_does_not_make_the_grace_longer() -> None:
    it = desk()
    it.keys("690123", gap=2)
    it.wait(3000)
    assert it.key("\r", key=Key.ENTER, after=10) is Fate.PASS


def test_enter_after_a_scan_and_a_typed_key_is_the_persons() -> None:
    it = desk()
    it.keys("690123", gap=2)
    it.wait(100)
    it.keys("x\r", gap=80)
    assert it.seen == "x\r"


def test_two_scans_back_to_back() -> None:
    it = desk()
    it.keys("6901234567892\r4006381333931\r", gap=1)
    assert it.texts == ["6901234567892", "4006381333931"]


def test_arrow_and_ctrl_c_pass_after_what_was_held() -> None:
    it = desk()
    it.keys("ab", gap=5)
    assert it.key("\x03", held=Held.CTRL, after=5) is Fate.PASS
    assert it.seen == "ab\x03"
    it.key("c", after=60)
    assert it.key(key=Key.OTHER, after=5) is Fate.PASS
    assert it.seen == "ab\x03c"


def test_a_foreign_key_inside_a_scan_is_swallowed_and_does_not_end_it() -> None:
    it = desk()
    it.keys("6901", gap=5)
    assert it.key(key=Key.OTHER, after=5) is Fate.SWALLOW
    it.keys("23\r", gap=5)
    assert (it.texts, it.widget) == (["690123"], [])


def test_shift_is_no_part_of_a_code_and_breaks_no_run() -> None:
    it = desk()
    for char in "ABCD":
        assert it.key(key=Key.MODIFIER, after=5) is Fate.PASS
        it.key(char, after=5)
    it.keys("\r", gap=5)
    assert it.texts == ["ABCD"]


# GS and other characters ---------------------------------------------------------------------


@pytest.mark.parametrize("held", [Held.CTRL, Held.NOTHING])
def test_gs_comes_as_ctrl_bracket_or_as_itself(held: Held) -> None:
    it = desk()
    it.keys("10B7", gap=5)
    it.key(GS, held=held, after=5)
    it.keys("21X\r", gap=5)
    assert it.texts == [f"10B7{GS}21X"]


@pytest.mark.parametrize("system_composes_too", [False, True])
def test_gs_comes_as_alt_029(system_composes_too: bool) -> None:
    it = desk()
    it.keys("10B7", gap=5)
    it.key(key=Key.ALT, after=5)
    for digit in "029":
        assert it.key(digit, held=Held.ALT, after=5) is Fate.SWALLOW
    it.key(key=Key.ALT_RELEASE, after=5)
    if system_composes_too:
        assert it.key(GS, after=1) is Fate.SWALLOW
    it.keys("29\r", gap=5)
    assert (it.texts, it.widget) == ([f"10B7{GS}29"], [])


def test_an_alt_code_that_is_no_character_is_shown_as_unreadable() -> None:
    it = desk()
    it.keys("10B7", gap=5)
    it.key(key=Key.ALT, after=5)
    it.key("7", held=Held.ALT, after=5)
    it.key(key=Key.ALT_RELEASE, after=5)
    it.keys("\r", gap=5)
    assert it.texts == ["10B7\ufffd"]


def test_alt_alone_and_alt_with_a_letter_are_the_persons() -> None:
    for page in (False, True):
        it = desk(page=page)
        assert it.key(key=Key.ALT) is Fate.PASS
        assert it.key("f", held=Held.ALT, after=90) is Fate.PASS
        assert it.key(key=Key.ALT_RELEASE, after=90) is Fate.PASS


def test_altgr_types_a_character() -> None:
    it = desk()
    it.key("]", held=Held.CTRL | Held.ALT)
    it.keys("E06901\r", gap=5)
    assert it.texts == ["]E06901"]


def test_caps_lock_and_full_width_stay_as_they_came() -> None:
    it = desk()
    it.keys("loc-ａ－０１　x\r", gap=5)
    assert it.texts == ["loc-ａ－０１　x"]


# Keys held down ------------------------------------------------------------------------------


def test_a_key_held_down_is_typing() -> None:
    it = desk()
    it.key("a")
    it.wait(500)
    for _ in range(6):
        assert it.key("a", after=30, repeat=True) is Fate.PASS
    assert (it.seen, it.scans) == ("a" * 7, [])


def test_a_doubled_character_of_a_scanner_is_no_held_key() -> None:
    it = desk()
    it.keys("69", gap=2)
    it.key("9", after=1, repeat=True)
    it.keys("0\r", gap=2)
    assert it.texts == ["6990"]


def test_a_key_held_down_on_a_scan_page_adds_nothing() -> None:
    it = desk(page=True)
    it.key("7")
    for pause in (500, 30, 30, 30, 30):
        assert it.key("7", after=pause, repeat=True) is Fate.SWALLOW
    it.keys("\r", gap=60)
    assert it.texts == ["7"]


# Settings and odd clocks ---------------------------------------------------------------------


def test_silence_is_always_longer_than_the_gap() -> None:
    assert WedgeSettings(gap_ms=50).silence_ms == 100
    assert all(WedgeSettings(gap_ms=gap).silence_ms > gap for gap in range(20, 151))


@pytest.mark.parametrize("gap", [19, 151])
def test_a_gap_out_of_range_is_refused(gap: int) -> None:
    with pytest.raises(ValueError, match="gap_ms"):
        WedgeSettings(gap_ms=gap)


def test_a_wider_gap_catches_a_slower_scanner() -> None:
    it = desk(settings=WedgeSettings(gap_ms=150))
    it.keys("690123\r", gap=140)
    assert it.texts == ["690123"]


def test_a_clock_that_wraps_keeps_nothing_held() -> None:
    it = desk()
    it.now = 2**32 - 5
    it.key("a")
    it.now = 3
    it.key("b")
    assert it.seen == "a"


def test_a_clock_that_jitters_tears_no_scan() -> None:
    it = desk()
    for char, after in zip("690123", (0, 3, -2, 3, -1, 2), strict=True):
        it.key(char, after=after)
    it.keys("\r", gap=1)
    assert it.texts == ["690123"]


@pytest.mark.parametrize(
    ("end", "typed", "scans"),
    [
        (WedgeEnd.ANY, "LOTE\tA\r", ["LOTE"]),
        (WedgeEnd.ENTER, "LOTE\tAB\r", ["LOTE\tAB"]),
        (WedgeEnd.TAB, "LOTE\rAB\t", ["LOTE\rAB"]),
        (WedgeEnd.TAB, "LOTE\tABCD\t", ["LOTE", "ABCD"]),
    ],
)
def test_a_scanner_that_ends_with_one_key_may_send_the_other_inside(
    end: WedgeEnd, typed: str, scans: list[str]
) -> None:
    for page in (False, True):
        here = desk(page=page, settings=WedgeSettings(end=end))
        here.keys(typed, gap=3)
        assert here.texts[: len(scans)] == scans
        assert here.seen in ("", "A\r"), "no key of a code reaches a widget"


def test_silence_ends_a_code_whichever_key_is_expected() -> None:
    here = desk(settings=WedgeSettings(end=WedgeEnd.TAB))
    here.keys("LOTE", gap=3)
    here.wait(100)
    assert here.texts == ["LOTE"]

"""Keys and milliseconds become scans and typing; neither ever takes from the other."""

from __future__ import annotations

import string
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedure.words import ScanSource
from scanner.keystrokes import Held, Key, KeyStroke
from scanner.payload import GS
from scanner.wedge import due_ms, settle, strike, turn_page
from scanner.wedge_rules import Fate, Ruling, WedgeScan, WedgeSettings, WedgeState

SETTINGS = WedgeSettings()
ENTER, TAB = (Key.ENTER, "\r"), (Key.TAB, "\t")


@dataclass
class Desk:
    """A keyboard in front of the machine and a widget behind it."""

    state: WedgeState = field(default_factory=WedgeState)
    settings: WedgeSettings = SETTINGS
    now: int = 1000
    widget: list[KeyStroke] = field(default_factory=list)
    scans: list[WedgeScan] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)

    def key(
        self,
        text: str = "",
        *,
        key: Key = Key.CHARACTER,
        held: Held = Held.NOTHING,
        after: int = 0,
        repeat: bool = False,
    ) -> Fate:
        """Press one key, `after` milliseconds from now."""
        self.now += after
        stroke = KeyStroke(key, text, self.now, held, repeat)
        self.state, ruling = strike(self.state, stroke, self.settings)
        self._note(ruling)
        if ruling.fate is Fate.PASS:
            self.widget.append(stroke)
        return ruling.fate

    def keys(self, text: str, *, gap: int) -> None:
        """Characters, each `gap` after the one before; `\\r` and `\\t` are Enter and Tab."""
        for char in text:
            key = {"\r": Key.ENTER, "\t": Key.TAB}.get(char, Key.CHARACTER)
            self.key(char, key=key, after=gap)

    def wait(self, ms: int) -> None:
        """Let time pass and have the machine asked, as a timer does."""
        self.now += ms
        self.state, ruling = settle(self.state, self.now, self.settings)
        assert ruling.fate is Fate.PASS
        self._note(ruling)

    def turn(self, page: bool) -> None:
        self.state, ruling = turn_page(self.state, page, self.settings)
        self._note(ruling)

    def _note(self, ruling: Ruling) -> None:
        self.widget += ruling.released
        self.scans += ruling.scans
        self.forgotten += [ruling.forgotten] if ruling.forgotten else []

    @property
    def seen(self) -> str:
        """What the widget was given, as text."""
        return "".join(stroke.text for stroke in self.widget)

    @property
    def texts(self) -> list[str]:
        return [scan.text for scan in self.scans]


def desk(*, page: bool = False, settings: WedgeSettings = SETTINGS) -> Desk:
    return Desk(WedgeState(page=page), settings)


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


# A scan page ---------------------------------------------------------------------------------


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


# Properties ----------------------------------------------------------------------------------

CODE = st.text(string.ascii_letters + string.digits + "-]~", min_size=4, max_size=24)
TYPED = st.text(string.ascii_lowercase + " ,.\r", min_size=1, max_size=10)
ENDS = st.sampled_from(["\r", "\r\r", "\t", ""])


@dataclass(frozen=True)
class Part:
    """A stretch of keys: typing at a person's pace, or one code at a scanner's."""

    text: str
    end: str
    gaps: tuple[int, ...]
    scanned: bool


@st.composite
def parts(draw: st.DrawFn) -> Part:
    """Typing or a burst; the first gap keeps it apart from what came before."""
    scanned = draw(st.booleans())
    text = draw(CODE if scanned else TYPED)
    end = draw(ENDS) if scanned else ""
    inside = st.integers(0, 50) if scanned else st.integers(51, 900)
    count = len(text) + len(end) - 1
    gaps = draw(st.lists(inside, min_size=count, max_size=count))
    # More than silence and the grace for a late Enter: a typed Enter is nobody else's.
    apart = SETTINGS.silence_ms + SETTINGS.late_end_ms + 1
    return Part(text, end, (draw(st.integers(apart, 2000)), *gaps), scanned)


def play(it: Desk, script: list[Part], asks: st.DataObject | None = None) -> None:
    for part in script:
        for char, gap in zip(part.text + part.end, part.gaps, strict=True):
            if asks is not None:
                early = asks.draw(st.integers(0, gap))
                it.wait(early)
                gap -= early
            it.keys(char, gap=gap)
    it.wait(3000)


@given(st.lists(parts(), max_size=6))
def test_bursts_in_typing_arrive_whole_and_typing_arrives_whole(script: list[Part]) -> None:
    it = desk()
    play(it, script)
    assert it.scans == [WedgeScan(p.text, ScanSource.WEDGE) for p in script if p.scanned]
    assert it.seen == "".join(p.text for p in script if not p.scanned)


@given(st.lists(parts(), max_size=4), st.booleans(), st.data())
def test_how_often_the_timer_asks_changes_nothing(
    script: list[Part], page: bool, asks: st.DataObject
) -> None:
    seldom, often = desk(page=page), desk(page=page)
    play(seldom, script)
    play(often, script, asks)
    assert (seldom.scans, seldom.widget) == (often.scans, often.widget)
    assert seldom.forgotten == often.forgotten


@given(st.lists(parts(), max_size=6))
def test_nothing_printable_leaves_a_scan_page_and_every_burst_is_a_scan(
    script: list[Part],
) -> None:
    it = desk(page=True)
    play(it, script)
    assert it.widget == []
    bursts = [p.text for p in script if p.scanned]
    assert [scan.text for scan in it.scans if scan.source is ScanSource.WEDGE] == bursts


ANY_STROKE = st.tuples(
    st.sampled_from(Key),
    st.sampled_from(["", "a", "7", "~", GS, "\r", "\n", "\t", "\x03", "茶", "\ud800", "ab"]),
    st.integers(-3, 600),
    st.sampled_from([Held.NOTHING, Held.CTRL, Held.ALT, Held.CTRL | Held.ALT, Held.META]),
    st.booleans(),
)


@given(st.lists(ANY_STROKE, max_size=40), st.lists(st.booleans(), min_size=40, max_size=40))
def test_no_keys_raise_and_every_held_key_is_released_or_captured_once(
    strokes: list[tuple[Key, str, int, Held, bool]], pages: list[bool]
) -> None:
    it = desk()
    held: list[KeyStroke] = []
    for (key, text, after, modifiers, repeat), page in zip(strokes, pages, strict=False):
        if after > 500:
            it.turn(page)
        before = len(it.widget)
        fate = it.key(text, key=key, after=after, held=modifiers, repeat=repeat)
        released = it.widget[before:]
        if fate is Fate.PASS:
            released = released[:-1]
        assert released in ([], held[: len(released)])
        if not it.state.held:
            held = []
        held = list(it.state.held)
    it.wait(20_000)
    assert it.state.held == ()
    assert it.state.pending == ""
    assert due_ms(it.state, SETTINGS) is None

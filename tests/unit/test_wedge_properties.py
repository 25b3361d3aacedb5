"""Any mix of typing and scanning comes out sorted: neither ever takes from the other."""

from __future__ import annotations

import string
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from procedure.words import ScanSource
from scanner.keystrokes import Held, Key, KeyStroke
from scanner.payload import GS
from scanner.wedge import due_ms
from scanner.wedge_rules import Fate, WedgeScan
from tests.plugins.wedge_desk import SETTINGS, Desk, desk

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

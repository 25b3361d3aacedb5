"""What one pull of a trigger has sent, ends and all."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources.catalogue import LANGUAGES, load
from scanner import raw_pull
from scanner.block_framing import check_byte
from scanner.commissioning import Fault, Finding
from scanner.cures import cures, slow_keys
from scanner.keyboards import MISMATCHES
from scanner.keystrokes import Held, Key, KeyStroke
from scanner.raw_pull import largest_pause_ms, text_of_bytes, text_of_strokes

GS = "\x1d"


def test_the_examples_run() -> None:
    results = doctest.testmod(raw_pull)
    assert results.attempted > 0
    assert results.failed == 0


def typed(text: str) -> list[KeyStroke]:
    kinds = {"\r": Key.ENTER, "\t": Key.TAB}
    return [KeyStroke(kinds.get(char, Key.CHARACTER), char, 5 * at) for at, char in enumerate(text)]


@pytest.mark.parametrize("text", ["]C0Ab\r", "Ab", "Ab\t\r", f"]C110B7{GS}21X\r"])
def test_keys_are_the_text_and_its_end(text: str) -> None:
    assert text_of_strokes(typed(text)) == text


@pytest.mark.parametrize("system_composes_too", [False, True])
def test_alt_029_is_one_gs(system_composes_too: bool) -> None:
    alt = [KeyStroke(Key.ALT, "", 0)]
    alt += [KeyStroke(Key.CHARACTER, digit, 0, Held.ALT) for digit in "029"]
    alt += [KeyStroke(Key.ALT_RELEASE, "", 0)]
    if system_composes_too:
        alt += [KeyStroke(Key.CHARACTER, GS, 0)]
    strokes = [*typed("10B7"), *alt, *typed("21X\r")]
    assert text_of_strokes(strokes) == f"10B7{GS}21X\r"


def test_ctrl_j_is_a_line_feed() -> None:
    strokes = [*typed("Ab"), KeyStroke(Key.CHARACTER, "\n", 9, Held.CTRL)]
    assert text_of_strokes(strokes) == "Ab\n"


def test_a_damaged_block_stays_as_it_came() -> None:
    whole = b"\x02TEST\x03" + bytes([check_byte(b"TEST")])
    assert text_of_bytes(whole * 2, block_check=True) == "TEST\x03TEST\x03"
    assert "TEST" in text_of_bytes(whole[:-1] + b"!", block_check=True)
    assert text_of_bytes(b"TEST\r", block_check=True) == "TEST\r"


def test_the_alphabet_that_is_set_is_used() -> None:
    assert text_of_bytes("茶\r".encode("big5"), encoding="big5") == "茶\r"


@given(st.binary(max_size=60), st.booleans())
def test_no_bytes_raise(data: bytes, block_check: bool) -> None:
    text_of_bytes(data, block_check=block_check)


def test_the_pause_before_the_end_does_not_count() -> None:
    strokes = [KeyStroke(Key.CHARACTER, "A", 0), KeyStroke(Key.CHARACTER, "B", 30)]
    assert largest_pause_ms([*strokes, KeyStroke(Key.ENTER, "\r", 300)]) == 30
    assert largest_pause_ms([]) == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_has_a_cure_in_every_language(language: str) -> None:
    translator = load(language)
    for layout in (None, *MISMATCHES):
        found = cures(Finding(tuple(Fault), layout), translator)
        assert len({cure.fault for cure in found}) == len(Fault)
        assert all(cure.cure and "{" not in cure.cure for cure in found)


def test_slow_keys_are_named_only_where_more_than_one_pull_was_slow() -> None:
    en = load("en")
    assert slow_keys([50, 50, 50], 50, en) is None
    assert slow_keys([300, 10, 10], 50, en) is None, "one pause may be the computer's"
    cure = slow_keys([61, 10, 73], 50, en)
    assert cure is not None
    assert "73 ms" in cure.cure
    assert "90 ms" in cure.cure
    far = slow_keys([380, 390], 50, en)
    assert far is not None
    assert "150 ms" in far.cure

"""Shrink, wrap, refuse: text never leaves its place and never loses a character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.problems import CannotPrint, PrintProblem
from printing.text_fit import cut, em_mm, fit_block, fit_line, wrap


def measure(text: str, size_pt: float) -> float:
    """Chinese an em wide, everything else half of one."""
    return sum(1.0 if ord(char) > 0x2E80 else 0.5 for char in text) * em_mm(size_pt)


TEXTS = st.text(alphabet="浙江省文三路号，。（）ab C12-×", max_size=80).map(
    lambda text: " ".join(text.split())
)


@given(TEXTS, st.floats(12, 90), st.floats(6, 20))
def test_wrapping_keeps_every_character_and_every_line_fits(
    text: str, width: float, size: float
) -> None:
    lines = wrap(text, width, size, measure)
    assert "".join("".join(lines).split()) == "".join(text.split())
    # Punctuation pulled along with its neighbour may widen a line by that much.
    assert all(measure(line, size) <= width + 2 * em_mm(size) for line in lines)


def test_words_stay_whole_and_punctuation_stays_behind_its_word() -> None:
    em = em_mm(10)
    assert wrap("REGENCY CAKESTAND 3", 5 * em, 10, measure) == ("REGENCY", "CAKESTAND", "3")
    assert wrap("文三路四七八号，东门", 7 * em, 10, measure) == ("文三路四七八", "号，东门")
    assert wrap("CAKESTANDCAKE", 5 * em, 10, measure) == ("CAKESTANDC", "AKE")


def test_a_line_shrinks_before_it_is_refused() -> None:
    assert fit_line("收", 10, measure, 12, field="x") == 12
    shrunk = fit_line("浙江省杭州市", 18, measure, 12, field="x")
    assert 6.5 <= shrunk < 12
    assert measure("浙江省杭州市", shrunk) <= 18
    with pytest.raises(CannotPrint) as refusal:
        fit_line("浙江省杭州市" * 9, 18, measure, 12, field="receiver name and phone")
    assert refusal.value.problem is PrintProblem.TEXT_TOO_LONG
    assert refusal.value.params == {"field": "receiver name and phone"}


@given(st.integers(1, 200))
def test_a_block_takes_the_largest_size_that_fits(length: int) -> None:
    text = "文" * length
    try:
        block = fit_block(text, 80, 16, measure, 12, field="x")
    except CannotPrint:
        assert length > 150
        return
    assert "".join(block.lines) == text
    assert block.height_mm <= 16
    assert all(measure(line, block.size_pt) <= 80 for line in block.lines)


def test_a_tidy_block_leaves_no_lonely_end() -> None:
    address = "浙江省杭州市西湖区文新街道文三路 478 号 ****"
    width = measure(address, 12) - 1
    plain = fit_block(address, width, 30, measure, 12, field="x")
    tidy = fit_block(address, width, 30, measure, 12, field="x", tidy=True)
    assert plain.lines[-1] == "****"
    assert tidy.lines == ("浙江省杭州市西湖区文新街道文三路", "478 号 ****")


def test_a_cut_shows_that_it_was_cut() -> None:
    assert cut("马克杯", 30, 10, measure) == "马克杯"
    short = cut("马克杯" * 10, 30, 10, measure)
    assert short.endswith("…")
    assert measure(short, 10) <= 30

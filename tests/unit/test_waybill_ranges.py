"""Ranges of waybill numbers: what is one, its check digits, and when it runs low."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedure.waybill_patterns import carriers_of, is_upu_s10, s10_check_digit
from procedure.waybill_ranges import MOST_NUMBERS, NumberRange, is_low, number_range


def of(first: str, last: str) -> list[str]:
    found = number_range(first, last)
    assert isinstance(found, NumberRange), found
    return list(found.numbers())


def s10(serial: int) -> str:
    return f"EA{serial:08}{s10_check_digit(f'{serial:08}')}CN"


@given(st.integers(0, 99_999_000), st.integers(0, 300))
def test_every_s10_number_of_a_range_has_its_check_digit(first: int, more: int) -> None:
    numbers = of(s10(first), s10(first + more))
    assert len(numbers) == len(set(numbers)) == more + 1
    assert all(is_upu_s10(number) for number in numbers)
    assert (numbers[0], numbers[-1]) == (s10(first), s10(first + more))


@given(st.sampled_from(["SF1", "YT", "JT", "DPK", ""]), st.integers(0, 10**11), st.integers(0, 50))
def test_a_plain_range_counts_up_and_keeps_its_zeros(head: str, first: int, more: int) -> None:
    start, end = f"{head}{first:012}", f"{head}{first + more:012}"
    numbers = of(start, end)
    assert numbers == [f"{head}{serial:012}" for serial in range(first, first + more + 1)]


@given(st.text(max_size=32), st.text(max_size=32))
def test_no_text_raises(first: str, last: str) -> None:
    found = number_range(first, last)
    assert isinstance(found, NumberRange | str)


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        ("", "", "signs"),
        ("sf1990000000001", "sf1990000000009", "signs"),
        ("SF 199000001", "SF 199000009", "signs"),
        ("SF１", "SF２", "signs"),
        ("SF1990000000009", "SF1990000000001", "order"),
        ("SF199000000001", "SF1990000000009", "shape"),
        ("SF1990000000001", "YT1990000000009", "shape"),
        ("RB000000014CN", "RB000000028DE", "shape"),
        ("RB000000015CN", "RB000000028CN", "check_digit"),
        ("RB000000014CN", "RB000000029CN", "check_digit"),
        ("SFA", "SFB", "shape"),
        ("SF0000000000001", f"SF{MOST_NUMBERS + 1:013}", "many"),
    ],
)
def test_what_is_no_range_has_a_reason(first: str, last: str, why: str) -> None:
    assert number_range(first, last) == why


def test_the_largest_range_is_one() -> None:
    found = number_range("SF0000000000001", f"SF{MOST_NUMBERS:013}")
    assert isinstance(found, NumberRange)
    assert found.count == MOST_NUMBERS
    assert carriers_of(next(found.numbers())) == ("SF",)


@pytest.mark.parametrize(
    ("left", "newest", "day", "low"),
    [(0, 0, 0, False), (0, 10, 0, True), (2, 10, 0, False), (2, 10, 2, False), (2, 10, 3, True)],
)
def test_numbers_run_low_at_a_fifth_or_at_a_days_use(
    left: int, newest: int, day: int, low: bool
) -> None:
    assert is_low(left, newest, day) is low

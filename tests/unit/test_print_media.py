"""Paper and dots: the widest whole-dot module, and never one too narrow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.media import (
    DPIS,
    LABEL_100_150,
    MEDIA,
    dots_of,
    least_module,
    mm_of,
    quiet_dots,
    widest_module,
)


def test_every_paper_of_the_trade_is_there() -> None:
    assert set(MEDIA) == {
        "76x130", "100x110", "100x150", "100x177", "100x180", "100x203", "100x210",
        "80mm", "A5", "A4",
    }  # fmt: skip
    assert (MEDIA["A4"].width_mm, MEDIA["A4"].height_mm) == (210, 297)
    assert LABEL_100_150.tear_mm == 90


@pytest.mark.parametrize(
    ("modules", "width", "dpi", "dots"),
    [
        (145, 100, 203, 4),
        (145, 76, 203, 3),
        (145, 60, 203, 2),
        (145, 48, 203, None),
        (145, 100, 300, 7),
        (145, 60, 300, 3),
        (145, 48, 300, None),
        (0, 100, 203, None),
    ],
)
def test_the_widest_whole_dot_module_that_fits(
    modules: int, width: float, dpi: int, dots: int | None
) -> None:
    assert widest_module(modules, width, dpi) == dots


@given(st.integers(1, 400), st.floats(1, 300), st.sampled_from(DPIS), st.booleans())
def test_a_code_never_leaves_its_place_and_no_wider_one_would_fit(
    modules: int, width: float, dpi: int, quiet: bool
) -> None:
    def needed(module: int) -> float:
        white = 2 * quiet_dots(module, dpi) if quiet else 0
        return mm_of(modules * module + white, dpi)

    module = widest_module(modules, width, dpi, quiet)
    if module is None:
        assert needed(least_module(dpi)) > width - 1e-6
    else:
        assert module >= least_module(dpi)
        assert needed(module) <= width + 1e-6
        assert needed(module + 1) > width - 1e-6


def test_the_least_modules_are_those_of_thermal_printers() -> None:
    assert [least_module(dpi) for dpi in DPIS] == [2, 3]


def test_the_quiet_zone_is_ten_modules_and_never_below_6_35_mm() -> None:
    for dpi in DPIS:
        for module in range(least_module(dpi), 12):
            assert quiet_dots(module, dpi) >= 10 * module
            assert mm_of(quiet_dots(module, dpi), dpi) >= 6.35


def test_paper_matches_within_one_millimetre() -> None:
    assert LABEL_100_150.matches(101, 149)
    assert not LABEL_100_150.matches(101.1, 150)
    assert not LABEL_100_150.matches(100, 148.9)


@given(st.integers(0, 4000), st.sampled_from(DPIS))
def test_dots_to_millimetres_and_back(dots: int, dpi: int) -> None:
    assert dots_of(mm_of(dots, dpi), dpi) == dots

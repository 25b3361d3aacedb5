"""Five test codes: each planted fault is named, pairs too, and a good scanner has none."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedure.gs1 import gs1_facts
from procedure.gtin import has_right_check_digit
from scanner.commissioning import (
    EAN,
    TEST_CODES,
    Fault,
    Finding,
    diagnose,
)
from scanner.keyboards import MISMATCHES, Mismatch
from scanner.payload import GS
from tests.plugins.faulty_scanner import GOOD_ENDS, PLANTED, FaultyScanner

AMBIGUOUS = {
    frozenset({Fault.CAPS_LOCK, Fault.CASE_FOLD}),  # is a fold the other way
    frozenset({Fault.NO_SUFFIX, Fault.DOUBLE_SUFFIX}),  # cannot be both
}


def named(faults: frozenset[Fault], seed: int = 0) -> frozenset[Fault]:
    return frozenset(diagnose(FaultyScanner(faults, seed).sends_all()).faults)


def test_the_codes_are_what_they_are_drawn_as() -> None:
    assert len(TEST_CODES) == 5
    assert has_right_check_digit(EAN)
    facts = gs1_facts(TEST_CODES[2].body)
    assert facts is not None
    assert (facts.gtin, facts.lot, facts.serial) == (f"0{EAN}", "Lot7a", "Sn9z")


@pytest.mark.parametrize("end", GOOD_ENDS)
@pytest.mark.parametrize("seed", range(8))
def test_a_good_scanner_has_no_fault(end: str, seed: int) -> None:
    assert diagnose(FaultyScanner(frozenset(), seed, end).sends_all()) == Finding(())


@pytest.mark.parametrize("left_out", range(5))
def test_a_good_scanner_that_cannot_read_one_code_has_no_fault(left_out: int) -> None:
    seen = FaultyScanner(frozenset()).sends_all()
    seen[left_out] = None
    assert diagnose(seen) == Finding(())


@pytest.mark.parametrize("free", ["", "é", "e", "Ã©", "233", "\ufffd"])
def test_the_letter_no_keyboard_types_surely_is_no_fault(free: str) -> None:
    seen = FaultyScanner(frozenset()).sends_all()
    seen[3] = f"]Q2{TEST_CODES[3].body}{free}\r"
    assert diagnose(seen) == Finding(())


@pytest.mark.parametrize("fault", PLANTED)
@given(seed=st.integers(0, 10**6))
def test_each_fault_is_named(fault: Fault, seed: int) -> None:
    planted = frozenset({fault})
    assert named(planted, seed) == planted


@pytest.mark.parametrize("mismatch", MISMATCHES, ids=lambda m: f"{m.scanner}-{m.computer}")
@pytest.mark.parametrize("end", ["\r", "\t"])
def test_each_keyboard_is_named(mismatch: Mismatch, end: str) -> None:
    scanner = FaultyScanner(frozenset({Fault.LAYOUT}), end=end)
    scanner.layout = mismatch
    assert diagnose(scanner.sends_all()) == Finding((Fault.LAYOUT,), mismatch)


PAIRS = [frozenset(pair) for pair in combinations(PLANTED, 2)]


@pytest.mark.parametrize(
    "planted",
    [pair for pair in PAIRS if pair not in AMBIGUOUS],
    ids=lambda pair: "+".join(sorted(pair)),
)
@given(seed=st.integers(0, 10**6))
def test_two_faults_at_once_are_both_named(planted: frozenset[Fault], seed: int) -> None:
    assert named(planted, seed) == planted


def test_letters_that_are_folded_and_swapped_are_folded() -> None:
    planted = frozenset({Fault.CAPS_LOCK, Fault.CASE_FOLD})
    assert {named(planted, seed) for seed in range(20)} == {frozenset({Fault.CASE_FOLD})}


@pytest.mark.parametrize("instead", ["", " ", "|", "^", "<GS>", "^]"])
def test_whatever_stands_in_place_of_gs_it_is_lost(instead: str) -> None:
    seen = FaultyScanner(frozenset()).sends_all()
    seen[2] = f"]C1{TEST_CODES[2].body.replace(GS, instead)}\r"
    assert diagnose(seen).faults == (Fault.GS_LOST,)


def test_a_keyboard_we_have_no_table_of_is_a_keyboard() -> None:
    shifted = {ord(char): chr(0x410 + i) for i, char in enumerate("abcdefghijklmnopqrstuvwxyz")}
    seen = [f"{(text or '').translate(shifted)}" for text in FaultyScanner(frozenset()).sends_all()]
    assert diagnose(seen) == Finding((Fault.LAYOUT,))


@pytest.mark.parametrize("junk", [["HELLO\r"] * 5, ["\r"] * 5, [f"{i}" * 20 for i in range(5)]])
def test_what_is_none_of_the_codes_is_said_to_be_unknown(junk: list[str | None]) -> None:
    assert Fault.UNKNOWN in diagnose(junk).faults


def test_nothing_scanned_is_no_fault() -> None:
    assert diagnose([None] * 5) == Finding(())


@given(st.lists(st.none() | st.text(max_size=40), min_size=5, max_size=5))
def test_nothing_raises(seen: list[str | None]) -> None:
    diagnose(seen)

"""What a count comes to: nothing is lost between found and books, whatever is found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from procedure.count_result import UNSETTLED, count_result
from procedure.words import StockCondition

C = StockCondition
few = st.integers(0, 30)
kept_back = st.dictionaries(st.sampled_from([c for c in C if c is not C.GOOD]), few)


@given(few, few, few, kept_back)
def test_the_books_become_what_was_found(
    counted: int, free: int, allocated: int, blocked: dict[C, int]
) -> None:
    result = count_result(counted, free, allocated, blocked)
    lost = sum(result.lost.values())
    before = free + allocated + sum(blocked.values())
    after = before + result.gained - lost - result.lost_free - result.lost_allocated
    assert after == counted
    assert 0 <= result.lost_free <= free
    assert 0 <= result.lost_allocated <= allocated
    for condition in C:
        gone = result.lost.get(condition, 0) + result.found_again.get(condition, 0)
        assert gone <= blocked.get(condition, 0)
        if condition in UNSETTLED:
            assert gone == blocked.get(condition, 0), "a count decides about every one"


@given(few, few, few, kept_back)
def test_a_promise_is_touched_last(
    counted: int, free: int, allocated: int, blocked: dict[C, int]
) -> None:
    result = count_result(counted, free, allocated, blocked)
    if result.lost_allocated:
        assert result.lost_free == free
        assert sum(result.lost.values()) == sum(blocked.values())
    if result.gained or result.found_again:
        assert not result.lost_free
        assert not result.lost_allocated


def test_what_a_picker_did_not_find_was_there_after_all() -> None:
    result = count_result(10, 5, 2, {C.MISSING: 3})
    assert (result.found_again, result.lost, result.gained) == ({C.MISSING: 3}, {}, 0)


def test_one_of_two_missing_units_is_there() -> None:
    result = count_result(8, 5, 2, {C.MISSING: 2})
    assert (result.found_again, result.lost) == ({C.MISSING: 1}, {C.MISSING: 1})

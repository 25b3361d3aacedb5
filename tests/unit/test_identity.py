"""Ids ascend, whatever the clock does, and end with the lease."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import CannotNow, Trouble
from db.identity import IdFactory

START = datetime(2026, 11, 23, 12, tzinfo=UTC)
WEEK = START + timedelta(days=7)


class Clock:
    """A clock that a test sets."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def test_ids_ascend_and_fit_into_63_bits() -> None:
    ids = IdFactory(1023, Clock(), WEEK)
    made = [ids() for _ in range(5000)]
    assert made == sorted(set(made))
    assert made[0] > 0
    assert made[-1] < 1 << 63


def test_an_id_tells_its_time_and_node() -> None:
    made = IdFactory(77, Clock(), WEEK)()
    since_2024 = START - datetime(2024, 1, 1, tzinfo=UTC)
    assert made >> 22 == since_2024 // timedelta(milliseconds=1)
    assert made >> 12 & 1023 == 77


def test_a_clock_that_goes_back_does_not_repeat_an_id() -> None:
    clock = Clock()
    ids = IdFactory(0, clock, WEEK)
    before = ids.many(10)
    clock.now = START - timedelta(hours=1)
    after = ids.many(10)
    assert before[-1] < after[0]
    assert len({*before, *after}) == 20


@given(
    st.lists(st.tuples(st.integers(-5000, 5000), st.integers(1, 10_000)), min_size=1, max_size=20)
)
def test_ids_ascend_whatever_the_clock_does(steps: list[tuple[int, int]]) -> None:
    clock = Clock()
    ids = IdFactory(5, clock, WEEK)
    last = 0
    for moved_ms, count in steps:
        clock.now += timedelta(milliseconds=moved_ms)
        made = ids.many(count)
        assert len(made) == count
        assert made[0] > last
        assert all(a < b for a, b in pairwise(made))
        last = made[-1]


def test_two_nodes_never_make_the_same_id() -> None:
    clock = Clock()
    one, two = (set(IdFactory(node, clock, WEEK).many(9000)) for node in (3, 4))
    assert not one & two


def test_threads_share_one_factory() -> None:
    ids = IdFactory(9, Clock(), WEEK)
    with ThreadPoolExecutor(8) as threads:
        made = [one for many in threads.map(ids.many, [50] * 200) for one in many]
    assert len(set(made)) == 10_000


def test_after_the_lease_no_id_is_given_until_it_is_renewed() -> None:
    clock = Clock(WEEK)
    ids = IdFactory(0, clock, WEEK)
    with pytest.raises(CannotNow) as caught:
        ids()
    assert caught.value.trouble is Trouble.NODE_LEASE_ENDED
    ids.extend(WEEK + timedelta(days=7))
    assert ids() > 0


@pytest.mark.parametrize("node", [-1, 1024])
def test_a_node_number_out_of_range_is_refused(node: int) -> None:
    with pytest.raises(ValueError, match="0 to 1023"):
        IdFactory(node, Clock(), WEEK)

"""Stops shared by many orders: no unit is lost or made, whatever is taken, short, or leaves."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from procedure.ids import PickLineId
from procedure.shared_stops import LineUnits, come_short, leave, shared


@st.composite
def stops(draw: st.DrawFn) -> list[LineUnits]:
    """A stop as the rule leaves it: units given out in the order of the lines."""
    quantities = draw(st.lists(st.integers(0, 5), min_size=1, max_size=6))
    asked = [LineUnits(PickLineId(n), quantity, 0) for n, quantity in enumerate(quantities)]
    picked = draw(st.integers(0, sum(quantities)))
    return list(shared(asked, picked) or ())


def picked(lines: tuple[LineUnits, ...] | list[LineUnits]) -> int:
    return sum(line.picked for line in lines)


def asked(lines: tuple[LineUnits, ...] | list[LineUnits]) -> int:
    return sum(line.quantity for line in lines)


@given(stops(), st.integers(-9, 9))
def test_a_count_and_its_undo(stop: list[LineUnits], units: int) -> None:
    after = shared(stop, picked(stop) + units)
    if after is None:
        assert not 0 <= picked(stop) + units <= asked(stop)
        return
    assert picked(after) == picked(stop) + units
    assert all(0 <= line.picked <= line.quantity for line in after)
    assert list(shared(after, picked(after) - units) or ()) == stop


@given(stops(), st.integers(-1, 9), st.randoms(use_true_random=False))
def test_a_short_stop_keeps_what_is_taken_and_the_last_served_lose(
    stop: list[LineUnits], missing: int, chance: st.DataObject
) -> None:
    order = [line.line_id for line in stop]
    chance.shuffle(order)  # type: ignore[attr-defined]
    after = come_short(stop, missing, order)
    if after is None:
        assert not 0 < missing <= asked(stop) - picked(stop)
        return
    assert (asked(after), picked(after)) == (asked(stop) - missing, picked(stop))
    assert all(0 <= line.picked <= line.quantity for line in after)
    left = {line.line_id: line.quantity for line in after}
    lost = [line_id for line_id in order if left[line_id] < stop[line_id].quantity]
    for earlier in order[: order.index(lost[-1])]:
        assert left[earlier] == 0, "who loses later loses only when the ones before lost all"


@given(stops(), st.data())
def test_who_leaves_gives_to_those_who_stay(stop: list[LineUnits], data: st.DataObject) -> None:
    leaving = frozenset(data.draw(st.sets(st.sampled_from([line.line_id for line in stop]))))
    left = leave(stop, leaving)
    too_many = sum(left.too_many.values())
    assert picked(left.lines) + too_many == picked(stop)
    for line, was in zip(left.lines, stop, strict=True):
        assert line.quantity == (0 if line.line_id in leaving else was.quantity)
        assert 0 <= line.picked <= line.quantity
        assert left.too_many.get(line.line_id, 0) <= was.quantity
    if too_many:
        assert picked(left.lines) == asked(left.lines), "nothing is put back while it is needed"

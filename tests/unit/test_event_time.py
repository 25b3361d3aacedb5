"""Times of events and of the clock meet on one scale."""

from __future__ import annotations

from scanner.event_time import EventTime


def test_pauses_are_the_events_own_while_the_window_was_busy() -> None:
    times = EventTime()
    times.of_event(100, 10_100)
    # The window was busy for half a second: both keys are handled in the same millisecond.
    assert [times.of_event(300, 10_700), times.of_event(500, 10_700)] == [300, 500]
    assert times.at(10_700) == 700


def test_a_first_event_that_came_late_is_corrected_by_the_next() -> None:
    times = EventTime()
    times.of_event(100, 10_400)
    assert times.at(10_400) == 100
    times.of_event(420, 10_421)
    assert times.at(10_430) == 429


def test_a_source_that_starts_anew_is_followed() -> None:
    times = EventTime()
    times.of_event(2**32 - 10, 2**32)
    assert times.of_event(5, 2**32 + 20) == 5
    assert times.at(2**32 + 30) == 15


def test_clocks_that_drift_apart_are_followed() -> None:
    times = EventTime()
    for step in range(200):
        times.of_event(1 + step * 1000, 5_000 + step * 1010)
    assert times.at(5_000 + 199 * 1010) - (1 + 199 * 1000) < 500


def test_an_event_made_by_a_program_happens_now() -> None:
    times = EventTime()
    assert times.of_event(0, 77) == 77
    times.of_event(1000, 6000)
    assert times.of_event(0, 6050) == 1050

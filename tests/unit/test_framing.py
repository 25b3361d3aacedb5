"""Bytes of a serial line become whole lines, however the reads cut them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.framing import Damaged, DamageKind, Frame, Framer

Found = tuple[Frame | Damaged, ...]

# Few values, so that terminators, STX and ordinary bytes meet often.
streams = st.lists(st.sampled_from(b"\r\n\t\x03\x02A69]\xff\x00"), max_size=60).map(bytes)


def frames(*payloads: bytes) -> Found:
    return tuple(Frame(payload) for payload in payloads)


@pytest.mark.parametrize(
    ("stream", "lines"),
    [
        (b"6901234567892\r", [b"6901234567892"]),
        (b"6901234567892\n", [b"6901234567892"]),
        (b"6901234567892\r\n", [b"6901234567892"]),
        (b"6901234567892\t", [b"6901234567892"]),
        (b"\x026901234567892\x03", [b"6901234567892"]),
        (b"A\r\nB\r\n", [b"A", b"B"]),
        (b"\r\n\r\n", []),
        (b"01\x1d10\r", [b"01\x1d10"]),
    ],
)
def test_every_terminator_ends_one_line(stream: bytes, lines: list[bytes]) -> None:
    assert Framer().feed(stream, 0) == frames(*lines)


def test_crlf_in_two_reads_is_one_terminator() -> None:
    framer = Framer()
    assert framer.feed(b"A1\r", 0) == frames(b"A1")
    assert framer.feed(b"\nB2\r", 900) == frames(b"B2")


def test_silence_ends_the_line_of_a_device_that_sends_no_terminator() -> None:
    framer = Framer(silence_ms=50)
    assert framer.feed(b"690123", 0) == ()
    assert framer.feed(b"4567892", 49) == ()
    assert framer.due_ms() == 99
    assert framer.tick(98) == ()
    assert framer.tick(99) == frames(b"6901234567892")
    assert framer.due_ms() is None


def test_silence_counts_when_nobody_asked_in_time() -> None:
    framer = Framer(silence_ms=50)
    framer.feed(b"FIRST", 0)
    assert framer.feed(b"SECOND", 50) == frames(b"FIRST")


def test_a_stall_does_not_cut_the_code_of_a_device_that_ends_its_lines() -> None:
    framer = Framer(silence_ms=50, unfinished_ms=500)
    assert framer.feed(b"OK\r690123", 0) == frames(b"OK")
    assert framer.tick(300) == ()
    assert framer.feed(b"4567892\r", 400) == frames(b"6901234567892")


def test_a_line_that_never_ends_is_damaged_and_does_not_join_the_next() -> None:
    framer = Framer(silence_ms=50, unfinished_ms=500)
    framer.feed(b"OK\r690123", 0)
    assert framer.feed(b"4006381333931\r", 500) == (
        Damaged(DamageKind.UNFINISHED, b"690123"),
        Frame(b"4006381333931"),
    )


def test_a_scanner_reprogrammed_to_send_no_terminator_costs_one_damaged_line() -> None:
    framer = Framer(silence_ms=50, unfinished_ms=500)
    framer.feed(b"OK\r", 0)
    framer.feed(b"ONE", 1000)
    assert framer.tick(1500) == (Damaged(DamageKind.UNFINISHED, b"ONE"),)
    framer.feed(b"TWO", 2000)
    assert framer.tick(2050) == frames(b"TWO")


def test_a_line_over_the_limit_is_damaged_once_and_skipped_to_its_end() -> None:
    framer = Framer(limit=8)
    assert framer.feed(b"12345678", 0) == ()
    assert framer.feed(b"9", 0) == (Damaged(DamageKind.TOO_LONG, b"123456789"),)
    assert framer.feed(b"more of it\rNEXT\r", 0) == frames(b"NEXT")


def test_a_line_of_exactly_the_limit_is_whole() -> None:
    assert Framer().feed(b"7" * 4096 + b"\r", 0) == frames(b"7" * 4096)


def test_what_is_shown_of_a_damaged_line_is_short() -> None:
    (damaged,) = Framer().feed(b"7" * 5000, 0)
    assert damaged == Damaged(DamageKind.TOO_LONG, b"7" * 64)


def test_silence_ends_the_skipping_too() -> None:
    framer = Framer(limit=4, silence_ms=50)
    framer.feed(b"12345", 0)
    assert framer.tick(50) == ()
    assert framer.feed(b"AB\r", 60) == frames(b"AB")


def test_the_half_line_of_a_device_that_went_away_is_dropped() -> None:
    framer = Framer()
    framer.feed(b"690123", 0)
    assert framer.drop() == 6
    assert framer.drop() == 0
    assert framer.feed(b"4567892\r", 1) == frames(b"4567892")


@pytest.mark.parametrize(("silence", "unfinished", "limit"), [(0, 500, 1), (60, 50, 1), (1, 1, 0)])
def test_settings_without_sense_are_refused(silence: int, unfinished: int, limit: int) -> None:
    with pytest.raises(ValueError, match="needed"):
        Framer(silence_ms=silence, unfinished_ms=unfinished, limit=limit)


@given(streams, st.data())
def test_any_cut_of_a_stream_gives_the_same_lines(stream: bytes, data: st.DataObject) -> None:
    cuts = data.draw(st.lists(st.integers(0, len(stream)), max_size=12).map(sorted))
    whole, cut = Framer(limit=10), Framer(limit=10)
    expected = (*whole.feed(stream, 0), *whole.tick(5000))
    found: list[Frame | Damaged] = []
    for start, end in pairwise([0, *cuts, len(stream)]):
        found += cut.feed(stream[start:end], 0)
    assert (*found, *cut.tick(5000)) == expected


@given(st.lists(st.tuples(st.sampled_from(b"\r\nAB"), st.integers(0, 700)), max_size=40), st.data())
def test_asking_about_silence_in_between_changes_nothing(
    timed: list[tuple[int, int]], data: st.DataObject
) -> None:
    plain, asked = Framer(), Framer()
    expected: list[Frame | Damaged] = []
    found: list[Frame | Damaged] = []
    now = 0
    for byte, pause in timed:
        found += asked.tick(now + data.draw(st.integers(0, pause)))
        now += pause
        expected += plain.feed(bytes([byte]), now)
        found += asked.feed(bytes([byte]), now)
    assert found == expected


@given(st.lists(st.tuples(st.binary(max_size=30), st.integers(0, 600)), max_size=20))
def test_no_bytes_raise_and_no_line_is_empty_or_too_long(
    reads: list[tuple[bytes, int]],
) -> None:
    framer = Framer(limit=16)
    now = 0
    for data, pause in reads:
        now += pause
        for found in framer.feed(data, now):
            if isinstance(found, Frame):
                assert 0 < len(found.payload) <= 16
                assert not set(found.payload) & set(b"\r\n\t\x03")

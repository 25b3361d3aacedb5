"""Checked blocks: whole ones arrive, damaged ones are shown, however the reads cut them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.block_framing import BlockFramer, check_byte
from scanner.framing import Damaged, DamageKind, Frame

Found = tuple[Frame | Damaged, ...]
texts = st.binary(min_size=1, max_size=20).map(lambda raw: bytes(b for b in raw if b not in (2, 3)))
streams = st.lists(st.sampled_from(b"\r\n\x02\x03A69\x15\xff"), max_size=60).map(bytes)


def block(text: bytes) -> bytes:
    return b"\x02" + text + b"\x03" + bytes([check_byte(text)])


@given(st.lists(texts.filter(bool), max_size=5), st.sampled_from([b"", b"\r", b"\r\n"]))
def test_whole_blocks_arrive(sent: list[bytes], between: bytes) -> None:
    stream = b"".join(block(text) + between for text in sent)
    assert BlockFramer().feed(stream, 0) == tuple(Frame(text) for text in sent)


@given(texts.filter(bool), st.integers(1, 255))
def test_a_wrong_check_byte_is_damage(text: bytes, by: int) -> None:
    sent = bytearray(block(text))
    sent[-1] ^= by
    assert BlockFramer().feed(bytes(sent), 0) == (Damaged(DamageKind.CHECK, text[:64]),)


@given(texts.filter(bool), st.integers(0, 18), st.integers(1, 255))
def test_a_changed_character_is_never_a_scan(text: bytes, at: int, by: int) -> None:
    sent = bytearray(block(text))
    sent[1 + at % len(text)] ^= by
    assert not [f for f in BlockFramer().feed(bytes(sent), 0) if isinstance(f, Frame)] or (
        sent[1 + at % len(text)] in (2, 3)
    )


@given(streams, st.lists(st.integers(0, 60), max_size=6))
def test_the_cut_does_not_depend_on_the_reads(stream: bytes, cuts: list[int]) -> None:
    whole = BlockFramer().feed(stream, 0)
    framer, parts = BlockFramer(), list[Frame | Damaged]()
    edges = [0, *sorted(cut for cut in cuts if cut <= len(stream)), len(stream)]
    for start, end in pairwise(edges):
        parts += framer.feed(stream[start:end], 0)
    assert tuple(parts) == whole


@given(st.binary(max_size=200))
def test_nothing_raises_and_nothing_is_guessed(stream: bytes) -> None:
    framer = BlockFramer(limit=50)
    found = framer.feed(stream, 0) + framer.tick(10_000)
    assert all(isinstance(f, Damaged) or 0 < len(f.payload) <= 50 for f in found)
    assert framer.due_ms() is None


def test_bytes_outside_a_block_are_damage_and_the_next_block_arrives() -> None:
    found = BlockFramer().feed(b"6901\r\n" + block(b"A"), 0)
    assert found == (Damaged(DamageKind.UNFINISHED, b"6901"), Frame(b"A"))
    broken = BlockFramer().feed(b"\x0269" + block(b"A"), 0)
    assert broken == (Damaged(DamageKind.UNFINISHED, b"69"), Frame(b"A"))


def test_silence_breaks_off_a_block_and_an_unplugged_scanner_loses_it() -> None:
    framer = BlockFramer(unfinished_ms=500)
    assert framer.feed(b"\x0269", 0) == ()
    assert framer.due_ms() == 500
    assert framer.tick(499) == ()
    assert framer.tick(500) == (Damaged(DamageKind.UNFINISHED, b"69"),)
    framer.feed(b"\x02690", 600)
    assert framer.drop() == 3
    assert framer.feed(block(b"A"), 700) == (Frame(b"A"),)


@pytest.mark.parametrize("text", [b"TEST", b"6901234567892"])
def test_a_check_byte_that_is_a_control_character_is_taken(text: bytes) -> None:
    for last in range(256):
        padded = text + bytes([last]) if last not in (2, 3) else text
        assert BlockFramer().feed(block(padded), 0) == (Frame(padded),)

"""What stands in a line, and the scan that reception makes of it."""

from __future__ import annotations

import doctest
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedure.words import ScanSource
from scanner import event_time, framing, keystrokes, payload
from scanner.payload import Payload, decode, read_text
from scanner.reception import MachineClock, Reception

RECEIVED = datetime(2026, 11, 23, 14, 5, 6, 789_999, tzinfo=UTC)


class StoppedClock:
    def now(self) -> datetime:
        return RECEIVED

    def tick_ms(self) -> int:
        return 4711


def reception(
    *, gs_substitute: str | None = "~", prefix: str = "", encoding: str | None = None
) -> Reception:
    return Reception(
        StoppedClock(),
        lambda count: bytes(range(count)),
        gs_substitute=gs_substitute,
        prefix=prefix,
        encoding=encoding,
    )


@pytest.mark.parametrize("module", [event_time, framing, payload, keystrokes])
def test_the_examples_run(module: object) -> None:
    results = doctest.testmod(module)  # type: ignore[arg-type]
    assert results.attempted > 0
    assert results.failed == 0


@pytest.mark.parametrize(
    ("sent", "text", "aim"),
    [
        ("]E06901234567892", "6901234567892", "]E0"),
        ("]C10106901234567892", "0106901234567892", "]C1"),
        ("]d2010690", "010690", "]d2"),
        ("]Q3\\000026茶", "茶", "]Q3"),
        ("\\000026LOC-A-01-02-03", "LOC-A-01-02-03", None),
        ("6901234567892", "6901234567892", None),
        ("]E0", "]E0", None),
        ("]-0123", "]-0123", None),
        ("A]E0123", "A]E0123", None),
        ("\\000026", "\\000026", None),
        ("\\000003A", "A", None),
        ("\\999999A", "\\999999A", None),
        ("ＬＯＣ－０１", "ＬＯＣ－０１", None),
        ("", "", None),
    ],
)
def test_identifier_and_eci_prefix_are_taken_off(sent: str, text: str, aim: str | None) -> None:
    assert read_text(sent) == Payload(text, aim)


def test_the_substitute_stands_for_gs_only_where_no_gs_came() -> None:
    assert read_text("10B7~21X", gs_substitute="~").text == "10B7\x1d21X"
    assert read_text("10B~7\x1d21X", gs_substitute="~").text == "10B~7\x1d21X"
    assert read_text("10B7~21X").text == "10B7~21X"


@given(st.binary(max_size=80))
def test_no_bytes_raise(line: bytes) -> None:
    scan = reception().of_bytes(line, device="serial:x")
    assert scan.raw == line


@given(st.text(max_size=40))
def test_utf8_and_gb18030_are_read_as_what_they_are(text: str) -> None:
    assert decode(text.encode()) == text


def test_a_scan_has_its_id_its_times_and_its_bytes() -> None:
    scan = reception().of_bytes(b"]E06901234567892", device="serial:0c2e:0b61:S1")
    assert (scan.raw, scan.raw_text, scan.aim) == (b"]E06901234567892", "6901234567892", "]E0")
    assert (scan.device, scan.source) == ("serial:0c2e:0b61:S1", ScanSource.SERIAL)
    assert (scan.received_at, scan.tick_ms) == (RECEIVED, 4711)
    assert scan.event_id.version == 7
    assert scan.event_id.int >> 80 == int(RECEIVED.timestamp() * 1000)


def test_keyed_text_keeps_what_was_keyed() -> None:
    scan = reception().of_text("10B7~21X", device="wedge", source=ScanSource.WEDGE)
    assert (scan.raw, scan.raw_text) == (b"10B7~21X", "10B7\x1d21X")
    plain = reception(gs_substitute=None)
    assert plain.of_text("A~B", device="wedge", source=ScanSource.WEDGE).raw_text == "A~B"


@pytest.mark.parametrize("substitute", ["", "~~", " ", "\x1d", "～"])
def test_a_substitute_that_is_not_one_printable_character_is_refused(substitute: str) -> None:
    with pytest.raises(ValueError, match="printable"):
        reception(gs_substitute=substitute)


def test_each_scan_has_an_id_of_its_own() -> None:
    real = Reception(MachineClock())
    ids = {real.of_bytes(b"A1", device="d").event_id for _ in range(200)}
    assert len(ids) == 200
    assert real.of_bytes(b"A1", device="d").received_at.tzinfo is UTC


def test_a_prefix_is_taken_off_once_and_before_the_aim_identifier() -> None:
    got = reception(prefix="Q#")
    for line in (b"Q#]E06901234567892", b"]E06901234567892"):
        scan = got.of_bytes(line, device="serial:x")
        assert (scan.raw_text, scan.aim, scan.raw) == ("6901234567892", "]E0", line)
    assert got.of_bytes(b"Q#Q#7", device="serial:x").raw_text == "Q#7"
    assert got.of_text("Q#TOTE-1", device="wedge", source=ScanSource.WEDGE).raw_text == "TOTE-1"


def test_a_known_encoding_is_tried_first_and_an_eci_before_it() -> None:
    got = reception(encoding="big5")
    assert got.of_bytes("茶杯".encode("big5"), device="serial:x").raw_text == "茶杯"
    named = b"\\000026" + "茶".encode()
    assert got.of_bytes(named, device="serial:x").raw_text == "茶"
    assert got.of_bytes(b"\xff\xff", device="serial:x").raw_text != "", "never raises"

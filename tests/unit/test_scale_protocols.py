"""What scales send, line by line, and what is read from it."""

from __future__ import annotations

import json
from functools import reduce
from operator import xor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.scale_choice import (
    BadScaleChoice,
    ScaleChoice,
    read_choice,
    scale_choice,
    write_choice,
)
from scanner.scale_framing import LONGEST, LineCutter
from scanner.scale_protocols import PROTOCOLS
from scanner.scale_reading import ScaleRange, ScaleReading

OVER, UNDER = ScaleRange.OVER, ScaleRange.UNDER


def checked(line: bytes) -> bytes:
    """A line with the exclusive or of its bytes behind it."""
    return line + bytes([reduce(xor, line, 0)])


def says(
    grams: int | None,
    stable: bool | None = None,
    net: bool | None = None,
    within: ScaleRange = ScaleRange.WITHIN,
) -> ScaleReading:
    return ScaleReading(grams, stable, net, within)


LINES: dict[str, list[tuple[bytes, ScaleReading | None]]] = {
    "toledo-8217": [
        (b"01.250", says(1250, True, False)),
        (b"01.250N", says(1250, True, True)),
        (b"001.25", says(567, True, False)),  # pounds
        (b"?A", says(None, False, False)),
        (b"?B", says(None, True, False, OVER)),
        (b"?d", says(None, True, True, UNDER)),
        (b"01.25", says(567, True, False)),
        (b"1.250", None),
    ],
    "toledo-continuous": [
        (b"\x2d\x30\x20001234000000", says(1234, True, False)),
        (b"\x2c\x3b\x20   500   100", says(-5000, False, True)),
        (b"\x2a\x30\x21000750000000", says(750, True, False)),
        (b"\x28\x20\x20000002000000", says(90_718, True, False)),  # 200 lb, two dummy zeros
        (b"\x2d\x34\x20999999000000", says(999_999, True, False, OVER)),
        (b"\x2d\x36\x20000001000000", says(-1, True, False, UNDER)),
        (b"\x2d\x30\x30001234000000", None),  # ten times expanded
        (b"\x2d\x30\x2000123400000", None),
    ],
    "mt-sics": [
        (b"S S     100.00 g", says(100, True)),
        (b"S D     -1.5 kg", says(-1500, False)),
        (b"S +", says(None, within=OVER)),
        (b"S -", says(None, within=UNDER)),
        (b"S I", None),
        (b"T S     100.00 g", None),
    ],
    "and": [
        (b"ST,+00012.34  kg", says(12_340, True)),
        (b"US,-000123.5  g", says(-124, False)),
        (b"OL,+999999.9  g", says(1_000_000, within=OVER)),
        (b"ST,NT,-  0.200,kg", says(-200, True, True)),
        (b"ST,GS     1.000KG", says(1000, True, False)),
        (b"OL,GS,        kg", says(None, None, False, OVER)),
        (b"ST,+00001.00  oz", says(28, True)),
        (b"QT,+0001234 PC", None),
        (b"ST,+0012.3  %", None),
    ],
    "cas-22": [
        (b"ST,GS,1\xc4,0000013.5 kg", says(13_500, True, False)),
        (b"US,NT,\x3d\x82,-000.500 kg", says(-500, False, True)),
        (b"OL,GS,1\xc4,0000000.0 kg", says(0, None, False, OVER)),
    ],
    "cas-ecr": [
        (checked(b"S 01.250kg"), says(1250, True)),
        (checked(b"U-00.005kg"), says(-5, False)),
        (b"S 01.250kgX", None),
    ],
    "sartorius-sbi": [
        (b"+    123.56 g  ", says(124, True)),
        (b"N     +    123.5[6]g  ", says(124, True, True)),
        (b"+    123.5     ", says(None, False)),
        (b"Stat       High", says(None, within=OVER)),
        (b"Stat       Low", says(None, within=UNDER)),
        (b"Stat     ERR 101", None),
    ],
    "kern": [
        (b"         0.5 g  ", says(1, True)),
        (b"  -     12.34 kg", says(-12_340, True)),
        (b"        12.34", says(None, False)),
        (b"       Error", None),
    ],
    "ohaus": [
        (b"    12.345 kg    G  ", says(12_345, True, False)),
        (b"-   12.345 kg   ?NET", says(-12_345, False, True)),
        (b"    12.345 PCS  ", None),
    ],
    "nci": [
        (b"\n01.25LB\r\nS00\r", says(567, True, False)),
        (b"\n  1.250KG\r\nS00\r", says(1250, True, False)),
        (b"\nS10\r", says(None, False, False)),
        (b"\n^^^^^^KG\r\nS02\r", says(None, True, False, OVER)),
        (b"\nS01\r", says(None, True, False, UNDER)),
    ],
    "sma": [
        (b" 1G       1.250kg ", says(1250, True, False)),
        (b" 1NM      0.500lb ", says(227, False, True)),
        (b"O1G       9.900kg ", says(9900, True, False, OVER)),
        (b"U1G      -0.100kg ", says(-100, True, False, UNDER)),
    ],
    "yaohua": [(b"+00200021B", says(20_000)), (b"+00200021C", None)],
    "dibal": [(b"9900031600000004", says(316)), (b"9900031600000005", None)],
    "generic": [
        (b"Gross: -12.34 kg ok", says(-12_340)),
        (b"ww0015.000kg", says(15_000)),
        (b"3 x 4 kg", None),
        (b"4.5 kgf", None),
    ],
}


@pytest.mark.parametrize(
    ("name", "line", "reading"),
    [(name, line, reading) for name, lines in LINES.items() for line, reading in lines],
)
def test_a_line_is_read_as_its_manual_says(
    name: str, line: bytes, reading: ScaleReading | None
) -> None:
    assert PROTOCOLS[name].read(line) == reading


def test_every_protocol_has_lines_and_names_its_source() -> None:
    shared = {"and-continuous": "and"}
    for name, protocol in PROTOCOLS.items():
        assert LINES[shared.get(name, name)]
        assert protocol.source
        assert protocol.scales
    assert {name for name, each in PROTOCOLS.items() if each.weak} == {
        "yaohua",
        "dibal",
        "generic",
    }


def test_only_readings_that_mean_a_weight_may_settle() -> None:
    readings = [says(5, True), says(5), says(0), says(-1, True), says(5, False), says(None, True)]
    assert [each.may_settle for each in readings] == [True, True, True, False, False, False]
    assert not says(5, True, within=OVER).may_settle


@given(st.sampled_from(sorted(PROTOCOLS)), st.binary(max_size=80))
def test_no_bytes_make_a_protocol_fail(name: str, line: bytes) -> None:
    reading = PROTOCOLS[name].read(line)
    assert reading is None or isinstance(reading.grams, int | None)


@given(
    st.sampled_from(sorted(PROTOCOLS)),
    st.lists(st.binary(max_size=100), max_size=8),
    st.lists(st.integers(1, 7)),
)
def test_where_reads_are_cut_does_not_matter(
    name: str, pieces: list[bytes], cuts: list[int]
) -> None:
    framing = PROTOCOLS[name].framing
    stream = b"".join(pieces)
    whole = LineCutter(framing, speaks_by_itself=True).feed(stream)
    cutter, at = LineCutter(framing, speaks_by_itself=True), 0
    lines: list[bytes] = []
    for cut in [*cuts, len(stream)]:
        lines += cutter.feed(stream[at : at + cut])
        at += cut
    assert tuple(lines) == whole
    assert all(0 < len(line) <= LONGEST for line in lines)


@given(st.integers(1, 14))
def test_a_line_cut_at_its_beginning_never_shows_a_lighter_weight(cut: int) -> None:
    line = b"   12.34 kg  \r\n"
    cutter = LineCutter(PROTOCOLS["generic"].framing, speaks_by_itself=True)
    lines = cutter.feed(line[cut:] + line)
    assert [PROTOCOLS["generic"].read(each) for each in lines] == [says(12_340)]


# which scale this machine has ---------------------------------------------------------


def test_the_scale_of_a_machine_is_remembered_and_forgotten(tmp_path: Path) -> None:
    assert read_choice(tmp_path) is None
    choice = ScaleChoice("COM4", "and", within_g=10)
    write_choice(tmp_path, choice)
    assert read_choice(tmp_path) == choice
    assert choice.spoken is PROTOCOLS["and"]
    assert (choice.rule.readings, choice.rule.within_g) == (4, 10)
    write_choice(tmp_path, None)
    assert read_choice(tmp_path) is None


@pytest.mark.parametrize(
    "content",
    [
        "no json",
        "[]",
        json.dumps({"port": "COM4"}),
        json.dumps({"port": 5}),
        json.dumps({"port": 5, "protocol": "and"}),
        json.dumps({"port": "COM4", "protocol": ["and"]}),
        json.dumps({"port": "COM4", "protocol": "and", "within_g": "5"}),
        json.dumps({"port": "COM4", "protocol": "and", "readings": True}),
        json.dumps({"port": "COM4", "protocol": "and", "for_ms": 0.5}),
        json.dumps({"port": "COM4", "protocol": "telepathy"}),
        json.dumps({"port": "", "protocol": "and"}),
        json.dumps({"port": "COM4", "protocol": "and", "readings": 1}),
        json.dumps({"port": "COM4", "protocol": "and", "for_ms": 90_000}),
        json.dumps({"port": "COM4", "protocol": "and", "colour": "red"}),
    ],
)
def test_a_setting_that_names_no_usable_scale_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "scale.json").write_text(content, encoding="utf-8")
    with pytest.raises(BadScaleChoice, match="packbenchctl scale use PORT:PROTOCOL"):
        read_choice(tmp_path)


@pytest.mark.parametrize("content", [b"\xff\xfe{", b"", b"[" * 100_000])
def test_a_damaged_setting_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "scale.json").write_bytes(content)
    with pytest.raises(BadScaleChoice, match="packbenchctl scale use PORT:PROTOCOL"):
        read_choice(tmp_path)


def test_a_setting_says_which_field_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "scale.json").write_text('{"port": "COM4", "protocol": "and", "for_ms": "soon"}')
    with pytest.raises(BadScaleChoice, match="look at for_ms"):
        read_choice(tmp_path)


@pytest.mark.parametrize(
    ("text", "port", "protocol"),
    [
        ("COM3", "COM3", "generic"),
        ("COM3:", "COM3", "generic"),
        (" COM3:MT-SICS ", "COM3", "mt-sics"),
        ("socket://10.0.0.9:4001", "socket://10.0.0.9:4001", "generic"),
        ("socket://10.0.0.9:4001:kern", "socket://10.0.0.9:4001", "kern"),
        ("rfc2217://bench-3", "rfc2217://bench-3", "generic"),
        (
            "/dev/serial/by-path/pci-0000:00:14.0-usb-0:1:1.0-port0",
            "/dev/serial/by-path/pci-0000:00:14.0-usb-0:1:1.0-port0",
            "generic",
        ),
    ],
)
def test_a_scale_is_named_by_port_and_protocol(text: str, port: str, protocol: str) -> None:
    assert scale_choice(text) == ScaleChoice(port, protocol)


@pytest.mark.parametrize("text", ["/dev/nosuch:bogus", "COM3:mt_sics", "socket://10.0.0.9:4001:x"])
def test_a_protocol_nobody_knows_is_refused_with_those_there_are(text: str) -> None:
    with pytest.raises(BadScaleChoice) as refused:
        scale_choice(text)
    assert all(name in str(refused.value) for name in PROTOCOLS)


@pytest.mark.parametrize("text", ["", "  ", ":mt-sics"])
def test_a_scale_without_a_port_is_refused(text: str) -> None:
    with pytest.raises(BadScaleChoice, match="Name the scale's port"):
        scale_choice(text)

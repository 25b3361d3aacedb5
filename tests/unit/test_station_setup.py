"""A station's scanners as a person sets them: what is refused, and the file that keeps them."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.discovery import PortIdentity
from scanner.setup_file import BROKEN, FILE_NAME, keep_setup, read_setup, setup_of
from scanner.station_setup import (
    MOST_SCANNERS,
    PROBLEM_SENTENCES,
    NetworkSetup,
    Reading,
    SerialSetup,
    SetupProblem,
    StationSetup,
    WedgeSetup,
    first_problem,
)
from scanner.wedge_rules import WedgeEnd

USB = PortIdentity("/dev/ttyACM0", 0x0C2E, 0x0B61, "S123", "1-4.2", "Xenon")
COM = PortIdentity("COM7")
BENCH = SerialSetup("Bench", USB, 115_200, beeper="Honeywell")
DOOR = SerialSetup("Door", COM, 9600, 100, True, Reading("Q#", "", "gb18030"))
FULL = StationSetup(
    WedgeSetup(80, WedgeEnd.TAB, Reading("~")),
    (BENCH, DOOR),
    NetworkSetup(True, "192.168.1.20", 9101, ("192.168.1.31", "fe80::1")),
)
OFF = replace(FULL.network, is_on=False, address="anything", allowed=())


def test_every_problem_has_a_sentence() -> None:
    assert set(PROBLEM_SENTENCES) == set(SetupProblem)


@pytest.mark.parametrize("setup", [StationSetup(), FULL, replace(FULL, network=OFF)])
def test_what_can_be_used_has_no_problem_and_comes_back_from_the_file(
    setup: StationSetup, tmp_path: Path
) -> None:
    assert first_problem(setup) is None
    assert keep_setup(tmp_path / "data", setup)
    assert read_setup(tmp_path / "data").setup == setup
    assert [p.name for p in (tmp_path / "data").iterdir()] == [FILE_NAME], "no part stays"


def _network(**change: Any) -> StationSetup:
    return replace(FULL, network=replace(FULL.network, **change))


def _serial(**change: Any) -> StationSetup:
    return replace(FULL, serial=(replace(BENCH, **change), DOOR))


def _wedge(**change: Any) -> StationSetup:
    return replace(FULL, wedge=replace(FULL.wedge, **change))


MANY = tuple(SerialSetup(f"n{n}", PortIdentity(f"/dev/ttyS{n}")) for n in range(MOST_SCANNERS + 1))
REFUSED: list[tuple[SetupProblem, StationSetup]] = [
    (SetupProblem.GAP, _wedge(gap_ms=19)),
    (SetupProblem.GAP, _wedge(gap_ms=151)),
    (SetupProblem.PREFIX, _wedge(reading=Reading("a b"))),
    (SetupProblem.PREFIX, _serial(reading=Reading("123456789"))),
    (SetupProblem.PREFIX, _network(reading=Reading("\x1d"))),
    (SetupProblem.GS_SUBSTITUTE, _serial(reading=Reading("", "~~"))),
    (SetupProblem.GS_SUBSTITUTE, _serial(reading=Reading("", "\x1d"))),
    (SetupProblem.ENCODING, _serial(reading=Reading("", "~", "ebcdic"))),
    (SetupProblem.NAME, _serial(name="  ")),
    (SetupProblem.NAME, _serial(name="x" * 41)),
    (SetupProblem.NO_PORT, _serial(port=PortIdentity(" "))),
    (SetupProblem.SPEED, _serial(baud=9601)),
    (SetupProblem.SILENCE, _serial(silence_ms=501)),
    (SetupProblem.BEEPER, _serial(beeper="Nobody")),
    (SetupProblem.SAME_PORT, _serial(port=COM)),
    (SetupProblem.SAME_PORT, replace(FULL, serial=(BENCH, replace(BENCH, name="again")))),
    (SetupProblem.TOO_MANY, replace(FULL, serial=MANY)),
    (SetupProblem.ADDRESS, _network(address="0.0.0.0")),
    (SetupProblem.ADDRESS, _network(address="")),
    (SetupProblem.PORT, _network(port=80)),
    (SetupProblem.PORT, _network(port=65_536)),
    (SetupProblem.NOBODY_ALLOWED, _network(allowed=())),
    (SetupProblem.HANDHELD, _network(allowed=("::",))),
    (SetupProblem.HANDHELD, _network(allowed=("10.0.0.7", "the blue one"))),
]


@pytest.mark.parametrize(("problem", "setup"), REFUSED)
def test_what_cannot_be_used_is_refused_and_nothing_is_written(
    problem: SetupProblem, setup: StationSetup, tmp_path: Path
) -> None:
    assert first_problem(setup) is problem
    with pytest.raises(ValueError, match=problem.value):
        keep_setup(tmp_path, setup)
    assert list(tmp_path.iterdir()) == []


def test_every_problem_is_among_the_refused() -> None:
    assert {problem for problem, _ in REFUSED} == set(SetupProblem)


def test_no_file_is_the_usual_setup_without_a_word(tmp_path: Path) -> None:
    assert read_setup(tmp_path).setup == StationSetup()
    assert read_setup(tmp_path).sentence == ""


def good() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json.dumps({"version": 1, **asdict(FULL)}))
    return made


def broken_texts() -> list[str]:
    """Files that somebody edited, cut or that another version wrote."""
    cut = json.dumps(good())[:-30]
    whole: list[Any] = [[], 7, None, "x", {}, {**good(), "version": 2}, {"version": 1}]
    for part, name, value in (
        ("wedge", "gap_ms", "50"),
        ("wedge", "gap_ms", True),
        ("wedge", "gap_ms", 5),
        ("wedge", "end", "space"),
        ("wedge", "reading", []),
        ("network", "is_on", 1),
        ("network", "allowed", "10.0.0.7"),
        ("network", "allowed", [7]),
        ("network", "address", "0.0.0.0"),
    ):
        changed = good()
        changed[part][name] = value
        whole.append(changed)
    wrong: dict[str, tuple[Any, ...]] = {
        "port": ("COM7", {"path": ""}),
        "name": (7,),
        "baud": (9.6,),
    }
    for name, each in ((name, each) for name, values in wrong.items() for each in values):
        changed = good()
        changed["serial"][0][name] = each
        whole.append(changed)
    return ["", "{", cut, "[" * 90_000, " " * 100_001, *map(json.dumps, whole)]


@pytest.mark.parametrize("text", broken_texts(), ids=lambda text: text[:12] + str(len(text)))
def test_a_broken_file_is_a_sentence_and_the_usual_setup(text: str, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")
    read = read_setup(tmp_path)
    assert (read.setup, read.sentence) == (StationSetup(), BROKEN)


def test_a_broken_file_is_kept_aside_when_a_new_one_is_written(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("{", encoding="utf-8")
    assert keep_setup(tmp_path, FULL)
    assert read_setup(tmp_path).setup == FULL
    assert (tmp_path / "scanners.damaged").read_text(encoding="utf-8") == "{"


def test_bytes_that_are_no_text_are_a_broken_file(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"\xff\xfe\x00{")
    assert read_setup(tmp_path).sentence == BROKEN


def test_a_folder_that_takes_no_file_is_said_and_the_old_file_stays(tmp_path: Path) -> None:
    assert keep_setup(tmp_path, FULL)
    (tmp_path / "scanners.part").mkdir()
    assert not keep_setup(tmp_path, StationSetup())
    assert read_setup(tmp_path).setup == FULL


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=8,
    )
)
def test_any_json_is_a_setup_or_a_value_error(read: Any) -> None:
    with pytest.raises(ValueError, match=r"is wrong|is not known"):
        setup_of(read)


def test_a_file_of_others_is_not_followed_into_a_crash(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    assert read_setup(tmp_path).sentence == BROKEN
    assert stat.S_ISDIR(os.stat(tmp_path / FILE_NAME).st_mode)

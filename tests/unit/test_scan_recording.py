"""A recorded scanner is played again: the same scans, at the same moments."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from procedure.scans import RawScan
from procedure.words import ScanSource
from scanner.framing import DamageKind
from scanner.keystrokes import Held, Key, KeyStroke
from scanner.link import DamagedLine
from scanner.reception import Reception
from scanner.recording import Recorder, Replay, SentBytes, SentKey, read_recording
from scanner.serial import SerialSettings
from scanner.simulator import SteppingClock

STARTED = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


class Played:
    """What a replay at once delivered."""

    def __init__(self, line: SerialSettings | None = None, ends_after: int = 10**9) -> None:
        self.clock = SteppingClock(STARTED)
        self.scans: list[RawScan] = []
        self.damaged: list[DamagedLine] = []
        self._ends_after = ends_after
        self.replay = Replay(
            self.scans.append,
            self.damaged.append,
            reception=Reception(self.clock),
            wait=self._wait,
            line=line,
        )

    def _wait(self, ms: int) -> bool:
        self.clock.go_on(ms)
        return self.clock.tick_ms() <= self._ends_after

    @property
    def texts(self) -> list[tuple[int, str]]:
        return [(scan.tick_ms, scan.raw_text) for scan in self.scans]


def typed(text: str, pace_ms: int) -> list[SentKey]:
    return [SentKey(pace_ms, KeyStroke(Key.CHARACTER, char, 0)) for char in text]


ENTER = SentKey(5, KeyStroke(Key.ENTER, "\r", 0))


def test_bytes_are_played_with_their_pauses() -> None:
    played = Played()
    sent = [SentBytes(0, b"]E0690123"), SentBytes(7, b"4567892\r\n"), SentBytes(900, b"TOTE-1\r")]
    assert played.replay.play(sent)
    assert played.texts == [(7, "6901234567892"), (907, "TOTE-1")]
    assert played.scans[0].aim == "]E0"
    assert {scan.device for scan in played.scans} == {"replay"}


def test_silence_ends_a_line_when_it_did_and_after_the_last_byte_too() -> None:
    played = Played()
    played.replay.play([SentBytes(0, b"FIRST"), SentBytes(200, b"SECOND")])
    assert played.texts == [(50, "FIRST"), (250, "SECOND")]


def test_checked_blocks_are_checked_again() -> None:
    played = Played(SerialSettings(block_check=True))
    played.replay.play([SentBytes(0, b"\x02TEST\x03\x00")])
    assert played.damaged == [DamagedLine("replay", DamageKind.CHECK, b"TEST")]
    assert played.scans == []


def test_keys_are_played_and_the_pace_tells_who_typed() -> None:
    played = Played()
    slow = typed("B2401", 300)
    played.replay.play([*typed("6901234567892", 10), ENTER, *slow, ENTER])
    assert [(scan.raw_text, scan.source) for scan in played.scans] == [
        ("6901234567892", ScanSource.WEDGE),
        ("B2401", ScanSource.MANUAL),
    ]


def test_a_replay_can_be_ended() -> None:
    played = Played(ends_after=500)
    assert not played.replay.play([SentBytes(0, b"A1\r"), SentBytes(1000, b"B2\r")])
    assert played.texts == [(0, "A1")]


def test_what_was_recorded_is_read_again(tmp_path: Path) -> None:
    path, clock = tmp_path / "scans.jsonl", SteppingClock(STARTED)
    recorder = Recorder(path, clock)
    clock.go_on(400)
    recorder.took_bytes("serial:COM7", b"\x00]E0\xff\r")
    clock.go_on(25)
    stroke = KeyStroke(Key.CHARACTER, "]", 77, Held.CTRL | Held.ALT)
    recorder.took_key(stroke)
    recorder.close()
    recorder.took_bytes("serial:COM7", b"too late")
    assert read_recording(path) == (
        SentBytes(0, b"\x00]E0\xff\r", "serial:COM7"),
        SentKey(25, KeyStroke(Key.CHARACTER, "]", 0, Held.CTRL | Held.ALT)),
    )


@pytest.mark.parametrize(
    "line",
    [
        "",
        "scan",
        "7",
        json.dumps({"bytes": "00"}),
        json.dumps({"after_ms": -1, "bytes": "00"}),
        json.dumps({"after_ms": 1, "bytes": "0g"}),
        json.dumps({"after_ms": 1, "key": "hammer", "text": ""}),
        json.dumps({"after_ms": 1, "key": "enter"}),
    ],
)
def test_a_damaged_recording_names_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "scans.jsonl"
    path.write_text(json.dumps({"after_ms": 0, "bytes": "41"}) + "\n" + line + "\n")
    with pytest.raises(ValueError, match=r"line 2 of scans\.jsonl"):
        read_recording(path)


def test_lines_of_two_scanners_that_came_in_turns_are_kept_apart() -> None:
    played = Played()
    sent = [SentBytes(0, b"AA", "a"), SentBytes(3, b"BB", "b"), SentBytes(3, b"A\r", "a")]
    played.replay.play([*sent, SentBytes(3, b"B\r", "b")])
    assert [text for _, text in played.texts] == ["AAA", "BBB"]


def test_a_machine_that_is_slow_cuts_no_code_in_two() -> None:
    played = Played()

    def slowly(ms: int) -> bool:
        played.clock.go_on(ms + 300)
        return True

    replay = Replay(
        played.scans.append, played.damaged.append, reception=Reception(played.clock), wait=slowly
    )
    replay.play([*typed("TOTE-1", 20), ENTER, SentBytes(30, b"690123"), SentBytes(9, b"4567892")])
    assert [text for _, text in played.texts] == ["TOTE-1", "6901234567892"]


def test_keys_are_recorded_with_their_own_pauses_and_lines_with_the_clocks(tmp_path: Path) -> None:
    path, clock = tmp_path / "scans.jsonl", SteppingClock(STARTED)
    recorder = Recorder(path, clock)
    clock.go_on(900_000)
    recorder.took_key(KeyStroke(Key.CHARACTER, "A", 5000))
    clock.go_on(300)  # the window was busy; the key was pressed 20 ms after the other
    recorder.took_key(KeyStroke(Key.CHARACTER, "B", 5020))
    clock.go_on(40)
    recorder.took_bytes("serial:COM7", b"C")
    clock.go_on(60)
    recorder.took_key(KeyStroke(Key.CHARACTER, "D", 5500))
    recorder.close()
    assert [each.after_ms for each in read_recording(path)] == [0, 20, 40, 60]

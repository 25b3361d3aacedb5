"""The program with several scanners: its file, its strip, its tones, its recordings."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.office.receiving.screen import ReceiveScreen
from desktop.scanner_desk import Saved
from desktop.widgets.states import State
from fulfilment.station.station import Shown
from procedure.verdicts import VerdictKind
from procedure.words import Post, Screen
from scanner.beeper import BEEPERS
from scanner.link import Connected
from scanner.pty_scanner import PtyScanner
from scanner.setup_file import BROKEN, FILE_NAME, keep_setup, read_setup
from scanner.station_setup import StationSetup, WedgeSetup
from tests.gui.program_bench import ProgramBench, indicator, setup_of
from tests.plugins.typing_scanner import TypingScanner

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys")


@pytest.fixture
def bench(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[ProgramBench]:
    made = ProgramBench(qtbot, qapp, tmp_path)
    yield made
    made.close()


@pytest.fixture
def ptys(tmp_path: Path) -> Iterator[tuple[PtyScanner, PtyScanner]]:
    with PtyScanner(tmp_path / "desk") as desk, PtyScanner(tmp_path / "door") as door:
        yield desk, door


def test_every_scanner_of_the_file_is_read_and_the_strip_shows_the_worst(
    qtbot: QtBot, bench: ProgramBench, tmp_path: Path, ptys: tuple[PtyScanner, PtyScanner]
) -> None:
    desk, door = ptys
    keep_setup(tmp_path, setup_of(desk, door))
    program = bench.start()
    qtbot.waitUntil(lambda: program.scanners.worst == (State.GOOD, 2, 2))
    assert indicator(program) == (State.GOOD, "Scanner")
    assert bench.badge(program, door, Post.SHIPPER) is VerdictKind.SIGNED_IN
    assert bench.badge(program, desk, Post.PACKER) is VerdictKind.SIGNED_IN
    said: list[str] = []
    program.scanners.said.connect(lambda state, words: said.append(words))
    door.unplug()
    qtbot.waitUntil(lambda: indicator(program) == (State.WRONG, "Scanners 1/2"))
    assert said == [
        "door: The scanner is gone. Plug it in again or bring it closer; it connects by itself."
    ]


def test_a_damaged_line_leaves_the_scanner_connected(
    qtbot: QtBot, bench: ProgramBench, tmp_path: Path, ptys: tuple[PtyScanner, PtyScanner]
) -> None:
    desk, _ = ptys
    program = bench.start("--serial", desk.path)
    qtbot.waitUntil(lambda: program.scanners.worst == (State.GOOD, 1, 1))
    with qtbot.waitSignal(program.scanners.said) as said:
        desk.send(b"7" * 5000 + b"\r")
    assert said.args == [State.ATTENTION, "The scanner sent a damaged code. Scan it again."]
    assert indicator(program) == (State.GOOD, "Scanner")


def test_a_broken_file_is_a_sentence_and_the_wedge_still_signs_in(
    qtbot: QtBot, bench: ProgramBench, tmp_path: Path
) -> None:
    (tmp_path / FILE_NAME).write_text("{", encoding="utf-8")
    program = bench.start()
    qtbot.waitUntil(lambda: program.shell._foot.message.sentence == BROKEN)
    assert program.scanners.setup == StationSetup()
    with qtbot.waitSignal(program.shown):
        TypingScanner(program.shell).scan(bench.built.badges[Post.SHIPPER])
    qtbot.waitUntil(lambda: program.shell.shown_screen == Screen.SHIP.value)


def test_a_change_is_in_use_at_once_and_after_the_next_start(
    qtbot: QtBot, bench: ProgramBench, tmp_path: Path, ptys: tuple[PtyScanner, PtyScanner]
) -> None:
    desk, _ = ptys
    program = bench.start()
    answers: list[Saved] = []
    changed = StationSetup(WedgeSetup(gap_ms=120), setup_of(desk).serial)
    program.scanners.change(changed, answers.append)
    qtbot.waitUntil(lambda: program.scanners.worst == (State.GOOD, 1, 1))
    qtbot.waitUntil(lambda: [answer.is_saved for answer in answers] == [True])
    assert program.devices.wedge.settings.gap_ms == 120
    assert bench.badge(program, desk, Post.PACKER) is VerdictKind.SIGNED_IN
    program.close()
    assert read_setup(tmp_path).setup == changed


def test_a_refused_change_writes_nothing_and_changes_nothing(
    qtbot: QtBot, bench: ProgramBench, tmp_path: Path
) -> None:
    program = bench.start()
    answers: list[Saved] = []
    program.scanners.change(StationSetup(WedgeSetup(gap_ms=5)), answers.append)
    assert [answer.is_saved for answer in answers] == [False]
    assert "20 to 150" in answers[0].sentence
    assert not (tmp_path / FILE_NAME).exists()
    assert program.devices.wedge.settings.gap_ms == 50


def test_the_verdict_sounds_on_the_scanner_that_scanned(
    qtbot: QtBot, bench: ProgramBench, tmp_path: Path, ptys: tuple[PtyScanner, PtyScanner]
) -> None:
    desk, door = ptys
    keep_setup(tmp_path, setup_of(desk, door, beeper="Honeywell"))
    program = bench.start()
    qtbot.waitUntil(lambda: program.scanners.worst == (State.GOOD, 2, 2))
    tones = BEEPERS["Honeywell"]
    assert bench.badge(program, desk, Post.PICKER) is VerdictKind.SIGNED_IN
    assert b"".join(desk.receive() for _ in tones.good) == tones.good
    door.send(b"USR-NOBODYHERE2\r")
    assert b"".join(door.receive() for _ in tones.bad) == tones.bad


def test_a_recorded_scanner_does_the_same_again(
    qtbot: QtBot, bench: ProgramBench, tmp_path: Path, ptys: tuple[PtyScanner, PtyScanner]
) -> None:
    desk, _ = ptys
    recording = tmp_path / "scans.jsonl"
    first = bench.start("--serial", desk.path, "--record", str(recording))
    qtbot.waitUntil(lambda: first.scanners.worst == (State.GOOD, 1, 1))
    qtbot.waitUntil(lambda: first.scanners.tap is not None)
    assert bench.badge(first, desk, Post.PACKER) is VerdictKind.SIGNED_IN
    with qtbot.waitSignal(first.shown):
        TypingScanner(first.shell).scan(bench.built.badges[Post.SHIPPER])
    qtbot.waitUntil(lambda: first.shell.shown_screen == Screen.SHIP.value)
    first.close()
    told: list[Shown] = []
    bench.start("--replay", str(recording), told=told)

    def people() -> list[str]:
        answers = [each for each in told if each.verdict is not None]
        return [each.operator.name for each in answers if each.operator is not None]

    wanted = [bench.built.people[post].name for post in (Post.PACKER, Post.SHIPPER)]
    qtbot.waitUntil(lambda: people() == wanted)


def test_a_recording_that_is_none_is_said(
    qtbot: QtBot, bench: ProgramBench, tmp_path: Path
) -> None:
    (tmp_path / "no.jsonl").write_text("hello\n", encoding="utf-8")
    program = bench.start("--replay", str(tmp_path / "no.jsonl"))
    qtbot.waitUntil(lambda: "cannot be read" in program.shell._foot.message.sentence)


def test_scanners_and_recordings_leave_no_thread(
    qtbot: QtBot, bench: ProgramBench, tmp_path: Path, ptys: tuple[PtyScanner, PtyScanner]
) -> None:
    """The watch over threads fails this test where one stays."""
    keep_setup(tmp_path, setup_of(*ptys))
    program = bench.start("--record", str(tmp_path / "r.jsonl"))
    qtbot.waitUntil(lambda: program.scanners.worst == (State.GOOD, 2, 2))
    assert all(isinstance(state, Connected) for state in program.scanners.states.values())
    program.close()


def test_of_two_changes_at_once_the_second_is_refused(
    qtbot: QtBot, bench: ProgramBench, tmp_path: Path
) -> None:
    kept = StationSetup(WedgeSetup(gap_ms=90))
    keep_setup(tmp_path, kept)
    program = bench.start()
    answers: list[Saved] = []
    program.scanners.change(StationSetup(WedgeSetup(gap_ms=60)), answers.append)
    program.scanners.change(StationSetup(WedgeSetup(gap_ms=70)), answers.append)
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert [answer.is_saved for answer in answers] == [False, True], "one after the other"
    assert read_setup(tmp_path).setup.wedge.gap_ms == 60
    assert program.devices.wedge.settings.gap_ms == 60


def test_an_office_screens_verdict_sounds_on_the_scanner_that_scanned(
    qtbot: QtBot, bench: ProgramBench, tmp_path: Path, ptys: tuple[PtyScanner, PtyScanner]
) -> None:
    desk, door = ptys
    keep_setup(tmp_path, setup_of(desk, door, beeper="Honeywell"))
    program = bench.start()
    qtbot.waitUntil(lambda: program.scanners.worst == (State.GOOD, 2, 2))
    tones = BEEPERS["Honeywell"]
    assert bench.badge(program, desk, Post.PICKER) is VerdictKind.SIGNED_IN
    assert b"".join(desk.receive() for _ in tones.good) == tones.good
    assert program.navigation is not None
    program.navigation.open("receive")
    receive = program.navigation.office["receive"]
    assert isinstance(receive, ReceiveScreen)
    with qtbot.waitSignal(receive.sounded):
        door.send(b"NO-SUCH-CODE\r")
    assert b"".join(door.receive() for _ in tones.bad) == tones.bad


def test_a_scan_while_the_station_opens_is_said_not_to_be_taken(
    qtbot: QtBot, bench: ProgramBench
) -> None:
    program = bench.make()
    told: list[Shown] = []
    program.shown.connect(told.append)
    program.start()
    TypingScanner(program.shell).scan(bench.built.badges[Post.PACKER])
    assert "Scan it again soon" in program.shell._foot.message.sentence
    qtbot.waitUntil(lambda: told != [])
    assert program.operator is None, "it was said that it is not taken"
    TypingScanner(program.shell, first_ms=90_000).scan(bench.built.badges[Post.PACKER])
    qtbot.waitUntil(lambda: program.operator is not None)

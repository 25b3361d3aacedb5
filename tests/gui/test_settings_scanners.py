"""Settings, Scanners: added, changed, removed; in use at once; refused with a sentence."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.office.settings.scanners_tab import ScannersTab
from desktop.program import Program
from desktop.widgets.states import State
from procedure.verdicts import VerdictKind
from procedure.words import Post
from procedure.words import Signal as Verdict
from scanner.pty_scanner import PtyScanner
from scanner.setup_file import FILE_NAME, keep_setup, read_setup
from scanner.station_setup import StationSetup
from tests.gui.program_bench import ProgramBench, indicator, setup_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys")


@pytest.fixture
def bench(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[ProgramBench]:
    made = ProgramBench(qtbot, qapp, tmp_path)
    yield made
    made.close()


@pytest.fixture
def pty(tmp_path: Path) -> Iterator[PtyScanner]:
    with PtyScanner(tmp_path / "desk") as pty:
        yield pty


def tab_of(bench: ProgramBench, program: Program, post: Post = Post.SUPERVISOR) -> ScannersTab:
    tab = bench.settings(program, post).tabs["scanners"]
    assert isinstance(tab, ScannersTab)
    return tab


def write(tab: ScannersTab, **values: object) -> None:
    tab.card.page.form.write(values)


def said(program: Program) -> str:
    return program.shell._foot.message.sentence


def rows(tab: ScannersTab) -> list[tuple[str, str]]:
    model = tab.table.rows
    return [
        (model.index(row, 0).data(), model.index(row, 2).data()) for row in range(model.rowCount())
    ]


@pytest.mark.parametrize("post", Post)
def test_settings_are_for_technicians_and_leaders(
    qtbot: QtBot, bench: ProgramBench, post: Post
) -> None:
    program = bench.start()
    screen = bench.settings(program) if post is Post.SUPERVISOR else None
    if screen is None:
        assert program.navigation is not None
        with qtbot.waitSignal(program.shown):
            program.devices.simulate(bench.built.badges[post], "")
        qtbot.waitUntil(lambda: program.operator is not None)
    may = {Post.TECHNICIAN, Post.SUPERVISOR, Post.ADMINISTRATOR}
    assert ("settings" in program.shell.screens) is (post in may)


def test_a_scanner_is_added_and_read_without_a_restart(
    qtbot: QtBot, bench: ProgramBench, pty: PtyScanner, tmp_path: Path
) -> None:
    program = bench.start()
    tab = tab_of(bench, program)
    assert rows(tab) == [("Keyboard scanners", "works"), ("Handhelds", "off")]
    tab.add.click()
    write(tab, name="Desk", port=None, path=pty.path, baud=115_200, beeper="Honeywell")
    tab.card.page.save.click()
    qtbot.waitUntil(lambda: ("Desk", "works") in rows(tab))
    assert indicator(program) == (State.GOOD, "Scanner")
    (kept,) = read_setup(tmp_path).setup.serial
    assert (kept.name, kept.port.path, kept.baud, kept.beeper) == (
        "Desk",
        pty.path,
        115_200,
        "Honeywell",
    )
    assert tab.chosen == f"serial:{pty.path}"
    pty.send(b"TOTE-1\r")
    qtbot.waitUntil(lambda: said(program) == "Desk read TOTE-1.")
    assert bench.badge(program, pty, Post.PACKER) is VerdictKind.SIGNED_IN


def test_a_scanner_is_removed_and_its_port_is_free(
    qtbot: QtBot, bench: ProgramBench, pty: PtyScanner, tmp_path: Path
) -> None:
    keep_setup(tmp_path, setup_of(pty))
    program = bench.start()
    tab = tab_of(bench, program)
    qtbot.waitUntil(lambda: ("desk", "works") in rows(tab))
    tab.choose(f"serial:{pty.path}")
    tab.card.remove.click()
    qtbot.waitUntil(lambda: [name for name, _ in rows(tab)] == ["Keyboard scanners", "Handhelds"])
    assert read_setup(tmp_path).setup == StationSetup()
    import serial

    with serial.Serial(pty.path, exclusive=True) as port:
        assert port.is_open, "nobody else has it"


def test_the_keyboard_scanners_gap_is_in_use_at_once(
    qtbot: QtBot, bench: ProgramBench, tmp_path: Path
) -> None:
    program = bench.start()
    tab = tab_of(bench, program)
    write(tab, gap_ms=90)
    tab.card.page.save.click()
    qtbot.waitUntil(lambda: program.devices.wedge.settings.gap_ms == 90)
    assert read_setup(tmp_path).setup.wedge.gap_ms == 90


REFUSED: list[tuple[str, dict[str, object], str]] = [
    ("wedge", {"gap_ms": 15}, "20 to 150"),
    ("wedge", {"prefix": "a b"}, "before each code"),
    ("wedge", {"gs_substitute": "~~"}, "GS1"),
    ("", {"name": "", "path": "/dev/ttyS9"}, "name"),
    ("", {"name": "Desk", "port": None, "path": ""}, "Choose the port"),
    ("", {"name": "Desk", "path": "/dev/ttyS9", "silence_ms": 5}, "20 to 500"),
    ("lines", {"is_on": True, "address": "0.0.0.0", "allowed": "10.0.0.7"}, "one address"),
    ("lines", {"is_on": True, "address": "127.0.0.1", "allowed": ""}, "nobody could send"),
    ("lines", {"is_on": True, "address": "127.0.0.1", "allowed": "bob"}, "192.168.1.31"),
    ("lines", {"is_on": True, "address": "127.0.0.1", "allowed": "::1", "port": 80}, "1024"),
]


def test_what_cannot_be_is_refused_and_stays_in_the_form(
    qtbot: QtBot, bench: ProgramBench, tmp_path: Path
) -> None:
    program = bench.start()
    tab = tab_of(bench, program)
    for key, values, words in REFUSED:
        tab.begin_new() if not key else tab.choose(key)
        write(tab, **values)
        written = tab.card.page.form.values
        tab.card.page.save.click()
        assert words in said(program)
        assert tab.card.page.form.values == written, "nothing a person wrote is lost"
        assert tab.card.isEnabled()
    assert not (tmp_path / FILE_NAME).exists()
    assert program.scanners.setup == StationSetup()


def test_a_second_scanner_on_the_same_port_is_refused(
    qtbot: QtBot, bench: ProgramBench, pty: PtyScanner, tmp_path: Path
) -> None:
    keep_setup(tmp_path, setup_of(pty))
    program = bench.start()
    tab = tab_of(bench, program)
    tab.begin_new()
    write(tab, name="again", port=None, path=pty.path)
    tab.card.page.save.click()
    assert "Another scanner of this station has that port" in said(program)
    assert read_setup(tmp_path).setup == setup_of(pty)


def test_another_program_on_the_port_is_said_in_the_card(
    qtbot: QtBot, bench: ProgramBench, pty: PtyScanner, tmp_path: Path
) -> None:
    import serial

    keep_setup(tmp_path, setup_of(pty))
    with serial.Serial(pty.path, exclusive=True):
        program = bench.start()
        tab = tab_of(bench, program)
        qtbot.waitUntil(lambda: ("desk", "is taken") in rows(tab))
        tab.choose(f"serial:{pty.path}")
        assert "Close that program" in tab.card.state.text()
        assert indicator(program)[0] is State.WRONG
    qtbot.waitUntil(lambda: ("desk", "works") in rows(tab))
    assert tab.card.state.text() == "The scanner is connected."


def test_handhelds_are_off_until_they_are_turned_on_here(qtbot: QtBot, bench: ProgramBench) -> None:
    program = bench.start()
    tab = tab_of(bench, program)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    tab.choose("lines")
    write(tab, is_on=True, address="127.0.0.1", port=port, allowed="127.0.0.1，10.0.0.7")
    tab.card.page.save.click()
    qtbot.waitUntil(lambda: ("Handhelds", "works") in rows(tab))
    with socket.create_connection(("127.0.0.1", port)) as handheld:
        handheld.sendall(bench.built.badges[Post.PACKER].encode() + b"\r")
        qtbot.waitUntil(lambda: program.operator is not None and program.operator.name == "packer")


def test_the_command_lines_scanner_is_shown_and_cannot_be_changed(
    qtbot: QtBot, bench: ProgramBench, pty: PtyScanner
) -> None:
    program = bench.start("--serial", pty.path)
    tab = tab_of(bench, program)
    qtbot.waitUntil(lambda: (pty.path, "works") in rows(tab))
    tab.choose(f"serial:{pty.path}")
    assert tab.card.remove.isHidden()
    assert "--serial" in tab.card.fixed.text()
    assert not tab.card.page.isVisible()


def test_what_is_being_typed_stays_when_a_scanner_changes_its_state(
    qtbot: QtBot, bench: ProgramBench, pty: PtyScanner, tmp_path: Path
) -> None:
    keep_setup(tmp_path, setup_of(pty))
    program = bench.start()
    tab = tab_of(bench, program)
    qtbot.waitUntil(lambda: ("desk", "works") in rows(tab))
    tab.choose(f"serial:{pty.path}")
    write(tab, name="Half a na")
    pty.unplug()
    qtbot.waitUntil(lambda: ("desk", "is gone") in rows(tab))
    assert tab.card.page.form.values["name"] == "Half a na"


def test_a_person_without_the_post_any_more_changes_nothing(
    qtbot: QtBot, bench: ProgramBench, tmp_path: Path
) -> None:
    program = bench.start()
    tab = tab_of(bench, program)
    write(tab, gap_ms=90)
    program.operator = bench.built.people[Post.PACKER]
    heard: list[tuple[object, str]] = []
    tab.said.connect(lambda signal, words: heard.append((signal, words)))
    tab.card.page.save.click()
    assert heard == [
        (Verdict.WRONG, "Your post does not change settings. Ask a supervisor to sign in.")
    ]
    assert not (tmp_path / FILE_NAME).exists()

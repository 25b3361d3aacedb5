"""The whole program over the small house: started, signed in to, with scanners of its own."""

from __future__ import annotations

from pathlib import Path

import shiboken6
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.office.settings.screen import SettingsScreen
from desktop.options import read_options
from desktop.program import Program
from desktop.widgets.states import State
from fulfilment.station.station import Shown
from procedure.verdicts import VerdictKind
from procedure.words import Post
from scanner.discovery import PortIdentity
from scanner.pty_scanner import PtyScanner
from scanner.station_setup import SerialSetup, StationSetup
from tests.plugins.houses import SmallHouse, small_house_at
from tests.plugins.typing_scanner import TypingScanner


class ProgramBench:
    """A data folder with the small house in it, and the programs started over it.

    Attributes:
        folder: The data folder.
        built: The house, closed again.
    """

    def __init__(self, qtbot: QtBot, qapp: QApplication, folder: Path) -> None:
        self.qtbot, self._qapp, self.folder = qtbot, qapp, folder
        self.built: SmallHouse = small_house_at(folder / "packbench.sqlite")
        self.built.house.close()
        self._made: list[Program] = []

    def make(self, *arguments: str) -> Program:
        """A program that is not started yet."""
        given = ["--data", str(self.folder), "--language", "en", *arguments]
        program = Program(self._qapp, read_options(given, has_display=True))
        self._made.append(program)
        return program

    def start(self, *arguments: str, told: list[Shown] | None = None) -> Program:
        """Start a program and wait for its station and its scanners."""
        program = self.make(*arguments)
        if told is not None:
            program.shown.connect(told.append)
        with self.qtbot.waitSignal(program.shown):
            program.start()
        self.qtbot.waitUntil(lambda: program.scanners.is_ready)
        return program

    def close(self) -> None:
        """Close what is still open."""
        for program in self._made:
            if shiboken6.isValid(program):
                program.close()

    def badge(self, program: Program, pty: PtyScanner, post: Post) -> VerdictKind:
        """Scan somebody's badge with a serial scanner; gives the verdict."""

        def is_answer(shown: Shown) -> bool:
            return shown.verdict is not None

        with self.qtbot.waitSignal(program.shown, check_params_cb=is_answer) as told:
            pty.send(f"{self.built.badges[post]}\r".encode())
        assert told.args is not None
        kind: VerdictKind = told.args[0].verdict.kind
        return kind

    def settings(self, program: Program, post: Post = Post.SUPERVISOR) -> SettingsScreen:
        """Sign in by a scanner that types, and open the settings."""
        TypingScanner(program.shell).scan(self.built.badges[post])
        self.qtbot.waitUntil(lambda: program.operator is not None)
        assert program.navigation is not None
        program.navigation.open("settings")
        screen = program.navigation.office["settings"]
        assert isinstance(screen, SettingsScreen)
        return screen


def setup_of(*ptys: PtyScanner, beeper: str = "") -> StationSetup:
    """A station with these serial scanners, named as their links are."""
    serial = tuple(
        SerialSetup(Path(pty.path).name, PortIdentity(pty.path), beeper=beeper) for pty in ptys
    )
    return StationSetup(serial=serial)


def indicator(program: Program) -> tuple[State, str]:
    """What the strip says of the scanners."""
    shown = program.shell._strip.indicator("scanner")
    return shown.state, shown.words

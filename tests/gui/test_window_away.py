"""The database is gone in mid-order, seen through the window: the packer goes on, nothing is lost.

No minute is waited for: how often the window asks again is all that time does here.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.options import read_options
from desktop.program import Program
from desktop.widgets.states import State
from fulfilment.station.station import Shown
from procedure.verdicts import Verdict, VerdictKind
from procedure.words import Post
from scanner.pty_scanner import PtyScanner
from tests.plugins.benches import events, packed_units
from tests.plugins.cable import Cable
from tests.plugins.everything import nothing_written
from tests.plugins.houses import CABLE, EAN, MUG, SmallHouse, draft
from tests.plugins.journey import line, order_no, picked, released

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys")
K = VerdictKind


@dataclass(frozen=True, slots=True)
class Window:
    """A packing bench's window behind a cable, a serial scanner plugged in."""

    program: Program
    scanner: PtyScanner
    cable: Cable
    qtbot: QtBot

    def says(self, *codes: str) -> list[VerdictKind]:
        """The kinds of what the window answers to codes scanned one after the other."""
        return [self._answer(code).kind for code in codes]

    def _answer(self, code: str) -> Verdict:
        def is_answer(shown: Shown) -> bool:
            return shown.verdict is not None

        with self.qtbot.waitSignal(self.program.shown, check_params_cb=is_answer) as told:
            self.scanner.send(f"{code}\r".encode())
        assert told.args is not None
        said = told.args[0].verdict
        assert isinstance(said, Verdict)
        return said

    def close_with(self, code: str) -> None:
        """Scan the last unit once more, when a person's hand could have moved it again."""
        while (said := self.says("CMD-HELP", code)[-1]) is not K.PARCEL_CLOSED:
            assert said is K.TOO_SOON

    def pull(self) -> None:
        """The database is away."""
        assert self.program.opened is not None
        self.cable.pull(self.program.opened.house.database)

    @property
    def waiting(self) -> int:
        """What the strip says waits."""
        return self.program.shell._strip.unsaved.count

    @property
    def database(self) -> State:
        """How the strip says the database is."""
        return self.program.shell._strip.indicator("database").state

    @property
    def sentence(self) -> str:
        """What the foot says."""
        return self.program.shell._foot.message.sentence


@pytest.fixture
def window(
    qtbot: QtBot,
    qapp: QApplication,
    at: SmallHouse,
    cable: Cable,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Window]:
    """The window, nobody signed in."""
    monkeypatch.setattr("desktop.station_worker.RETRY_SECONDS", 0.05)
    with PtyScanner(tmp_path / "scanner") as scanner:
        arguments = ["--data", str(tmp_path / "data"), "--db", cable.url, "--language", "en"]
        arguments += ["--station", "pack-1", "--serial", scanner.path]
        program = Program(qapp, read_options(arguments, has_display=True))
        try:
            with qtbot.waitSignal(program.shown):
                program.start()
            yield Window(program, scanner, cable, qtbot)
        finally:
            program.close()


def test_a_packer_goes_on_while_the_database_is_gone_and_all_is_applied_once(
    window: Window, at: SmallHouse
) -> None:
    (order,) = released(at, draft("A-1", lines=(line(CABLE, 4), line(MUG, 4))))
    picked(at, order)
    assert window.says(at.badges[Post.PACKER], order_no(at, order)) == [
        K.SIGNED_IN,
        K.PARCEL_OPENED,
    ]
    assert window.says(EAN[CABLE]) == [K.UNIT_COUNTED]
    window.qtbot.waitUntil(lambda: packed_units(at) == 1)
    window.pull()
    with nothing_written(at.house.database):
        assert window.says(*[EAN[MUG], EAN[CABLE]] * 2, EAN[MUG]) == [K.UNIT_COUNTED] * 5
        window.qtbot.waitUntil(lambda: (window.waiting, window.database) == (5, State.OFFLINE))
        assert window.sentence.startswith("The database does not answer. Scans are kept")
        assert window.says(EAN[CABLE]) == [K.LINE_DONE]
        window.qtbot.waitUntil(lambda: window.waiting == 6)
        assert window.says(EAN[MUG]) == [K.CENTRE_AWAY], "closing the parcel asks the centre"
    seen = events(at)
    window.cable.plug_in()
    window.qtbot.waitUntil(lambda: (window.waiting, window.database) == (0, State.GOOD))
    assert window.sentence == "The database answers again."
    assert (packed_units(at), events(at)) == (7, seen + 6), "each once"
    window.close_with(EAN[MUG])
    assert packed_units(at) == 8

"""An inspector's whole job through the window, by a scanner that types and nothing else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.engine import sqlite_url
from db.opening import open_database
from desktop.program import Program
from fulfilment.house import open_house
from fulfilment.paper.print_jobs import Printed
from fulfilment.station.station import Shown
from procedure.parcel_words import DefectCode
from procedure.verdicts import VerdictKind
from procedure.words import Post, Screen
from tests.gui.program_bench import ProgramBench
from tests.plugins.houses import EAN, MUG
from tests.plugins.inspecting import EVERY_PARCEL, box, choose, packed_by_plan
from tests.plugins.typing_scanner import TypingScanner

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="scanners type through Qt's events")
K = VerdictKind


class InspectorAtWork:
    """The program in front of an inspector, and the scanner that types."""

    def __init__(self, bench: ProgramBench, boxes: list[str]) -> None:
        self.bench, self.boxes = bench, boxes
        self.program: Program = bench.start()
        self.printed: list[Printed] = []
        self.program.printed.connect(self.printed.append)
        self._scanner = TypingScanner(self.program.shell)

    def says(self, *texts: str) -> list[VerdictKind]:
        """The kinds of the verdicts on texts, typed one after the other."""
        kinds: list[VerdictKind] = []
        for text in texts:
            with self.bench.qtbot.waitSignal(
                self.program.shown, check_params_cb=_is_answer
            ) as told:
                self._scanner.scan(text)
            assert told.args is not None
            kinds.append(told.args[0].verdict.kind)
        return kinds


def _is_answer(shown: Shown) -> bool:
    return shown.verdict is not None


@pytest.fixture
def work(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[InspectorAtWork]:
    """A house in which two parcels wait for the inspector."""
    bench = ProgramBench(qtbot, qapp, tmp_path)
    database = open_database(sqlite_url(tmp_path / "packbench.sqlite"), upgrade=False)
    at = replace(bench.built, house=open_house(database, "test", bench.built.clock))
    choose(at, EVERY_PARCEL)
    orders = packed_by_plan(at, "A-1", "A-2")
    boxes = [box(at, order) for order in orders]
    at.house.close()
    yield InspectorAtWork(bench, boxes)
    bench.close()


@pytest.mark.sop("3.2.3b")
def test_a_parcel_passes_and_another_fails_without_mouse_or_keyboard(
    work: InspectorAtWork,
) -> None:
    assert work.says(work.bench.built.badges[Post.INSPECTOR]) == [K.SIGNED_IN]
    program, first, second = work.program, *work.boxes
    assert program.shell.shown_screen == Screen.INSPECT.value
    assert program.navigation is not None
    screen = program.navigation.inspect
    work.bench.qtbot.waitUntil(lambda: len(screen.waiting.lines.rows) == 2)
    assert work.says("CMD-CONFIRM", first, EAN[MUG]) == [
        K.FETCH_BOX,
        K.INSPECTION_OPENED,
        K.INSPECTION_PASSED,
    ]
    work.bench.qtbot.waitUntil(lambda: len(work.printed) == 1)
    number = screen.label.number.replace(" ", "")
    assert work.says(number) == [K.LABEL_BOUND]
    assert work.says(second, DefectCode.BOX_DAMAGED.value, "CMD-CONFIRM") == [
        K.INSPECTION_OPENED,
        K.DEFECT_NOTED,
        K.INSPECTION_FAILED,
    ]
    work.bench.qtbot.waitUntil(lambda: screen.idle.isVisible())
    assert screen.idle.headline == "Nothing to inspect"


def test_a_defect_card_on_the_screen_is_taken_like_a_scan(work: InspectorAtWork) -> None:
    work.says(work.bench.built.badges[Post.INSPECTOR], work.boxes[0])
    program = work.program
    assert program.navigation is not None
    screen = program.navigation.inspect
    with work.bench.qtbot.waitSignal(program.shown, check_params_cb=_is_answer) as told:
        screen.defects.chosen.emit(DefectCode.BOX_DAMAGED.value)
    assert told.args is not None
    assert told.args[0].verdict.kind is K.DEFECT_NOTED
    assert next(t.noted for t in screen.defects.tiles if t.code == DefectCode.BOX_DAMAGED) == 1
